"""A child that does a job: stopping it never waits, whatever it is at, and one that dies is told."""

from __future__ import annotations

import select
import sys
import threading
import time
from pathlib import Path

import pytest

from vizdesk.domain.errors import VizDeskError
from vizdesk.net import child_job
from vizdesk.net.child_job import ChildJob

LARGE = {"text": "x" * 2_000_000}
"""More than a pipe takes before somebody reads."""

ENDED = VizDeskError("It ended.")
PATIENCE = 20.0


def started(monkeypatch: pytest.MonkeyPatch, program: str, path: Path) -> ChildJob:
    monkeypatch.setattr(child_job, "own_program", lambda: [sys.executable, "-c", program])
    return ChildJob("job", LARGE, path, ENDED)


@pytest.mark.skipif(sys.platform == "win32", reason="select knows sockets only")
def test_one_that_does_not_read_yet_is_stopped_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    job = started(monkeypatch, "import time; time.sleep(600)", tmp_path / "made.pdf")
    told: list[VizDeskError] = []

    def follow() -> None:
        with pytest.raises(VizDeskError) as raised:
            job.follow(lambda _rows, _total: None)
        told.append(raised.value)

    following = threading.Thread(target=follow, daemon=True)
    following.start()
    stdin = job._child.stdin
    assert stdin is not None
    ends = time.monotonic() + PATIENCE
    while select.select([], [stdin.fileno()], [], 0)[1]:  # until the pipe is full, and the writer stands
        assert time.monotonic() < ends
    stopping = threading.Thread(target=job.stop, daemon=True)
    stopping.start()
    for thread in (stopping, following):
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert told == [ENDED]


def test_one_that_dies_before_it_reads_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    job = started(monkeypatch, "raise SystemExit(3)", tmp_path / "made.pdf")
    with pytest.raises(VizDeskError) as raised:
        job.follow(lambda _rows, _total: None)
    assert raised.value is ENDED
