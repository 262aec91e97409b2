"""The counts beside the options of one page's filters: asked for after the results came, of what is in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from vizdesk.domain.criteria import Criteria, Criterion
from vizdesk.domain.errors import Cancelled, FacetsOff, VizDeskError
from vizdesk.domain.facets import DEFAULT_VALUES, MAX_FACETS, MAX_VALUES, FacetQuestion, FacetsAnswer, FacetsRequest
from vizdesk.domain.layout import NOTHING, Filter, Operator, Page, walk_options
from vizdesk.domain.search import ANY, SearchRequest, new_request_id, request_from_wire
from vizdesk.models.alternatives import Groups
from vizdesk.models.criteria import ALL
from vizdesk.models.option_counts import OptionCounts
from vizdesk.models.search import SearchModel
from vizdesk.models.search_words import Phase, SearchStatus
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.store.results import ResultSet

WAIT_SECONDS = 10.0
CANCEL_SECONDS = 2.0
BUDGET_MILLISECONDS = 1000
"""After so long the gateway tells what it has counted: “at least”."""


class Asked(NamedTuple):
    """Whose counts are wanted.

    Args:
        filter_id: the filter.
        group: the place of the alternative that it stands in, as in `FacetsRequest`; None for none.
    """

    filter_id: str
    group: int | None = None


class FacetsModel(QObject):
    """Counts for the criteria of the shown results; hits never wait for it, and where it fails there are no counts.

    Args:
        page: whose filters' options are counted.
        search: its results; what they were found by is what is counted under.
        services: gateway and threads.
        parent: owns it.

    Attributes:
        is_allowed: whether the gateway counts at all, as far as it told.

    Signals:
        awaited: counts may be asked for now: those in sight are wanted.
        changed: a filter's id whose counts are others, “*” for all.
    """

    awaited = Signal()
    changed = Signal(str)

    def __init__(self, page: Page, search: SearchModel, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self._search, self._services = page, search, services
        self.is_allowed = True
        self._found: ResultSet | None = None
        self._under: SearchRequest | None = None
        self._counts: dict[Asked, OptionCounts] = {}
        self._asked: set[Asked] = set()
        self._waiting: list[Asked] = []
        self._running: FacetsRequest | None = None
        self._requests = Requests(services.pool, self, self._on_counted, self._on_failed)
        self._cancels = Requests(services.pool, self)
        search.status_changed.connect(self._on_status)

    def counts(self, filter_id: str, group: int | None = None) -> OptionCounts | None:
        """The counts of a filter's options, None where there are none; of one in an alternative by its `group`."""
        return self._counts.get(Asked(filter_id, group))

    @property
    def groups(self) -> Groups | None:
        """The alternatives that the results were found by; None while nothing is counted."""
        return self._under.any_of if self._under is not None and self.is_allowed else None

    def allow(self, allowed: bool) -> None:  # one fact, set
        """Whether the gateway counts at all; its operator may have switched that off."""
        if allowed == self.is_allowed:
            return
        self.is_allowed = allowed
        if not allowed:
            self._forget()
        elif self._under is not None:
            self.awaited.emit()

    def ask(self, wanted: Iterable[Asked | str]) -> None:
        """Count the options of these filters, which are in sight now; what was counted or is asked for is not again."""
        if self._under is None or not self.is_allowed:
            return
        named = [Asked(one) if isinstance(one, str) else one for one in wanted]
        self._waiting = [one for one in named if one not in self._asked]
        if self._waiting and self._running is None:
            self._send(self._under)

    def _send(self, under: SearchRequest) -> None:
        group = self._waiting[0].group
        now = [one for one in self._waiting if one.group == group][:MAX_FACETS]
        self._waiting = [one for one in self._waiting if one not in now]
        self._asked.update(now)
        identifiers = {one.filter_id for one in now}
        questions = tuple(FacetQuestion(one.id, _limit(one)) for one in self._page.filters if one.id in identifiers)
        dated = _on_its_days(under, self._found.resolved, self._page) if self._found is not None else under
        request = FacetsRequest(dated._replace(request_id=new_request_id()), questions, group)
        self._running = request
        self._requests.submit(lambda: self._count(request))

    def _count(self, request: FacetsRequest) -> FacetsAnswer:
        """In a worker."""
        return self._services.link.client(WAIT_SECONDS).facets(request)

    def _on_counted(self, answer: FacetsAnswer) -> None:
        running, self._running = self._running, None
        group = running.group if running is not None else None
        if self._found is None or not _is_of(answer, self._found):
            self._waiting = []
            self._search.set_records(answer.records)
            return
        for identifier, facet in answer.facets.items():
            self._counts[Asked(identifier, group)] = OptionCounts(facet, self._services.locale)
            self.changed.emit(identifier)
        self.ask(self._waiting)

    def _on_failed(self, error: VizDeskError) -> None:
        self._running = None
        if isinstance(error, FacetsOff):
            self.allow(False)
        elif not isinstance(error, Cancelled):
            self.ask(self._waiting)

    # What the search does

    def _on_status(self) -> None:
        status, shown = self._search.status, self._search.result_set()
        if status.phase is Phase.SEARCHING:
            self._take_back()
            self._under = self._found = None
            if status.slow:
                self._forget()
        elif status.phase is Phase.PART and not status.changed:
            return  # the same results, of which only some are shown
        elif not self._are_counted(status) or shown is None:
            self._forget()
            self._under = self._found = None
        elif self._found is None or shown.id != self._found.id:
            self._forget()
            self._found = shown
            asked = request_from_wire({**shown.request, "requestId": ""})
            self._under = asked._replace(after=None, budget_ms=BUDGET_MILLISECONDS)
            if self.is_allowed:
                self.awaited.emit()

    @staticmethod
    def _are_counted(status: SearchStatus) -> bool:
        """Whether the rows are of the applied criteria and of the records of now, which are what the gateway counts."""
        return status.phase in (Phase.DONE, Phase.NO_RESULTS) and not status.previous and not status.changed

    def _forget(self) -> None:
        self._take_back()
        self._asked.clear()
        if self._counts:
            self._counts.clear()
            self.changed.emit(ALL)

    def _take_back(self) -> None:
        """What is asked for is not wanted any more; the gateway is told."""
        self._waiting = []
        running, self._running = self._running, None
        if running is not None:
            self._requests.drop()
            link, identifier = self._services.link, running.search.request_id
            self._cancels.submit(lambda: link.client(CANCEL_SECONDS).cancel_search(identifier))


def _is_of(answer: FacetsAnswer, found: ResultSet) -> bool:
    """Whether the records that were counted, and the days that were meant, are those of the results."""
    generation = answer.records.generation if answer.records is not None else ""
    same_records = "" in (generation, found.generation) or generation == found.generation
    return same_records and all(found.resolved.get(key) == ends for key, ends in answer.resolved.items())


def _on_its_days(under: SearchRequest, resolved: Mapping[str, Any], page: Page) -> SearchRequest:
    """The request with what its relative dates meant when the results were found."""
    if not resolved:
        return under
    told: Sequence[Mapping[str, Any]] = resolved.get(ANY, ())
    groups = zip_longest(under.any_of, told, fillvalue=NOTHING)
    return under._replace(
        filters=_dated(under.filters, resolved, page), any_of=tuple(_dated(one, ends, page) for one, ends in groups)
    )


def _dated(criteria: Criteria, resolved: Mapping[str, Any], page: Page) -> Criteria:
    def fixed(key: str, asked: Criterion) -> Criterion:
        one, ends = page.filter(key), resolved.get(key)
        operator = Operator.BETWEEN if asked.operator is Operator.EQUALS else asked.operator
        if ends is None or one is None or operator not in one.operators:
            return asked
        return Criterion(operator, lower=ends["from"], upper=ends["to"])

    return {key: fixed(key, asked) for key, asked in criteria.items()}


def _limit(one: Filter) -> int:
    """So many values are asked for: room for all options, and for values beside them."""
    options = sum(1 for _ in walk_options(one.options))
    return MAX_VALUES if one.offers_many else min(MAX_VALUES, DEFAULT_VALUES + 2 * options)
