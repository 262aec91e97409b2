"""Which entries of a field meet a criterion."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from vizdesk.domain.criteria import Criterion, Scalar
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter, Kind, Missing, Operator, Precision
from vizdesk.domain.text import fold
from vizdesk.gateway.engine.columns import Column, Mask, Numbers, Texts, compact, lookalike
from vizdesk.gateway.engine.likeness import holding_words_like, slips_of, sounds_alike
from vizdesk.gateway.engine.protocol import DATE_DIGITS
from vizdesk.gateway.fields import RecordField

STORED_KINDS: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.TEXT: (Kind.TEXT, Kind.CHOICES),
    Kind.IDENTIFIER: (Kind.TEXT, Kind.CHOICES),
    Kind.CHOICE: (Kind.CHOICES, Kind.TEXT),
    Kind.CHOICES: (Kind.CHOICES, Kind.TEXT),
    Kind.NUMBER: (Kind.NUMBER,),
    Kind.DATE: (Kind.DATE,),
    Kind.YES_NO: (Kind.YES_NO,),
}
"""For each kind of filter, the kinds of field that it can be bound to."""

_ALIKE = {Operator.PHONETIC: sounds_alike, Operator.FUZZY: slips_of}


def field_of(one: Filter, fields: Mapping[str, RecordField]) -> RecordField:
    """The field that a filter is bound to.

    Raises:
        BadRequest: the records lack it, or hold another kind.
    """
    stored = fields.get(one.field)
    if stored is None:
        raise BadRequest(f"The records have no field for the filter {one.id}.", "Ask who keeps the layout to mend it.")
    if stored.kind not in STORED_KINDS[one.kind]:
        raise BadRequest(
            f"The filter {one.id} is of another kind than its field.", "Ask who keeps the layout to mend it."
        )
    return stored


def meeting(one: Filter, criterion: Criterion, column: Column) -> Mask:
    """For each entry of the filter's column whether it meets the criterion."""
    if criterion.operator is Operator.EXISTS:
        present = column.present()
        return present if criterion.values[0] else ~present
    if criterion.operator is Operator.NOT_IN:
        unwanted = _equal(one, criterion, column)
        present = column.present()
        return ~unwanted | ~present if one.missing is Missing.INCLUDE else ~unwanted & present
    if column.field.kind is Kind.DATE:
        return _in_dates(column.numbers, criterion, column.field.precision or Precision.SECOND)
    if criterion.operator is Operator.BETWEEN:
        return _in_range(column.numbers, _number(criterion.lower), _number(criterion.upper))
    if criterion.operator in _ALIKE:
        return holding_words_like(column, fold(str(criterion.values[0])), _ALIKE[criterion.operator])
    return _matching_text(one, criterion, column) & column.present()


def _matching_text(one: Filter, criterion: Criterion, column: Column) -> Mask:
    match criterion.operator:
        case Operator.CONTAINS:
            return column.folded.containing(fold(str(criterion.values[0])))
        case Operator.PREFIX:
            texts, form = _comparable(one, column)
            return texts.starting_with(form(str(criterion.values[0])))
        case Operator.WILDCARD if one.kind is Kind.IDENTIFIER:
            return column.compact.like(compact(str(criterion.values[0]), kept="*?"))
        case Operator.WILDCARD:
            return column.folded.like(fold(str(criterion.values[0])))
        case Operator.LOOKS_LIKE:
            return column.lookalikes.equal_to(lookalike(str(value)) for value in criterion.values)
        case _:
            return _equal(one, criterion, column)


def _comparable(one: Filter, column: Column) -> tuple[Texts, Callable[[str], str]]:
    """In which form a filter compares: identifiers without what stands between their letters and digits."""
    return (column.compact, compact) if one.kind is Kind.IDENTIFIER else (column.folded, fold)


def _equal(one: Filter, criterion: Criterion, column: Column) -> Mask:
    """Text as it is compared, choices letter by letter, all else by its number."""
    if not column.is_text:
        return np.isin(column.numbers, [float(value) for value in criterion.values])
    if one.kind in (Kind.TEXT, Kind.IDENTIFIER):
        texts, form = _comparable(one, column)
        return texts.equal_to(form(str(value)) for value in criterion.values)
    return column.texts.equal_to(str(value) for value in criterion.values)


def _number(value: Scalar | None) -> float | None:
    return None if value is None else float(value)


def _in_range(numbers: Numbers, lower: float | None, upper: float | None) -> Mask:
    met = ~np.isnan(numbers)
    if lower is not None:
        met &= numbers >= lower
    if upper is not None:
        met &= numbers <= upper
    return met


def _in_dates(numbers: Numbers, criterion: Criterion, precision: Precision) -> Mask:
    """An end covers all that it names: a day's end all of that day."""
    lower, upper = criterion.lower, criterion.upper
    if criterion.operator is not Operator.BETWEEN:
        lower = upper = criterion.values[0]
    digits = DATE_DIGITS[precision]
    return _in_range(
        numbers,
        None if lower is None else float(_digits(lower)[:digits].ljust(digits, "0")),
        None if upper is None else float(_digits(upper)[:digits].ljust(digits, "9")),
    )


def _digits(date: Scalar) -> str:
    return "".join(filter(str.isdigit, str(date)))
