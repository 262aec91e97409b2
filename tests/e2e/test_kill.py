"""kill -9 at any moment: no applied criterion, no saved search, nothing of the history; at most 250 ms of typing."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.helpers.gateway import RunningGateway
from tests.helpers.people_gateway import people_gateway
from tests.helpers.services import KEY
from vizdesk.domain.layout import Json
from vizdesk.store.concerns import CRITERIA
from vizdesk.store.saved import Place, SavedKind
from vizdesk.store.workspace import Workspace

MOST_LOST_NANOSECONDS = 250_000_000
LONGEST_RUN_SECONDS = 0.5
START_SECONDS = 60
SURNAME = "harbor:people.surname"


@dataclass
class Told:
    """What a typist said before it was killed."""

    typed: dict[int, int] = field(default_factory=dict)
    pressed: dict[int, int] = field(default_factory=dict)
    applied: int = 0
    saved: set[str] = field(default_factory=set)

    def take(self, line: str) -> None:
        kind, number, *at = line.split()
        if kind == "applied":
            self.applied = max(self.applied, int(number))
        elif kind == "saved":
            self.saved.add(f"s{number}")
        else:
            getattr(self, kind)[int(number)] = int(at[0])


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    with people_gateway(tmp_path_factory.mktemp("data"), key_file, 200) as running:
        yield running


def type_until_killed(store: Path, gateway: RunningGateway, seconds: float) -> tuple[Told, int]:
    """Run a typist for some time after its first key.

    Returns:
        What it told, and when it was killed.
    """
    command = [sys.executable, "-m", "tests.helpers.typist", str(store), gateway.url, gateway.token]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        watchdog = threading.Timer(START_SECONDS, process.kill)
        watchdog.start()
        lines = [process.stdout.readline()]
        watchdog.cancel()
        watchdog.join()
        killed: list[int] = []

        def kill() -> None:
            killed.append(time.monotonic_ns())
            process.kill()

        killer = threading.Timer(seconds, kill)
        killer.start()
        lines += process.stdout.readlines()
        killer.join()
    told = Told()
    for line in lines:
        if line.endswith("\n"):
            told.take(line)
    return told, killed[0]


def stored(store: Path) -> Json:
    with closing(Workspace(store, KEY)) as workspace:
        for found in workspace.results.load_sets("harbor").values():
            assert len(workspace.results.load_block(found.id, 0, 10_000)) == found.rows
        state: Json = workspace.load_pages("harbor").get("people", {}).get(CRITERIA, {})
        return state


def check_saved(told: Told, store: Path) -> None:
    """What was told to be saved is there, and the history has every search that was sent."""
    with closing(Workspace(store, KEY)) as workspace:
        items = workspace.saved.load(Place("harbor", "people"))
    assert all(one.body is not None for one in items)
    assert told.saved <= {one.name for one in items}, "lost a saved search"
    history = {one.body["query"] for one in items if one.kind is SavedKind.HISTORY and one.body}
    assert told.applied == 0 or f"q{told.applied}" in history, "lost an applied search in the history"


def number(text: object) -> int:
    return int(str(text or "q0").removeprefix("q"))


def check(told: Told, killed: int, state: Json, applied_before: int) -> int:
    """What the store must hold after a kill.

    Returns:
        The number of the applied criteria that it holds.
    """
    typed = number(state.get("query"))
    promised = max((n for n, at in told.typed.items() if at < killed - MOST_LOST_NANOSECONDS), default=0)
    assert typed >= promised, f"lost {(killed - told.typed[typed + 1]) / 1e6:.0f} ms of typing"
    assert (
        number(state.get("drafts", {}).get(SURNAME, {}).get("text")) == typed
    )  # what belongs together is kept together
    applied = number(state.get("appliedQuery"))
    pressed = max((n for n, at in told.pressed.items() if at < killed - MOST_LOST_NANOSECONDS), default=0)
    assert applied >= max(told.applied, pressed, applied_before), "lost an applied criterion"
    assert applied in {*told.pressed, applied_before}
    assert number(state.get("applied", {}).get(SURNAME, {}).get("value")) == applied
    return applied


def kill_many(times: int, store: Path, gateway: RunningGateway, seed: int) -> None:
    chance = random.Random(seed)
    applied = keys = searches = saved = 0
    for _ in range(times):
        told, killed = type_until_killed(store, gateway, chance.uniform(0, LONGEST_RUN_SECONDS))
        applied = check(told, killed, stored(store), applied)
        check_saved(told, store)
        saved += len(told.saved)
        keys += len(told.typed)
        searches += len(told.pressed)
    assert keys > 5 * times  # it did type, and it did search
    assert searches > times // 2
    assert saved > times // 4


def test_thirty_kills(tmp_path: Path, gateway: RunningGateway) -> None:
    kill_many(30, tmp_path / "workspace.db", gateway, seed=30)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_thousand_kills(tmp_path: Path, gateway: RunningGateway) -> None:
    kill_many(1000, tmp_path / "workspace.db", gateway, seed=random.randrange(2**32))
