"""Checking a layout of 500 filters: sound, and with faults that are told with their places."""

from __future__ import annotations

import json
import time
from typing import Any

from benchmarks.report import Figure, percentile
from vizdesk.domain.errors import LayoutRefused
from vizdesk.domain.layout import OPERATORS, Kind
from vizdesk.domain.layout_check import check_layout
from vizdesk.resources import layout_schema

FILTERS = 500
RUNS = 20
FAULTY = 50
"""Each so many-th filter names a group that is not there."""


def measure() -> list[Figure]:
    """The slower of the two."""
    schema = layout_schema()
    sound, faulty = (json.dumps(document(step), indent=1) for step in (0, FAULTY))
    times = []
    for text, expected in ((sound, 0), (faulty, FILTERS // FAULTY)) * RUNS:
        started = time.perf_counter()
        faults: tuple[Any, ...] = ()
        try:
            check_layout(text, schema)
        except LayoutRefused as error:
            faults = error.faults
        times.append((time.perf_counter() - started) * 1000)
        if len(faults) != expected:
            raise RuntimeError(f"{len(faults)} faults instead of {expected}")
    took = percentile(times, 0.95)
    return [Figure("check of a layout of 500 filters, p95", f"{took:.0f} ms", "–", "–", "≤ 100 ms", took <= 100)]


def document(faulty_step: int) -> dict[str, Any]:
    """A layout of all kinds of filters; each `faulty_step`-th has a fault, none with 0."""
    filters = [_filter(number, faulty_step) for number in range(FILTERS)]
    page = {
        "id": "people",
        "text": {"en": {"label": "People"}},
        "groups": [{"id": "first", "text": {"en": {"label": "First"}}}],
        "filters": filters,
        "columns": [{"field": "field_1", "text": {"en": {"label": "One"}}}],
    }
    return {"layout": 1, "agency": "big", "version": 1, "base": None, "timeZone": "UTC", "pages": [page]}


def _filter(number: int, faulty_step: int) -> dict[str, Any]:
    kind = list(Kind)[number % len(Kind)]
    made: dict[str, Any] = {
        "id": f"big:people.filter_{number}",
        "kind": kind.value,
        "ui": {"group": "nowhere" if faulty_step and number % faulty_step == 0 else "first", "order": number},
        "bind": {"field": f"field_{number}", "operators": [one.value for one in OPERATORS[kind]]},
        "text": {"en": {"label": f"Filter {number}", "help": "As last seen"}},
    }
    if kind is Kind.PLACE:
        made["bind"]["longitude"] = f"longitude_{number}"
    if kind in (Kind.CHOICE, Kind.CHOICES, Kind.TREE):
        made["value"] = {"options": [{"value": f"v{place}", "text": {"en": f"Value {place}"}} for place in range(12)]}
    return made
