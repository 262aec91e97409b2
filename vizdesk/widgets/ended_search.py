"""The end of a search that the user did not wait for: told above another page, with a button to its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from vizdesk.models.tabs import Tabs
from vizdesk.widgets.banner import Banner


class EndedSearch(Banner):
    """Tells of one search at a time, until its page is opened or the message closed.

    Args:
        tabs: of all pages; the search is one of theirs.
        parent: its owner.

    Signals:
        page_wanted: the id of a page, whose tab with the search is chosen.
    """

    page_wanted = Signal(str)

    def __init__(self, tabs: Tabs, parent: QWidget) -> None:
        opens = QCoreApplication.translate("EndedSearch", "Open the search")
        super().__init__("info", closable=True, action=opens, parent=parent)
        self._tabs = tabs
        self._search: QObject | None = None
        self.acted.connect(self._on_acted)

    def tell_of(self, search: QObject, sentence: str) -> None:
        """Say how a search has ended."""
        self._search = search
        self.tell(sentence)

    def leave(self, search: QObject) -> None:
        """A page is opened; it says itself how its search ended."""
        if search is self._search:
            self._search = None
            self.tell("")

    def _on_acted(self) -> None:
        for model in self._tabs.all():
            if model.search is self._search:
                self._tabs.choose(model)
                self.page_wanted.emit(model.page.id)
                return
        self.tell("")  # its tab was closed
