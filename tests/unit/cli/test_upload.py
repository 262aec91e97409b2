"""`vizdesk upload` and `vizdesk sweep` as a user runs them."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.fault_proxy import Fault, no_fault
from tests.helpers.uploading import PART, Site, etag_of, running_site
from tests.unit.transfers.test_desk import following
from vizdesk.home import desktop_folder
from vizdesk.net.part_puts import ANSWER_SECONDS
from vizdesk.transfers.desk import Standing
from vizdesk.transfers.engine import JournalOwner
from vizdesk.transfers.sleeping import SLEEP_SECONDS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        with running_site(tmp_path_factory.mktemp("site") / "data") as running:
            yield running


@pytest.fixture(autouse=True)
def _token(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZDESK_TOKEN", site.gateway.token)


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vizdesk", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)


def upload(site: Site, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return run("upload", *words, "--agency", "harbor", "--gateway", site.api.url)


def told(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    return {Path(one["path"]).name: one for one in map(json.loads, done.stdout.splitlines())}


def test_a_folder_arrives_and_is_not_sent_twice(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "Fälle"
    (folder / "empty-folder").mkdir(parents=True)
    odd = os.fsdecode(b"\xff.bin")
    contents = {"night.csv": secrets.token_bytes(50_000), "empty": b"", odd: b"odd"}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    done = upload(site, folder, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    lines = told(done)
    assert set(lines) == set(contents)
    for name, content in contents.items():
        line = lines[name]
        assert set(line) == {"path", "key", "size", "etag", "parts", "bytesSent", "resumed"}
        assert (line["size"], line["etag"], line["bytesSent"]) == (len(content), etag_of(content), len(content))
        assert line["resumed"] is False
        assert site.objects()[line["key"]] == content
    again = upload(site, folder, "--json")
    assert {name: (line["key"], line["bytesSent"], line["resumed"]) for name, line in told(again).items()} == {
        name: (line["key"], 0, True) for name, line in lines.items()
    }
    answers = tmp_path / "answers.json"
    answers.write_text('{"harbor:transfers.case": "24-118203"}')
    late = upload(site, folder / "empty", "--json", "--answers", answers)
    assert (late.returncode, set(told(late))) == (1, {"empty"})
    assert "arrived before its answers were changed" in late.stderr
    shutil.copytree(folder, tmp_path / "copy")  # on a card that was put in again, inodes are others
    shutil.rmtree(folder)
    (tmp_path / "copy").rename(folder)
    assert {line["bytesSent"] for line in told(upload(site, folder, "--json")).values()} == {0}
    (folder / "night.csv").write_bytes(b"edited")
    edited = told(upload(site, folder, "--json"))["night.csv"]
    assert edited["key"] != lines["night.csv"]["key"]
    assert site.objects()[edited["key"]] == b"edited"
    anew = told(upload(site, folder / "empty", "--json", "--again"))["empty"]
    assert anew["key"] != lines["empty"]["key"]


def test_what_cannot_be_sent_is_named_and_the_rest_arrives(site: Site, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"x")
    done = upload(site, tmp_path / "there", tmp_path / "missing")
    assert done.returncode == 1
    assert done.stdout.startswith(f"Sent {tmp_path}/there (1 B) to harbor/")
    assert done.stderr == (
        f"vizdesk: {tmp_path}/missing: The file is not there. Check its name, and whether its disk is connected.\n"
    )


def test_names_give_no_orders_to_a_terminal(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\nb\u202ec").write_bytes(b"x")
    done = upload(site, tmp_path / "a\x1b[2J\nb\u202ec")
    assert done.stdout.startswith(f"Sent {tmp_path}/a\ufffd[2J\ufffdb\ufffdc (1 B) to ")


@pytest.mark.parametrize("words", [[], ["--limit", "fast"], ["--limit", "0"]])
def test_wrong_usage(site: Site, tmp_path: Path, words: list[str]) -> None:
    paths = [tmp_path] if words else []
    assert upload(site, *paths, *words).returncode == 2


def test_a_gateway_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "f").touch()
    done = run("upload", tmp_path / "f", "--agency", "harbor", "--gateway", "http://127.0.0.1:9")
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr


def test_trouble_that_passes_is_told_and_waited_out(site: Site, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"x")
    left = [4]

    def busy(_seen: object) -> Fault:
        left[0] -= 1
        return Fault.BUSY if left[0] >= 0 else Fault.NONE

    site.storage.choose = busy
    done = upload(site, tmp_path / "f")
    site.storage.choose = no_fault
    assert done.returncode == 0
    assert done.stderr == "vizdesk: The storage is in trouble. It is tried again.\n"


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes are not stopped so here")
def test_after_a_sleep_it_goes_on_at_once_and_on_new_connections(site: Site, tmp_path: Path) -> None:
    """Its clock ran on while it stood; else it would wait a minute for answers on connections that are dead."""
    (tmp_path / "f").write_bytes(secrets.token_bytes(3 * PART))
    site.storage.seen.clear()
    site.storage.choose = lambda _: Fault.BLACK_HOLE
    words = [sys.executable, "-m", "vizdesk", "upload", str(tmp_path / "f"), "--agency", "harbor"]
    with subprocess.Popen([*words, "--gateway", site.api.url]) as sleeping:
        site.storage.wait_for(site.storage.puts)
        sleeping.send_signal(signal.SIGSTOP)
        site.storage.choose = no_fault
        with pytest.raises(subprocess.TimeoutExpired):
            sleeping.wait(SLEEP_SECONDS + 1)
        sleeping.send_signal(signal.SIGCONT)
        assert sleeping.wait(ANSWER_SECONDS / 2) == 0


def test_a_window_that_sends_to_the_same_gateway_is_given_the_files(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    contents = {name: secrets.token_bytes(50_000) for name in ("a", "b")}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with following(desktop_folder(), site, gateway=site.api.url) as window:
        window.wait(lambda one: one.standing is Standing.OURS)
        done = upload(site, folder, tmp_path / "missing", "--json", "--limit", "1MB")
        assert (done.returncode, done.stderr) == (
            1,
            f"vizdesk: {tmp_path}/missing: The file is not there. Check its name, and whether its disk is connected.\n"
            "vizdesk: The open VizDesk window sends these files. Its own limit holds.\n",
        )
        lines = told(done)
        assert {name: site.objects()[line["key"]] for name, line in lines.items()} == contents
        window.wait(lambda one: one.totals.finished == 2)
        elsewhere = run("upload", folder, "--agency", "harbor", "--gateway", site.gateway.url)
        assert elsewhere.returncode == 1
        assert "A VizDesk window on this computer sends files to another gateway." in elsewhere.stderr


def test_a_command_waits_for_another_one(site: Site, tmp_path: Path) -> None:
    (tmp_path / "f").touch()
    owner = JournalOwner(desktop_folder())
    words = [sys.executable, "-m", "vizdesk", "upload", str(tmp_path / "f"), "--agency", "harbor"]
    with subprocess.Popen([*words, "--gateway", site.api.url], stderr=subprocess.PIPE, text=True) as waiting:
        assert waiting.stderr is not None
        line = waiting.stderr.readline()
        owner.close()
        assert waiting.wait(60) == 0
    assert line == "vizdesk: Another “vizdesk upload” is sending; these files wait until it is done.\n"


def test_with_a_gateway_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIZDESK_TOKEN")
    (tmp_path / "f").write_bytes(b"abc")
    done = run("upload", tmp_path / "f", "--agency", "harbor", "--data", tmp_path / "data", "--json")
    assert done.returncode == 0, done.stderr
    key = json.loads(done.stdout)["key"]
    assert (tmp_path / "data" / "storage" / "objects" / key / "data").read_bytes() == b"abc"


def test_no_url_is_ever_written(site: Site, tmp_path: Path, vizdesk_home: Path) -> None:
    (tmp_path / "f").write_bytes(secrets.token_bytes(50_000))
    done = upload(site, tmp_path / "f", "--json")
    kept = b"".join(one.read_bytes() for one in vizdesk_home.rglob("*") if one.is_file())
    for text in (done.stdout.encode(), done.stderr.encode(), kept):
        assert b"signature=" not in text


def test_a_sweep_says_what_it_did(site: Site) -> None:
    with site.gateway.client() as client:
        body = {"token": secrets.token_hex(8), "agency": "harbor", "name": "f", "size": 3}
        client.post("/uploads", json=body).raise_for_status()
    done = run("sweep", "--older-than", "0", "--gateway", site.gateway.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ("Aborted 1 upload that nothing was heard of for 0 h, and 0 that only the storage knew.\n")
    assert run("sweep", "--older-than", "-1", "--gateway", site.gateway.url).returncode == 2
