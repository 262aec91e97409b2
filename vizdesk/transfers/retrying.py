"""When and how long to wait before another try."""

from __future__ import annotations

import random

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
