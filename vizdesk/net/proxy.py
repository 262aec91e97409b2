"""The way from this computer to a gateway on another one: directly, through a proxy, or as the system says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from vizdesk.db.platform_keyring import KEYRING_SERVICE, with_keyring
from vizdesk.domain.errors import BadRequest, StorageError, Unavailable
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Json

if TYPE_CHECKING:
    import httpx

KEYRING_ENTRY = "proxy"
PROXY_SETTING = "net.proxy"
"""The setting that keeps a `Proxy`."""

CONNECT_SECONDS = 5.0
LARGEST_PORT = 65535
_PROXY_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
_NO_KEYRING = StorageError(
    "The keyring of this computer cannot be used, and VizDesk keeps a password nowhere else.",
    "Unlock the keyring, or leave name and password empty.",
)


class ProxyMode(StrEnum):
    """Who says which proxy there is."""

    SYSTEM = "system"
    NONE = "none"
    MANUAL = "manual"


class Proxy(NamedTuple):
    """What is chosen and kept in the settings; it holds no name and no password.

    Args:
        mode: who says which proxy there is.
        host: of the proxy, where the mode is `MANUAL`.
        port: likewise.
        signs_in: the keyring holds a name and a password for it.
    """

    mode: ProxyMode = ProxyMode.SYSTEM
    host: str = ""
    port: int = 0
    signs_in: bool = False

    def check(self) -> None:
        """Whether it can be used.

        Raises:
            BadRequest: host or port cannot be one.
        """
        if self.mode is not ProxyMode.MANUAL:
            return
        if not _HOST.fullmatch(self.host):
            raise BadRequest("The proxy’s host is not one.", "Write a name or an address, as in proxy.example.org.")
        if not 0 < self.port <= LARGEST_PORT:
            raise BadRequest(
                "The proxy’s port is not one.",
                Filled("Write a number from 1 to {most}, such as 8080.", most=str(LARGEST_PORT)),
            )

    def to_json(self) -> Json:
        """For the settings."""
        return {"mode": self.mode.value, "host": self.host, "port": self.port, "signsIn": self.signs_in}


def proxy_from_json(stored: Any) -> Proxy:
    """What `Proxy.to_json` wrote; anything else is the system's proxy."""
    if not isinstance(stored, Mapping):
        return Proxy()
    try:
        proxy = Proxy(
            ProxyMode(stored["mode"]), str(stored["host"]), int(stored["port"]), stored.get("signsIn") is True
        )
        proxy.check()
    except (KeyError, TypeError, ValueError, BadRequest):
        return Proxy()
    return proxy


class Login(NamedTuple):
    """Who one is at a proxy."""

    name: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Nothing of it, for logs and traces."""
        return "Login(…)"


def keep_login(login: Login) -> None:
    """Put name and password into the keyring, and nowhere else. May take seconds.

    Raises:
        StorageError: there is no usable keyring.
    """
    text = json.dumps(list(login))
    with_keyring(lambda keyring: keyring.set_password(KEYRING_SERVICE, KEYRING_ENTRY, text), _NO_KEYRING)


def kept_login(proxy: Proxy) -> Login:
    """Name and password of a proxy; empty ones where it has none. May take seconds.

    Raises:
        StorageError: there is no usable keyring.
    """
    if not proxy.signs_in:
        return Login()
    text = with_keyring(lambda keyring: keyring.get_password(KEYRING_SERVICE, KEYRING_ENTRY), _NO_KEYRING)
    try:
        name, password = json.loads(str(text))
        return Login(str(name), str(password))
    except (ValueError, TypeError):
        return Login()


class Hop(NamedTuple):
    """Where a connection goes first, who one is there, and whether it is itself reached by TLS."""

    host: str
    port: int
    login: Login
    secure: bool = False


class Route(NamedTuple):
    """A proxy with who one is there: what a client needs."""

    proxy: Proxy = Proxy()
    login: Login = Login()

    def to_json(self) -> Json:
        """For a child process, through its standard input only: it holds the password."""
        return {"proxy": self.proxy.to_json(), "login": list(self.login)}

    @property
    def trusts_environment(self) -> bool:
        """Whether the system says which proxy there is."""
        return self.proxy.mode is ProxyMode.SYSTEM

    def hop_to(self, host: str) -> Hop | None:
        """The proxy that stands before a host on another computer, which is reached by https; None for none.

        Raises:
            Unavailable: the system names one that is reached neither by http nor by https.
        """
        if self.proxy.mode is ProxyMode.MANUAL:
            return Hop(self.proxy.host.strip("[]"), self.proxy.port, self.login)
        return _system_hop(host) if self.trusts_environment else None

    def for_httpx(self) -> httpx.Proxy | None:
        """What httpx takes as `proxy`."""
        import httpx  # late: 200 ms that the window's start must not pay

        if self.proxy.mode is not ProxyMode.MANUAL:
            return None
        return httpx.Proxy(
            f"http://{self.proxy.host}:{self.proxy.port}",
            auth=(self.login.name, self.login.password) if self.login.name else None,
        )


def route_from_json(told: Json) -> Route:
    """What `Route.to_json` wrote."""
    return Route(proxy_from_json(told["proxy"]), Login(*told["login"]))


def _system_hop(host: str) -> Hop | None:
    from urllib.request import getproxies, proxy_bypass  # late: the window's start does not wait for it

    found = getproxies()
    named = found.get("https") or found.get("all", "")
    if not named or proxy_bypass(host):
        return None
    parts = urlsplit(named if "://" in named else f"http://{named}")
    if parts.scheme not in _PROXY_PORTS or not parts.hostname:
        raise Unavailable("The system’s proxy is of a kind that VizDesk cannot use.", "Name one in the settings.")
    login = Login(unquote(parts.username or ""), unquote(parts.password or ""))
    return Hop(parts.hostname, parts.port or _PROXY_PORTS[parts.scheme], login, secure=parts.scheme == "https")


BY_SYSTEM = Route()
DIRECT = Route(Proxy(ProxyMode.NONE))


def reach_proxy(proxy: Proxy) -> None:
    """See whether somebody listens at a proxy's address; where none is named, there is nothing to see.

    Raises:
        BadRequest: it is not an address.
        Unavailable: nobody answers there.
    """
    import socket  # late: the window's start does not wait for it

    proxy.check()
    if proxy.mode is not ProxyMode.MANUAL:
        return
    try:
        socket.create_connection((proxy.host.strip("[]"), proxy.port), CONNECT_SECONDS).close()
    except OSError:
        raise Unavailable("The proxy cannot be reached.", "Check its host and port, and the network.") from None
