"""Days of instants as the standard library's zones tell them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.layout import Kind, Precision
from vizdesk.gateway.engine.days import days_of
from vizdesk.gateway.record_format import RecordField

ZONES = ("UTC", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Monrovia")
CLOCKS = {Precision.MINUTE: "%m%d%H%M", Precision.SECOND: "%m%d%H%M%S"}


def dates(precision: Precision, *, instants: bool = True) -> RecordField:
    return RecordField(0, "at", "at", Kind.DATE, precision, instants=instants)


def near_changes() -> st.SearchStrategy[datetime]:
    """Any instant, and more often those of the days on which clocks change, or on which there was none (Apia)."""
    changes = ((2026, 3, 8), (2026, 11, 1), (2011, 12, 30), (1972, 1, 7), (2026, 4, 5))
    days = st.sampled_from([datetime(*day, tzinfo=UTC) for day in changes])
    close = st.tuples(days, st.timedeltas(timedelta(days=-2), timedelta(days=2)))
    some = st.tuples(st.just(datetime(3, 1, 1, tzinfo=UTC)), st.timedeltas(timedelta(0), timedelta(days=3_650_000)))
    return st.one_of(close, some).map(lambda both: both[0] + both[1])


@pytest.mark.parametrize("precision", CLOCKS)
@given(zone=st.sampled_from(ZONES), moments=st.lists(near_changes(), min_size=1, max_size=8))
def test_the_days_of_instants_are_the_zones(precision: Precision, zone: str, moments: list[datetime]) -> None:
    stored = [one.replace(second=0) if precision is Precision.MINUTE else one for one in moments]
    numbers = np.array([f"{one.year:04}{one:{CLOCKS[precision]}}" for one in stored], np.float64)
    told = [one.astimezone(ZoneInfo(zone)) for one in stored]
    wanted = [one.year * 10_000 + one.month * 100 + one.day for one in told]
    assert days_of(dates(precision), numbers, ZoneInfo(zone)).tolist() == wanted


def test_other_dates_keep_their_own_days() -> None:
    local = days_of(dates(Precision.MINUTE, instants=False), np.array([202603080130.0]), ZoneInfo("Asia/Kathmandu"))
    day = days_of(dates(Precision.DAY), np.array([20260308.0]), ZoneInfo("Asia/Kathmandu"))
    assert (local.tolist(), day.tolist()) == ([20260308.0], [20260308.0])
