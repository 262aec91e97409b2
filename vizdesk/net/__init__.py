"""The desktop's way to a gateway, its own child or a server's."""

import sys

# httpx imports its own command line wherever `rich` is installed, beside the tools of a developer say: 50 ms of each
# process for what nobody here calls. None stands for a module that is not there, which httpx is prepared for.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # typeshed knows modules only
