"""The processes that a test has started, by what they do."""

from __future__ import annotations

import psutil


def children_doing(job: str) -> list[psutil.Process]:
    """Our children of one kind, and no other: a gateway that serves other tests is a child, too.

    Args:
        job: the word that such a child is started with, such as `import-job`.
    """
    return [one for one in psutil.Process().children() if job in _words(one)]


def _words(process: psutil.Process) -> list[str]:
    """Those of its command line; none where it has just ended."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []
