"""Faults of a layout's policies and units that the JSON Schema cannot tell."""

from __future__ import annotations

from collections.abc import Iterator

from vizdesk.domain.errors import BadRequest, Fault
from vizdesk.domain.layout import Json
from vizdesk.domain.relative_dates import time_zone
from vizdesk.domain.units import are_alike


def policy_faults(document: Json) -> Iterator[Fault]:
    """The faults of a document of the right form: its time zone, its pages' policies, its filters' units."""
    try:
        time_zone(document.get("timeZone", "UTC"))
    except BadRequest:
        yield Fault("/timeZone", "There is no such time zone.", "Name one such as America/Los_Angeles.")
    for place, page in enumerate(document["pages"]):
        yield from _page_faults(page, f"/pages/{place}/policy")
        for number, one in enumerate(page["filters"]):
            value = one.get("value", {})
            if "display" in value and not are_alike(value.get("unit", ""), value["display"]):
                pointer = f"/pages/{place}/filters/{number}/value/display"
                yield Fault(pointer, "The records’ unit cannot be shown in this one.", "Name both, of one kind.")


def _page_faults(page: Json, pointer: str) -> Iterator[Fault]:
    policy, ids = page.get("policy", {}), {one["id"] for one in page["filters"]}
    for place, group in enumerate(policy.get("exactlyOneOf", ())):
        for number, identifier in enumerate(group):
            if identifier not in ids:
                where = f"{pointer}/exactlyOneOf/{place}/{number}"
                yield Fault(where, "There is no filter with this id.", "Name a filter of the same page.")
    reasons = [one["value"] for one in policy.get("reasons", ())]
    if policy.get("reason") == "required" and not reasons:
        yield Fault(f"{pointer}/reason", "There is no reason to choose from.", "List some under “reasons”.")
    for place, value in enumerate(reasons):
        if value in reasons[:place]:
            yield Fault(f"{pointer}/reasons/{place}/value", "Another reason has this value.", "Give each its own.")
