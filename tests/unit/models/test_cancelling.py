"""Taking a search back from the window's side ends it in the engine."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page, published_layout
from tests.helpers.slow_gateway import slow_gateway, slow_query
from vizdesk.domain.errors import Cancelled, VizDeskError
from vizdesk.domain.search import SearchAnswer, SearchRequest
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient

END_SECONDS = 2.0
"""For telling the gateway, and for its engine to end; the search would take longer."""


class Watched:
    """A client that tells how its searches ended."""

    def __init__(self, client: GatewayClient) -> None:
        self._client = client
        self.asked: list[SearchRequest] = []
        self.failures: list[VizDeskError] = []
        self.ended = threading.Event()

    def search(self, request: SearchRequest) -> SearchAnswer:
        self.asked.append(request)
        try:
            return self._client.search(request)
        except VizDeskError as error:
            self.failures.append(error)
            raise
        finally:
            self.ended.set()

    def cancel_search(self, request_id: str) -> bool:
        return self._client.cancel_search(request_id)


def test_cancel_reaches_the_engine(services: Services, key_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    data = tmp_path / "slow"
    with slow_gateway(data, key_file) as gateway, GatewayClient(gateway.url, gateway.token) as client:
        watched: Any = Watched(client)
        services.link.connected(watched)
        page = PageModel(people_page(), published_layout(), services, services.pool)
        page.restore({}, None)
        page.criteria.set_query(slow_query())
        assert page.criteria.apply()
        page.search.start()
        qtbot.waitUntil(lambda: page.search.status.slow)
        page.search.cancel()
        assert page.search.status.phase is Phase.CANCELLED
        assert not watched.ended.is_set(), "the window does not wait for the engine's end"
        assert watched.ended.wait(END_SECONDS)
        assert [type(error) for error in watched.failures] == [Cancelled], (
            "the gateway answered 499: its engine stopped"
        )
        assert client.cancel_search(watched.asked[0].request_id) is False, "nothing of it runs any more"
        services.link.lost()
