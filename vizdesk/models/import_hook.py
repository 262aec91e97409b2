"""Takes PySide6's hook off Python's `import`.

For its `from __feature__ import …`, which VizDesk does not use, PySide6 6.12 puts a hook of its own before every import
and reads the source of every imported module in search of its own name: a seventh of the time that the window's
modules take to load, on whatever thread they load.
"""

from __future__ import annotations

import builtins


def restore_import() -> None:
    """Let `import` be what it was below that hook; nothing happens under a PySide6 that has none."""
    import PySide6.QtCore  # noqa: F401  # puts the hook in place

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
