"""Folders in each other until their path is longer than the system takes."""

from __future__ import annotations

import os
from pathlib import Path

LONGEST = 4095
"""Of a path on Linux, in bytes."""

NAME = "Copied from another card" * 8


def lay_too_deep(folder: Path) -> Path:
    """Lay folders into this one; the path of the last is too long, those of all others are not.

    Returns:
        The last one but one.
    """
    path, at = folder, os.open(folder, os.O_RDONLY)
    while len(os.fsencode(path / NAME)) <= LONGEST:
        path /= NAME
        at = _below(at)
    os.close(_below(at))
    return path


def _below(at: int) -> int:
    """A new folder in an open one, which is closed."""
    try:
        os.mkdir(NAME, dir_fd=at)  # no path is long enough
        return os.open(NAME, os.O_RDONLY, dir_fd=at)
    finally:
        os.close(at)
