"""A source that fails again and again is left alone, tried once, and taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.errors import (
    BadRequest,
    Busy,
    Cancelled,
    DeadlineExceeded,
    NotAnswering,
    Unavailable,
    UnexpectedAnswer,
    VizDeskError,
)
from vizdesk.domain.search import SearchRequest
from vizdesk.net.breaker import FAILURES, FIRST_SECONDS, MOST_SECONDS, Breaker, Sources, State


class Source:
    """A source under a breaker, and the clock that both go by."""

    def __init__(self) -> None:
        self.now = 0.0
        self.called = 0
        self.breaker = Breaker(lambda: self.now)

    def call(self, error: VizDeskError | None = None) -> None:
        with self.breaker.guarding():
            self.called += 1
            if error is not None:
                raise error

    def fail(self, times: int = 1, error: VizDeskError | None = None) -> None:
        for _ in range(times):
            with pytest.raises(VizDeskError):
                self.call(error or Unavailable("x"))


@pytest.mark.parametrize("error", [Unavailable("x"), DeadlineExceeded("x"), UnexpectedAnswer("x")])
def test_after_some_failures_in_a_row_nobody_waits(error: VizDeskError) -> None:
    source = Source()
    source.fail(FAILURES, error)
    assert source.breaker.state() is State.OPEN
    with pytest.raises(NotAnswering, match="does not mean there are no matches") as refused:
        source.call()
    assert refused.value.next_step == "Try again in 5 seconds."
    assert source.called == FAILURES


@pytest.mark.parametrize("error", [None, Busy("x"), BadRequest("x"), Cancelled("x")])
def test_an_answer_or_a_refusal_says_that_it_works(error: VizDeskError | None) -> None:
    source = Source()
    for _ in range(5):
        source.fail(FAILURES - 1)
        if error is None:
            source.call()
        else:
            source.fail(1, error)
    assert source.breaker.state() is State.CLOSED


def test_one_probe_at_a_time_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.net.breaker.FAILURES", 1)
    source = Source()
    source.fail()
    source.now += FIRST_SECONDS
    assert source.breaker.state() is State.HALF_OPEN
    with source.breaker.guarding():
        with pytest.raises(NotAnswering) as refused:
            source.call()
        assert refused.value.next_step == "Try again in a second."
    assert source.breaker.state() is State.CLOSED


def test_a_failed_probe_opens_it_for_longer_up_to_a_most() -> None:
    source = Source()
    source.fail(FAILURES)
    seconds = FIRST_SECONDS
    for _ in range(6):
        source.now += seconds - 1
        assert source.breaker.state() is State.OPEN
        source.now += 1
        assert source.breaker.state() is State.HALF_OPEN
        source.fail()
        seconds = min(2 * seconds, MOST_SECONDS)
    source.now += seconds
    source.call()
    source.fail(FAILURES)
    source.now += FIRST_SECONDS
    assert source.breaker.state() is State.HALF_OPEN, "it began anew"


def test_a_late_answer_of_before_does_not_close_it() -> None:
    source = Source()
    with source.breaker.guarding():
        source.fail(FAILURES)
    assert source.breaker.state() is State.OPEN


def test_a_fault_of_the_program_leaves_the_probe_to_the_next() -> None:
    source = Source()
    source.fail(FAILURES)
    source.now += FIRST_SECONDS
    with pytest.raises(LookupError), source.breaker.guarding():
        raise LookupError
    source.call()
    assert source.breaker.state() is State.CLOSED


def test_a_page_s_source_is_left_alone_for_itself() -> None:
    sources = Sources()
    vehicles, people = (SearchRequest(page, "", {}, layout="harbor@7") for page in ("vehicles", "people"))
    for _ in range(FAILURES):
        with pytest.raises(Unavailable), sources.of(vehicles).guarding():
            raise Unavailable("x")
    assert sources.of(vehicles._replace(layout="harbor@8")).state() is State.OPEN, "a version is the same source"
    assert sources.of(people).state() is State.CLOSED
    assert sources.of(vehicles._replace(layout="valley@1")).state() is State.CLOSED


@given(st.lists(st.sampled_from(["ok", "fail", "wait"]), max_size=60))
def test_it_never_stays_open_longer_than_the_most(steps: list[str]) -> None:
    source = Source()
    for step in steps:
        try:
            if step == "wait":
                source.now += 3
            else:
                source.call(Unavailable("x") if step == "fail" else None)
        except VizDeskError:
            pass
    source.now += MOST_SECONDS
    source.call()
    assert source.breaker.state() is State.CLOSED
