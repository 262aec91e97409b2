"""A small layout with every kind of filter, for tests."""

from __future__ import annotations

from typing import Any

from vizdesk.domain.layout import Layout, Page, decode_layout


def _filter(name: str, kind: str, label: str, **parts: Any) -> dict[str, Any]:
    bind = {"field": name} | parts.pop("bind", {})
    return {"id": f"harbor:people.{name}", "kind": kind, "bind": bind, "text": {"en": {"label": label}}, **parts}


def people_document() -> dict[str, Any]:
    """The document: one page with filters of all kinds, in two groups and without one."""
    hair = [{"value": "BRO", "text": {"en": "Brown", "es": "Castaño"}}, {"value": "BLK", "text": {"en": "Black"}}]
    eyes = [{"value": value, "text": {}} for value in ("blue", "green")]
    appearance = {"ui": {"group": "appearance"}}
    return {
        "layout": 1,
        "agency": "harbor",
        "version": 7,
        "pages": [
            {
                "id": "people",
                "text": {"en": {"label": "Persons"}, "es": {"label": "Personas"}},
                "groups": [
                    {"id": "identity", "text": {"en": {"label": "Identity"}}},
                    {"id": "appearance", "text": {"en": {"label": "Appearance"}}},
                ],
                "filters": [
                    _filter("surname", "text", "Last name", ui={"group": "identity", "order": 1}),
                    _filter("dob", "date", "Born", ui={"group": "identity", "order": 2}),
                    _filter("hair", "choices", "Hair color", value={"options": hair}, **appearance),
                    _filter("eyes", "choice", "Eyes", value={"options": eyes}, **appearance),
                    _filter("height", "number", "Height", value={"unit": "cm", "minimum": 100, "maximum": 220}),
                    _filter("seen", "date", "First seen", value={"precision": "month"}),
                    _filter("armed", "yesNo", "Armed"),
                ],
                "columns": [
                    {"field": "surname", "text": {"en": {"label": "Last name"}}, "width": 160},
                    {"field": "dob", "text": {"en": {"label": "Born"}}},
                    {"field": "height", "text": {"en": {"label": "Height"}}},
                ],
                "sort": [{"field": "surname", "direction": "asc"}],
                "record": {"title": ["surname"]},
            }
        ],
    }


def people_layout() -> Layout:
    """The same, decoded."""
    return decode_layout(people_document())


def published_layout() -> Layout:
    """The same as a new gateway publishes it: as its first version."""
    return people_layout()._replace(version=1)


def people_page() -> Page:
    """Its only page."""
    return people_layout().pages[0]
