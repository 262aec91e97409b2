"""What principals with other roles see of a layout and its records, through the real gateway."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from tests.helpers.gateway import running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish

HAIR, DOB, HEIGHT = (f"harbor:people.{name}" for name in ("hair", "dob", "height"))
DETECTIVES = {"policy": {"roles": ["detective"]}}


def restricted() -> dict[str, Any]:
    """Nobody but detectives sees hair, dates of birth, and the page of cases; of height they alone have the column."""
    document = json.loads(json.dumps(people_document()))
    page = document["pages"][0]
    for one in page["filters"]:
        if one["id"] in (HAIR, DOB):
            one |= DETECTIVES
    for one in page["columns"]:
        if one["field"] in ("dob", "height"):
            one |= DETECTIVES
    page["sort"] = [{"field": "dob"}, {"field": "surname"}]
    page["record"] = {"title": ["dob", "surname"]}
    cases = page | {"id": "cases", "filters": [], "sort": [], "record": {}} | DETECTIVES
    return document | {"pages": [page, cases]}


class Clients(NamedTuple):
    ana: httpx.Client
    dee: httpx.Client
    ben: httpx.Client


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[Clients]:
    folder = tmp_path_factory.mktemp("roles")
    users = {"ana": ["searcher"], "dee": ["searcher", "detective"], "ben": ["searcher", "admin"]}
    entries = [
        {"tokenSha256": hashlib.sha256(user.encode()).hexdigest(), "user": user, "agency": "harbor", "roles": roles}
        for user, roles in users.items()
    ]
    (folder / "principals.json").write_text(json.dumps(entries))
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        publish(folder / "data", "harbor", "people", PEOPLE_FIELDS, people(20), people_document())
        publish(folder / "data", "harbor", "cases", PEOPLE_FIELDS, people(2), None)
        running = stack.enter_context(running_gateway(folder / "data", "--principals", str(folder / "principals.json")))
        made = Clients(*(stack.enter_context(running.client(user)) for user in users))
        stored = made.ben.put("/layouts/harbor", content=json.dumps(restricted()), headers={"If-Match": '"1"'})
        assert stored.json() == {"agency": "harbor", "version": 2}, stored.text
        yield made


def search(client: httpx.Client, filters: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
    return client.post("/search", json={"type": "people", "query": "", "filters": filters or {}} | more)


def test_a_layout_holds_what_its_reader_may_see(clients: Clients) -> None:
    document = clients.ana.get("/layouts/harbor").json()
    (page,) = document["pages"]
    assert {HAIR, DOB}.isdisjoint(one["id"] for one in page["filters"])
    assert [one["field"] for one in page["columns"]] == ["surname"]
    assert (page["sort"], page["record"]["title"]) == ([{"field": "surname"}], ["surname"])
    for client in (clients.dee, clients.ben):  # an admin decides who sees what, and sees it
        assert client.get("/layouts/harbor").json()["pages"] == restricted()["pages"]


def test_nobody_is_told_of_the_records_of_a_page_that_is_hidden(clients: Clients) -> None:
    told = {user: set(client.get("/me").json()["agencies"][0]["records"]) for user, client in clients._asdict().items()}
    assert told == {"ana": {"people"}, "dee": {"people", "cases"}, "ben": {"people", "cases"}}


def test_the_tag_tells_what_is_seen(clients: Clients) -> None:
    tags = {user: client.get("/layouts/harbor").headers["etag"] for user, client in clients._asdict().items()}
    assert tags["dee"] == tags["ben"] == '"2"'
    assert tags["ana"].startswith('"2-')
    for client, tag, status in (
        (clients.ana, tags["ana"], 304),
        (clients.ana, tags["dee"], 200),
        (clients.dee, tags["ana"], 200),
    ):
        assert client.get("/layouts/harbor", headers={"If-None-Match": tag}).status_code == status


def test_hits_lack_hidden_fields(clients: Clients) -> None:
    fields = set(search(clients.ana).json()["hits"][0]["fields"])
    assert {"hair", "dob"}.isdisjoint(fields)
    assert {"surname", "height"} <= fields  # height has a filter that everybody may use
    assert {"hair", "dob"} <= set(search(clients.dee).json()["hits"][0]["fields"])


@pytest.mark.parametrize("layout", ["harbor", "harbor@1", "harbor@2"])
def test_hidden_fields_are_neither_asked_nor_counted_nor_sorted_by(clients: Clients, layout: str) -> None:
    asked: dict[str, Any] = {"type": "people", "query": "", "filters": {}, "layout": layout}
    refusals = [
        ("/search", {"filters": {HAIR: ["BRO"]}}),
        ("/search", {"filters": {"$any": [{HAIR: ["BRO"]}, {HEIGHT: 180}]}}),
        ("/search", {"sort": [{"field": "dob", "direction": "asc"}]}),
        ("/facets", {"facets": [{"filter": HAIR}]}),
    ]
    for path, more in refusals:
        answer = clients.ana.post(path, json=asked | more)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:vizdesk:problem:not-allowed"), answer.text
        assert clients.dee.post(path, json=asked | more).status_code == 200
    assert {"hair", "dob"}.isdisjoint(clients.ana.post("/search", json=asked).json()["hits"][0]["fields"])


def test_a_hidden_page_is_not_there(clients: Clients) -> None:
    assert search(clients.ana, type="cases").json()["title"] == "The layout has no such page."
    assert search(clients.dee, type="cases").json()["total"]["value"] == 2
