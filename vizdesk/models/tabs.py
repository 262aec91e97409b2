"""The tabs of an agency's pages: of each page one or more searches side by side, each with its own place in the store.

The first tab of a page is kept under the page's id, the others under `people~2`, `people~3`, …. A tab that is closed
stays in the store, so that it can be opened again; it says so in its own state, hence closing is a single write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QThreadPool, Signal

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.layout import NOTHING, Layout, Page
from vizdesk.models.opening import AgencyState
from vizdesk.models.page import PageModel, tab_key
from vizdesk.models.services import Services
from vizdesk.models.sound import read_kept
from vizdesk.models.tasks import Requests
from vizdesk.store.concerns import CRITERIA, REASON, SORT, TAB, UNDO, VIEW
from vizdesk.store.results import ResultSet

if TYPE_CHECKING:
    from typing import Protocol

    class Settings(Protocol):
        """Where it is kept which tab of a page is to be seen."""

        def setting(self, name: str, default: Any = None) -> Any:
            """A small value."""

        def set_setting(self, name: str, value: Any) -> None:
            """Keep it."""


FIRST = 1
MOST_TABS = 9
_DIGITS = frozenset(map(str, range(FIRST + 1, MOST_TABS + 1)))


class _Copied(NamedTuple):
    """A tab that is in the store and not in the window yet."""

    agency: str
    page: str
    number: int
    states: Mapping[str, Any]
    found: ResultSet | None


class _Numbers:
    """Which tabs of one page there are; `closed` has the one that was closed last at its end."""

    def __init__(self, kept: Mapping[int, Mapping[str, Any]]) -> None:
        shut = {number: tab for number, tab in kept.items() if not tab.get("open", True)}
        self.open = sorted(set(kept) - set(shut)) or [FIRST]
        self.closed = sorted(set(shut) - set(self.open), key=lambda number: str(shut[number].get("closed", "")))

    def free(self) -> int | None:
        """The number of the next tab; one of a closed tab only where there is no other, None where all are open."""
        unused = [one for one in range(FIRST, MOST_TABS + 1) if one not in self.open and one not in self.closed]
        return next(iter([*unused, *self.closed]), None)


class Tabs(QObject):
    """The page models of a session.

    Args:
        settings: which tabs are to be seen.
        pool: for waiting for the store.
        parent: its owner.

    Signals:
        changed: a page has other tabs, or another one is its current one; the page's id.
        save_failed: a `VizDeskError`: what is typed is not being kept.
        refused: the gateway refused a request itself.
        searched: a search has begun; its `SearchModel`.
        failed: a `VizDeskError`: a tab could not be made.
        told: a sentence and a next step: what could not be read of what was kept.
    """

    changed = Signal(str)
    save_failed = Signal(object)
    refused = Signal()
    searched = Signal(object)
    failed = Signal(object)
    told = Signal(str, str)

    def __init__(self, settings: Settings, pool: QThreadPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._services: Services | None = None
        self._state: AgencyState | None = None
        self._layout: Layout | None = None
        self._models: dict[str, PageModel] = {}
        self._numbers: dict[str, _Numbers] = {}
        self._parted: dict[str, tuple[Mapping[str, Any], ResultSet | None]] = {}
        self._dropped: list[PageModel] = []
        self._counts: bool | None = None
        self._copies = Requests(pool, self, self._on_copied, self._on_copy_failed)
        self._is_copying = False

    # Which there are

    def all(self) -> list[PageModel]:
        """Every tab, in the layout's order."""
        return list(self._models.values())

    def of(self, page_id: str) -> list[PageModel]:
        """The tabs of a page."""
        return [model for model in self._models.values() if model.page.id == page_id]

    def are_several(self) -> bool:
        """Whether any page has more than one tab."""
        return any(model.number != FIRST for model in self._models.values())

    def current(self) -> list[PageModel]:
        """Of each page the tab that is to be seen there, in the layout's order."""
        return [model for model in self._models.values() if model is self.current_of(model.page.id)]

    def current_of(self, page_id: str) -> PageModel | None:
        """The tab that is to be seen on a page, None where there is no such page."""
        tabs = self.of(page_id)
        chosen = self._settings.setting(self._setting(page_id))
        return next((one for one in tabs if one.number == chosen), next(iter(tabs), None))

    def choose(self, model: PageModel) -> None:
        """See another tab on its page."""
        before = self.current_of(model.page.id)
        if model is not before:
            model.take_marks(before)
            self._settings.set_setting(self._setting(model.page.id), model.number)
            self.changed.emit(model.page.id)

    def _setting(self, page_id: str) -> str:
        return f"tab.{self._state.agency if self._state else ''}.{page_id}"

    # What the session does

    def load(self, state: AgencyState, services: Services) -> None:
        """Go over to what is kept of an agency; `take` shows its pages."""
        for model in self.all():
            self._drop(model)
        self._models.clear()
        self._parted.clear()
        self._state, self._services = state, services
        kept: dict[str, dict[int, Mapping[str, Any]]] = {}
        for key, states in state.pages.items():
            page_id, _, digits = key.partition("~")
            number = int(digits) if digits in _DIGITS else FIRST
            if key == tab_key(page_id, number) and (number == FIRST or TAB in states):
                kept.setdefault(page_id, {})[number] = self._read_tab(key, states)
        self._numbers = {page_id: _Numbers(numbers) for page_id, numbers in kept.items()}

    def _read_tab(self, key: str, states: Mapping[str, Any]) -> Mapping[str, Any]:
        """Whether a tab is open; where that cannot be read it is."""
        if TAB not in states:
            return {}
        tab = read_kept(TAB, states[TAB])
        if not tab.is_whole and self._services is not None and self._state is not None:
            self._services.workspace.set_aside(self._state.agency, key, {TAB: {"open": True}})
        return tab.state or {}

    def take(self, layout: Layout) -> None:
        """Show a layout; tabs that did not change stay as they are, others keep what was typed and found."""
        self._layout = layout
        before, self._models = self._models, {}
        for page in layout.pages:
            for number in self._numbers_of(page.id).open:
                old = before.pop(tab_key(page.id, number), None)
                model = old if old is not None and old.follow(layout) else self._make(page, number, layout, old)
                self._models[model.key] = model
        for gone in before.values():
            self._drop(gone)
        self._tell_unread(self.all())

    def _tell_unread(self, models: Iterable[PageModel]) -> None:
        """Say once what could not be read of some pages, and is set aside."""
        unread = [model for model in models if model.unread]
        if not unread or self._services is None:
            return
        locale = self._services.locale.name()
        pages = ", ".join(f"“{model.label(locale)}”" for model in unread)
        parts = {
            CRITERIA: self.tr("filters"),
            REASON: self.tr("reason"),
            SORT: self.tr("order of the results"),
            VIEW: self.tr("columns and place"),
            UNDO: self.tr("what can be undone"),
        }
        lost = [said for concern, said in parts.items() if any(concern in model.unread for model in unread)]
        for model in unread:
            model.unread = []
        told = self.tr("Part of what was kept of {pages} cannot be read and is set aside: {parts}.")
        self.told.emit(
            told.format(pages=pages, parts=", ".join(lost)),
            self.tr("All else is as you left it. Look through the filters before you search."),
        )

    def clean_up(self) -> None:
        """The window has let go of what is gone: it is deleted.

        Never left to the garbage collector, which would take timers apart on whatever thread it happens to run.
        """
        for page in self._dropped:
            page.deleteLater()
        self._dropped.clear()

    def allow_counts(self, allowed: bool) -> None:  # one fact, set
        """Whether the gateway counts at all."""
        self._counts = allowed
        for model in self.all():
            model.facets.allow(allowed)

    def forget(self) -> None:
        """Let all pages be as on the first day, with one tab each; `kept` does the same in the store."""
        if self._state is None or self._layout is None:
            return
        self._copies.drop()
        self._is_copying = False
        for model in self.all():
            if model.number != FIRST:
                self._drop(self._models.pop(model.key))
        self._parted.clear()
        self._numbers.clear()
        self._state = self._state._replace(pages=NOTHING, sets=NOTHING)
        for model in self.all():
            model.forget()
        self.take(self._layout)
        for page in self._layout.pages:
            self.changed.emit(page.id)
        self.clean_up()

    def _numbers_of(self, page_id: str) -> _Numbers:
        return self._numbers.setdefault(page_id, _Numbers({}))

    def _make(self, page: Page, number: int, layout: Layout, old: PageModel | None = None) -> PageModel:
        services, state = self._services, self._state
        assert services is not None  # noqa: S101  # a layout is taken over only once the store is open
        assert state is not None  # noqa: S101  # and once the agency is chosen
        made = PageModel(page, layout, services, self, number)
        made.save_failed.connect(self.save_failed)
        made.search.refused.connect(self.refused)
        made.search.started.connect(self._on_started)
        made.saved.deleted.connect(self._on_deleted)
        if self._counts is not None:
            made.facets.allow(self._counts)
        if old is not None:
            self._drop(old)
            made.restore(old.state(), old.search.result_set(), old.page)
        else:
            stored = (state.pages.get(made.key, {}), state.sets.get(made.key))
            made.restore(*self._parted.pop(made.key, stored))
        return made

    def _on_started(self) -> None:
        self.searched.emit(self.sender())

    def _on_deleted(self, set_ids: frozenset[int]) -> None:
        for model in self.all():  # another tab may show what was deleted in this one
            model.search.let_go_of(set_ids)

    def _drop(self, model: PageModel) -> None:
        model.search.cancel()
        model.flush()
        self._parted[model.key] = (model.state(), model.search.result_set())  # should it come back
        self._dropped.append(model)

    # What the user does

    def can_duplicate(self, page_id: str) -> bool:
        """Whether there is room for another tab."""
        return self._numbers_of(page_id).free() is not None

    def duplicate(self, model: PageModel) -> None:
        """Open a copy of a tab beside it: what is typed, applied and found; its undo begins anew."""
        number = self._numbers_of(model.page.id).free()
        if number is None or self._services is None or self._is_copying:
            return
        self._is_copying = True
        model.flush()
        self._save(model.page.id, model.number, {"open": True})  # a tab in which nothing was typed is one, too
        workspace, agency, page_id = self._services.workspace, model.agency, model.page.id
        key, model_key = tab_key(page_id, number), model.key
        states = {**model.state(), TAB: {"open": True}}
        states.pop(UNDO)
        request, copies = self._copies.next_number(), self._copies

        def copy() -> _Copied:
            found = workspace.results.copy(agency, model_key, key)
            # last, as a tab is there once all of it is; and never behind what makes all be forgotten
            workspace.replace_page(agency, key, states, lambda: copies.is_current(request)).result()
            return _Copied(agency, page_id, number, states, found)

        self._copies.submit(copy)

    def _on_copied(self, copied: _Copied) -> None:
        self._is_copying = False
        page = self._layout.page(copied.page) if self._layout else None
        if page is None or self._state is None or self._state.agency != copied.agency:
            return  # it is there when its page is
        self._parted[tab_key(copied.page, copied.number)] = (copied.states, copied.found)
        self._open(page, copied.number)

    def _on_copy_failed(self, error: VizDeskError) -> None:
        self._is_copying = False
        self.failed.emit(error)

    def close(self, model: PageModel) -> bool:
        """Close a tab; it can be opened again.

        Returns:
            False where it is the only one of its page, which stays.
        """
        numbers, tabs = self._numbers_of(model.page.id), self.of(model.page.id)
        if len(tabs) < 2 or model not in tabs:
            return False
        from datetime import UTC, datetime  # late: the window's start does not wait for it

        place = tabs.index(model)
        beside = tabs[place + 1] if place == 0 else tabs[place - 1]
        current = self.current_of(model.page.id)
        numbers.open.remove(model.number)
        numbers.closed.append(model.number)
        self._drop(self._models.pop(model.key))
        self._save(model.page.id, model.number, {"open": False, "closed": datetime.now(UTC).isoformat()})
        left = beside if current is model else current
        if left is not None:
            left.take_marks(current)
            self._settings.set_setting(self._setting(model.page.id), left.number)
        self.changed.emit(model.page.id)
        self.clean_up()
        return True

    def can_reopen(self, page_id: str) -> bool:
        """Whether a tab of the page was closed."""
        return bool(self._numbers_of(page_id).closed)

    def reopen(self, page_id: str) -> None:
        """Open the tab again that was closed last, as it was left; not while a copy is made that may take its place."""
        numbers, page = self._numbers_of(page_id), self._layout.page(page_id) if self._layout else None
        if numbers.closed and page is not None and not self._is_copying:
            number = numbers.closed[-1]
            self._save(page_id, number, {"open": True})
            self._open(page, number)

    def _open(self, page: Page, number: int) -> None:
        numbers, layout = self._numbers_of(page.id), self._layout
        assert layout is not None  # noqa: S101  # the page is of it
        if number in numbers.closed:
            numbers.closed.remove(number)
        numbers.open = sorted({*numbers.open, number})
        before = self.current_of(page.id)
        made = self._make(page, number, layout)
        made.take_marks(before)
        beside = {one.key: one for one in (*self.of(page.id), made)}
        models: dict[str, PageModel] = {}
        for key, model in self._models.items():  # in the layout's order, the page's own by their numbers
            models |= dict(sorted(beside.items())) if model.page.id == page.id else {key: model}
        self._models = models
        self._settings.set_setting(self._setting(page.id), number)
        self.changed.emit(page.id)
        self._tell_unread([made])

    def _save(self, page_id: str, number: int, state: Mapping[str, Any]) -> None:
        if self._services is not None and self._state is not None:
            self._services.workspace.save_page(self._state.agency, tab_key(page_id, number), TAB, state)
