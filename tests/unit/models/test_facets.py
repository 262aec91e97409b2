"""Counts beside options, through a real gateway: when they are asked for, of what, and when they are dropped."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.gateway import RunningGateway
from tests.helpers.layouts import people_page, published_layout
from tests.helpers.searching import HAIR, DirectedClient
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import FacetsOff, Unavailable, VizDeskError
from vizdesk.domain.facets import FacetsAnswer, FacetsRequest
from vizdesk.domain.layout import Operator
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient

EYES = "harbor:people.eyes"
DOB = "harbor:people.dob"


@pytest.fixture
def page(services: Services) -> PageModel:
    made = PageModel(people_page(), published_layout(), services, services.pool)
    made.restore({}, None)
    return made


def search(page: PageModel, qtbot: QtBot) -> None:
    assert page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is not Phase.SEARCHING, timeout=10_000)


def count(page: PageModel, qtbot: QtBot, *filter_ids: str) -> None:
    page.facets.ask(filter_ids)
    qtbot.waitUntil(lambda: all(page.facets.counts(one) for one in filter_ids), timeout=10_000)


def told(page: PageModel, filter_id: str, value: str) -> str | None:
    counts = page.facets.counts(filter_id)
    counted = counts.of(value) if counts is not None else None
    return counted.text if counted is not None else None


def test_a_filters_counts_leave_its_own_criterion_out(page: PageModel, delegate: DirectedClient, qtbot: QtBot) -> None:
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    with qtbot.waitSignal(page.facets.awaited):
        search(page, qtbot)
    count(page, qtbot, HAIR)
    assert page.search.status.total == 167
    assert told(page, HAIR, "BRO") == "167"
    assert told(page, HAIR, "BLK") == "167"
    (request,) = delegate.counted
    assert request.search.filters == page.criteria.applied()
    assert request.search.budget_ms == 1000


def test_nothing_is_asked_before_results_or_of_stored_ones(
    page: PageModel, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page.facets.ask([HAIR])
    search(page, qtbot)
    page.flush()
    assert delegate.counted == []
    page.search.restore(page.search.result_set(), None)
    assert page.search.status.phase is Phase.STORED
    page.facets.ask([HAIR])
    assert delegate.counted == []


def test_relative_dates_are_counted_by_the_days_of_the_results(
    page: PageModel, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page.criteria.set_draft(DOB, {"from": "-9999d"})
    search(page, qtbot)
    shown = page.search.result_set()
    assert shown is not None
    page.facets.ask([HAIR])
    qtbot.waitUntil(lambda: len(delegate.counted) == 1)
    meant = shown.resolved[DOB]
    assert delegate.counted[0].search.filters == {DOB: Criterion(Operator.BETWEEN, (), meant["from"], meant["to"])}


def test_what_is_typed_and_not_applied_does_not_count(page: PageModel, delegate: DirectedClient, qtbot: QtBot) -> None:
    search(page, qtbot)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    count(page, qtbot, HAIR)
    assert delegate.counted[0].search.filters == {}
    page.facets.ask([HAIR])
    assert len(delegate.counted) == 1, "once for one result"


def test_another_search_takes_counts_back_and_their_answer_is_dropped(
    page: PageModel, delegate: DirectedClient, qtbot: QtBot
) -> None:
    search(page, qtbot)
    gate, ended = threading.Event(), threading.Event()

    def late(request: FacetsRequest) -> FacetsAnswer:
        gate.wait(10)
        try:
            return delegate.real(request)
        finally:
            ended.set()

    delegate.counts = [late]
    page.facets.ask([HAIR])
    qtbot.waitUntil(lambda: len(delegate.counted) == 1)
    page.criteria.set_query("nobodyiscalledthis")
    search(page, qtbot)
    gate.set()
    assert ended.wait(10)
    qtbot.waitUntil(lambda: delegate.cancelled == [delegate.counted[0].search.request_id])
    count(page, qtbot, HAIR)
    assert told(page, HAIR, "BRO") == "0"


def test_counts_of_before_go_with_a_slow_search_or_its_end(
    page: PageModel, delegate: DirectedClient, qtbot: QtBot
) -> None:
    search(page, qtbot)
    count(page, qtbot, HAIR)
    gate = delegate.hold_next()
    page.criteria.set_draft(HAIR, {"values": ["BLK"]})
    assert page.criteria.apply()
    page.search.start()
    assert page.facets.counts(HAIR), "nothing new before 200 ms"
    qtbot.waitUntil(lambda: page.search.status.slow)
    assert page.facets.counts(HAIR) is None
    page.search.cancel()
    page.facets.ask([HAIR])
    gate.set()
    assert len(delegate.counted) == 1, "the rows of before stand beside other criteria"


@pytest.mark.parametrize("error", [Unavailable("x"), VizDeskError("x")])
def test_a_failure_shows_no_counts_and_is_not_repeated(
    error: VizDeskError, page: PageModel, delegate: DirectedClient, qtbot: QtBot
) -> None:
    search(page, qtbot)
    headline = page.search.status.headline

    def fail(_request: FacetsRequest) -> FacetsAnswer:
        raise error

    delegate.counts = [fail]
    page.facets.ask([HAIR])
    count(page, qtbot, EYES)
    page.facets.ask([HAIR])
    assert page.facets.counts(HAIR) is None
    assert len(delegate.counted) == 2
    assert page.search.status.headline == headline


def test_switched_off_counts_are_not_asked_for_until_they_are_on(
    page: PageModel, delegate: DirectedClient, qtbot: QtBot
) -> None:
    search(page, qtbot)

    def off(_request: FacetsRequest) -> FacetsAnswer:
        raise FacetsOff("x")

    count(page, qtbot, EYES)
    delegate.counts = [off]
    page.facets.ask([HAIR])
    qtbot.waitUntil(lambda: page.facets.counts(EYES) is None)
    page.facets.ask([HAIR, EYES])
    assert len(delegate.counted) == 2
    with qtbot.waitSignal(page.facets.awaited):
        page.facets.allow(True)
    count(page, qtbot, HAIR)
    page.facets.allow(False)
    assert page.facets.counts(HAIR) is None


def test_the_gateways_own_switch(
    page: PageModel, services: Services, gateway: RunningGateway, delegate: DirectedClient, qtbot: QtBot
) -> None:
    with GatewayClient(gateway.url, gateway.token) as operator:
        operator.change_operations({"facets": "off"})
        assert operator.me().counts is False
        search(page, qtbot)
        page.facets.ask([HAIR])
        assert page.search.status.phase is Phase.DONE
        qtbot.waitUntil(lambda: len(delegate.counted) == 1)
        assert services.pool.waitForDone(10_000)
        operator.change_operations({"facets": None})
        qtbot.waitUntil(lambda: not page.facets.is_allowed)
        assert operator.me().counts is True
