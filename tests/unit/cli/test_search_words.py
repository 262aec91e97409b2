"""Filters as they are written on the command line."""

from __future__ import annotations

import click
import pytest

from tests.helpers.layouts import people_page
from vizdesk.cli_search import criteria_of, groups_of, notes, summary
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator, Option, Page
from vizdesk.domain.search import Examined, Relation, SearchAnswer, SearchRequest, Total


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["surname=Quimby"], {"surname": Criterion(Operator.EQUALS, ("Quimby",))}),
        (["harbor:people.surname=a=b"], {"surname": Criterion(Operator.EQUALS, ("a=b",))}),
        (["harbor:people.surname:contains=quim"], {"surname": Criterion(Operator.CONTAINS, ("quim",))}),
        (["hair=BRO", "hair=black"], {"hair": Criterion(Operator.IN, ("BRO", "BLK"))}),
        (["hair:notIn=BRO", "hair:notIn=BLK"], {"hair": Criterion(Operator.NOT_IN, ("BRO", "BLK"))}),
        (["surname:notContains=q"], {"surname": Criterion(Operator.NOT_CONTAINS, ("q",))}),
        (["height:notIn=180", "height:notIn=190"], {"height": Criterion(Operator.NOT_IN, (180, 190))}),
        (["height:notBetween=150..180"], {"height": Criterion(Operator.NOT_BETWEEN, lower=150, upper=180)}),
        (["height=5'11\""], {"height": Criterion(Operator.BETWEEN, lower=179.0954, upper=181.5846)}),
        (["height:between=5ft 11..1.9 m"], {"height": Criterion(Operator.BETWEEN, lower=179.0954, upper=190.49)}),
        (["height:notIn=71 in"], {"height": Criterion(Operator.NOT_IN, (180,))}),
        (["height=180"], {"height": Criterion(Operator.EQUALS, (180,))}),
        (["height:between=150.5..180"], {"height": Criterion(Operator.BETWEEN, lower=150.5, upper=180)}),
        (["dob:between=1980-01-01.."], {"dob": Criterion(Operator.BETWEEN, lower="1980-01-01")}),
        (["dob:between=today-P30D..today"], {"dob": Criterion(Operator.BETWEEN, lower="today-P30D", upper="today")}),
        (["dob:exists=false"], {"dob": Criterion(Operator.EXISTS, (False,))}),
        (["armed=Yes"], {"armed": Criterion(Operator.EQUALS, (True,))}),
    ],
)
def test_words_become_criteria(words: list[str], expected: dict[str, Criterion]) -> None:
    assert criteria_of(words, people_page()) == {f"harbor:people.{name}": one for name, one in expected.items()}


@pytest.mark.parametrize(
    "word",
    ["surname", "=x", "height=tall", "height:between=1-2", "height:between=..", "armed=maybe", "surname:nearby=x"],
)
def test_malformed_words_are_wrong_usage(word: str) -> None:
    with pytest.raises(click.UsageError):
        criteria_of([word], people_page())


@pytest.mark.parametrize("words", [["shoe=44"], ["armed=yes", "armed=no"], ["surname:contains=a", "surname=b"]])
def test_what_the_page_does_not_offer_is_refused(words: list[str]) -> None:
    with pytest.raises(BadRequest):
        criteria_of(words, people_page())


def test_groups_are_told_in_a_sentence() -> None:
    page = people_page()
    groups = groups_of(["hair=BRO; eyes=blue", "dob:between=today-P1Y..today"], page)
    request = SearchRequest("people", any_of=groups)
    answer = SearchAnswer((), None, Total(0), True, 1, 1, "", "", 0)
    assert notes(request, answer, page) == ["Either Hair color: Brown and Eyes: blue, or Born: today-P1Y to today."]
    with pytest.raises(click.UsageError):
        groups_of([" ; "], page)


def test_the_days_of_relative_dates_are_told() -> None:
    dob = "harbor:people.dob"
    request = SearchRequest("people", filters={dob: Criterion(Operator.BETWEEN, lower="today-P7D")})
    told = {dob: {"from": "2026-01-24", "to": None}}
    answer = SearchAnswer((), None, Total(0), True, 1, 1, "", "", 0, resolved=told)
    assert notes(request, answer, people_page()) == ["Born: from 2026-01-24."]


def test_no_results_is_said_of_a_complete_answer_only() -> None:
    answer = SearchAnswer((), None, Total(0, Relation.EXACT), True, 1, 1, "", "", 0)
    assert summary(answer) == "No results."
    assert "No results" not in summary(answer._replace(complete=False))
    stopped = answer._replace(complete=False, examined=Examined(600, 1000), total=Total(0, Relation.AT_LEAST))
    assert summary(stopped).startswith("Showing 0 of at least 0 so far: the search was stopped after 600 of 1,000")
    assert "at least 0" in summary(answer._replace(total=Total(0, Relation.AT_LEAST)))


TREE = Filter(
    "a:cars.offense", Kind.TREE, "offense", OPERATORS[Kind.TREE], {},
    (Option("VIO", {"en": "Violence"}, (Option("ROB", {"en": "Robbery"}),)), Option("OTH", {})),
)  # fmt: skip
PLACE = Filter("a:cars.place", Kind.PLACE, "latitude", OPERATORS[Kind.PLACE], {}, longitude="longitude")
CARS = Page("cars", {}, (), (TREE, PLACE), ())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["offense=Robbery"], Criterion(Operator.IN, ("ROB",))),
        (["offense:below=violence", "offense:below=OTH"], Criterion(Operator.BELOW, ("VIO", "OTH"))),
        (["place:near=47.5, -122.25 / 0.5 km"], Criterion(Operator.NEAR, (47.5, -122.25, 500.0))),
        (["place:near=47.5,-122.25/500"], Criterion(Operator.NEAR, (47.5, -122.25, 500.0))),
        (["place:inBox=47,-123/48,-122"], Criterion(Operator.IN_BOX, (47.0, -123.0, 48.0, -122.0))),
        (["place:inArea=0,0/0,1/1,1"], Criterion(Operator.IN_AREA, (0.0, 0.0, 0.0, 1.0, 1.0, 1.0))),
        (["place:exists=no"], Criterion(Operator.EXISTS, (False,))),
    ],
)
def test_words_ask_for_trees_and_places(words: list[str], expected: Criterion) -> None:
    assert list(criteria_of(words, CARS).values()) == [expected]


@pytest.mark.parametrize("word", ["place=47,-122", "place:near=47,-122", "place:near=47,-122/far", "place:below=x"])
def test_malformed_places_are_wrong_usage(word: str) -> None:
    with pytest.raises(click.UsageError):
        criteria_of([word], CARS)


@pytest.mark.parametrize("word", ["place:near=here/5m", "place:inArea=1,1/2,2", "offense:contains=x"])
def test_places_that_cannot_be_asked_for_are_refused(word: str) -> None:
    with pytest.raises(BadRequest):
        criteria_of([word], CARS)
