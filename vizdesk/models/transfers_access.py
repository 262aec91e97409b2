"""The session's way to the transfers, which are made when something asks for them: the window's start does without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from vizdesk.models.connection import Connector
from vizdesk.models.opening import has_unfinished
from vizdesk.models.tasks import Requests
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import Proxy

if TYPE_CHECKING:
    from vizdesk.models.network import NetworkWatch
    from vizdesk.models.session import Session
    from vizdesk.models.transfers import TransfersModel
    from vizdesk.transfers.schedule import Limits
    from vizdesk.transfers.watching import Watched

LOOK_MILLISECONDS = 1500
"""So long after the store is open, transfers that were interrupted go on."""

NETWORK_MILLISECONDS = 3000
"""So long after transfers are there, the platform is asked of the network."""

LIMITS_SETTING, WATCHED_SETTING = "transfers.limits", "transfers.watched"
UPLOADER = "uploader"
"""The role that the gateway asks of who sends files."""


class TransfersAccess(QObject):
    """Makes the transfers' model once, and goes on by itself with what was interrupted.

    Args:
        session: whose settings and language count.
        folder: where the journal is.
        gateway: its name in the journal.
        link: the way to the gateway.
        connector: knows account and proxy.
        pool: for looking into the journal, and loading what takes long.

    Signals:
        appeared: `made` is there from now on.
    """

    appeared = Signal()

    def __init__(
        self, session: Session, folder: Path, gateway: str, link: GatewayLink, connector: Connector, pool: QThreadPool
    ) -> None:
        super().__init__(session)
        self.made: TransfersModel | None = None
        self._session, self._folder, self._gateway = session, folder, gateway
        self._link, self._connector = link, connector
        self._closed = False
        self._network: NetworkWatch | None = None
        self._looks = Requests(pool, self, self._on_looked)
        self._loads = Requests(pool, self, self._on_network)
        self._late = QTimer(self, singleShot=True, interval=LOOK_MILLISECONDS)
        self._late.timeout.connect(self._look)
        session.settings_ready.connect(self._late.start)

    @property
    def model(self) -> TransfersModel:
        """The transfers; made when first asked for."""
        if self.made is None:
            from vizdesk.models.transfers import TransfersModel
            from vizdesk.transfers.schedule import limits_from_json
            from vizdesk.transfers.watching import watched_from_json

            setting = self._session.setting
            made = TransfersModel(self._folder, self._gateway, self._link, self._proxy, self._session.locale, self)
            self.made = made
            made.set_limits(limits_from_json(setting(LIMITS_SETTING)))
            made.watch(watched_from_json(setting(WATCHED_SETTING)))
            self.appeared.emit()
            QTimer.singleShot(NETWORK_MILLISECONDS, self, self._load_network)
        return self.made

    def _load_network(self) -> None:
        if not self._closed:
            from vizdesk.models.network import load_network

            self._loads.submit(load_network)

    def _on_network(self, is_there: bool) -> None:
        if is_there and self.made is not None and not self._closed:
            from vizdesk.models.network import watch_network

            self._network = watch_network(self)
            if self._network is not None:
                self._network.changed.connect(self.made.reconnect)

    def allowed(self) -> bool:
        """Whether the account may send files; so long as nobody knows, it may."""
        return self._session.allows(UPLOADER)

    def set_limits(self, limits: Limits) -> None:
        """Limit all transfers together from now on."""
        self._session.set_setting(LIMITS_SETTING, limits.to_json())
        self.model.set_limits(limits)

    def set_watched(self, watched: Watched | None) -> None:
        """Watch a folder from now on, or none."""
        self._session.set_setting(WATCHED_SETTING, watched.to_json() if watched else None)
        self.model.watch(watched)

    def wake(self) -> None:
        """The gateway is back."""
        if self.made is not None:
            self.made.wake()

    def close(self) -> None:
        """Stop."""
        self._closed = True
        self._late.stop()
        if self.made is not None:
            self.made.close()

    def _proxy(self) -> Proxy:
        return self._connector.proxy

    def _look(self) -> None:
        folder, gateway = self._folder, self._gateway
        self._looks.submit(lambda: has_unfinished(folder, gateway))

    def _on_looked(self, unfinished: bool) -> None:
        if not self._closed and (unfinished or self._session.setting(WATCHED_SETTING)):
            self.model.start()
