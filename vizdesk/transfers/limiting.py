"""A limit on bytes a second, shared by all who send; it may be changed while they do."""

from __future__ import annotations

import threading
import time

from vizdesk.transfers.control import Control

LONGEST_SLEEP = 0.25
"""So soon a change of the rate is seen."""

BURST_SECONDS = 0.25


class RateLimit:
    """A bucket that fills at a rate: who takes more than is in it waits until that is paid back.

    Args:
        rate: bytes a second, None for no limit.
    """

    def __init__(self, rate: float | None = None) -> None:
        self._lock = threading.Lock()
        self._rate = rate
        self._level = 0.0
        self._at = time.monotonic()

    def set_rate(self, rate: float | None) -> None:
        """Change the limit, also for those who wait."""
        with self._lock:
            self._refill()
            self._rate = rate
            self._level = min(self._level, 0.0)

    def piece(self, largest: int, smallest: int) -> int:
        """How many bytes to take at once, so that a slow rate does not come in lumps."""
        rate = self._rate
        return largest if rate is None else max(smallest, min(largest, int(rate * BURST_SECONDS / 4)))

    def take(self, count: int, control: Control) -> None:
        """Wait until so many bytes may be sent.

        Raises:
            Stopped: something else is wished of the transfer.
        """
        with self._lock:
            self._refill()
            self._level -= count
        while (wait := self._debt_seconds()) > 0:
            control.sleep(min(wait, LONGEST_SLEEP))

    def _debt_seconds(self) -> float:
        with self._lock:
            self._refill()
            return -self._level / self._rate if self._rate else 0.0

    def _refill(self) -> None:
        now = time.monotonic()
        if self._rate is None:
            self._level = 0.0
        else:
            self._level = min(self._level + (now - self._at) * self._rate, self._rate * BURST_SECONDS)
        self._at = now
