"""Records of one page that the user marked or noted something on; kept as it is done, on this computer only."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from vizdesk.domain.layout import Page
from vizdesk.domain.search import Hit, Total
from vizdesk.models import search_words as words
from vizdesk.models.search import Part, SearchModel
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.store.marks import NO_MARK, Mark
from vizdesk.store.results import ResultSet
from vizdesk.store.saved import Place

if TYPE_CHECKING:
    from vizdesk.store.marks import MarkedList, MarkStore

TYPING_MILLISECONDS = 100
"""From the first unsaved key of a note until it is handed to the writer."""

MOST_NOTE = 4000
"""Letters of a note."""


class _Starred(NamedTuple):
    ids: list[str]
    starred: bool
    forgotten: int


class _Parted(NamedTuple):
    found: ResultSet
    part: Part
    listed: MarkedList


class MarksModel(QObject):
    """The marks of one page, in one of its tabs: all tabs have the same, each shows its own list of them.

    Args:
        page: the page.
        key: what the tab is kept under.
        agency: its agency.
        search: the page's; it shows the marked records as it shows saved lists.
        services: where marks are kept.
        parent: its owner.

    Signals:
        changed: some records have other marks.
        told: a sentence for the user and for screen readers.
        failed: a `VizDeskError`: something was not kept or read.
    """

    changed = Signal()
    told = Signal(str)
    failed = Signal(object)
    _written = Signal(object)
    _starred = Signal(object)

    def __init__(
        self, page: Page, key: str, agency: str, search: SearchModel, services: Services, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._place, self._key = Place(agency, page.id), key
        self._search, self._services = search, services
        self.is_loaded = False
        self._marks: dict[str, Mark] = {}
        self._touched: set[str] = set()  # records that were marked before what is kept was read
        self._forgotten = 0  # how often everything was
        self._typed: dict[str, Hit] = {}
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS, timerType=Qt.TimerType.PreciseTimer)
        self._typing.timeout.connect(self.flush)
        self._loads = Requests(self._services.pool, self, self._on_loaded, self.failed)
        self._lists = Requests(self._services.pool, self, self._on_listed, self.failed)
        self._parts = Requests(self._services.pool, self, self._on_parted, self.failed)
        self._written.connect(self._on_written)
        self._starred.connect(self._on_starred)
        store, place = self._store, self._place
        self._loads.submit(lambda: store.load(place))

    @property
    def _store(self) -> MarkStore:
        return self._services.workspace.marks

    # What is marked

    def mark(self, record_id: str | None) -> Mark:
        """What the user has made of a record."""
        return self._marks.get(record_id, NO_MARK) if record_id is not None else NO_MARK

    def count(self) -> int:
        """How many records are marked or noted on."""
        return len(self._marks)

    def _on_loaded(self, kept: dict[str, Mark]) -> None:
        for one in self._touched:
            own = self.mark(one)
            kept[one] = own._replace(note=own.note or kept.get(one, NO_MARK).note)
        self._marks = {one: mark for one, mark in kept.items() if mark != NO_MARK}
        self._touched.clear()
        self.is_loaded = True
        self.changed.emit()

    # Marking

    def star(self, rows: Sequence[tuple[int, int]], *, starred: bool) -> None:
        """Mark rows of what the table shows, or take their marks away.

        Args:
            rows: first and last of each stretch.
            starred: whether they are to be marked.
        """
        shown = self._search.shown_set()
        if shown is None or not rows:
            return
        self.flush()
        written = self._store.star(self._place, shown.id, rows, _now(), starred=starred, removed=shown.removed)
        written.add_done_callback(partial(self._on_star_done, starred, self._forgotten))

    def _on_star_done(self, starred: bool, forgotten: int, done: Future[list[str]]) -> None:
        error = done.exception()
        with suppress(RuntimeError):  # the page is gone
            if error is not None:
                self._written.emit(error)  # on the writer thread; the signals cross over
            else:
                self._starred.emit(_Starred(done.result(), starred, forgotten))

    def _on_starred(self, done: _Starred) -> None:
        if not done.ids or done.forgotten != self._forgotten:  # other results have taken their place meanwhile
            return
        for one in done.ids:
            self._set(one, self.mark(one)._replace(starred=done.starred))
        self.changed.emit()
        count = self._services.locale.toString(len(done.ids))
        if len(done.ids) == 1:
            self.told.emit(self.tr("The record is marked.") if done.starred else self.tr("The mark is taken away."))
        elif done.starred:
            self.told.emit(self.tr("{count} records are marked.").format(count=count))
        else:
            self.told.emit(self.tr("The marks of {count} records are taken away.").format(count=count))

    def note(self, hit: Hit, text: str) -> None:
        """Keep what is typed as a note on a record, within a moment; an empty text takes it away."""
        before, kept = self.mark(hit.id), text[:MOST_NOTE]
        if kept == before.note:
            return
        self._set(hit.id, before._replace(note=kept))
        self._typed[hit.id] = hit
        if not self._typing.isActive():  # a throttle: steady typing must not put the saving off
            self._typing.start()
        if bool(kept) is not bool(before.note):
            self.changed.emit()

    def flush(self) -> None:
        """Hand every unsaved note to the writer now."""
        self._typing.stop()
        typed, self._typed = self._typed, {}
        for hit in typed.values():
            written = self._store.note(self._place, hit, self.mark(hit.id).note, _now())
            written.add_done_callback(self._on_done)

    def take(self, other: MarksModel) -> None:
        """Go on with what another tab of the page has made of its records; only the tab that is seen is worked in."""
        other.flush()
        if other.is_loaded:
            self._loads.drop()
            self.is_loaded = True
            self._marks, self._touched = dict(other._marks), set()
            self.changed.emit()

    def forget(self) -> None:
        """Nothing is marked any more; what is on disk is the store's to forget."""
        for requests in (self._loads, self._lists, self._parts):
            requests.drop()
        self._forgotten += 1
        self._typing.stop()
        self._typed.clear()
        self._touched.clear()
        self._marks.clear()
        self.changed.emit()

    def _set(self, record_id: str, mark: Mark) -> None:
        self._touched.add(record_id)
        if mark == NO_MARK:
            self._marks.pop(record_id, None)
        else:
            self._marks[record_id] = mark

    def _on_done(self, done: Future[Any]) -> None:
        with suppress(RuntimeError):  # the page is gone
            self._written.emit(done.exception())  # on the writer thread; the signal crosses over

    def _on_written(self, error: Exception | None) -> None:
        if error is not None:
            self.failed.emit(error)

    # Finding them again

    def show_list(self) -> None:
        """Show the marked records in place of the results, as they were when they were marked; nothing is sent."""
        if not self._marks:
            self.told.emit(self.tr("No record of this page is marked."))
            return
        self.flush()
        made = self._store.make_list(self._place, self._key, _now())
        self._lists.submit(made.result)

    def _on_listed(self, found: MarkedList) -> None:
        if found.rows == 0:
            self.told.emit(self.tr("No record of this page is marked."))
            return
        request = self._search.request()._replace(query="", filters={}, any_of=(), sort=()).to_wire()
        del request["requestId"]
        stored = ResultSet(
            id=found.set_id,
            asked="",
            rows=found.rows,
            total=Total(found.rows),
            complete=True,
            answered=1,
            sources=1,
            as_of=_now(),
            next=None,
            request=request,
        )
        self._search.show_marked(stored)

    def show_part(self, part: Part) -> None:
        """Show only those of the loaded results that are marked, or that have a note; all of them where it is so."""
        search = self._search
        if search.part is not None:
            again = search.part is not part
            search.close_list()
            if not again:
                return
        found = search.shown_set()
        if found is None or not search.can_part:
            self.told.emit(words.said_of_nothing_to_part())
            return
        self.flush()
        made = self._store.make_part(self._place, self._key, _now(), found, noted=part is Part.NOTED)
        self._parts.submit(lambda: _Parted(found, part, made.result()))

    def _on_parted(self, done: _Parted) -> None:
        if done.listed.rows == 0:
            self.told.emit(words.said_of_no_part(done.part))
        else:
            self._search.show_part(done.found, done.part, done.listed.set_id, done.listed.rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
