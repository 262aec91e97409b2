"""The proxy as the settings show it: chosen, tried, and kept; names and passwords go to the keyring only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from vizdesk.domain.errors import VizDeskError
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import told
from vizdesk.net.proxy import PROXY_SETTING, Login, Proxy, ProxyMode, Route, keep_login, kept_login, reach_proxy

if TYPE_CHECKING:
    from vizdesk.models.connection import Connector
    from vizdesk.models.session import Session


class ProxyModel(QObject):
    """Which proxy is used on the way to a gateway on another computer.

    Args:
        session: whose settings keep it.
        connector: what connects through it.
        gateway: the address of the gateway, None for the embedded one.
        pool: for trying and for the keyring.

    Signals:
        changed: `proxy` is another one.
        told: a sentence on what works or does not, and whether it works.
    """

    changed = Signal()
    told = Signal(str, bool)

    def __init__(self, session: Session, connector: Connector, gateway: str | None, pool: QThreadPool) -> None:
        super().__init__(session)
        self._session, self._connector, self._gateway = session, connector, gateway
        session.settings_ready.connect(self.changed)
        self._trials = Requests(pool, self, self._on_tried, self._on_failed)
        self._keepings = Requests(pool, self, self._on_kept, self._on_failed)

    @property
    def proxy(self) -> Proxy:
        """The one that is used."""
        return self._connector.proxy

    def choose(self, proxy: Proxy, login: Login) -> None:
        """Use another one from now on, and keep it; `told` says when that is done.

        Args:
            proxy: its `signs_in` with an empty `login` means the name and the password that the keyring has already.
            login: what one signs in with; empty for none.
        """
        self._keepings.submit(lambda: _keep(proxy, login))

    def test(self, proxy: Proxy, login: Login) -> None:
        """Try one without keeping it; `told` says what works. Arguments are as for `choose`."""
        gateway = self._gateway
        self._trials.submit(lambda: _try(gateway, proxy, login))

    def _take(self, proxy: Proxy) -> None:
        self._connector.use_proxy(proxy)
        self.changed.emit()

    def _on_kept(self, proxy: Proxy) -> None:
        self._session.set_setting(PROXY_SETTING, proxy.to_json())
        self._take(proxy)
        self.told.emit(self.tr("This is used from now on."), True)

    def _on_tried(self, found: tuple[ProxyMode, bool]) -> None:
        mode, is_local = found
        here = self.tr("The search service runs on this computer and is reached without a proxy.")
        sentences = {
            ProxyMode.SYSTEM: self.tr("The search service answers, reached as this computer’s settings say."),
            ProxyMode.NONE: self.tr("The search service answers, reached without a proxy."),
            ProxyMode.MANUAL: self.tr("The search service answers through this proxy."),
        }
        told = here if is_local else sentences[mode]
        if is_local and mode is ProxyMode.MANUAL:
            told = self.tr("The proxy can be reached.") + " " + here
        self.told.emit(told, True)

    def _on_failed(self, error: VizDeskError) -> None:
        self.told.emit(told(error), False)


def _keep(proxy: Proxy, login: Login) -> Proxy:
    """In a worker."""
    proxy.check()
    if login.name:
        keep_login(login)
        return proxy._replace(signs_in=True)
    return proxy


def _try(gateway: str | None, proxy: Proxy, login: Login) -> tuple[ProxyMode, bool]:
    """In a worker: which way was tried, and whether the gateway is on this computer."""
    from vizdesk.net.client import GatewayClient  # late: the window's start does not wait for these
    from vizdesk.net.transport import is_local

    reach_proxy(proxy)
    local = gateway is None or is_local(gateway)
    if gateway is not None:
        route = Route(proxy, login if login.name else kept_login(proxy))
        with GatewayClient(gateway, "", route) as client:
            client.version()
    return proxy.mode, local
