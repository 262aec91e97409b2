"""The days of moments: of instants, the days on a zone's calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
import numpy.typing as npt

from vizdesk.domain.layout import Precision
from vizdesk.gateway.engine.columns import Numbers
from vizdesk.gateway.record_format import DATE_DIGITS, RecordField

_DAY_DIGITS = DATE_DIGITS[Precision.DAY]
_ZONED_YEARS = (2, 9998)
"""Beyond them a moment's day may lie on no calendar; there the day of UTC stands."""

_Moments = npt.NDArray[np.datetime64]


def days_of(field: RecordField, numbers: Numbers, zone: tzinfo) -> Numbers:
    """The days of some dates of a field, as a date of precision `day` is stored; coarser dates stay as they are.

    Args:
        field: whose dates they are.
        numbers: the dates as they are stored, none of them missing.
        zone: whose calendar tells the days of instants; dates on their records' own clock need none.
    """
    finer = DATE_DIGITS[field.precision] - _DAY_DIGITS if field.precision else 0
    if finer <= 0:
        return numbers
    stored: Numbers = np.floor(numbers / 10**finer)
    if not field.instants:
        return stored
    days, place_of = np.unique(stored, return_inverse=True)
    starts = _as_dates(days)
    offsets = np.array([_offsets(int(day), zone) for day in days], "timedelta64[s]").reshape(-1, 2)
    moved = starts[place_of] + _time_of_day(numbers, finer) + offsets[place_of, 0]
    for place in np.flatnonzero(offsets[place_of, 0] != offsets[place_of, 1]):  # clocks change on that day
        moved[place] += _offset(_moment(numbers[place], finer), zone) - offsets[place_of[place], 0]
    return _as_digits(moved)


def _as_dates(days: Numbers) -> _Moments:
    whole = days.astype(np.int64)
    years, months = whole // 10_000, whole // 100 % 100
    first = (years - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (months - 1)
    return (first.astype("datetime64[D]") + (whole % 100 - 1)).astype("datetime64[s]")


def _time_of_day(numbers: Numbers, finer: int) -> npt.NDArray[np.timedelta64]:
    clock = np.mod(numbers, 10**finer).astype(np.int64) * 10 ** (6 - finer)  # HHMMSS
    seconds = clock // 10_000 * 3600 + clock // 100 % 100 * 60 + clock % 100
    told: npt.NDArray[np.timedelta64] = seconds.astype("timedelta64[s]")
    return told


def _as_digits(moments: _Moments) -> Numbers:
    days = moments.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    year = months.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    digits: Numbers = (year * 10_000 + month * 100 + day).astype(np.float64)
    return digits


def _offsets(day: int, zone: tzinfo) -> tuple[np.timedelta64, np.timedelta64]:
    """How far the zone's clock is ahead at the start and at the end of a day of UTC."""
    first, last = _ZONED_YEARS
    if not first <= day // 10_000 <= last:
        return np.timedelta64(0, "s"), np.timedelta64(0, "s")
    start = datetime(day // 10_000, day // 100 % 100, day % 100, tzinfo=UTC)
    return _offset(start, zone), _offset(start + timedelta(days=1), zone)


def _offset(moment: datetime, zone: tzinfo) -> np.timedelta64:
    ahead = moment.astimezone(zone).utcoffset() or timedelta()
    return np.timedelta64(int(ahead.total_seconds()), "s")


def _moment(number: float, finer: int) -> datetime:
    digits = f"{int(number):0{_DAY_DIGITS + finer}}".ljust(14, "0")
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
