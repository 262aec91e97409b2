"""Which two columns of a data file are the latitude and the longitude of one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vizdesk.domain.layout import Kind
from vizdesk.tabular.profile import Column

_LATITUDES = ("latitude", "lat", "y")
_LONGITUDES = {"latitude": ("longitude",), "lat": ("lon", "lng", "long"), "y": ("x",)}


class PlaceColumns(NamedTuple):
    """A latitude, a longitude, and the field name of the place that they make."""

    latitude: Column
    longitude: Column
    name: str


def places_of(columns: Sequence[Column]) -> list[PlaceColumns]:
    """The places among some columns: pairs of numbers that are called so and lie within ±90 and ±180 degrees.

    `latitude` and `longitude` belong together, `lat` and `lon` or `lng`, `y` and `x`; `home_lat` and `home_lon` too.
    """
    numbers = {one.name: one for one in columns if one.kind is Kind.NUMBER}
    taken = {one.name for one in columns}
    found = []
    for one in columns:
        for called in _LATITUDES:
            before, ends_so, after = one.name.rpartition(called)
            if not ends_so or after or (before and (called == "y" or not before.endswith("_"))):
                continue
            partner = next((numbers[before + name] for name in _LONGITUDES[called] if before + name in numbers), None)
            if partner is not None and _within(one, 90) and _within(partner, 180):
                name = f"{before}place" if f"{before}place" not in taken else one.name
                found.append(PlaceColumns(one, partner, name))
            break
    return found


def _within(column: Column, degrees: int) -> bool:
    ends = (column.minimum, column.maximum)
    return column.kind is Kind.NUMBER and all(isinstance(end, int | float) and abs(end) <= degrees for end in ends)
