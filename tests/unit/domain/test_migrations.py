"""Saved criteria under newer layouts: kept, converted or parked; nothing lost, nothing changed unsaid."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.layouts import people_document
from vizdesk.domain.criteria import check_criterion, criterion_from_wire
from vizdesk.domain.layout import Layout, decode_layout
from vizdesk.domain.migrations import Fate, History, Migrated, history_of, migrate

BUILD, COLOR, TALL = (f"harbor:people.{name}" for name in ("build", "hair_color", "tall"))
SURNAME, DOB, HAIR, EYES, HEIGHT, SEEN, ARMED = (
    f"harbor:people.{name}" for name in ("surname", "dob", "hair", "eyes", "height", "seen", "armed")
)
Json = dict[str, Any]


def layout(*steps: Json, start: int = 6, edit: Any = None) -> Layout:
    document = people_document()
    document["migrations"] = [{"from": start, "steps": list(steps)}] if steps else []
    if edit:
        edit({one["id"]: one for one in document["pages"][0]["filters"]})
    return decode_layout(document)


def moved(saved: Json, *steps: Json, version: int = 6, edit: Any = None) -> Migrated:
    one = layout(*steps, edit=edit)
    return migrate(saved, version, one.page("people"), history_of(one))


def single(wire: Any, *steps: Json, of: str = HAIR, edit: Any = None) -> tuple[Fate, Json, str]:
    (outcome,) = moved({of: wire}, *steps, edit=edit).outcomes
    assert outcome.id == of
    assert (outcome.why == "") == (outcome.fate is Fate.KEPT)
    return outcome.fate, dict(outcome.filters), outcome.why


RENAME = {"op": "rename", "from": COLOR, "id": HAIR}
SPLIT = {
    "op": "split",
    "id": BUILD,
    "map": {
        "tall-brown": [{"id": HEIGHT, "value": 190}, {"id": HAIR, "value": "BRO"}],
        "tall-black": [{"id": HEIGHT, "value": 190}, {"id": HAIR, "value": "BLK"}],
        "small-brown": [{"id": HEIGHT, "value": 150}, {"id": HAIR, "value": "BRO"}],
        "brown": [{"id": HAIR, "value": "BRO"}],
        "black": [{"id": HAIR, "value": "BLK"}],
        "armed": [{"id": ARMED, "value": True}],
    },
}


def test_what_no_step_touches_is_kept() -> None:
    saved = {HAIR: ["BRO"], HEIGHT: {"op": "between", "from": 150, "to": None}, SURNAME: "Quimby", ARMED: True}
    result = moved(saved, RENAME)
    assert {one.fate for one in result.outcomes} == {Fate.KEPT}
    assert (result.version, result.filters, result.parked) == (7, saved, [])


def test_a_renamed_filter_takes_its_criterion_along_and_says_so() -> None:
    assert single(["BRO", "BLK"], RENAME, of=COLOR) == (
        Fate.CONVERTED,
        {HAIR: ["BRO", "BLK"]},
        "“hair color: BRO or BLK” has become “Hair color: Brown or Black”.",
    )


def test_options_take_their_new_values_in_lists_and_negations() -> None:
    step = {"op": "mapOptions", "id": HAIR, "map": {"BR": "BRO", "BN": "BRO", "BK": "BLK"}}
    assert single("BK", step)[:2] == (Fate.CONVERTED, {HAIR: "BLK"})
    assert single(["BR", "BN", "BLK"], step)[:2] == (Fate.CONVERTED, {HAIR: ["BRO", "BLK"]})
    assert single({"op": "notIn", "values": ["BK"]}, step)[1] == {HAIR: {"op": "notIn", "values": ["BLK"]}}
    assert single({"op": "exists", "value": False}, step)[0] is Fate.KEPT
    assert single("BRO", step)[0] is Fate.KEPT


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("brown", {HAIR: "BRO"}),
        (["brown", "black"], {HAIR: ["BRO", "BLK"]}),
        ({"op": "notIn", "values": ["brown", "black"]}, {HAIR: {"op": "notIn", "values": ["BRO", "BLK"]}}),
        ("tall-brown", {HEIGHT: 190, HAIR: "BRO"}),
        (["tall-brown", "tall-black"], {HEIGHT: 190, HAIR: ["BRO", "BLK"]}),
        ("armed", {ARMED: True}),
        (["tall-brown", "small-brown", "tall-black"], None),  # three corners of a square are no “and”
        (["brown", "armed"], None),
        (["brown", "tall-brown"], None),
        ({"op": "notIn", "values": ["tall-brown"]}, None),
        ({"op": "exists", "value": True}, None),
        ("gone", None),
    ],
)
def test_a_split_asks_for_exactly_the_same_or_parks(wire: Any, expected: Json | None) -> None:
    fate, filters, why = single(wire, SPLIT, of=BUILD)
    assert (fate, filters) == ((Fate.CONVERTED, expected) if expected else (Fate.PARKED, {BUILD: wire}))
    assert why.endswith(".")


def test_a_filter_may_go_on_after_its_split() -> None:
    step = {"op": "split", "id": HAIR, "map": {"BRO": [{"id": HAIR, "value": "BRO"}], "BALD": SPLIT["map"]["armed"]}}
    assert single("BRO", step)[0] is Fate.KEPT
    assert single("BALD", step)[1] == {ARMED: True}


def kind(identifier: str, **changes: Any) -> Any:
    return lambda filters: filters[identifier].update(changes)


@pytest.mark.parametrize(
    ("of", "before", "wire", "fate", "asked"),
    [
        (HAIR, "choice", "BRO", Fate.KEPT, "BRO"),
        (HAIR, "text", "bro", Fate.CONVERTED, "BRO"),
        (HAIR, "text", ["bro", "Blk"], Fate.CONVERTED, ["BRO", "BLK"]),
        (HAIR, "text", "BRO", Fate.CONVERTED, "BRO"),
        (HAIR, "text", {"op": "contains", "value": "BRO"}, Fate.PARKED, None),
        (HAIR, "text", "red", Fate.PARKED, None),
        (HAIR, "text", {"op": "exists", "value": True}, Fate.CONVERTED, {"op": "exists", "value": True}),
        (SURNAME, "identifier", {"op": "prefix", "value": "AB"}, Fate.CONVERTED, {"op": "prefix", "value": "AB"}),
        (SURNAME, "identifier", {"op": "looksLike", "values": ["AB0"]}, Fate.PARKED, None),
        (SURNAME, "number", 5, Fate.PARKED, None),
        (HEIGHT, "text", "180", Fate.CONVERTED, 180),
        (HEIGHT, "text", "about 180", Fate.PARKED, None),
        (HEIGHT, "yesNo", True, Fate.PARKED, None),
        (DOB, "text", "1980-03-04", Fate.CONVERTED, "1980-03-04"),
        (DOB, "text", "March", Fate.PARKED, None),
        (ARMED, "text", "yes", Fate.PARKED, None),
    ],
)
def test_another_kind_converts_what_has_a_certain_counterpart(
    of: str, before: str, wire: Any, fate: Fate, asked: Any
) -> None:
    now = next(one for one in people_document()["pages"][0]["filters"] if one["id"] == of)["kind"]
    step = {"op": "retype", "id": of, "from": before, "to": now}
    assert single(wire, step, of=of)[:2] == (fate, {of: wire if fate is Fate.PARKED else asked})


def test_a_retired_filter_parks_with_its_reason() -> None:
    step = {"op": "retire", "id": BUILD, "why": "The field was removed."}
    fate, filters, why = single("thin", step, of=BUILD)
    assert (fate, filters, why) == (Fate.PARKED, {BUILD: "thin"}, "“build” was retired: The field was removed.")


def test_what_no_step_explains_is_parked_too() -> None:
    assert single(["BRO", "RED"])[2] == "“RED” is not one of the options of “Hair color” any more."
    assert single("x", of=BUILD)[2] == "The page has no filter “build” any more."
    only_in = kind(HAIR, bind={"field": "hair", "operators": ["in"]})
    assert single({"op": "exists", "value": True}, edit=only_in)[2] == "“Hair color” does not offer “exists” any more."
    assert single("BRO", edit=only_in) == (
        Fate.CONVERTED,
        {HAIR: ["BRO"]},
        "“Hair color: Brown” is asked for in another form, and means the same.",
    )
    assert single("tall", of=HEIGHT)[2] == "“Height” does not take such a value any more."


def test_steps_chain_from_the_version_of_each_search() -> None:
    document = people_document()
    document["migrations"] = [
        {"from": 3, "steps": [{"op": "rename", "from": "harbor:people.hr", "id": COLOR}]},
        {"from": 5, "steps": [{"op": "mapOptions", "id": COLOR, "map": {"B": "BRO"}}, RENAME]},
        {"from": 6, "steps": [{"op": "retype", "id": HAIR, "from": "choice", "to": "choices"}]},
    ]
    now = decode_layout(document)
    for version, identifier in ((3, "harbor:people.hr"), (4, COLOR), (5, COLOR)):
        assert migrate({identifier: "B"}, version, now.page("people"), history_of(now)).filters == {HAIR: "BRO"}
    assert migrate({COLOR: "B"}, 6, now.page("people"), history_of(now)).parked
    assert migrate({HAIR: "B"}, 7, now.page("people"), history_of(now)).parked


def test_two_criteria_never_end_on_one_filter() -> None:
    first, second = moved({COLOR: "BRO", HAIR: "BLK"}, RENAME).outcomes
    assert (first.fate, second.fate) == (Fate.PARKED, Fate.KEPT)
    assert first.why == "“Hair color” is asked for by another criterion."


def test_one_corrupt_criterion_is_parked_alone() -> None:
    result = moved({HAIR: {"op": "bogus"}, SURNAME: None, ARMED: True})
    assert [one.fate for one in result.outcomes] == [Fate.PARKED, Fate.PARKED, Fate.KEPT]
    assert result.outcomes[1].filters == {SURNAME: None}


def test_a_newer_search_is_left_as_it_is() -> None:
    result = moved({HAIR: "BRO", COLOR: 1}, RENAME, version=9)
    assert (result.is_newer, result.version, len(result.parked)) == (True, 9, 2)
    assert "newer than version 7" in result.parked[0].why


def test_a_page_that_is_gone_parks_everything() -> None:
    assert migrate({HAIR: "BRO"}, 6, None, History(7)).outcomes[0].why == "The page is not in the layout any more."


def test_or_groups_stand_or_fall_together() -> None:
    groups = [{COLOR: "BRO"}, {ARMED: True}]
    assert single(groups, RENAME, of="$any")[:2] == (Fate.CONVERTED, {"$any": [{HAIR: "BRO"}, {ARMED: True}]})
    assert single([{HAIR: "BRO"}, {ARMED: True}], of="$any")[0] is Fate.KEPT
    assert single([{HAIR: "RED"}, {ARMED: True}], of="$any")[0] is Fate.PARKED
    for corrupt in ({}, [], [{}], ["x"], [{"$any": [{HAIR: "BRO"}]}], 5):
        assert single(corrupt, of="$any")[:2] == (Fate.PARKED, {"$any": corrupt})


# Laws, for any layouts and steps

IDS = [SURNAME, DOB, HAIR, EYES, HEIGHT, ARMED, BUILD, COLOR, TALL]
KINDS = ["text", "identifier", "choice", "choices", "number", "date", "yesNo"]
ids = st.sampled_from(IDS)
values = st.sampled_from(["BRO", "BLK", "bro", "blue", "180", "1980-01-01", "x", 180, 5.5, True, False])
steps = st.one_of(
    st.builds(lambda a, b: {"op": "rename", "from": a, "id": b}, ids, ids),
    st.builds(
        lambda a, m: {"op": "mapOptions", "id": a, "map": m},
        ids,
        st.dictionaries(st.sampled_from(["BRO", "bro", "x"]), st.sampled_from(["BLK", "BRO", "blue"])),
    ),
    st.builds(
        lambda a, m: {"op": "split", "id": a, "map": m},
        ids,
        st.dictionaries(
            st.sampled_from(["BRO", "BLK", "x", "blue"]),
            st.lists(st.builds(lambda i, v: {"id": i, "value": v}, ids, values), min_size=1, max_size=3),
        ),
    ),
    st.builds(
        lambda a, b, c: {"op": "retype", "id": a, "from": b, "to": c}, ids, st.sampled_from(KINDS),
        st.sampled_from(KINDS),
    ),
    st.builds(lambda a: {"op": "retire", "id": a, "why": "It had to go."}, ids),
    st.just({"op": "unheard of", "id": HAIR}),
)  # fmt: skip
wires = st.one_of(
    values,
    st.lists(values, min_size=1, max_size=3),
    st.builds(lambda v: {"op": "notIn", "values": v}, st.lists(values, min_size=1, max_size=3)),
    st.builds(lambda v: {"op": "exists", "value": v}, st.booleans()),
    st.builds(lambda v: {"op": "contains", "value": v}, values),
    st.builds(lambda a, b: {"op": "between", "from": a, "to": b}, values, values),
    st.sampled_from([None, {}, [], {"op": "x"}, [None]]),
)
searches = st.dictionaries(ids, wires, max_size=5)
histories = st.lists(st.lists(steps, max_size=4), max_size=5)


def with_history(migrations: list[list[Json]]) -> Layout:
    document = people_document()
    document["migrations"] = [{"from": place, "steps": one} for place, one in enumerate(migrations, start=2)]
    return decode_layout(document)


@given(searches, histories, st.integers(1, 9), st.lists(searches.filter(bool), max_size=2))
def test_nothing_is_lost_and_twice_is_once(
    saved: Json, migrations: list[list[Json]], version: int, groups: list[Json]
) -> None:
    if groups:
        saved = saved | {"$any": groups}
    now = with_history(migrations)
    page, history = now.pages[0], history_of(now)
    result = migrate(saved, version, page, history)
    assert [one.id for one in result.outcomes] == list(saved)
    asked = [key for one in result.outcomes if one.fate is not Fate.PARKED for key in one.filters]
    assert len(asked) == len(set(asked)), "two criteria on one filter"
    for one in result.outcomes:
        assert one.filters, "something is asked, or kept aside"
        if one.fate is not Fate.CONVERTED:
            assert one.filters == {one.id: saved[one.id]}
        assert one.why == "" if one.fate is Fate.KEPT else one.why.endswith(".")
    for key, wire in result.filters.items():
        if key != "$any":
            one = page.filter(key)
            assert one is not None
            check_criterion(one, criterion_from_wire(wire, ""))
    again = migrate(result.filters, result.version, page, history)
    assert all(one.fate is Fate.KEPT for one in again.outcomes)
    assert again.filters == result.filters
