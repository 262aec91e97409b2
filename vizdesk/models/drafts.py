"""Drafts: the raw contents of a filter's control, and the criterion that they mean.

A draft is a JSON object, empty when nothing is asked: text `{"text", "operator"}`, choice `{"value"}`, choices
`{"values"}`, number and date `{"from", "to"}` as typed, yes/no `{"value"}`, tree `{"below", "values"}`, a place as
`models.place_drafts` has it; any kind `{"exists": true or false}`. Choices and ranges that are denied have an
`"operator"`, too. A criterion that no control can hold stands as
`{"criterion": its wire form}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.criteria import (
    MAX_TEXT,
    MAX_VALUES,
    Criterion,
    Scalar,
    check_criterion,
    criterion_from_wire,
    is_relative_date,
)
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import NEGATED, RANGES, Filter, Kind, Operator, values_below
from vizdesk.models.place_drafts import TYPED, place_draft, read_place
from vizdesk.models.relative_dates import parse_relative, show_relative, type_relative
from vizdesk.models.values import parse_date, show_date, show_number, type_date

Draft = Mapping[str, Any]

TEXT_OPERATORS = (
    Operator.CONTAINS, Operator.NOT_CONTAINS, Operator.PREFIX, Operator.EQUALS, Operator.NOT_IN, Operator.WILDCARD,
    Operator.PHONETIC, Operator.FUZZY,
)  # fmt: skip
IDENTIFIER_OPERATORS = (
    Operator.IN, Operator.NOT_IN, Operator.PREFIX, Operator.WILDCARD, Operator.LOOKS_LIKE,
)  # fmt: skip
RANGE_OPERATORS = (Operator.BETWEEN, Operator.NOT_BETWEEN)
TYPED_KEYS = frozenset(("text", "from", "to", *TYPED))
"""The keys of what is typed letter by letter."""

_LISTS = (Operator.IN, Operator.NOT_IN, Operator.LOOKS_LIKE)
_EXAMPLE_DATE = "2024-05-31"


def choice_operators(one: Filter) -> tuple[Operator, ...]:
    """What can be done with the options of a filter: to be one of them, and, where it is offered, none of them."""
    affirmed = next((each for each in (Operator.IN, Operator.EQUALS) if each in one.operators), None)
    denied = Operator.NOT_IN if Operator.NOT_IN in one.operators else None
    return tuple(each for each in (affirmed, denied) if each is not None)


def show_value(one: Filter, value: Scalar, locale: QLocale) -> str:
    """A value as the reader's locale writes it: option labels, numbers, dates at their precision, yes and no."""
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, int | float):
        from vizdesk.models.quantities import show_meant  # late: 4 ms that the window's start saves

        return show_meant(one, value, locale)
    if one.kind is Kind.DATE:
        return show_relative(value) if is_relative_date(value) else show_date(value, locale)
    return one.option_label(value, locale.name())


def show_field(one: Filter | None, value: Any, locale: QLocale) -> str:
    """A record's field as people read it; empty when missing, several values with commas.

    Args:
        one: the filter on the field, which tells its kind, unit and option labels; None where it has none.
        value: as the gateway sent it.
        locale: the reader's.
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(show_field(one, each, locale) for each in value)
    if one is not None and isinstance(value, int | float) and not isinstance(value, bool):
        return _show_record_number(one, value, locale)
    if one is not None and isinstance(value, str | bool):
        return show_value(one, value, locale)
    if isinstance(value, bool):
        return _yes_no(value)
    return show_number(value, locale) if isinstance(value, int | float) else str(value)


def _show_record_number(one: Filter, value: float, locale: QLocale) -> str:
    if one.shown_unit == one.unit:
        return f"{show_number(value, locale)} {one.unit}".strip()
    from vizdesk.models.quantities import show_quantity  # late, as above

    return show_quantity(one, value, locale)


def _yes_no(value: bool) -> str:
    return QCoreApplication.translate("Drafts", "yes") if value else QCoreApplication.translate("Drafts", "no")


def draft_to_criterion(one: Filter, draft: Draft, locale: QLocale) -> Criterion | None:
    """What a draft asks for, None when nothing.

    Raises:
        BadRequest: it cannot be asked; the sentence does not repeat what was typed.
    """
    if "criterion" in draft:
        criterion: Criterion | None = criterion_from_wire(draft["criterion"], "/criterion")
    elif isinstance(draft.get("exists"), bool):
        criterion = Criterion(Operator.EXISTS, (draft["exists"],))
    else:
        criterion = _READERS[one.kind](one, draft, locale)
    if criterion is not None:
        check_criterion(one, criterion)
    return criterion


def criterion_to_draft(one: Filter, criterion: Criterion, locale: QLocale) -> Draft:
    """The draft that means this criterion."""
    wire = {"criterion": criterion.to_wire()}
    if criterion.operator is Operator.EXISTS:
        return {"exists": criterion.values[0]}
    denied = {"operator": criterion.operator.value} if criterion.operator in NEGATED else {}
    listed = criterion.operator in (Operator.EQUALS, Operator.IN, Operator.NOT_IN)
    match one.kind:
        case Kind.TEXT if criterion.operator in TEXT_OPERATORS:
            draft: Draft = {"text": criterion.values[0], "operator": criterion.operator.value}
        case Kind.IDENTIFIER if criterion.operator in IDENTIFIER_OPERATORS:
            draft = {"text": "\n".join(map(str, criterion.values)), "operator": criterion.operator.value}
        case Kind.CHOICE | Kind.YES_NO if listed and len(criterion.values) == 1:
            draft = {"value": criterion.values[0], **denied}
        case Kind.CHOICES if listed:
            draft = {"values": list(criterion.values), **denied}
        case Kind.TREE if criterion.operator in (Operator.BELOW, Operator.IN):
            draft = {"below" if criterion.operator is Operator.BELOW else "values": list(criterion.values)}
        case Kind.PLACE:
            draft = place_draft(criterion, locale)
        case Kind.NUMBER | Kind.DATE if criterion.operator in RANGES:
            ends = {"from": criterion.lower, "to": criterion.upper}
            draft = {key: _typed(one, end, locale) for key, end in ends.items() if end is not None} | denied
        case _:
            return wire
    return draft if _means(one, draft, criterion, locale) else wire


def _means(one: Filter, draft: Draft, criterion: Criterion, locale: QLocale) -> bool:
    try:
        return draft_to_criterion(one, draft, locale) == criterion
    except BadRequest:
        return False


def _typed(one: Filter, value: Scalar, locale: QLocale) -> str:
    if isinstance(value, str):
        return type_relative(value) if is_relative_date(value) else type_date(value, locale)
    from vizdesk.models.quantities import type_quantity  # late, as above

    return type_quantity(one, value, locale)


def _read_text(one: Filter, draft: Draft, locale: QLocale) -> Criterion | None:
    typed = str(draft.get("text", ""))
    text = " ".join(typed.replace("\0", " ").split())
    if not text:
        return None
    if len(typed) > MAX_TEXT:
        raise BadRequest(
            QCoreApplication.translate("Drafts", "“{label}” takes at most {count} characters.").format(
                label=one.label(locale.name()), count=MAX_TEXT
            )
        )
    offered = [operator for operator in TEXT_OPERATORS if operator in one.operators]
    asked = draft.get("operator")
    operator = next((each for each in offered if each.value == asked), offered[0] if offered else Operator.EQUALS)
    return Criterion(operator, (text,))


def _read_identifiers(one: Filter, draft: Draft, locale: QLocale) -> Criterion | None:
    """One value a line or between commas; a space may be part of an identifier."""
    values = list(dict.fromkeys(filter(None, map(str.strip, re.split(r"[\n\r\t,;\0]+", str(draft.get("text", "")))))))
    if not values:
        return None
    if len(values) > MAX_VALUES:
        raise BadRequest(
            QCoreApplication.translate("Drafts", "“{label}” takes at most {count} values at once.").format(
                label=one.label(locale.name()), count=locale.toString(MAX_VALUES)
            )
        )
    offered = [operator for operator in IDENTIFIER_OPERATORS if operator in one.operators]
    asked = draft.get("operator")
    operator = next((each for each in offered if each.value == asked), offered[0] if offered else Operator.EQUALS)
    if operator in _LISTS:
        return Criterion(operator, tuple(values))
    if len(values) > 1:
        raise BadRequest(
            QCoreApplication.translate("Drafts", "“{label}” takes a single value this way.").format(
                label=one.label(locale.name())
            )
        )
    return Criterion(operator, (values[0],))


def _read_choice(one: Filter, draft: Draft, _locale: QLocale) -> Criterion | None:
    value = draft.get("value")
    return _any_of(one, draft, [value]) if isinstance(value, str) and value else None


def _read_choices(one: Filter, draft: Draft, _locale: QLocale) -> Criterion | None:
    values = [value for value in draft.get("values", ()) if isinstance(value, str) and value]
    return _any_of(one, draft, values, several=True) if values else None


def _any_of(one: Filter, draft: Draft, values: list[str], *, several: bool = False) -> Criterion:
    if draft.get("operator") == Operator.NOT_IN:
        return Criterion(Operator.NOT_IN, tuple(values))
    if len(values) == 1 and Operator.EQUALS in one.operators and not (several and Operator.IN in one.operators):
        return Criterion(Operator.EQUALS, tuple(values))
    return Criterion(Operator.IN, tuple(values))


def _read_tree(one: Filter, draft: Draft, _locale: QLocale) -> Criterion | None:
    """Values alone, or with everything below; where both are asked for and stand apart, all of them as a list."""
    below, alone = ([str(value) for value in draft.get(key, ()) if value] for key in ("below", "values"))
    if not below and not alone:
        return None
    leaves = all(len(values_below(one.options, [value])) == 1 for value in alone)
    if leaves and Operator.BELOW in one.operators and (below or Operator.IN not in one.operators):
        return Criterion(Operator.BELOW, (*below, *alone))
    return Criterion(Operator.IN, tuple(dict.fromkeys([*alone, *values_below(one.options, below)])))


def _read_yes_no(_one: Filter, draft: Draft, _locale: QLocale) -> Criterion | None:
    value = draft.get("value")
    return Criterion(Operator.EQUALS, (value,)) if isinstance(value, bool) else None


def _read_number(one: Filter, draft: Draft, locale: QLocale) -> Criterion | None:
    from vizdesk.models.quantities import read_end, read_nearest  # late, as above

    def read(text: str, end: bool) -> Scalar:
        return read_nearest(one, text, locale) if ranges_off else read_end(one, text, locale, last=end)

    ranges_off = RANGES.isdisjoint(one.operators)
    wanted = QCoreApplication.translate("Drafts", "“{label}” needs a number, such as {example}.")
    return _range(
        one, draft, read, wanted.format(label=one.label(locale.name()), example=_example(one, locale)), locale
    )


def _example(one: Filter, locale: QLocale) -> str:
    bound = one.minimum if one.minimum is not None else one.maximum
    example = bound if isinstance(bound, int | float) else 12
    return show_number(example, locale) if one.shown_unit == one.unit else show_field(one, example, locale)


def _read_date(one: Filter, draft: Draft, locale: QLocale) -> Criterion | None:
    def read(text: str, end: bool) -> Scalar:
        return parse_relative(text) or parse_date(text, locale, one.precision, end=end)

    wanted = QCoreApplication.translate(
        "Drafts", "“{label}” needs a date with a year of four digits, such as {example}."
    )
    example = show_date(_EXAMPLE_DATE, locale)
    return _range(one, draft, read, wanted.format(label=one.label(locale.name()), example=example), locale)


def _range(
    one: Filter, draft: Draft, read: Callable[[str, bool], Scalar], wanted: str, locale: QLocale
) -> Criterion | None:
    texts = {key: str(draft.get(key) or "").strip() for key in ("from", "to")}
    try:
        lower, upper = (read(text, key == "to") if text else None for key, text in texts.items())
    except ValueError:
        raise BadRequest(wanted) from None
    if lower is None and upper is None:
        return None
    if lower is not None and upper is not None and _reversed(lower, upper):
        sentence = QCoreApplication.translate("Drafts", "“{label}” ends before it starts; swap the two.")
        raise BadRequest(sentence.format(label=one.label(locale.name())))
    if draft.get("operator") == Operator.NOT_BETWEEN:
        return Criterion(Operator.NOT_BETWEEN, lower=lower, upper=upper)
    if Operator.BETWEEN not in one.operators:
        value = lower if lower is not None else upper
        return None if value is None else Criterion(Operator.EQUALS, (value,))
    return Criterion(Operator.BETWEEN, lower=lower, upper=upper)


def _reversed(lower: Scalar, upper: Scalar) -> bool:
    if is_relative_date(lower) or is_relative_date(upper):
        return False  # the day of the search tells
    if isinstance(lower, str) and isinstance(upper, str):
        shared = min(len(lower), len(upper))
        return lower[:shared] > upper[:shared]
    return float(lower) > float(upper)


_READERS: Mapping[Kind, Callable[[Filter, Draft, QLocale], Criterion | None]] = {
    Kind.TEXT: _read_text,
    Kind.IDENTIFIER: _read_identifiers,
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.YES_NO: _read_yes_no,
    Kind.TREE: _read_tree,
    Kind.PLACE: read_place,
}
