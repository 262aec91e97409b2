"""A page's search that fails: what is kept, and what is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from tests.helpers.searching import HAIR, DirectedClient, make_page, search, until
from vizdesk.domain.errors import (
    BadRequest,
    Busy,
    CursorExpired,
    DeadlineExceeded,
    NotAnswering,
    Unavailable,
    UnexpectedAnswer,
)
from vizdesk.domain.search import SearchAnswer, SearchRequest
from vizdesk.models import search_wait
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services


@pytest.fixture
def page(services: Services) -> PageModel:
    return make_page(services)


def test_a_busy_gateway_is_told_in_its_own_words(services: Services, delegate: DirectedClient, qtbot: QtBot) -> None:
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


def test_a_failing_source_is_told_as_such_and_not_as_offline(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise NotAnswering("The search service keeps failing.", "Try again in 5 seconds.")

    delegate.searches = [fail]
    search(page, qtbot, Phase.FAILED)
    assert page.search.status.headline == "The search service keeps failing."


def test_at_the_deadline_it_says_that_this_means_nothing(
    services: Services, delegate: DirectedClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_wait, "STAGES_MILLISECONDS", (50, 80, 100, 150))
    page = make_page(services)
    gate = delegate.hold_next()
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
    error: Exception, phase: Phase, headline: str, services: Services, delegate: DirectedClient, qtbot: QtBot
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
    services: Services, delegate: DirectedClient, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    page = make_page(services)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise LookupError("Quimby")

    delegate.searches = [fail]
    search(page, qtbot, Phase.FAILED)
    assert page.search.status.headline == "Something went wrong inside VizDesk."
    assert "unforeseen LookupError in" in caplog.text
    assert "test_search_failures.py" in caplog.text
    assert "Quimby" not in caplog.text


def test_an_expired_cursor_keeps_the_rows_and_says_so(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
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


def test_without_a_gateway_it_is_offline(page: PageModel, qtbot: QtBot) -> None:
    search(page, qtbot, Phase.OFFLINE)
    assert page.search.status.headline == "Offline. The search service cannot be reached."


def test_nothing_is_shown_for_criteria_that_cannot_be_kept(connected: Services, qtbot: QtBot) -> None:
    page = make_page(connected)
    rename = "ALTER TABLE page_state RENAME TO away"
    connected.workspace._database.write(lambda connection: connection.execute(rename)).result()
    search(page, qtbot, Phase.FAILED)
    assert page.search.shown_set() is None
    assert page.results.rowCount() == 0


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


def test_a_store_that_cannot_be_written_is_told(services: Services, qtbot: QtBot) -> None:
    page = make_page(services)
    rename = "ALTER TABLE page_state RENAME TO away"
    services.workspace._database.write(lambda connection: connection.execute(rename)).result()
    with qtbot.waitSignal(page.save_failed):
        page.criteria.set_query("x")


def test_rows_of_the_search_before_do_not_come_in_place_of_a_failure(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise BadRequest("x")

    delegate.searches = [fail]
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    search(page, qtbot, Phase.FAILED)
    with qtbot.waitSignal(page.search._settling.timeout):
        pass
    assert not page.search.status.loading_more
    assert page.search.status.phase is Phase.FAILED
