"""Options that stand elsewhere: found as one types, and what chosen ones are called."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.options import OptionsAnswer, OptionsRequest
from vizdesk.domain.search import SearchRequest, new_request_id
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.store.results import ResultSet

if TYPE_CHECKING:
    from vizdesk.models.map_places import MapPlaces

DEBOUNCE_MILLISECONDS = 200
WAIT_SECONDS = 10.0
CANCEL_SECONDS = 2.0
KEPT_ANSWERS = 64
KEPT_SECONDS = 120.0
"""An answer is given again for so long: what is typed backwards, or again, is not asked for again."""


class OptionsModel(QObject):
    """Asks for the options of one page's filters.

    Args:
        agency: whose current layout is asked about.
        criteria: those that are typed narrow the values of records.
        services: gateway and threads.
        parent: owns it.
        shown: gives the results that the page shows, whose places maps show.

    Signals:
        found: a filter's id and an `OptionsAnswer`.
        failed: a filter's id and a `VizDeskError`.
        named: a filter's id, and by value what these are called.
    """

    found = Signal(str, object)
    failed = Signal(str, object)
    named = Signal(str, object)

    def __init__(
        self,
        agency: str,
        criteria: CriteriaModel,
        services: Services,
        parent: QObject | None = None,
        shown: Callable[[], ResultSet | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._places: MapPlaces | None = None
        self._agency, self._criteria, self._services = agency, criteria, services
        self._filter_id = ""
        self._prefix = ""
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MILLISECONDS)
        self._debounce.timeout.connect(self._ask)
        self._finds = Requests(services.pool, self, self._on_found, self._on_failed)
        self._names: dict[str, Requests] = {}
        self._unnamed: dict[str, dict[str, None]] = {}  # by filter id, the values whose names are still asked for
        self._cancels = Requests(services.pool, self)
        self._running = ""
        self._kept: OrderedDict[str, tuple[float, OptionsAnswer]] = OrderedDict()

    def map_places(self) -> MapPlaces:
        """What maps show."""
        if self._places is None:
            from vizdesk.models.map_places import MapPlaces  # late: most searches need no map

            self._places = MapPlaces(self._shown, self._services, self)
        return self._places

    def find(self, filter_id: str, prefix: str) -> None:
        """Look for options in which a word begins so, a moment after the last call; what was looked for is dropped.

        What was found lately for the same is told at once.
        """
        self.drop()
        self._filter_id, self._prefix = filter_id, prefix
        told, answer = self._kept.get(_key(self._wanted()), (0.0, None))
        if answer is not None and time.monotonic() - told < KEPT_SECONDS:
            self.found.emit(filter_id, answer)
        else:
            self._debounce.start()

    def drop(self) -> None:
        """Look for nothing any more; what is looked for is taken back at the gateway, too."""
        self._debounce.stop()
        self._finds.drop()
        running, self._running = self._running, ""
        if running:
            link = self._services.link
            self._cancels.submit(lambda: link.client(CANCEL_SECONDS).cancel_search(running))

    def name(self, filter_id: str, values: list[str]) -> None:
        """Ask what some values are called; where that cannot be known now, it is asked with the next ones again."""
        if filter_id not in self._names:
            self._names[filter_id] = Requests(self._services.pool, self)
            self._names[filter_id].succeeded.connect(self._on_named)
        unnamed = self._unnamed.setdefault(filter_id, {})
        unnamed.update(dict.fromkeys(values))
        request = self._request(filter_id)._replace(values=tuple(unnamed))
        self._names[filter_id].submit(lambda: (filter_id, self._answer(request)))

    def _request(self, filter_id: str) -> OptionsRequest:
        search = SearchRequest(self._criteria.page.id, layout=self._agency, request_id=new_request_id())
        return OptionsRequest(search, filter_id)

    def _wanted(self) -> OptionsRequest:
        request = self._request(self._filter_id)._replace(prefix=self._prefix)
        filters, groups = self._criteria.wanted(), self._criteria.wanted_groups()
        return request._replace(search=request.search._replace(filters=filters, any_of=groups))

    def _ask(self) -> None:
        request = self._wanted()
        self._running = request.search.request_id
        self._finds.submit(lambda: (_key(request), self._answer(request)))

    def _answer(self, request: OptionsRequest) -> OptionsAnswer:
        """In a worker."""
        return self._services.link.client(WAIT_SECONDS).options(request)

    def _on_found(self, outcome: tuple[str, OptionsAnswer]) -> None:
        self._running = ""
        key, answer = outcome
        self._kept[key] = time.monotonic(), answer
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT_ANSWERS:
            self._kept.popitem(last=False)
        self.found.emit(self._filter_id, answer)

    def _on_failed(self, error: VizDeskError) -> None:
        self._running = ""
        self.failed.emit(self._filter_id, error)

    def _on_named(self, outcome: tuple[str, OptionsAnswer]) -> None:
        filter_id, answer = outcome
        del self._unnamed[filter_id]
        locale = self._services.locale.name()
        self.named.emit(filter_id, {str(one.value): one.label(locale) for one in answer.items if one.text})


def _key(request: OptionsRequest) -> str:
    """The same for requests that ask for the same."""
    return json.dumps({**request.to_wire(), "requestId": ""}, sort_keys=True)
