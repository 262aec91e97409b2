"""A busy or broken way to the gateway is gone again, the same way, and not for ever."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from vizdesk.domain.errors import (
    BadRequest,
    Busy,
    Cancelled,
    DeadlineExceeded,
    Unavailable,
    UnexpectedAnswer,
    VizDeskError,
)
from vizdesk.net import retries as module
from vizdesk.net.retries import Retries


@pytest.fixture(autouse=True)
def _no_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "JITTER_SECONDS", 0)
    monkeypatch.setattr(module, "LOST_SECONDS", 0.01)


class Gateway:
    """Is busy so often, then answers."""

    def __init__(self, busy: int, retry_after: int = 0) -> None:
        self._busy, self._retry_after = busy, retry_after
        self.asked = 0
        self.refused = threading.Event()

    def __call__(self, seconds: float) -> str:
        assert seconds > 0
        self.asked += 1
        if self.asked <= self._busy:
            self.refused.set()
            raise Busy("Many searches are running.", retry_after=self._retry_after)
        return "found"


@pytest.mark.parametrize("busy", [0, 1, 2])
def test_it_is_asked_again_until_it_answers(busy: int) -> None:
    gateway = Gateway(busy)
    assert Retries().send("r", 30, gateway) == "found"
    assert gateway.asked == busy + 1


def test_after_two_more_attempts_the_user_is_told() -> None:
    gateway = Gateway(9)
    with pytest.raises(Busy):
        Retries().send("r", 30, gateway)
    assert gateway.asked == 3


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    gateway = Gateway(1, retry_after=60)
    with pytest.raises(Busy):
        Retries().send("r", 30, gateway)
    assert gateway.asked == 1


@pytest.mark.parametrize("closing", [False, True])
def test_what_was_taken_back_is_not_sent_again(closing: bool) -> None:
    gateway, retries = Gateway(1, retry_after=20), Retries()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(retries.send, "r", 30, gateway)
        assert gateway.refused.wait(5)
        retries.take_back("another")
        if closing:
            retries.close()
        else:
            retries.take_back("r")
        assert isinstance(waiting.exception(5), Cancelled)
    assert gateway.asked == 1
    assert retries.send("r", 30, Gateway(0)) == "found"


@pytest.mark.parametrize("error", [Unavailable("x"), UnexpectedAnswer("x")])
def test_what_got_lost_or_spoiled_is_asked_for_again_twice_at_most(error: VizDeskError) -> None:
    attempts: list[float] = []

    def lost(seconds: float) -> str:
        attempts.append(seconds)
        raise error

    with pytest.raises(type(error)):
        Retries().send("r", 30, lost)
    assert len(attempts) == 3
    assert attempts == sorted(attempts, reverse=True), "all of them share one deadline"


@pytest.mark.parametrize("error", [DeadlineExceeded("x"), BadRequest("x"), Cancelled("x")])
def test_what_would_only_run_twice_is_not_asked_again(error: VizDeskError) -> None:
    attempts: list[float] = []

    def fail(seconds: float) -> str:
        attempts.append(seconds)
        raise error

    with pytest.raises(type(error)):
        Retries().send("r", 30, fail)
    assert len(attempts) == 1


def test_a_client_that_is_closed_tells_what_happened_and_asks_no_more() -> None:
    retries = Retries()

    def closed(_seconds: float) -> str:
        retries.close()
        raise Unavailable("The search service cannot be reached.")

    with pytest.raises(Unavailable):
        retries.send("r", 30, closed)
