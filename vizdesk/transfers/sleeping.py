"""Noticing that the computer slept, by its clocks."""

from __future__ import annotations

import time

SLEEP_SECONDS = 5.0
"""Where the clock and the steady clock differ by more since the last look, the computer slept, or its clock was set."""


class SleepWatch:
    """Tells at each look whether the computer slept since the last one.

    Args:
        most_seconds: so long lies between two looks at most; where it was much longer, it slept, or the process stood.
    """

    def __init__(self, most_seconds: float) -> None:
        self._most_seconds = most_seconds
        self._clocks = time.time(), time.monotonic()

    def slept(self) -> bool:
        """Look once more."""
        before, self._clocks = self._clocks, (time.time(), time.monotonic())
        wall, steady = self._clocks[0] - before[0], self._clocks[1] - before[1]
        return abs(wall - steady) > SLEEP_SECONDS or steady > self._most_seconds + SLEEP_SECONDS
