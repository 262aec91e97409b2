"""Areas on the Earth: simple polygons whose edges are straight in degrees, as they are checked, read and written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.places import Point, check_point, format_point, parse_point

MIN_POINTS, MAX_POINTS = 3, 500
MAX_AREA_TEXT = 100_000
_NEXT = "Give its corners in order, one a line, or a polygon as WKT or GeoJSON."
_WKT = re.compile(r"\s*(?:SRID=4326;)?\s*POLYGON\s*(?:Z\s*)?\(\s*(.+)\)\s*", re.IGNORECASE | re.DOTALL)


def parse_area(text: str) -> tuple[Point, ...]:
    """Read an area that somebody typed or pasted: lines of coordinates, or one polygon as WKT or GeoJSON.

    WKT and GeoJSON (RFC 7946) have the longitude first. A corner that repeats the first at the end is left away.

    Raises:
        BadRequest: it is none, or not one that can be asked for.
    """
    if len(text) > MAX_AREA_TEXT:
        raise BadRequest(
            "The area is described in too long a text.", Filled("It takes at most {most} corners.", most=MAX_POINTS)
        )
    if text.lstrip().startswith("{"):
        points = _of_geojson(text)
    elif text.lstrip()[:1].isalpha() and "(" in text:
        points = _of_wkt(text)
    else:
        points = [parse_point(line) for line in text.splitlines() if line.strip()]
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    check_area(points)
    return tuple(points)


def format_area(points: Sequence[Point]) -> str:
    """An area as `parse_area` reads it: one corner a line."""
    return "\n".join(format_point(*one) for one in points)


def _of_wkt(text: str) -> list[Point]:
    found = _WKT.fullmatch(text)
    rings = re.findall(r"\(([^()]*)\)", found[1]) if found else []
    if len(rings) != 1:
        raise BadRequest("This WKT is not one polygon without holes.", _NEXT)
    try:
        corners = [[float(number) for number in corner.split()] for corner in rings[0].split(",")]
        return [(corner[1], corner[0]) for corner in corners]
    except (ValueError, IndexError):
        raise BadRequest("The corners of this WKT cannot be read.", _NEXT) from None


def _of_geojson(text: str) -> list[Point]:
    try:
        found: Any = json.loads(text)
        if found["type"] == "FeatureCollection":
            (found,) = found["features"]
        if found["type"] == "Feature":
            found = found["geometry"]
        (ring,) = found["coordinates"] if found["type"] == "Polygon" else []
        return [(float(one[1]), float(one[0])) for one in ring]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        raise BadRequest("This GeoJSON is not one polygon without holes.", _NEXT) from None


def check_area(points: Sequence[Point]) -> None:
    """Whether corners bound an area: enough of them, on the Earth, and no edge meets another.

    Raises:
        BadRequest: they do not.
    """
    if not MIN_POINTS <= len(points) <= MAX_POINTS:
        raise BadRequest(Filled("An area has {least} to {most} corners.", least=MIN_POINTS, most=MAX_POINTS), _NEXT)
    for one in points:
        check_point(*one)
    ring = outline(points)
    if ring[0] != ring[-1]:
        raise BadRequest("The area goes round a pole.", "Ask for a box, or for a distance from the pole.")
    if _crosses_itself(ring):
        raise BadRequest("The area’s border meets itself.", "Give its corners in order, each once.")


def outline(points: Sequence[Point]) -> list[Point]:
    """The corners and the first one again; longitudes go on beyond 180 degrees where an edge crosses the date line.

    An edge goes the short way round. Only an area round a pole does not come back to where it began.
    """
    ring = [points[0]]
    for latitude, longitude in (*points[1:], points[0]):
        before = ring[-1][1]
        turns = round((before - longitude) / 360)
        ring.append((latitude, longitude + 360 * turns))
    return ring


def _crosses_itself(ring: Sequence[Point]) -> bool:
    """Whether two edges meet elsewhere than neighbors do in their corner."""
    edges = sorted(enumerate(pairwise(ring)), key=lambda one: min(one[1][0][1], one[1][1][1]))
    count = len(edges)
    for place, (number, one) in enumerate(edges):
        east = max(one[0][1], one[1][1])
        for other_number, other in edges[place + 1 :]:
            if min(other[0][1], other[1][1]) > east:
                break
            apart = (other_number - number) % count
            if apart in (1, count - 1):
                if _folds_back(one, other) if apart == 1 else _folds_back(other, one):
                    return True
            elif _meet(*one, *other):
                return True
    return any(a == b for a, b in pairwise(ring))


def _folds_back(one: tuple[Point, Point], following: tuple[Point, Point]) -> bool:
    """Whether an edge runs back along the one before it."""
    (a, b), (_, c) = one, following
    along = (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1])
    return _side(a, b, c) == 0 and along > 0


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    sides = (_side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b))
    if sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0:
        return True
    between = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(side == 0 and _within(*points) for side, points in zip(sides, between, strict=True))


def _side(a: Point, b: Point, c: Point) -> int:
    """On which side of the line from `a` to `b` a point lies: 1, -1, or 0 on it."""
    turn = (b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1])
    return (turn > 0) - (turn < 0)


def _within(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])
