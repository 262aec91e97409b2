"""Taking turns: how a thread that computes long leaves the interpreter to others."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

WORK_SECONDS = 0.002
PAUSE_SECONDS = 0.0005

T = TypeVar("T")


def leaving_room(items: Iterable[T]) -> Iterator[T]:
    """Items one after the other, with a short pause after each 2 ms.

    For a worker that goes through thousands: the GUI thread and the store's writer let go of the interpreter many times
    for one paint or write, and without the pauses wait 5 ms for it each time.
    """
    since = time.perf_counter()
    for item in items:
        yield item
        if time.perf_counter() - since > WORK_SECONDS:
            time.sleep(PAUSE_SECONDS)
            since = time.perf_counter()
