"""What the main window does with the tabs of its pages: a copy of a search, closing, opening again, going round."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from vizdesk.models.commands import Command
from vizdesk.models.page import PageModel
from vizdesk.models.session import Session
from vizdesk.models.tabs import MOST_TABS
from vizdesk.widgets.shortcuts import Key, bind, keys_of

if TYPE_CHECKING:
    from vizdesk.widgets.main_window import MainWindow
    from vizdesk.widgets.tab_strip import TabStrip


class WindowTabs(QObject):
    """The tabs of the page that is open.

    Args:
        window: where they are.
        session: whose tabs.
        above: the strip's place is at the end of this layout, once there are several tabs.
    """

    def __init__(self, window: MainWindow, session: Session, above: QVBoxLayout) -> None:
        super().__init__(window)
        self._window, self._session, self._tabs = window, session, session.tabs
        self._locale = session.locale.name()
        self._above = above
        self._strip: TabStrip | None = None
        for key, act in (
            (Key.DUPLICATE, self.duplicate),
            (Key.CLOSE_TAB, self.close),
            (Key.REOPEN_TAB, self.reopen),
            (Key.NEXT_TAB, self._on_next),
            (Key.TAB_BEFORE, self._on_before),
        ):
            bind(key, window).triggered.connect(act)
        self._tabs.changed.connect(self._on_changed)

    def _current(self) -> PageModel | None:
        page = self._window.current_page()
        return page.model if page is not None else None

    def show(self) -> None:
        """Show the strip where the open page has several tabs."""
        model = self._current()
        models = self._tabs.of(model.page.id) if model is not None else []
        if model is None or model not in models or len(models) < 2:
            if self._strip is not None:
                self._strip.hide()
            return
        if self._strip is None:
            from vizdesk.widgets.tab_strip import TabStrip  # late: most pages have one tab

            self._strip = TabStrip(self._locale, self._window.centralWidget())
            self._strip.chosen.connect(self._tabs.choose)
            self._strip.close_wanted.connect(self._close)
            self._above.addWidget(self._strip)
        self._strip.show_tabs(models, model)

    def _on_changed(self, page_id: str) -> None:
        """Go over to the page's current tab, if the page is open; the focus goes along, but stays in the strip."""
        before = self._current()
        self._window.forget_closed()
        if before is None or before.page.id != page_id:
            return
        self._window.open_page(page_id)
        page = self._window.current_page()
        if page is None or page.model is before:
            self.show()
            return
        if self._strip is None or not self._strip.bar.hasFocus():
            page.focus_query()
        self._announce(self.tr("{tab} is open.").format(tab=page.model.label(self._locale)))

    def _announce(self, sentence: str) -> None:
        """By the window: a page that was just made has nothing in sight yet."""
        from vizdesk.widgets.announcing import announce  # late: the window's start does without

        announce(self._window, sentence)

    # What the user does

    def duplicate(self) -> None:
        """Open a copy of the search in a tab of its own."""
        model = self._current()
        if model is None:
            return
        if self._tabs.can_duplicate(model.page.id):
            self._tabs.duplicate(model)
        else:
            told = self.tr("A page has at most {count} tabs. Close one first.")
            self._session.notice.emit(told.format(count=MOST_TABS), "")

    def close(self) -> None:
        """Close the tab that is open."""
        model = self._current()
        if model is not None:
            self._close(model)

    def _close(self, model: PageModel) -> None:
        if not self._tabs.close(model):
            self._announce(self.tr("This is the page’s only tab; it stays open."))

    def reopen(self) -> None:
        """Open the tab of this page again that was closed last."""
        model = self._current()
        if model is not None:
            self._tabs.reopen(model.page.id)

    def _on_next(self) -> None:
        self._go_round(1)

    def _on_before(self) -> None:
        self._go_round(-1)

    def _go_round(self, step: int) -> None:
        model = self._current()
        if model is not None:
            models = self._tabs.of(model.page.id)
            self._tabs.choose(models[(models.index(model) + step) % len(models)])

    def commands(self) -> Iterator[Command]:
        """What the command palette offers of it."""
        model = self._current()
        if model is None:
            return
        page_id, here, mark = model.page.id, model.label(self._locale), "copy-plus"
        if self._tabs.can_duplicate(page_id):
            copy = self.tr("Open a copy of this search in a new tab")
            yield Command(copy, self.duplicate, here, keys_of(Key.DUPLICATE), mark)
        models = self._tabs.of(page_id)
        for other in models:
            if other is not model:
                yield Command(other.label(self._locale), partial(self._tabs.choose, other), self.tr("Tab"), icon=mark)
        if len(models) > 1:
            yield Command(self.tr("Close this tab"), self.close, here, keys_of(Key.CLOSE_TAB), "x")
        if self._tabs.can_reopen(page_id):
            again = self.tr("Open the closed tab again")
            yield Command(again, self.reopen, here, keys_of(Key.REOPEN_TAB), "history")
