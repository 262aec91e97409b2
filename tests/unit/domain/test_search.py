"""The search contract: requests, answers, echoes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.layouts import people_page
from tests.unit.domain.test_criteria import CRITERIA
from vizdesk.domain.errors import BadRequest, UnexpectedAnswer
from vizdesk.domain.layout import Direction, SortKey
from vizdesk.domain.policies import check_policy
from vizdesk.domain.search import (
    Hit,
    Relation,
    SearchAnswer,
    SearchRequest,
    Total,
    answer_from_wire,
    check_request,
    request_from_wire,
)

REQUESTS = st.builds(
    SearchRequest,
    type=st.text(),
    query=st.text(max_size=100),
    filters=st.dictionaries(st.from_regex(r"[a-z]+:[a-z]+\.[a-z]+", fullmatch=True), CRITERIA, max_size=4),
    any_of=st.lists(st.dictionaries(st.just("a:b.c"), CRITERIA, min_size=1), max_size=2).map(tuple),
    sort=st.lists(st.builds(SortKey, st.text(), st.sampled_from(Direction)), max_size=5).map(tuple),
    size=st.integers(1, 500),
    after=st.none() | st.text(),
    layout=st.none() | st.just("harbor@7"),
    request_id=st.text(max_size=20),
    reason=st.none() | st.just({"code": "C"}),
    budget_ms=st.none() | st.integers(1, 30_000),
)


def answer_to(request: SearchRequest, **changes: Any) -> dict[str, Any]:
    hits = (Hit("1", {"surname": "Quimby", "height": None}, {"height": "NA"}), Hit("2", {"surname": "Ödön"}))
    answer = SearchAnswer(
        hits, "sealed", Total(2, Relation.EXACT), True, 1, 1, "2026-01-31T14:02:11Z", request.echo(), 3
    )
    return answer.to_wire() | changes


@given(REQUESTS)
def test_a_request_reads_back_with_the_same_echo(request: SearchRequest) -> None:
    read = request_from_wire(request.to_wire())
    assert read == request._replace(layout=request.layout or None)
    assert read.echo() == request.echo()


@given(REQUESTS, REQUESTS)
def test_other_criteria_have_another_echo(one: SearchRequest, other: SearchRequest) -> None:
    alike = one == other._replace(request_id=one.request_id, reason=one.reason)
    assert (one.echo() == other._replace(request_id=one.request_id).echo()) == alike
    assert one.request_id == other.request_id or one._replace(request_id=other.request_id).echo() != one.echo()


def test_only_three_keys_are_required() -> None:
    assert request_from_wire({"type": "people", "query": "", "filters": {}}) == SearchRequest("people")


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"type": "people", "query": ""},
        {"type": 1, "query": "", "filters": {}},
        {"type": "people", "query": "", "filters": {}, "offset": 5},
        {"type": "people", "query": "", "filters": {"$any": []}},
        {"type": "people", "query": "", "filters": {"$any": {}}},
        {"type": "people", "query": "", "filters": {"$any": [{}]}},
        {"type": "people", "query": "", "filters": {"$any": [{"$any": [{"a": 1}]}]}},
        {"type": "people", "query": "", "filters": {"$all": [{"a": 1}]}},
        {"type": "people", "query": "", "filters": {"$any": [{"a": 1}] * 21}},
        {"type": "people", "query": "x" * 2000, "filters": {}},
        {"type": "people", "query": "", "filters": {}, "page": {"size": 0}},
        {"type": "people", "query": "", "filters": {}, "page": {"size": True}},
        {"type": "people", "query": "", "filters": {}, "page": {"after": 7}},
        {"type": "people", "query": "", "filters": {}, "sort": [{"field": "a", "direction": "up"}]},
        {"type": "people", "query": "", "filters": {}, "sort": ["a"]},
        {"type": "people", "query": "", "filters": {}, "layout": 7},
        {"type": "people", "query": "", "filters": {}, "reason": "because"},
    ],
)
def test_other_bodies_are_refused(body: Any) -> None:
    with pytest.raises(BadRequest):
        request_from_wire(body)


def test_a_page_refuses_filters_it_does_not_have_and_too_few_criteria() -> None:
    page = people_page()
    check_request(request_from_wire({"type": "people", "query": "", "filters": {"harbor:people.hair": "BRO"}}), page)
    with pytest.raises(BadRequest, match="no filter"):
        check_request(request_from_wire({"type": "people", "query": "", "filters": {"harbor:people.x": "BRO"}}), page)
    with pytest.raises(BadRequest, match="at least one"):
        check_policy(SearchRequest("people", "  "), page._replace(minimum_criteria=1))


def test_an_answer_reads_back() -> None:
    request = SearchRequest("people", request_id="r")
    assert answer_from_wire(answer_to(request), request).to_wire() == answer_to(request)


def test_an_answer_to_another_search_is_refused() -> None:
    request = SearchRequest("people", "a", request_id="r")
    for other in (request._replace(query="b"), request._replace(request_id="s"), request._replace(after="c")):
        with pytest.raises(UnexpectedAnswer):
            answer_from_wire(answer_to(other), request)


@pytest.mark.parametrize("broken", [None, [], {}, {"hits": None}, {"total": {"value": 1, "relation": "maybe"}}])
def test_an_answer_of_another_form_is_refused(broken: Any) -> None:
    request = SearchRequest("people", request_id="r")
    body = answer_to(request) | broken if broken else broken
    with pytest.raises(UnexpectedAnswer):
        answer_from_wire(body, request)


def test_complete_means_true_and_nothing_else() -> None:
    request = SearchRequest("people", request_id="r")
    assert answer_from_wire(answer_to(request, complete="yes"), request).complete is False
