"""Options that hang on another filter: which are offered, what stays asked, and what a layout may not say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from tests.helpers.layouts import people_document
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.dependent_options import misfits, unfit_options
from vizdesk.domain.errors import LayoutRefused
from vizdesk.domain.layout import Operator, Page, decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.migrations import History
from vizdesk.gateway.option_index import OptionIndex
from vizdesk.models.criteria import CriteriaModel
from vizdesk.resources import layout_schema

HAIR, EYES = "harbor:people.hair", "harbor:people.eyes"


def document() -> dict[str, Any]:
    """Eyes hang on hair: blue on brown, green on black, gray on both, hazel on none in particular."""
    made: dict[str, Any] = json.loads(json.dumps(people_document()))
    made["pages"][0]["filters"][3]["value"] = {
        "dependsOn": HAIR,
        "options": [
            {"value": "blue", "of": ["BRO"]}, {"value": "green", "of": ["BLK"]},
            {"value": "gray", "of": ["BRO", "BLK"]}, {"value": "hazel"},
        ],
    }  # fmt: skip
    return made


def page() -> Page:
    return decode_layout(check_layout(json.dumps(document()), layout_schema())).pages[0]


def test_only_what_belongs_to_the_other_choice_is_offered() -> None:
    people = page()
    eyes = people.filters[3]
    brown = {HAIR: Criterion(Operator.IN, ("BRO",))}
    assert unfit_options(eyes, people, {}) == frozenset()
    assert unfit_options(eyes, people, brown) == {"green"}
    assert unfit_options(eyes, people, {HAIR: Criterion(Operator.IN, ("BRO", "BLK"))}) == frozenset()
    assert unfit_options(eyes, people, {HAIR: Criterion(Operator.NOT_IN, ("BRO",))}) == frozenset()
    asked = Criterion(Operator.EQUALS, ("green",))
    assert misfits(eyes, people, brown | {EYES: asked}, {}) == ("green",)
    assert misfits(eyes, people, {EYES: asked}, {}) == ()
    elsewhere = Criterion(Operator.IN, ("amber", "red"))
    assert misfits(eyes, people, brown | {EYES: elsewhere}, {"amber": ["BLK"], "red": ["BRO"]}) == ("amber",)
    index = OptionIndex(eyes.options)
    assert [one.value for one in index.beginning_so("g", 5, frozenset({"BRO"}))[0]] == ["gray"]
    assert [one.value for one in index.beginning_so("", 2, frozenset({"BRO"}))[0]] == ["blue", "gray"]


def test_below_a_value_of_a_tree_stands_what_belongs_to_what_is_below_it() -> None:
    made = document()
    made["pages"][0]["filters"][2].update(
        kind="tree",
        value={"options": [{"value": "DARK", "children": [{"value": "BRO"}, {"value": "BLK"}]}, {"value": "RED"}]},
        bind={"field": "hair", "operators": ["in", "below"]},
    )
    made["pages"][0]["filters"][3]["value"]["options"].append({"value": "amber", "of": ["RED"]})
    people = decode_layout(made).pages[0]
    eyes = people.filters[3]
    assert people.filters[2].id == HAIR
    assert unfit_options(eyes, people, {HAIR: Criterion(Operator.BELOW, ("DARK",))}) == {"amber"}
    assert unfit_options(eyes, people, {HAIR: Criterion(Operator.IN, ("RED",))}) == {"blue", "green", "gray"}


def test_a_choice_that_does_not_fit_any_more_is_told_and_stays_asked() -> None:
    criteria = CriteriaModel(page(), History(7), QLocale("en_US"))
    told: list[str] = []
    criteria.draft_changed.connect(told.append)
    criteria.set_draft(EYES, {"value": "green"})
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    assert told == [EYES, HAIR, EYES]
    assert criteria.caution_of(EYES) == (
        "“green” does not belong to what is chosen in “Hair color”; it is asked for all the same."
    )
    assert [chip.note for chip in criteria.chips()] == ["", criteria.caution_of(EYES)]
    assert criteria.wanted()[EYES] == Criterion(Operator.EQUALS, ("green",))
    criteria.set_draft(HAIR, {"values": ["BRO", "BLK"]})
    assert criteria.caution_of(EYES) == ""


@pytest.mark.parametrize(
    ("value", "pointer", "sentence"),
    [
        ({"dependsOn": EYES}, "/dependsOn", "Options depend on another filter of choices"),
        ({"dependsOn": "harbor:people.dob"}, "/dependsOn", "Options depend on another filter of choices"),
        ({"dependsOn": "harbor:people.gone"}, "/dependsOn", "Options depend on another filter of choices"),
        ({"options": [{"value": "x", "of": ["RED"]}]}, "/options/0/of", "“RED” is not one of the options"),
        ({"dependsOn": None}, "/options/0/of", "This filter depends on no other."),
    ],
)
def test_what_a_layout_may_not_say(value: dict[str, Any], pointer: str, sentence: str) -> None:
    made = document()
    told = made["pages"][0]["filters"][3]["value"] | value
    made["pages"][0]["filters"][3]["value"] = {key: one for key, one in told.items() if one is not None}
    with pytest.raises(LayoutRefused) as caught:
        check_layout(json.dumps(made), layout_schema())
    (fault,) = caught.value.faults
    assert fault.pointer == f"/pages/0/filters/3/value{pointer}"
    assert fault.sentence.startswith(sentence)
