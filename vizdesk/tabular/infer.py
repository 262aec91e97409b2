"""From a profile to a page of a layout, and from a page that an admin has edited to one that fits a new file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from vizdesk.domain.layout import DEFAULT_LOCALE, OPERATORS, STORED_AS, Json, Kind
from vizdesk.domain.naming import filter_id, label_for
from vizdesk.domain.text import fold
from vizdesk.tabular.profile import Column

ORDER_STEP = 10
"""Between the orders of neighboring filters, so that an admin can put one in between."""

MANY_OPTIONS = 8
"""A choice of more than these is picked from a list, not from boxes to tick."""

_WIDTHS: Mapping[Kind, int] = {Kind.TEXT: 220, Kind.CHOICES: 150, Kind.NUMBER: 100, Kind.DATE: 130, Kind.YES_NO: 80}
_WITH_TIME_WIDTH = 170
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
    return {
        "id": page,
        "text": {DEFAULT_LOCALE: {"label": label_for(page, page)}},
        "groups": [],
        "filters": [_filter(agency, page, one, ORDER_STEP * place) for place, one in enumerate(columns, start=1)],
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


def _title_field(columns: Sequence[Column]) -> str:
    """What a record is called by: a name if there is one, else the first field that is text, else the first field."""
    texts = [one.name for one in columns if one.kind is Kind.TEXT]
    for wanted in _NAME_FIELDS:
        for name in texts:
            if name == wanted:
                return name
    named = [name for name in texts if name.endswith("_name")]
    return (named or texts or [columns[0].name])[0]


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
        value["options"] = [{"value": one, "text": {}} for one in column.options]
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


def merge_page(edited: Json, inferred: Json) -> Merged:
    """Keep what an admin edited for the fields that are still there; append new ones; let vanished ones leave.

    Args:
        edited: the page of the current layout.
        inferred: the page that the new file alone would get.
    """
    page = deepcopy(edited)
    fresh = {one["bind"]["field"]: one for one in inferred["filters"]}
    columns = {one["field"]: one for one in inferred["columns"]}
    kept, steps = _merged_filters(page["filters"], fresh)
    shown = {one["bind"]["field"] for one in kept}
    order = max((one.get("ui", {}).get("order", 0) for one in kept), default=0)
    added = [deepcopy(one) for name, one in fresh.items() if name not in shown]
    for place, one in enumerate(added, start=1):
        one["ui"]["order"] = order + ORDER_STEP * place
    ids = {one["id"] for one in kept}
    page["filters"] = kept + [one for one in added if one["id"] not in ids]
    known = {one["bind"]["field"] for one in edited["filters"]} | {one["field"] for one in edited["columns"]}
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


def _merged_filters(edited: Sequence[Json], fresh: Mapping[str, Json]) -> tuple[list[Json], list[Json]]:
    kept: list[Json] = []
    steps: list[Json] = []
    for one in edited:
        new = fresh.get(one["bind"]["field"])
        if new is None:
            steps.append({"op": "retire", "id": one["id"], "why": "The field is not in the new file."})
        elif _asks_for(one["kind"], new["kind"]):
            kept.append(one | {"value": _merged_value(one.get("value", {}), new.get("value", {}))})
        else:
            steps.append({"op": "retype", "id": one["id"], "from": one["kind"], "to": new["kind"]})
            kept.append(_retyped(one, new))
    return [{key: value for key, value in one.items() if key != "value" or value} for one in kept], steps


def _asks_for(filter_kind: str, field_kind: str) -> bool:
    """Whether a filter fits a field of some kind."""
    return STORED_AS.get(Kind(filter_kind), filter_kind) == field_kind


def _retyped(one: Json, new: Json) -> Json:
    ui = {key: value for key, value in one.get("ui", {}).items() if key != "widget"}
    if "widget" in new["ui"]:
        ui["widget"] = new["ui"]["widget"]
    return one | {"kind": new["kind"], "value": new.get("value", {}), "bind": new["bind"], "ui": ui}


def _merged_value(old: Json, new: Json) -> Json:
    merged = old | new
    if "options" in old or "options" in new:
        known = {one["value"] for one in old.get("options", ())}
        more = [one for one in new.get("options", ()) if one["value"] not in known]
        merged["options"] = [*old.get("options", ()), *sorted(more, key=lambda one: fold(one["value"]))]
    for end, pick in (("minimum", min), ("maximum", max)):
        if old.get(end) is not None and new.get(end) is not None:
            merged[end] = _outer(pick, old[end], new[end])
    return merged


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
        if condition is not None and condition["id"] not in ids:
            one["ui"] = {key: value for key, value in one["ui"].items() if key != "visibleWhen"}


def _notes(added: Sequence[Json], steps: Sequence[Json]) -> list[str]:
    retired = sum(step["op"] == "retire" for step in steps)
    retyped = len(steps) - retired
    told = (
        (len(added), "field is new and was added at the end.", "fields are new and were added at the end."),
        (retired, "field is gone; its filter was retired.", "fields are gone; their filters were retired."),
        (
            retyped,
            "field changed its kind; its filter was fitted.",
            "fields changed their kind; their filters were fitted.",
        ),
    )
    return [f"{count} {one if count == 1 else many}" for count, one, many in told if count]
