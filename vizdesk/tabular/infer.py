"""From a profile to a page of a layout, and from a page that an admin has edited to one that fits a new file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from vizdesk.domain.conditions import decode_condition, filters_in
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import DEFAULT_LOCALE, OPERATORS, STORED_AS, Json, Kind
from vizdesk.domain.layout_names import looks_the_same
from vizdesk.domain.naming import filter_id, label_for
from vizdesk.domain.text import UNFIT, fold
from vizdesk.tabular.places import PlaceColumns, places_of
from vizdesk.tabular.profile import Column

ORDER_STEP = 10
"""Between the orders of neighboring filters, so that an admin can put one in between."""

MANY_OPTIONS = 8
"""A choice of more than these is picked from a list, not from boxes to tick."""

_WIDTHS: Mapping[Kind, int] = {Kind.TEXT: 220, Kind.CHOICES: 150, Kind.NUMBER: 100, Kind.DATE: 130, Kind.YES_NO: 80}
_WITH_TIME_WIDTH = 190
_NAME_FIELDS = ("surname", "last_name", "family_name", "name", "full_name", "title")


def infer_page(agency: str, page: str, columns: Sequence[Column], key: Sequence[str] = ()) -> Json:
    """A page that shows and asks for every column of a data file.

    Args:
        agency: the namespace of its filters' ids.
        page: its id.
        columns: what a profile found, in the order of the file.
        key: the fields that tell one record from another; they are told, never inferred.
    """
    title = _title_field(columns)
    filters = _filters(agency, page, columns)
    _call_otherwise(filters, [])
    return {
        "id": page,
        "text": {DEFAULT_LOCALE: {"label": label_for(page, page)}},
        "groups": [],
        "filters": filters,
        "columns": [_column(one) for one in columns],
        "sort": [{"field": title, "direction": "asc"}],
        "record": {"title": [title]} | ({"key": list(key)} if key else {}),
        "policy": {"minimumCriteria": 0, "reason": "none"},
    }


def new_layout(agency: str, page: Json) -> Json:
    """The first layout of an agency."""
    return {
        "layout": 1, "agency": agency, "version": 1, "base": None, "timeZone": "UTC", "pages": [page], "migrations": [],
    }  # fmt: skip


def _call_otherwise(new: Sequence[Json], others: Sequence[Json]) -> None:
    """Number the labels of new filters that others have already: no two filters are called the same."""
    taken = {looks_the_same(text["label"]) for one in others for text in one["text"].values()}
    for one in new:
        text = one["text"][DEFAULT_LOCALE]
        label, count = text["label"], 1
        while looks_the_same(text["label"]) in taken:
            count += 1
            text["label"] = f"{label} {count}"
        taken.add(looks_the_same(text["label"]))


def _title_field(columns: Sequence[Column]) -> str:
    """What a record is called by: a name if there is one, else the first field that is text, else the first field."""
    texts = [one.name for one in columns if one.kind is Kind.TEXT]
    for wanted in _NAME_FIELDS:
        for name in texts:
            if name == wanted:
                return name
    named = [name for name in texts if name.endswith("_name")]
    return (named or texts or [columns[0].name])[0]


def _filters(agency: str, page: str, columns: Sequence[Column]) -> list[Json]:
    """A filter for each column; a latitude and its longitude have one for the place instead."""
    places = {one.latitude.name: one for one in places_of(columns)}
    in_places = {one.longitude.name for one in places.values()}
    filters = []
    for place, one in enumerate(columns, start=1):
        if one.name in places:
            filters.append(_place_filter(agency, page, places[one.name], ORDER_STEP * place))
        elif one.name not in in_places:
            filters.append(_filter(agency, page, one, ORDER_STEP * place))
    return filters


def _place_filter(agency: str, page: str, found: PlaceColumns, order: int) -> Json:
    return {
        "id": filter_id(agency, page, found.name),
        "kind": Kind.PLACE.value,
        "ui": {"order": order},
        "bind": {
            "field": found.latitude.name,
            "longitude": found.longitude.name,
            "operators": [one.value for one in OPERATORS[Kind.PLACE]],
        },
        "text": {DEFAULT_LOCALE: {"label": label_for(found.name, found.name)}},
    }


def _filter(agency: str, page: str, column: Column, order: int) -> Json:
    made: Json = {"id": filter_id(agency, page, column.name), "kind": column.kind.value}
    if value := _value(column):
        made["value"] = value
    made["ui"] = {"order": order}
    if column.kind is Kind.CHOICES:
        made["ui"]["widget"] = "checkboxes" if len(column.options) <= MANY_OPTIONS else "list"
    made["bind"] = {
        "field": column.name,
        "operators": [one.value for one in OPERATORS[column.kind]],
        "missing": "exclude",
    }
    made["text"] = {DEFAULT_LOCALE: {"label": label_for(column.header, column.name)}}
    return made


def _value(column: Column) -> Json:
    value: Json = {}
    if column.kind is Kind.CHOICES:
        value["options"] = [{"value": one, "text": {}} for one in column.options if not UNFIT.search(one)]
    if column.minimum is not None:
        value |= {"minimum": column.minimum, "maximum": column.maximum}
    if column.precision is not None:
        value["precision"] = column.precision.value
    return value


def _column(column: Column) -> Json:
    with_time = column.kind is Kind.DATE and column.precision in ("minute", "second")
    return {
        "field": column.name,
        "text": {DEFAULT_LOCALE: {"label": label_for(column.header, column.name)}},
        "width": _WITH_TIME_WIDTH if with_time else _WIDTHS[column.kind],
    }


@dataclass(frozen=True, slots=True)
class Merged:
    """A page that was edited before, made to fit new records; `steps` tell saved criteria what became of filters."""

    page: Json
    steps: list[Json] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def merge_page(edited: Json, inferred: Json, taken: Collection[str] = ()) -> Merged:
    """Keep what an admin edited for the fields that are still there; append new ones; let vanished ones leave.

    Args:
        edited: the page of the current layout.
        inferred: the page that the new file alone would get.
        taken: ids that a new filter cannot have.
    """
    page = deepcopy(edited)
    fresh = _by_field(inferred["filters"])
    columns = {one["field"]: one for one in inferred["columns"]}
    kept, steps = _merged_filters(page["filters"], fresh)
    shown = {name for one in kept for name in _fields(one)}
    order = max((one.get("ui", {}).get("order", 0) for one in kept), default=0)
    ids = {one["id"] for one in edited["filters"]}
    new = [deepcopy(one) for one in inferred["filters"] if shown.isdisjoint(_fields(one))]
    added = with_free_ids(new, ids.union(taken))
    for place, one in enumerate(added, start=1):
        one["ui"]["order"] = order + ORDER_STEP * place
    _call_otherwise(added, kept)
    page["filters"] = kept + added
    known = {name for one in edited["filters"] for name in _fields(one)} | {one["field"] for one in edited["columns"]}
    page["columns"] = [one for one in page["columns"] if one["field"] in columns]
    page["columns"] += [one for name, one in columns.items() if name not in known]
    page["columns"] = page["columns"] or inferred["columns"]
    page["sort"] = [one for one in page.get("sort", ()) if one["field"] in columns] or inferred["sort"]
    record = page.setdefault("record", {})
    record["title"] = [name for name in record.get("title", ()) if name in columns] or inferred["record"]["title"]
    if "key" in inferred["record"]:
        record["key"] = inferred["record"]["key"]
    if record.get("photo") not in columns:
        record.pop("photo", None)
    _forget_conditions(page)
    return Merged(page, steps, _notes(added, steps))


def _fields(one: Json) -> list[str]:
    """The fields that a filter is bound to."""
    return [one["bind"][key] for key in ("field", "longitude") if key in one["bind"]]


def _by_field(filters: Sequence[Json]) -> dict[str, Json]:
    """What a file alone would get for each field; a place's longitude by itself is a number."""
    found: dict[str, Json] = {}
    for one in filters:
        field, *longitude = _fields(one)
        found[field] = one
        for name in longitude:
            found[name] = {"kind": Kind.NUMBER.value, "ui": {}, "bind": {"field": name}}
    return found


def with_free_ids(filters: Sequence[Json], taken: Collection[str]) -> list[Json]:
    """Filters with ids of their own: `harbor:people.country` is `harbor:people.country_2` where that is taken.

    Args:
        filters: new ones, on which nothing depends yet.
        taken: the ids of other filters, and of those that a layout had once.
    """
    used = set(taken)
    made = []
    for one in filters:
        identifier, count = one["id"], 1
        while identifier in used:
            count += 1
            identifier = f"{one['id']}_{count}"
        used.add(identifier)
        made.append(one | {"id": identifier})
    return made


def _merged_filters(edited: Sequence[Json], fresh: Mapping[str, Json]) -> tuple[list[Json], list[Json]]:
    kept: list[Json] = []
    steps: list[Json] = []
    for one in edited:
        news = [fresh[name] for name in _fields(one) if name in fresh]
        new = news[0] if len(news) == len(_fields(one)) else None
        if new is None:
            steps.append({"op": "retire", "id": one["id"], "why": "The field is not in the new file."})
        elif all(_asks_for(one["kind"], each["kind"]) for each in news):
            kept.append(one if one["kind"] == Kind.PLACE else one | {"value": _merged_value(one, new)})
        else:
            steps.append({"op": "retype", "id": one["id"], "from": one["kind"], "to": new["kind"]})
            kept.append(_retyped(one, new))
    return [{key: value for key, value in one.items() if key != "value" or value} for one in kept], steps


def _asks_for(kind: str, inferred: str) -> bool:
    """Whether a filter of some kind fits a field for which another kind was inferred."""
    return STORED_AS.get(Kind(kind), kind) == STORED_AS.get(Kind(inferred), inferred)


def _retyped(one: Json, new: Json) -> Json:
    ui = {key: value for key, value in one.get("ui", {}).items() if key != "widget"}
    if "widget" in new["ui"]:
        ui["widget"] = new["ui"]["widget"]
    return one | {"kind": new["kind"], "value": new.get("value", {}), "bind": new["bind"], "ui": ui}


def _merged_value(edited: Json, inferred: Json) -> Json:
    old, new = edited.get("value", {}), inferred.get("value", {})
    merged: Json = old | new
    if "options" in old or "options" in new:
        known = {value for one in old.get("options", ()) for value in _values(one)}
        more = [one for one in new.get("options", ()) if one["value"] not in known]
        merged["options"] = [*old.get("options", ()), *sorted(more, key=lambda one: fold(one["value"]))]
    for end, pick in (("minimum", min), ("maximum", max)):
        if old.get(end) is not None and new.get(end) is not None:
            merged[end] = _outer(pick, old[end], new[end])
    return merged


def _values(option: Json) -> list[str]:
    """An option's value, and those below it."""
    return [option["value"], *(value for child in option.get("children", ()) for value in _values(child))]


def _outer(pick: Any, old: float | str, new: float | str) -> float | str:
    """The outer of two ends of a range; the new one where they cannot be compared."""
    comparable = isinstance(old, str) == isinstance(new, str)
    end: float | str = pick(old, new) if comparable else new
    return end


def _forget_conditions(page: Json) -> None:
    """A filter whose visibility hung on one that left is always visible."""
    ids = {one["id"] for one in page["filters"]}
    for one in page["filters"]:
        condition = one.get("ui", {}).get("visibleWhen")
        if condition is not None and not ids.issuperset(filters_in(decode_condition(condition))):
            one["ui"] = {key: value for key, value in one["ui"].items() if key != "visibleWhen"}


def _notes(added: Sequence[Json], steps: Sequence[Json]) -> list[str]:
    retired = sum(step["op"] == "retire" for step in steps)
    retyped = len(steps) - retired
    told = (
        (
            len(added),
            Filled("1 field is new and was added at the end."),
            Filled("{count} fields are new and were added at the end.", count=len(added)),
        ),
        (
            retired,
            Filled("1 field is gone; its filter was retired."),
            Filled("{count} fields are gone; their filters were retired.", count=retired),
        ),
        (
            retyped,
            Filled("1 field changed its kind; its filter was fitted."),
            Filled("{count} fields changed their kind; their filters were fitted.", count=retyped),
        ),
    )
    return [one if count == 1 else many for count, one, many in told if count]
