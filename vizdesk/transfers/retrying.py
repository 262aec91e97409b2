"""When and how long to wait before another try."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from vizdesk.domain.errors import (
    Busy,
    DeadlineExceeded,
    NotSignedIn,
    StorageError,
    Unavailable,
    UnexpectedAnswer,
    VizDeskError,
)

FIRST_SECONDS = 0.25
LONGEST_SECONDS = 60.0

FIRST_RESTART_SECONDS = 2.0
QUIET_SECONDS = 60.0
"""A process that has run for so long begins anew with short pauses."""


def pause_before(attempt: int) -> float:
    """Seconds before try `attempt` (1 for the first repetition): full jitter below an exponentially growing bound."""
    bound = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** min(attempt, 20))
    return random.uniform(0, bound)  # noqa: S311  # spreads load, protects nothing


def is_passing(error: VizDeskError) -> bool:
    """Whether the same call may succeed later: the other side or the way there is in trouble, or a token is over.

    Args:
        error: of a call of the gateway; a `StorageError` says that its disk is full, say, and not this computer's.
    """
    passing = (Unavailable, DeadlineExceeded, UnexpectedAnswer, Busy, NotSignedIn)
    return isinstance(error, passing) or type(error) in (VizDeskError, StorageError)


class Restarts:
    """How long to wait before a process that ended unasked is started again: twice as long each time, up to a minute.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started_at = clock()
        self._next = FIRST_RESTART_SECONDS

    def note_start(self) -> None:
        """It is started now."""
        self._started_at = self._clock()

    def pause(self) -> float:
        """It has ended: seconds until it is to be started again."""
        if self._clock() - self._started_at >= QUIET_SECONDS:
            self._next = FIRST_RESTART_SECONDS
        pause, self._next = self._next, min(LONGEST_SECONDS, 2 * self._next)
        return pause
