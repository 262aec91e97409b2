"""What VizDesk keeps on this computer of the user's searches: how much it is, and forgetting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from vizdesk.domain.errors import VizDeskError
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import told

if TYPE_CHECKING:
    from vizdesk.models.session import Session

STORE_SECONDS = 30.0


class KeptModel(QObject):
    """Counts and forgets what pages have typed and found.

    Args:
        session: whose pages and store these are.
        pool: for reading and waiting.

    Signals:
        counted: a `KeptCounts`.
        forgotten: nothing of it is kept any more.
        failed: a sentence: it could not be counted or forgotten.
    """

    counted = Signal(object)
    forgotten = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, pool: QThreadPool) -> None:
        super().__init__(session)
        self._session = session
        self._counts = Requests(pool, self, self.counted, self._on_failed)
        self._forgettings = Requests(pool, self, self._on_forgotten, self._on_failed)

    def count(self) -> None:
        """Find out how much there is; `counted` tells."""
        services = self._session.services
        if services is not None:
            workspace = services.workspace
            self._counts.submit(workspace.count_kept)

    def forget(self) -> None:
        """Forget what was typed and found on all pages of all agencies; `forgotten` tells when it is gone."""
        services = self._session.services
        if services is None:
            return
        self._session.tabs.forget()
        done = services.workspace.forget_pages()  # asked here: what is typed from now on is written after it
        self._forgettings.submit(lambda: done.result(STORE_SECONDS))

    def _on_forgotten(self, _nothing: object) -> None:
        self.forgotten.emit()
        self.count()

    def _on_failed(self, error: VizDeskError) -> None:
        self.failed.emit(told(error))
