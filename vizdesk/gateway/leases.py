"""Leases: an embedded gateway lives as long as somebody holds one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

BEAT_SECONDS = 15.0
GRACE_SECONDS = 3.0
"""How long after the last lease an embedded gateway waits for the next client."""

FIRST_CLIENT_SECONDS = 30.0
"""How long an embedded gateway waits for its first client."""

LOOK_SECONDS = 0.25


class Leases:
    """The open leases of this gateway; all of it runs in the event loop."""

    def __init__(self) -> None:
        self._open = 0
        self._ever = False
        self._quiet_since = time.monotonic()
        self._ending = asyncio.Event()

    async def hold(self) -> AsyncIterator[bytes]:
        """One lease: a newline now and every `BEAT_SECONDS`, until the client leaves or the gateway ends."""
        self._open += 1
        self._ever = True
        try:
            while not self._ending.is_set():
                yield b"\n"
                try:
                    await asyncio.wait_for(self._ending.wait(), BEAT_SECONDS)
                except TimeoutError:
                    continue
        finally:
            self._open -= 1
            self._quiet_since = time.monotonic()

    def end(self) -> None:
        """End all leases: the gateway stops."""
        self._ending.set()

    async def until_abandoned(self, is_busy: Callable[[], bool]) -> None:
        """Wait until no client is left, or none ever came, while nothing is at work.

        Args:
            is_busy: whether an import runs, which outlives the client that asked for it.
        """
        while True:
            if self._open or is_busy():
                self._quiet_since = time.monotonic()
            patience = GRACE_SECONDS if self._ever else FIRST_CLIENT_SECONDS
            if time.monotonic() - self._quiet_since > patience:
                return
            await asyncio.sleep(LOOK_SECONDS)
