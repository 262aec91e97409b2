"""One page of the agency's layout as the window sees it: criteria, search, results and view, all kept."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from vizdesk.domain.layout import Page
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.results import ResultsModel
from vizdesk.models.search import SearchModel
from vizdesk.models.services import Services
from vizdesk.store.concerns import CRITERIA, SORT, VIEW, Concern
from vizdesk.store.results import ResultSet

TYPING_MILLISECONDS = 100
"""From the first unsaved key until it is handed to the writer; with a slow disk still under the promised 250 ms."""

VIEW_MILLISECONDS = 300


@dataclass(frozen=True, slots=True)
class ViewState:
    """How a page was left."""

    selected_id: str | None = None
    first_row: int = 0
    column_widths: dict[str, int] = field(default_factory=dict)
    column_order: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    folded_groups: list[str] = field(default_factory=list)
    detail_open: bool = False
    splitter: list[int] = field(default_factory=list)


def view_from_json(stored: Any) -> ViewState:
    """A stored view; entries that this program does not know, or of another type, are left at their defaults."""
    default = ViewState()
    if not isinstance(stored, dict):
        return default
    kinds = {one.name: type(getattr(default, one.name)) for one in fields(ViewState)} | {"selected_id": str}
    return ViewState(**{name: stored[name] for name, kind in kinds.items() if isinstance(stored.get(name), kind)})


class PageModel(QObject):
    """Everything of one page.

    Signals:
        restored: its state has come from the store.
        save_failed: a `VizDeskError`: what is typed is not being kept.
    """

    restored = Signal()
    save_failed = Signal(object)
    _saved = Signal(object)

    def __init__(self, page: Page, agency: str, layout: str, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page, self.agency = page, agency
        self._services = services
        self.criteria = CriteriaModel(page, services.locale, self)
        self.results = ResultsModel(page, services, self)
        self.search = SearchModel(page, agency, layout, self.criteria, self.results, services, self)
        self.view = ViewState()
        self.is_restored = False
        self._typing = self._timer(TYPING_MILLISECONDS, self._save_criteria)
        self._viewing = self._timer(VIEW_MILLISECONDS, self._save_view)
        self.criteria.draft_changed.connect(self._on_typed)
        self.criteria.applied_changed.connect(self._on_typed)
        self._saved.connect(self._on_saved)

    def _timer(self, milliseconds: int, then: Any) -> QTimer:
        made = QTimer(self, singleShot=True, interval=milliseconds, timerType=Qt.TimerType.PreciseTimer)
        made.timeout.connect(then)
        return made

    def save_view(self, view: ViewState) -> None:
        """Keep how the page is left, a moment after the last change."""
        if view != self.view:
            self.view = view
            self._viewing.start()

    def restore(self, state: Mapping[str, Any], stored: ResultSet | None) -> None:
        """Take back what was kept.

        Args:
            state: per concern, as `Workspace.load_pages` gives it.
            stored: what is kept of the last search.
        """
        if CRITERIA in state:
            self.criteria.restore(state[CRITERIA])
        else:
            self.criteria.take_defaults()
        self.view = view_from_json(state.get(VIEW))
        self.search.restore(stored, state.get(SORT))
        self.results.prepare(self.view.first_row)
        self._typing.stop()
        self.is_restored = True
        self.restored.emit()

    def state(self) -> dict[str, Any]:
        """What `restore` takes: for a page model that takes this one's place."""
        return {CRITERIA: self.criteria.snapshot(), VIEW: asdict(self.view), SORT: self.search.sort_json()}

    def flush(self) -> None:
        """Hand everything unsaved to the writer now."""
        for timer, save in ((self._typing, self._save_criteria), (self._viewing, self._save_view)):
            if timer.isActive():
                timer.stop()
                save()

    def _on_typed(self) -> None:
        if not self._typing.isActive():  # a throttle: steady typing must not put the saving off
            self._typing.start()

    def _save_criteria(self) -> None:
        self._save(CRITERIA, self.criteria.snapshot())

    def _save_view(self) -> None:
        self._save(VIEW, asdict(self.view))

    def _save(self, concern: Concern, state: Any) -> None:
        self._services.workspace.save_page(self.agency, self.page.id, concern, state).add_done_callback(
            self._on_written
        )

    def _on_written(self, done: Future[None]) -> None:
        with suppress(RuntimeError):  # the page is gone; what it had to save is saved or told by the one after it
            self._saved.emit(done.exception())  # on the writer thread; the signal crosses over

    def _on_saved(self, error: Exception | None) -> None:
        if error is not None:
            self.save_failed.emit(error)
