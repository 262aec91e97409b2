"""The layout document as frozen values: an agency's pages, filters, columns and labels.

`decode_layout` expects a document that `layout_check.check_layout` found no fault in; it never guesses.
`Layout.document` keeps the document itself, which is what is stored, exchanged and edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from vizdesk.domain.conditions import Condition, decode_condition

Json = dict[str, Any]

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""The default of a mapping that may be left out."""

MAX_BYTES = 1024 * 1024
"""Largest layout document, in bytes of UTF-8."""

FORM = 1
"""The form of layout documents that this program reads, in their key `layout`."""

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
    TREE = "tree"
    PLACE = "place"


STORED_AS: Mapping[Kind, Kind] = {
    Kind.CHOICE: Kind.CHOICES,
    Kind.IDENTIFIER: Kind.TEXT,
    Kind.TREE: Kind.CHOICES,
    Kind.PLACE: Kind.NUMBER,
}
"""The kind of field that a filter asks for, where that is of another name."""


class Operator(StrEnum):
    """What a criterion does with its values."""

    EQUALS = "equals"
    IN = "in"
    NOT_IN = "notIn"
    CONTAINS = "contains"
    NOT_CONTAINS = "notContains"
    PREFIX = "prefix"
    WILDCARD = "wildcard"
    PHONETIC = "phonetic"
    FUZZY = "fuzzy"
    LOOKS_LIKE = "looksLike"
    BETWEEN = "between"
    NOT_BETWEEN = "notBetween"
    BELOW = "below"
    NEAR = "near"
    IN_BOX = "inBox"
    IN_AREA = "inArea"
    EXISTS = "exists"


OPERATORS: Mapping[Kind, tuple[Operator, ...]] = {
    Kind.TEXT: (
        Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.CONTAINS, Operator.NOT_CONTAINS, Operator.PREFIX,
        Operator.WILDCARD, Operator.PHONETIC, Operator.FUZZY, Operator.EXISTS,
    ),
    Kind.IDENTIFIER: (
        Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.PREFIX, Operator.WILDCARD, Operator.LOOKS_LIKE,
        Operator.EXISTS,
    ),
    Kind.CHOICE: (Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.EXISTS),
    Kind.CHOICES: (Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.EXISTS),
    Kind.NUMBER: (
        Operator.EQUALS, Operator.IN, Operator.NOT_IN, Operator.BETWEEN, Operator.NOT_BETWEEN, Operator.EXISTS,
    ),
    Kind.DATE: (Operator.EQUALS, Operator.BETWEEN, Operator.NOT_BETWEEN, Operator.EXISTS),
    Kind.YES_NO: (Operator.EQUALS, Operator.EXISTS),
    Kind.TREE: (Operator.IN, Operator.NOT_IN, Operator.BELOW, Operator.EXISTS),
    Kind.PLACE: (Operator.NEAR, Operator.IN_BOX, Operator.IN_AREA, Operator.EXISTS),
}  # fmt: skip
"""The operators that make sense for each kind; a layout may allow fewer."""

NEGATED: Mapping[Operator, Operator] = {
    Operator.NOT_IN: Operator.IN,
    Operator.NOT_CONTAINS: Operator.CONTAINS,
    Operator.NOT_BETWEEN: Operator.BETWEEN,
}
"""What each negation denies; whether it finds records without a value, the filter's `missing` says."""

RANGES = frozenset({Operator.BETWEEN, Operator.NOT_BETWEEN})
"""The operators that have two ends instead of values."""


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


class CaseNumber(StrEnum):
    """Whether a page's searches name a case."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


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
    """One choice: the value that the records hold, what people call it per locale, and in a tree what stands below.

    `of` are the values of the filter that its own one depends on to which it belongs; none for all.
    """

    value: str
    text: Mapping[str, str]
    children: tuple[Option, ...] = ()
    of: tuple[str, ...] = ()

    def label(self, locale: str) -> str:
        """The option's name; an option without one is called by its value."""
        named = {key: {"label": value} for key, value in self.text.items()}
        return text_in(named, locale) or self.value


def walk_options(options: Iterable[Option]) -> Iterator[Option]:
    """All options of a tree, each before what stands below it."""
    for one in options:
        yield one
        yield from walk_options(one.children)


def values_below(options: Iterable[Option], values: Iterable[Any]) -> tuple[str, ...]:
    """Some values and all that stands below them in a tree of options; one that is not in it stands for itself."""
    wanted = [str(value) for value in values]
    by_value = {one.value: one for one in walk_options(options)}
    found = (below.value for value in wanted if value in by_value for below in walk_options([by_value[value]]))
    return tuple(dict.fromkeys([*wanted, *found]))


class Filter(NamedTuple):
    """One control of a page, bound to one field of the records; one that asks for a place to two.

    `longitude` is the second field of a place, whose `field` is its latitude. Options stand in the layout, in the list
    that `option_list` names, or are the values that the records have.
    """

    id: str
    kind: Kind
    field: str
    operators: tuple[Operator, ...]
    text: Texts
    options: tuple[Option, ...] = ()
    minimum: float | str | None = None
    maximum: float | str | None = None
    unit: str = ""
    display: str = ""
    precision: Precision = Precision.DAY
    group: str = ""
    order: int = 0
    widget: str = ""
    visible_when: Condition | None = None
    missing: Missing = Missing.EXCLUDE
    roles: tuple[str, ...] = ()
    sensitivity: str = "normal"
    longitude: str = ""
    option_list: str = ""
    from_records: bool = False
    depends_on: str = ""
    """The filter that the options hang on (`dependent_options`), or none."""

    default: Any = None
    """The wire form of the criterion that a page opens with, or None."""

    @property
    def offers_many(self) -> bool:
        """Whether its options stand elsewhere, and are asked for as one types."""
        return bool(self.option_list) or self.from_records

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it is bound to."""
        return (self.field, self.longitude) if self.longitude else (self.field,)

    def label(self, locale: str) -> str:
        """What the agency calls this filter."""
        return text_in(self.text, locale) or self.id

    @property
    def shown_unit(self) -> str:
        """The unit in which numbers are shown and typed: `display`, else the records' own."""
        return self.display or self.unit

    def help(self, locale: str) -> str:
        """A tip, or an empty text."""
        return text_in(self.text, locale, "help")

    def option_label(self, value: str, locale: str) -> str:
        """What the agency calls a value; a value that is not (or no longer) among the options is its own name."""
        return next((one.label(locale) for one in walk_options(self.options) if one.value == value), value)


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
    roles: tuple[str, ...] = ()

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
    """One kind of search.

    Args:
        minimum_criteria: so many criteria must be set.
        exactly_one_of: of each group of filters exactly one must be set.
        reason_required: each search names one of `reasons`.
        reasons: why one may search.
        case_number: whether each search names a case.
        as_you_type: whether users may have it search while they type.
        photo_field: the field that holds a record's photo, or says where it lies; empty for none.
        photo_hosts: from which hosts photos may be fetched, each with its port where that is not 443.
        unseen_fields: the fields of the records in which no word of a query is looked for: who asks may not see them.
    """

    id: str
    text: Texts
    groups: tuple[Group, ...]
    filters: tuple[Filter, ...]
    columns: tuple[Column, ...]
    sort: tuple[SortKey, ...] = ()
    title_fields: tuple[str, ...] = ()
    key_fields: tuple[str, ...] = ()
    minimum_criteria: int = 0
    exactly_one_of: tuple[tuple[str, ...], ...] = ()
    reason_required: bool = False
    reasons: tuple[Option, ...] = ()
    case_number: CaseNumber = CaseNumber.NONE
    as_you_type: bool = False
    roles: tuple[str, ...] = ()
    photo_field: str = ""
    photo_hosts: tuple[str, ...] = ()
    unseen_fields: frozenset[str] = frozenset()

    def label(self, locale: str) -> str:
        """What the agency calls this kind of search."""
        return text_in(self.text, locale) or self.id

    def help(self, locale: str) -> str:
        """A tip for the first search, or an empty text."""
        return text_in(self.text, locale, "help")

    def filter(self, identifier: str) -> Filter | None:
        """The filter with this id, or None."""
        return next((one for one in self.filters if one.id == identifier), None)

    def filter_on(self, field_name: str) -> Filter | None:
        """The first filter bound to a field, which tells the field's kind, unit and option labels; or None."""
        return next((one for one in self.filters if field_name in one.fields), None)

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
        return bound.label(locale) if bound and len(bound.fields) == 1 else field_name.replace("_", " ")


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
    policy = source.get("policy", {})
    return Page(
        id=source["id"],
        text=source["text"],
        groups=tuple(Group(one["id"], one["text"]) for one in source.get("groups", ())),
        filters=tuple(decode_filter(one) for one in source["filters"]),
        columns=tuple(_column(one) for one in source["columns"]),
        sort=tuple(SortKey(one["field"], Direction(one.get("direction", "asc"))) for one in source.get("sort", ())),
        title_fields=tuple(source.get("record", {}).get("title", ())),
        key_fields=tuple(source.get("record", {}).get("key", ())),
        photo_field=source.get("record", {}).get("photo", ""),
        photo_hosts=tuple(source.get("record", {}).get("photoHosts", ())),
        minimum_criteria=policy.get("minimumCriteria", 0),
        exactly_one_of=tuple(tuple(group) for group in policy.get("exactlyOneOf", ())),
        reason_required=policy.get("reason") == "required",
        reasons=_options(policy.get("reasons", ())),
        case_number=CaseNumber(policy.get("caseNumber", CaseNumber.NONE)),
        as_you_type=bool(policy.get("asYouType", False)),
        roles=tuple(policy.get("roles", ())),
    )


def _options(source: Iterable[Json]) -> tuple[Option, ...]:
    return tuple(
        Option(one["value"], one.get("text", {}), _options(one.get("children", ())), tuple(one.get("of", ())))
        for one in source
    )


def _column(source: Json) -> Column:
    roles = tuple(source.get("policy", {}).get("roles", ()))
    return Column(source["field"], source["text"], source.get("width", 140), roles)


def decode_filter(source: Json) -> Filter:
    """A filter of a checked layout document."""
    kind = Kind(source["kind"])
    value, ui, bind, policy = (source.get(part, {}) for part in ("value", "ui", "bind", "policy"))
    condition = ui.get("visibleWhen")
    return Filter(
        id=source["id"],
        kind=kind,
        field=bind["field"],
        operators=tuple(Operator(one) for one in bind.get("operators", OPERATORS[kind])),
        text=source["text"],
        options=_options(value.get("options", ())),
        minimum=value.get("minimum"),
        maximum=value.get("maximum"),
        unit=value.get("unit", ""),
        display=value.get("display", ""),
        precision=Precision(value.get("precision", Precision.DAY)),
        group=ui.get("group", ""),
        order=ui.get("order", 0),
        widget=ui.get("widget", ""),
        visible_when=decode_condition(condition) if condition else None,
        missing=Missing(bind.get("missing", Missing.EXCLUDE)),
        roles=tuple(policy.get("roles", ())),
        sensitivity=policy.get("sensitivity", "normal"),
        default=value.get("default"),
        longitude=bind.get("longitude", ""),
        option_list=value.get("list", ""),
        from_records=value.get("source") == "records",
        depends_on=value.get("dependsOn", ""),
    )
