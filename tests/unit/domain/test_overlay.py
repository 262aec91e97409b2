"""Overlays: what their operations make of a base, what is refused and where, and the laws that hold for all of them."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.layouts import people_document
from vizdesk.domain.base_migrations import with_base_steps
from vizdesk.domain.errors import Fault, LayoutRefused, NotFound
from vizdesk.domain.layout import decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.overlay import MAX_BASES, apply_overlay, whole_of
from vizdesk.domain.publishing import check_publishable
from vizdesk.resources import layout_schema

Json = dict[str, Any]

HAIR, EYES, DOB, SURNAME = (f"state:people.{name}" for name in ("hair", "eyes", "dob", "surname"))


def base() -> Json:
    text = json.dumps(people_document() | {"agency": "state"})
    made: Json = json.loads(text.replace("harbor:", "state:"))
    return made


def overlay(*operations: Json, **more: Any) -> Json:
    return {"layout": 1, "agency": "harbor", "version": 3, "base": "state@7", "overlay": list(operations)} | more


def base_of(agency: str, version: int) -> Json:
    if (agency, version) != ("state", 7):
        raise NotFound("There is no such layout.")
    return base()


def whole(*operations: Json) -> Json:
    return check_publishable(json.dumps(overlay(*operations)), layout_schema(), base_of).whole


def faults(document: Json) -> list[Fault]:
    with pytest.raises(LayoutRefused) as caught:
        check_publishable(json.dumps(document, indent=1), layout_schema(), base_of)
    return list(caught.value.faults)


def filters(document: Json) -> dict[str, Json]:
    return {one["id"]: one for page in document["pages"] for one in page["filters"]}


def new_filter(name: str = "gang", **more: Any) -> Json:
    text = {"en": {"label": name.title()}}
    return {"id": f"harbor:people.{name}", "kind": "yesNo", "bind": {"field": name}, "text": text} | more


def test_an_empty_overlay_changes_nothing_but_whose_it_is() -> None:
    made = whole()
    assert made["pages"] == base()["pages"]
    assert (made["agency"], made["version"], made["base"]) == ("harbor", 3, "state@7")


def test_what_each_operation_does() -> None:
    made = whole(
        {"op": "hide", "id": HAIR},
        {"op": "hide", "page": "people", "field": "height"},
        {"op": "relabel", "id": EYES, "text": {"en": {"label": "Eye color"}, "es": {"label": "Ojos"}}},
        {"op": "relabel", "id": EYES, "option": "blue", "text": {"es": "azul"}},
        {"op": "relabel", "page": "people", "text": {"en": {"label": "Subjects"}}},
        {"op": "relabel", "page": "people", "field": "dob", "text": {"en": {"label": "Date of birth"}}},
        {"op": "relabel", "page": "people", "group": "appearance", "text": {"en": {"label": "Looks"}}},
        {"op": "moveBefore", "id": DOB, "before": SURNAME},
        {"op": "regroup", "id": EYES, "group": "identity"},
        {"op": "add", "page": "people", "group": {"id": "risk", "text": {"en": {"label": "Risk"}}}},
        {"op": "add", "page": "people", "filter": new_filter(ui={"group": "risk"})},
        {"op": "add", "page": "people", "column": {"field": "gang", "text": {"en": {"label": "Gang"}}}},
        {"op": "setDefault", "id": EYES, "value": "blue"},
        {"op": "restrict", "id": DOB, "roles": ["detective"]},
        {"op": "add", "newPage": base()["pages"][0] | {"id": "boats", "filters": [], "sort": [], "record": {}}},
    )
    page = decode_layout(made).pages[0]
    eyes = page.filter(EYES)
    assert eyes is not None
    assert HAIR not in filters(made)
    assert (page.label("en"), page.label("es")) == ("Subjects", "Personas")
    assert (eyes.label("en"), eyes.label("es"), eyes.group, eyes.default) == ("Eye color", "Ojos", "identity", "blue")
    assert eyes.option_label("blue", "es") == "azul"
    assert [one.field for one in page.columns] == ["surname", "dob", "gang"]
    assert page.field_label("dob", "en") == "Date of birth"
    assert [one.label("en") for one in page.groups] == ["Identity", "Looks", "Risk"]
    identity = next(members for group, members in page.filters_by_group() if group and group.id == "identity")
    assert [one.id for one in identity] == [EYES, DOB, SURNAME]
    assert filters(made)[DOB]["policy"]["roles"] == ["detective"]
    assert filters(made)["harbor:people.gang"]["ui"] == {"group": "risk"}
    assert [one["id"] for one in made["pages"]] == ["people", "boats"]


@pytest.mark.parametrize(
    ("operation", "pointer"),
    [
        ({"op": "hide", "id": "state:people.hare"}, "/overlay/1/id"),
        ({"op": "hide", "page": "boats"}, "/overlay/1/page"),
        ({"op": "hide", "page": "people", "field": "hair"}, "/overlay/1/field"),
        ({"op": "hide", "page": "people", "id": HAIR}, "/overlay/1/page"),
        ({"op": "hide"}, "/overlay/1"),
        ({"op": "hyde", "id": HAIR}, "/overlay/1/op"),
        ({"op": "hide", "id": HAIR, "why": "x"}, "/overlay/1/why"),
        ({"op": "relabel", "id": EYES, "option": "red", "text": {"en": "Red"}}, "/overlay/1/option"),
        ({"op": "relabel", "id": EYES, "text": {"en": {"label": ""}}}, "/overlay/1/text/en/label"),
        ({"op": "relabel", "id": EYES, "text": {"en": {"label": "hair COLOR"}}}, "/overlay/1"),
        ({"op": "moveBefore", "id": EYES, "before": DOB}, "/overlay/1/before"),
        ({"op": "regroup", "id": EYES, "group": "nowhere"}, "/overlay/1/group"),
        ({"op": "add", "page": "people", "filter": new_filter(kind="x")}, "/overlay/1/filter/kind"),
        ({"op": "add", "page": "people", "filter": new_filter(id="bay:people.gang")}, "/overlay/1/filter/id"),
        ({"op": "add", "page": "people", "filter": new_filter(ui={"group": "x"})}, "/overlay/1/filter/ui/group"),
        ({"op": "add", "page": "people", "filter": new_filter(id=EYES)}, "/overlay/1/filter/id"),
        ({"op": "add", "page": "people"}, "/overlay/1"),
        ({"op": "setDefault", "id": EYES, "value": {"op": "between", "from": 1}}, "/overlay/1"),
        ({"op": "restrict", "id": EYES, "roles": []}, "/overlay/1/roles"),
    ],
)
def test_a_fault_is_told_at_its_operation(operation: Json, pointer: str) -> None:
    (fault,) = faults(overlay({"op": "hide", "id": SURNAME}, operation))
    assert fault.pointer == pointer
    assert fault.line > 1


def test_what_hangs_on_a_hidden_filter_is_told() -> None:
    gang = new_filter(ui={"visibleWhen": {"not": {"id": HAIR, "exists": True}}})
    (fault,) = faults(overlay({"op": "add", "page": "people", "filter": gang}, {"op": "hide", "id": HAIR}))
    assert (fault.pointer, fault.hint) == ("/overlay/1/id", "Hide harbor:people.gang too, or neither.")


def test_restricting_never_widens() -> None:
    once = {"op": "restrict", "id": EYES, "roles": ["detective", "analyst"]}
    assert filters(whole(once, {"op": "restrict", "id": EYES, "roles": ["analyst", "clerk"]}))[EYES]["policy"] == {
        "roles": ["analyst"]
    }
    (fault,) = faults(overlay(once, {"op": "restrict", "id": EYES, "roles": ["clerk"]}))
    assert (fault.pointer, fault.hint) == ("/overlay/1/roles", "The base allows detective, analyst.")


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"base": "state@8"}, "/base"),
        ({"base": "harbor@2"}, "/base"),
        ({"base": "https://example.org/layout"}, "/base"),
        ({"base": None}, "/base"),
        ({"pages": []}, "/pages"),
    ],
)
def test_bases_that_cannot_be(more: Json, pointer: str) -> None:
    assert pointer in [fault.pointer for fault in faults(overlay(**more))]


def test_a_whole_layout_that_stands_on_a_base_is_not_published() -> None:
    (fault,) = faults(whole())
    assert fault.pointer == "/base"
    with pytest.raises(LayoutRefused) as caught:
        check_layout(overlay(), layout_schema())
    assert [fault.pointer for fault in caught.value.faults] == ["/overlay"]


def test_bases_below_one_another_end() -> None:
    def stacked(agency: str, version: int) -> Json:
        if version == 1:
            return base() | {"agency": agency}
        return overlay(agency=agency, version=version, base=f"a{version - 1}@{version - 1}")

    assert whole_of(stacked("top", MAX_BASES + 1), stacked)["pages"] == base()["pages"]
    with pytest.raises(LayoutRefused):
        whole_of(stacked("top", MAX_BASES + 2), stacked)
    with pytest.raises(LayoutRefused):
        whole_of(overlay(), lambda agency, _: overlay(agency=agency, base="harbor@9"))


IDS = sorted(filters(base()))
TARGETS = st.sampled_from(IDS)
OPERATIONS = st.lists(
    st.one_of(
        st.builds(lambda one: {"op": "hide", "id": one}, TARGETS),
        st.builds(lambda one, text: {"op": "relabel", "id": one, "text": {"en": {"label": text}}}, TARGETS,
                  st.text(min_size=1, max_size=5)),
        st.builds(lambda one, other: {"op": "moveBefore", "id": one, "before": other}, TARGETS, TARGETS),
        st.builds(lambda one, group: {"op": "regroup", "id": one, "group": group}, TARGETS,
                  st.sampled_from([None, "identity", "appearance"])),
        st.builds(lambda one, roles: {"op": "restrict", "id": one, "roles": roles}, TARGETS,
                  st.lists(st.sampled_from(["a", "b"]), min_size=1, unique=True)),
        st.builds(lambda name: {"op": "add", "page": "people", "filter": new_filter(name)},
                  st.from_regex(r"[a-z]{2,4}", fullmatch=True)),
    ),
    max_size=8,
)  # fmt: skip


@given(OPERATIONS)
def test_overlays_keep_ids_and_leave_the_base_alone(operations: list[Json]) -> None:
    below = base()
    try:
        made = apply_overlay(overlay(*operations), below).whole
    except LayoutRefused as error:
        assert all(fault.pointer.startswith("/overlay/") for fault in error.faults)
        return
    finally:
        assert below == base()
    hidden = {one["id"] for one in operations if one["op"] == "hide"}
    added = [one["filter"]["id"] for one in operations if one["op"] == "add"]
    ids = [one["id"] for one in made["pages"][0]["filters"]]
    assert sorted(ids) == sorted([*(one for one in IDS if one not in hidden), *added])


@given(OPERATIONS, OPERATIONS)
def test_two_overlays_in_turn_are_one(first: list[Json], second: list[Json]) -> None:
    try:
        together = apply_overlay(overlay(*first, *second), base()).whole
    except LayoutRefused:
        return
    between = apply_overlay(overlay(*first), base()).whole
    assert apply_overlay(overlay(*second), between).whole == together


@given(TARGETS)
def test_what_is_hidden_and_added_again_is_at_the_end(identifier: str) -> None:
    again = deepcopy(filters(base())[identifier])
    made = whole({"op": "hide", "id": identifier}, {"op": "add", "page": "people", "filter": again})
    kept = [one for one in base()["pages"][0]["filters"] if one["id"] != identifier]
    assert made["pages"][0]["filters"] == [*kept, again]


def test_an_overlay_that_moves_on_takes_its_bases_steps_along() -> None:
    renames = [
        {"op": "rename", "from": "state:people.hair_color", "id": HAIR},
        {"op": "rename", "from": "state:people.eye_color", "id": EYES},
        {"op": "retire", "id": "state:people.build", "why": "Nobody fills it in."},
    ]
    newer = base() | {"version": 9, "migrations": [{"from": 6, "steps": renames[:1]}, {"from": 7, "steps": renames}]}
    moved = overlay({"op": "hide", "id": EYES}, base="state@9")

    def steps(source: Json, before: Json) -> list[Json]:
        carried = with_base_steps(source, apply_overlay(source, newer).whole, before, 3, lambda *_: newer)
        check_publishable(carried, layout_schema(), lambda *_: newer)
        return [step for one in carried.get("migrations", ()) if one["from"] == 3 for step in one["steps"]]

    assert steps(moved, overlay()) == [renames[0], renames[2]]  # the eyes are hidden: nothing leads there
    own = {"migrations": [{"from": 2, "steps": renames[2:]}, {"from": 3, "steps": [renames[0]]}]}
    assert steps(moved | own, overlay()) == [renames[0]]  # both are its own already
    assert steps(moved, moved) == []
    assert steps(moved, base()) == []
    assert steps(moved, overlay(base="county@7")) == []
