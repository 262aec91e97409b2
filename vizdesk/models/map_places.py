"""What the small map shows: the outlines and cities that are shipped, and where the records found lie."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from vizdesk.domain.layout import Filter
from vizdesk.domain.places import Point
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.resources import resource
from vizdesk.store.results import ResultSet

HUNDREDTHS = 100
MOST_DOTS = 1000
"""Records whose places are shown: those at the start of the results."""


class World(NamedTuple):
    """The shipped map: borders of countries as closed rings, and cities, the largest last."""

    rings: Sequence[Sequence[Point]]
    cities: Sequence[tuple[str, Point]]


class MapContent(NamedTuple):
    """All that a map shows."""

    world: World
    dots: Sequence[Point]


class MapPlaces(QObject):
    """Reads it in a worker.

    Args:
        shown: gives the results that the page shows.
        services: store and threads.
        parent: its owner.

    Signals:
        loaded: a `MapContent`.
    """

    loaded = Signal(object)

    def __init__(self, shown: Callable[[], ResultSet | None], services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._shown, self._services = shown, services
        self._loads = Requests(services.pool, self, self.loaded)

    def load(self, one: Filter) -> None:
        """Read the map, and where the shown records lie by a filter's fields; a map without them is one, too."""
        shown, results = self._shown(), self._services.workspace.results

        def read() -> MapContent:
            hits = results.load_block(shown.id, 0, MOST_DOTS) if shown is not None else []
            found = [_place(hit.fields, one) for hit in hits]
            return MapContent(world(), [point for point in found if point is not None])

        self._loads.submit(read)


@cache
def world() -> World:
    """The shipped map; to be read in a worker."""
    source = json.loads(resource("map", "world.json").read_text(encoding="utf-8"))
    cities = [(name, (latitude / HUNDREDTHS, longitude / HUNDREDTHS)) for name, longitude, latitude in source["cities"]]
    return World([_ring(one) for one in source["rings"]], cities)


def _ring(steps: Sequence[int]) -> list[Point]:
    longitude = latitude = 0
    ring = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        longitude, latitude = longitude + east, latitude + north
        ring.append((latitude / HUNDREDTHS, longitude / HUNDREDTHS))
    return ring


def _place(fields: Mapping[str, Any], one: Filter) -> Point | None:
    latitude, longitude = (fields.get(name) for name in (one.field, one.longitude))
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    return (float(latitude), float(longitude)) if math.isfinite(latitude + longitude) else None
