"""Criteria: what a user has set in a filter, its wire form, and whether a filter accepts it.

Wire form (the HTTP contract): a scalar means equals, an array any of, an object names its operator:
`"BRO"`, `["BRO", "BLK"]`, `{"op": "between", "from": 1, "to": 5}`, `{"op": "contains", "value": "quim"}`,
`{"op": "notIn", "values": ["BRO"]}`, `{"op": "exists", "value": true}`; `notContains` and `notBetween` are written as
what they deny.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import RANGES, Filter, Kind, Operator

Scalar = str | int | float | bool

MAX_VALUES = 5000
MAX_TEXT = 1000
_RELATIVE = re.compile(
    r"(?:today|thisMonth|thisYear)(?:[+-]P(?=\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?)?"
    r"|now(?:[+-]P(?=\d|T\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?"
    r"(?:T(?=\d)(?:\d{1,5}H)?(?:\d{1,5}M)?(?:\d{1,6}S)?)?)?",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z?)?)?")


class Criterion(NamedTuple):
    """One operator with its values; `lower` and `upper` are the inclusive ends of a range, None where open."""

    operator: Operator
    values: tuple[Scalar, ...] = ()
    lower: Scalar | None = None
    upper: Scalar | None = None

    def to_wire(self) -> Any:
        """The JSON value of this criterion."""
        match self.operator:
            case Operator.EQUALS:
                return self.values[0]
            case Operator.IN:
                return list(self.values)
            case Operator.NOT_IN | Operator.LOOKS_LIKE:
                return {"op": self.operator.value, "values": list(self.values)}
            case Operator.BETWEEN | Operator.NOT_BETWEEN:
                return {"op": self.operator.value, "from": self.lower, "to": self.upper}
            case _:
                return {"op": self.operator.value, "value": self.values[0]}


Criteria = Mapping[str, Criterion]
"""By filter id; the order of a page's filters does not matter."""


def criterion_from_wire(value: Any, pointer: str) -> Criterion:
    """Read the wire form.

    Args:
        value: decoded JSON.
        pointer: where it stands in the request, for the error's sentence.

    Raises:
        BadRequest: it is not of the contract's form.
    """
    if _is_scalar(value):
        return Criterion(Operator.EQUALS, (value,))
    if isinstance(value, list):
        return Criterion(Operator.IN, _values(value, pointer))
    if not isinstance(value, dict):
        raise BadRequest(f"{pointer} must be a value, a list of values or an object with “op”.")
    allowed = {"op", "value", "values", "from", "to"}
    if unknown := sorted(set(value) - allowed):
        raise BadRequest(
            f"{pointer} has an unknown key “{unknown[0]}”.", f"Known keys are {', '.join(sorted(allowed))}."
        )
    try:
        operator = Operator(str(value.get("op")))
    except ValueError:
        known = ", ".join(Operator)
        raise BadRequest(f"{pointer} has no known operator in “op”.", f"Operators are {known}.") from None
    return _from_object(operator, value, pointer)


def _from_object(operator: Operator, value: Mapping[str, Any], pointer: str) -> Criterion:
    if operator in RANGES:
        lower, upper = value.get("from"), value.get("to")
        for end in (lower, upper):
            if end is not None and (not _is_scalar(end) or isinstance(end, bool)):
                raise BadRequest(f"{pointer}: “from” and “to” must be numbers or texts.")
        if lower is None and upper is None:
            raise BadRequest(f"{pointer} has neither “from” nor “to”.", "Give at least one end of the range.")
        return Criterion(operator, lower=lower, upper=upper)
    if operator in (Operator.IN, Operator.NOT_IN, Operator.LOOKS_LIKE):
        return Criterion(operator, _values(value.get("values"), pointer))
    single = value.get("value", True if operator is Operator.EXISTS else None)
    if not _is_scalar(single):
        raise BadRequest(f"{pointer} needs a “value”.")
    if operator is Operator.EXISTS and not isinstance(single, bool):
        raise BadRequest(f"{pointer}: the value of “exists” is true or false.")
    return Criterion(operator, (single,))


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _values(values: Any, pointer: str) -> tuple[Scalar, ...]:
    if not isinstance(values, list) or not values:
        raise BadRequest(f"{pointer} needs at least one value.")
    if len(values) > MAX_VALUES:
        raise BadRequest(f"{pointer} has {len(values)} values; the most is {MAX_VALUES}.")
    if not all(_is_scalar(value) for value in values):
        raise BadRequest(f"{pointer} must hold plain values only.")
    return tuple(values)


def check_criterion(one: Filter, criterion: Criterion) -> None:
    """Whether a filter accepts a criterion.

    Raises:
        BadRequest: the operator is not offered, or a value is not of the filter's kind.
    """
    if criterion.operator not in one.operators:
        offered = ", ".join(one.operators)
        raise BadRequest(f"The filter {one.id} does not offer “{criterion.operator}”.", f"It offers {offered}.")
    if criterion.operator is Operator.EXISTS:
        return
    values: Sequence[Scalar] = (*criterion.values, *(v for v in (criterion.lower, criterion.upper) if v is not None))
    accepts, wanted = _ACCEPTS[one.kind]
    if not all(accepts(value) for value in values):
        raise BadRequest(f"The filter {one.id} takes {wanted}.")
    if _needs_letters(one, criterion) and not all(any(map(str.isalnum, str(value))) for value in values):
        raise BadRequest(f"The filter {one.id} needs a letter or a digit in each value.", "Type a part of it.")
    lower, upper = criterion.lower, criterion.upper
    if lower is not None and upper is not None and type(lower) is type(upper) and _after(lower, upper):
        raise BadRequest(f"In the filter {one.id} the range ends before it starts.", "Swap its two ends.")


def _needs_letters(one: Filter, criterion: Criterion) -> bool:
    """Whether nothing else counts in what is compared, so that a value without would mean everything, or nothing."""
    loose = (Operator.WILDCARD, Operator.PHONETIC, Operator.FUZZY)
    return one.kind is Kind.IDENTIFIER or criterion.operator in loose


def _after(lower: Scalar, upper: Scalar) -> bool:
    if is_relative_date(lower) or is_relative_date(upper):
        return False  # told when the search is made
    if isinstance(lower, str) and isinstance(upper, str):
        shared = min(len(lower), len(upper))
        return lower[:shared] > upper[:shared]
    return bool(lower > upper)  # type: ignore[operator]  # both are numbers here


def is_iso_date(value: Scalar) -> bool:
    """Whether a value is an ISO 8601 date, month or date and time, as fields of kind date hold it."""
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def is_relative_date(value: Scalar | None) -> bool:
    """Whether a value is a date that depends on the day of the search; `relative_dates` tells what it means."""
    return isinstance(value, str) and _RELATIVE.fullmatch(value) is not None


def _is_date(value: Scalar) -> bool:
    return is_iso_date(value) or is_relative_date(value)


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _is_text(value: Scalar) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_TEXT and "\x00" not in value


_ACCEPTS: Mapping[Kind, tuple[Callable[[Scalar], bool], str]] = {
    Kind.TEXT: (_is_text, f"text of at most {MAX_TEXT} characters"),
    Kind.IDENTIFIER: (_is_text, f"texts of at most {MAX_TEXT} characters"),
    Kind.CHOICE: (_is_text, "one of its options"),
    Kind.CHOICES: (_is_text, "some of its options"),
    Kind.NUMBER: (_is_number, "numbers"),
    Kind.DATE: (_is_date, "dates such as 2024-05-31 or today-P7D"),
    Kind.YES_NO: (lambda value: isinstance(value, bool), "true or false"),
}
