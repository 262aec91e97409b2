"""The connection to the gateway: made in a worker, watched by a lease, made again when it is lost."""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QThreadPool, QTimer, Signal

from vizdesk.domain.errors import Cancelled, Unavailable, VizDeskError
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import told
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import Proxy, Route, kept_login

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient, Me
    from vizdesk.net.embedded import Attached
    from vizdesk.net.lease import Lease

TOKEN_VARIABLE = "VIZDESK_TOKEN"  # noqa: S105  # the name of a variable
RETRY_MILLISECONDS = (0, 1000, 2000, 5000, 15_000, 30_000)
"""Before each attempt to connect again; the last one stays."""
STABLE_MILLISECONDS = 30_000
"""A connection that held so long did not fail at starting; the next attempt is made at once."""


class Connection(StrEnum):
    """How the gateway can be reached."""

    STARTING = "starting"
    ONLINE = "online"
    OFFLINE = "offline"


class _Made(NamedTuple):
    attempt: int
    client: GatewayClient
    me: Me
    held: Attached | Lease

    def close(self) -> None:
        self.held.close()
        self.client.close()


class Connector(QObject):
    """Keeps a gateway at hand: one on the data folder, or the named one.

    Args:
        data: the folder of the embedded gateway.
        gateway: the address of another gateway to use instead, or None.
        demo: an embedded gateway fills an empty folder with the demo agency.
        link: where requests get the client from.
        pool: for connecting.

    Signals:
        changed: `status` or `sentence` is another.
    """

    changed = Signal()
    _lost = Signal(object)

    def __init__(
        self, data: Path, gateway: str | None, *, demo: bool, link: GatewayLink, pool: QThreadPool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.status = Connection.STARTING
        self.sentence = self.tr("Starting the search service…")
        self.me: Me | None = None
        self.proxy = Proxy()
        self._data, self._gateway, self._demo, self._link = data, gateway, demo, link
        self._stop = threading.Event()
        self._made: _Made | None = None
        self._failures = 0
        self._attempt = 0
        self._lost_attempt = 0
        self._connecting = False
        self._rerouted = False
        self._uptime = QElapsedTimer()
        self._requests = Requests(pool, self, self._on_made, self._on_failed)
        self._lost.connect(self._on_lost)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._connect)

    def reconnect(self) -> None:
        """Connect now."""
        self._failures = 0
        self._retry.stop()
        self._connect()

    def use_proxy(self, proxy: Proxy) -> None:
        """Take another way to the gateway from the next attempt on, which is made now where the way matters."""
        matters = proxy != self.proxy and self._gateway is not None and self._attempt > 0
        self.proxy = proxy
        self._rerouted = matters and self._connecting
        if matters:
            self.reconnect()

    def route(self) -> Route:
        """The way to other computers as it is chosen; on a worker's thread, for the keyring may take seconds.

        Raises:
            StorageError: the keyring cannot be used.
        """
        proxy = self.proxy
        return Route(proxy, kept_login(proxy))

    def close(self) -> None:
        """Give up an attempt under way and let the gateway go; once more after the pool's work has ended."""
        self._stop.set()
        self._retry.stop()
        self._requests.drop()
        self._link.lost()
        self._release()

    def _connect(self) -> None:
        if self._connecting or self._stop.is_set():
            return
        self._connecting = True
        self._release()
        self._attempt += 1
        attempt, proxy = self._attempt, self.proxy
        self._link.connecting()
        if self._failures == 0:
            self._set(Connection.STARTING, self.tr("Starting the search service…"))
        self._requests.submit(lambda: self._make(attempt, proxy))

    def _make(self, attempt: int, proxy: Proxy) -> _Made:
        """In a worker."""
        from vizdesk.net.client import GatewayClient
        from vizdesk.net.embedded import attach
        from vizdesk.net.lease import Lease

        def on_lost() -> None:
            self._lost.emit(attempt)

        held: Attached | Lease
        with ExitStack() as opened:
            if self._gateway is not None:
                token = os.environ.get(TOKEN_VARIABLE, "")
                route = Route(proxy, kept_login(proxy))
                client = opened.enter_context(GatewayClient(self._gateway, token, route))
                client.version()
                held = Lease(GatewayClient(self._gateway, token, route), on_lost)
                opened.callback(held.close)
            else:
                held = opened.enter_context(attach(self._data, demo=self._demo, on_lost=on_lost, stop=self._stop))
                client = opened.enter_context(GatewayClient(held.url, held.token))
            made = _Made(attempt, client, client.me(), held)
            if self._stop.is_set():
                raise Cancelled("VizDesk is closing.")
            opened.pop_all()
        self._made = made
        self._link.connected(client)  # here, so that a waiting search does not wait for the event loop too
        return made

    def _on_made(self, made: _Made) -> None:
        self._connecting = False
        self.me = made.me
        self._uptime.start()
        self._set(Connection.ONLINE, self.tr("Connected."))
        if made.attempt == self._lost_attempt:
            self._on_lost(made.attempt)
        self._reroute()

    def _reroute(self) -> bool:
        """Connect anew where the way was changed while the attempt ran."""
        rerouted, self._rerouted = self._rerouted, False
        if rerouted:
            self.reconnect()
        return rerouted

    def _on_failed(self, error: VizDeskError) -> None:
        self._connecting = False
        if self._reroute():
            return
        self._link.lost()
        self._failures += 1
        self._set(Connection.OFFLINE, told(error))
        if isinstance(error, Unavailable):
            self._retry_later()

    def _on_lost(self, attempt: int) -> None:
        self._lost_attempt = attempt
        if attempt != self._attempt or self._connecting or self._stop.is_set():
            return
        self._link.lost()
        stable = self._uptime.isValid() and self._uptime.hasExpired(STABLE_MILLISECONDS)
        self._failures = 1 if stable else self._failures + 1
        self._set(Connection.OFFLINE, self.tr("The connection to the search service was lost; connecting again."))
        self._retry_later()

    def _retry_later(self) -> None:
        step = min(self._failures, len(RETRY_MILLISECONDS)) - 1
        self._retry.start(RETRY_MILLISECONDS[step])

    def _release(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            made.close()

    def _set(self, status: Connection, sentence: str) -> None:
        if (status, sentence) != (self.status, self.sentence):
            self.status, self.sentence = status, sentence
            self.changed.emit()
