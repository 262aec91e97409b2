"""Which entries of a field meet a criterion."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from vizdesk.domain.criteria import Criterion, Scalar
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import NEGATED, Filter, Kind, Missing, Operator, Precision, values_below
from vizdesk.domain.text import fold
from vizdesk.gateway.engine.columns import Column, Form, Numbers
from vizdesk.gateway.engine.likeness import holding_words_like, other_words_like, slips_of, sounds_alike
from vizdesk.gateway.engine.texts import Mask, compact, lookalike
from vizdesk.gateway.record_format import DATE_DIGITS, RecordField

STORED_KINDS: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.TEXT: (Kind.TEXT, Kind.CHOICES),
    Kind.IDENTIFIER: (Kind.TEXT, Kind.CHOICES),
    Kind.CHOICE: (Kind.CHOICES, Kind.TEXT),
    Kind.CHOICES: (Kind.CHOICES, Kind.TEXT),
    Kind.NUMBER: (Kind.NUMBER,),
    Kind.DATE: (Kind.DATE,),
    Kind.YES_NO: (Kind.YES_NO,),
    Kind.TREE: (Kind.CHOICES, Kind.TEXT),
    Kind.PLACE: (Kind.NUMBER,),
}
"""For each kind of filter, the kinds of field that it can be bound to."""

_COMPARED: Mapping[Kind, tuple[Form, Callable[[str], str]]] = {
    Kind.TEXT: (Form.FOLDED, fold),
    Kind.IDENTIFIER: (Form.COMPACT, compact),
    Kind.CHOICE: (Form.STORED, str),
    Kind.CHOICES: (Form.STORED, str),
    Kind.TREE: (Form.STORED, str),
}
"""In which form the kinds that are text compare, and what makes it of a value."""

_ALIKE = {Operator.PHONETIC: sounds_alike, Operator.FUZZY: slips_of}


def field_of(one: Filter, fields: Mapping[str, RecordField]) -> RecordField:
    """The field that a filter is bound to; of a place its latitude. See `fields_of`."""
    return fields_of(one, fields)[0]


def fields_of(one: Filter, fields: Mapping[str, RecordField]) -> list[RecordField]:
    """The fields that a filter is bound to.

    Raises:
        BadRequest: the records lack one, or hold another kind.
    """
    return [_stored(one, name, fields) for name in one.fields]


def _stored(one: Filter, name: str, fields: Mapping[str, RecordField]) -> RecordField:
    stored = fields.get(name)
    if stored is None:
        raise BadRequest(
            Filled("The records have no field for the filter {filter}.", filter=one.id),
            "Ask who keeps the layout to mend it.",
        )
    if stored.kind not in STORED_KINDS[one.kind]:
        raise BadRequest(
            Filled("The filter {filter} is of another kind than its field.", filter=one.id),
            "Ask who keeps the layout to mend it.",
        )
    return stored


def spelled_out(one: Filter, criterion: Criterion) -> Criterion:
    """The criterion without what only the layout knows: values and what stands below them become a list of values."""
    if criterion.operator is not Operator.BELOW:
        return criterion
    return Criterion(Operator.IN, values_below(one.options, criterion.values))


def meeting(one: Filter, criterion: Criterion, column: Column) -> Mask:
    """For each entry of the filter's column whether it meets the criterion."""
    if criterion.operator is Operator.EXISTS:
        present = column.present()
        return present if criterion.values[0] else ~present
    if criterion.operator in NEGATED:
        unwanted = meeting(one, criterion._replace(operator=NEGATED[criterion.operator]), column)
        return ~unwanted if one.missing is Missing.INCLUDE else ~unwanted & column.present()
    if column.field.kind is Kind.DATE:
        return _in_dates(column.numbers, criterion, column.field.precision or Precision.SECOND)
    if criterion.operator is Operator.BETWEEN:
        return _in_range(column.numbers, _number(criterion.lower), _number(criterion.upper))
    if criterion.operator in _ALIKE:
        return holding_words_like(column, str(criterion.values[0]), _ALIKE[criterion.operator])
    met = _matching_text(one, criterion, column) if column.is_text else _equal(one, criterion, column)
    return met & column.present()


def also_meant(criterion: Criterion, column: Column) -> tuple[str, ...]:
    """The words that a criterion finds beside those that were typed; none where it finds these only."""
    alike = _ALIKE.get(criterion.operator)
    return () if alike is None else other_words_like(column, str(criterion.values[0]), alike)


def _matching_text(one: Filter, criterion: Criterion, column: Column) -> Mask:
    form, read = _COMPARED[one.kind]
    match criterion.operator:
        case Operator.CONTAINS:
            return column.texts(form).containing(read(str(criterion.values[0])))
        case Operator.PREFIX:
            return column.texts(form).starting_with(read(str(criterion.values[0])))
        case Operator.WILDCARD if form is Form.COMPACT:
            return column.texts(form).like(compact(str(criterion.values[0]), kept="*?"))
        case Operator.WILDCARD:
            return column.texts(form).like(read(str(criterion.values[0])))
        case Operator.LOOKS_LIKE:
            return column.texts(Form.LOOKALIKE).equal_to(lookalike(str(value)) for value in criterion.values)
        case _:
            return _equal(one, criterion, column)


def _equal(one: Filter, criterion: Criterion, column: Column) -> Mask:
    """Whether the value is one of the criterion's."""
    if not column.is_text:
        return np.isin(column.numbers, [float(value) for value in criterion.values])
    form, read = _COMPARED[one.kind]
    return column.texts(form).equal_to(read(str(value)) for value in criterion.values)


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
