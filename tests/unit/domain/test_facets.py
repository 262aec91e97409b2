"""Facets on the wire."""

from __future__ import annotations

from typing import Any

import pytest

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest, UnexpectedAnswer
from vizdesk.domain.facets import (
    Facet,
    FacetQuestion,
    FacetsAnswer,
    FacetsRequest,
    FacetValue,
    facets_answer_from_wire,
    facets_request_from_wire,
)
from vizdesk.domain.layout import Operator
from vizdesk.domain.search import Relation, SearchRequest

HAIR = Criterion(Operator.IN, ("BRO",))
SEARCH = SearchRequest(
    "people", query="quim", filters={"a:people.hair": Criterion(Operator.IN, ("BRO",))}, request_id="r"
)
REQUEST = FacetsRequest(SEARCH, (FacetQuestion("a:people.eyes", 5, "b"), FacetQuestion("a:people.armed")))


def test_a_request_survives_the_wire() -> None:
    assert facets_request_from_wire(REQUEST.to_wire()) == REQUEST
    assert facets_request_from_wire(REQUEST.to_wire()).echo() == REQUEST.echo()
    grouped = FacetsRequest(SEARCH._replace(any_of=({"a:people.hair": HAIR},)), REQUEST.questions, 1)
    assert facets_request_from_wire(grouped.to_wire()) == grouped
    assert grouped.echo() != grouped._replace(group=0).echo()


def test_an_answer_survives_the_wire() -> None:
    eyes = Facet((FacetValue("blue", 3),), 2, more=True, relation=Relation.AT_LEAST).beside(4)
    assert eyes.values == (FacetValue("blue", 7),)
    answer = FacetsAnswer(
        {"a:people.eyes": eyes, "a:people.armed": Facet(())}, "2026-01-01T00:00:00Z", REQUEST.echo(), 4
    )
    assert facets_answer_from_wire(answer.to_wire(), REQUEST) == answer


@pytest.mark.parametrize(
    "change",
    [{"echo": "another"}, {"facets": {}}, {"facets": {"a:people.eyes": {}, "a:people.armed": {}}}, {"tookMs": None}],
)
def test_an_answer_of_something_else_is_refused(change: dict[str, Any]) -> None:
    facets = {"a:people.eyes": Facet(()), "a:people.armed": Facet(())}
    body = FacetsAnswer(facets, "", REQUEST.echo(), 0).to_wire() | change
    with pytest.raises(UnexpectedAnswer):
        facets_answer_from_wire(body, REQUEST)


@pytest.mark.parametrize(
    "change",
    [
        {"facets": []},
        {"facets": "x"},
        {"facets": [{}]},
        {"facets": [{"filter": "a"}, {"filter": "a"}]},
        {"facets": [{"filter": "a", "limit": 0}]},
        {"facets": [{"filter": "a", "limit": True}]},
        {"facets": [{"filter": "a", "prefix": 1}]},
        {"facets": [{"filter": "a", "color": 1}]},
        {"group": 1},
        {"group": -1},
        {"group": True},
        {"sort": []},
        {"page": {}},
    ],
)
def test_a_request_of_another_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        facets_request_from_wire(REQUEST.to_wire() | change)


def test_a_body_that_is_no_object_is_refused() -> None:
    with pytest.raises(BadRequest):
        facets_request_from_wire([])
