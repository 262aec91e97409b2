"""What hangs together across the parts of a layout document: groups, conditions, fields, ends of ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vizdesk.domain.conditions import ids_in_source
from vizdesk.domain.criteria import check_criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest, Fault
from vizdesk.domain.json_positions import pointer_of
from vizdesk.domain.layout import Json, decode_layout
from vizdesk.domain.layout_names import Path

MAX_FILTERS = 2000
OPTION_SOURCES = frozenset({"options", "list", "source"})
SHOWN_WAY = 6
"""Filters of a circle that are named at most."""


def reference_faults(document: Json) -> Iterator[Fault]:
    """References that lead nowhere, or in a circle.

    Args:
        document: of the schema's form.
    """
    pages = document["pages"]
    if sum(len(page["filters"]) for page in pages) > MAX_FILTERS:
        yield Fault("/pages", f"The layout has more than {MAX_FILTERS:,} filters.", "Leave some out.")
    for place, page in enumerate(pages):
        yield from _page_faults(page, ("pages", place))
        yield from _condition_faults(page, ("pages", place))
        yield from _dependency_faults(page, ("pages", place))
        yield from _field_faults(page, ("pages", place))
    if any("default" in one.get("value", {}) for page in pages for one in page["filters"]):
        yield from _default_faults(document)


def _page_faults(page: Json, path: Path) -> Iterator[Fault]:
    groups = {one["id"] for one in page.get("groups", ())}
    for number, one in enumerate(page["filters"]):
        ui, value = one.get("ui", {}), one.get("value", {})
        if "group" in ui and ui["group"] not in groups:
            where = pointer_of(*path, "filters", number, "ui", "group")
            yield Fault(where, "There is no such group on this page.", _among(page.get("groups", ())))
        if one["kind"] in ("choice", "choices") and "value" in one and len(OPTION_SOURCES & value.keys()) != 1:
            where, hint = pointer_of(*path, "filters", number, "value"), "Give one of “options”, “list” and “source”."
            yield Fault(where, "The options come from exactly one place.", hint)
        if "minimum" in value and "maximum" in value and value["minimum"] > value["maximum"]:
            where = pointer_of(*path, "filters", number, "value")
            yield Fault(where, "The minimum is larger than the maximum.", "Swap the two.")


def _default_faults(document: Json) -> Iterator[Fault]:
    for place, page in enumerate(decode_layout(document).pages):
        for number, one in enumerate(page.filters):
            if one.default is None:
                continue
            try:
                check_criterion(one, criterion_from_wire(one.default, "The default"))
            except BadRequest as error:
                where = pointer_of("pages", place, "filters", number, "value", "default")
                yield Fault(where, error.sentence, error.next_step)


def _among(groups: Iterable[Json]) -> str:
    listed = ", ".join(one["id"] for one in groups)
    return f"Groups are {listed}." if listed else "Add it to the page’s groups."


def _condition_faults(page: Json, path: Path) -> Iterator[Fault]:
    places = {one["id"]: number for number, one in enumerate(page["filters"])}
    hangs_on: dict[str, list[str]] = {}
    for number, one in enumerate(page["filters"]):
        condition = one.get("ui", {}).get("visibleWhen")
        if condition is None:
            continue
        for where, identifier in ids_in_source(condition):
            pointer = pointer_of(*path, "filters", number, "ui", "visibleWhen", *where)
            if identifier not in places:
                yield Fault(pointer, "There is no filter with this id.", "Name a filter of the same page.")
            elif identifier == one["id"]:
                yield Fault(pointer, "A filter cannot hang on itself.", "Let it hang on another filter.")
            else:
                hangs_on.setdefault(one["id"], []).append(identifier)
    for circle in _circles(hangs_on):
        first = min(circle, key=places.__getitem__)
        at = circle.index(first)
        way = (*circle[at:], *circle[:at])
        told = " → ".join((*way[:SHOWN_WAY], *(["…"] if len(way) > SHOWN_WAY else []), first))
        pointer = pointer_of(*path, "filters", places[first], "ui", "visibleWhen")
        yield Fault(pointer, "These conditions hang on one another in a circle.", f"Cut it somewhere: {told}.")


def _dependency_faults(page: Json, path: Path) -> Iterator[Fault]:
    """Options that hang on no filter with options, on themselves, or on options that are not there."""
    filters = {one["id"]: one for one in page["filters"]}
    for number, one in enumerate(page["filters"]):
        value = one.get("value", {})
        where = (*path, "filters", number, "value")
        parent = filters.get(value.get("dependsOn", one["id"]), {})
        hanging = [(place, option) for place, option in enumerate(value.get("options", ())) if "of" in option]
        if "dependsOn" not in value:
            for place, _ in hanging[:1]:
                hint = "Name the other filter in “dependsOn”."
                yield Fault(pointer_of(*where, "options", place, "of"), "This filter depends on no other.", hint)
            continue
        if parent is one or parent.get("kind") not in ("choice", "choices", "tree"):
            told = "Options depend on another filter of choices of the same page."
            yield Fault(pointer_of(*where, "dependsOn"), told, "Name the id of one.")
            continue
        known = {option["value"] for option in _walked(parent.get("value", {}).get("options", ()))}
        for place, option in hanging:
            unknown = [name for name in option["of"] if known and name not in known]
            if unknown:
                told = f"“{unknown[0]}” is not one of the options of the filter that this one depends on."
                yield Fault(pointer_of(*where, "options", place, "of"), told, "Write it as it is written there.")


def _walked(options: Iterable[Json]) -> Iterator[Json]:
    for one in options:
        yield one
        yield from _walked(one.get("children", ()))


def _circles(hangs_on: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Circles of a graph, each once; of those that share a filter, one."""
    done: set[str] = set()
    for start in hangs_on:
        way: dict[str, Iterator[str]] = {}
        if start not in done:
            way[start] = iter(hangs_on[start])
        while way:
            name = next(reversed(way))
            following = next(way[name], None)
            if following is None:
                del way[name]
                done.add(name)
            elif following in way:
                names = list(way)
                yield names[names.index(following) :]
            elif following not in done:
                way[following] = iter(hangs_on.get(following, ()))


def _field_faults(page: Json, path: Path) -> Iterator[Fault]:
    """Sorting and titles name fields that the page shows or asks for; a column may show any field of the records."""
    known = {one["field"] for one in page["columns"]} | {
        one["bind"][key] for one in page["filters"] for key in ("field", "longitude") if key in one["bind"]
    }
    named: list[tuple[Path, str]]
    named = [(("sort", place, "field"), one["field"]) for place, one in enumerate(page.get("sort", ()))]
    record = page.get("record", {})
    named += [(("record", "title", place), name) for place, name in enumerate(record.get("title", ()))]
    if "photo" in record:
        named.append((("record", "photo"), record["photo"]))
    for where, name in named:
        if name not in known:
            hint = "Name one of its columns."
            yield Fault(pointer_of(*path, *where), "The page neither shows nor asks for this field.", hint)
