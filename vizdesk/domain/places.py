"""Places on the Earth: WGS 84 coordinates and distances, as they are checked, written and read.

A place is a latitude and a longitude in degrees. People write `47.6062, -122.3321`, or degrees, minutes and seconds as
in `47°36'22"N 122°19'55"W`; both are read, in either order where the letters tell which is which.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from vizdesk.domain.errors import BadRequest

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""

EARTH_RADIUS = 6_371_008.8
"""The Earth's mean radius in meters, as the IUGG gives it."""

MAX_METERS = 20_016_000
"""A little more than half the way round the Earth."""

METERS: Mapping[str, float] = {"m": 1.0, "km": 1000.0, "ft": 0.3048, "mi": 1609.344}
"""The units of distance: meters, kilometers, international feet and miles."""

_IMPERIAL = ("US", "GB", "LR", "MM")
_DECIMALS = 6
"""A tenth of a meter."""

_NEXT = "Write 47.6062, -122.3321 or 47°36'22\"N 122°19'55\"W."
_MARKS = str.maketrans({"º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "−": "-"})


@cache
def _angle() -> re.Pattern[str]:
    """Compiled when first wanted: that takes 3 ms, which a window's start has no use for."""
    return re.compile(
        r"""\s*(?P<before>[NSEW])?\s*(?P<sign>[-+])?\s*
        (?P<degrees>\d{1,3}(?:\.\d*)?)\s*(?:°|deg\b)?\s*
        (?:(?P<minutes>\d{1,2}(?:\.\d*)?)\s*'\s*
        (?:(?P<seconds>\d{1,2}(?:\.\d*)?)\s*(?:"|'')\s*)?)?
        (?(before)|(?P<after>[NSEW])?)(?![\w.])\s*""",
        re.VERBOSE | re.IGNORECASE | re.ASCII,
    )


def parse_point(text: str) -> Point:
    """Read a pair of coordinates as people write them.

    Raises:
        BadRequest: it is not one, or not on the Earth.
    """
    plain = text.translate(_MARKS)
    first = _angle().match(plain)
    rest = plain[first.end() :].removeprefix(",").removeprefix(";") if first else ""
    second = _angle().fullmatch(rest)
    if first is None or second is None or _has_two(first) or _has_two(second):
        raise BadRequest("These are not the coordinates of a place.", _NEXT)
    letters = [(one["before"] or one["after"] or "").upper() for one in (first, second)]
    angles = [_degrees(one) for one in (first, second)]
    if letters[0] in ("E", "W") or letters[1] in ("N", "S"):
        letters.reverse()
        angles.reverse()
    if letters[0] in ("E", "W") or letters[1] in ("N", "S"):
        raise BadRequest("Both coordinates are of the same direction.", _NEXT)
    point = (angles[0], angles[1])
    check_point(*point)
    return point


def _has_two(angle: re.Match[str]) -> bool:
    """Whether two things tell on which side of zero an angle lies."""
    return sum(angle[name] is not None for name in ("before", "after", "sign")) > 1


def _degrees(angle: re.Match[str]) -> float:
    minutes, seconds = (float(angle[name] or 0) for name in ("minutes", "seconds"))
    if minutes >= 60 or seconds >= 60:
        raise BadRequest("Minutes and seconds of an angle are below 60.", _NEXT)
    value = float(angle["degrees"])
    if minutes or seconds:
        value = round(value + minutes / 60 + seconds / 3600, _DECIMALS)
    letter = (angle["before"] or angle["after"] or "").upper()
    return -value if angle["sign"] == "-" or letter in ("S", "W") else value


def format_point(latitude: float, longitude: float) -> str:
    """Coordinates as `parse_point` reads them: `47.6062, -122.3321`."""
    return f"{_shortest(latitude)}, {_shortest(longitude)}"


def _shortest(value: float) -> str:
    """A number in positional notation with all its digits."""
    text = f"{value:.15g}" if float(f"{value:.15g}") == value else repr(value)
    return text if "e" not in text else f"{value:.20f}".rstrip("0").rstrip(".")


def format_distance(meters: float, locale: str) -> str:
    """A distance in the unit that gives the roundest number, those of the reader's country first: `0.5 mi`, `500 m`.

    Args:
        meters: the distance.
        locale: such as `en_US`.
    """
    amount, unit = round_distance(meters, locale)
    return f"{amount:,g} {unit}" if amount < 1_000_000 else f"{amount:,.0f} {unit}"


def round_distance(meters: float, locale: str) -> tuple[float, str]:
    """See `format_distance`; the number and the unit."""
    country = locale.replace("-", "_").rpartition("_")[2]
    units = ("mi", "ft", "km", "m") if country in _IMPERIAL else ("km", "m", "mi", "ft")
    for unit in units:
        amount = round(meters / METERS[unit], 2)
        if amount >= 0.1 and math.isclose(amount * METERS[unit], meters, rel_tol=1e-12):
            return amount, unit
    return round(meters, 2), "m"


def parse_meters(amount: float, unit: str) -> float:
    """A distance in meters.

    Raises:
        BadRequest: it is not more than nothing, or goes round the Earth.
    """
    meters = amount * METERS[unit]
    check_meters(meters)
    return meters


def check_meters(meters: float) -> None:
    """Whether a distance can be asked for.

    Raises:
        BadRequest: it is not more than nothing, or goes round the Earth.
    """
    if not 0 < meters <= MAX_METERS:
        raise BadRequest("A distance is more than 0 and at most half the way round the Earth.", "Give another one.")


def check_point(latitude: float, longitude: float) -> None:
    """Whether there is such a place.

    Raises:
        BadRequest: a coordinate is out of its range.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadRequest("A latitude is from -90 to 90, a longitude from -180 to 180.", _NEXT)


def check_box(corners: Sequence[float]) -> None:
    """Whether south, west, north and east bound a box; one whose west is east of its east crosses the date line.

    Raises:
        BadRequest: they do not.
    """
    south, west, north, east = corners
    check_point(south, west)
    check_point(north, east)
    if south > north:
        raise BadRequest("The box’s south lies north of its north.", "Swap the two.")
