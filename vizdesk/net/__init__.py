"""The desktop's way to a gateway, its own child or a server's."""
