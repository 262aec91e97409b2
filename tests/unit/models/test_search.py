"""A page's search through a real gateway: what it keeps, shows, says, and never shows."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from tests.helpers.gateway import RunningGateway
from tests.helpers.layouts import people_page, published_layout
from tests.helpers.services import page_services
from vizdesk.domain.errors import Busy, CursorExpired, DeadlineExceeded, NotAnswering, Unavailable, UnexpectedAnswer
from vizdesk.domain.layout import Direction, SortKey
from vizdesk.domain.search import Examined, Relation, SearchAnswer, SearchRequest, Total
from vizdesk.models import search as search_module
from vizdesk.models.page import PageModel, ViewState
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient
from vizdesk.store.concerns import CRITERIA, SORT

HAIR = "harbor:people.hair"


def make_page(services: Services) -> PageModel:
    services.workspace.save_setting("behind", "all that was saved before").result()
    page = PageModel(people_page(), published_layout(), services, services.pool)
    state = services.workspace.load_pages("harbor").get("people", {})
    page.restore(state, services.workspace.results.load_sets("harbor").get("people"))
    return page


def search(page: PageModel, qtbot: QtBot, *phases: Phase) -> None:
    assert page.criteria.apply()
    page.search.start()
    until(page, qtbot, *(phases or (Phase.DONE,)))


def until(page: PageModel, qtbot: QtBot, *phases: Phase) -> None:
    qtbot.waitUntil(lambda: page.search.status.phase is not Phase.SEARCHING, timeout=10_000)
    assert page.search.status.phase in phases, page.search.status


class Delegate:
    """A gateway's client whose next searches do as the test says; everything else is the real one's."""

    def __init__(self, client: GatewayClient) -> None:
        self._client = client
        self.searches: list[Callable[[SearchRequest], SearchAnswer]] = []
        self.asked: list[SearchRequest] = []
        self.cancelled: list[str] = []

    def search(self, request: SearchRequest) -> SearchAnswer:
        self.asked.append(request)
        return self.searches.pop(0)(request) if self.searches else self._client.search(request)

    def cancel_search(self, request_id: str) -> bool:
        self.cancelled.append(request_id)
        return self._client.cancel_search(request_id)

    def real(self, request: SearchRequest) -> SearchAnswer:
        return self._client.search(request)


@pytest.fixture
def delegate(services: Services, gateway: RunningGateway) -> Iterator[Delegate]:
    with GatewayClient(gateway.url, gateway.token) as client:
        made: Any = Delegate(client)
        services.link.connected(made)
        yield made


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


def test_no_results_is_said_only_of_a_complete_answer(services: Services, delegate: Delegate, qtbot: QtBot) -> None:
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
    relation: Relation, services: Services, delegate: Delegate, qtbot: QtBot
) -> None:
    page = make_page(services)
    page.criteria.set_query("nobodyiscalledthis")
    delegate.searches = [lambda request: delegate.real(request)._replace(total=Total(0, relation))]
    search(page, qtbot)
    assert page.search.status.headline == "Nothing found so far."
    assert "does not mean there are no matches" in page.search.status.next_step


def test_a_partial_answer_says_so(services: Services, delegate: Delegate, qtbot: QtBot) -> None:
    page = make_page(services)
    partial: dict[str, Any] = {"complete": False, "answered": 2, "sources": 3, "silent": ("Warrants",)}
    delegate.searches = [lambda request: delegate.real(request)._replace(**partial)]
    search(page, qtbot)
    said = "Showing 100 results from 2 of 3 sources. Warrants did not answer."
    assert page.search.status.headline == said
    assert page.search.status.next_step == "There may be more matches. Try again later."
    assert make_page(services).search.status.headline.startswith(said)


def test_nothing_found_is_not_no_results_where_a_source_is_silent_or_more_is_to_come(
    services: Services, delegate: Delegate, qtbot: QtBot
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


def test_a_busy_gateway_is_told_in_its_own_words(services: Services, delegate: Delegate, qtbot: QtBot) -> None:
    page = make_page(services)

    def refuse(_request: SearchRequest) -> SearchAnswer:
        raise Busy("Many searches are running for your agency.", "Try again in a few seconds.")

    delegate.searches = [refuse]
    with qtbot.assertNotEmitted(page.search.refused):
        search(page, qtbot, Phase.FAILED)
    said = page.search.status
    assert (said.headline, said.next_step) == (
        "Many searches are running for your agency.",
        "Try again in a few seconds.",
    )


def test_a_search_that_its_budget_ended_says_how_far_it_came(
    services: Services, delegate: Delegate, qtbot: QtBot
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
def test_inexact_totals(total: Total, said: str, services: Services, delegate: Delegate, qtbot: QtBot) -> None:
    page = make_page(services)
    delegate.searches = [lambda request: delegate.real(request)._replace(total=total)]
    search(page, qtbot)
    assert page.search.status.headline == said


def test_while_it_runs_the_rows_before_stay_and_nothing_new_is_shown_before_200_ms(
    services: Services, delegate: Delegate, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)
    rows, headline = page.results.rowCount(), page.search.status.headline
    go_on = threading.Event()

    def wait(request: SearchRequest) -> SearchAnswer:
        go_on.wait(10)
        return delegate.real(request)

    delegate.searches = [wait]
    page.criteria.set_draft(HAIR, {"values": ["BLK"]})
    page.criteria.apply()
    page.search.start()
    status = page.search.status
    assert (status.phase, status.slow, status.headline) == (Phase.SEARCHING, False, headline)
    assert re.fullmatch("Results for your previous search, .+", status.previous)
    assert page.results.rowCount() == rows
    qtbot.waitUntil(lambda: page.search.status.slow)
    assert page.search.status.headline == "Searching…"
    go_on.set()
    until(page, qtbot, Phase.DONE)
    assert page.search.status.previous == ""
    assert page.search.status.total == 167


def test_only_the_last_of_several_searches_is_shown(services: Services, delegate: Delegate, qtbot: QtBot) -> None:
    page = make_page(services)
    gates = [threading.Event() for _ in range(3)]
    done = [threading.Event() for _ in range(3)]

    def held(number: int) -> Callable[[SearchRequest], SearchAnswer]:
        def answer(request: SearchRequest) -> SearchAnswer:
            gates[number].wait(10)
            try:
                return delegate.real(request)
            finally:
                done[number].set()

        return answer

    delegate.searches = [held(0), held(1), held(2)]
    for number, value in enumerate((["BRO"], ["BLK"], ["BRO", "BLK"])):
        page.criteria.set_draft(HAIR, {"values": value})
        page.criteria.apply()
        page.search.start()
        qtbot.waitUntil(lambda: len(delegate.asked) == number + 1)  # noqa: B023  # it is over before the next turn
    for number in (2, 0, 1):
        gates[number].set()
        assert done[number].wait(10)
    until(page, qtbot, Phase.DONE)
    assert services.pool.waitForDone(10_000)
    qtbot.waitUntil(lambda: page.search.status.total == 334)
    stored = services.workspace.results.load_sets("harbor")["people"]
    assert stored.total.value == 334
    assert delegate.cancelled == [request.request_id for request in delegate.asked[:2]]


def test_cancelling_frees_the_window_at_once_and_tells_the_gateway(
    services: Services, delegate: Delegate, qtbot: QtBot
) -> None:
    page = make_page(services)
    gate = threading.Event()

    def wait(request: SearchRequest) -> SearchAnswer:
        gate.wait(10)
        return delegate.real(request)

    delegate.searches = [wait]
    page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: bool(delegate.asked))
    page.search.cancel()
    assert page.search.status.phase is Phase.CANCELLED
    assert page.search.status.headline == "Search cancelled."
    qtbot.waitUntil(lambda: delegate.cancelled == [delegate.asked[0].request_id])
    gate.set()
    assert services.pool.waitForDone(10_000)
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.CANCELLED)
    assert services.workspace.results.load_sets("harbor") == {}


def test_who_keeps_working_is_told_when_it_is_done(
    services: Services, delegate: Delegate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "STAGES_MILLISECONDS", (10, 20, 50, 60_000))
    page = make_page(services)
    gate = threading.Event()

    def wait(request: SearchRequest) -> SearchAnswer:
        gate.wait(10)
        return delegate.real(request)

    delegate.searches = [wait]
    assert page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.offers_to_tell)
    page.search.tell_when_done()
    assert not page.search.status.offers_to_tell
    assert page.search.status.next_step == "You will be told when it is done."
    with qtbot.waitSignal(page.search.ended_unwatched) as told:
        gate.set()
    assert told.args == [f"Persons: {page.search.status.headline}"]
    with qtbot.assertNotEmitted(page.search.ended_unwatched):
        search(page, qtbot)


def test_a_failing_source_is_told_as_such_and_not_as_offline(
    services: Services, delegate: Delegate, qtbot: QtBot
) -> None:
    page = make_page(services)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise NotAnswering("The search service keeps failing.", "Try again in 5 seconds.")

    delegate.searches = [fail]
    search(page, qtbot, Phase.FAILED)
    assert page.search.status.headline == "The search service keeps failing."


def test_at_the_deadline_it_says_that_this_means_nothing(
    services: Services, delegate: Delegate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "STAGES_MILLISECONDS", (50, 80, 100, 150))
    page = make_page(services)
    gate = threading.Event()

    def wait(request: SearchRequest) -> SearchAnswer:
        gate.wait(10)
        return delegate.real(request)

    delegate.searches = [wait]
    page.criteria.apply()
    page.search.start()
    until(page, qtbot, Phase.FAILED)
    gate.set()
    status = page.search.status
    assert status.headline == "Search not finished after 30 seconds. This does not mean there are no matches."
    assert status.next_step == "Try again, or change the filters."


@pytest.mark.parametrize(
    ("error", "phase", "headline"),
    [
        (DeadlineExceeded("x"), Phase.FAILED, "Search not finished after 30 seconds. This does not mean"),
        (
            UnexpectedAnswer("The search service answered another search."),
            Phase.FAILED,
            "The search service answered another search.",
        ),
        (Unavailable("x"), Phase.OFFLINE, "Offline. Showing results from "),
    ],
)
def test_failures_keep_what_is_shown(
    error: Exception, phase: Phase, headline: str, services: Services, delegate: Delegate, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise error

    delegate.searches = [fail]
    search(page, qtbot, phase)
    assert page.search.status.headline.startswith(headline)
    assert bool(page.search.status.previous) == (phase is Phase.FAILED), (
        "the rows' age is told, here or in the headline"
    )
    assert page.search.status.next_step
    assert page.results.rowCount() == 100
    page.search.retry()
    until(page, qtbot, Phase.DONE)


def test_a_fault_of_the_program_itself_is_told_without_its_text(
    services: Services, delegate: Delegate, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    page = make_page(services)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise LookupError("Quimby")

    delegate.searches = [fail]
    search(page, qtbot, Phase.FAILED)
    assert page.search.status.headline == "Something went wrong inside VizDesk."
    assert "LookupError at test_search.py" in caplog.text
    assert "Quimby" not in caplog.text


def test_an_expired_cursor_keeps_the_rows_and_says_so(services: Services, delegate: Delegate, qtbot: QtBot) -> None:
    page = make_page(services)
    search(page, qtbot)

    def expired(_request: SearchRequest) -> SearchAnswer:
        raise CursorExpired("Gone.")

    delegate.searches = [expired]
    page.search.load_more()
    qtbot.waitUntil(lambda: not page.search.status.loading_more)
    assert page.results.rowCount() == 100
    assert "have changed since this search" in page.search.status.next_step
    assert not page.results.canFetchMore(QModelIndex())
    page.search.load_more()
    assert not page.search.status.loading_more


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


def test_after_a_restart_the_rows_are_there_with_their_age_and_nothing_is_sent(
    services: Services, delegate: Delegate, qtbot: QtBot
) -> None:
    page = make_page(services)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    page.search.set_sort([SortKey("height", Direction.DESC)])
    search(page, qtbot)
    qtbot.waitUntil(lambda: page.results.rowCount() == 167)
    page.save_view(ViewState(selected_id="3", first_row=120, column_widths={"surname": 99}, detail_open=True))
    page.flush()
    sent = len(delegate.asked)
    again = make_page(services)
    assert again.search.status.phase is Phase.STORED
    assert re.fullmatch(r"Showing all 167 results\. As of .+\.", again.search.status.headline)
    assert again.search.status.as_of is not None
    assert again.search.sort() == (SortKey("height", Direction.DESC),)
    assert again.view == page.view
    assert again.is_restored
    qtbot.waitUntil(lambda: again.results.id_at(120) is not None)
    assert not again.results.canFetchMore(QModelIndex())
    assert len(delegate.asked) == sent


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


def test_after_a_restart_no_rows_stand_beside_other_criteria(
    services: Services, delegate: Delegate, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise Unavailable("x")

    delegate.searches = [fail]
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    search(page, qtbot, Phase.OFFLINE)
    again = make_page(services)
    assert set(again.criteria.applied()) == {HAIR}
    assert again.results.rowCount() == 0
    assert again.search.status.headline == "These filters are applied, but their results are not here yet."


def test_what_is_applied_is_on_disk_before_it_is_sent(services: Services, delegate: Delegate, qtbot: QtBot) -> None:
    page = make_page(services)
    kept: list[Any] = []

    def look(request: SearchRequest) -> SearchAnswer:
        kept.append(services.workspace.load_pages("harbor")["people"][CRITERIA]["applied"])
        return delegate.real(request)

    delegate.searches = [look]
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    search(page, qtbot)
    assert kept == [{HAIR: ["BRO"]}]


def test_a_search_that_cannot_be_kept_is_not_sent(services: Services, delegate: Delegate, qtbot: QtBot) -> None:
    page = make_page(services)
    rename = "ALTER TABLE page_state RENAME TO away"
    services.workspace._database.write(lambda connection: connection.execute(rename)).result()
    search(page, qtbot, Phase.FAILED)
    assert delegate.asked == []


def test_what_cannot_be_kept_is_shown_and_said_to_be_lost_later(connected: Services, qtbot: QtBot) -> None:
    page = make_page(connected)
    rename = "ALTER TABLE result_rows RENAME TO away"
    connected.workspace._database.write(lambda connection: connection.execute(rename)).result()
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    search(page, qtbot)
    said = "These results are shown, but could not be kept for later."
    qtbot.waitUntil(lambda: page.search.status.next_step.startswith(said))
    assert page.results.hit(0) is not None
    assert page.search.status.phase is Phase.DONE
    assert connected.workspace.results.load_sets("harbor") == {}


def test_a_search_waits_for_a_gateway_that_is_starting(
    services: Services, gateway: RunningGateway, qtbot: QtBot
) -> None:
    page = make_page(services)
    services.link.connecting()
    page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.slow)
    with GatewayClient(gateway.url, gateway.token) as client:
        services.link.connected(client)
        until(page, qtbot, Phase.DONE)


def test_without_a_gateway_it_is_offline(page: PageModel, qtbot: QtBot) -> None:
    search(page, qtbot, Phase.OFFLINE)
    assert page.search.status.headline == "Offline. The search service cannot be reached."


def test_typing_is_saved_while_it_goes_on(services: Services, qtbot: QtBot) -> None:
    page = make_page(services)
    kept: list[str] = []
    for length in range(1, 400):
        page.criteria.set_query("x" * length)
        qtbot.wait(1)  # a steady typist, never pausing; not a wait for anything
        state = services.workspace.load_pages("harbor").get("people")
        if state and (not kept or kept[-1] != state[CRITERIA]["query"]):
            kept.append(state[CRITERIA]["query"])
        if len(kept) >= 3:
            break
    assert len(kept) >= 3


def test_a_store_that_cannot_be_written_is_told(services: Services, qtbot: QtBot) -> None:
    page = make_page(services)
    rename = "ALTER TABLE page_state RENAME TO away"
    services.workspace._database.write(lambda connection: connection.execute(rename)).result()
    with qtbot.waitSignal(page.save_failed):
        page.criteria.set_query("x")


def test_in_memory_all_the_same(gateway: RunningGateway, qtbot: QtBot, tmp_path: Path) -> None:
    with page_services(None) as services, GatewayClient(gateway.url, gateway.token) as client:
        services.link.connected(client)
        page = make_page(services)
        search(page, qtbot)
        assert make_page(services).search.status.phase is Phase.STORED
    assert list(tmp_path.iterdir()) == []


def test_what_is_typed_after_applying_is_never_overtaken_by_what_was_applied(services: Services) -> None:
    page = PageModel(people_page(), published_layout(), services, services.pool)
    page.restore({}, None)
    may_go_on = threading.Event()
    for _ in range(services.pool.maxThreadCount()):
        services.pool.start(lambda: may_go_on.wait(10))
    page.criteria.set_query("first")
    page.criteria.apply()
    page.search.start()  # its worker waits for a thread, while the user types on
    page.criteria.set_query("first and more")
    page.flush()
    may_go_on.set()
    assert services.pool.waitForDone(10_000)
    services.workspace.save_setting("last", 1).result()
    kept = services.workspace.load_pages("harbor")["people"][CRITERIA]
    assert (kept["appliedQuery"], kept["query"]) == ("first", "first and more")


def test_an_order_by_a_field_that_the_layout_lost_is_left_out(services: Services) -> None:
    page = PageModel(people_page(), published_layout(), services, services.pool)
    page.restore({SORT: {"keys": [{"field": "gone", "direction": "asc"}, {"field": "dob", "direction": "desc"}]}}, None)
    assert page.search.sort() == (SortKey("dob", Direction.DESC),)
    page.restore({SORT: {"keys": [{"field": "gone", "direction": "asc"}]}}, None)
    assert page.search.sort() == page.page.sort
