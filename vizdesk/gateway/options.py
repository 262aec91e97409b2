"""The options of a filter: those of its layout, of a list, or the values of the records."""

from __future__ import annotations

import threading

from vizdesk.domain.dependent_options import parents_asked
from vizdesk.domain.errors import BadRequest, FacetsOff
from vizdesk.domain.facets import FacetQuestion, FacetsRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Filter, Kind, Layout, walk_options
from vizdesk.domain.options import OptionItem, OptionsAnswer, OptionsRequest
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.lists import Lists
from vizdesk.gateway.option_index import OptionIndex
from vizdesk.gateway.principals import Principal
from vizdesk.gateway.searching import Searching

INDEXES_KEPT = 64


class Options:
    """Answers what is asked of options; its methods block, and may be called from several threads.

    Args:
        searching: knows layouts and rights, and counts the values of records.
        lists: the agencies' lists.
    """

    def __init__(self, searching: Searching, lists: Lists) -> None:
        self._searching = searching
        self._lists = lists
        self._lock = threading.Lock()
        self._of_layouts: dict[tuple[str, str], OptionIndex] = {}

    def answer(
        self, principal: Principal, request: OptionsRequest, budget: Budget, *, counts: bool = True
    ) -> OptionsAnswer:
        """The answer to one request.

        Args:
            principal: who asks.
            request: what for.
            budget: the time allowed.
            counts: whether the values of records are counted; False while an operator has switched that off.

        Raises:
            VizDeskError: the request does not fit the layout, the principal's rights or the records.
        """
        layout, page = self._searching.checked(principal, request.search, [request.filter], preparing=True)
        one = page.filter(request.filter)
        if one is None:
            raise BadRequest(
                Filled("The page {page} has no filter {filter}.", page=page.id, filter=request.filter),
                "Load the current layout.",
            )
        index = self._index(layout, one)
        if index is None:
            if not counts:
                raise FacetsOff("The values of records are not looked up for now.", "Searching works; try again later.")
            return self._of_records(principal, request, budget)
        if request.values:
            found, more = index.named(request.values), False
        else:
            parents = parents_asked(one, page, request.search.filters)
            found, more = index.beginning_so(request.prefix, request.limit, parents)
        items = tuple(OptionItem(option.value, option.text, of=option.of) for option in found)
        return OptionsAnswer(items, more, utc_now())

    def _index(self, layout: Layout, one: Filter) -> OptionIndex | None:
        """The options that are written down; None where they are the values of the records."""
        if one.option_list:
            return self._lists.index(layout.agency, one.option_list)
        if one.kind not in (Kind.CHOICE, Kind.CHOICES, Kind.TREE) or one.from_records:
            return None
        key = layout.reference, one.id
        with self._lock:
            index = self._of_layouts.pop(key, None) or OptionIndex(walk_options(one.options))
            self._of_layouts[key] = index  # last in the order of use
            if len(self._of_layouts) > INDEXES_KEPT:
                del self._of_layouts[next(iter(self._of_layouts))]
        return index

    def _of_records(self, principal: Principal, request: OptionsRequest, budget: Budget) -> OptionsAnswer:
        if request.values:
            return OptionsAnswer(tuple(map(OptionItem, request.values)), False, utc_now())
        question = FacetQuestion(request.filter, request.limit, request.prefix)
        answer = self._searching.facets(principal, FacetsRequest(request.search, (question,)), budget, preparing=True)
        facet = answer.facets[request.filter]
        items = tuple(OptionItem(one.value, records=one.records) for one in facet.values)
        return OptionsAnswer(items, facet.more, answer.as_of)
