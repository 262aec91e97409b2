"""Criteria: what a user has set in a filter, its wire form, and whether a filter accepts it.

Wire form (the HTTP contract): a scalar means equals, an array any of, an object names its operator:
`"BRO"`, `["BRO", "BLK"]`, `{"op": "between", "from": 1, "to": 5}`, `{"op": "contains", "value": "quim"}`,
`{"op": "notIn", "values": ["BRO"]}`, `{"op": "exists", "value": true}`; `notContains` and `notBetween` are written as
what they deny. Criteria on places have keys of their own:
`{"op": "near", "latitude": 47.6, "longitude": -122.3, "meters": 500}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from vizdesk.domain.areas import check_area
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import RANGES, Filter, Kind, Operator
from vizdesk.domain.places import check_box, check_meters, check_point
from vizdesk.domain.text import fold

T = TypeVar("T")

Scalar = str | int | float | bool

MAX_VALUES = 5000
MAX_TEXT = 1000
_COMMON_KEYS = ("value", "values", "from", "to")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z?)?)?")


_KEYS: Mapping[Operator, tuple[str, ...]] = {
    Operator.NEAR: ("latitude", "longitude", "meters"),
    Operator.IN_BOX: ("south", "west", "north", "east"),
    Operator.IN_AREA: ("points",),
}
"""The keys of operators that have their own."""

_LISTS = (Operator.IN, Operator.NOT_IN, Operator.LOOKS_LIKE, Operator.BELOW)


class Criterion(NamedTuple):
    """One operator with its values; `lower` and `upper` are the inclusive ends of a range, None where open.

    The values of criteria on places are numbers: latitude, longitude and meters; south, west, north and east; or
    latitude and longitude of each corner.
    """

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
            case Operator.NOT_IN | Operator.LOOKS_LIKE | Operator.BELOW:
                return {"op": self.operator.value, "values": list(self.values)}
            case Operator.BETWEEN | Operator.NOT_BETWEEN:
                return {"op": self.operator.value, "from": self.lower, "to": self.upper}
            case Operator.NEAR | Operator.IN_BOX:
                return {"op": self.operator.value, **dict(zip(_KEYS[self.operator], self.values, strict=True))}
            case Operator.IN_AREA:
                return {"op": self.operator.value, "points": [list(point) for point in corners(self.values)]}
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
        raise BadRequest(Filled("{pointer} must be a value, a list of values or an object with “op”.", pointer=pointer))
    keys = next((keys for operator, keys in _KEYS.items() if operator == value.get("op")), _COMMON_KEYS)
    allowed = {"op", *keys}
    if unknown := sorted(set(value) - allowed):
        raise BadRequest(
            Filled("{pointer} has an unknown key “{key}”.", pointer=pointer, key=unknown[0]),
            Filled("Known keys: {keys}.", keys=", ".join(sorted(allowed))),
        )
    try:
        operator = Operator(str(value.get("op")))
    except ValueError:
        known = ", ".join(Operator)
        raise BadRequest(
            Filled("{pointer} has no known operator in “op”.", pointer=pointer),
            Filled("Known operators: {operators}.", operators=known),
        ) from None
    return _from_object(operator, value, pointer)


def _from_object(operator: Operator, value: Mapping[str, Any], pointer: str) -> Criterion:
    if operator in RANGES:
        lower, upper = value.get("from"), value.get("to")
        for end in (lower, upper):
            if end is not None and (not _is_scalar(end) or isinstance(end, bool)):
                raise BadRequest(Filled("{pointer}: “from” and “to” must be numbers or texts.", pointer=pointer))
        if lower is None and upper is None:
            raise BadRequest(
                Filled("{pointer} has neither “from” nor “to”.", pointer=pointer), "Give at least one end of the range."
            )
        return Criterion(operator, lower=lower, upper=upper)
    if operator in _KEYS:
        return Criterion(operator, _place(operator, value, pointer))
    if operator in _LISTS:
        return Criterion(operator, _values(value.get("values"), pointer))
    single = value.get("value", True if operator is Operator.EXISTS else None)
    if not _is_scalar(single):
        raise BadRequest(Filled("{pointer} needs a “value”.", pointer=pointer))
    if operator is Operator.EXISTS and not isinstance(single, bool):
        raise BadRequest(Filled("{pointer}: the value of “exists” is true or false.", pointer=pointer))
    return Criterion(operator, (single,))


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _values(values: Any, pointer: str) -> tuple[Scalar, ...]:
    if not isinstance(values, list) or not values:
        raise BadRequest(Filled("{pointer} needs at least one value.", pointer=pointer))
    if len(values) > MAX_VALUES:
        raise BadRequest(
            Filled(
                "{pointer} has {count} values; the most is {most}.", pointer=pointer, count=len(values), most=MAX_VALUES
            )
        )
    if not all(_is_scalar(value) for value in values):
        raise BadRequest(Filled("{pointer} must hold plain values only.", pointer=pointer))
    return tuple(values)


def corners(numbers: Sequence[T]) -> list[tuple[T, T]]:
    """The corners of an area from the values of its criterion."""
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _place(operator: Operator, value: Mapping[str, Any], pointer: str) -> tuple[Scalar, ...]:
    if operator is Operator.IN_AREA:
        return _corners(value.get("points"), pointer)
    numbers: tuple[Any, ...] = tuple(value.get(key) for key in _KEYS[operator])
    if not all(map(_is_number, numbers)):
        raise BadRequest(
            Filled(
                "{pointer} needs numbers in: {keys}.",
                pointer=pointer,
                keys=", ".join(f"“{key}”" for key in _KEYS[operator]),
            )
        )
    return numbers


def _corners(points: Any, pointer: str) -> tuple[Scalar, ...]:
    if not isinstance(points, list) or len(points) > MAX_VALUES:
        raise BadRequest(Filled("{pointer} needs a list of corners in “points”.", pointer=pointer))
    if not all(isinstance(one, list) and len(one) == 2 and all(map(_is_number, one)) for one in points):
        raise BadRequest(
            Filled("{pointer}: each corner in “points” is a list of a latitude and a longitude.", pointer=pointer)
        )
    return tuple(number for one in points for number in one)


def check_criterion(one: Filter, criterion: Criterion) -> None:
    """Whether a filter accepts a criterion.

    Raises:
        BadRequest: the operator is not offered, or a value is not of the filter's kind.
    """
    if criterion.operator not in one.operators:
        offered = ", ".join(one.operators)
        raise BadRequest(
            Filled("The filter {filter} does not offer “{operator}”.", filter=one.id, operator=criterion.operator),
            Filled("It offers: {operators}.", operators=offered),
        )
    if criterion.operator is Operator.EXISTS:
        return
    values: Sequence[Scalar] = (*criterion.values, *(v for v in (criterion.lower, criterion.upper) if v is not None))
    if not all(map(_ACCEPTS[one.kind], values)):
        raise BadRequest(_taken(one))
    if one.kind is Kind.PLACE:
        _check_place(criterion)
    if one.kind is Kind.TEXT and not all(fold(str(value)) for value in values):
        raise BadRequest(
            Filled("The filter {filter} needs something that can be seen.", filter=one.id), "Type a letter or a digit."
        )
    if _needs_letters(one, criterion) and not all(map(_has_letter, map(str, values))):
        raise BadRequest(
            Filled("The filter {filter} needs a letter or a digit in each value.", filter=one.id), "Type a part of it."
        )
    lower, upper = criterion.lower, criterion.upper
    if lower is not None and upper is not None and type(lower) is type(upper) and _after(lower, upper):
        raise BadRequest(
            Filled("In the filter {filter} the range ends before it starts.", filter=one.id), "Swap its two ends."
        )


def _check_place(criterion: Criterion) -> None:
    numbers = [float(value) for value in criterion.values]
    match criterion.operator:
        case Operator.NEAR:
            check_point(numbers[0], numbers[1])
            check_meters(numbers[2])
        case Operator.IN_BOX:
            check_box(numbers)
        case _:
            check_area(corners(numbers))


def _has_letter(text: str) -> bool:
    return text.isalnum() or any(map(str.isalnum, text))  # the first is all that most of thousands need


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


@cache
def _relative() -> re.Pattern[str]:
    """Compiled when first wanted, which at a window's start is seldom."""
    return re.compile(
        r"(?:today|thisMonth|thisYear)(?:[+-]P(?=\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?)?"
        r"|now(?:[+-]P(?=\d|T\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?"
        r"(?:T(?=\d)(?:\d{1,5}H)?(?:\d{1,5}M)?(?:\d{1,6}S)?)?)?",
        re.ASCII,
    )


def is_relative_date(value: Scalar | None) -> bool:
    """Whether a value is a date that depends on the day of the search; `relative_dates` tells what it means."""
    return isinstance(value, str) and _relative().fullmatch(value) is not None


def _is_date(value: Scalar) -> bool:
    return is_iso_date(value) or is_relative_date(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _is_text(value: Scalar) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_TEXT and "\x00" not in value


def _taken(one: Filter) -> str:
    """What a filter takes, as a sentence."""
    match one.kind:
        case Kind.TEXT | Kind.IDENTIFIER:
            return Filled("The filter {filter} takes texts of at most {most} characters.", filter=one.id, most=MAX_TEXT)
        case Kind.CHOICE | Kind.CHOICES | Kind.TREE:
            return Filled("The filter {filter} takes its options only.", filter=one.id)
        case Kind.NUMBER | Kind.PLACE:
            return Filled("The filter {filter} takes numbers.", filter=one.id)
        case Kind.DATE:
            return Filled("The filter {filter} takes dates such as 2024-05-31 or today-P7D.", filter=one.id)
        case Kind.YES_NO:
            return Filled("The filter {filter} takes true or false.", filter=one.id)


_ACCEPTS: Mapping[Kind, Callable[[Scalar], bool]] = {
    Kind.TEXT: _is_text,
    Kind.IDENTIFIER: _is_text,
    Kind.CHOICE: _is_text,
    Kind.CHOICES: _is_text,
    Kind.NUMBER: _is_number,
    Kind.DATE: _is_date,
    Kind.YES_NO: lambda value: isinstance(value, bool),
    Kind.TREE: _is_text,
    Kind.PLACE: _is_number,
}
