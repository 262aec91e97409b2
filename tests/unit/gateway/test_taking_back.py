"""A search that nobody waits for any more ends in the engine, not only on the wire."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.helpers.gateway import RunningGateway
from tests.helpers.slow_gateway import ROWS, slow_gateway, slow_query
from vizdesk.gateway.app import SEARCH_THREADS

SLOW: dict[str, Any] = {"type": "people", "query": slow_query(), "filters": {}}


def slow(number: int) -> dict[str, Any]:
    """As slow as `SLOW` at first: its words with marks that do not count, and whose answers nobody keeps yet."""
    return SLOW | {"query": slow_query(number)}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    with slow_gateway(tmp_path_factory.mktemp("many") / "data", key_file) as running:
        yield running


def test_a_cancelled_search_answers_that_it_was_cancelled(gateway: RunningGateway) -> None:
    answers: list[httpx.Response] = []

    def search() -> None:
        with gateway.client() as client:
            answers.append(client.post("/search", json={**SLOW, "requestId": "slow-1"}))

    thread = threading.Thread(target=search)
    thread.start()
    with gateway.client() as client:
        deadline = time.monotonic() + 20
        while not client.post("/search/cancel", json={"requestId": "slow-1"}).json()["cancelled"]:
            assert time.monotonic() < deadline
            assert thread.is_alive()
    thread.join(20)
    assert answers[0].status_code == 499
    assert answers[0].json()["type"] == "urn:vizdesk:problem:cancelled"


def test_a_client_that_hangs_up_frees_its_thread(gateway: RunningGateway) -> None:
    for number in range(12):  # three times as many as there are threads
        with gateway.client() as client, pytest.raises(httpx.ReadTimeout):
            client.post("/search", json={**SLOW, "requestId": f"left-{number}"}, timeout=0.03)
    with gateway.client() as client:
        started = time.monotonic()
        assert client.post("/search", json={**SLOW, "query": ""}).status_code == 200
        assert time.monotonic() - started < 2
        assert all(
            not client.post("/search/cancel", json={"requestId": f"left-{number}"}).json()["cancelled"]
            for number in range(12)
        )


def test_a_slow_search_with_a_budget_is_answered_in_part(gateway: RunningGateway) -> None:
    with gateway.client() as client:
        answer = client.post("/search", json={**slow(0), "budget": {"ms": 100}}).json()
        assert answer["examined"] == {"records": 65_536, "of": ROWS}
        assert (answer["complete"], answer["total"]) == (False, {"value": 65_536, "relation": "atLeast"})


@pytest.fixture
def one_place(gateway: RunningGateway) -> Iterator[RunningGateway]:
    """The gateway while it admits one search of an agency at a time."""
    with gateway.client() as client:
        client.patch("/operations", json={"searchesPerAgency": 1})
        yield gateway
        client.patch("/operations", json={"searchesPerAgency": None})


def test_an_agency_has_so_many_places_and_a_cancelled_search_gives_its_own_back(one_place: RunningGateway) -> None:
    with one_place.client() as client, ThreadPoolExecutor(1) as pool:
        small = {**SLOW, "query": ""}
        searches = (
            pool.submit(client.post, "/search", json={**slow(number), "requestId": "slow-2"}) for number in count(20)
        )
        running = next(searches)
        while client.post("/search", json=small).status_code != 429:
            if running.done():  # the small search came first and had the place
                running = next(searches)
        refused = client.post("/search", json=small)
        assert refused.json()["title"] == "Many searches are running for your agency."
        assert int(refused.headers["Retry-After"]) > 0
        facets = {**small, "facets": [{"filter": "harbor:people.hair"}]}
        assert client.post("/facets", json=facets).status_code == 200
        assert client.post("/search/cancel", json={"requestId": "slow-2"}).json()["cancelled"]
        assert running.result(20).status_code == 499
        assert client.post("/search", json=small).status_code == 200


def test_a_search_that_waits_for_a_thread_can_be_taken_back(gateway: RunningGateway) -> None:
    with gateway.client() as client, ThreadPoolExecutor(SEARCH_THREADS + 1) as pool:
        running = [
            pool.submit(client.post, "/search", json={**slow(2 + number), "requestId": f"busy-{number}"})
            for number in range(SEARCH_THREADS)
        ]
        cancel = partial(client.post, "/search/cancel")
        waiting = pool.submit(client.post, "/search", json={**slow(2 + SEARCH_THREADS), "requestId": "waiting"})
        wait_until(lambda: cancel(json={"requestId": "waiting"}).json()["cancelled"])
        assert waiting.result(20).status_code == 499
        for number, one in enumerate(running):
            cancel(json={"requestId": f"busy-{number}"})
            assert one.result(20).status_code in (200, 499)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline


def test_a_gateway_stops_while_a_search_runs(gateway: RunningGateway) -> None:
    address = urlsplit(gateway.url)
    assert address.hostname is not None
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    connection.request("POST", "/search", json.dumps(SLOW), {"Authorization": f"Bearer {gateway.token}"})
    with gateway.client() as client:
        assert client.get("/healthz").status_code == 200  # asked after the search, so that one was read before
    started = time.monotonic()
    assert gateway.stop() == 0
    assert time.monotonic() - started < 5
    assert connection.getresponse().status in (200, 499)
    connection.close()
