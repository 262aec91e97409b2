"""How many sources of a running search have answered: asked of the gateway while the search is slow."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.search import Sources
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests

PAUSE_MILLISECONDS = 1000
"""Between an answer, or none, and the next question; so there is never more than one under way."""

CONNECT_SECONDS = 0.5


class SearchSources(QObject):
    """Follows one search at a time; asks no more of one that has a single source.

    Args:
        services: what it works with.
        parent: its owner.

    Signals:
        changed: `told` is another one.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = services.link
        self._request_id = ""
        self.told: Sources | None = None
        """What the gateway told of the search last; None where it did not."""
        self._questions = Requests(services.pool, self, self._on_told, self._on_failed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._ask)

    def follow(self, request_id: str) -> None:
        """Ask for a search from now on, unless it is asked for already."""
        if request_id != self._request_id:
            self.stop()
            self._request_id = request_id
            self._ask()

    def stop(self) -> None:
        """Ask no more, and know nothing."""
        self._request_id, self.told = "", None
        self._questions.drop()
        self._pause.stop()

    def _ask(self) -> None:
        link, request_id = self._link, self._request_id
        self._questions.submit(lambda: link.client(CONNECT_SECONDS).search_sources(request_id))

    def _on_told(self, told: Sources) -> None:
        if told.total > 1:
            self._pause.start()
        self._tell(told)

    def _on_failed(self, _error: VizDeskError) -> None:
        self._pause.start()
        self._tell(None)  # what was told before need not hold any more: the search may have been sent again

    def _tell(self, told: Sources | None) -> None:
        if told != self.told:
            self.told = told
            self.changed.emit()
