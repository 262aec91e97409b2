"""Hierarchical choices: decoding, what stands below a value, faults, sentences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.layouts import people_document
from vizdesk.domain.criteria import Criterion, check_criterion
from vizdesk.domain.errors import BadRequest, LayoutRefused
from vizdesk.domain.layout import Filter, Operator, decode_layout, values_below
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.sentences import criterion_sentence
from vizdesk.resources import layout_schema

OPTIONS: list[dict[str, Any]] = [
    {"value": "VIO", "text": {"en": "Violence"}, "children": [
        {"value": "ROB", "text": {"en": "Robbery"}, "children": [{"value": "ARM", "text": {"en": "Armed robbery"}}]},
        {"value": "ASL", "text": {"en": "Assault"}}]},
    {"value": "OTH"},
]  # fmt: skip


def document(*, options: list[dict[str, Any]]) -> dict[str, Any]:
    made = people_document()
    made["pages"][0]["filters"].append(
        {"id": "harbor:people.offense", "kind": "tree", "value": {"options": options},
         "bind": {"field": "offense"}, "text": {"en": {"label": "Offense"}}}
    )  # fmt: skip
    return made


def offense() -> Filter:
    layout = decode_layout(check_layout(document(options=OPTIONS), layout_schema()))
    return layout.pages[0].filters[-1]


def test_a_value_stands_for_all_below_it() -> None:
    options = offense().options
    assert values_below(options, ["VIO"]) == ("VIO", "ROB", "ARM", "ASL")
    assert values_below(options, ["ARM", "ROB", "gone"]) == ("ARM", "ROB", "gone")


def test_a_value_at_any_depth_has_its_label() -> None:
    assert offense().option_label("ARM", "en_US") == "Armed robbery"
    assert offense().option_label("OTH", "en_US") == "OTH"


def test_below_is_said_where_something_stands_below() -> None:
    one = offense()
    asked = Criterion(Operator.BELOW, ("VIO", "ASL"))
    check_criterion(one, asked)
    told = criterion_sentence(one, asked, "en_US", lambda each, value: each.option_label(str(value), "en_US"))
    assert told == "Offense: Violence and everything below or Assault"


def test_a_value_alone_is_never_taken_for_what_stands_below() -> None:
    told = criterion_sentence(offense(), Criterion(Operator.IN, ("VIO", "ASL")), "en", lambda _, value: str(value))
    assert told == "Offense: VIO itself or ASL"
    with pytest.raises(BadRequest):
        check_criterion(offense(), Criterion(Operator.EQUALS, ("VIO",)))


def test_a_value_that_stands_twice_in_the_tree_is_told_in_its_place() -> None:
    options = [{"value": "A", "children": [{"value": "B"}, {"value": "C", "children": [{"value": "A"}]}]}]
    with pytest.raises(LayoutRefused) as refused:
        check_layout(document(options=options), layout_schema())
    (fault,) = refused.value.faults
    assert fault.pointer == "/pages/0/filters/7/value/options/0/children/1/children/0/value"


def test_only_trees_are_nested_and_only_places_have_a_longitude() -> None:
    made = document(options=OPTIONS)
    filters = made["pages"][0]["filters"]
    filters[2]["value"] = {"options": OPTIONS}
    filters[4]["bind"] = {"field": "height", "longitude": "height"}
    filters.append(
        {"id": "harbor:people.place", "kind": "place", "bind": {"field": "lat"}, "text": {"en": {"label": "P"}}}
    )
    with pytest.raises(LayoutRefused) as refused:
        check_layout(made, layout_schema())
    pointers = {fault.pointer for fault in refused.value.faults}
    assert pointers == {
        "/pages/0/filters/2/value/options/0/children",
        "/pages/0/filters/4/bind/longitude",
        "/pages/0/filters/8/bind",
    }
