"""A running gateway whose operator switches: what desktops see of it, and what they are refused."""

from __future__ import annotations

import hashlib
import json
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.people_gateway import put_people

BODY: dict[str, Any] = {"type": "people", "query": "", "filters": {}}
FACETS = BODY | {"facets": [{"filter": "harbor:people.hair"}]}
SECONDS = 20.0
"""Until a condition must hold on a busy machine."""


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    data = tmp_path_factory.mktemp("operating") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        put_people(data, 120)
        principals = data.parent / "principals.json"
        entry = {"tokenSha256": hashlib.sha256(b"sam").hexdigest(), "user": "sam", "agency": "harbor"}
        principals.write_text(json.dumps([entry | {"roles": ["searcher"]}]), encoding="utf-8")
        with running_gateway(data, "--principals", str(principals)) as running:
            yield running


@pytest.fixture
def client(gateway: RunningGateway) -> Iterator[httpx.Client]:
    with gateway.client() as made:
        yield made
        made.patch("/operations", json=dict.fromkeys(made.get("/operations").json()["inForce"]))


def test_facets_off(client: httpx.Client) -> None:
    assert client.get("/me").json()["facets"] == "on"
    assert client.patch("/operations", json={"facets": "off"}).status_code == 200
    refused = client.post("/facets", json=FACETS)
    assert (refused.status_code, refused.json()["type"]) == (503, "urn:vizdesk:problem:facets-off")
    assert client.get("/me").json()["facets"] == "off"
    assert client.post("/search", json=BODY).status_code == 200
    client.patch("/operations", json={"facets": None})
    assert client.post("/facets", json=FACETS).status_code == 200


def test_smaller_pages_still_page_on(client: httpx.Client) -> None:
    client.patch("/operations", json={"maxPageSize": 50})
    shown, cursor = [], None
    while True:
        answer = client.post("/search", json=BODY | {"page": {"size": 500, "after": cursor}}).json()
        assert len(answer["hits"]) <= 50
        shown += [hit["id"] for hit in answer["hits"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert len(set(shown)) == len(shown) == 120


def test_a_row_budget_makes_answers_partial(client: httpx.Client) -> None:
    client.patch("/operations", json={"searchRecords": 70})
    first = client.post("/search", json=BODY).json()
    assert (first["complete"], first["examined"]) == (False, {"records": 70, "of": 120})
    assert first["total"] == {"value": 70, "relation": "atLeast"}
    client.patch("/operations", json={"searchRecords": None})
    behind = client.post("/search", json=BODY | {"page": {"after": first["next"]}}).json()
    assert (behind["complete"], behind["next"], len(behind["hits"])) == (False, None, 20)
    assert client.post("/search", json=BODY).json()["examined"] is None


def test_facets_of_a_row_budget_are_at_least(client: httpx.Client) -> None:
    client.patch("/operations", json={"searchRecords": 60})
    answer = client.post("/facets", json=FACETS).json()
    assert answer["examined"] == {"records": 60, "of": 120}
    assert answer["facets"]["harbor:people.hair"]["relation"] == "atLeast"
    assert sum(one["count"] for one in answer["facets"]["harbor:people.hair"]["values"]) == 40


@pytest.mark.parametrize("budget", [{"ms": 0}, {"ms": 30_001}, {"ms": "1"}, {"ms": True}, {}, {"ms": 1, "rows": 2}, 5])
def test_a_budget_that_is_none_is_refused(client: httpx.Client, budget: Any) -> None:
    assert client.post("/search", json=BODY | {"budget": budget}).status_code == 400


def test_the_notice_reaches_everybody(client: httpx.Client, gateway: RunningGateway) -> None:
    client.patch("/operations", json={"notice": "Slow until 15:00."})
    with gateway.client("sam") as other:
        assert other.get("/me").json()["notice"] == "Slow until 15:00."


def test_only_operators_see_and_change_switches(gateway: RunningGateway) -> None:
    with gateway.client("sam") as other:
        assert other.get("/operations").status_code == 403
        assert other.patch("/operations", json={"facets": "off"}).status_code == 403


def test_a_wrong_change_is_refused_whole(client: httpx.Client) -> None:
    refused = client.patch("/operations", json={"facets": "off", "pages": 3})
    assert (refused.status_code, refused.json()["title"]) == (400, "There is no switch “pages”.")
    assert client.get("/operations").json()["changed"] == {}


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="only POSIX has SIGHUP")
def test_the_file_is_read_again_on_sighup(client: httpx.Client, gateway: RunningGateway) -> None:
    (gateway.data / "gateway.json").write_text('{"notice": "From the file."}', encoding="utf-8")
    gateway.process.send_signal(signal.SIGHUP)
    wait_until(lambda: client.get("/me").json()["notice"] == "From the file.")
    client.patch("/operations", json={"notice": "Changed."})
    (gateway.data / "gateway.json").unlink()
    gateway.process.send_signal(signal.SIGHUP)
    wait_until(lambda: client.get("/operations").json()["configured"] == {})
    assert client.get("/me").json()["notice"] == "Changed."


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
