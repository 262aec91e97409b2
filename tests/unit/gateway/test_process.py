"""The gateway as a process: what it answers over HTTP, who owns the folder, when it ends."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from tests.helpers.gateway import RunningGateway, running_gateway, spawn_gateway, wait_for_lock
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish
from vizdesk.domain.filled import Filled, filled_again
from vizdesk.domain.search import SearchRequest, answer_from_wire, request_from_wire

T = TypeVar("T")
COUNT = 120
NO_KEY = {"VIZDESK_KEY_FILE": "", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
EVERYWHERE = "0.0.0.0"  # noqa: S104  # it must be refused


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    publish(folder, "harbor", "people", PEOPLE_FIELDS, people(COUNT), people_document())
    return folder


@pytest.fixture
def gateway(data: Path) -> Iterator[RunningGateway]:
    with running_gateway(data) as running:
        yield running


@pytest.fixture
def client(gateway: RunningGateway) -> Iterator[httpx.Client]:
    with gateway.client() as made:
        yield made


@pytest.fixture(scope="module")
def shared_client(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[httpx.Client]:
    """A client of a gateway that all tests of this module use, for those that leave no trace in it."""
    folder = tmp_path_factory.mktemp("shared") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        publish(folder, "harbor", "people", PEOPLE_FIELDS, people(COUNT), people_document())
        with running_gateway(folder) as running, running.client() as made:
            yield made


def body(**parts: Any) -> dict[str, Any]:
    return {"type": "people", "query": "", "filters": {}, **parts}


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["type"] == f"urn:vizdesk:problem:{code}"
    assert problem["status"] == status
    assert problem["title"]
    return problem


def test_a_search_answers_with_typed_fields_total_and_echo(shared_client: httpx.Client) -> None:
    wire = body(
        query="brien*",
        filters={
            "harbor:people.eyes": "blue",
            "harbor:people.dob": {"op": "between", "from": "1960-01-01", "to": None},
        },
        sort=[{"field": "height", "direction": "desc"}],
        page={"size": 5, "after": None},
        layout="harbor@1",
        requestId="r-1",
    )
    got = shared_client.post("/search", json=wire)
    assert got.status_code == 200, got.text
    answer = answer_from_wire(got.json(), request_from_wire(wire))
    assert 0 < len(answer.hits) <= 5
    assert all(hit.fields["surname"] == "O'Brien" and hit.fields["eyes"] == "blue" for hit in answer.hits)
    assert all(isinstance(hit.fields["armed"], bool | None) and hit.raw["dob"] for hit in answer.hits)
    assert answer.complete


def test_paging_over_http_shows_every_record_once(shared_client: httpx.Client) -> None:
    request = SearchRequest("people", size=17, request_id="p")
    shown: list[str] = []
    cursor = None
    while True:
        wire = request.to_wire() | {"page": {"size": 17, "after": cursor}}
        answer = answer_from_wire(shared_client.post("/search", json=wire).json(), request_from_wire(wire))
        shown += [hit.id for hit in answer.hits]
        assert answer.total.value == COUNT
        cursor = answer.next
        if cursor is None:
            break
    assert sorted(shown, key=int) == [str(number) for number in range(1, COUNT + 1)]


def test_a_cursor_of_another_search_or_layout_version_has_expired(shared_client: httpx.Client) -> None:
    cursor = shared_client.post("/search", json=body(page={"size": 5})).json()["next"]
    assert shared_client.post("/search", json=body(page={"size": 7, "after": cursor})).status_code == 200
    for other in (body(query="quimby"), body(sort=[{"field": "dob"}])):
        answer = shared_client.post("/search", json=other | {"page": {"size": 5, "after": cursor}})
        assert_problem(answer, 410, "cursor-expired")
    assert_problem(shared_client.post("/search", json=body(page={"after": "AAAA"})), 410, "cursor-expired")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "bad-request"),
        (b"{", 400, "bad-request"),
        (b"\xff\xfe", 400, "bad-request"),
        (b"[" * 100_000, 400, "bad-request"),
        (b'{"type": "people", "query": "", "filters": {}, "page": {"size": NaN}}', 400, "bad-request"),
        (b'{"type": "people", "query": "\\ud800", "filters": {}}', 400, "bad-request"),
        (b'{"type": "people", "query": "x", "filters": {}, "x": 1}', 400, "bad-request"),
        (b'{"type": "people", "query": "---", "filters": {}}', 400, "bad-request"),
        (b'{"type": "people", "query": "", "filters": {"harbor:people.nope": 1}}', 400, "bad-request"),
        (b'{"type": "people", "query": "", "filters": {}, "sort": [{"field": "nope"}]}', 400, "bad-request"),
        (b'{"type": "people", "query": "", "filters": {}, "layout": "harbor@x"}', 400, "bad-request"),
        (b'{"type": "people", "query": "", "filters": {}, "layout": "harbor@9"}', 404, "not-found"),
        (b'{"type": "people", "query": "", "filters": {}, "layout": "other"}', 404, "not-found"),
        (b'{"type": "boats", "query": "", "filters": {}}', 404, "not-found"),
        (b'{"type": "people", "query": "' + b"x" * (2 * 1024 * 1024) + b'", "filters": {}}', 400, "bad-request"),
    ],
)
def test_every_refusal_is_a_problem_document(
    shared_client: httpx.Client, content: bytes, status: int, code: str
) -> None:
    problem = assert_problem(shared_client.post("/search", content=content), status, code)
    assert set(problem) - {"filled"} == {"type", "title", "detail", "status"}
    for name, parts in problem.get("filled", {}).items():
        assert isinstance(filled_again(problem[name], parts), Filled), "it is what the window can say in its language"


def test_unknown_calls_are_problem_documents_too(shared_client: httpx.Client) -> None:
    assert_problem(shared_client.get("/nowhere"), 404, "not-found")
    assert_problem(shared_client.get("/search"), 405, "bad-request")
    assert_problem(shared_client.post("/search/cancel", json={}), 400, "bad-request")
    assert shared_client.post("/search/cancel", json={"requestId": "none"}).json() == {"cancelled": False}


def test_calls_without_a_known_token_are_refused(gateway: RunningGateway) -> None:
    with httpx.Client(base_url=gateway.url, trust_env=False) as stranger:
        assert_problem(stranger.post("/search", json=body()), 401, "not-signed-in")
        assert_problem(stranger.get("/me", headers={"Authorization": "Bearer x"}), 401, "not-signed-in")
        assert_problem(stranger.get("/me", headers={"Authorization": f"Basic {gateway.token}"}), 401, "not-signed-in")
        assert stranger.get("/healthz").json() == {"status": "ok"}
        assert stranger.get("/readyz").json() == {"status": "ready"}
        assert stranger.get("/version").json()["contract"] == 1
        assert stranger.get("/openapi.json").json()["openapi"] == "3.1.0"


def test_me_and_the_layout_with_its_etag(shared_client: httpx.Client) -> None:
    me = shared_client.get("/me").json()
    assert set(me["agencies"][0]["records"]) == {"people"}
    assert me == {
        "user": "local",
        "agencies": [{"id": "harbor", "version": 1, "records": me["agencies"][0]["records"]}],
        "roles": ["admin", "exporter", "importer", "monitor", "operator", "searcher", "uploader"],
        "memoryOnly": False,
        "notice": "",
        "facets": "on",
    }
    got = shared_client.get("/layouts/harbor")
    assert got.headers["etag"] == '"1"'
    assert got.json()["version"] == 1
    assert shared_client.get("/layouts/harbor", headers={"If-None-Match": '"1"'}).status_code == 304
    assert shared_client.get("/layouts/harbor", headers={"If-None-Match": '"2"'}).status_code == 200
    assert_problem(shared_client.get("/layouts/bay"), 404, "not-found")


def test_principals_see_their_agency_with_their_roles(data: Path, tmp_path: Path) -> None:
    def entry(token: str, agency: str, *roles: str) -> dict[str, Any]:
        digest = hashlib.sha256(token.encode()).hexdigest()
        return {"tokenSha256": digest, "user": token, "agency": agency, "roles": list(roles)}

    file = tmp_path / "principals.json"
    file.write_text(json.dumps([entry("ana", "harbor", "searcher"), entry("ben", "bay", "searcher", "admin")]))
    with running_gateway(data, "--principals", str(file), variables={"VIZDESK_TOKEN": "the-local-one"}) as running:
        assert running.token == "the-local-one"
        with running.client("ana") as ana, running.client("ben") as ben, running.client() as local:
            assert ana.post("/search", json=body()).status_code == 200
            assert_problem(ana.get("/layouts/harbor/history"), 403, "not-allowed")
            assert_problem(ben.post("/search", json=body(layout="harbor")), 404, "not-found")
            assert_problem(ben.get("/layouts/harbor"), 404, "not-found")
            assert ben.get("/me").json()["agencies"] == []
            assert local.get("/me").json()["user"] == "local"
            cursor = ana.post("/search", json=body(page={"size": 5})).json()["next"]
            answer = local.post("/search", json=body(page={"size": 5, "after": cursor}))
            assert_problem(answer, 410, "cursor-expired")


def test_the_folder_and_its_lock_are_the_users_alone(gateway: RunningGateway) -> None:
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in [gateway.data, *gateway.data.iterdir()]}
    assert modes["data"] == 0o700
    assert modes["gateway.lock"] == 0o600
    lock = json.loads((gateway.data / "gateway.lock").read_text())
    assert set(lock) == {"pid", "url", "token", "program"}
    assert gateway.url.startswith("http://127.0.0.1:")


def test_stopping_takes_the_lock_back_even_while_a_lease_is_open(gateway: RunningGateway) -> None:
    with gateway.client() as client, client.stream("GET", "/lease") as lease:
        beats = lease.iter_raw()
        assert next(beats) == b"\n"
        assert gateway.stop() == 0
    assert not (gateway.data / "gateway.lock").exists()


def test_a_second_gateway_on_the_folder_refuses(gateway: RunningGateway) -> None:
    second = spawn_gateway(gateway.data)
    _, told = second.communicate(timeout=20)
    assert second.returncode == 1
    assert told.startswith("vizdesk: Another gateway runs on this data folder.")
    with gateway.client() as client:
        assert client.get("/me").status_code == 200


def test_after_a_kill_the_folder_serves_again(data: Path) -> None:
    with running_gateway(data) as first:
        first.kill()
        stale = json.loads((data / "gateway.lock").read_text())
    (data / "records" / "harbor.people.deadbeef.db").write_bytes(b"half an import")
    with running_gateway(data) as second, second.client() as client:
        assert json.loads((data / "gateway.lock").read_text())["pid"] != stale["pid"]
        assert client.post("/search", json=body()).json()["total"]["value"] == COUNT
        assert not (data / "records" / "harbor.people.deadbeef.db").exists()


def test_an_embedded_gateway_ends_after_its_last_lease(data: Path) -> None:
    with running_gateway(data, "--embedded") as running:
        with running.client() as client, client.stream("GET", "/lease") as lease:
            beats = lease.iter_raw()  # held: a dropped iterator closes the response
            assert next(beats) == b"\n"
            with pytest.raises(subprocess.TimeoutExpired):
                running.process.wait(4)
        assert running.process.wait(10) == 0
    assert not (data / "gateway.lock").exists()


def test_without_a_key_it_serves_from_memory_and_writes_nothing(tmp_path: Path) -> None:
    with running_gateway(tmp_path / "data", variables=NO_KEY) as running, running.client() as client:
        assert client.get("/me").json()["memoryOnly"] is True
        problem = assert_problem(client.put("/layouts/harbor", json=people_document()), 500, "no-key")
        assert "no key" in problem["title"]
    assert {one.name for one in (tmp_path / "data").iterdir()} == {"gateway.owner"}


@pytest.mark.parametrize("variables", [{}, NO_KEY], ids=["kept", "memory-only"])
def test_the_demo_agency_can_be_searched_soon_after_the_start(tmp_path: Path, variables: dict[str, str]) -> None:
    with running_gateway(tmp_path / "data", "--demo", variables=variables) as running, running.client() as client:
        agency = _until(lambda: client.get("/me").json()["agencies"])[0]["id"]
        for page in client.get(f"/layouts/{agency}").json()["pages"]:
            asked = body(type=page["id"], layout=agency, page={"size": 3})
            _until(lambda asked=asked: client.post("/search", json=asked).status_code == 200)
            first = client.post("/search", json=asked).json()
            assert len(first["hits"]) == 3
            asked["page"] = {"size": 3, "after": first["next"]}
            second = client.post("/search", json=asked).json()
            assert not {hit["id"] for hit in first["hits"]} & {hit["id"] for hit in second["hits"]}


def _until(look: Callable[[], T]) -> T:
    """What `look` gives once it gives something."""
    deadline = time.monotonic() + 20
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def test_another_key_is_told_apart_from_damage(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-key"
    other.write_text("ab" * 32)
    process = spawn_gateway(data, variables={"VIZDESK_KEY_FILE": str(other)})
    _, told = process.communicate(timeout=20)
    assert process.returncode == 1
    assert told.startswith("vizdesk: The key does not belong to this data folder.")


def test_it_listens_elsewhere_only_with_principals(data: Path, tmp_path: Path) -> None:
    process = spawn_gateway(data, "--host", EVERYWHERE)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 1
    assert told.startswith("vizdesk: Without an identity provider")
    file = tmp_path / "principals.json"
    file.write_text("[]")
    with running_gateway(data, "--host", EVERYWHERE, "--principals", str(file)) as running:
        assert running.url.startswith("http://127.0.0.1:")


def test_the_wait_for_a_lock_tells_why_a_gateway_did_not_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    process = spawn_gateway(tmp_path / "file" / "data")
    with pytest.raises(AssertionError, match="ended with"):
        wait_for_lock(tmp_path / "file" / "data", process)
    assert process.stderr is not None
    process.stderr.close()
