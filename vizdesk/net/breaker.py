"""A circuit breaker: a source that fails again and again is left alone for a while, so that nobody waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from math import ceil

from vizdesk.domain.errors import DeadlineExceeded, NotAnswering, Unavailable, UnexpectedAnswer, VizDeskError
from vizdesk.domain.filled import Filled
from vizdesk.domain.search import SearchRequest

FAILURES = 3
"""So many in a row open it."""

FIRST_SECONDS = 5.0
MOST_SECONDS = 30.0
"""It stays open for the first, then twice as long after each failed probe, up to the most."""

_FAILED = (Unavailable, DeadlineExceeded, UnexpectedAnswer)
"""What tells that a source is out of order; a refusal, or being busy, tells that it works."""


class State(StrEnum):
    """Whether a source is asked."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


class Sources:
    """The sources of one kind of call: each page's for itself, since nobody here knows which back end is behind it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._breakers: dict[tuple[str, str], Breaker] = {}

    def of(self, request: SearchRequest) -> Breaker:
        """The breaker of what a request asks."""
        agency, _, _ = (request.layout or "").partition("@")
        with self._lock:
            return self._breakers.setdefault((agency, request.type), Breaker())


class Breaker:
    """The state of one source; may be used on several threads at once.

    Closed, every call goes through. `FAILURES` failed ones in a row open it: calls are refused at once. When its time
    is over it is half open: one call goes through as a probe, the others are still refused; the probe closes it or
    opens it again, for longer.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._seconds = FIRST_SECONDS
        self._until: float | None = None
        self._probing = False

    def state(self) -> State:
        """How it stands now."""
        with self._lock:
            return self._state()

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Around one call of the source.

        Raises:
            NotAnswering: the source is left alone; it was not called.
        """
        probe = self._enter()
        try:
            yield
        except _FAILED:
            self._failed(probe=probe)
            raise
        except VizDeskError:  # it answered, if only to refuse; what was taken back tells nothing, and costs no more
            self._answered(probe=probe)
            raise
        except BaseException:
            self._left(probe=probe)
            raise
        self._answered(probe=probe)

    def _state(self) -> State:
        if self._until is None:
            return State.CLOSED
        return State.OPEN if self._clock() < self._until else State.HALF_OPEN

    def _enter(self) -> bool:
        """Let a call through; whether it is the probe."""
        with self._lock:
            state = self._state()
            if state is State.CLOSED:
                return False
            if state is State.OPEN or self._probing:
                left = max(1, ceil((self._until or 0.0) - self._clock()))
                raise NotAnswering(
                    "The search service keeps failing. This does not mean there are no matches.",
                    Filled("Try again in {seconds} seconds.", seconds=left) if left > 1 else "Try again in a second.",
                )
            self._probing = True
            return True

    def _failed(self, *, probe: bool) -> None:
        with self._lock:
            self._failures += 1
            if probe:
                self._probing = False
                self._seconds = min(2 * self._seconds, MOST_SECONDS)
            if probe or (self._until is None and self._failures >= FAILURES):
                self._until = self._clock() + self._seconds

    def _answered(self, *, probe: bool) -> None:
        with self._lock:
            if self._until is not None and not probe:
                return  # it was sent before the source was given up; the probe decides
            self._failures = 0
            self._seconds = FIRST_SECONDS
            self._until = None
            self._probing = False

    def _left(self, *, probe: bool) -> None:
        with self._lock:
            if probe:
                self._probing = False
