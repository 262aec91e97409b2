"""A worker that goes through thousands leaves the interpreter to other threads."""

from __future__ import annotations

import pytest

from vizdesk.domain import turns


def test_all_items_come_and_there_is_a_pause_after_each_stretch_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    now, pauses = 0.0, list[float]()
    monkeypatch.setattr(turns.time, "perf_counter", lambda: now)
    monkeypatch.setattr(turns.time, "sleep", pauses.append)
    for number, item in enumerate(turns.leaving_room(range(10))):
        assert item == number
        now += turns.WORK_SECONDS * 0.6  # what is done with it
    assert pauses == [turns.PAUSE_SECONDS] * 5
