"""Keeps Python 3.11 alive under PySide6 6.12.

That wheel is built as if None, True and False were immortal (PEP 683, Python 3.12): every emitted signal and every call
without a result takes away a reference that it never took. Probed: on 3.11 the process aborts (`bool_dealloc`) after
some 600 signals or 5,600 calls. To be removed once the locked PySide6 counts right, or Python 3.12 is required.
"""

from __future__ import annotations

import sys
from typing import Any

ENOUGH_REFERENCES = 1 << 60


def protect_singletons() -> None:
    """Give the singletons more references than can ever be taken away, as newer Pythons do by themselves."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    from _ctypes import _SimpleCData  # late, as 3.11 alone needs it; the whole of ctypes would take 6 ms of the start

    # The first field of every object: 64 bits, as PySide6 is made for 64-bit systems only.
    count: Any = type("Count", (_SimpleCData,), {"_type_": "q"})
    for one in (None, True, False, NotImplemented, Ellipsis):
        count.from_address(id(one)).value = ENOUGH_REFERENCES
