"""Backups: whole, made while the gateway runs, and of use only with their key."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.helpers.gateway import running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish
from vizdesk.db.keys import KEY_FILE_VARIABLE
from vizdesk.domain.errors import Conflict, DamagedFile, FolderInUse, NotFound, WrongKey
from vizdesk.gateway.backup import back_up, restore
from vizdesk.gateway.folder import DataFolder

SEARCH = {"type": "people", "query": "quimby", "filters": {}, "layout": "harbor"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    publish(folder, "harbor", "people", PEOPLE_FIELDS, people(100), people_document())
    return folder


def found(data: Path) -> int:
    with running_gateway(data) as gateway, gateway.client() as client:
        answer = client.post("/search", json=SEARCH)
        return int(answer.raise_for_status().json()["total"]["value"])


def test_what_was_backed_up_while_the_gateway_ran_is_found_after_it_was_put_back(data: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copies" / "monday", tmp_path / "other"
    with running_gateway(data) as gateway, gateway.client() as client:
        before = client.post("/search", json=SEARCH).raise_for_status().json()["total"]["value"]
        made = back_up(data, copy)
        assert client.post("/search", json=SEARCH).is_success
    assert (made.pages, made.records) == (1, 100)
    assert not (copy / "metadata.db").read_bytes().startswith(b"SQLite format 3")
    names = ["key.json", "manifest.json", "metadata.db", "records", "transfers.db"]
    assert sorted(one.name for one in copy.iterdir()) == names
    assert [one.suffix for one in (copy / "records").iterdir()] == [".db"]
    assert [one.name for one in copy.parent.iterdir()] == ["monday"]
    assert restore(copy, other) == made
    assert found(other) == before > 0
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_nothing_is_written_over(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    back_up(data, copy)
    with pytest.raises(Conflict):
        back_up(data, copy)
    with pytest.raises(Conflict, match="something in it"):
        restore(copy, data)
    with running_gateway(data), pytest.raises(FolderInUse):
        restore(copy, data, replace=True)
    (data / "mine").write_text("x")
    restore(copy, data, replace=True)
    assert not (data / "mine").exists()
    (aside,) = tmp_path.glob("data.before-*")
    assert (aside / "mine").exists()
    assert found(data) > 0


def test_a_gateway_that_is_ending_is_waited_for(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    back_up(data, copy)
    ending = DataFolder(data)
    with ThreadPoolExecutor(1) as other:
        restoring = other.submit(restore, copy, data, replace=True)
        with pytest.raises(TimeoutError):
            restoring.result(0.3)
        ending.close()
        assert restoring.result(20).records > 0


def test_a_damaged_backup_is_refused(data: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy", tmp_path / "other"
    back_up(data, copy)
    (file,) = (copy / "records").iterdir()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(DamagedFile):
        restore(copy, other)
    file.unlink()
    with pytest.raises(DamagedFile):
        restore(copy, other)
    (copy / "manifest.json").write_text(json.dumps({"form": 1, "files": [{"name": "../key.json"}]}))
    with pytest.raises(DamagedFile):
        restore(copy, other)
    with pytest.raises(NotFound):
        restore(tmp_path, other)
    with pytest.raises(NotFound):
        back_up(tmp_path / "nothing", tmp_path / "copy2")


def test_a_backup_of_another_key_is_told(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, other, key = tmp_path / "copy", tmp_path / "other", tmp_path / "another.key"
    back_up(data, copy)
    key.write_text("ab" * 32)
    monkeypatch.setenv(KEY_FILE_VARIABLE, str(key))
    with pytest.raises(WrongKey):
        restore(copy, other)
    assert not other.exists() or [one.name for one in other.iterdir()] == ["gateway.owner"]


def test_the_commands(data: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        command = [sys.executable, "-m", "vizdesk", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    said = run("backup", str(tmp_path / "copy"), "--data", str(data))
    assert "100 records on 1 page" in said
    assert "The key is not in it." in said
    assert "100 records" in run("restore", str(tmp_path / "copy"), "--data", str(tmp_path / "other"))


def test_what_is_known_of_transfers_is_in_it(data: Path, tmp_path: Path) -> None:
    upload = {"token": "0123456789abcdef", "agency": "harbor", "name": "night.csv", "size": 3}
    with running_gateway(data) as gateway, gateway.client() as client:
        begun = client.post("/uploads", json=upload).raise_for_status().json()
        back_up(data, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "other")
    with running_gateway(tmp_path / "other") as gateway, gateway.client() as client:
        assert client.get(f"/uploads/{begun['id']}").json() == begun
