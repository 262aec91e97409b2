"""The embedded gateway: started once, shared, and gone with its last client."""

from __future__ import annotations

import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from vizdesk.domain.errors import Cancelled, StorageError
from vizdesk.net.client import GatewayClient
from vizdesk.net.embedded import Attached, attach

END_SECONDS = 10


def ended(attached: Attached) -> None:
    assert attached.process is not None
    attached.process.wait(END_SECONDS)


def test_the_first_client_starts_it_the_second_attaches_and_it_ends_with_the_last(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = attach(data)
    second = attach(data)
    assert (second.url, second.token, second.process) == (first.url, first.token, None)
    first.close()
    with GatewayClient(second.url, second.token) as client:
        assert client.me().agencies == {}
    second.close()
    second.close()
    ended(first)
    assert not (data / "gateway.lock").exists()
    assert {path.stat().st_mode & 0o077 for path in (data, data / "gateway.log")} == {0}


def test_the_child_is_out_of_reach_of_our_terminal_and_of_our_open_files(tmp_path: Path) -> None:
    with (tmp_path / "ours").open("w") as ours, attach(tmp_path / "data") as attached:
        assert attached.process is not None
        child = psutil.Process(attached.process.pid)
        assert os.getsid(child.pid) != os.getsid(0)  # Ctrl-C goes to our own session
        assert ours.name not in {file.path for file in child.open_files()}
    ended(attached)


def test_two_that_start_at_once_share_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool, ExitStack() as stack:
        attached = [future.result() for future in [pool.submit(attach, tmp_path / "data") for _ in range(3)]]
        for one in attached:
            stack.callback(one.close)
    assert len({one.url for one in attached}) == 1
    assert len([one for one in attached if one.process]) <= 1


def test_a_stale_lock_is_passed_over_and_a_stranger_gets_no_token(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = attach(data)
    lost = threading.Event()
    second = attach(data, on_lost=lost.set)
    assert first.process is not None
    os.kill(first.process.pid, signal.SIGKILL)
    assert lost.wait(5)
    lock = json.loads((data / "gateway.lock").read_text())
    assert lock["url"] == first.url
    for one in (first, second):
        one.close()
    with attach(data) as third:
        assert third.token != first.token
        assert third.process is not None
    ended(third)


def test_a_gateway_that_refuses_to_run_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "short-key"
    key.write_text("abcd")
    monkeypatch.setenv("VIZDESK_KEY_FILE", str(key))
    with pytest.raises(StorageError, match="64 hexadecimal digits"):
        attach(tmp_path / "data")


def test_attaching_can_be_given_up(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        attach(tmp_path / "data", stop=stop)
