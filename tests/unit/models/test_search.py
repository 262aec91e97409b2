"""A page's search through a real gateway: what it shows of an answer, and what it says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from tests.helpers.searching import HAIR, DirectedClient, make_page, search, until
from vizdesk.domain.layout import Direction, SortKey
from vizdesk.domain.search import Examined, Relation, SearchAnswer, SearchRequest, Total
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services


@pytest.fixture
def page(services: Services) -> PageModel:
    return make_page(services)


def test_the_first_look(page: PageModel) -> None:
    status = page.search.status
    assert status.phase is Phase.EMPTY
    assert status.next_step == "Set filters or type words, then choose “Apply filters”."


def test_a_search_shows_its_rows_and_says_how_many(connected: Services, qtbot: QtBot) -> None:
    page = make_page(connected)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    with qtbot.waitSignal(page.search.announced) as announced:
        search(page, qtbot)
    status = page.search.status
    assert (status.shown, status.total, status.relation) == (100, 167, Relation.EXACT)
    assert status.headline == "Showing 1–100 of 167 results."
    assert announced.args == ["167 results"]
    qtbot.waitUntil(lambda: page.results.rowCount() == 167)  # the others come by themselves, for whoever goes offline
    assert page.search.status.headline == "Showing all 167 results."
    assert page.results.id_at(0)


def test_scrolling_loads_on_and_every_record_stands_there_once(connected: Services, qtbot: QtBot) -> None:
    page = make_page(connected)
    search(page, qtbot)
    assert page.search.status.headline == "Showing 1–100 of 500 results."
    top = QModelIndex()
    while page.results.canFetchMore(top):
        page.results.fetchMore(top)
        qtbot.waitUntil(lambda: not page.search.status.loading_more, timeout=10_000)
    assert page.results.rowCount() == 500
    assert page.search.status.headline == "Showing all 500 results."
    qtbot.waitUntil(lambda: all(page.results.id_at(row) for row in range(500)))
    assert len({page.results.id_at(row) for row in range(500)}) == 500


def test_no_results_is_said_only_of_a_complete_answer(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    page.criteria.set_query("nobodyiscalledthis")
    search(page, qtbot, Phase.NO_RESULTS)
    assert page.search.status.headline == "No results."
    delegate.searches = [lambda request: delegate.real(request)._replace(complete=False, answered=1, sources=3)]
    search(page, qtbot)
    assert page.search.status.headline == "Nothing found in 1 of 3 sources. The others did not answer."
    assert "does not mean there are no matches" in page.search.status.next_step


@pytest.mark.parametrize("relation", [Relation.AT_LEAST, Relation.ESTIMATE])
def test_no_results_needs_an_exact_total(
    relation: Relation, services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    page.criteria.set_query("nobodyiscalledthis")
    delegate.searches = [lambda request: delegate.real(request)._replace(total=Total(0, relation))]
    search(page, qtbot)
    assert page.search.status.headline == "Nothing found so far."
    assert "does not mean there are no matches" in page.search.status.next_step


def test_a_partial_answer_says_so(services: Services, delegate: DirectedClient, qtbot: QtBot) -> None:
    page = make_page(services)
    partial: dict[str, Any] = {"complete": False, "answered": 2, "sources": 3, "silent": ("Warrants",)}
    delegate.searches = [lambda request: delegate.real(request)._replace(**partial)]
    search(page, qtbot)
    said = "Showing 100 results from 2 of 3 sources. Warrants did not answer."
    assert page.search.status.headline == said
    assert page.search.status.next_step == "There may be more matches. Try again later."
    assert make_page(services).search.status.headline.startswith(said)


def test_nothing_found_is_not_no_results_where_a_source_is_silent_or_more_is_to_come(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    page.criteria.set_query("nobodyiscalledthis")
    odd: tuple[dict[str, Any], ...] = ({"answered": 1, "sources": 2}, {"next": "x"}, {"examined": Examined(1, 2)})
    for each in odd:
        delegate.searches = [lambda request, each=each: delegate.real(request)._replace(**each)]
        search(page, qtbot)
        assert "No results" not in page.search.status.headline
        again = make_page(services)
        assert "No results" not in again.search.status.headline


def test_a_search_that_its_budget_ended_says_how_far_it_came(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page, examined = make_page(services), Examined(300, 500)

    def stopped(request: SearchRequest) -> SearchAnswer:
        answer = delegate.real(request)
        return answer._replace(complete=False, examined=examined, total=Total(answer.total.value, Relation.AT_LEAST))

    delegate.searches = [stopped, stopped]
    search(page, qtbot)
    said = "Showing 1–100 of at least 500 results so far: the search was stopped after 300 of 500 records."
    assert page.search.status.headline == said
    assert page.search.status.next_step.startswith("There may be more matches.")
    page.search.load_more()
    qtbot.waitUntil(lambda: not page.search.status.loading_more, timeout=10_000)
    assert page.search.status.headline == said.replace("1–100", "1–300")
    stored = make_page(services)
    assert stored.search.status.headline.startswith(said.replace("1–100", "1–300"))
    page.criteria.set_query("nobodyiscalledthis")
    delegate.searches = [stopped]
    search(page, qtbot)
    assert page.search.status.headline == "Nothing found so far: the search was stopped after 300 of 500 records."


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (Total(10_000, Relation.AT_LEAST), "Showing 1–100 of at least 10,000 results."),
        (Total(3000, Relation.ESTIMATE), "Showing 1–100 of about 3,000 results."),
    ],
)
def test_inexact_totals(total: Total, said: str, services: Services, delegate: DirectedClient, qtbot: QtBot) -> None:
    page = make_page(services)
    delegate.searches = [lambda request: delegate.real(request)._replace(total=total)]
    search(page, qtbot)
    assert page.search.status.headline == said


def test_sorting_searches_again(connected: Services, qtbot: QtBot) -> None:
    page = make_page(connected)
    page.search.set_sort([SortKey("height", Direction.DESC)])
    assert page.search.status.phase is Phase.EMPTY
    search(page, qtbot)
    page.search.set_sort([SortKey("height")])
    assert page.search.status.phase is Phase.SEARCHING
    until(page, qtbot, Phase.DONE)
    first = page.results.hit(0)
    assert first is not None
    assert first.fields["height"] == 150


def test_what_relative_dates_meant_is_told_and_kept_with_the_results(connected: Services, qtbot: QtBot) -> None:
    page = make_page(connected)
    page.criteria.set_draft("harbor:people.dob", {"from": "-100y", "to": "today"})
    assert [chip.text for chip in page.criteria.chips()] == ["Born: 100 years ago to today"]
    search(page, qtbot)
    assert re.fullmatch(r"Born: \d+/\d+/19\d\d to \d+/\d+/20\d\d", page.search.status.dates)
    page.flush()
    again = make_page(connected)
    assert again.search.status.phase is Phase.STORED
    assert again.search.status.dates == page.search.status.dates


def test_words_that_were_looked_for_as_well_are_known_with_the_results(connected: Services, qtbot: QtBot) -> None:
    page = make_page(connected)
    page.criteria.set_draft("harbor:people.surname", {"text": "Smyth", "operator": "phonetic"})
    search(page, qtbot)
    assert dict(page.search.expanded()) == {"harbor:people.surname": ["smith"]}
    page.flush()
    assert dict(make_page(connected).search.expanded()) == {"harbor:people.surname": ["smith"]}
    page.criteria.set_draft("harbor:people.surname", {"text": "Zhou", "operator": "phonetic"})
    assert page.criteria.apply()
    assert not page.search.expanded()


def test_a_single_result_of_a_partial_answer_is_told_as_one(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)

    def partial(request: SearchRequest) -> SearchAnswer:
        answer = delegate.real(request)
        return answer._replace(hits=answer.hits[:1], next=None, complete=False, answered=2, sources=3)

    delegate.searches = [partial]
    search(page, qtbot)
    assert page.search.status.headline == "Showing 1 result from 2 of 3 sources. The others did not answer."


def test_where_the_following_rows_are_partial_the_silent_source_is_named(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)

    def partial(request: SearchRequest) -> SearchAnswer:
        return delegate.real(request)._replace(complete=False, answered=2, sources=3, silent=("Warrants",))

    delegate.searches = [delegate.real, partial]
    search(page, qtbot)
    page.search.load_more()
    qtbot.waitUntil(lambda: not page.search.status.loading_more)
    assert page.search.status.headline == "Showing 300 results from 2 of 3 sources. Warrants did not answer."
