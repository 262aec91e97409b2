"""One window in one scheme, and taking pictures of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.helpers.clipping import clipped
from tests.screenshots.pictures import FOLDER, save
from vizdesk.models.connection import Connection
from vizdesk.models.search import Phase
from vizdesk.models.session import Session
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.main_window import MainWindow
from vizdesk.widgets.search_page import SearchPage
from vizdesk.widgets.theme import Scheme, Theme
from vizdesk.widgets.tokens import TEXT_SIZES, colors_for

SIZE = (1440, 900)
SMALL = (940, 620)
SECONDS = 300.0
ROUNDS = 20

ENDED = (Phase.DONE, Phase.NO_RESULTS, Phase.FAILED, Phase.CANCELLED, Phase.OFFLINE)


def settle() -> None:
    """Let everything be laid out and painted."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wait_for(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Run the event loop until something is so.

    Args:
        condition: what is waited for.
        seconds: how long at most.

    Raises:
        TimeoutError: it did not come to be.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        QCoreApplication.processEvents()
        time.sleep(0.002)
    settle()


class Look(StrEnum):
    """How the window looks; what is not light or dark has pictures of what everybody must be able to read."""

    LIGHT = "light"
    DARK = "dark"
    LARGE_TEXT = "large-text"
    HIGH_CONTRAST = "high-contrast"

    @property
    def scheme(self) -> Scheme:
        """Its colours."""
        return Scheme.LIGHT if self in (Look.LIGHT, Look.LARGE_TEXT) else Scheme.DARK

    @property
    def is_whole(self) -> bool:
        """Whether all pictures are taken in it."""
        return self in (Look.LIGHT, Look.DARK)


class Studio:
    """One window and its session in one look.

    Args:
        theme: the application's.
        look: of the pictures.
        folder: for the desktop's and the gateway's folders.
        gateway: another address, or None for the embedded gateway.
        demo: whether the demo agency is there.
        found: where to put what is clipped, in place of taking pictures; in the smallest window too.
        language: of the texts that the agency's layouts have, and of numbers and dates.
    """

    def __init__(
        self,
        theme: Theme,
        look: Look,
        folder: Path,
        gateway: str | None = None,
        *,
        demo: bool = True,
        found: list[str] | None = None,
        language: str = "en_US",
    ) -> None:
        self.theme, self.look, self._found = theme, look, found
        self.data = folder / "data"
        self.session = Session(folder / "desktop", self.data, gateway, demo=demo, locale=QLocale(language))
        self.window = MainWindow(self.session, theme)
        self.window.resize(*SIZE)
        self.session.settings_ready.connect(self._on_settings)
        theme.choose(look.scheme)
        self.session.start()
        self.window.show()

    def _on_settings(self) -> None:
        self.theme.choose(self.look.scheme)
        if self.look is Look.LARGE_TEXT:
            self.window.appearance.choose_text_size(TEXT_SIZES[-1])
        self.window.resize(*SIZE)

    @property
    def page(self) -> SearchPage:
        """The open search page."""
        page = self.window.current_page()
        assert page is not None
        return page

    def row(self, name: str) -> FilterRow:
        """A filter's row; all rows are made first."""
        wait_for(lambda: self.page.panel.is_whole)
        return next(row for row in self.page.findChildren(FilterRow) if row.filter.id.endswith(f".{name}"))

    def draft(self, name: str, **draft: object) -> None:
        """Set a filter."""
        agency = self.session.agency
        self.page.model.criteria.set_draft(f"{agency}:{self.page.model.page.id}.{name}", draft)

    def search(self) -> None:
        """Apply and wait."""
        self.page.apply()
        self.wait_for_end()

    def wait_for_end(self) -> None:
        """Wait until no search of the page runs."""
        wait_for(lambda: self.page.model.search.status.phase in ENDED)

    def clear(self) -> None:
        """The page as it is without criteria, searched."""
        self.page.model.criteria.clear_all()
        self.search()

    def search_page(self, identifier: str) -> None:
        """Open a page and search, with a record selected and shown."""
        self.window.open_page(identifier)
        self.search()
        self.page.results.table.select_row(2)
        self.page.show_detail(True)

    def wait_until_online(self) -> None:
        """Wait for a page and for the gateway."""
        wait_for(lambda: self.session.connection is Connection.ONLINE)
        wait_for(lambda: self.session.agency is not None and self.window.current_page() is not None)

    # Pictures

    def take(self, name: str, *, everywhere: bool = False) -> None:
        """Take a picture of the window, once all filters and results are there.

        Args:
            name: of the picture, without the look.
            everywhere: in large text and high contrast too.
        """
        if not self.look.is_whole and not everywhere and self._found is None:
            return
        page = self.window.current_page()
        if page is not None:
            wait_for(lambda: page.panel.is_whole and not page._completing.isActive())
        self.window.activateWindow()
        settle()
        if self._found is not None:
            for size in (self.window.minimumSize(), self.window.size()):
                self.window.resize(size)
                self._tell_clipped(f"{name}, {size.width()} px", self.window)
        else:
            self._save(name, self.window)

    def take_popup(self, name: str, popup: QWidget) -> None:
        """Take a picture of what opens above the window, and close it."""
        settle()
        if self.look.is_whole or self._found is not None:
            self._save(f"popup-{name}", popup)
        popup.close()
        settle()

    def _tell_clipped(self, name: str, widget: QWidget) -> None:
        for _ in range(ROUNDS):  # some layouts are done bit by bit
            settle()
            if not clipped(widget):
                break
        for told in clipped(widget):
            sys.stdout.write(f"clipped in {name}: {told}\n")
            sys.stdout.flush()
            if self._found is not None:
                self._found.append(told)

    def _save(self, name: str, widget: QWidget) -> None:
        settle()
        if self._found is not None:
            self._tell_clipped(name, widget)
            return
        file = f"{name}-{self.look}.png"
        self._tell_clipped(file, widget)
        save(widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32), FOLDER / file)
        sys.stdout.write(f"{file}\n")
        sys.stdout.flush()

    def close(self) -> None:
        """Close window and session."""
        self.window.end()
        self.session.close()
        self.window.deleteLater()
        settle()
        self.session.deleteLater()
        settle()


@contextmanager
def high_contrast(theme: Theme) -> Iterator[None]:
    """The colours of a system that asks for high contrast; no platform plugin lets a program ask for it."""
    wanted = theme._wanted_colors
    contrasting = colors_for(dark=True, high_contrast=True)
    theme._wanted_colors = lambda: contrasting  # type: ignore[method-assign]  # until the end of the block
    theme._apply()
    try:
        yield
    finally:
        theme._wanted_colors = wanted  # type: ignore[method-assign]  # as it was
        theme._apply()
