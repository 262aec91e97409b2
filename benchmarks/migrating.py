"""Saved searches brought through many versions of a layout: how long it takes, and that none is lost."""

from __future__ import annotations

import json
import random
import time
from typing import Any

from benchmarks.report import Figure
from vizdesk.domain.layout import Layout, decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.migrations import Fate, draft_history_of
from vizdesk.domain.saved_searches import migrate_search
from vizdesk.resources import layout_schema

SEED = 20260301
SEARCHES = 10_000
VERSIONS = 12
FILTERS = 120
CORRUPT = 50
"""Each so many-th criterion is not of the wire form."""

MOST_SECONDS = 5.0


def measure() -> list[Figure]:
    """Migrate them all, as `vizdesk layout migrate` does without its printing."""
    layout = made_layout()
    lines = [json.dumps(one) for one in saved_searches(random.Random(SEED))]
    started = time.perf_counter()
    history = draft_history_of(layout)
    done = [migrate_search(json.loads(line), layout, history) for line in lines]
    took = time.perf_counter() - started
    criteria = sum(len(json.loads(line)["filters"]) for line in lines)
    fates = [one.fate for each in done for one in each.migrated.outcomes]
    if len(fates) != criteria or len(done) != SEARCHES or not set(Fate) <= set(fates):
        raise RuntimeError(f"{criteria} criteria ended as {len(fates)}")
    told = ", ".join(f"{fates.count(fate) / criteria:.0%} {fate}" for fate in Fate)
    what = f"migration of {SEARCHES:,} saved searches through {VERSIONS} versions ({told}), whole"
    return [Figure(what, f"{took:.2f} s", "–", "–", f"≤ {MOST_SECONDS:.0f} s, all", took <= MOST_SECONDS)]


def made_layout() -> Layout:
    """Filters of a few kinds, and one change of each op in every version."""
    filters = [_filter(number) for number in range(FILTERS)]
    page = {
        "id": "people",
        "text": {"en": {"label": "People"}},
        "filters": filters,
        "columns": [{"field": "field_0", "text": {"en": {"label": "Zero"}}}],
    }
    migrations = [{"from": version, "steps": _steps(version)} for version in range(1, VERSIONS)]
    document = {"layout": 1, "agency": "big", "version": VERSIONS, "pages": [page], "migrations": migrations}
    return decode_layout(check_layout(json.dumps(document), layout_schema()))


def saved_searches(chance: random.Random) -> list[dict[str, Any]]:
    """Searches of all versions, with one to eight criteria each."""
    return [
        {
            "name": f"search {number}",
            "type": "people",
            "layout": f"big@{chance.randint(1, VERSIONS)}",
            "query": "",
            "filters": dict(_criterion(chance) for _ in range(chance.randint(1, 8))),
        }
        for number in range(SEARCHES)
    ]


def _id(name: str) -> str:
    return f"big:people.{name}"


def _filter(number: int) -> dict[str, Any]:
    kind = ("choices", "text", "number", "identifier")[number % 4]
    made: dict[str, Any] = {
        "id": _id(f"filter_{number}"),
        "kind": kind,
        "bind": {"field": f"field_{number}"},
        "text": {"en": {"label": f"Filter {number}"}},
    }
    return made | ({"value": {"options": [{"value": f"v{place}"} for place in range(20)]}} if kind == "choices" else {})


def _steps(version: int) -> list[dict[str, Any]]:
    first = 8 * version  # each version changes filters of its own
    halves = [{"id": _id(f"filter_{first + 4}"), "value": "v1"}, {"id": _id(f"filter_{first + 6}"), "value": 5}]
    return [
        {"op": "rename", "from": _id(f"old_{version}"), "id": _id(f"filter_{first}")},
        {"op": "mapOptions", "id": _id(f"filter_{first}"), "map": {"v_old": "v0", "v_older": "v1"}},
        {"op": "split", "id": _id(f"wide_{version}"), "map": {"both": halves, "one": halves[:1]}},
        {"op": "retype", "id": _id(f"filter_{first + 3}"), "from": "text", "to": "identifier"},
        {"op": "retire", "id": _id(f"gone_{version}"), "why": "Nobody used it."},
    ]


def _criterion(chance: random.Random) -> tuple[str, Any]:
    version, number = chance.randint(1, VERSIONS - 1), chance.randrange(FILTERS)
    if chance.randrange(CORRUPT) == 0:
        return _id(f"filter_{number}"), {"op": "unheard of"}
    return chance.choice(
        [
            (_id(f"old_{version}"), chance.choice(["v1", ["v_old", "v2"], {"op": "notIn", "values": ["v_older"]}])),
            (_id(f"wide_{version}"), chance.choice(["both", "one", ["both", "one"]])),
            (_id(f"gone_{version}"), "x"),
            (_id(f"filter_{number // 4 * 4}"), ["v1", "v2"]),
            (_id(f"filter_{number // 4 * 4 + 2}"), {"op": "between", "from": 1, "to": 5}),
            (_id(f"filter_{number // 4 * 4 + 3}"), chance.choice(["AB1", {"op": "contains", "value": "B"}])),
        ]
    )
