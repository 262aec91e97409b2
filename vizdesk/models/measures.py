"""Measures of the program's use, kept on this computer only; the user sees all of them, and can switch them off."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from vizdesk.domain.errors import StorageError, VizDeskError
from vizdesk.domain.measures import Event, Measured, amount, duration
from vizdesk.models.search_words import Phase
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import told
from vizdesk.resources import resource

if TYPE_CHECKING:
    from vizdesk.models.exports import ExportModel
    from vizdesk.models.imports import ImportModel
    from vizdesk.models.search import SearchModel
    from vizdesk.models.session import Session

SETTING = "measures"
"""False where the user has switched them off."""

STORE_SECONDS = 30.0
_OUTCOMES = {
    Phase.DONE: "done",
    Phase.NO_RESULTS: "no results",
    Phase.FAILED: "failed",
    Phase.CANCELLED: "cancelled",
    Phase.OFFLINE: "offline",
}


class MeasuresModel(QObject):
    """Counts what happens, in words of closed lists, and shows it; nothing is ever sent.

    Args:
        session: whose searches, imports and exports are counted.
        pool: for reading and waiting.

    Signals:
        loaded: all that is kept, a list of `Measured`.
        told: a sentence: how something that was asked for ended.
    """

    loaded = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, pool: QThreadPool) -> None:
        super().__init__(session)
        self._session = session
        self._loads = Requests(pool, self, self.loaded, self._on_failed)
        self._clearings = Requests(pool, self, self._on_cleared, self._on_failed)
        self._writings = Requests(pool, self, self._on_written, self._on_failed)

    # Counting

    @property
    def is_on(self) -> bool:
        """Whether anything is counted."""
        return self._session.setting(SETTING, True) is not False

    def switch(self, on: bool) -> None:  # one fact, set
        """Count from now on, or no longer; what was counted stays until it is cleared."""
        self._session.set_setting(SETTING, on)

    def watch_search(self, search: SearchModel, criteria: int) -> None:
        """A search has begun: count how it ends.

        Args:
            search: the page's.
            criteria: how many it has.
        """
        _SearchWatch(search, criteria, self)

    def watch_exports(self, exports: ExportModel) -> None:
        """Count how exports end."""
        exports.finished.connect(self._on_export)

    def watch_imports(self, imports: ImportModel) -> None:
        """Count how imports end."""
        imports.finished.connect(self._on_import)

    def _on_export(self) -> None:
        self.count("export", self._session.exports.state.phase.value)

    def _on_import(self) -> None:
        self.count("import", self._session.imports.state.phase.value)

    def count(self, name: str, *details: str) -> None:
        """Count an event; the writer thread does the work."""
        services = self._session.services
        if services is not None and self.is_on:
            services.workspace.measures.add(Event(name, details), datetime.now(UTC).astimezone().date())

    # Showing

    def load(self) -> None:
        """Read all that is kept; `loaded` brings it."""
        if self._session.services is not None:
            self._loads.submit(self._session.services.workspace.measures.load)

    def clear(self) -> None:
        """Forget all that was counted."""
        services = self._session.services
        if services is not None:
            done = services.workspace.measures.clear()
            self._clearings.submit(lambda: done.result(STORE_SECONDS))

    def write(self, path: Path) -> None:
        """Write all that is kept as JSON into a file, for the user to pass on by hand."""
        services = self._session.services
        if services is not None:
            load = services.workspace.measures.load
            self._writings.submit(lambda: _write(path, load()))

    def _on_cleared(self, _nothing: object) -> None:
        self.told.emit(self.tr("What was measured is cleared."))
        self.load()

    def _on_written(self, _nothing: object) -> None:
        self.told.emit(self.tr("The file is written."))

    def _on_failed(self, error: VizDeskError) -> None:
        self.told.emit(told(error))


class _SearchWatch(QObject):
    """Follows one search to its end."""

    def __init__(self, search: SearchModel, criteria: int, measures: MeasuresModel) -> None:
        super().__init__(search)
        self._search, self._criteria, self._measures = search, criteria, measures
        self._began = time.monotonic()
        search.status_changed.connect(self._on_status)
        search.started.connect(self.deleteLater)  # the next one is followed by another

    def _on_status(self) -> None:
        status = self._search.status
        if status.phase is Phase.SEARCHING:
            return
        outcome = _OUTCOMES.get(status.phase)
        if outcome is not None:
            shown = self._search.shown_set()
            if outcome == "done" and shown is not None and not shown.complete:
                outcome = "partial"
            found = status.total if status.phase in (Phase.DONE, Phase.NO_RESULTS) else None
            took = duration(time.monotonic() - self._began)
            self._measures.count("search", outcome, took, amount(found), amount(self._criteria))
        self._search.status_changed.disconnect(self._on_status)
        self.deleteLater()


def _write(path: Path, measured: list[Measured]) -> None:
    version = json.loads(resource("events.schema.json").read_text(encoding="utf-8"))["$id"]
    document = {"schema": version, "events": [one.to_json() for one in measured]}
    try:
        path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    except OSError:
        raise StorageError("The file cannot be written.", "Choose another place.") from None
