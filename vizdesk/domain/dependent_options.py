"""Options that hang on another filter: a model of car on its make.

A filter's `dependsOn` names the other one, and an option's `of` the values there that it belongs to; an option without
`of` belongs to all. While the other filter asks for values, only options of these are offered. What was chosen before
stays what is asked: nothing is taken back by another choice.

In a tree, what stands below a value that is asked for with all below it counts as asked for, too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vizdesk.domain.criteria import Criteria
from vizdesk.domain.layout import Filter, Operator, Page, values_below, walk_options

_ASKING = (Operator.EQUALS, Operator.IN, Operator.BELOW)


def parents_asked(one: Filter, page: Page, criteria: Criteria) -> frozenset[str] | None:
    """The values that the filter on which `one` depends asks for; None where it asks for none in particular."""
    parent, asked = page.filter(one.depends_on), criteria.get(one.depends_on)
    if parent is None or asked is None or asked.operator not in _ASKING:
        return None
    below = asked.operator is Operator.BELOW
    return frozenset(values_below(parent.options, asked.values) if below else map(str, asked.values))


def fits(of: Collection[str], parents: frozenset[str] | None) -> bool:
    """Whether an option that belongs to some values is offered."""
    return parents is None or not of or not parents.isdisjoint(of)


def unfit_options(one: Filter, page: Page, criteria: Criteria) -> frozenset[str]:
    """The values of the options in the layout that are not offered now."""
    parents = parents_asked(one, page, criteria)
    return frozenset(option.value for option in walk_options(one.options) if not fits(option.of, parents))


def misfits(one: Filter, page: Page, criteria: Criteria, known: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """What a filter asks for and would not be offered now.

    Args:
        one: the filter.
        page: its page.
        criteria: all that is asked for.
        known: what options that stand elsewhere belong to, by their value; others count as offered.
    """
    asked = criteria.get(one.id)
    if not one.depends_on or asked is None or asked.operator not in _ASKING:
        return ()
    unfit, parents = unfit_options(one, page, criteria), parents_asked(one, page, criteria)
    return tuple(str(value) for value in asked.values if str(value) in unfit or not _fits_known(value, known, parents))


def _fits_known(value: object, known: Mapping[str, Collection[str]], parents: frozenset[str] | None) -> bool:
    return fits(known.get(str(value), ()), parents)
