"""Relative dates: their grammar, and the days that they mean in a time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.criteria import Criterion, is_iso_date, is_relative_date
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Operator
from vizdesk.domain.relative_dates import on_the_fields_clock, resolve, resolved, time_zone

PACIFIC = ZoneInfo("America/Los_Angeles")
NIGHT = datetime(2026, 3, 31, 5, 30, tzinfo=UTC)  # 30 March, 22:30 in Los Angeles
MOMENTS = st.datetimes(datetime(1971, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # Hypothesis wants naive bounds
ZONES = st.sampled_from(["UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Apia", "Europe/Madrid"]).map(ZoneInfo)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("today", "2026-03-30"),
        ("today-P7D", "2026-03-23"),
        ("today-P1M", "2026-02-28"),
        ("today+P1M1D", "2026-05-01"),
        ("today-P2Y1M", "2024-02-29"),
        ("today-P2W", "2026-03-16"),
        ("thisMonth", "2026-03"),
        ("thisMonth-P1M", "2026-02"),
        ("now", "2026-03-30T22:30:00"),
        ("now-PT2H", "2026-03-30T20:30:00"),
        ("now-P1DT30M", "2026-03-29T22:00:00"),
    ],
)
def test_what_they_mean_in_the_zone(text: str, means: str) -> None:
    assert is_relative_date(text)
    assert resolve(text, NIGHT, PACIFIC, last=False) == means


def test_a_year_begins_and_ends() -> None:
    assert [resolve("thisYear-P1Y", NIGHT, PACIFIC, last=last) for last in (False, True)] == ["2025-01", "2025-12"]


@pytest.mark.parametrize(
    "text",
    ["Today", "today-7D", "today-P", "today-PT2H", "now-PT", "today-P1D1M", "today-P99999Y", "tomorrow", "today -P1D",
     "now-P1DT", "today-P１D", "thisYear-PT1S", ""],
)  # fmt: skip
def test_nothing_else_is_one(text: str) -> None:
    assert not is_relative_date(text)


@pytest.mark.parametrize("text", ["today-P9999Y", "today+P9999Y", "now-P2100Y", "today+P9999M99999D"])
def test_beyond_the_calendar_is_refused(text: str) -> None:
    assert is_relative_date(text)
    with pytest.raises(BadRequest, match="beyond the calendar"):
        resolve(text, NIGHT - timedelta(days=366 * 60), PACIFIC, last=False)
        resolve("today+P9000Y", NIGHT, PACIFIC, last=False)


def test_hours_pass_where_clocks_change_and_days_do_not() -> None:
    after = datetime(2026, 3, 8, 11, 0, tzinfo=UTC)  # 04:00 in Los Angeles, where 02:00 to 03:00 was left out
    assert resolve("now-PT2H", after, PACIFIC, last=False) == "2026-03-08T01:00:00"
    assert resolve("now-P1D", after, PACIFIC, last=False) == "2026-03-07T04:00:00"


@given(MOMENTS, ZONES, st.integers(0, 400), st.sampled_from("+-"))
def test_days_are_those_of_the_zones_calendar(at: datetime, zone: ZoneInfo, days: int, sign: str) -> None:
    moved = timedelta(days=days if sign == "+" else -days)
    assert resolve(f"today{sign}P{days}D", at, zone, last=False) == str(at.astimezone(zone).date() + moved)


@given(MOMENTS, ZONES, st.integers(0, 40), st.sampled_from("+-"), st.booleans())
def test_months_keep_the_day_or_clip_it(at: datetime, zone: ZoneInfo, months: int, sign: str, last: bool) -> None:
    found = resolve(f"today{sign}P{months}M", at, zone, last=last)
    assert is_iso_date(found)
    here, there = at.astimezone(zone).date(), date.fromisoformat(found)
    assert (there.year - here.year) * 12 + there.month - here.month == (months if sign == "+" else -months)
    assert there.day == here.day or (there.day < here.day and (there + timedelta(days=1)).day == 1)


def test_a_relative_equals_becomes_a_range() -> None:
    year = resolved(Criterion(Operator.EQUALS, ("thisYear",)), NIGHT, PACIFIC)
    assert year == Criterion(Operator.BETWEEN, lower="2026-01", upper="2026-12")
    fixed = Criterion(Operator.EQUALS, ("2026-01-02",))
    assert resolved(fixed, NIGHT, PACIFIC) is fixed


@given(MOMENTS, ZONES, st.sampled_from([7, 10, 16, 19]))
def test_an_instant_is_within_the_day_that_the_zones_clock_shows(at: datetime, zone: ZoneInfo, length: int) -> None:
    named = at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")[:length]
    asked = on_the_fields_clock(Criterion(Operator.EQUALS, (named,)), zone, instants=True)
    instant = f"{at.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    assert str(asked.lower) <= instant <= str(asked.upper)
    following = datetime.fromisoformat(str(asked.upper)) + timedelta(seconds=1)
    assert not following.astimezone(zone).replace(tzinfo=None).isoformat().startswith(named)


def test_a_field_of_the_records_own_clock_takes_an_instant_as_the_zones_time() -> None:
    asked = Criterion(Operator.BETWEEN, lower="2026-03-31T05:30Z", upper="2026-03-31")
    moved = on_the_fields_clock(asked, PACIFIC, instants=False)
    assert moved == Criterion(Operator.BETWEEN, lower="2026-03-30T22:30", upper="2026-03-31")


@pytest.mark.parametrize("name", ["Nowhere/Else", "America", "../etc/passwd", ""])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(BadRequest, match="time zone"):
        time_zone(name)
