"""How a running search stands: told to its own user, while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.helpers.sources_gateway import OTHER_TOKEN, SourcesGateway, sources_gateway

SEARCH: dict[str, Any] = {"type": "people", "query": "", "filters": {}, "requestId": "one/of mine"}
STATE = "/search/one%2Fof%20mine"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[SourcesGateway]:
    with sources_gateway(tmp_path_factory.mktemp("sources"), key_file) as made:
        yield made


@pytest.fixture
def client(gateway: SourcesGateway) -> Iterator[httpx.Client]:
    with gateway.running.client() as made:
        yield made
        gateway.let_answer(3)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def told(client: httpx.Client) -> Any:
    answer = client.get(STATE)
    return answer.json()["sources"] if answer.status_code == 200 else answer.json()["type"]


def test_a_running_search_tells_how_many_of_its_sources_have_answered(
    gateway: SourcesGateway, client: httpx.Client
) -> None:
    assert told(client) == "urn:vizdesk:problem:not-found", "it does not run yet"
    with ThreadPoolExecutor(1) as pool, gateway.running.client(OTHER_TOKEN) as other:
        for answered in (0, 2):
            gateway.let_answer(answered)
            if not answered:
                search = pool.submit(client.post, "/search", json=SEARCH)
            wait_until(lambda answered=answered: told(client) == {"answered": answered, "total": 3})
        assert told(other) == "urn:vizdesk:problem:not-found", "it is another user's"
        gateway.let_answer(3)
        assert search.result(20).json()["total"]["value"] == 100
    wait_until(lambda: told(client) == "urn:vizdesk:problem:not-found")


def test_it_tells_so_while_the_searches_before_it_hold_all_threads(
    gateway: SourcesGateway, client: httpx.Client
) -> None:
    gateway.let_answer(1)
    with ThreadPoolExecutor(12) as pool:
        others = [pool.submit(client.post, "/search", json=SEARCH | {"requestId": f"{n}"}) for n in range(11)]
        wait_until(lambda: client.get("/search/0").status_code == 200)
        search = pool.submit(client.post, "/search", json=SEARCH)
        wait_until(lambda: client.get(STATE).status_code == 200)
        assert client.get(STATE).json() == {"sources": {"answered": 0, "total": 1}}, "nobody was asked for it yet"
        gateway.let_answer(3)
        assert all(one.result(20).status_code == 200 for one in [*others, search])
