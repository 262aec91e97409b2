"""Criteria as people read them: “Hair color: Brown or Black”, “Born: 1980 to 1982”."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vizdesk.domain.criteria import Criteria, Criterion, Scalar
from vizdesk.domain.layout import DEFAULT_LOCALE, NEGATED, Filter, Kind, Missing, Operator, Page, values_below
from vizdesk.domain.naming import last_name
from vizdesk.domain.places import format_distance, format_point

ShowValue = Callable[[Filter, Scalar], str]
"""How a value of a filter is written in the reader's language."""

MAX_LISTED = 3

_OF_VALUES = {
    Operator.CONTAINS: "contains {}",
    Operator.NOT_CONTAINS: "does not contain {}",
    Operator.PREFIX: "starts with {}",
    Operator.WILDCARD: "like {}",
    Operator.PHONETIC: "sounds like {}",
    Operator.FUZZY: "spelled like {}",
    Operator.LOOKS_LIKE: "looks like {}",
    Operator.NOT_IN: "not {}",
}


def criterion_sentence(one: Filter, criterion: Criterion, locale: str, show: ShowValue) -> str:
    """One chip's text: the filter's label and, in words, what it asks for."""
    condition = _condition(one, criterion, show, locale)
    if criterion.operator in NEGATED and one.missing is Missing.INCLUDE:
        condition = f"{condition}, or no value"
    return f"{one.label(locale)}: {condition}"


def groups_sentence(groups: Sequence[Criteria], page: Page, locale: str, show: ShowValue) -> str:
    """OR groups: “Either Hair color: Brown and Eyes: blue, or Armed: yes”; a single one without the “Either”."""

    def named(identifier: str, asked: Criterion) -> str:
        one = page.filter(identifier)
        return criterion_sentence(one, asked, locale, show) if one else last_name(identifier).replace("_", " ")

    def told(group: Criteria) -> str:
        return " and ".join(named(identifier, asked) for identifier, asked in group.items())

    said = ", or ".join(map(told, groups))
    return f"Either {said}" if len(groups) > 1 else said


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
        case Operator.NOT_BETWEEN:
            return f"not {_range(one, criterion, show)}"
        case Operator.NEAR | Operator.IN_BOX | Operator.IN_AREA:
            return place_words(criterion, locale)
        case Operator.BELOW:
            return _listed([_with_below(one, value, show) for value in criterion.values])
        case Operator.NOT_IN | Operator.LOOKS_LIKE:
            return _OF_VALUES[criterion.operator].format(
                _listed([_alone(one, value, show) for value in criterion.values])
            )
        case _ if criterion.operator in _OF_VALUES:
            return _OF_VALUES[criterion.operator].format(f"“{show(one, criterion.values[0])}”")
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
    least, most = show(one, lower), show(one, upper)
    return least if least == most else f"{least} to {most}"


def _listed(values: list[str]) -> str:
    if len(values) > MAX_LISTED:
        return f"{', '.join(values[:MAX_LISTED])} or {len(values) - MAX_LISTED} more"
    return " or ".join(filter(None, [", ".join(values[:-1]), values[-1]]))
