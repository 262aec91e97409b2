"""Which records lie somewhere: near a place, in a box, in an area."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vizdesk.domain.areas import outline
from vizdesk.domain.criteria import Criterion, corners
from vizdesk.domain.layout import Operator
from vizdesk.domain.places import EARTH_RADIUS
from vizdesk.gateway.engine.columns import Column, Numbers
from vizdesk.gateway.engine.texts import Mask

BANDS = 1 << 16
"""An area is cut into so many bands of latitude; 16 bits sort in a tenth of the time that latitudes would take."""

_SLACK = 1e-9
"""Degrees by which a box around a circle is larger, so that rounding leaves nothing out."""


def lying(criterion: Criterion, latitude: Column, longitude: Column, check: Callable[[], None]) -> Mask:
    """For each record whether it meets a criterion on its place.

    A record has a place where it has both numbers, and they are coordinates of the Earth.

    Args:
        criterion: near, in a box, in an area, or whether there is a place.
        latitude: the column of latitudes.
        longitude: the column of longitudes.
        check: called now and then; raises where the time is over.
    """
    numbers = [float(value) for value in criterion.values]
    match criterion.operator:
        case Operator.NEAR:
            return _near(numbers[0], numbers[1], numbers[2], latitude, longitude)
        case Operator.IN_BOX:
            return _in_box(numbers, latitude, longitude)
        case Operator.IN_AREA:
            return _in_area(corners(numbers), latitude, longitude, check)
        case _:
            there = _in_box([-90, -180, 90, 180], latitude, longitude)
            return there if criterion.values[0] else ~there


def _in_box(corners: list[float], latitude: Column, longitude: Column) -> Mask:
    south, west, north, east = corners
    between = _between(latitude.numbers, south, north)
    return latitude.spread(between) & longitude.spread(_from_west_to_east(longitude.numbers, west, east))


def _between(numbers: Numbers, lower: float, upper: float) -> Mask:
    found: Mask = (numbers >= lower) & (numbers <= upper)
    return found


def _from_west_to_east(longitudes: Numbers, west: float, east: float) -> Mask:
    if west <= east:
        return _between(longitudes, west, east)
    return _between(longitudes, west, 180) | _between(longitudes, -180, east)


def _near(y: float, x: float, meters: float, latitude: Column, longitude: Column) -> Mask:
    """By the haversine formula on a sphere; only what lies in the box around the circle is measured."""
    reach = math.sin(min(meters / EARTH_RADIUS, math.pi) / 2) ** 2
    met = _in_box(_box_around(y, x, meters), latitude, longitude)
    places = np.flatnonzero(met)
    latitudes, longitudes = latitude.at(latitude.numbers, places), longitude.at(longitude.numbers, places)
    halves = np.sin(np.radians(latitudes - y) / 2) ** 2
    halves += np.cos(np.radians(latitudes)) * math.cos(math.radians(y)) * np.sin(np.radians(longitudes - x) / 2) ** 2
    met[places] = halves <= reach
    return met


def _box_around(y: float, x: float, meters: float) -> list[float]:
    """The corners of a box that holds a circle; all longitudes where the circle holds a pole."""
    angle = meters / EARTH_RADIUS
    reach = math.degrees(angle) + _SLACK
    south, north = max(-90.0, y - reach), min(90.0, y + reach)
    if south == -90 or north == 90:
        return [south, -180, north, 180]
    side = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(y))))) + _SLACK
    return [south, _turned(x - side), north, _turned(x + side)]


def _turned(longitude: float) -> float:
    return longitude - 360 if longitude > 180 else longitude + 360 if longitude < -180 else longitude


def _in_area(points: list[tuple[float, float]], latitude: Column, longitude: Column, check: Callable[[], None]) -> Mask:
    ring = outline(points)
    ys, xs = zip(*ring, strict=True)
    found = latitude.spread(_between(latitude.numbers, min(ys), max(ys)))
    met = np.zeros(len(found), np.bool_)
    for shift in (-360, 0, 360):  # beyond 180 degrees the area goes on at the other end
        west, east = min(xs) + shift, max(xs) + shift
        if east < -180 or west > 180:
            continue
        in_reach = _between(longitude.numbers, max(-180, west), min(180, east))
        places = np.flatnonzero(found & longitude.spread(in_reach))
        longitudes = longitude.at(longitude.numbers, places) - shift
        met[places] |= _inside(ring, latitude.at(latitude.numbers, places), longitudes, check)
    return met


def _inside(ring: list[tuple[float, float]], ys: Numbers, xs: Numbers, check: Callable[[], None]) -> Mask:
    """Which places lie within a ring, or on it: those with an odd number of edges to their east.

    The places are sorted by bands of latitude, so that each edge is compared with those of its bands only.
    """
    bottom, top = min(y for y, _ in ring), max(y for y, _ in ring)
    per_degree = (BANDS - 1) / (top - bottom) if top > bottom else 0.0

    def band(latitudes: Numbers) -> npt.NDArray[np.uint16]:
        return ((latitudes - bottom) * per_degree).astype(np.uint16)

    bands = band(ys)
    order = np.argsort(bands, kind="stable")
    ys, xs = ys[order], xs[order]
    starts = np.concatenate([[0], np.cumsum(np.bincount(bands, minlength=BANDS))])
    inside, on_edge = np.zeros(len(ys), np.bool_), np.zeros(len(ys), np.bool_)
    for place, (a, b) in enumerate(pairwise(ring)):
        (y1, x1), (y2, x2) = (a, b) if a[0] <= b[0] else (b, a)
        first, last = band(np.array([y1, y2])).tolist()
        part = slice(starts[first], starts[last + 1])
        y, x = ys[part], xs[part]
        turn = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        above, below_top = y >= y1, y < y2
        inside[part] ^= above & below_top & (turn > 0)
        on_line = above & (y <= y2) & (turn == 0)
        on_edge[part] |= on_line & (x >= min(x1, x2)) & (x <= max(x1, x2)) if y1 == y2 else on_line
        if place % 50 == 0:
            check()
    met = np.empty(len(ys), np.bool_)
    met[order] = inside | on_edge
    return met
