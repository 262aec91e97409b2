"""Undo and redo: what was typed comes back step by step, and no step mixes up two controls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QObject

from tests.helpers.layouts import people_page
from vizdesk.domain.migrations import History
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.undo import MOST_STEPS, UndoStack
from vizdesk.models.undoing import UndoModel

SURNAME, HAIR, EYES, HEIGHT = (f"harbor:people.{name}" for name in ("surname", "hair", "eyes", "height"))


class Clock:
    """Seconds that a test lets pass."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


_made: list[QObject] = []


@pytest.fixture(autouse=True)
def _delete_models() -> Iterator[None]:
    """Here: criteria and undo know each other, and the garbage collector might take them apart on another thread."""
    yield
    while _made:
        shiboken6.delete(_made.pop())


def models() -> tuple[CriteriaModel, UndoModel, Clock]:
    criteria, clock = CriteriaModel(people_page(), History(7), QLocale("en_US")), Clock()
    undo = UndoModel(criteria, criteria, clock)
    undo.restore(None)
    _made.append(criteria)
    return criteria, undo, clock


def type_text(criteria: CriteriaModel, clock: Clock, text: str, pause: float = 0.2) -> None:
    for end in range(1, len(text) + 1):
        clock.now += pause
        criteria.set_draft(SURNAME, {"text": text[:end], "operator": "contains"})


def test_a_word_typed_without_a_pause_is_one_step() -> None:
    criteria, undo, clock = models()
    type_text(criteria, clock, "quim")
    clock.now += 1.0
    criteria.set_draft(SURNAME, {"text": "quimby", "operator": "contains"})
    undo.undo()
    assert criteria.draft(SURNAME) == {"text": "quim", "operator": "contains"}
    undo.undo()
    assert criteria.draft(SURNAME) == {}
    assert not undo.can_undo()
    undo.redo()
    undo.redo()
    assert criteria.draft(SURNAME)["text"] == "quimby"
    assert not undo.can_redo()


def test_leaving_the_control_ends_the_step() -> None:
    criteria, undo, clock = models()
    type_text(criteria, clock, "qu")
    undo.seal()
    criteria.set_draft(SURNAME, {"text": "qui", "operator": "contains"})
    undo.undo()
    assert criteria.draft(SURNAME)["text"] == "qu"


def test_what_is_chosen_is_a_step_each_however_quickly() -> None:
    criteria, undo, _ = models()
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    criteria.set_draft(HAIR, {"values": ["BRO", "BLK"]})
    criteria.set_draft(EYES, {"value": "blue"})
    criteria.set_draft(EYES, {})
    for expected in ({"value": "blue"}, {}):
        undo.undo()
        assert criteria.draft(EYES) == expected
    undo.undo()
    assert criteria.draft(HAIR) == {"values": ["BRO"]}


def test_clear_all_is_taken_back_whole() -> None:
    criteria, undo, _ = models()
    criteria.set_query("red*")
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    criteria.set_draft(HEIGHT, {"from": "tall"})
    criteria.clear_all()
    undo.undo()
    assert criteria.query() == "red*"
    assert criteria.draft(HAIR) == {"values": ["BRO"]}
    assert criteria.fault(HEIGHT)


def test_what_is_applied_stays_until_it_is_applied_again() -> None:
    criteria, undo, _ = models()
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    criteria.apply()
    undo.undo()
    assert criteria.applied().keys() == {HAIR}
    assert criteria.is_pending(HAIR)
    undo.redo()
    assert not criteria.has_pending()


def test_a_change_after_an_undo_ends_what_could_be_redone() -> None:
    criteria, undo, _ = models()
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    undo.undo()
    criteria.set_draft(EYES, {"value": "blue"})
    assert not undo.can_redo()
    undo.undo()
    assert criteria.is_empty()


def test_what_is_typed_and_erased_at_once_leaves_no_step() -> None:
    criteria, undo, clock = models()
    type_text(criteria, clock, "q")
    criteria.set_draft(SURNAME, {})
    assert not undo.can_undo()


def test_steps_of_another_layout_are_let_go() -> None:
    criteria, undo, _ = models()
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    kept = json.loads(json.dumps(undo.snapshot()))
    undo.restore(kept | {"layout": 6})
    assert not undo.can_undo()
    undo.restore(kept)
    assert undo.can_undo()


VALUES = st.one_of(st.none(), st.just(""), st.text("ab", max_size=3), st.dictionaries(st.just("text"), st.text("ab")))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.dictionaries(st.sampled_from("xyz"), VALUES, max_size=3), st.floats(0, 3), st.booleans()),
        st.sampled_from(("undo", "redo", "seal", "restart")),
    ),
    max_size=40,
)


def filled(state: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if value}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_every_state_can_be_gone_back_to(changes: list[Any]) -> None:
    stack, state, at = UndoStack({}), {}, 0.0
    past: list[dict[str, Any]] = [{}]
    place = 0
    for one in changes:
        match one:
            case "undo":
                state = filled(state | dict(stack.undo()))
                place = max(place - 1, 0)
                assert state == past[place]
            case "redo":
                state = filled(state | dict(stack.redo()))
                place = min(place + 1, len(past) - 1)
                assert state == past[place]
            case "seal":
                stack.seal()
            case "restart":
                stack = UndoStack.from_json(json.loads(json.dumps(stack.to_json(100_000))), state)
            case changed, pause, typing:
                at += pause
                steps = len(stack._steps[: stack._place])
                if stack.change(changed, at, typing=typing):
                    state = filled(state | changed)
                    grown = len(stack._steps) - steps
                    assert grown in (-1, 0, 1)
                    past = [*past[: place + max(grown, 0) if grown else place], state]
                    place += grown
                    past = past if grown >= 0 else past[: place + 1]
        assert stack.can_undo() == (place > 0)
        assert stack.can_redo() == (place < len(past) - 1)


def test_a_store_that_is_behind_the_criteria_costs_nothing_but_a_step() -> None:
    stack = UndoStack({})
    stack.change({"x": "a"}, 1)
    stack.change({"x": "ab"}, 3)
    stored = stack.to_json(1000)
    again = UndoStack.from_json(stored, {"x": "abc", "y": "new"})
    assert again.undo() == {"x": "ab"}
    assert again.undo() == {"x": "a"}
    assert again.undo() == {"x": None}
    for broken in (None, [], {"steps": 3, "place": 0}, {"steps": [[{}, {}]], "place": 7}, {"steps": [1], "place": "x"}):
        assert not UndoStack.from_json(broken, {"x": "a"}).can_undo()


def test_there_are_so_many_steps_and_no_more() -> None:
    stack = UndoStack({})
    for n in range(MOST_STEPS + 50):
        stack.change({"x": str(n)}, 2.0 * n)
    undone = 0
    while stack.undo():
        undone += 1
    assert undone == MOST_STEPS
    small = UndoStack({})
    for n in range(100):
        small.change({"x": str(n) * 50}, 2.0 * n)
    assert len(json.dumps(small.to_json(4000))) < 8000
