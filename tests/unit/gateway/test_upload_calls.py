"""Uploads over the real contract: a gateway process, its signed folder, and the outbox."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from tests.helpers.gateway import RunningGateway, running_gateway
from vizdesk.db.keys import load_key
from vizdesk.domain.parts import composite_etag
from vizdesk.gateway.upload_records import TRANSFERS_NAME, UploadRecords
from vizdesk.resources import resource

PART = 1000
STORAGE = {"VIZDESK_STORAGE": f"folder?partSize={PART}"}


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


class Sender:
    """A client that sends one file by hand."""

    def __init__(self, client: httpx.Client, data: bytes, agency: str = "harbor") -> None:
        self.client = client
        self.parts = [data[at : at + PART] for at in range(0, len(data), PART)] or [b""]
        self.body = {"token": secrets.token_hex(16), "agency": agency, "name": "night.csv", "size": len(data)}
        self.id = str(self.post("/uploads", self.body)["id"])

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        answer = self.client.post(path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def sums(self) -> list[dict[str, Any]]:
        return [
            {"number": number, "size": len(part), "md5": md5(part).hex()} for number, part in enumerate(self.parts, 1)
        ]

    def send(self) -> list[dict[str, Any]]:
        signed = self.post(f"/uploads/{self.id}/parts", {"sign": self.sums()})["signed"]
        for one in signed:
            content = self.parts[one["number"] - 1]
            httpx.put(one["url"], content=content, headers=one["headers"], trust_env=False).raise_for_status()
        return [one | {"etag": one["md5"]} for one in self.sums()]

    def complete(self, confirmed: list[dict[str, Any]], status: int = 200) -> Any:
        return self.post(f"/uploads/{self.id}/complete", {"confirmed": confirmed}, status)


@pytest.fixture
def data(vizdesk_home: Path) -> Path:
    return vizdesk_home / "data"


@pytest.fixture
def gateway(data: Path) -> Iterator[RunningGateway]:
    with running_gateway(data, variables=STORAGE) as running:
        yield running


@pytest.fixture
def client(gateway: RunningGateway) -> Iterator[httpx.Client]:
    with gateway.client() as made:
        yield made


def messages(gateway: RunningGateway) -> list[dict[str, Any]]:
    """What stands in the outbox, once the gateway has ended."""
    gateway.stop()
    with closing(UploadRecords(gateway.data / TRANSFERS_NAME, load_key(gateway.data))) as records:
        found = [body for _, body in records.messages()]
    schema = json.loads(resource("messages.schema.json").read_text(encoding="utf-8"))
    for one in found:
        jsonschema.Draft202012Validator(schema).validate(one)
    return found


def test_a_file_arrives_and_every_part_becomes_one_message(gateway: RunningGateway, client: httpx.Client) -> None:
    content = secrets.token_bytes(2500)
    sender = Sender(client, content)
    confirmed = sender.send()
    sender.post(f"/uploads/{sender.id}/parts", {"confirmed": confirmed[:2]})
    sender.post(f"/uploads/{sender.id}/parts", {"confirmed": confirmed[1:2]})  # said twice, known once
    done = sender.complete(confirmed[2:])
    assert done["state"] == "done"
    assert done["etag"] == composite_etag(md5(one) for one in sender.parts)
    assert (gateway.data / "storage" / "objects" / done["key"] / "data").read_bytes() == content
    assert done["key"].startswith("harbor/")
    assert sender.complete([]) == done  # asked again, answered again
    told = messages(gateway)
    assert [one.get("partNumber") for one in told] == [1, 2, 3, None]
    assert told[-1]["kind"] == "upload.completed"
    assert "night.csv" not in json.dumps(told)
    assert "http" not in json.dumps(told)


def test_the_same_token_gives_the_same_upload(client: httpx.Client) -> None:
    sender = Sender(client, b"x" * 10)
    assert sender.post("/uploads", sender.body)["id"] == sender.id
    sender.post("/uploads", sender.body | {"size": 11}, 409)
    sender.post("/uploads", sender.body | {"name": "other.csv"}, 409)
    assert sender.post("/uploads", sender.body | {"agency": "metro"})["id"] != sender.id


def test_an_empty_file(client: httpx.Client) -> None:
    sender = Sender(client, b"")
    assert sender.complete(sender.send())["etag"] == composite_etag([md5(b"")])


def test_completion_believes_the_storage_and_not_the_client(client: httpx.Client) -> None:
    sender = Sender(client, secrets.token_bytes(2500))
    claimed = [one | {"etag": one["md5"]} for one in sender.sums()]
    assert sender.complete(claimed, 409)["type"] == "urn:vizdesk:problem:parts-missing"
    confirmed = sender.send()
    lie = [confirmed[0] | {"etag": "0" * 32}, *confirmed[1:]]
    assert sender.complete(lie, 409)["type"] == "urn:vizdesk:problem:parts-missing"
    assert sender.complete(confirmed)["state"] == "done"


def test_parts_are_listed_as_the_storage_has_them(client: httpx.Client) -> None:
    sender = Sender(client, secrets.token_bytes(2500))
    assert client.get(f"/uploads/{sender.id}/parts").json() == {"parts": [], "next": None}
    confirmed = sender.send()
    listed = client.get(f"/uploads/{sender.id}/parts?after=1").json()["parts"]
    assert [(one["number"], one["etag"]) for one in listed] == [(one["number"], one["etag"]) for one in confirmed[1:]]


def test_an_aborted_upload_is_gone(gateway: RunningGateway, client: httpx.Client) -> None:
    sender = Sender(client, secrets.token_bytes(2500))
    confirmed = sender.send()
    assert sender.post(f"/uploads/{sender.id}/abort", {})["state"] == "aborted"
    assert sender.post(f"/uploads/{sender.id}/abort", {})["state"] == "aborted"
    sender.complete(confirmed, 410)
    sender.post(f"/uploads/{sender.id}/parts", {"sign": sender.sums()}, 410)
    assert client.get(f"/uploads/{sender.id}/parts").status_code == 410
    assert list((gateway.data / "storage" / "incoming").iterdir()) == []
    assert [one["kind"] for one in messages(gateway)] == ["upload.aborted"]


@pytest.mark.parametrize(
    "part",
    [
        {"number": 4, "size": 1000, "md5": "0" * 32},
        {"number": 1, "size": 999, "md5": "0" * 32},
        {"number": 0, "size": 1000, "md5": "0" * 32},
        {"number": 1, "size": 1000, "md5": "0"},
        {"number": True, "size": 1000, "md5": "0" * 32},
        {"number": 1, "size": 1000, "md5": "0" * 32, "url": "x"},
        [],
    ],
)
def test_parts_that_are_none_are_refused(client: httpx.Client, part: Any) -> None:
    sender = Sender(client, bytes(2500))
    sender.post(f"/uploads/{sender.id}/parts", {"sign": [part]}, 400)


def test_a_sweep_ends_what_was_forgotten_and_what_nobody_knows(gateway: RunningGateway, client: httpx.Client) -> None:
    sender = Sender(client, secrets.token_bytes(2500))
    sender.send()
    done = Sender(client, b"x")
    done.complete(done.send())
    sweep = sender.post("/uploads/sweep", {"olderThanHours": 1})
    assert sweep == {"stale": 0, "unknown": 0, "failed": 0}
    assert sender.post("/uploads/sweep", {"olderThanHours": 0}) == {"stale": 1, "unknown": 0, "failed": 0}
    stray = Sender(client, b"y" * 10)
    gateway.stop()
    (gateway.data / TRANSFERS_NAME).unlink()  # as after a restored backup
    with running_gateway(gateway.data, variables=STORAGE) as again, again.client() as other:
        swept = other.post("/uploads/sweep", json={"olderThanHours": 0}).json()
        assert swept == {"stale": 0, "unknown": 1, "failed": 0}
        assert other.get(f"/uploads/{stray.id}").status_code == 404


def principals(path: Path) -> dict[str, str]:
    tokens = {name: secrets.token_urlsafe(16) for name in ("harbor", "metro", "searcher")}
    entries = [
        {
            "tokenSha256": hashlib.sha256(token.encode()).hexdigest(),
            "user": name,
            "agency": "harbor" if name == "searcher" else name,
            "roles": ["searcher"] if name == "searcher" else ["uploader"],
        }
        for name, token in tokens.items()
    ]
    path.write_text(json.dumps(entries), encoding="utf-8")
    return tokens


def test_each_agency_sees_its_own_uploads(data: Path, tmp_path: Path) -> None:
    tokens = principals(tmp_path / "principals.json")
    with running_gateway(data, "--principals", str(tmp_path / "principals.json"), variables=STORAGE) as running:
        with running.client(tokens["harbor"]) as client:
            sender = Sender(client, b"x")
            sender.post("/uploads/sweep", {"olderThanHours": 0}, 403)
            sender.post("/uploads", sender.body | {"agency": "metro"}, 404)
        with running.client(tokens["metro"]) as client:
            assert client.get(f"/uploads/{sender.id}").status_code == 404
            assert client.post(f"/uploads/{sender.id}/abort", json={}).status_code == 404
        with running.client(tokens["searcher"]) as client:
            assert client.get(f"/uploads/{sender.id}").status_code == 403


def test_without_a_key_nothing_is_taken(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIZDESK_KEY_FILE")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    with running_gateway(data, variables=STORAGE) as running, running.client() as client:
        body = {"token": "0" * 16, "agency": "harbor", "name": "a", "size": 1}
        assert client.post("/uploads", json=body).json()["type"] == "urn:vizdesk:problem:no-key"


def test_it_goes_on_after_the_gateway_was_killed(data: Path) -> None:
    with running_gateway(data, variables=STORAGE) as running, running.client() as client:
        sender = Sender(client, secrets.token_bytes(2500))
        confirmed = sender.send()
        sender.post(f"/uploads/{sender.id}/parts", {"confirmed": confirmed[:1]})
        running.kill()
    with running_gateway(data, variables=STORAGE) as running, running.client() as client:
        sender.client = client
        assert len(client.get(f"/uploads/{sender.id}/parts").json()["parts"]) == 3
        assert sender.complete(confirmed)["state"] == "done"
        assert [one.get("partNumber") for one in messages(running)] == [1, 2, 3, None]


def test_what_the_agency_asks_is_answered_before_a_file_is_completed(tmp_path: Path) -> None:
    question = {"kind": "identifier", "required": True, "text": {"en": {"label": "Case"}}, "id": "bay:transfers.case"}
    page = {"id": "people", "text": {"en": {"label": "People"}}, "filters": [],
            "columns": [{"field": "name", "text": {"en": {"label": "Name"}}}]}  # fmt: skip
    layout = {"layout": 1, "agency": "bay", "version": 1, "pages": [page], "transfers": {"questions": [question]}}
    with running_gateway(tmp_path / "data", variables=STORAGE) as gateway, gateway.client() as client:
        client.put("/layouts/bay", json=layout).raise_for_status()
        sender = Sender(client, b"x" * 2500, "bay")
        confirmed = sender.send()
        problem = sender.complete(confirmed, 409)
        assert problem["type"] == "urn:vizdesk:problem:answers-missing"
        assert "“Case”" in problem["title"]
        for body, status in (
            ({"answers": {"bay:transfers.other": "1"}}, 400),
            ({"answers": {"bay:transfers.case": 1}}, 400),
            ({"answer": {}}, 400),
            ({"answers": {"bay:transfers.case": "24-118"}}, 200),
        ):
            assert client.patch(f"/uploads/{sender.id}", json=body).status_code == status
        assert sender.complete(confirmed)["state"] == "done"
        assert client.patch(f"/uploads/{sender.id}", json={"answers": {}}).status_code == 410
