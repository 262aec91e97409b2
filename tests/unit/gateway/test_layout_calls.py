"""Layouts over HTTP: stored by version, refused with every fault, checked against the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.helpers.gateway import running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    publish(tmp_path / "data", "harbor", "people", PEOPLE_FIELDS, people(20), people_document())
    with running_gateway(tmp_path / "data") as running, running.client() as made:
        yield made


def put(client: httpx.Client, document: Any, if_match: str | None = '"1"', agency: str = "harbor") -> httpx.Response:
    headers = {"If-Match": if_match} if if_match else {}
    return client.put(f"/layouts/{agency}", content=json.dumps(document), headers=headers)


def pointers(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    faults = answer.json()["faults"]
    assert all(one["sentence"] for one in faults)
    return [one["pointer"] for one in faults]


def test_an_edit_becomes_the_next_version_and_searches_by_it(client: httpx.Client) -> None:
    document = people_document()
    document["pages"][0]["filters"] = document["pages"][0]["filters"][:2]
    stored = put(client, document)
    assert stored.status_code == 200, stored.text
    assert stored.json() == {"agency": "harbor", "version": 2}
    assert stored.headers["etag"] == '"2"'
    assert client.get("/layouts/harbor").json()["version"] == 2
    assert [one["version"] for one in client.get("/layouts/harbor/history").json()["versions"]] == [2, 1]
    assert len(client.get("/layouts/harbor/versions/1").json()["pages"][0]["filters"]) == 7
    asked = {"type": "people", "query": "", "filters": {"harbor:people.armed": True}}
    assert client.post("/search", json=asked).status_code == 400
    assert client.post("/search", json={**asked, "layout": "harbor@1"}).status_code == 200


def test_migrations_start_from_versions_that_were_there(client: httpx.Client) -> None:
    step = {"op": "rename", "from": "harbor:people.hair_color", "id": "harbor:people.hair"}
    early = people_document() | {"migrations": [{"from": 5, "steps": [step]}]}
    assert pointers(put(client, early)) == ["/migrations/0/from"]
    early["migrations"][0]["from"] = 1
    assert put(client, early).json()["version"] == 2


def test_an_edit_of_an_older_version_is_a_conflict(client: httpx.Client) -> None:
    assert put(client, people_document()).status_code == 200
    late = put(client, people_document())
    assert late.status_code == 412
    assert late.json()["type"] == "urn:vizdesk:problem:conflict"
    assert put(client, people_document(), if_match=None).status_code == 400
    assert put(client, people_document(), if_match="*").status_code == 400


def test_a_first_layout_needs_no_version(client: httpx.Client) -> None:
    document = people_document() | {"agency": "bay"}
    for one in document["pages"][0]["filters"]:
        one["id"] = one["id"].replace("harbor:", "bay:")
    assert put(client, document, if_match='"1"', agency="bay").status_code == 412
    assert put(client, document, if_match=None, agency="bay").json() == {"agency": "bay", "version": 1}


def test_fields_must_be_in_the_records_and_of_a_kind_that_fits(client: httpx.Client) -> None:
    document = people_document()
    page = document["pages"][0]
    page["filters"][0]["bind"]["field"] = "nobody"
    page["filters"][4]["bind"]["field"] = "hair"
    page["columns"][2]["field"] = "nothing"
    page["record"] = {}
    page["sort"] = []
    assert pointers(put(client, document)) == [
        "/pages/0/filters/0/bind/field",
        "/pages/0/filters/4/kind",
        "/pages/0/columns/2/field",
    ]


def test_a_page_without_records_is_not_checked_against_any(client: httpx.Client) -> None:
    document = people_document()
    boats = json.loads(json.dumps(document["pages"][0]).replace("harbor:people.", "harbor:boats."))
    document["pages"].append({**boats, "id": "boats"})
    assert put(client, document).status_code == 200
    asked = client.post("/search", json={"type": "boats", "query": "", "filters": {}})
    assert asked.status_code == 404
    assert asked.json()["title"] == "Nothing was imported for this page yet."


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'{"layout": 1, "agency": "\\ud800"}'])
def test_what_is_no_layout_is_refused(client: httpx.Client, content: bytes) -> None:
    answer = client.put("/layouts/harbor", content=content, headers={"If-Match": '"1"'})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_another_agencys_layout_and_one_that_is_too_large_are_refused(client: httpx.Client) -> None:
    document = people_document() | {"agency": "bay"}
    assert "/agency" in pointers(put(client, document))
    answer = client.put("/layouts/harbor", content=b" " * (1024 * 1024 + 1), headers={"If-Match": '"1"'})
    assert answer.status_code == 400


def overlay(*operations: Any, base: str = "harbor@1") -> Any:
    return {"layout": 1, "agency": "bay", "version": 1, "base": base, "overlay": list(operations)}


def test_a_layout_on_a_base_is_kept_as_an_overlay_and_given_whole(client: httpx.Client) -> None:
    document = overlay({"op": "hide", "id": "harbor:people.hair"})
    stored = put(client, document, if_match=None, agency="bay")
    assert stored.json() == {"agency": "bay", "version": 1}, stored.text
    given = client.get("/layouts/bay").json()
    assert (given["agency"], given["base"], len(given["pages"][0]["filters"])) == ("bay", "harbor@1", 6)
    assert client.get("/layouts/bay/versions/1").json() == document
    changed = people_document()
    changed["pages"][0]["filters"] = changed["pages"][0]["filters"][:3]
    step = {"op": "retire", "id": "harbor:people.build", "why": "Nobody fills it in."}
    assert put(client, changed | {"migrations": [{"from": 1, "steps": [step]}]}).status_code == 200
    assert client.get("/layouts/bay").json() == given  # a version of a base never changes
    later = document | {"base": "harbor@2"}
    assert put(client, later, agency="bay").json() == {"agency": "bay", "version": 2}
    assert len(client.get("/layouts/bay").json()["pages"][0]["filters"]) == 2
    assert client.get("/layouts/bay").json()["migrations"] == [{"from": 1, "steps": [step]}]


def test_an_overlay_that_does_not_fit_is_refused_in_its_own_terms(client: httpx.Client) -> None:
    assert pointers(put(client, overlay(base="harbor@2"), if_match=None, agency="bay")) == ["/base"]
    assert pointers(put(client, overlay(base="bay@1"), if_match=None, agency="bay")) == ["/base"]
    unknown = overlay({"op": "hide", "id": "harbor:people.hare"})
    assert pointers(put(client, unknown, if_match=None, agency="bay")) == ["/overlay/0/id"]
    publish_whole = client.get("/layouts/harbor").json() | {"base": "bay@1"}
    assert pointers(put(client, publish_whole)) == ["/base"]
