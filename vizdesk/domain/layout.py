"""The layout document as frozen values: an agency's pages, filters, columns and labels.

`decode_layout` expects a document that `layout_check.check_layout` found no fault in; it never guesses.
`Layout.document` keeps the document itself, which is what is stored, exchanged and edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

Json = dict[str, Any]

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""The default of a mapping that may be left out."""

MAX_BYTES = 1024 * 1024
"""Largest layout document, in bytes of UTF-8."""

DEFAULT_LOCALE = "en"


class Kind(StrEnum):
    """What a filter asks for."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yesNo"


STORED_AS: Mapping[Kind, Kind] = {Kind.CHOICE: Kind.CHOICES, Kind.IDENTIFIER: Kind.TEXT}
"""The kind of field that a filter asks for, where that is of another name: one of several choices, a kind of text."""


class Operator(StrEnum):
    """What a criterion does with its values."""

    EQUALS = "equals"
    IN = "in"
    NOT_IN = "notIn"
    CONTAINS = "contains"
    PREFIX = "prefix"
    WILDCARD = "wildcard"
    PHONETIC = "phonetic"
    FUZZY = "fuzzy"
    LOOKS_LIKE = "looksLike"
    BETWEEN = "between"
    EXISTS = "exists"


OPERATORS: Mapping[Kind, tuple[Operator, ...]] = {
    Kind.TEXT: (
        Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.CONTAINS, Operator.PREFIX, Operator.WILDCARD,
        Operator.PHONETIC, Operator.FUZZY, Operator.EXISTS,
    ),
    Kind.IDENTIFIER: (
        Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.PREFIX, Operator.WILDCARD, Operator.LOOKS_LIKE,
        Operator.EXISTS,
    ),
    Kind.CHOICE: (Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.EXISTS),
    Kind.CHOICES: (Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.EXISTS),
    Kind.NUMBER: (Operator.EQUALS, Operator.IN, Operator.BETWEEN, Operator.EXISTS),
    Kind.DATE: (Operator.EQUALS, Operator.BETWEEN, Operator.EXISTS),
    Kind.YES_NO: (Operator.EQUALS, Operator.EXISTS),
}  # fmt: skip
"""The operators that make sense for each kind; a layout may allow fewer."""


class Precision(StrEnum):
    """How finely the dates of a field are known: ISO 8601 at reduced precision, `1962-08` up to seconds."""

    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Direction(StrEnum):
    """Sort direction; missing values come last in both."""

    ASC = "asc"
    DESC = "desc"


class Missing(StrEnum):
    """Whether a negation finds records in which the value is missing."""

    EXCLUDE = "exclude"
    INCLUDE = "include"


Texts = Mapping[str, Mapping[str, str]]
"""Per locale: `label`, and optionally `help`."""


def text_in(texts: Texts, locale: str, key: str = "label") -> str:
    """The text of `key` in a locale such as `es_MX`, else its language, else English, else the first there is."""
    for name in (locale, locale.replace("_", "-"), locale.replace("-", "_").split("_")[0], DEFAULT_LOCALE):
        if name in texts and key in texts[name]:
            return texts[name][key]
    return next((entry[key] for entry in texts.values() if key in entry), "")


class Option(NamedTuple):
    """One choice: the value that the records hold, and what people call it per locale."""

    value: str
    text: Mapping[str, str]

    def label(self, locale: str) -> str:
        """The option's name; an option without one is called by its value."""
        named = {key: {"label": value} for key, value in self.text.items()}
        return text_in(named, locale) or self.value


class Condition(NamedTuple):
    """A filter is visible while the criterion on `id` is one of `values`."""

    id: str
    values: tuple[Any, ...]


class Filter(NamedTuple):
    """One control of a page, bound to one field of the records."""

    id: str
    kind: Kind
    field: str
    operators: tuple[Operator, ...]
    text: Texts
    options: tuple[Option, ...] = ()
    minimum: float | str | None = None
    maximum: float | str | None = None
    unit: str = ""
    precision: Precision = Precision.DAY
    group: str = ""
    order: int = 0
    widget: str = ""
    visible_when: Condition | None = None
    missing: Missing = Missing.EXCLUDE
    roles: tuple[str, ...] = ()
    sensitivity: str = "normal"

    def label(self, locale: str) -> str:
        """What the agency calls this filter."""
        return text_in(self.text, locale) or self.id

    def help(self, locale: str) -> str:
        """A tip, or an empty text."""
        return text_in(self.text, locale, "help")

    def option_label(self, value: str, locale: str) -> str:
        """What the agency calls a value; a value that is not (or no longer) among the options is its own name."""
        return next((option.label(locale) for option in self.options if option.value == value), value)


class Group(NamedTuple):
    """A part of the filter panel that folds."""

    id: str
    text: Texts

    def label(self, locale: str) -> str:
        """The group's heading."""
        return text_in(self.text, locale) or self.id


class Column(NamedTuple):
    """One column of the results table."""

    field: str
    text: Texts
    width: int = 140

    def label(self, locale: str) -> str:
        """The column's heading."""
        return text_in(self.text, locale) or self.field


class SortKey(NamedTuple):
    """Order by one field."""

    field: str
    direction: Direction = Direction.ASC

    def to_wire(self) -> Json:
        """`{"field", "direction"}`."""
        return {"field": self.field, "direction": self.direction.value}


class Page(NamedTuple):
    """One kind of search."""

    id: str
    text: Texts
    groups: tuple[Group, ...]
    filters: tuple[Filter, ...]
    columns: tuple[Column, ...]
    sort: tuple[SortKey, ...] = ()
    title_fields: tuple[str, ...] = ()
    key_fields: tuple[str, ...] = ()
    minimum_criteria: int = 0

    def label(self, locale: str) -> str:
        """What the agency calls this kind of search."""
        return text_in(self.text, locale) or self.id

    def filter(self, identifier: str) -> Filter | None:
        """The filter with this id, or None."""
        return next((one for one in self.filters if one.id == identifier), None)

    def filter_on(self, field_name: str) -> Filter | None:
        """The first filter bound to a field, which tells the field's kind, unit and option labels; or None."""
        return next((one for one in self.filters if one.field == field_name), None)

    def filters_by_group(self) -> list[tuple[Group | None, list[Filter]]]:
        """The panel's order: filters without a group, then group by group; in each by `order`, then as written."""
        parts: list[tuple[Group | None, list[Filter]]] = [(None, []), *((group, []) for group in self.groups)]
        place = {group.id: index for index, group in enumerate(self.groups, start=1)}
        for one in sorted(self.filters, key=lambda item: item.order):
            parts[place.get(one.group, 0)][1].append(one)
        return [part for part in parts if part[1]]

    def field_label(self, field_name: str, locale: str) -> str:
        """What the agency calls a field: its column's heading, else its filter's label, else the field's own name."""
        column = next((one for one in self.columns if one.field == field_name), None)
        if column is not None:
            return column.label(locale)
        bound = self.filter_on(field_name)
        return bound.label(locale) if bound else field_name.replace("_", " ")


class Layout(NamedTuple):
    """One version of an agency's layout."""

    agency: str
    version: int
    time_zone: str
    pages: tuple[Page, ...]
    document: Json
    text: Texts = NOTHING

    @property
    def reference(self) -> str:
        """`agency@version`, as requests name it."""
        return f"{self.agency}@{self.version}"

    def label(self, locale: str) -> str:
        """What the agency calls itself; its short name where it does not say."""
        return text_in(self.text, locale) or self.agency

    def page(self, identifier: str) -> Page | None:
        """The page with this id, or None."""
        return next((one for one in self.pages if one.id == identifier), None)


def decode_layout(document: Json) -> Layout:
    """The values of a checked layout document."""
    return Layout(
        agency=document["agency"],
        version=document["version"],
        time_zone=document.get("timeZone", "UTC"),
        pages=tuple(_page(one) for one in document["pages"]),
        document=document,
        text=document.get("text", {}),
    )


def _page(source: Json) -> Page:
    return Page(
        id=source["id"],
        text=source["text"],
        groups=tuple(Group(one["id"], one["text"]) for one in source.get("groups", ())),
        filters=tuple(_filter(one) for one in source["filters"]),
        columns=tuple(Column(one["field"], one["text"], one.get("width", 140)) for one in source["columns"]),
        sort=tuple(SortKey(one["field"], Direction(one.get("direction", "asc"))) for one in source.get("sort", ())),
        title_fields=tuple(source.get("record", {}).get("title", ())),
        key_fields=tuple(source.get("record", {}).get("key", ())),
        minimum_criteria=source.get("policy", {}).get("minimumCriteria", 0),
    )


def _filter(source: Json) -> Filter:
    kind = Kind(source["kind"])
    value, ui, bind, policy = (source.get(part, {}) for part in ("value", "ui", "bind", "policy"))
    condition = ui.get("visibleWhen")
    return Filter(
        id=source["id"],
        kind=kind,
        field=bind["field"],
        operators=tuple(Operator(one) for one in bind.get("operators", OPERATORS[kind])),
        text=source["text"],
        options=tuple(Option(one["value"], one.get("text", {})) for one in value.get("options", ())),
        minimum=value.get("minimum"),
        maximum=value.get("maximum"),
        unit=value.get("unit", ""),
        precision=Precision(value.get("precision", Precision.DAY)),
        group=ui.get("group", ""),
        order=ui.get("order", 0),
        widget=ui.get("widget", ""),
        visible_when=Condition(condition["id"], tuple(condition["in"])) if condition else None,
        missing=Missing(bind.get("missing", Missing.EXCLUDE)),
        roles=tuple(policy.get("roles", ())),
        sensitivity=policy.get("sensitivity", "normal"),
    )
