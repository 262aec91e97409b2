"""Whether the records that a search found are still there: asked once for each time that the page's records change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vizdesk.domain.records_state import MAX_IDS, HeldRecords, RecordsState
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.store.results import ResultSet

CHECK_SECONDS = 10.0


class RecordsCheck(QObject):
    """Takes the records that are gone out of the kept results; nothing is searched.

    Args:
        page_id: the page's.
        services: what it works with.
        parent: its owner.

    Attributes:
        current: the records that the page serves now, as far as anybody told.
        is_running: whether a check is under way, which changes the results that it looks at.

    Signals:
        checked: the results without the records that are gone; None where they were replaced meanwhile.
    """

    checked = Signal(object)

    def __init__(self, page_id: str, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._page_id, self._services = page_id, services
        self.current: RecordsState | None = None
        self.is_running = False
        self._done = ""  # the generation that was last looked in
        self._requests = Requests(services.pool, self, self._on_checked, self._on_failed)

    def note(self, current: RecordsState | None) -> None:
        """Take note of the records that the page serves now; None where nobody told."""
        self.current = current or self.current

    def newer(self, shown: ResultSet | None) -> RecordsState | None:
        """The records that the page serves now, where some results are of earlier ones."""
        if shown is None or self.current is None or shown.generation in ("", self.current.generation):
            return None
        return self.current

    def start(self, shown: ResultSet, layout: str) -> None:
        """Look which of the results are there still, unless that was done since the records last changed.

        Args:
            shown: the results.
            layout: the reference of the page's layout.
        """
        newer = self.newer(shown)
        if newer is not None and newer.generation != self._done:
            self._done, self.is_running = newer.generation, True
            self._requests.submit(lambda: self._check(shown, layout))

    def _check(self, shown: ResultSet, layout: str) -> ResultSet | None:
        """In a worker."""
        results, client = self._services.workspace.results, self._services.link.client(CHECK_SECONDS)
        gone: list[str] = []
        changed = 0
        for first in range(0, shown.rows, MAX_IDS):
            ids = results.load_ids(shown.id, first, MAX_IDS)
            told = client.records_changes(HeldRecords(self._page_id, layout, shown.generation, ids))
            gone += told.gone
            changed += len(told.changed)
        return results.take_out(shown, gone, changed).result()

    def _on_checked(self, left: ResultSet | None) -> None:
        self.is_running = False
        self.checked.emit(left)

    def _on_failed(self, _error: object) -> None:
        self.is_running = False
        self._done = ""  # the next time that the session looks, it is tried again
