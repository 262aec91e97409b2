"""The threads that hash and send, shared by all transfers of one engine."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from vizdesk.net.part_puts import PartPutter
from vizdesk.net.proxy import BY_SYSTEM, Route

PARTS_AT_ONCE = 8
LEAST_HASHERS = 2
MOST_HASHERS = 4
RECOVERY_SECONDS = 30.0
"""A storage that asked to be spared gets one more sender after each so many seconds without asking again."""


class Pools:
    """Hashing and sending threads; each sender has a connection of its own.

    Args:
        route: the way to a storage on another computer.
    """

    def __init__(self, route: Route = BY_SYSTEM) -> None:
        self._route = route
        hashers = max(LEAST_HASHERS, min(MOST_HASHERS, os.cpu_count() or 1))
        self._hashers = ThreadPoolExecutor(hashers, "transfer-hash")
        self._senders = ThreadPoolExecutor(PARTS_AT_ONCE, "transfer-send")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._putters: list[PartPutter] = []
        self._most = PARTS_AT_ONCE
        self._calm_since = time.monotonic()

    def hash(self, act: Callable[[], None]) -> Future[None]:
        """Run on a hashing thread."""
        return self._hashers.submit(act)

    def send(self, act: Callable[[], None]) -> Future[None]:
        """Run on a sending thread."""
        return self._senders.submit(act)

    def putter(self) -> PartPutter:
        """The connection of the sending thread that asks."""
        putter: PartPutter | None = getattr(self._own, "putter", None)
        if putter is None:
            putter = self._own.putter = PartPutter(self._route)
            with self._lock:
                self._putters.append(putter)
        return putter

    @property
    def most(self) -> int:
        """How many parts one transfer may have on their way; fewer while the storage is overrun."""
        with self._lock:
            grown = int((time.monotonic() - self._calm_since) / RECOVERY_SECONDS)
            if grown:
                self._most = min(PARTS_AT_ONCE, self._most + grown)
                self._calm_since = time.monotonic()
            return self._most

    def spare(self) -> None:
        """The storage asked to be spared: send half as much at once."""
        with self._lock:
            self._most = max(1, self._most // 2)
            self._calm_since = time.monotonic()

    def close(self) -> None:
        """Wait for all threads; what they do must have been told to stop before."""
        self._hashers.shutdown()
        self._senders.shutdown()
        for one in self._putters:
            one.close()
