"""Searches from their request to their answer, over a real data folder: dates of the layout's zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.records import Row, TestField, publish
from vizdesk.db.keys import load_key
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.facets import facets_request_from_wire
from vizdesk.domain.search import SearchAnswer, request_from_wire
from vizdesk.gateway.cursors import CursorSealer
from vizdesk.gateway.engine.columnar import ColumnarEngine
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.searching import Searching

ANA = Principal("ana", "harbor", frozenset({Role.SEARCHER}))
FIELDS = (
    TestField("day", "date", "day"),
    TestField("at", "date", "minute", instants=True),
    TestField("noted", "date", "minute"),
)
ROWS: list[Row] = [
    {"day": f"2026-03-{day:02}", "at": f"2026-03-{day:02}T06:30Z", "noted": f"2026-03-{day:02}T06:30"}
    for day in range(1, 31)
]


def filter_on(name: str) -> dict[str, Any]:
    precision = "day" if name == "day" else "minute"
    return {
        "id": f"harbor:visits.{name}",
        "kind": "date",
        "value": {"precision": precision},
        "bind": {"field": name},
        "text": {"en": {"label": name}},
    }


DOCUMENT: dict[str, Any] = {
    "layout": 1,
    "agency": "harbor",
    "version": 1,
    "timeZone": "America/Los_Angeles",
    "pages": [
        {
            "id": "visits",
            "text": {"en": {"label": "Visits"}},
            "filters": [filter_on(one.name) for one in FIELDS],
            "columns": [{"field": "day", "text": {"en": {"label": "Day"}}}],
            "sort": [{"field": "day"}],
        }
    ],
}


class Clock:
    """A clock that a test sets."""

    moment = datetime(2026, 3, 21, 5, 0, tzinfo=UTC)  # the evening of the 20th in Los Angeles

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def policy() -> dict[str, Any]:
    return {}


@pytest.fixture
def searching(
    tmp_path: Path, key_file: Path, clock: Clock, policy: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Searching]:
    monkeypatch.setenv("VIZDESK_KEY_FILE", str(key_file))
    document = {**DOCUMENT, "pages": [{**DOCUMENT["pages"][0], "policy": policy}]}
    publish(tmp_path, "harbor", "visits", FIELDS, ROWS, document)
    key = load_key(tmp_path)
    metadata, engine = Metadata(tmp_path / "metadata.db", key), ColumnarEngine(RecordFiles(tmp_path, key))
    yield Searching(metadata, engine, CursorSealer(metadata.sealing_key()), clock)
    engine.close()
    metadata.close()


def ask(searching: Searching, filters: dict[str, Any], **more: Any) -> SearchAnswer:
    named = {key if key == "$any" else f"harbor:visits.{key}": value for key, value in filters.items()}
    body = {"type": "visits", "query": "", "filters": named} | more
    return searching.answer(ANA, request_from_wire(body), Budget())


def days(answer: SearchAnswer) -> list[int]:
    return [int(hit.fields["day"][-2:]) for hit in answer.hits]


def test_today_is_the_day_in_the_layouts_zone_and_the_answer_says_which(searching: Searching) -> None:
    answer = ask(searching, {"day": {"op": "between", "from": "today-P2D", "to": "today"}})
    assert days(answer) == [18, 19, 20]
    assert answer.to_wire()["resolved"] == {"harbor:visits.day": {"from": "2026-03-18", "to": "2026-03-20"}}
    fixed = ask(searching, {"day": {"op": "between", "from": "2026-03-18", "to": "2026-03-20"}})
    assert days(fixed) == [18, 19, 20]
    assert "resolved" not in fixed.to_wire()


def test_later_pages_mean_the_days_of_the_first(searching: Searching, clock: Clock) -> None:
    asked = {"day": {"op": "between", "from": "today-P2D", "to": "today"}}
    first = ask(searching, asked, page={"size": 2})
    clock.moment += timedelta(days=5)
    second = ask(searching, asked, page={"size": 2, "after": first.next})
    assert days(first) + days(second) == [18, 19, 20]
    assert second.resolved == first.resolved
    assert days(ask(searching, asked)) == [23, 24, 25]


def test_a_day_of_instants_is_the_zones_day(searching: Searching) -> None:
    assert days(ask(searching, {"at": "2026-03-18"})) == [19]  # 06:30 UTC is the evening before
    assert days(ask(searching, {"at": {"op": "between", "from": "2026-03-18T23:00", "to": "2026-03-20"}})) == [
        19,
        20,
        21,
    ]
    assert days(ask(searching, {"at": {"op": "between", "from": "2026-03-18T06:30Z", "to": "2026-03-19T00:00Z"}})) == [
        18
    ]
    assert days(ask(searching, {"noted": "2026-03-18"})) == [18]
    assert days(ask(searching, {"at": {"op": "notBetween", "from": "2026-03-02", "to": "today"}})) == [
        1,
        2,
        *range(22, 31),
    ]


def test_instants_are_counted_by_the_zones_days(searching: Searching) -> None:
    body = {"type": "visits", "query": "", "filters": {"harbor:visits.noted": "2026-03-18"}}
    facets = [{"filter": "harbor:visits.at"}, {"filter": "harbor:visits.noted"}]
    found = searching.facets(ANA, facets_request_from_wire({**body, "facets": facets}), Budget()).facets
    assert [value.value for value in found["harbor:visits.at"].values] == ["2026-03-17"]
    assert found["harbor:visits.noted"].values[0].value == "2026-03-01"
    typed = {"type": "visits", "query": "", "filters": {}, "facets": [{**facets[0], "prefix": "2026-02"}]}
    found = searching.facets(ANA, facets_request_from_wire(typed), Budget()).facets
    assert [value.value for value in found["harbor:visits.at"].values] == ["2026-02-28"]


def test_groups_are_resolved_each_for_itself(searching: Searching) -> None:
    groups = [{"harbor:visits.day": "today"}, {"harbor:visits.day": "2026-03-01"}, {"harbor:visits.at": "now-P1D"}]
    answer = ask(searching, {"$any": groups})
    assert days(answer) == [1, 20]
    assert answer.resolved == {
        "$any": [
            {"harbor:visits.day": {"from": "2026-03-20", "to": "2026-03-20"}},
            {},
            {"harbor:visits.at": {"from": "2026-03-19T22:00:00", "to": "2026-03-19T22:00:00"}},
        ]
    }


def test_facets_mean_the_same_days(searching: Searching) -> None:
    body = {
        "type": "visits",
        "query": "",
        "filters": {"harbor:visits.day": {"op": "between", "from": "today-P1D", "to": "today"}},
        "facets": [{"filter": "harbor:visits.noted"}],
    }
    found = searching.facets(ANA, facets_request_from_wire(body), Budget())
    assert [one.value for one in found.facets["harbor:visits.noted"].values] == ["2026-03-19", "2026-03-20"]
    assert found.resolved == {"harbor:visits.day": {"from": "2026-03-19", "to": "2026-03-20"}}


def test_a_range_that_ends_before_it_starts_today_is_refused(searching: Searching) -> None:
    with pytest.raises(BadRequest, match="ends before it starts"):
        ask(searching, {"day": {"op": "between", "from": "2027-01-01", "to": "today"}})


@pytest.mark.parametrize(
    "policy", [{"reason": "required", "reasons": [{"value": "C"}], "caseNumber": "required"}], ids=["reason"]
)
def test_searches_and_facets_need_the_pages_reason(searching: Searching) -> None:
    with pytest.raises(BadRequest, match="needs a reason"):
        ask(searching, {})
    with pytest.raises(BadRequest, match="needs a case number"):
        ask(searching, {}, reason={"code": "C"})
    facets = {"type": "visits", "query": "", "filters": {}, "facets": [{"filter": "harbor:visits.day"}]}
    with pytest.raises(BadRequest, match="needs a reason"):
        searching.facets(ANA, facets_request_from_wire(facets), Budget())
    assert days(ask(searching, {}, reason={"code": "C", "case": "24-1187"})) == list(range(1, 31))
