"""What page models work with, for tests: a store in memory or on disk, and a link that the test decides over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import shiboken6
from PySide6.QtCore import QLocale, QThreadPool

from vizdesk.db.keys import DataKey
from vizdesk.models.exports import ExportModel
from vizdesk.models.services import Services
from vizdesk.models.tasks import make_pool
from vizdesk.net.link import GatewayLink
from vizdesk.store.workspace import Workspace

KEY = DataKey(bytes(range(32)))
CLOSE_MILLISECONDS = 10_000


@contextmanager
def page_services(path: Path | None = None, locale: str = "en_US") -> Iterator[Services]:
    """Services over a store in memory, or in a file; nobody is connected yet, and requests fail at once.

    Models made in a test are children of `pool`, and go with it.

    Args:
        path: the store's file.
        locale: how numbers and dates are written.
    """
    pool: QThreadPool = make_pool()
    link = GatewayLink()
    link.lost()
    workspace = Workspace(path, KEY if path else None)
    try:
        shown = QLocale(locale)
        yield Services(workspace, link, pool, shown, ExportModel(link, pool, shown, pool))
    finally:
        link.lost()
        assert pool.waitForDone(CLOSE_MILLISECONDS)
        workspace.close()
        shiboken6.delete(pool)  # here: the garbage collector might take its children apart on another thread
