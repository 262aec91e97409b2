"""One page of the agency's layout as the window sees it: criteria, search, results and view, all kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from vizdesk.domain.faults import told_fault
from vizdesk.domain.layout import NOTHING, Json, Layout, Page
from vizdesk.domain.migrations import history_of
from vizdesk.domain.policies import Breach, breach_of
from vizdesk.domain.search import SearchRequest
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.facets import FacetsModel
from vizdesk.models.options import OptionsModel
from vizdesk.models.reason import ReasonModel
from vizdesk.models.results import ResultsModel
from vizdesk.models.saved import SavedModel
from vizdesk.models.search import SearchModel
from vizdesk.models.services import Services
from vizdesk.models.sound import MALFORMED, read_kept
from vizdesk.models.undoing import UndoModel
from vizdesk.models.wording import say
from vizdesk.store.concerns import CRITERIA, REASON, SORT, UNDO, VIEW, Concern
from vizdesk.store.results import ResultSet

if TYPE_CHECKING:
    from vizdesk.models.marks import MarksModel

TYPING_MILLISECONDS = 100
"""From the first unsaved key until it is handed to the writer; with a slow disk still under the promised 250 ms."""

VIEW_MILLISECONDS = 300
UNDO_MILLISECONDS = 1000
"""What can be undone after a kill is a second behind at most; what is typed never waits for it."""

_CONCERNS = (CRITERIA, REASON, SORT, VIEW, UNDO)
_log = logging.getLogger(__name__)


def tab_key(page_id: str, number: int) -> str:
    """What a tab of a page is kept under; no page's id has a tilde."""
    return page_id if number == 1 else f"{page_id}~{number}"


class ViewState(NamedTuple):
    """How a page was left; `density` is empty while the page's rows are as the settings say."""

    selected_id: str | None = None
    first_row: int = 0
    column_widths: Mapping[str, int] = NOTHING
    column_order: Sequence[str] = ()
    hidden_columns: Sequence[str] = ()
    pinned_columns: Sequence[str] = ()
    density: str = ""
    folded_groups: Sequence[str] = ()
    detail_open: bool = False
    splitter: Sequence[int] = ()


def view_from_json(stored: Any) -> ViewState:
    """A stored view; entries that this program does not know, or of another type, are left at their defaults."""
    return ViewState(**{name: _unchanging(value) for name, value in read_kept(VIEW, stored).state.items()})


def _unchanging(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def view_to_json(view: ViewState) -> Json:
    """What `view_from_json` reads, whether or not it was written as JSON in between."""
    lists = {name: [*value] for name, value in view._asdict().items() if isinstance(value, tuple)}
    return view._asdict() | lists | {"column_widths": dict(view.column_widths)}


class PageModel(QObject):
    """Everything of one tab of a page.

    Args:
        page: the page.
        layout: its layout.
        services: what it works with.
        parent: its owner.
        number: of the tab; a page's first is 1.

    Attributes:
        unread: the concerns of which something could not be read when its state came, and is set aside.

    Signals:
        restored: its state has come from the store.
        save_failed: a `VizDeskError`: what is typed is not being kept.
    """

    restored = Signal()
    save_failed = Signal(object)
    _saved = Signal(object)

    def __init__(
        self, page: Page, layout: Layout, services: Services, parent: QObject | None = None, number: int = 1
    ) -> None:
        super().__init__(parent)
        self.page, self.agency = page, layout.agency
        self.agency_label = layout.label(services.locale.name())
        self.number, self.key = number, tab_key(page.id, number)
        self._services = services
        self.criteria = CriteriaModel(page, history_of(layout), services.locale, self)
        self.reason = ReasonModel(page, self)
        self.results = ResultsModel(page, services, self)
        self.search = SearchModel(
            page, self.key, layout.agency, layout.reference, self.criteria, self.reason, self.results, services, self
        )
        self.saved = SavedModel(page, layout, self.criteria, self.search, services, self)
        self.undo = UndoModel(self.criteria, self)
        self.facets = FacetsModel(page, self.search, services, self)
        self.options = OptionsModel(layout.agency, self.criteria, services, self, self.search.shown_set)
        self.exports = services.exports
        self._marks: MarksModel | None = None
        self.view = ViewState()
        self.unread: list[Concern] = []
        self.is_restored = False
        self._typing = self._timer(TYPING_MILLISECONDS, self._save_criteria)
        self._reasoning = self._timer(TYPING_MILLISECONDS, self._save_reason)
        self._viewing = self._timer(VIEW_MILLISECONDS, self._save_view)
        self._undoing = self._timer(UNDO_MILLISECONDS, self._save_undo)
        self.criteria.draft_changed.connect(self._on_typed)
        self.criteria.applied_changed.connect(self._on_typed)
        self.reason.changed.connect(self._on_reason)
        self.undo.changed.connect(self._on_undo_changed)
        self.saved.failed.connect(self.save_failed)
        self._saved.connect(self._on_saved)

    def _timer(self, milliseconds: int, then: Any) -> QTimer:
        made = QTimer(self, singleShot=True, interval=milliseconds, timerType=Qt.TimerType.PreciseTimer)
        made.timeout.connect(then)
        return made

    @property
    def marks(self) -> MarksModel:
        """The records that the user marked; read when somebody first asks."""
        if self._marks is None:
            from vizdesk.models.marks import MarksModel  # late: the window's start does not wait for it

            self._marks = MarksModel(self.page, self.key, self.agency, self.search, self._services, self)
            self._marks.failed.connect(self.save_failed)
        return self._marks

    def take_marks(self, before: PageModel | None) -> None:
        """Go on with the marks of the tab that was seen before this one."""
        asked_for = before.marks_asked_for if before is not None and before is not self else None
        if asked_for is not None:
            self.marks.take(asked_for)

    @property
    def marks_asked_for(self) -> MarksModel | None:
        """The marks, None while nobody has asked for them."""
        return self._marks

    @property
    def services(self) -> Services:
        """What this page works with; for models that are made when they are first needed."""
        return self._services

    def label(self, locale: str) -> str:
        """What the tab is called: its page, and which one it is of several; never what was searched for."""
        name = self.page.label(locale)
        return name if self.number == 1 else f"{name} {self.number}"

    def save_view(self, view: ViewState) -> None:
        """Keep how the page is left, a moment after the last change."""
        if view != self.view:
            self.view = view
            self._viewing.start()

    def follow(self, layout: Layout) -> bool:
        """Go on under a newer version of the layout.

        Returns:
            False where that changes this page or its criteria, so that a new model must take this one's place.
        """
        if layout.page(self.page.id) != self.page or not self.criteria.follow(history_of(layout)):
            return False
        self.agency_label = layout.label(self._services.locale.name())
        self.search.set_layout(layout.reference)
        self.saved.follow(layout)
        return True

    def restore(self, state: Mapping[str, Any], stored: ResultSet | None, before: Page | None = None) -> None:
        """Take back what was kept.

        Args:
            state: per concern, as `Workspace.load_pages` gives it.
            stored: what is kept of the last search.
            before: the page as it was then, for what things were called; None where nobody knows any more.
        """
        sound = {concern: read_kept(concern, state[concern]) for concern in _CONCERNS if concern in state}
        unsound = {concern for concern, one in sound.items() if not one.is_whole}
        kept = {concern: one.state for concern, one in sound.items()}
        if CRITERIA not in kept:
            self.criteria.take_defaults()
        elif not self._restore_criteria(kept[CRITERIA], before):
            unsound.add(CRITERIA)
        self.undo.restore(kept.get(UNDO))
        self.reason.restore(kept.get(REASON) or {})
        self.view = view_from_json(kept.get(VIEW, {}))
        self.search.restore(stored, kept.get(SORT))
        self._set_aside(unsound)
        self.results.prepare(self.view.first_row)
        self._typing.stop()
        self._reasoning.stop()
        self._undoing.stop()
        self.is_restored = True
        self.restored.emit()

    def _restore_criteria(self, kept: Json, before: Page | None) -> bool:
        try:
            self.criteria.restore(kept, before)
        except MALFORMED as error:
            told_fault(_log, error)
            self.criteria.restore({})
            return False
        return True

    def _set_aside(self, unsound: set[Concern]) -> None:
        """Keep what could not be read where nobody reads it, and what was taken of it in its place."""
        self.unread = [concern for concern in _CONCERNS if concern in unsound]
        if unsound:
            state = self.state()
            self._services.workspace.set_aside(self.agency, self.key, {one: state[one] for one in self.unread})

    def state(self) -> dict[str, Any]:
        """What `restore` takes: for a page model that takes this one's place."""
        return {
            CRITERIA: self.criteria.snapshot(),
            REASON: self.reason.snapshot(),
            VIEW: view_to_json(self.view),
            SORT: self.search.sort_json(),
            UNDO: self.undo.snapshot(),
        }

    def forget(self) -> None:
        """Be as on the first day, but for columns and order; what is on disk is the store's to forget."""
        self.criteria.restore({})
        self.criteria.take_defaults()
        self.reason.restore({})
        self.undo.restore(None)
        self.search.forget()
        if self._marks is not None:
            self._marks.forget()
        self.view = self.view._replace(selected_id=None, first_row=0)
        for timer in (self._typing, self._reasoning, self._undoing, self._viewing):
            timer.stop()
        self._save_view()

    def breach(self) -> Breach | None:
        """Why the page's policy forbids to search for what is typed, or None."""
        criteria = self.criteria
        asked = SearchRequest(self.page.id, criteria.query(), criteria.wanted(), any_of=criteria.wanted_groups())
        asked = asked._replace(reason=self.reason.asked())
        return breach_of(asked, self.page, self._services.locale.name(), say)

    def flush(self) -> None:
        """Hand everything unsaved to the writer now."""
        if self._marks is not None:
            self._marks.flush()
        saves = (
            (self._typing, self._save_criteria),
            (self._reasoning, self._save_reason),
            (self._viewing, self._save_view),
            (self._undoing, self._save_undo),
        )
        for timer, save in saves:
            if timer.isActive():
                timer.stop()
                save()

    def _on_typed(self) -> None:
        if not self._typing.isActive():  # a throttle: steady typing must not put the saving off
            self._typing.start()

    def _on_reason(self) -> None:
        if not self._reasoning.isActive():
            self._reasoning.start()

    def _on_undo_changed(self) -> None:
        if not self._undoing.isActive():
            self._undoing.start()

    def _save_undo(self) -> None:
        self._save(UNDO, self.undo.snapshot())

    def _save_reason(self) -> None:
        self._save(REASON, self.reason.snapshot())

    def _save_criteria(self) -> None:
        self._save(CRITERIA, self.criteria.snapshot())

    def _save_view(self) -> None:
        self._save(VIEW, view_to_json(self.view))

    def _save(self, concern: Concern, state: Any) -> None:
        self._services.workspace.save_page(self.agency, self.key, concern, state).add_done_callback(self._on_written)

    def _on_written(self, done: Future[None]) -> None:
        with suppress(RuntimeError):  # the page is gone; what it had to save is saved or told by the one after it
            self._saved.emit(done.exception())  # on the writer thread; the signal crosses over

    def _on_saved(self, error: Exception | None) -> None:
        if error is not None:
            self.save_failed.emit(error)
