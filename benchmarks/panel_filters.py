"""Generated filters: as a layout of ours, and as what the two form libraries take."""

from __future__ import annotations

from typing import Any

from vizdesk.domain.layout import OPERATORS, Kind

MIX = (
    "text choice text choices text number choice text date yesNo "
    "text choices number choice text yesNo date choices number choice"
)
"""Of twenty filters: six texts, four of one choice, three of several, three numbers, two dates, two yes or no."""

KINDS = [Kind(name) for name in MIX.split()]
OPTIONS = 12
IN_GROUP = 10
"""So many filters a group, about."""


def layout_of(count: int) -> dict[str, Any]:
    """A layout with one page of so many filters."""
    groups = [
        {"id": f"group_{place}", "text": {"en": {"label": f"Group {place}"}}} for place in range(count // IN_GROUP)
    ]
    page = {
        "id": "people",
        "text": {"en": {"label": "People"}},
        "groups": groups,
        "filters": [_filter(number) for number in range(count)],
        "columns": [{"field": "field_0", "text": {"en": {"label": "One"}}}],
    }
    return {"layout": 1, "agency": "bench", "version": 1, "base": None, "timeZone": "UTC", "pages": [page]}


def _filter(number: int) -> dict[str, Any]:
    kind = KINDS[number % len(KINDS)]
    made: dict[str, Any] = {
        "id": f"bench:people.filter_{number}",
        "kind": kind.value,
        "ui": {"group": f"group_{number // IN_GROUP}", "order": number},
        "bind": {"field": f"field_{number}", "operators": [one.value for one in OPERATORS[kind]]},
        "text": {"en": {"label": f"Filter {number}"}},
    }
    if kind in (Kind.CHOICE, Kind.CHOICES):
        options = [{"value": value, "text": {"en": label}} for value, label in _options()]
        made["value"] = {"options": options}
    return made


def _options() -> list[tuple[str, str]]:
    return [(f"v{place}", f"Value {place}") for place in range(OPTIONS)]


def rjsf_of(count: int) -> dict[str, Any]:
    """The same as JSON Schema, grouped into objects, with the hints that @rjsf/core takes."""
    schema, hints = {}, {}
    for group, names in _groups(count):
        schema[group] = {
            "type": "object",
            "title": group.replace("_", " ").capitalize(),
            "properties": {name: _value(number, name) for number, name in names},
        }
        hints[group] = {name: hint for number, name in names if (hint := _hint(number))}
    return {"schema": {"type": "object", "properties": schema}, "uiSchema": hints}


def jsonforms_of(count: int) -> dict[str, Any]:
    """The same as one flat object, with groups in the UI schema, as JSON Forms has it."""
    names = [pair for _, pairs in _groups(count) for pair in pairs]
    groups = [
        {
            "type": "Group",
            "label": group.replace("_", " ").capitalize(),
            "elements": [element for number, name in pairs for element in _elements(number, name)],
        }
        for group, pairs in _groups(count)
    ]
    schema = {"type": "object", "properties": {name: _value(number, name) for number, name in names}}
    return {"schema": schema, "uischema": {"type": "VerticalLayout", "elements": groups}}


def _groups(count: int) -> list[tuple[str, list[tuple[int, str]]]]:
    numbers = [range(first, min(first + IN_GROUP, count)) for first in range(0, count, IN_GROUP)]
    return [(f"group_{place}", [(one, f"filter_{one}") for one in each]) for place, each in enumerate(numbers)]


def _value(number: int, name: str) -> dict[str, Any]:
    kind, title = KINDS[number % len(KINDS)], name.replace("_", " ").capitalize()
    one_of = [{"const": value, "title": label} for value, label in _options()]
    if kind is Kind.CHOICE:
        return {"type": "string", "title": title, "oneOf": one_of}
    if kind is Kind.CHOICES:
        return {"type": "array", "title": title, "uniqueItems": True, "items": {"type": "string", "oneOf": one_of}}
    if kind is Kind.YES_NO:
        return {"type": "string", "title": title, "enum": ["yes", "no"]}
    if kind in (Kind.NUMBER, Kind.DATE):
        end = {"type": "number"} if kind is Kind.NUMBER else {"type": "string", "format": "date"}
        return {"type": "object", "title": title, "properties": {"from": end, "to": end}}
    return {"type": "string", "title": title}


def _hint(number: int) -> dict[str, Any] | None:
    kind = KINDS[number % len(KINDS)]
    widget = {Kind.CHOICES: "checkboxes", Kind.YES_NO: "radio"}.get(kind)
    return {"ui:widget": widget} if widget else None


def _elements(number: int, name: str) -> list[dict[str, Any]]:
    if KINDS[number % len(KINDS)] not in (Kind.NUMBER, Kind.DATE):
        return [{"type": "Control", "scope": f"#/properties/{name}"}]
    ends = [{"type": "Control", "scope": f"#/properties/{name}/properties/{end}"} for end in ("from", "to")]
    return [{"type": "HorizontalLayout", "elements": ends}]
