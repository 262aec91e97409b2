"""What the gateway measures of itself: all of it real, none of it personal, none of it dear."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.people_gateway import put_people
from vizdesk.gateway.metrics import MOST_PAGES, Metrics

DOCS = Path(__file__).parents[3] / "docs"
TYPED = "Quimbyfield"
BODY: dict[str, Any] = {
    "type": "people",
    "query": TYPED,
    "filters": {"harbor:people.hair": ["BRO", "BLK"]},
    "requestId": "5e4c9d1b-typed",
}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    data = tmp_path_factory.mktemp("metrics") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        put_people(data, 120)
        principals = data.parent / "principals.json"
        who = [("sam", ["searcher"]), ("prometheus", ["monitor"])]
        entries = [
            {"tokenSha256": hashlib.sha256(name.encode()).hexdigest(), "user": name, "agency": "harbor", "roles": roles}
            for name, roles in who
        ]
        principals.write_text(json.dumps(entries), encoding="utf-8")
        with running_gateway(data, "--principals", str(principals)) as running:
            yield running


def told(gateway: RunningGateway) -> str:
    with gateway.client("prometheus") as client:
        answer = client.get("/metrics").raise_for_status()
    assert answer.headers["Content-Type"].startswith("text/plain")
    return answer.text


def values(text: str, name: str) -> dict[tuple[str, ...], float]:
    """The samples of a metric by the values of their labels, which are in alphabetical order."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {tuple(one.labels.values()): one.value for one in samples if one.name == name}


def test_searches_are_counted_by_route_page_and_phase(gateway: RunningGateway) -> None:
    before = values(told(gateway), "vizdesk_requests_total")
    with gateway.client("sam") as client:
        client.post("/search", json=BODY).raise_for_status()
        client.post("/facets", json=BODY | {"facets": [{"filter": "harbor:people.hair"}]}).raise_for_status()
        assert client.post("/search", json=BODY | {"type": "people/../me"}).status_code == 404
        assert client.get(f"/{TYPED}").status_code == 404
    with gateway.client() as client:
        client.patch("/operations", json={"searchRecords": 70}).raise_for_status()
        assert not client.post("/search", json=BODY | {"query": "", "filters": {}}).json()["complete"]
        client.patch("/operations", json={"searchRecords": None}).raise_for_status()
    text = told(gateway)
    after = values(text, "vizdesk_requests_total")

    assert after["POST", "2xx", "/search"] == before.get(("POST", "2xx", "/search"), 0) + 2
    assert after["POST", "4xx", "/search"] == 1
    assert after["GET", "4xx", "other"] == 1
    phases = values(text, "vizdesk_phase_seconds_count")
    assert {key[:2] for key in phases} == {("search", "people"), ("facets", "people")}
    assert {key[2] for key in phases} == {"queue", "engine", "encode"}
    assert values(text, "vizdesk_partial_answers_total") == {("search", "people"): 1}
    assert values(text, "vizdesk_running")["search",] == 0


def test_nothing_of_what_was_typed_is_told(gateway: RunningGateway) -> None:
    with gateway.client("sam") as client:
        client.post("/search", json=BODY).raise_for_status()
        client.get(f"/layouts/{TYPED}", params={"q": TYPED})
        client.request(TYPED.upper(), "/search")
        client.post("/search/cancel", json={"requestId": TYPED})
        client.post("/search", json=BODY | {"type": TYPED, "filters": {TYPED: TYPED}})
    with gateway.client(TYPED) as client:
        assert client.get("/me").status_code == 401
    text = told(gateway).lower()
    for word in (TYPED, "5e4c9d1b", "bro", "sam", "harbor", gateway.token, "127.0.0.1", str(gateway.data)):
        assert word.lower() not in text


def test_only_who_may_monitor_reads_it(gateway: RunningGateway) -> None:
    with gateway.client("sam") as client:
        assert client.get("/metrics").status_code == 403
    with gateway.client("nobody") as client:
        assert client.get("/metrics").status_code == 401


def test_pages_are_a_closed_set() -> None:
    metrics = Metrics()
    for number in range(MOST_PAGES + 10):
        metrics.answered("search", f"page_{number}", [("engine", 0.1)], partial=False)
    counts = values(metrics.exposition()[0].decode(), "vizdesk_phase_seconds_count")
    assert len(counts) == MOST_PAGES + 1
    assert counts["search", "other", "engine"] == 10


def test_counting_costs_less_than_a_hundredth_of_a_quick_search() -> None:
    metrics = Metrics()
    phases = [("queue", 0.0001), ("engine", 0.005), ("encode", 0.001)]
    times = []
    for _ in range(20):
        started = time.thread_time()
        for _ in range(100):
            with metrics.running("search"):
                metrics.answered("search", "people", phases, partial=False)
            metrics.requested("/search", "POST", "2xx", 0.006)
        times.append((time.thread_time() - started) / 100)
    assert min(times) < 0.01 * 0.006


def rules() -> list[dict[str, Any]]:
    document = yaml.safe_load((DOCS / "alerts.yml").read_text(encoding="utf-8"))
    return [rule for group in document["groups"] for rule in group["rules"]]


def test_alerts_and_queries_ask_for_what_there_is() -> None:
    metrics = Metrics()
    families = list(text_string_to_metric_families(metrics.exposition()[0].decode()))
    names = {f"{one.name}_total" if one.type == "counter" else one.name for one in families}
    names |= {f"{one.name}_{end}" for one in families if one.type == "histogram" for end in ("bucket", "count", "sum")}
    guide = (DOCS / "operating.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"\bvizdesk_[a-z_]+", guide + "".join(rule["expr"] for rule in rules())))
    assert asked <= names
    assert {name for name in names if not name.endswith(("_bucket", "_count", "_sum"))} <= asked
    for rule in rules():
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"] and rule["annotations"]["action"]
