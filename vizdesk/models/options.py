"""Options that stand elsewhere: found as one types, and what chosen ones are called."""

from __future__ import annotations

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

    def map_places(self) -> MapPlaces:
        """What maps show."""
        if self._places is None:
            from vizdesk.models.map_places import MapPlaces  # late: most searches need no map

            self._places = MapPlaces(self._shown, self._services, self)
        return self._places

    def find(self, filter_id: str, prefix: str) -> None:
        """Look for options in which a word begins so, a moment after the last call; what was looked for is dropped."""
        self.drop()
        self._filter_id, self._prefix = filter_id, prefix
        self._debounce.start()

    def drop(self) -> None:
        """Look for nothing any more."""
        self._debounce.stop()
        self._finds.drop()

    def name(self, filter_id: str, values: list[str]) -> None:
        """Ask what some values are called; nobody is told where that cannot be known now."""
        if filter_id not in self._names:
            self._names[filter_id] = Requests(self._services.pool, self)
            self._names[filter_id].succeeded.connect(self._on_named)
        request = self._request(filter_id)._replace(values=tuple(values))
        self._names[filter_id].submit(lambda: (filter_id, self._answer(request)))

    def _request(self, filter_id: str) -> OptionsRequest:
        search = SearchRequest(self._criteria.page.id, layout=self._agency, request_id=new_request_id())
        return OptionsRequest(search, filter_id)

    def _ask(self) -> None:
        request = self._request(self._filter_id)._replace(prefix=self._prefix)
        filters, groups = self._criteria.wanted(), self._criteria.wanted_groups()
        request = request._replace(search=request.search._replace(filters=filters, any_of=groups))
        self._finds.submit(lambda: self._answer(request))

    def _answer(self, request: OptionsRequest) -> OptionsAnswer:
        """In a worker."""
        return self._services.link.client(WAIT_SECONDS).options(request)

    def _on_found(self, answer: OptionsAnswer) -> None:
        self.found.emit(self._filter_id, answer)

    def _on_failed(self, error: VizDeskError) -> None:
        self.failed.emit(self._filter_id, error)

    def _on_named(self, outcome: tuple[str, OptionsAnswer]) -> None:
        filter_id, answer = outcome
        locale = self._services.locale.name()
        self.named.emit(filter_id, {str(one.value): one.label(locale) for one in answer.items if one.text})
