"""What the user saved of one page: searches, lists of records, and the history of applied searches.

Nothing here searches: what is used again is typed, and the user applies it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal

from vizdesk.domain.layout import Json, Layout, Page
from vizdesk.domain.migrations import History, history_of
from vizdesk.domain.search import Total
from vizdesk.domain.text import fold
from vizdesk.domain.turns import leaving_room
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.saved_criteria import (
    applied_body,
    is_sound,
    request_body,
    said_criteria,
    said_fit,
    snapshot_of,
    typed_body,
)
from vizdesk.models.search import SearchModel
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.store.results import ResultSet, asked_by
from vizdesk.store.saved import Place, SavedItem, SavedKind, list_rows_id

if TYPE_CHECKING:
    from vizdesk.store.saved import SavedStore

MOST_NAME = 120
FIRST_ENTRIES = 200
"""So many are there at once; thousands take a moment to be told in words."""


class SavedEntry(NamedTuple):
    """An item as people read it.

    Args:
        id: names it.
        kind: search, list or history.
        name: what the user called it; empty in the history.
        said: its criteria on one line.
        saved_at: when it was saved or searched for, ISO 8601.
        total: of its records, None where nobody knows.
        caution: why it cannot be used, or what it loses under the layout at hand; else an empty text.
        body: None where it cannot be used.
        folded_name: the name as names are compared.
        folded: what is looked through when something is looked for.
    """

    id: int
    kind: SavedKind
    name: str
    said: str
    saved_at: str
    total: Total | None
    caution: str
    body: Json | None
    folded_name: str
    folded: str


class _Removed(NamedTuple):
    """The last removal, for as long as it can be undone: what is gone, and what came in its place."""

    ids: tuple[int, ...]
    instead: tuple[int, ...]
    said: str


class _Loaded(NamedTuple):
    entries: list[SavedEntry]
    removed: _Removed | None
    whole: bool


class _Told(NamedTuple):
    """What is said of an item, which stays as it was saved, under one version of the layout."""

    said: str
    fit: str


class SavedModel(QObject):
    """The saved items of one page.

    Args:
        page: the page.
        layout: its layout.
        criteria: the page's.
        search: the page's.
        services: where items are kept.
        parent: its owner.

    Signals:
        changed: `entries` or `removed` are others.
        failed: a `VizDeskError`: something was not saved or read.
        deleted: lists are gone for good; the ids under which their rows stood, a `frozenset`.
    """

    changed = Signal()
    failed = Signal(object)
    deleted = Signal(object)
    _written = Signal(object)

    def __init__(
        self,
        page: Page,
        layout: Layout,
        criteria: CriteriaModel,
        search: SearchModel,
        services: Services,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._history = page, history_of(layout)
        self._place = Place(layout.agency, page.id)
        self._criteria, self._search, self._services = criteria, search, services
        self._removed: _Removed | None = None
        self._lists_out: set[int] = set()  # that were taken out since what was is deleted for good
        self._told: dict[int, _Told | None] = {}
        self.entries: list[SavedEntry] = []
        self.is_loaded = False
        self._loads = Requests(services.pool, self, self._on_loaded, self.failed)
        self._purges = Requests(services.pool, self)
        self._written.connect(self._on_written)
        search.started.connect(self._on_started)
        search.answered.connect(self._on_answered)

    @property
    def _store(self) -> SavedStore:
        return self._services.workspace.saved

    def follow(self, layout: Layout) -> None:
        """Go on under a newer version of the layout that has the same page."""
        self._history = history_of(layout)
        self._told = {}

    # Reading

    def load(self) -> None:
        """Read all items in a worker; `changed` follows, the first time twice: with the newest ones, then with all."""
        self._load_after(None)

    def _load_after(self, written: Future[Any] | None, replaced: SavedEntry | None = None) -> None:
        store, place = self._store, self._place
        most = None if self.is_loaded else FIRST_ENTRIES
        describe = partial(_entry, self._told, place.agency, self._page, self._history, self._services.locale)
        said = self.tr("“{name}” is replaced.").format(name=replaced.name) if replaced is not None else ""

        def load() -> _Loaded:
            made = written.result() if written is not None else None
            entries = [describe(item) for item in leaving_room(store.load(place, most))]
            whole = most is None or len(entries) < most
            if replaced is None or made is None:
                return _Loaded(entries, None, whole)
            return _Loaded(entries, _Removed((replaced.id,), (made,), said), whole)

        self._loads.submit(load)

    def _on_loaded(self, loaded: _Loaded) -> None:
        self.entries, self.is_loaded = loaded.entries, True
        self._removed = loaded.removed or self._removed
        self.changed.emit()
        if not loaded.whole:
            self._load_after(None)

    def find(self, text: str) -> list[SavedEntry]:
        """The entries whose name or criteria contain all words of a text: searches and lists by name, then history."""
        words = fold(text).split()
        found = [one for one in self.entries if all(word in one.folded for word in words)]
        order = list(SavedKind)
        named = sorted(
            (one for one in found if one.kind is not SavedKind.HISTORY),
            key=lambda one: (order.index(one.kind), one.folded_name),
        )
        return named + [one for one in found if one.kind is SavedKind.HISTORY]

    def called(self, kind: SavedKind, name: str) -> SavedEntry | None:
        """The search or list that has a name already; case and accents do not count."""
        wanted = fold(_clean(name))
        return next((one for one in self.entries if one.kind is kind and one.folded_name == wanted), None)

    # Saving

    def can_save_search(self) -> bool:
        """Whether what is typed can be asked for, so that it can be saved."""
        return not self._criteria.has_faults()

    def save_search(self, name: str) -> None:
        """Keep what is typed under a name, in place of the search that has it already."""
        before = self.called(SavedKind.SEARCH, name)
        body = typed_body(self._criteria, self._place.agency)
        written = self._store.save_search(self._place, _clean(name), body, _now(), before.id if before else None)
        self._removed = None
        self._load_after(written, before)

    def rows_to_save(self) -> int:
        """How many records are loaded of what the table shows."""
        shown = self._search.shown_set()
        return shown.rows if shown else 0

    def save_list(self, name: str, rows: Sequence[tuple[int, int]] | None = None) -> None:
        """Keep records under a name, as they were found.

        Args:
            name: what the user calls them; two lists may be called the same.
            rows: first and last row of each stretch; None for all that are loaded.
        """
        shown = self._search.shown_set()
        if shown is None or shown.rows == 0:
            return
        own = shown.asked == asked_by(self._search.request())
        asked = applied_body(self._criteria, self._place.agency) if own else request_body(shown.request)
        body = asked | {"asOf": shown.as_of, "request": shown.request}
        stretches = [(0, shown.rows - 1)] if rows is None else list(rows)
        self._removed = None
        place, called = self._place, _clean(name)
        self._load_after(self._store.save_list(place, called, body, _now(), shown.id, stretches, shown.removed))

    def rename(self, entry: SavedEntry, name: str) -> None:
        """Give a search or a list another name; an empty one, or that of another search, is not taken."""
        wanted = _clean(name)
        taken = self.called(entry.kind, wanted)
        if wanted and wanted != entry.name and (taken is None or taken.id == entry.id):
            self._load_after(self._store.rename(entry.id, wanted))
        else:
            self.changed.emit()

    # Removing, with a way back

    @property
    def removed(self) -> str:
        """What was removed last and can be put back, one sentence; else an empty text."""
        return self._removed.said if self._removed else ""

    def remove(self, entry: SavedEntry) -> None:
        """Take one item out."""
        name = entry.name or self.tr("The search")
        self._remove([entry], self.tr("{name} is deleted.").format(name=f"“{name}”" if entry.name else name))

    def clear_history(self) -> None:
        """Take the whole history out."""
        self._remove([one for one in self.entries if one.kind is SavedKind.HISTORY], self.tr("The history is cleared."))

    def _remove(self, entries: list[SavedEntry], said: str) -> None:
        if entries:
            self._removed = _Removed(tuple(one.id for one in entries), (), said)
            self._lists_out |= {one.id for one in entries if one.kind is SavedKind.LIST}
            self._load_after(self._store.remove(self._removed.ids))

    def undo_removal(self) -> None:
        """Put back what was removed last."""
        removed, self._removed = self._removed, None
        if removed is not None:
            self._lists_out -= set(removed.ids)
            self._load_after(self._store.put_back(removed.ids, removed.instead))

    def forget_removed(self) -> None:
        """The user looks elsewhere: what was removed is deleted for good."""
        self._removed = None
        if self._lists_out:
            self.deleted.emit(frozenset(map(list_rows_id, self._lists_out)))
            self._lists_out.clear()
        store = self._store

        def purge() -> None:
            while store.purge().result():  # each piece a write of its own, so that typing is saved in between
                pass

        self._purges.submit(purge)  # what a failure leaves is deleted the next time

    # Using

    def use(self, entry: SavedEntry) -> None:
        """Type what a search asks for, or show a list's records from the store; nothing is searched for."""
        if entry.body is None:
            return
        if entry.kind is not SavedKind.LIST:
            self._criteria.take_typed(snapshot_of(entry.body, self._place.agency))
        elif entry.total is not None:
            self._search.show_list(_list_set(entry, entry.body, entry.total), entry.name)

    # History

    def _on_started(self) -> None:
        body = applied_body(self._criteria, self._place.agency)
        asked = _asked(self._search.request().to_wire())
        self._note(self._store.note_search(self._place, asked, body, _now()))

    def _on_answered(self, found: ResultSet) -> None:
        self._note(self._store.note_total(self._place, _asked(found.request), found.total))

    def _note(self, written: Future[Any]) -> None:
        written.add_done_callback(self._on_done)

    def _on_done(self, done: Future[Any]) -> None:
        with suppress(RuntimeError):  # the page is gone
            self._written.emit(done.exception())  # on the writer thread; the signal crosses over

    def _on_written(self, error: Exception | None) -> None:
        if error is not None:
            self.failed.emit(error)


def _entry(
    known: dict[int, _Told | None], agency: str, page: Page, history: History, locale: QLocale, item: SavedItem
) -> SavedEntry:
    """In a worker; `known` is what was told of items before."""
    if item.id not in known:
        known[item.id] = _tell(item, agency, page, history, locale)
    told = known[item.id]
    name = fold(item.name)
    if told is None:
        caution = _unreadable()
        return SavedEntry(item.id, item.kind, item.name, "", item.saved_at, item.total, caution, None, name, name)
    said, fit = told
    caution = "" if item.kind is SavedKind.LIST else fit
    folded = f"{name} {fold(said)}"
    return SavedEntry(item.id, item.kind, item.name, said, item.saved_at, item.total, caution, item.body, name, folded)


def _tell(item: SavedItem, agency: str, page: Page, history: History, locale: QLocale) -> _Told | None:
    """None where nobody can say what it asks for, or, of a list, how its records were found."""
    body = item.body
    if body is None or not is_sound(body, agency, page.id):
        return None
    if item.kind is SavedKind.LIST and (item.total is None or body.get("request") is None):
        return None
    return _Told(said_criteria(body, page, locale), said_fit(body, agency, page, history))


def _unreadable() -> str:
    return QCoreApplication.translate("Saved", "This cannot be read. It is set aside; the others are not affected.")


def _list_set(entry: SavedEntry, body: Json, total: Total) -> ResultSet:
    return ResultSet(
        id=list_rows_id(entry.id),
        asked="",
        rows=total.value,
        total=total,
        complete=True,
        answered=1,
        sources=1,
        as_of=str(body.get("asOf", entry.saved_at)),
        next=None,
        request=body["request"],
    )


def _asked(request: Json) -> str:
    """What a search asks for, whatever the order of its results."""
    return json.dumps({key: request.get(key) for key in ("query", "filters")}, sort_keys=True)


def _clean(name: str) -> str:
    return " ".join(name.split())[:MOST_NAME]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
