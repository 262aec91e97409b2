"""Drafts of filters on places: what is typed, and what it asks for.

`{"operator", "point", "distance", "unit"}` near a place, `{"southWest", "northEast"}` for a box, `{"area"}` for an
area, all as typed; what is typed for one way of asking stays while another one is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.areas import format_area, parse_area
from vizdesk.domain.criteria import Criterion, corners
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter, Operator
from vizdesk.domain.places import METERS, check_box, format_point, parse_meters, parse_point, round_distance
from vizdesk.models.values import parse_number, show_number

PLACE_OPERATORS = (Operator.NEAR, Operator.IN_BOX, Operator.IN_AREA)
TYPED = ("point", "distance", "southWest", "northEast", "area")
"""The keys of what is typed."""


def read_place(one: Filter, draft: Mapping[str, Any], locale: QLocale) -> Criterion | None:
    """What a place's draft asks for, None when nothing.

    Raises:
        BadRequest: it cannot be asked.
    """
    typed = {key: str(draft.get(key) or "").strip() for key in TYPED}
    offered = [operator for operator in PLACE_OPERATORS if operator in one.operators]
    operator = next((each for each in offered if each.value == draft.get("operator")), next(iter(offered), None))
    match operator:
        case Operator.NEAR:
            return _near(typed, str(draft.get("unit") or default_unit(locale)), locale)
        case Operator.IN_BOX:
            return _box(typed)
        case Operator.IN_AREA if typed["area"]:
            values = tuple(number for point in parse_area(typed["area"]) for number in point)
            return Criterion(Operator.IN_AREA, values)
        case _:
            return None


def _near(typed: Mapping[str, str], unit: str, locale: QLocale) -> Criterion | None:
    if not typed["point"] and not typed["distance"]:
        return None
    point = parse_point(typed["point"])
    wanted = QCoreApplication.translate("Drafts", "How far around the place? Write a number.")
    try:
        amount = parse_number(typed["distance"], locale)
    except ValueError:
        raise BadRequest(wanted) from None
    return Criterion(Operator.NEAR, (*point, parse_meters(amount, unit if unit in METERS else "m")))


def _box(typed: Mapping[str, str]) -> Criterion | None:
    if not typed["southWest"] and not typed["northEast"]:
        return None
    corners_typed = (*parse_point(typed["southWest"]), *parse_point(typed["northEast"]))
    check_box(corners_typed)
    return Criterion(Operator.IN_BOX, corners_typed)


def place_draft(criterion: Criterion, locale: QLocale) -> Mapping[str, Any]:
    """The draft of a criterion on a place."""
    numbers = [float(value) for value in criterion.values]
    return {"operator": criterion.operator.value, **_TYPED_AS[criterion.operator](numbers, locale)}


def _typed_near(numbers: list[float], locale: QLocale) -> dict[str, str]:
    amount, unit = round_distance(numbers[2], locale.name())
    return {"point": format_point(*numbers[:2]), "distance": show_number(amount, locale), "unit": unit}


_TYPED_AS: Mapping[Operator, Callable[[list[float], QLocale], dict[str, str]]] = {
    Operator.NEAR: _typed_near,
    Operator.IN_BOX: lambda numbers, _: {
        "southWest": format_point(*numbers[:2]), "northEast": format_point(*numbers[2:]),
    },
    Operator.IN_AREA: lambda numbers, _: {"area": format_area(corners(numbers))},
}  # fmt: skip


def default_unit(locale: QLocale) -> str:
    """The unit of distance that the reader's country uses on its roads."""
    metric = locale.measurementSystem() is QLocale.MeasurementSystem.MetricSystem
    return "km" if metric else "mi"
