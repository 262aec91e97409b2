"""What changes between two layouts, told by consequence; no edit goes unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.layouts import people_document
from vizdesk.domain.layout_diff import Consequence, Step, compare, size_of

LOOKS, CHOICES, RESULTS = Consequence
Edit = Callable[[dict[str, Any]], Any]


def page(document: dict[str, Any]) -> dict[str, Any]:
    return document["pages"][0]  # type: ignore[no-any-return]  # JSON


def one(document: dict[str, Any], name: str = "hair") -> dict[str, Any]:
    return next(each for each in page(document)["filters"] if each["id"].endswith(name))  # type: ignore[no-any-return]  # JSON


def step(document: dict[str, Any], **step: Any) -> None:
    document.setdefault("migrations", [{"from": 7, "steps": []}])[0]["steps"].append(step)


def without(name: str, **said: Any) -> Edit:
    def edit(document: dict[str, Any]) -> None:
        page(document)["filters"].remove(one(document, name))
        if said:
            step(document, id=f"harbor:people.{name}", **said)

    return edit


def renamed(document: dict[str, Any]) -> None:
    one(document)["id"] = "harbor:people.hair_color"
    step(document, op="rename", **{"from": "harbor:people.hair", "id": "harbor:people.hair_color"})


def edited(*edits: Edit) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(people_document()))  # its parts share nothing
    for edit in edits:
        edit(document)
    return document


HAIR = "On “Persons”, the filter “Hair color”"
SPLIT_MAP = {"2020": [{"id": "harbor:people.dob", "value": "2020-01-01"}]}


@pytest.mark.parametrize(
    ("edit", "consequence", "size", "sentence"),
    [
        (
            lambda d: one(d)["text"]["en"].update(label="Hair"),
            LOOKS,
            Step.PATCH,
            "On “Persons”, the filter “Hair” is called “Hair”, no longer “Hair color” (“en”).",
        ),
        (
            lambda d: one(d)["text"]["en"].update(help="As seen"),
            LOOKS,
            Step.PATCH,
            f"{HAIR} has another help text (“en”).",
        ),
        (lambda d: one(d)["text"].update(es={"label": "Pelo"}), LOOKS, Step.PATCH, f"{HAIR} is given a name in “es”."),
        (
            lambda d: page(d)["columns"][0].update(width=90),
            LOOKS,
            Step.PATCH,
            "On “Persons”, the column “Last name” has another width.",
        ),
        (lambda d: page(d)["groups"].reverse(), LOOKS, Step.MINOR, "On “Persons”, the groups stand in another order."),
        (lambda d: page(d)["columns"].pop(), LOOKS, Step.MINOR, "On “Persons”, the column “Height” is gone."),
        (lambda d: one(d)["ui"].update(widget="list"), LOOKS, Step.MINOR, f"{HAIR} is shown by another control."),
        (
            lambda d: one(d, "dob")["ui"].update(order=0),
            LOOKS,
            Step.MINOR,
            "On “Persons”, the filters of a group stand in another order.",
        ),
        (
            lambda d: one(d)["value"]["options"].append({"value": "RED"}),
            CHOICES,
            Step.MINOR,
            f"{HAIR} has the new option “RED”.",
        ),
        (
            lambda d: page(d)["filters"].append(
                one(d) | {"id": "harbor:people.beard", "text": {"en": {"label": "Beard"}}}
            ),
            CHOICES,
            Step.MINOR,
            "On “Persons”, the filter “Beard” is new.",
        ),
        (
            renamed,
            CHOICES,
            Step.MINOR,
            f"{HAIR} has the id harbor:people.hair_color, no longer harbor:people.hair; saved criteria follow.",
        ),
        (
            lambda d: one(d)["value"]["options"].pop(),
            RESULTS,
            Step.MAJOR,
            f"{HAIR}: the option “Black” (BLK) has left; saved criteria on it are parked.",
        ),
        (
            lambda d: step(d, op="mapOptions", id="harbor:people.hair", map={"BLK": "BRO"}),
            RESULTS,
            Step.MAJOR,
            f"{HAIR}: the option “Black” (BLK); saved criteria on it ask for “BRO” now.",
        ),
        (
            lambda d: one(d)["bind"].update(field="beard"),
            RESULTS,
            Step.MAJOR,
            f"{HAIR} asks the field beard, no longer hair.",
        ),
        (
            lambda d: one(d)["bind"].update(operators=["in", "notIn", "exists"]),
            RESULTS,
            Step.MAJOR,
            f"{HAIR} does not offer equals any more.",
        ),
        (
            lambda d: one(d)["bind"].update(missing="include"),
            RESULTS,
            Step.MAJOR,
            f"{HAIR}, where it excludes values, now finds records without a value.",
        ),
        (lambda d: one(d)["value"].update(default=["BRO"]), RESULTS, Step.MAJOR, f"{HAIR} starts with another value."),
        (
            lambda d: one(d).update(policy={"roles": ["analyst"]}),
            RESULTS,
            Step.MAJOR,
            f"{HAIR} is for analyst, no longer for everybody.",
        ),
        (
            lambda d: one(d).update(kind="choice"),
            RESULTS,
            Step.MAJOR,
            f"{HAIR} is of kind choice, no longer choices. There is no “retype” step for it.",
        ),
        (
            without("seen"),
            RESULTS,
            Step.MAJOR,
            "On “Persons”, the filter “First seen” has left without a migration step; "
            "saved criteria are parked unexplained.",
        ),
        (
            without("seen", op="retire", why="Empty."),
            RESULTS,
            Step.MAJOR,
            "On “Persons”, the filter “First seen” is retired (Empty); saved criteria are parked with that reason.",
        ),
        (
            without("seen", op="split", map=SPLIT_MAP),
            RESULTS,
            Step.MAJOR,
            "On “Persons”, the filter “First seen” is split into dob; saved criteria follow where they can.",
        ),
        (
            lambda d: page(d).update(sort=[{"field": "dob", "direction": "desc"}]),
            RESULTS,
            Step.MAJOR,
            "On “Persons”, results are sorted by dob downwards, no longer by surname.",
        ),
        (
            lambda d: page(d).update(policy={"minimumCriteria": 2}),
            RESULTS,
            Step.MAJOR,
            "On “Persons”, a search needs at least 2 criteria, no longer 0.",
        ),
        (
            lambda d: page(d).update(policy={"reason": "required"}),
            RESULTS,
            Step.MAJOR,
            "On “Persons”, a reason for a search is required now.",
        ),
        (
            lambda d: d.update(timeZone="Europe/Oslo"),
            RESULTS,
            Step.MAJOR,
            "Times are read in Europe/Oslo, no longer in UTC.",
        ),
        (
            lambda d: one(d)["bind"].update(source="live"),
            RESULTS,
            Step.MAJOR,
            f"{HAIR}: what it is bound to has another “source”.",
        ),
    ],
)
def test_each_change_is_told_once(edit: Edit, consequence: Consequence, size: Step, sentence: str) -> None:
    changes = compare(people_document(), edited(edit))
    assert [(each.consequence, each.step, each.sentence) for each in changes] == [(consequence, size, sentence)]


def test_pages_come_and_go() -> None:
    more = edited(lambda d: d["pages"].append(page(d) | {"id": "vehicles", "text": {"en": {"label": "Cars"}}}))
    assert [each.sentence for each in compare(people_document(), more)] == ["The page “Cars” is new."]
    assert [each.step for each in compare(more, people_document())] == [Step.MAJOR]


def test_the_largest_change_makes_the_step() -> None:
    assert size_of(compare(people_document(), people_document())) is None
    relabelled = edited(lambda d: one(d)["text"]["en"].update(label="Hair"))
    assert size_of(compare(people_document(), relabelled)) is Step.PATCH
    assert size_of(compare(relabelled, edited(without("seen")))) is Step.MAJOR


UNTOLD = [("order",), ("kind",), ("direction",)]
"""An order may stay the same with other numbers; of the other two only some values are possible."""


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


@given(st.sampled_from([place for place in places(people_document()["pages"]) if place[-1:] not in UNTOLD]))
def test_whatever_is_written_differently_is_told(place: tuple[Any, ...]) -> None:
    before, after = edited(), edited()
    inner = after["pages"]
    for key in place[:-1]:
        inner = inner[key]
    if place and isinstance(inner[place[-1]], str | int):
        inner[place[-1]] = inner[place[-1]] + ("x" if isinstance(inner[place[-1]], str) else 1)
        assert compare(before, after)
