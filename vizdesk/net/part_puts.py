"""Putting one part to its signed URL. The URL is a secret: nothing that leaves this module holds it."""

from __future__ import annotations

import base64
import binascii
import re
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakSet

from vizdesk.domain.errors import Unavailable, UploadRefused
from vizdesk.domain.uploads import SignedPart
from vizdesk.net.addresses import is_loopback
from vizdesk.net.errors import quiet_http_logs
from vizdesk.net.proxy import BY_SYSTEM, DIRECT, Route

if TYPE_CHECKING:
    import ssl

    import httpx

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

    Args:
        route: the way there; a storage on this computer is always reached directly.
    """

    def __init__(self, route: Route = BY_SYSTEM) -> None:
        self._route = route
        self._clients: dict[bool, httpx.Client] = {}
        self._sockets: WeakSet[socket.socket] = WeakSet()

    def put(self, signed: SignedPart, size: int, body: Iterable[bytes]) -> PutAnswer:
        """Put a part.

        Args:
            signed: where, and with which headers.
            size: bytes of the body.
            body: the part in pieces; spent afterwards. What it raises comes out here.

        Raises:
            UploadRefused: the URL would send the file readably over a network.
            Unavailable: the storage cannot be reached, or the connection broke; whether the part arrived is unknown.
        """
        import httpx

        loopback = _check_address(signed.url)
        client = self._client(loopback=loopback, plain=signed.url.startswith("http:"))
        timeout = httpx.Timeout(
            STALL_SECONDS, connect=CONNECT_SECONDS, read=ANSWER_SECONDS + size / SLOWEST_DISK, pool=None
        )
        headers = {**signed.headers, "Content-Length": str(size)}
        try:
            with client.stream(
                "PUT",
                signed.url,
                content=body,
                headers=headers,
                timeout=timeout,
                extensions={"trace": self._note_socket},
            ) as response:
                content = _head_of(response)
                return _answer(response.status_code, response.headers, content)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
            raise Unavailable("The storage cannot be reached.", "Check the connection.") from None

    def interrupt(self) -> None:
        """End the connection under the thread that uses it, which then gets `Unavailable` at once."""
        for one in tuple(self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection."""
        for one in self._clients.values():
            one.close()

    def _client(self, *, loopback: bool, plain: bool) -> httpx.Client:
        if plain not in self._clients:
            import httpx

            quiet_http_logs()
            route = DIRECT if loopback else self._route
            self._clients[plain] = httpx.Client(
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
                verify=False if plain else _certificates(),  # plain HTTP, on this computer only, needs none
                trust_env=route.trusts_environment,
                proxy=route.for_httpx(),
            )
        return self._clients[plain]

    def _note_socket(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            made = info["return_value"].get_extra_info("socket")
            made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self._sockets.add(made)


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Loaded once: it takes 20 ms, and each thread has a client."""
    import httpx

    return httpx.create_ssl_context()


def _check_address(url: str) -> bool:
    """Whether the storage is on this computer."""
    parts = urlsplit(url)
    loopback = is_loopback(parts.hostname or "")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise UploadRefused(
            "The storage’s address would send the file readably over a network.", "Tell the gateway’s operator."
        )
    return loopback


def _head_of(response: httpx.Response) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > LARGEST_ANSWER:
            break
    return bytes(content)


def _answer(status: int, headers: Mapping[str, str], content: bytes) -> PutAnswer:
    found = _CODE.search(content)
    code = found[1].decode("ascii") if found else ""
    etag = _told_md5(headers) if status == CREATED else headers.get("ETag", "").strip('"')
    return PutAnswer(status, etag, code)


def _told_md5(headers: Mapping[str, str]) -> str:
    with suppress(binascii.Error, ValueError):
        return base64.b64decode(headers.get("Content-MD5", ""), validate=True).hex()
    return ""
