"""A process that types and applies at a steady rhythm, and tells on standard output what it did, until it is killed.

Lines: `typed N NANOSECONDS`, `pressed N NANOSECONDS` (apply was asked for), `applied N` (the search has ended, so what
was applied is kept) and `saved N` (the search is kept under the name `sN`). N counts keys; the query line holds `qN`,
the last name filter the same. The clock is the system's monotonic one, the same in all processes.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from tests.helpers.layouts import people_page, published_layout
from tests.helpers.services import page_services
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient

SURNAME = "harbor:people.surname"
KEY_MILLISECONDS = 4
KEYS_BETWEEN_APPLIES = 13
KEYS_BETWEEN_SAVES = 17


class Typist(QObject):
    """Types into a page."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.pool)
        self._page = PageModel(people_page(), published_layout(), services, self)
        state = services.workspace.load_pages("harbor").get("people", {})
        self._page.restore(state, services.workspace.results.load_sets("harbor").get("people"))
        self._page.search.status_changed.connect(self._on_status)
        self._page.saved.changed.connect(self._on_saved)
        self._keys = int(self._page.criteria.query().removeprefix("q") or 0)
        self._pressed = 0
        self._timer = QTimer(self, interval=KEY_MILLISECONDS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._type)
        self._timer.start()

    def _type(self) -> None:
        self._keys += 1
        self._page.criteria.set_query(f"q{self._keys}")
        self._page.criteria.set_draft(SURNAME, {"text": f"q{self._keys}", "operator": "prefix"})
        tell("typed", self._keys, time.monotonic_ns())
        if self._keys % KEYS_BETWEEN_APPLIES == 0 and self._page.search.status.phase is not Phase.SEARCHING:
            self._pressed = self._keys
            tell("pressed", self._pressed, time.monotonic_ns())  # before it is kept, which nobody may see untold
            self._page.criteria.apply()
            self._page.search.start()
        if self._keys % KEYS_BETWEEN_SAVES == 0:
            self._page.saved.save_search(f"s{self._keys}")

    def _on_saved(self) -> None:
        newest = next((one.name for one in self._page.saved.entries if one.name), "")
        if newest:
            tell("saved", newest.removeprefix("s"))

    def _on_status(self) -> None:
        if self._page.search.status.phase is not Phase.SEARCHING:
            tell("applied", self._pressed)


def tell(*words: object) -> None:
    """One line, past all buffers of this process."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def main(store: str, url: str, token: str) -> None:
    """Type until killed."""
    application = QCoreApplication([])
    with page_services(Path(store)) as services:
        services.link.connected(GatewayClient(url, token))
        typist = Typist(services)
        application.exec()
        del typist


if __name__ == "__main__":
    main(*sys.argv[1:])
