"""Drafts: the raw contents of a filter's control, and the criterion that they mean.

A draft is a JSON object, empty when nothing is asked: text `{"text", "operator"}`, choice `{"value"}`, choices
`{"values"}`, number and date `{"from", "to"}` as typed, yes/no `{"value"}`, tree `{"below", "values"}`, a place as
`models.place_drafts` has it; any kind `{"exists": true or false}`. A criterion that no control can hold stands as
`{"criterion": its wire form}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.criteria import MAX_TEXT, Criterion, Scalar, check_criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter, Kind, Operator, values_below
from vizdesk.models.place_drafts import place_draft, read_place
from vizdesk.models.values import parse_date, parse_number, show_date, show_number, type_date

Draft = Mapping[str, Any]

TEXT_OPERATORS = (
    Operator.CONTAINS, Operator.PREFIX, Operator.EQUALS, Operator.WILDCARD, Operator.PHONETIC, Operator.FUZZY,
)  # fmt: skip
IDENTIFIER_OPERATORS = (Operator.IN, Operator.PREFIX, Operator.WILDCARD, Operator.LOOKS_LIKE)
_LISTS = (Operator.IN, Operator.LOOKS_LIKE)
_EXAMPLE_DATE = "2024-05-31"


def show_value(one: Filter, value: Scalar, locale: QLocale) -> str:
    """A value as the reader's locale writes it: option labels, numbers, dates at their precision, yes and no."""
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, int | float):
        shown = show_number(value, locale)
        return f"{shown} {one.unit}" if one.unit else shown
    if one.kind is Kind.DATE:
        return show_date(value, locale)
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
    if one is not None and isinstance(value, str | int | float):
        return show_value(one, value, locale)
    if isinstance(value, bool):
        return _yes_no(value)
    return show_number(value, locale) if isinstance(value, int | float) else str(value)


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
    single = len(criterion.values) == 1 and criterion.operator in (Operator.EQUALS, Operator.IN)
    match one.kind:
        case Kind.TEXT if criterion.operator in TEXT_OPERATORS:
            draft: Draft = {"text": criterion.values[0], "operator": criterion.operator.value}
        case Kind.IDENTIFIER if criterion.operator in IDENTIFIER_OPERATORS:
            draft = {"text": "\n".join(map(str, criterion.values)), "operator": criterion.operator.value}
        case Kind.CHOICE | Kind.YES_NO if single:
            draft = {"value": criterion.values[0]}
        case Kind.CHOICES if criterion.operator in (Operator.EQUALS, Operator.IN):
            draft = {"values": list(criterion.values)}
        case Kind.TREE if criterion.operator in (Operator.BELOW, Operator.IN):
            draft = {"below" if criterion.operator is Operator.BELOW else "values": list(criterion.values)}
        case Kind.PLACE:
            draft = place_draft(criterion, locale)
        case Kind.NUMBER | Kind.DATE if criterion.operator is Operator.BETWEEN:
            ends = {"from": criterion.lower, "to": criterion.upper}
            draft = {key: _typed(end, locale) for key, end in ends.items() if end is not None}
        case _:
            return wire
    return draft if _means(one, draft, criterion, locale) else wire


def _means(one: Filter, draft: Draft, criterion: Criterion, locale: QLocale) -> bool:
    try:
        return draft_to_criterion(one, draft, locale) == criterion
    except BadRequest:
        return False


def _typed(value: Scalar, locale: QLocale) -> str:
    return type_date(value, locale) if isinstance(value, str) else show_number(value, locale)


def _read_text(one: Filter, draft: Draft, locale: QLocale) -> Criterion | None:
    text = " ".join(str(draft.get("text", "")).split())
    if not text:
        return None
    if len(text) > MAX_TEXT:
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
    values = list(dict.fromkeys(filter(None, map(str.strip, re.split(r"[\n\r\t,;]+", str(draft.get("text", "")))))))
    if not values:
        return None
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
    return _any_of(one, [value]) if isinstance(value, str) and value else None


def _read_choices(one: Filter, draft: Draft, _locale: QLocale) -> Criterion | None:
    values = [value for value in draft.get("values", ()) if isinstance(value, str) and value]
    return _any_of(one, values, several=True) if values else None


def _any_of(one: Filter, values: list[str], *, several: bool = False) -> Criterion:
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
    def read(text: str, _end: bool) -> Scalar:
        return parse_number(text.removesuffix(one.unit) if one.unit else text, locale)

    wanted = QCoreApplication.translate("Drafts", "“{label}” needs a number, such as {example}.")
    return _range(
        one, draft, read, wanted.format(label=one.label(locale.name()), example=_example(one, locale)), locale
    )


def _example(one: Filter, locale: QLocale) -> str:
    bound = one.minimum if one.minimum is not None else one.maximum
    return show_number(bound if isinstance(bound, int | float) else 12, locale)


def _read_date(one: Filter, draft: Draft, locale: QLocale) -> Criterion | None:
    def read(text: str, end: bool) -> Scalar:
        return parse_date(text, locale, one.precision, end=end)

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
    if Operator.BETWEEN not in one.operators:
        value = lower if lower is not None else upper
        return None if value is None else Criterion(Operator.EQUALS, (value,))
    return Criterion(Operator.BETWEEN, lower=lower, upper=upper)


def _reversed(lower: Scalar, upper: Scalar) -> bool:
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
