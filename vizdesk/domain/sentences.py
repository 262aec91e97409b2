"""Criteria as people read them: “Hair color: Brown or Black”, “Born: 1980 to 1982”."""

from __future__ import annotations

from collections.abc import Callable

from vizdesk.domain.criteria import Criterion, Scalar
from vizdesk.domain.layout import DEFAULT_LOCALE, Filter, Operator

ShowValue = Callable[[Filter, Scalar], str]
"""How a value of a filter is written in the reader's language."""

MAX_LISTED = 3


def criterion_sentence(one: Filter, criterion: Criterion, locale: str, show: ShowValue) -> str:
    """One chip's text: the filter's label and, in words, what it asks for."""
    return f"{one.label(locale)}: {_condition(one, criterion, show)}"


def plain_value(one: Filter, value: Scalar, locale: str = DEFAULT_LOCALE) -> str:
    """A value without the reader's number and date forms: option labels, yes and no, a number with its unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return one.option_label(value, locale)
    return f"{value} {one.unit}".rstrip()


def _condition(one: Filter, criterion: Criterion, show: ShowValue) -> str:
    values = [show(one, value) for value in criterion.values]
    match criterion.operator:
        case Operator.EXISTS:
            return "has a value" if criterion.values[0] else "has no value"
        case Operator.BETWEEN:
            return _range(one, criterion, show)
        case Operator.CONTAINS:
            return f"contains “{values[0]}”"
        case Operator.PREFIX:
            return f"starts with “{values[0]}”"
        case Operator.WILDCARD:
            return f"like “{values[0]}”"
        case Operator.PHONETIC:
            return f"sounds like “{values[0]}”"
        case Operator.FUZZY:
            return f"spelled like “{values[0]}”"
        case Operator.LOOKS_LIKE:
            return f"looks like {_listed(values)}"
        case Operator.NOT_IN:
            return f"not {_listed(values)}"
        case _:
            return _listed(values)


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
