"""What is measured on a desktop: words of closed lists, bounded, as the published schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from vizdesk.db.keys import DataKey
from vizdesk.domain.measures import EVENTS, Event, amount, duration
from vizdesk.resources import resource
from vizdesk.store import measures
from vizdesk.store.workspace import Workspace

DAY = date(2026, 3, 14)
SEARCH = Event("search", ("done", duration(0.05), amount(42), amount(1)))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "workspace.db", DataKey(bytes(range(32))))
    yield made
    made.close()


def test_events_are_counted_by_day_and_cleared(workspace: Workspace) -> None:
    for day in (DAY, DAY, DAY + timedelta(days=1)):
        workspace.measures.add(SEARCH, day).result()
    workspace.measures.add(Event("export", ("failed",)), DAY).result()
    assert [(one.day, one.event.name, one.times) for one in workspace.measures.load()] == [
        ("2026-03-15", "search", 1),
        ("2026-03-14", "export", 1),
        ("2026-03-14", "search", 2),
    ]
    workspace.measures.clear().result()
    assert workspace.measures.load() == []


def test_what_is_still_being_written_is_shown(workspace: Workspace) -> None:
    workspace.measures.add(SEARCH, DAY)
    workspace.measures.add(SEARCH, DAY)
    assert [one.times for one in workspace.measures.load()] == [2]


def test_it_never_grows_beyond_its_bounds(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "MOST_ROWS", 3)
    for days in range(measures.KEPT_DAYS + 5):
        workspace.measures.add(SEARCH, DAY + timedelta(days=days)).result()
        assert len(workspace.measures.load()) <= 3
    monkeypatch.setattr(measures, "MOST_ROWS", 5000)
    workspace.measures.add(SEARCH, DAY + timedelta(days=2 * measures.KEPT_DAYS)).result()
    newest, *others = workspace.measures.load()
    assert not [one for one in others if (date.fromisoformat(newest.day) - date.fromisoformat(one.day)).days >= 90]


@pytest.mark.parametrize(
    "event",
    [
        Event("search", ("done", "Quimby", amount(1), amount(1))),
        Event("search", ("done",)),
        Event("Quimby", ()),
        Event("export", ("done", "/home/quimby/found.csv")),
    ],
)
def test_nothing_else_can_be_counted(workspace: Workspace, event: Event) -> None:
    with pytest.raises(ValueError, match="no such event"):
        workspace.measures.add(event, DAY)
    assert workspace.measures.load() == []


def test_buckets_are_coarse_and_cover_everything() -> None:
    assert [amount(number) for number in (0, 1, 2, 10, 11, 100, 101, 10**9, None)] == [
        *("0", "1", "2 to 10", "2 to 10", "11 to 100", "11 to 100", "over 100", "over 100", "unknown"),
    ]
    assert [duration(seconds) for seconds in (0, 0.0999, 0.1, 1, 2.9, 3, 10, 1e6)] == [
        *("under 0.1 s", "under 0.1 s", "0.1 to 0.3 s", "1 to 3 s", "1 to 3 s", "3 to 10 s", "over 10 s", "over 10 s"),
    ]


def test_the_published_schema_is_the_closed_set() -> None:
    schema = json.loads(resource("events.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["$defs"]) == set(EVENTS)
    for name, details in EVENTS.items():
        properties = schema["$defs"][name]["properties"]
        assert not schema["$defs"][name]["additionalProperties"]
        assert {key: tuple(properties[key]["enum"]) for key in properties if "enum" in properties[key]} == details
        assert set(properties) == {"day", "event", "times", *details}
