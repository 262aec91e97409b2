"""The counts beside the options of one page's filters: asked for after the results came, of what is in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from vizdesk.domain.errors import Cancelled, FacetsOff, VizDeskError
from vizdesk.domain.facets import DEFAULT_VALUES, MAX_FACETS, MAX_VALUES, FacetQuestion, FacetsAnswer, FacetsRequest
from vizdesk.domain.layout import Filter, Page, walk_options
from vizdesk.domain.search import SearchRequest, new_request_id, request_from_wire
from vizdesk.models.alternatives import Groups
from vizdesk.models.criteria import ALL
from vizdesk.models.option_counts import OptionCounts
from vizdesk.models.search import SearchModel
from vizdesk.models.search_words import Phase
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests

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
        self._set_id: int | None = None
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
        request = FacetsRequest(under._replace(request_id=new_request_id()), questions, group)
        self._running = request
        self._requests.submit(lambda: self._count(request))

    def _count(self, request: FacetsRequest) -> FacetsAnswer:
        """In a worker."""
        return self._services.link.client(WAIT_SECONDS).facets(request)

    def _on_counted(self, answer: FacetsAnswer) -> None:
        running, self._running = self._running, None
        group = running.group if running is not None else None
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
            self._under = self._set_id = None
            if status.slow:
                self._forget()
        elif status.phase is Phase.PART:
            return  # the same results, of which only some are shown
        elif status.phase not in (Phase.DONE, Phase.NO_RESULTS) or shown is None or status.previous:
            self._forget()
            self._under = self._set_id = None
        elif shown.id != self._set_id:
            self._forget()
            self._set_id = shown.id
            asked = request_from_wire({**shown.request, "requestId": ""})
            self._under = asked._replace(after=None, budget_ms=BUDGET_MILLISECONDS)
            if self.is_allowed:
                self.awaited.emit()

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


def _limit(one: Filter) -> int:
    """So many values are asked for: room for all options, and for values beside them."""
    options = sum(1 for _ in walk_options(one.options))
    return MAX_VALUES if one.offers_many else min(MAX_VALUES, DEFAULT_VALUES + 2 * options)
