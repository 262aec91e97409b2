"""`POST /export` from a real gateway: all records in order, for those who may, and never a part taken for the whole."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.people_gateway import people_gateway
from tests.helpers.records import PEOPLE_FIELDS, people, publish
from vizdesk.domain.exports import ExportRequest, export_request_from_wire
from vizdesk.domain.search import SearchRequest
from vizdesk.gateway.engine.pieces import PIECE

COUNT = 500
MANY = 30 * PIECE
SECONDS = 20.0


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[httpx.Client]:
    data = tmp_path_factory.mktemp("exports") / "data"
    with people_gateway(data, key_file, COUNT) as running, running.client() as made:
        yield made


def body(**parts: Any) -> dict[str, Any]:
    return {"type": "people", "query": "", "filters": {}, **parts}


def lines(answer: httpx.Response) -> list[Any]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_an_export_holds_what_paging_shows_in_the_same_order(client: httpx.Client) -> None:
    asked = body(filters={"harbor:people.eyes": "blue"}, sort=[{"field": "height", "direction": "desc"}])
    head, *rows, end = lines(client.post("/export", json=asked | {"requestId": "e"}))
    assert head["columns"] == [
        {"field": "surname", "kind": "text", "precision": None},
        {"field": "dob", "kind": "date", "precision": "day"},
        {"field": "height", "kind": "number", "precision": None},
    ]
    assert head["total"] == {"value": 250, "relation": "exact"}
    assert head["echo"] == export_request_from_wire(asked | {"requestId": "e"}).echo()
    hits = client.post("/search", json=asked | {"page": {"size": 500}}).json()["hits"]
    assert rows == [[hit["fields"][name] for name in ("surname", "dob", "height")] for hit in hits]
    assert end == {"end": {"rows": 250}}


def test_columns_and_records_can_be_chosen(client: httpx.Client) -> None:
    _, *rows, end = lines(client.post("/export", json=body(columns=["dob"], ids=["3", "1", "999999", "x"])))
    assert rows == [[people(3)[2]["dob"]], [people(3)[0]["dob"]]]  # the first has no surname
    assert end == {"end": {"rows": 2}}
    head, end = lines(client.post("/export", json=body(ids=[])))
    assert (head["total"]["value"], end) == (0, {"end": {"rows": 0}})


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({"columns": ["nope"]}, 400),
        ({"columns": ["eyes"]}, 400),  # not among the page's columns
        ({"columns": ["dob", "dob"]}, 400),
        ({"columns": "dob"}, 400),
        ({"columns": [1]}, 400),
        ({"ids": [1]}, 400),
        ({"ids": ["1"] * 50_001}, 400),
        ({"page": {"size": 5}}, 400),
        ({"query": "---"}, 400),
        ({"sort": [{"field": "nope"}]}, 400),
        ({"filters": {"harbor:people.nope": 1}}, 400),
        ({"type": "boats"}, 404),
        ({"layout": "other"}, 404),
    ],
)
def test_refusals_are_problem_documents(client: httpx.Client, parts: dict[str, Any], status: int) -> None:
    answer = client.post("/export", json=body(**parts))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_only_exporters_export_and_only_columns_they_may_see(tmp_path: Path) -> None:
    data = tmp_path / "data"
    document = people_document()
    dob = next(one for one in document["pages"][0]["filters"] if one["id"] == "harbor:people.dob")
    column = next(one for one in document["pages"][0]["columns"] if one["field"] == "dob")
    dob["policy"] = column["policy"] = {"roles": ["admin"]}
    publish(data, "harbor", "people", PEOPLE_FIELDS, people(10), document)
    roles = {"searching": ["searcher"], "exporting": ["searcher", "exporter"], "all": ["searcher", "exporter", "admin"]}
    known = [
        {"tokenSha256": hashlib.sha256(name.encode()).hexdigest(), "user": name, "agency": "harbor", "roles": has}
        for name, has in roles.items()
    ]
    (data / "principals.json").write_text(json.dumps(known), encoding="utf-8")
    with running_gateway(data) as running:
        with running.client("searching") as one:
            answer = one.post("/export", json=body())
            assert answer.status_code == 403
            assert "exporter" in answer.json()["title"]
        with running.client("exporting") as one:
            head, *rows, _ = lines(one.post("/export", json=body()))
            assert [column["field"] for column in head["columns"]] == ["surname", "height"]
            assert len(rows) == 10
            assert one.post("/export", json=body(columns=["dob"])).status_code == 403
        with running.client("all") as one:
            assert len(lines(one.post("/export", json=body(columns=["dob"])))) == 12


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    data = tmp_path_factory.mktemp("large") / "data"
    with people_gateway(data, key_file, MANY) as running:
        yield running


def wait_until_idle(client: httpx.Client, request_id: str) -> None:
    """Until the gateway runs no request of that id."""
    deadline = time.monotonic() + SECONDS
    while client.post("/search/cancel", json={"requestId": request_id}).json()["cancelled"]:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_cancelled_export_says_so_and_has_no_end(large: RunningGateway) -> None:
    with large.client() as client, client.stream("POST", "/export", json=body(requestId="c")) as answer:
        pieces = answer.iter_raw()
        begun = next(pieces)
        with large.client() as other:
            assert other.post("/search/cancel", json={"requestId": "c"}).json() == {"cancelled": True}
        told = (begun + b"".join(pieces)).splitlines()
    assert json.loads(told[-1])["problem"]["type"] == "urn:vizdesk:problem:cancelled"
    assert len(told) < MANY


def test_who_hangs_up_ends_the_export(large: RunningGateway) -> None:
    with large.client() as client:
        with client.stream("POST", "/export", json=body(requestId="h")) as answer:
            next(answer.iter_raw())
        wait_until_idle(client, "h")
        assert client.post("/search", json=body()).status_code == 200


def test_searches_are_answered_while_an_export_waits_for_its_client(large: RunningGateway) -> None:
    with large.client() as client, client.stream("POST", "/export", json=body()) as answer:
        next(answer.iter_raw())
        with large.client() as other:
            assert other.post("/search", json=body(query="zhou")).json()["total"]["value"] > 0


def test_the_gateway_stops_in_the_midst_of_an_export(tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish(data, "harbor", "people", PEOPLE_FIELDS, people(MANY), people_document())
    with (
        running_gateway(data) as running,
        running.client() as client,
        client.stream("POST", "/export", json=body()) as answer,
    ):
        next(answer.iter_raw())
        assert running.stop() == 0


def test_what_is_written_is_read_again() -> None:
    search = SearchRequest("people", "x", layout="harbor@1", request_id="r")
    for request in (ExportRequest(search), ExportRequest(search, ("dob",), ("1", "2")), ExportRequest(search, (), ())):
        assert export_request_from_wire(request.to_wire()) == request
