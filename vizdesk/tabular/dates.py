"""Dates as agencies write them, read into ISO 8601 texts at the precision that they have."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from vizdesk.domain.layout import Precision


class DateOrder(StrEnum):
    """Whether `3/4/2020` is in March or in April."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date that was read.

    Args:
        iso: ISO 8601 at the value's own precision; an instant in UTC ends in `Z`.
        precision: how finely it is known.
        ordered: whether its reading hung on the order of day and month.
    """

    iso: str
    precision: Precision
    ordered: bool = False


_MONTH_NAMES: Final = (
    ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
    ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
    ("dec", "december"),
)  # fmt: skip
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_TIME: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
_OFFSET: Final = r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?"
_ISO: Final = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/])(?P<month>\d{{1,2}})(?:(?P=mark)(?P<day>\d{{1,2}})(?:[T ]{_TIME} ?{_OFFSET})?)?"
)
_NUMBERS: Final = re.compile(
    rf"(?P<first>\d{{1,2}})([-/.])(?P<other>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}})(?:,? {_TIME})?"
)
_DAY_NAME: Final = re.compile(
    rf"(?P<day>\d{{1,2}})[- ](?P<name>[A-Za-z]{{3,9}})\.?,?[- ](?P<year>\d{{4}}|\d{{2}})(?: {_TIME})?"
)
_NAME_DAY: Final = re.compile(rf"(?P<name>[A-Za-z]{{3,9}})\.? (?P<day>\d{{1,2}}), (?P<year>\d{{4}})(?: {_TIME})?")
_YEAR_NAME: Final = re.compile(r"(?P<year>\d{4}), ?(?P<name>[A-Za-z]{3,9})")
_NAME_YEAR: Final = re.compile(r"(?P<name>[A-Za-z]{3,9})\.?[- ](?P<year>\d{4}|\d{2})")
_FORMS: Final = (_ISO, _DAY_NAME, _NAME_DAY, _YEAR_NAME, _NAME_YEAR)


_WRITTEN: Final = re.compile(r"(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?)?")
_LENGTHS: Final = {10: Precision.DAY, 16: Precision.MINUTE, 19: Precision.SECOND}


def written_precision(cells: Collection[str]) -> Precision | None:
    """The precision that many cells share which are already as this module writes dates; blank ones do not count.

    None where one is not so, where they differ (in being instants, too), or where all are blank. It takes a tenth of
    the time that reading them one by one does.
    """
    if not all(map(_WRITTEN.fullmatch, cells)):
        return None
    lengths = set(map(len, cells)) - {0}
    if len(lengths) != 1:
        return None
    try:
        for _ in map(datetime.fromisoformat, filter(None, cells)):
            pass  # a day that is not in the calendar raises
    except ValueError:
        return None
    length = lengths.pop()
    return _LENGTHS.get(length) or _LENGTHS.get(length - 1)


def read_date(text: str, order: DateOrder, reference_year: int) -> ReadDate | None:
    """Read a date of any form that this module knows, or None.

    Args:
        text: without outer white space.
        order: how two numbers in front of a year are meant, unless dots part them (then the day stands first).
        reference_year: the current year: a year of two digits lies in 1900 and later, and at most one year ahead.
    """
    if match := _NUMBERS.fullmatch(text):
        day_first = order is DateOrder.DAY_FIRST or match[2] == "."
        day, month = (match["first"], match["other"]) if day_first else (match["other"], match["first"])
        found = _assembled(match, int(month), int(day), reference_year)
        return ReadDate(found.iso, found.precision, match[2] != "." and day != month) if found else None
    for form in _FORMS:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            month_number = _MONTHS.get(parts["name"].lower(), 0) if "name" in parts else int(parts["month"])
            return _assembled(match, month_number, int(parts.get("day") or 0), reference_year)
    return None


def _assembled(match: re.Match[str], month: int, day: int, reference_year: int) -> ReadDate | None:
    parts = match.groupdict()
    year = _year(parts["year"], reference_year)
    if not 1 <= month <= 12:
        return None
    if not day:
        return ReadDate(f"{year:04d}-{month:02d}", Precision.MONTH) if not parts.get("day") else None
    hour = _hour(parts)
    try:
        moment = datetime(year, month, day, hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))  # noqa: DTZ001  # an offset is taken off below
        if parts.get("offset"):
            moment -= _offset(parts["offset"])
    except (ValueError, OverflowError):
        return None
    if parts.get("hour") is None:
        return ReadDate(moment.date().isoformat(), Precision.DAY)
    zone = "Z" if parts.get("offset") else ""
    if parts.get("second") is None:
        return ReadDate(f"{moment.isoformat(timespec='minutes')}{zone}", Precision.MINUTE)
    return ReadDate(f"{moment.isoformat(timespec='seconds')}{zone}", Precision.SECOND)


def _year(text: str, reference_year: int) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if 2000 + year <= reference_year + 1 else 1900 + year


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts.get("hour") or 0)
    half = parts.get("half")
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return 24  # no such hour; refused where the moment is made
    return hour % 12 + (12 if half in "Pp" else 0)


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta(0)
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if text[0] == "-" else size


def this_year() -> int:
    """The current year in UTC."""
    return datetime.now(UTC).year
