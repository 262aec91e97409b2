"""What the desktop keeps on this machine: typed and applied criteria, results, layouts, settings."""
