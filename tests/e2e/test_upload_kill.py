"""kill -9 of `vizdesk upload` at any moment: every file arrives, once, and no confirmed part is sent again."""

from __future__ import annotations

import json
import random
import secrets
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.fault_proxy import Seen
from tests.helpers.uploading import PART, Site, etag_of, running_site

LONGEST_SECONDS = 30.0
FILES = 8
MOST_PARTS = 24


class Killer:
    """Kills a process when a proxy has seen a chosen request so and so often."""

    def __init__(self, chance: random.Random, site: Site) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        word, self._left = chance.choice([("PUT", chance.randint(1, 9)), ("POST", chance.randint(1, 6))])
        self._word = word
        self._late = chance.random() < 0.5
        self._timers: list[threading.Timer] = []
        self._delay = chance.uniform(0, 0.03)
        for proxy in (site.storage, site.api):
            proxy.on_seen = self._on_seen

    def watch(self, process: subprocess.Popen[str]) -> None:
        with self._lock:
            self._process = process

    def _on_seen(self, seen: Seen) -> None:
        with self._lock:
            if seen.method != self._word:
                return
            self._left -= 1
            if self._left or self._process is None:
                return
            if self._late:  # in the middle of what follows
                timer = threading.Timer(self._delay, self._process.kill)
                self._timers.append(timer)
                timer.start()
            else:
                self._process.kill()

    def end(self) -> None:
        for one in self._timers:
            one.join()


def upload(site: Site, folder: Path, watch: Callable[[subprocess.Popen[str]], None]) -> tuple[int, list[str]]:
    """Run the command; its exit code and its lines."""
    command = [sys.executable, "-m", "vizdesk", "upload", str(folder), "--agency", "harbor", "--json"]
    with subprocess.Popen([*command, "--gateway", site.api.url], stdout=subprocess.PIPE, text=True) as process:
        watch(process)
        watchdog = threading.Timer(LONGEST_SECONDS, process.kill)
        watchdog.start()
        lines = process.stdout.readlines() if process.stdout else []
        code = process.wait()
        watchdog.cancel()
        watchdog.join()
    return code, lines


def make_files(folder: Path, chance: random.Random) -> dict[str, bytes]:
    folder.mkdir()
    files = {f"{n}.bin": secrets.token_bytes(chance.randint(0, MOST_PARTS * PART)) for n in range(FILES)}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return files


def kill_many(times: int, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    kills = runs = 0
    with running_site(tmp_path / "data") as site:
        monkeypatch.setenv("VIZDESK_TOKEN", site.gateway.token)
        sent: dict[str, bytes] = {}
        while kills < times:
            folder = tmp_path / f"files-{runs}"
            files = make_files(folder, chance)
            sent |= {f"{folder}/{name}": content for name, content in files.items()}
            arrived, here = send_with_kills(site, folder, chance, times - kills)
            kills, runs = kills + here, runs + 1
            assert {name: arrived[f"{folder}/{name}"] for name in files} == {
                name: etag_of(content) for name, content in files.items()
            }
        assert site.resent() == []
        assert site.unfinished() == []
        assert Counter(site.objects().values()) == Counter(sent.values())
        check_messages(site, sent)


def send_with_kills(site: Site, folder: Path, chance: random.Random, most: int) -> tuple[dict[str, str], int]:
    """Kill the command until all has arrived, or often enough; then let it run.

    Returns:
        The ETag of each file, and how often it was killed.
    """
    arrived: dict[str, str] = {}
    kills = 0
    while True:
        killer = Killer(chance, site) if kills < most else None
        code, lines = upload(site, folder, killer.watch if killer else lambda _: None)
        if killer:
            killer.end()
        for line in lines:
            if line.endswith("\n"):
                told = json.loads(line)
                arrived[told["path"]] = told["etag"]
        if code == 0:
            return arrived, kills
        assert code == -9, code
        kills += 1


def check_messages(site: Site, sent: dict[str, bytes]) -> None:
    """Every part was told once, and the end of every file."""
    parts = sum(max(1, -(-len(content) // PART)) for content in sent.values())
    kinds = Counter(one["kind"] for one in site.messages() if one["agency"] == "harbor")
    assert kinds == {"part.confirmed": parts, "upload.completed": len(sent)}


@pytest.mark.timeout(300)
def test_thirty_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_many(30, tmp_path, 30, monkeypatch)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_hundred_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_many(100, tmp_path, random.randrange(2**32), monkeypatch)
