"""Faults of a layout's migrations, each in its place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.layouts import people_document
from vizdesk.domain.errors import LayoutRefused
from vizdesk.domain.layout_check import check_layout
from vizdesk.resources import layout_schema

HAIR, EYES, OLD = "harbor:people.hair", "harbor:people.eyes", "harbor:people.old"
RENAME = {"op": "rename", "from": OLD, "id": HAIR}
RETIRE = {"op": "retire", "id": OLD, "why": "Nobody used it."}
RETYPE = {"op": "retype", "id": HAIR, "from": "text", "to": "choices"}
MAP = {"op": "mapOptions", "id": HAIR, "map": {"B": "BRO"}}
SPLIT = {"op": "split", "id": OLD, "map": {"a/b": [{"id": HAIR, "value": "BRO"}, {"id": EYES, "value": "blue"}]}}


def pointers(*migrations: tuple[int, list[dict[str, Any]]]) -> list[str]:
    document = people_document()
    document["migrations"] = [{"from": start, "steps": steps} for start, steps in migrations]
    try:
        check_layout(document, layout_schema())
    except LayoutRefused as error:
        assert all(one.sentence.endswith(".") for one in error.faults)
        return [one.pointer.removeprefix("/migrations") for one in error.faults]
    return []


@pytest.mark.parametrize(
    "migrations",
    [
        [(6, [RENAME])],
        [(6, [RETIRE, RETYPE, MAP])],
        [(6, [SPLIT])],
        [(7, [RENAME])],  # a draft of the next version
        [(2, [{"op": "rename", "from": "harbor:people.older", "id": OLD}]), (3, [RENAME])],
        [(2, [{"op": "mapOptions", "id": OLD, "map": {"A": "B"}}]), (5, [RETIRE])],
        [(2, [RETYPE]), (3, [{"op": "retype", "id": HAIR, "from": "choices", "to": "text"}, RETYPE])],
        [(6, [{"op": "split", "id": HAIR, "map": {"GRY": [{"id": HAIR, "value": "BLK"}]}}])],
    ],
)
def test_good_migrations(migrations: list[tuple[int, list[dict[str, Any]]]]) -> None:
    assert pointers(*migrations) == []


@pytest.mark.parametrize(
    ("migrations", "expected"),
    [
        ([(8, [RENAME])], ["/0/from"]),
        ([(6, [RENAME]), (6, [MAP])], ["/1/from"]),
        ([(6, [RENAME]), (3, [MAP])], ["/1/from"]),
        ([(6, [RENAME | {"id": "harbor:people.none"}])], ["/0/steps/0/id"]),
        ([(6, [RENAME | {"from": EYES}])], ["/0/steps/0/from"]),
        ([(6, [RETIRE | {"id": HAIR}])], ["/0/steps/0/id"]),
        ([(3, [RETIRE]), (6, [RENAME])], ["/0/steps/0/id"]),
        ([(6, [MAP | {"id": OLD}])], ["/0/steps/0/id"]),
        ([(6, [MAP | {"map": {}}])], ["/0/steps/0/map"]),
        ([(6, [RETYPE | {"to": "number"}])], ["/0/steps/0/to"]),
        ([(6, [SPLIT | {"id": EYES, "map": {"x": [{"id": HAIR, "value": "BRO"}]}}])], ["/0/steps/0/id"]),
        ([(6, [SPLIT | {"map": {"a/b": [{"id": "harbor:people.none", "value": 1}]}}])],
         ["/0/steps/0/map/a~1b/0/id"]),
        ([(6, [SPLIT | {"map": {"x": [{"id": HAIR, "value": "BRO"}, {"id": HAIR, "value": "BLK"}]}}])],
         ["/0/steps/0/map/x/1/id"]),
    ],
)  # fmt: skip
def test_each_fault_is_told_in_its_place(
    migrations: list[tuple[int, list[dict[str, Any]]]], expected: list[str]
) -> None:
    assert pointers(*migrations) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ({"op": "rename", "id": HAIR}, "/0/steps/0"),
        ({"op": "retire", "id": OLD}, "/0/steps/0"),
        ({"op": "retire", "id": OLD, "why": ""}, "/0/steps/0/why"),
        (RETYPE | {"from": "color"}, "/0/steps/0/from"),
        (MAP | {"why": "no key of this step"}, "/0/steps/0/why"),
        (MAP | {"map": {"B": 3}}, "/0/steps/0/map/B"),
        (SPLIT | {"map": {"B": []}}, "/0/steps/0/map/B"),
        ({"op": "merge", "id": HAIR}, "/0/steps/0/op"),
    ],
)
def test_the_keys_of_each_step_are_its_own(step: dict[str, Any], expected: str) -> None:
    assert pointers((6, [step])) == [expected]
