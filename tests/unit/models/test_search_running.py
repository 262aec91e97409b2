"""A page's search while it runs: what stays, what is taken back, who is told."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.gateway import RunningGateway
from tests.helpers.searching import HAIR, DirectedClient, make_page, search, until
from vizdesk.domain.search import SearchAnswer, SearchRequest
from vizdesk.models import search_wait
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient


def test_while_it_runs_the_rows_before_stay_and_nothing_new_is_shown_before_200_ms(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)
    rows, headline = page.results.rowCount(), page.search.status.headline
    go_on = delegate.hold_next()
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


def test_only_the_last_of_several_searches_is_shown(services: Services, delegate: DirectedClient, qtbot: QtBot) -> None:
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
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    gate = delegate.hold_next()
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
    services: Services, delegate: DirectedClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_wait, "STAGES_MILLISECONDS", (10, 20, 50, 60_000))
    page = make_page(services)
    gate = delegate.hold_next()
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


def test_what_is_cancelled_before_it_was_sent_is_never_sent(services: Services, delegate: DirectedClient) -> None:
    page = make_page(services)
    client = services.link.client(1)
    services.link.connecting()
    page.search.start()
    page.search.cancel()
    services.link.connected(client)
    assert services.pool.waitForDone(5000)
    assert delegate.asked == []
    assert page.search.status.phase is Phase.CANCELLED


def test_following_rows_that_nobody_waits_for_are_taken_back_at_the_gateway(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)
    go_on = delegate.hold_next()
    page.search.load_more()
    qtbot.waitUntil(lambda: len(delegate.asked) == 2)
    page.search.start()
    qtbot.waitUntil(lambda: delegate.cancelled == [delegate.asked[1].request_id])
    go_on.set()
    until(page, qtbot, Phase.DONE)
