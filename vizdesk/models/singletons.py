"""Keeps Python 3.11 alive under PySide6 6.12.

That wheel is built as if None, True and False were immortal (PEP 683, Python 3.12): every emitted signal and every call
without a result takes away a reference that it never took. Probed: on 3.11 the process aborts (`bool_dealloc`) after
some 600 signals or 5,600 calls. To be removed once the locked PySide6 counts right, or Python 3.12 is required.
"""

from __future__ import annotations

import sys

ENOUGH_REFERENCES = 1 << 60


def protect_singletons() -> None:
    """Give the singletons more references than can ever be taken away, as newer Pythons do by themselves."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes  # late: 3.11 alone needs it

    for one in (None, True, False, NotImplemented, Ellipsis):
        ctypes.c_ssize_t.from_address(id(one)).value = ENOUGH_REFERENCES  # the first field of every object
