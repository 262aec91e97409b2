"""What the desktop measures of itself: a closed set of events whose details are words of closed lists.

`resources/events.schema.json` says the same to others. Nothing typed, found or named can stand in an event, because
there is no place for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

DURATIONS = ("under 0.1 s", "0.1 to 0.3 s", "0.3 to 1 s", "1 to 3 s", "3 to 10 s", "over 10 s")
_SECONDS = (0.1, 0.3, 1.0, 3.0, 10.0)
COUNTS = ("0", "1", "2 to 10", "11 to 100", "over 100", "unknown")
_NUMBERS = (1, 2, 11, 101)
OUTCOMES = ("done", "partial", "no results", "failed", "cancelled", "offline")

EVENTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "search": {"outcome": OUTCOMES, "took": DURATIONS, "found": COUNTS, "criteria": COUNTS},
    "export": {"outcome": ("done", "failed", "cancelled")},
    "import": {"outcome": ("done", "failed", "cancelled")},
}
"""Each event with its details, and all that each detail can be."""


class Event(NamedTuple):
    """One kind of thing that happened.

    Args:
        name: one of `EVENTS`.
        details: values of its details, in their order.
    """

    name: str
    details: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Whether every part of it is of the closed set."""
        allowed = EVENTS.get(self.name)
        if allowed is None or len(self.details) != len(allowed):
            return False
        return all(one in values for one, values in zip(self.details, allowed.values(), strict=True))


class Measured(NamedTuple):
    """How often something happened on a day.

    Args:
        day: ISO 8601, by this computer's clock.
        event: what happened.
        times: how often.
    """

    day: str
    event: Event
    times: int

    def to_json(self) -> dict[str, str | int]:
        """As the schema has it."""
        return {
            "day": self.day,
            "event": self.event.name,
            **dict(zip(EVENTS[self.event.name], self.event.details, strict=True)),
            "times": self.times,
        }


def duration(seconds: float) -> str:
    """The bucket of a duration."""
    return DURATIONS[bisect_right(_SECONDS, seconds)]


def amount(number: int | None) -> str:
    """The bucket of a count."""
    return COUNTS[-1] if number is None else COUNTS[bisect_right(_NUMBERS, number)]
