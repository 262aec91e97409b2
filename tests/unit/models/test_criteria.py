"""What is typed and what is applied: never mixed up, never lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import QLocale

from tests.helpers.layouts import people_page
from vizdesk.domain.conditions import AllOf, AnyOf, AsksAnything, AsksFor, Condition, Not
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.layout import Operator, Page
from vizdesk.domain.search import SearchRequest, request_from_wire
from vizdesk.models.criteria import ALL, Chip, ChipState, CriteriaModel

ENGLISH = QLocale("en_US")
SURNAME, HAIR, HEIGHT, DOB = (f"harbor:people.{name}" for name in ("surname", "hair", "height", "dob"))


def model(page: Page | None = None) -> CriteriaModel:
    return CriteriaModel(page or people_page(), ENGLISH)


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
    assert criteria.chips()[0] == Chip(HEIGHT, "Height", ChipState.PENDING, criteria.fault(HEIGHT))
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
    without.clear(HEIGHT)
    assert HEIGHT not in {chip.filter_id for chip in without.chips()}


drafts = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"text": st.text(max_size=8), "operator": st.sampled_from(["contains", "prefix", "x"])}),
    st.fixed_dictionaries({"values": st.lists(st.sampled_from(["BRO", "BLK", ""]), max_size=2)}),
    st.fixed_dictionaries({"value": st.sampled_from(["blue", None, True, False])}),
    st.fixed_dictionaries({"from": st.sampled_from(["", "1", "170", "1980", "x"]), "to": st.sampled_from(["", "180"])}),
    st.fixed_dictionaries({"exists": st.booleans()}),
)


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
        assert self.model.has_pending() == bool(states & {ChipState.PENDING, ChipState.REMOVED})


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
    assert chip.note == "The agency's layout opens with this."
    criteria.clear_all()
    criteria.apply()
    again = model(page._replace(filters=filters))
    again.restore(criteria.snapshot())
    assert again.is_empty()
