"""Checking a layout's migrations: every id that a step names leads to a filter of today or to a step that ends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vizdesk.domain.errors import Fault
from vizdesk.domain.layout import Json

_UNKNOWN: Final = "There is no filter with this id, neither now nor in a later step."
_LEADS_ON: Final = "Name a filter of the layout, or end this one with a “retire” step."
_REUSED: Final = "This id is in use again, though a step ends it; ids are never used twice."
_NEW_ID: Final = "Give the new filter an id of its own."


def migration_faults(document: Json) -> list[Fault]:
    """The faults of a document of the right form, in the order of its text."""
    faults = list(order_faults(document, document["version"]))
    kinds = {one["id"]: one["kind"] for page in document["pages"] for one in page["filters"]}
    found: list[Fault] = []
    for place, migration in reversed(list(enumerate(document.get("migrations", ())))):
        for number, step in reversed(list(enumerate(migration["steps"]))):
            found += _step_faults(step, f"/migrations/{place}/steps/{number}", kinds)
    return faults + found[::-1]


def order_faults(document: Json, version: int) -> Iterator[Fault]:
    """Each migration starts later than the one before; none later than the version that was edited.

    Args:
        document: of the right form.
        version: the one that was edited; publishing makes the next one of it.
    """
    before = 0
    for place, one in enumerate(document.get("migrations", ())):
        pointer = f"/migrations/{place}/from"
        if one["from"] <= before:
            yield Fault(pointer, "Migrations stand in the order of their versions, one for each.", "Sort or join them.")
        elif one["from"] > version:
            hint = "Write the version that you are changing: publishing makes the next one of it."
            yield Fault(pointer, "This version is newer than the layout itself.", hint)
        before = max(before, one["from"])


def _step_faults(step: Json, pointer: str, kinds: dict[str, str]) -> Iterator[Fault]:
    """The faults of one step.

    Args:
        step: of the right form.
        pointer: where it stands.
        kinds: the kind of each filter behind this step, by id; an empty text where it is not known. It is brought to
            how it was before the step, since steps are looked at from the last to the first.
    """
    match step["op"]:
        case "rename":
            yield from _ended(step["from"], f"{pointer}/from", kinds)
            yield from _led(step["id"], f"{pointer}/id", kinds)
            kinds[step["from"]] = kinds.pop(step["id"], "")
        case "retire":
            yield from _ended(step["id"], f"{pointer}/id", kinds)
            kinds[step["id"]] = ""
        case "split":
            yield from _split_faults(step, pointer, kinds)
            kinds[step["id"]] = ""
        case "retype":
            yield from _led(step["id"], f"{pointer}/id", kinds)
            if kinds.get(step["id"]) not in (None, "", step["to"]):
                yield Fault(f"{pointer}/to", "The filter is of another kind behind this step.", "Name that kind.")
            kinds[step["id"]] = step["from"]
        case _:
            yield from _led(step["id"], f"{pointer}/id", kinds)
            if not step["map"]:
                yield Fault(f"{pointer}/map", "This maps no option.", "Name the old value and the new one.")


def _split_faults(step: Json, pointer: str, kinds: dict[str, str]) -> Iterator[Fault]:
    if not step["map"]:
        yield Fault(f"{pointer}/map", "This maps no option.", "Name each option and what it stands for now.")
    goes_on = False
    for value, row in step["map"].items():
        escaped = value.replace("~", "~0").replace("/", "~1")
        seen: set[str] = set()
        for place, target in enumerate(row):
            at = f"{pointer}/map/{escaped}/{place}/id"
            goes_on = goes_on or target["id"] == step["id"]
            yield from _led(target["id"], at, kinds)
            if target["id"] in seen:
                yield Fault(at, "One option asks the same filter twice.", "Keep one.")
            seen.add(target["id"])
    if not goes_on:
        yield from _ended(step["id"], f"{pointer}/id", kinds)


def _led(identifier: str, pointer: str, kinds: dict[str, str]) -> Iterator[Fault]:
    if identifier not in kinds:
        yield Fault(pointer, _UNKNOWN, _LEADS_ON)


def _ended(identifier: str, pointer: str, kinds: dict[str, str]) -> Iterator[Fault]:
    if identifier in kinds:
        yield Fault(pointer, _REUSED, _NEW_ID)
