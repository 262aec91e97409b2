"""Criteria as people read them: “Hair color: Brown or Black”, “Born: 1980 to 1982”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

from vizdesk.domain.criteria import Criteria, Criterion, Scalar
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import DEFAULT_LOCALE, NEGATED, Filter, Kind, Missing, Operator, Page, values_below
from vizdesk.domain.naming import last_name
from vizdesk.domain.places import format_distance, format_point

ShowValue = Callable[[Filter, Scalar], str]
"""How a value of a filter is written in the reader's language."""

Say = Callable[[str], str]
"""How a text of the product is said in the reader's language; what stands in braces stays."""

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


def criterion_sentence(one: Filter, criterion: Criterion, locale: str, show: ShowValue, say: Say = str) -> str:
    """One chip's text: the filter's label and, in words, what it asks for."""
    condition = _Words(one, show, say, locale).condition(criterion)
    if criterion.operator in NEGATED and one.missing is Missing.INCLUDE:
        condition = say("{condition}, or no value").format(condition=condition)
    return f"{one.label(locale)}: {condition}"


def groups_sentence(groups: Sequence[Criteria], page: Page, locale: str, show: ShowValue, say: Say = str) -> str:
    """OR groups: “Either Hair color: Brown and Eyes: blue, or Armed: yes”; a single one without the “Either”."""

    def named(identifier: str, asked: Criterion) -> str:
        one = page.filter(identifier)
        return criterion_sentence(one, asked, locale, show, say) if one else last_name(identifier).replace("_", " ")

    def told(group: Criteria) -> str:
        said = [named(identifier, asked) for identifier, asked in group.items()]
        return reduce(lambda first, then: say(Filled("{first} and {then}", first=first, then=then)), said or [""])

    each = [told(group) for group in groups] or [""]
    said = reduce(lambda first, then: say(Filled("{first}, or {then}", first=first, then=then)), each)
    return say("Either {groups}").format(groups=said) if len(groups) > 1 else said


def quoted(text: str, say: Say = str) -> str:
    """A text in the quotation marks of the reader's language."""
    return say(Filled("“{text}”", text=text))


def plain_value(one: Filter, value: Scalar, locale: str = DEFAULT_LOCALE) -> str:
    """A value without the reader's number and date forms: option labels, yes and no, a number with its unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return one.option_label(value, locale)
    return f"{value} {one.unit}".rstrip()


class _Words(NamedTuple):
    one: Filter
    show: ShowValue
    say: Say
    locale: str

    def condition(self, criterion: Criterion) -> str:
        say = self.say
        match criterion.operator:
            case Operator.EXISTS:
                return say("has a value") if criterion.values[0] else say("has no value")
            case Operator.BETWEEN:
                return self._range(criterion)
            case Operator.NOT_BETWEEN:
                return say("not {}").format(self._range(criterion))
            case Operator.NEAR | Operator.IN_BOX | Operator.IN_AREA:
                return place_words(criterion, self.locale, say)
            case Operator.BELOW:
                return self._listed(criterion.values, self._with_below)
            case Operator.NOT_IN | Operator.LOOKS_LIKE:
                words = say(_OF_VALUES[criterion.operator])
                return words.format(self._listed(criterion.values, self._alone))
            case _ if criterion.operator in _OF_VALUES:
                return say(_OF_VALUES[criterion.operator]).format(quoted(self.show(self.one, criterion.values[0]), say))
            case _:
                return self._listed(criterion.values, self._alone)

    def _with_below(self, value: Scalar) -> str:
        shown = self.show(self.one, value)
        return self.say("{} and everything below").format(shown) if _has_below(self.one, value) else shown

    def _alone(self, value: Scalar) -> str:
        """A value; one that others stand below in a tree must not be taken for those."""
        shown = self.show(self.one, value)
        is_alone = self.one.kind is Kind.TREE and _has_below(self.one, value)
        return self.say("{} itself").format(shown) if is_alone else shown

    def _range(self, criterion: Criterion) -> str:
        lower, upper = criterion.lower, criterion.upper
        if lower is None and upper is not None:
            return self.say("up to {}").format(self.show(self.one, upper))
        if upper is None and lower is not None:
            return self.say("from {}").format(self.show(self.one, lower))
        if lower is None or upper is None:
            return self.say("any")
        least, most = self.show(self.one, lower), self.show(self.one, upper)
        return least if least == most else self.say("{least} to {most}").format(least=least, most=most)

    def _listed(self, values: Sequence[Scalar], words: Callable[[Scalar], str]) -> str:
        said = list(map(words, values[:MAX_LISTED]))  # the others are thousands where a list was pasted
        if len(values) > MAX_LISTED:
            said.append(self.say(Filled("{count} more", count=len(values) - MAX_LISTED)))
        first, last = ", ".join(said[:-1]), said[-1]
        return self.say(Filled("{values} or {last}", values=first, last=last)) if first else last


def _has_below(one: Filter, value: Scalar) -> bool:
    return len(values_below(one.options, [value])) > 1


def place_words(criterion: Criterion, locale: str, say: Say = str) -> str:
    """What a criterion on a place asks for: “within 500 m of 47.6062, -122.3321”."""
    numbers = [float(value) for value in criterion.values]
    if criterion.operator is Operator.NEAR:
        within = say("within {distance} of {place}")
        return within.format(distance=format_distance(numbers[2], locale), place=format_point(numbers[0], numbers[1]))
    if criterion.operator is Operator.IN_BOX:
        box = say("in the box from {corner} to {other}")
        return box.format(corner=format_point(*numbers[:2]), other=format_point(*numbers[2:]))
    return say("in an area of {count} corners").format(count=len(numbers) // 2)
