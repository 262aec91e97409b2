"""Relative dates: `today`, `today-P7D`, `thisMonth-P1M`, `now-PT2H`, and what they mean at a moment in a time zone.

An anchor, and perhaps a sign with an ISO 8601 duration. `today`, `thisMonth` and `thisYear` name that whole day, month
or year, `now` the second. Years, months, weeks and days are counted on the calendar of the zone: a day that a month has
not becomes its last (31 January and a month is 28 or 29 February), and a day is a day where clocks change. Hours,
minutes and seconds are counted as they pass; only `now` takes them.

A field of dates holds its records' own clock, which is taken for the zone's, or instants in UTC (`Z`). Ends of a range
that are no instants mean the zone's days and times in both.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vizdesk.domain.criteria import Criterion, Scalar, is_relative_date
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Operator

_PARTS = re.compile(
    r"(?P<anchor>now|today|thisMonth|thisYear)"
    r"(?:(?P<sign>[+-])P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?)?"
)


def time_zone(name: str) -> tzinfo:
    """A zone of the IANA time zone database.

    Raises:
        BadRequest: there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of the database is no zone either
        raise BadRequest("The layout’s time zone is not known.", "Ask who keeps the layout to mend it.") from None


def is_relative(criterion: Criterion) -> bool:
    """Whether what a criterion on a date asks for depends on the day."""
    return any(map(is_relative_date, (*criterion.values, criterion.lower, criterion.upper)))


def resolved(criterion: Criterion, at: datetime, zone: tzinfo) -> Criterion:
    """A criterion on a date with its ends as they are at a moment; a relative `equals` becomes a range.

    Args:
        criterion: what is asked.
        at: the moment, with its zone.
        zone: whose days are meant.

    Raises:
        BadRequest: an end lies beyond the calendar.
    """
    if not is_relative(criterion):
        return criterion
    lower, upper = criterion.lower, criterion.upper
    if criterion.operator is Operator.EQUALS:
        lower = upper = criterion.values[0]
    operator = Operator.BETWEEN if criterion.operator is Operator.EQUALS else criterion.operator
    return Criterion(
        operator,
        lower=_end(lower, at, zone, last=False),
        upper=_end(upper, at, zone, last=True),
    )


def _end(end: Scalar | None, at: datetime, zone: tzinfo, *, last: bool) -> Scalar | None:
    return resolve(str(end), at, zone, last=last) if is_relative_date(end) else end


def resolve(text: str, at: datetime, zone: tzinfo, *, last: bool) -> str:
    """The ISO 8601 date, month or date and time, on the zone's clock, that a relative date means.

    Args:
        text: of the form that `is_relative_date` knows.
        at: the moment, with its zone.
        zone: whose days are meant.
        last: it ends a range: a year is told by its last month.

    Raises:
        BadRequest: it lies beyond the calendar.
    """
    match = _PARTS.fullmatch(text)
    if match is None:
        raise BadRequest("This is not a relative date.", "Write one such as today-P7D.")
    parts, here = match.groupdict(), at.astimezone(zone).replace(microsecond=0)
    sign = -1 if parts["sign"] == "-" else 1
    amount = {key: sign * int(value or 0) for key, value in parts.items() if key not in ("anchor", "sign")}
    try:
        day = _moved(here.date(), amount)
        if parts["anchor"] == "now":
            moved = datetime.combine(day, here.timetz()).astimezone(UTC)
            passed = timedelta(hours=amount["hours"], minutes=amount["minutes"], seconds=amount["seconds"])
            return (moved + passed).astimezone(zone).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        raise BadRequest("A relative date lies beyond the calendar.", "Take a shorter time.") from None
    iso = day.isoformat()
    if parts["anchor"] == "thisYear":
        return f"{iso[:4]}-{'12' if last else '01'}"
    return iso[:7] if parts["anchor"] == "thisMonth" else iso


def _moved(day: date, amount: Mapping[str, int]) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + 12 * amount["years"] + amount["months"], 12)
    clipped = min(day.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, clipped) + timedelta(weeks=amount["weeks"], days=amount["days"])


def on_the_fields_clock(criterion: Criterion, zone: tzinfo, *, instants: bool) -> Criterion:
    """A criterion on a date with its ends as a field writes moments.

    Args:
        criterion: with its ends resolved.
        zone: the layout's.
        instants: the field holds instants in UTC; else it holds the zone's clock.
    """
    lower, upper = criterion.lower, criterion.upper
    if criterion.operator is Operator.EQUALS:
        lower = upper = criterion.values[0]
    ends = [None if end is None else str(end) for end in (lower, upper)]
    moved = [
        end if end is None or end.endswith("Z") == instants else _on_the_other_clock(end, zone, last=last)
        for end, last in zip(ends, (False, True), strict=True)
    ]
    if moved == ends:
        return criterion
    operator = Operator.BETWEEN if criterion.operator is Operator.EQUALS else criterion.operator
    return Criterion(operator, lower=moved[0], upper=moved[1])


def _on_the_other_clock(end: str, zone: tzinfo, *, last: bool) -> str:
    """An instant on the zone's clock; or the first or last second of what the zone's clock names, as an instant."""
    try:
        if end.endswith("Z"):
            moment = datetime.fromisoformat(end).astimezone(zone)
            finest = "minutes" if len(end) == len("2024-05-31T14:02Z") else "seconds"
            return moment.replace(tzinfo=None).isoformat(timespec=finest)
        first = datetime.fromisoformat(f"{end}-01" if len(end) == len("2024-05") else end)
        if last:
            first = _following(first, len(end)) - timedelta(seconds=1)
        moment = first.replace(tzinfo=zone, fold=1 if last else 0)  # an hour that comes twice is meant as a whole
        return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    except (ValueError, OverflowError):
        return end  # a day that no calendar has, or at its very end: nothing is stored there


def _following(first: datetime, length: int) -> datetime:
    """The start of what follows a month, day, minute or second, by the length of its text."""
    if length == len("2024-05"):
        return first + timedelta(days=calendar.monthrange(first.year, first.month)[1])
    steps = {10: timedelta(days=1), 16: timedelta(minutes=1), 19: timedelta(seconds=1)}
    return first + steps[length]
