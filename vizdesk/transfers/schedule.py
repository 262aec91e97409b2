"""How much may be sent when: a limit, and another one between two times of the day."""

from __future__ import annotations

from datetime import time
from typing import Any, NamedTuple


class Limits(NamedTuple):
    """Limits on all transfers together, in bytes a second; None is no limit.

    Args:
        rate: at any time that the hours do not cover.
        hours: whether the next three hold.
        start: from when, local time.
        end: until when; before `start`, it is of the next day.
        rate_in_hours: between the two.
    """

    rate: int | None = None
    hours: bool = False
    start: time = time(8)
    end: time = time(18)
    rate_in_hours: int | None = None

    def at(self, now: time) -> int | None:
        """What holds at a time of the day."""
        return self.rate_in_hours if self.hours and self.covers(now) else self.rate

    def covers(self, now: time) -> bool:
        """Whether a time of the day lies in the hours; the same start and end are the whole day."""
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def to_json(self) -> dict[str, Any]:
        """For the settings."""
        return {
            "rate": self.rate,
            "hours": self.hours,
            "start": self.start.isoformat("minutes"),
            "end": self.end.isoformat("minutes"),
            "rateInHours": self.rate_in_hours,
        }


def limits_from_json(stored: Any) -> Limits:
    """From the settings; what is not of that form is no limit."""
    try:
        return Limits(
            _rate(stored["rate"]),
            bool(stored["hours"]),
            time.fromisoformat(stored["start"]),
            time.fromisoformat(stored["end"]),
            _rate(stored["rateInHours"]),
        )
    except (KeyError, TypeError, ValueError):
        return Limits()


def _rate(value: Any) -> int | None:
    return None if value is None else max(1, int(value))
