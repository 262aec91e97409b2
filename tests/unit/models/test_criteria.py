"""What is typed and what is applied: never mixed up, never lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import QLocale

from tests.helpers.layouts import people_page
from vizdesk.domain.conditions import AllOf, AnyOf, AsksAnything, AsksFor, Condition, Not
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.layout import OPERATORS, Kind, Operator, Option, Page
from vizdesk.domain.migration_steps import MapOptions, Migration, Rename, Retire, Retype, Step
from vizdesk.domain.migrations import History
from vizdesk.domain.search import ANY, SearchRequest, request_from_wire
from vizdesk.models.criteria import ALL, Chip, ChipState, CriteriaModel
from vizdesk.models.undoing import UndoModel

ENGLISH = QLocale("en_US")
SURNAME, HAIR, HEIGHT, DOB = (f"harbor:people.{name}" for name in ("surname", "hair", "height", "dob"))


def model(page: Page | None = None) -> CriteriaModel:
    return CriteriaModel(page or people_page(), History(7), ENGLISH)


def chips(criteria: CriteriaModel) -> list[tuple[str, ChipState]]:
    return [(chip.text, chip.state) for chip in criteria.chips()]


def test_typing_is_pending_until_it_is_applied() -> None:
    criteria = model()
    changed: list[str] = []
    criteria.draft_changed.connect(changed.append)
    criteria.set_query("quim* ")
    criteria.set_draft(SURNAME, {"text": "quim", "operator": "prefix"})
    assert changed == ["", SURNAME]
    assert criteria.has_pending()
    assert criteria.applied() == {}
    assert chips(criteria) == [
        ("“quim*”", ChipState.PENDING),
        ("Last name: starts with “quim”", ChipState.PENDING),
    ]
    assert criteria.apply()
    assert not criteria.has_pending()
    assert criteria.applied_query() == "quim*"
    assert criteria.applied() == {SURNAME: Criterion(Operator.PREFIX, ("quim",))}
    assert {state for _, state in chips(criteria)} == {ChipState.APPLIED}


def test_a_cleared_draft_stays_applied_until_apply_and_then_stays_cleared() -> None:
    criteria = model()
    criteria.set_draft(HAIR, {"values": ["BRO", "BLK"]})
    criteria.apply()
    criteria.clear(HAIR)
    assert chips(criteria) == [("Hair color: Brown or Black", ChipState.REMOVED)]
    assert criteria.is_empty()
    assert criteria.applied()
    criteria.apply()
    criteria.restore(json.loads(json.dumps(criteria.snapshot())))
    assert criteria.applied() == {}
    assert criteria.chips() == []


def test_a_fault_keeps_everything_from_being_applied() -> None:
    criteria = model()
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    criteria.set_draft(HEIGHT, {"from": "tall"})
    assert criteria.fault(HEIGHT) == "“Height” needs a number, such as 100."
    assert criteria.has_faults()
    assert not criteria.apply()
    assert criteria.applied() == {}
    assert criteria.chips()[0] == Chip(HEIGHT, "Height", ChipState.FAULTY, criteria.fault(HEIGHT))
    criteria.clear(HEIGHT)
    assert criteria.apply()


def test_clear_all_clears_drafts_only() -> None:
    criteria = model()
    changed: list[str] = []
    criteria.set_query("x")
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    criteria.apply()
    criteria.draft_changed.connect(changed.append)
    criteria.clear_all()
    assert changed == [ALL]
    assert criteria.is_empty()
    assert criteria.applied_query() == "x"
    assert {state for _, state in chips(criteria)} == {ChipState.REMOVED}


def test_a_filter_hidden_by_another_keeps_its_draft_and_is_not_sent() -> None:
    page = people_page()
    condition = AsksFor(HAIR, ("BRO",))
    filters = tuple(one._replace(visible_when=condition) if one.id == HEIGHT else one for one in page.filters)
    criteria = model(page._replace(filters=filters))
    changed: list[str] = []
    criteria.draft_changed.connect(changed.append)
    criteria.set_draft(HEIGHT, {"from": "180"})
    criteria.set_draft(HAIR, {"values": ["BLK"]})
    assert changed == [HEIGHT, HAIR, HEIGHT]
    assert not criteria.is_active(HEIGHT)
    assert criteria.apply()
    assert set(criteria.applied()) == {HAIR}
    assert [chip.state for chip in criteria.chips() if chip.filter_id == HEIGHT] == [ChipState.INACTIVE]
    criteria.set_draft(HAIR, {"values": ["BRO", "BLK"]})
    assert criteria.is_pending(HEIGHT)
    criteria.apply()
    assert set(criteria.applied()) == {HAIR, HEIGHT}
    criteria.set_draft(HEIGHT, {"from": "tall"})
    criteria.set_draft(HAIR, {"values": ["BLK"]})
    assert criteria.apply()
    assert criteria.count_pending() == 0  # what cannot be asked and is hidden waits for nothing
    assert [chip.state for chip in criteria.chips() if chip.filter_id == HEIGHT] == [ChipState.INACTIVE]


def hung(page: Page, conditions: dict[str, Condition]) -> Page:
    filters = tuple(one._replace(visible_when=conditions.get(one.id)) for one in page.filters)
    return page._replace(filters=filters)


def test_what_a_hidden_filter_asks_for_shows_no_other() -> None:
    criteria = model(hung(people_page(), {HEIGHT: AsksFor(HAIR, ("BRO",)), DOB: AsksAnything(HEIGHT)}))
    changed: list[str] = []
    criteria.set_draft(HEIGHT, {"from": "180"})
    criteria.draft_changed.connect(changed.append)
    assert not criteria.is_active(DOB)
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    assert criteria.is_active(DOB)
    assert changed == [HAIR, HEIGHT, DOB]


@pytest.mark.parametrize(
    ("condition", "hair", "visible"),
    [
        (AsksFor(HAIR, ("BRO",)), {"values": ["BRO"]}, True),
        (AsksFor(HAIR, ("BRO",)), {}, False),
        (Not(AsksAnything(HAIR)), {}, True),
        (Not(AsksAnything(HAIR)), {"values": ["BRO"]}, False),
        (AllOf((AsksAnything(HAIR), AsksFor(HAIR, ("BLK",)))), {"values": ["BRO"]}, False),
        (AnyOf((AsksFor(HAIR, ("BRO",)), AsksFor(HAIR, ("BLK",)))), {"values": ["BLK"]}, True),
    ],
)
def test_conditions(condition: Condition, hair: dict[str, Any], visible: bool) -> None:
    criteria = model(hung(people_page(), {HEIGHT: condition}))
    criteria.set_draft(HAIR, hair)
    assert criteria.is_active(HEIGHT) is visible


def test_filters_that_each_hang_on_all_before_them_are_looked_at_once() -> None:
    one = people_page().filters[0]
    names = [f"harbor:people.step{number}" for number in range(40)]
    steps = [
        one._replace(id=name, visible_when=AllOf(tuple(map(AsksAnything, names[:place]))) if place else None)
        for place, name in enumerate(names)
    ]
    criteria = model(people_page()._replace(filters=tuple(steps)))
    for name in names[:-1]:
        criteria.set_draft(name, {"text": "x"})
    assert criteria.is_active(names[-1])  # on every way there it would take days
    criteria.clear(names[0])
    assert not criteria.is_active(names[-1])


def test_conditions_in_a_circle_end() -> None:
    criteria = model(hung(people_page(), {HEIGHT: Not(AsksAnything(DOB)), DOB: Not(AsksAnything(HEIGHT))}))
    criteria.set_draft(HEIGHT, {"from": "180"})
    assert criteria.is_active(HEIGHT)


def test_what_a_new_layout_does_not_know_is_parked_and_comes_back_unapplied() -> None:
    page = people_page()
    before = model()
    before.set_draft(HEIGHT, {"from": "180"})
    before.set_draft(HAIR, {"values": ["BRO"]})
    before.apply()
    without = model(page._replace(filters=tuple(one for one in page.filters if one.id != HEIGHT)))
    without.restore(before.snapshot())
    assert set(without.applied()) == {HAIR}
    assert [(chip.filter_id, chip.state) for chip in without.chips()][-1] == (HEIGHT, ChipState.PARKED)
    again = model()
    again.restore(json.loads(json.dumps(without.snapshot())))
    assert again.draft(HEIGHT) == {"from": "180"}
    assert set(again.applied()) == {HAIR}
    assert again.is_pending(HEIGHT)
    without.drop_parked(without.chips()[-1])
    assert HEIGHT not in {chip.filter_id for chip in without.chips()}


COLOR = "harbor:people.hair_color"


def moved_on(before: CriteriaModel, page: Page, *steps: Step) -> CriteriaModel:
    """What another program makes of it after a new version of the layout."""
    after = CriteriaModel(page, History(8, (Migration(7, steps),)), ENGLISH)
    after.restore(json.loads(json.dumps(before.snapshot())), before.page)
    return after


def with_filters(**changes: dict[str, Any]) -> Page:
    """The people's page with some filters changed, by the last part of their ids."""
    page = people_page()
    return page._replace(
        filters=tuple(one._replace(**changes.get(one.id.rpartition(".")[2], {})) for one in page.filters)
    )


def test_what_is_typed_in_a_renamed_filter_goes_along_key_by_key() -> None:
    before = model()
    before.set_draft(SURNAME, {"text": "  Quim ", "operator": "prefix"})
    before.apply()
    before.set_draft(SURNAME, {"text": "  Quimb ", "operator": "prefix"})
    before.set_draft(HEIGHT, {"from": "18x"})
    page = with_filters(surname={"id": "harbor:people.family"}, height={"id": "harbor:people.tall"})
    after = moved_on(before, page, Rename(SURNAME, "harbor:people.family"), Rename(HEIGHT, "harbor:people.tall"))
    assert after.draft("harbor:people.family") == {"text": "  Quimb ", "operator": "prefix"}
    assert after.draft("harbor:people.tall") == {"from": "18x"}
    assert after.applied() == {"harbor:people.family": Criterion(Operator.PREFIX, ("Quim",))}
    assert after.fault("harbor:people.tall")
    assert not any(chip.state is ChipState.PARKED for chip in after.chips())


def test_a_converted_criterion_says_so_until_somebody_acts() -> None:
    before = model()
    before.set_draft(HAIR, {"values": ["BRO"]})
    before.apply()
    page = with_filters(hair={"id": COLOR, "text": {"en": {"label": "Color"}}, "options": (Option("BRN", {}),)})
    after = moved_on(before, page, Rename(HAIR, COLOR), MapOptions(COLOR, {"BRO": "BRN"}))
    note = "“Hair color: Brown” has become “Color: BRN”."
    assert after.chips() == [Chip(COLOR, "Color: BRN", ChipState.APPLIED, note)]
    assert after.caution() == "A new layout has converted filters; their chips say how."
    again = CriteriaModel(page, History(8), ENGLISH)
    again.restore(json.loads(json.dumps(after.snapshot())))
    assert again.chips() == after.chips()
    assert again.apply()
    assert (again.chips()[0].note, again.caution()) == ("", "")
    after.set_draft(COLOR, {"values": []})
    assert after.caution() == ""


def test_a_parked_criterion_is_shown_as_it_was_with_its_reason() -> None:
    before = model()
    before.set_draft(HAIR, {"values": ["BRO", "BLK"]})
    before.set_draft(HEIGHT, {"from": "180"})
    before.apply()
    page = with_filters(hair={"options": (Option("BRO", {}),)})
    page = page._replace(filters=tuple(one for one in page.filters if one.id != HEIGHT))
    after = moved_on(before, page, Retire(HEIGHT, "Nobody measures it."))
    assert after.applied() == {}
    assert after.chips() == [
        Chip(HEIGHT, "Height: from 180 cm", ChipState.PARKED, "“height” was retired: Nobody measures it."),
        Chip(HAIR, "Hair color: Brown or Black", ChipState.PARKED,
             "“Black” is not one of the options of “Hair color” any more."),
    ]  # fmt: skip
    assert after.caution().startswith("Broader than you set it")
    after.set_draft(HAIR, {"values": ["BRO"]})
    after.clear(HAIR)
    assert len(after.chips()) == 2, "clearing the control does not touch what is parked"
    after.set_draft(HAIR, {"values": ["BRO"]})
    after.apply()
    assert [chip.state for chip in after.chips()] == [ChipState.APPLIED, ChipState.PARKED], "this one is set anew"
    after.drop_parked(after.chips()[-1])
    assert (len(after.chips()), after.caution()) == (1, "")


def test_a_change_that_is_parked_leaves_what_is_applied() -> None:
    before = model()
    before.set_draft(HAIR, {"values": ["BRO"]})
    before.apply()
    before.set_draft(HAIR, {"values": ["BLK"]})
    after = moved_on(before, with_filters(hair={"options": (Option("BRO", {}),)}))
    assert [chip.state for chip in after.chips()] == [ChipState.APPLIED, ChipState.PARKED]
    assert after.draft(HAIR) == {"values": ["BRO"]}


def test_what_is_typed_is_written_anew_where_another_kind_reads_it_differently() -> None:
    before = model()
    before.set_draft(SURNAME, {"text": "bro", "operator": "equals"})
    before.set_draft(HEIGHT, {"from": "18x"})
    page = with_filters(
        surname={"kind": Kind.CHOICES, "operators": OPERATORS[Kind.CHOICES], "options": (Option("BRO", {}),)},
        height={"kind": Kind.TEXT, "operators": OPERATORS[Kind.TEXT]},
    )
    after = moved_on(before, page, Retype(SURNAME, Kind.TEXT, Kind.CHOICES), Retype(HEIGHT, Kind.NUMBER, Kind.TEXT))
    assert after.draft(SURNAME) == {"criterion": "BRO"}
    assert [(chip.filter_id, chip.state) for chip in after.chips()][-1] == (HEIGHT, ChipState.PARKED)


def test_what_a_newer_program_left_waits_for_its_layout() -> None:
    newer = CriteriaModel(people_page(), History(9), ENGLISH)
    newer.set_draft(HAIR, {"values": ["BRO"]})
    newer.apply()
    older = model()
    older.restore(newer.snapshot())
    assert older.applied() == {}
    assert "newer than version 7" in older.chips()[0].note
    again = CriteriaModel(people_page(), History(9), ENGLISH)
    again.restore(json.loads(json.dumps(older.snapshot())))
    assert again.draft(HAIR) == {"values": ["BRO"]}
    assert again.is_pending(HAIR)


def test_a_version_without_steps_is_followed() -> None:
    criteria = model()
    assert criteria.follow(History(8))
    assert criteria.snapshot()["layout"] == 8
    assert not criteria.follow(History(9, (Migration(8, (Retire(HAIR, ""),)),)))
    assert not criteria.follow(History(7))


drafts = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"text": st.text(max_size=8), "operator": st.sampled_from(["contains", "prefix", "x"])}),
    st.fixed_dictionaries({"values": st.lists(st.sampled_from(["BRO", "BLK", ""]), max_size=2)}),
    st.fixed_dictionaries({"value": st.sampled_from(["blue", None, True, False])}),
    st.fixed_dictionaries({"from": st.sampled_from(["", "1", "170", "1980", "x"]), "to": st.sampled_from(["", "180"])}),
    st.fixed_dictionaries({"exists": st.booleans()}),
)


IDS = [one.id for one in people_page().filters]
group = st.dictionaries(st.sampled_from(IDS), drafts, max_size=2)
groups = st.fixed_dictionaries({"groups": st.lists(group, min_size=1, max_size=2)})
typings = st.builds(
    lambda typed, either: typed | {ANY: either} if either else typed,
    st.dictionaries(st.sampled_from(IDS), drafts),
    st.none() | groups,
)
steps = st.one_of(
    st.builds(Rename, st.sampled_from(IDS), st.sampled_from([*IDS, COLOR])),
    st.builds(lambda one: MapOptions(one, {"BRO": "BLK", "blue": "green"}), st.sampled_from(IDS)),
    st.builds(Retype, st.sampled_from(IDS), st.sampled_from(list(Kind)), st.sampled_from(list(Kind))),
    st.builds(lambda one: Retire(one, "It had to go."), st.sampled_from(IDS)),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(
    typings,
    typings,
    st.lists(steps, max_size=4),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(list(Kind))),
    st.sets(st.sampled_from(IDS), max_size=2),
)
def test_whatever_a_layout_becomes_nothing_typed_or_applied_is_lost(
    first: dict[str, Any], then: dict[str, Any], path: list[Step], kinds: dict[str, Kind], gone: set[str]
) -> None:
    before = model()
    for typed in (first, then):
        for identifier, draft in typed.items():
            before.set_draft(identifier, draft)
        before.apply()
    page = people_page()
    filters = [one._replace(kind=kinds.get(one.id, one.kind)) for one in page.filters if one.id not in gone]
    after = moved_on(before, page._replace(filters=tuple(filters)), *path)
    kept, now = before.snapshot(), after.snapshot()
    was = {*kept["drafts"], *kept["applied"]}
    assert len(was) <= len({*now["drafts"], *now["applied"]}) + len({one["id"] for one in now["parked"]})
    assert after.applied_query() == before.applied_query()
    for one in now["parked"]:
        assert one["text"]
        assert one["why"].endswith(".")
    again = moved_on(after, after.page, *path).snapshot()
    for one in (*now["parked"], *again["parked"]):
        del one["why"]  # of two reasons the other may be seen first
    assert again == now, "a restart changes nothing more"


class Criteria(RuleBasedStateMachine):
    """Any order of typing, clearing, applying and restarting."""

    def __init__(self) -> None:
        super().__init__()
        self.model = model()

    @rule(identifier=st.sampled_from([one.id for one in people_page().filters]), draft=drafts)
    def type(self, identifier: str, draft: dict[str, Any]) -> None:
        self.model.set_draft(identifier, draft)
        assert dict(self.model.draft(identifier)) == draft

    @rule(text=st.text(max_size=5))
    def type_query(self, text: str) -> None:
        self.model.set_query(text)

    @rule()
    def clear_all(self) -> None:
        self.model.clear_all()
        assert self.model.is_empty()

    @rule()
    def apply(self) -> None:
        before = self.model.applied()
        if self.model.apply():
            assert not self.model.has_pending()
        else:
            assert self.model.has_faults()
            assert self.model.applied() == before

    @rule()
    def restart(self) -> None:
        snapshot = self.model.snapshot()
        restored = model()
        restored.restore(json.loads(json.dumps(snapshot)))
        assert restored.snapshot() == snapshot
        assert restored.chips() == self.model.chips()
        self.model = restored

    @invariant()
    def what_is_applied_can_be_sent(self) -> None:
        request = SearchRequest("people", self.model.applied_query(), self.model.applied())
        assert request_from_wire(json.loads(json.dumps(request.to_wire()))).filters == self.model.applied()

    @invariant()
    def pending_and_chips_agree(self) -> None:
        states = {chip.state for chip in self.model.chips()}
        assert self.model.has_pending() == bool(states & {ChipState.PENDING, ChipState.FAULTY, ChipState.REMOVED})


TestCriteria = Criteria.TestCase
TestCriteria.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_defaults_are_typed_on_the_first_opening_only() -> None:
    page = people_page()
    filters = tuple(
        one._replace(default={"op": "between", "from": 180}) if one.id == HEIGHT else one for one in page.filters
    )
    criteria = model(page._replace(filters=filters))
    criteria.take_defaults()
    assert not criteria.applied()
    assert criteria.apply()
    assert criteria.applied()[HEIGHT].lower == 180
    (chip,) = criteria.chips()
    assert chip.note == "The agency’s layout opens with this."
    criteria.clear_all()
    criteria.apply()
    again = model(page._replace(filters=filters))
    again.restore(criteria.snapshot())
    assert again.is_empty()
    undo = UndoModel(again)
    again.set_draft(SURNAME, {"text": "quim"})
    undo.seal()
    again.reset()
    assert again.wanted().keys() == {HEIGHT}
    assert not again.applied()
    undo.undo()
    assert again.wanted().keys() == {SURNAME}
    assert again.has_defaults
    assert not model(page).has_defaults
