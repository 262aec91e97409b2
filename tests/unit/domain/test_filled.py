"""Sentences with values in them know what they were made of, and take nothing from anybody that is not so."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from vizdesk.domain.errors import BadRequest, Busy, LayoutRefused
from vizdesk.domain.filled import Filled, fill, filled_again, parts_of
from vizdesk.domain.problems import error_of, problem_of
from vizdesk.domain.reasons import Reason, Why, because, why_from_journal, why_of

LONG = Filled("{name} has {count} values; the most is {most}.", name="/filters/{most}", count=123456, most=5000)


def test_it_is_the_english_sentence() -> None:
    assert LONG == "/filters/{most} has 123,456 values; the most is 5000."  # what a value has in braces stays
    assert str(LONG) is LONG
    assert f"{LONG}" == LONG


def test_braces_around_anything_else_stay() -> None:
    assert Filled("Name one: “record”: {“key”: …}, {name.real}, {0}, {missing}.", name="x") == (
        "Name one: “record”: {“key”: …}, {name.real}, {0}, {missing}."
    )


def test_another_language_fills_in_its_own_way() -> None:
    assert (
        fill("{most}, {count}: {name}", LONG.values, lambda value: f"<{value}>")
        == "<5000>, <123456>: </filters/{most}>"
    )


def test_it_survives_pickles() -> None:
    again = pickle.loads(pickle.dumps(BadRequest(LONG, "Ask for less.")))  # noqa: S301  # our own
    assert isinstance(again.sentence, Filled)
    assert again.sentence.values == LONG.values


def test_a_problem_document_keeps_what_it_was_made_of() -> None:
    problem = json.loads(json.dumps(problem_of(Busy(LONG, "Ask for less."))))
    assert problem["title"] == LONG
    assert problem["filled"] == {"title": {"template": LONG.template, "values": dict(LONG.values)}}
    error = error_of(problem)
    assert isinstance(error, Busy)
    assert isinstance(error.sentence, Filled)
    assert error.sentence.values == LONG.values
    assert not isinstance(error.next_step, Filled)
    assert "filled" not in problem_of(LayoutRefused("The layout has one fault."))


@pytest.mark.parametrize(
    "parts",
    [
        None,
        "{name}",
        [],
        {"template": "{name}"},
        {"template": "{name} x", "values": {"name": "a"}},  # makes another sentence
        {"template": "{name}", "values": {"name": ["a"]}},
        {"template": "{name}", "values": {"name": {"a": 1}}},
        {"template": "{name.__class__}", "values": {"name": "a"}},
        {"template": "{count}", "values": {"count": 10**400}},
        {"template": "{count}", "values": {"count": float("nan")}},
        {"template": "{count}", "values": {"count": True}},
        {"template": 7, "values": {}},
        {"template": "{template}{self}", "values": {"template": "b", "self": "c"}},
    ],
)
def test_what_does_not_make_the_sentence_is_not_taken(parts: Any) -> None:
    assert type(filled_again("a", parts)) is str
    error = error_of({"type": "urn:vizdesk:problem:busy", "title": "a", "filled": {"title": parts}})
    assert type(error.sentence) is str


def test_half_characters_do_not_reach_the_window() -> None:
    assert error_of({"type": "x", "title": "a\ud800", "filled": 3}).sentence == "a?"


def test_the_journal_keeps_it_too() -> None:
    why = why_of(BadRequest(LONG, "Ask for less."))
    again = why_from_journal(why.reason, why.to_json())
    assert again == why
    assert again is not None
    assert isinstance(again.words()[0], Filled)
    assert parts_of(sentence=again.words()[0])["sentence"]["values"]["count"] == 123456
    assert why_from_journal("told", '{"sentence": "As it was.", "nextStep": ""}') == Why(
        Reason.TOLD, {"sentence": "As it was.", "nextStep": ""}
    )
    refused = because(Reason.STORAGE_REFUSES, answer="403 AccessDenied")
    assert isinstance(refused.sentence, Filled)
    assert refused.sentence == "The storage refuses the file (403 AccessDenied)."
