"""Criteria as people read them: “Hair color: Brown or Black”, “Born: 1980 to 1982”."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vizdesk.domain.criteria import Criterion, Scalar
from vizdesk.domain.layout import DEFAULT_LOCALE, Filter, Kind, Operator, values_below
from vizdesk.domain.places import format_distance, format_point

ShowValue = Callable[[Filter, Scalar], str]
"""How a value of a filter is written in the reader's language."""

MAX_LISTED = 3

_QUOTING: Mapping[Operator, str] = {
    Operator.CONTAINS: "contains",
    Operator.PREFIX: "starts with",
    Operator.WILDCARD: "like",
    Operator.PHONETIC: "sounds like",
    Operator.FUZZY: "spelled like",
}


def criterion_sentence(one: Filter, criterion: Criterion, locale: str, show: ShowValue) -> str:
    """One chip's text: the filter's label and, in words, what it asks for."""
    return f"{one.label(locale)}: {_condition(one, criterion, show, locale)}"


def plain_value(one: Filter, value: Scalar, locale: str = DEFAULT_LOCALE) -> str:
    """A value without the reader's number and date forms: option labels, yes and no, a number with its unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return one.option_label(value, locale)
    return f"{value} {one.unit}".rstrip()


def _condition(one: Filter, criterion: Criterion, show: ShowValue, locale: str) -> str:
    match criterion.operator:
        case Operator.EXISTS:
            return "has a value" if criterion.values[0] else "has no value"
        case Operator.BETWEEN:
            return _range(one, criterion, show)
        case Operator.NEAR | Operator.IN_BOX | Operator.IN_AREA:
            return place_words(criterion, locale)
        case Operator.BELOW:
            return _listed([_with_below(one, value, show) for value in criterion.values])
        case Operator.LOOKS_LIKE | Operator.NOT_IN:
            word = "not" if criterion.operator is Operator.NOT_IN else "looks like"
            return f"{word} {_listed([_alone(one, value, show) for value in criterion.values])}"
        case operator if operator in _QUOTING:
            return f"{_QUOTING[operator]} “{show(one, criterion.values[0])}”"
        case _:
            return _listed([_alone(one, value, show) for value in criterion.values])


def _with_below(one: Filter, value: Scalar, show: ShowValue) -> str:
    shown = show(one, value)
    return f"{shown} and everything below" if _has_below(one, value) else shown


def _alone(one: Filter, value: Scalar, show: ShowValue) -> str:
    """A value; one that others stand below in a tree must not be taken for those."""
    shown = show(one, value)
    return f"{shown} itself" if one.kind is Kind.TREE and _has_below(one, value) else shown


def _has_below(one: Filter, value: Scalar) -> bool:
    return len(values_below(one.options, [value])) > 1


def place_words(criterion: Criterion, locale: str) -> str:
    """What a criterion on a place asks for: “within 500 m of 47.6062, -122.3321”."""
    numbers = [float(value) for value in criterion.values]
    if criterion.operator is Operator.NEAR:
        return f"within {format_distance(numbers[2], locale)} of {format_point(numbers[0], numbers[1])}"
    if criterion.operator is Operator.IN_BOX:
        return f"in the box from {format_point(*numbers[:2])} to {format_point(*numbers[2:])}"
    return f"in an area of {len(numbers) // 2} corners"


def _range(one: Filter, criterion: Criterion, show: ShowValue) -> str:
    lower, upper = criterion.lower, criterion.upper
    if lower is None and upper is not None:
        return f"up to {show(one, upper)}"
    if upper is None and lower is not None:
        return f"from {show(one, lower)}"
    if lower is None or upper is None:
        return "any"
    return show(one, lower) if lower == upper else f"{show(one, lower)} to {show(one, upper)}"


def _listed(values: list[str]) -> str:
    if len(values) > MAX_LISTED:
        return f"{', '.join(values[:MAX_LISTED])} or {len(values) - MAX_LISTED} more"
    return " or ".join(filter(None, [", ".join(values[:-1]), values[-1]]))
