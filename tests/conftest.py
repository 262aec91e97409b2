"""What every test stands on: folders of its own, a key file of this run, and nothing left behind."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

RUN_MARK = f"{os.getpid()}-{secrets.token_hex(4)}"
"""Stands in the environment of every process that this run starts, also of those whose parent was killed."""

SECONDS_TO_END = 5.0
"""How long threads and processes may take to end after the test that started them."""

FOREIGN_VARIABLES = ("VIZDESK_TOKEN", "LANGUAGE", "LC_ALL", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")

os.environ["VIZDESK_TEST_RUN"] = RUN_MARK
os.environ["LANG"] = "C.UTF-8"
if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a key file: 32 bytes in hex, new for this run."""
    path = tmp_path_factory.mktemp("key") / "key"
    path.write_text(secrets.token_hex(32), encoding="ascii")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def user_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`HOME` of this run: one for all tests, so that caches such as the fonts' are made once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session", autouse=True)
def _nothing_outlives_the_run() -> Iterator[None]:
    yield
    _fail_for_leftovers(set(), set())


@pytest.fixture(autouse=True)
def vizdesk_home(tmp_path: Path, key_file: Path, user_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`VIZDESK_HOME` of this test, keyed by the run's key file; the user's own folders stay out of reach."""
    home = tmp_path / "vizdesk"
    for name in FOREIGN_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VIZDESK_HOME", str(home))
    monkeypatch.setenv("VIZDESK_KEY_FILE", str(key_file))
    monkeypatch.setenv("HOME", str(user_home))
    return home


@pytest.fixture(autouse=True)
def _nothing_outlives_its_test(vizdesk_home: Path) -> Iterator[None]:  # noqa: ARG001  # set up first, checked last
    threads, processes = set(threading.enumerate()), _processes()
    yield
    _fail_for_leftovers(threads, processes)


def _fail_for_leftovers(threads: set[threading.Thread], processes: set[psutil.Process]) -> None:
    """Fail and name what runs and is not among the given; processes are ended first."""
    deadline = time.monotonic() + SECONDS_TO_END
    while left := _running_threads(threads) | _running_processes(processes):
        if time.monotonic() > deadline:
            for process in _processes() - processes:
                _end(process)
            pytest.fail(f"left behind: {', '.join(sorted(left))}", pytrace=False)
        time.sleep(0.02)


def _running_threads(known: set[threading.Thread]) -> set[str]:
    # Threads of Qt's pools show as dummies once Python ran in them; Qt keeps them for its next task.
    own = (one for one in threading.enumerate() if not isinstance(one, threading._DummyThread))
    return {f"thread {one.name}" for one in own if one not in known and one is not threading.main_thread()}


def _running_processes(known: set[psutil.Process]) -> set[str]:
    return {f"process {one.pid}: {_command(one)}" for one in _processes() - known}


def _processes() -> set[psutil.Process]:
    """Children at any depth, and processes of this run whose parent is gone."""
    children = set(psutil.Process().children(recursive=True))
    return {one for one in children | _orphans() if _is_running(one)}


def _orphans() -> set[psutil.Process]:
    return {one for one in psutil.process_iter() if one.pid != os.getpid() and _is_of_this_run(one)}


def _is_of_this_run(process: psutil.Process) -> bool:
    try:
        return bool(process.environ().get("VIZDESK_TEST_RUN") == RUN_MARK)
    except (psutil.Error, OSError):
        return False


def _is_running(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return "ended"


def _end(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.Error:
        return
