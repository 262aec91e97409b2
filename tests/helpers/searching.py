"""A page that searches, and a gateway's client that a test directs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page, published_layout
from vizdesk.domain.facets import FacetsAnswer, FacetsRequest
from vizdesk.domain.search import SearchAnswer, SearchRequest, Sources
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient

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


HOLD_SECONDS = 10.0
"""A test that forgets to let a search go on must end nevertheless."""


class DirectedClient:
    """A gateway's client whose next searches and counts do as the test says; everything else is the real one's."""

    def __init__(self, client: GatewayClient) -> None:
        self._client = client
        self.searches: list[Callable[[SearchRequest], SearchAnswer]] = []
        self.counts: list[Callable[[FacetsRequest], FacetsAnswer]] = []
        self.asked: list[SearchRequest] = []
        self.counted: list[FacetsRequest] = []
        self.cancelled: list[str] = []

    def search(self, request: SearchRequest) -> SearchAnswer:
        self.asked.append(request)
        return self.searches.pop(0)(request) if self.searches else self._client.search(request)

    def facets(self, request: FacetsRequest) -> FacetsAnswer:
        self.counted.append(request)
        return self.counts.pop(0)(request) if self.counts else self._client.facets(request)

    def search_sources(self, request_id: str) -> Sources:
        return self._client.search_sources(request_id)

    def cancel_search(self, request_id: str) -> bool:
        self.cancelled.append(request_id)
        return self._client.cancel_search(request_id)

    def hold_next(self) -> threading.Event:
        """Let the next search wait until the event is set, then do as the real one."""
        go_on = threading.Event()

        def wait(request: SearchRequest) -> SearchAnswer:
            go_on.wait(HOLD_SECONDS)
            return self._client.search(request)

        self.searches = [wait]
        return go_on

    def hold_next_answer(self) -> threading.Event:
        """Let the next search be answered, and the answer wait until the event is set: cancelling comes too late."""
        go_on = threading.Event()

        def wait(request: SearchRequest) -> SearchAnswer:
            answer = self._client.search(request)
            go_on.wait(HOLD_SECONDS)
            return answer

        self.searches = [wait]
        return go_on

    def real(self, request: Any) -> Any:
        return self._client.facets(request) if isinstance(request, FacetsRequest) else self._client.search(request)
