"""Putting one part to its signed URL. The URL is a secret: nothing that leaves this module holds it."""

from __future__ import annotations

import base64
import binascii
import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from vizdesk.domain.errors import Unavailable
from vizdesk.domain.reasons import Reason, because
from vizdesk.domain.uploads import SignedPart
from vizdesk.net.addresses import is_loopback
from vizdesk.net.proxy import BY_SYSTEM, Hop, Route
from vizdesk.net.sockets import shut

if TYPE_CHECKING:
    import ssl

HTTPS_PORT = 443
CONNECT_SECONDS = 10.0
STALL_SECONDS = 30.0
"""How long a connection may take nothing before it counts as broken."""

ANSWER_SECONDS = 60.0
SLOWEST_DISK = 20 * 1024 * 1024
"""Bytes a second that a storage is allowed to take for its own writing before it answers."""

LARGEST_ANSWER = 64 * 1024
CREATED = 201

_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9]{1,64})\s*</Code>")


@dataclass(frozen=True, slots=True)
class PutAnswer:
    """What the storage said: its status, the part's ETag without quotes, and its word for a fault (`BadDigest`).

    Azure (status 201) gives blocks no ETag; it may tell the MD5 that it computed, which then stands for one.
    """

    status: int
    etag: str = ""
    code: str = ""


class PartPutter:
    """One connection to a storage; used by one thread, and interrupted by any other.

    It is the standard library's: each piece goes from the file's buffer straight to the socket. The layers of httpx
    took a tenth of all that an upload takes of the processor.

    Args:
        route: the way there; a storage on this computer is always reached directly.
    """

    def __init__(self, route: Route = BY_SYSTEM) -> None:
        self._route = route
        self._origin = ""
        self._connection: HTTPConnection | None = None
        self._socket: socket.socket | None = None

    def put(self, signed: SignedPart, size: int, body: Iterable[bytes | memoryview]) -> PutAnswer:
        """Put a part.

        Args:
            signed: where, and with which headers.
            size: bytes of the body.
            body: the part in pieces, each used up before the next is asked for. What it raises comes out here.

        Raises:
            UploadRefused: the URL would send the file readably over a network.
            Unavailable: the storage cannot be reached, or the connection broke; whether the part arrived is unknown.
        """
        with _translated():
            target = urlsplit(signed.url)
        loopback = _check_address(target)
        is_clean = False
        try:
            connection = self._connected(target, loopback=loopback)
            with _translated():
                connection.putrequest("PUT", f"{target.path}?{target.query}", skip_host=True, skip_accept_encoding=True)
                headers = {"Host": target.netloc, **signed.headers, "Content-Length": str(size)}
                for name, value in headers.items():
                    connection.putheader(name, value)
                connection.endheaders()
            is_whole = self._send(connection, body)
            with _translated():
                connection.sock.settimeout(ANSWER_SECONDS + size / SLOWEST_DISK)
                response = connection.getresponse()
                content = response.read(LARGEST_ANSWER)
            is_clean = is_whole and response.isclosed() and not response.will_close
            return _answer(response, content)
        finally:
            if not is_clean:
                self.close()

    def interrupt(self) -> None:
        """End the connection under the thread that uses it, which then gets `Unavailable` at once."""
        if (one := self._socket) is not None:
            shut(one)

    def close(self) -> None:
        """Close the connection; the next part makes a new one."""
        connection, self._connection, self._socket = self._connection, None, None
        if connection is not None:
            connection.close()

    def _connected(self, target: SplitResult, *, loopback: bool) -> HTTPConnection:
        origin = f"{target.scheme}://{target.netloc}"
        kept = self._connection if self._origin == origin else None
        if kept is None or kept.sock is None or _has_word(kept.sock):
            self.close()
            with _translated():
                kept = _connection_to(target, None if loopback else self._route.hop_to(target.hostname or ""))
                self._connection, self._origin = kept, origin
                kept.connect()
                self._socket = kept.first if isinstance(kept, _ThroughTls) else kept.sock
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        kept.sock.settimeout(STALL_SECONDS)
        return kept

    def _send(self, connection: HTTPConnection, body: Iterable[bytes | memoryview]) -> bool:
        """Send a body; whether all of it went out. A storage may answer before, and hang up: its answer says why."""
        for piece in body:
            left = memoryview(piece)
            try:
                while left:
                    left = left[connection.sock.send(left) :]
            except TimeoutError:
                raise _unreachable() from None
            except OSError:
                return False
        return True


class _ThroughTls(HTTPSConnection):
    """By TLS to a proxy, and inside of that by TLS to the storage, which the standard library cannot wrap by itself."""

    first: ssl.SSLSocket
    """The connection to the proxy."""

    def connect(self) -> None:
        """As the base class, with the proxy's TLS before the word to it."""
        from urllib3.util.ssltransport import SSLTransport  # late: few proxies are reached so

        context = _certificates()
        plain = socket.create_connection((self.host, self.port), self.timeout)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.sock = self.first = context.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
        self._tunnel()  # type: ignore[attr-defined]  # what the base class calls; it has no other name
        host: str = self._tunnel_host  # type: ignore[attr-defined]  # as above
        self.sock = SSLTransport(self.first, context, server_hostname=host)


def _connection_to(target: SplitResult, hop: Hop | None) -> HTTPConnection:
    host = target.hostname or ""
    if target.scheme == "http":  # on this computer only, so there is no proxy, and no certificate
        return HTTPConnection(host, target.port, timeout=CONNECT_SECONDS)
    first = (hop.host, hop.port) if hop is not None else (host, target.port)
    kind = _ThroughTls if hop is not None and hop.secure else HTTPSConnection
    connection = kind(*first, timeout=CONNECT_SECONDS, context=_certificates())
    if hop is not None:
        word = base64.b64encode(f"{hop.login.name}:{hop.login.password}".encode()).decode("ascii")
        headers = {"Proxy-Authorization": f"Basic {word}"} if hop.login.name else {}
        connection.set_tunnel(host, target.port or HTTPS_PORT, headers)
    return connection


def _has_word(idle: socket.socket) -> bool:
    """Whether the other side said something between two requests, which can only be that it hangs up."""
    with DefaultSelector() as selector:
        selector.register(idle, EVENT_READ)
        return bool(selector.select(0))


@contextmanager
def _translated() -> Iterator[None]:
    """Around what a connection does."""
    try:
        yield
    except (HTTPException, OSError, ValueError):  # the last is for what is no address and no header
        raise _unreachable() from None


def _unreachable() -> Unavailable:
    return Unavailable("The storage cannot be reached.", "Check the connection.")


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Loaded once: it takes 20 ms, and each thread has a client."""
    import httpx

    return httpx.create_ssl_context()


def _check_address(target: SplitResult) -> bool:
    """Whether the storage is on this computer."""
    loopback = is_loopback(target.hostname or "")
    if target.scheme != "https" and not (target.scheme == "http" and loopback):
        raise because(Reason.UNSAFE_ADDRESS)
    return loopback


def _answer(response: HTTPResponse, content: bytes) -> PutAnswer:
    found = _CODE.search(content)
    code = found[1].decode("ascii") if found else ""
    told = response.getheader
    etag = _told_md5(told("Content-MD5", "")) if response.status == CREATED else told("ETag", "").strip('"')
    return PutAnswer(response.status, etag, code)


def _told_md5(header: str) -> str:
    with suppress(binascii.Error, ValueError):
        return base64.b64decode(header, validate=True).hex()
    return ""
