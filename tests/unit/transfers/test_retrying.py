"""How long is waited before another try."""

from __future__ import annotations

from vizdesk.transfers.retrying import QUIET_SECONDS, Restarts


def test_what_ends_again_and_again_is_started_less_and_less_often_until_it_was_quiet() -> None:
    now = [0.0]
    restarts = Restarts(lambda: now[0])
    assert [restarts.pause() for _ in range(7)] == [2, 4, 8, 16, 32, 60, 60]
    now[0] = 1000.0
    restarts.note_start()
    now[0] += QUIET_SECONDS - 1
    assert restarts.pause() == 60
    restarts.note_start()
    now[0] += QUIET_SECONDS
    assert restarts.pause() == 2
    restarts.note_start()
    assert restarts.pause() == 4
