"""The way to one gateway: calls with deadlines, streams, and an end that wakes whoever waits for an answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from weakref import WeakSet

from vizdesk.domain.errors import BadRequest, DeadlineExceeded, Unavailable, UnexpectedAnswer
from vizdesk.domain.layout import Json
from vizdesk.net.addresses import is_loopback
from vizdesk.net.errors import problem_error, quiet_http_logs, translated
from vizdesk.net.proxy import BY_SYSTEM, DIRECT, Route
from vizdesk.net.sockets import shut

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 5.0
CALL_SECONDS = 10.0

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes; far above any answer of the contract but whole lists of options."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gateway answered: status, ETag, decoded body."""

    status: int
    etag: str
    body: Any


class Transport:
    """Talks HTTP with one gateway; may be used on several threads at once. Every method blocks.

    Args:
        url: where the gateway is; `https` unless it is on this computer.
        token: the bearer token of the principal; empty for the calls that need none.
        route: the way there; a gateway on this computer is always reached directly.

    Raises:
        BadRequest: the address is not one, or would send the token readably over a network.
    """

    def __init__(self, url: str, token: str, route: Route = BY_SYSTEM) -> None:
        import httpx  # late: 200 ms that the window's start must not pay

        if is_local(url):
            route = DIRECT  # a proxy has no business between two processes of one computer
        self.url, self.token, self.route = url, token, route
        quiet_http_logs()
        self._closed = False
        self._lock = threading.Lock()
        self._sockets: WeakSet[socket.socket] = WeakSet()
        with translated():
            self._http = httpx.Client(
                base_url=url,
                headers={"Authorization": f"Bearer {token}"} if token else None,
                timeout=httpx.Timeout(CALL_SECONDS, connect=CONNECT_SECONDS),
                # Plain HTTP needs no certificates, and loading them takes a while. Which ones are trusted is for the
                # system to say, whatever the proxy is.
                verify=False if url.startswith("http:") else httpx.create_ssl_context(),
                trust_env=route.trusts_environment,
                proxy=route.for_httpx(),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; calls that are under way on other threads fail at once with `Unavailable`."""
        with self._lock:
            self._closed = True
            for one in self._sockets:
                shut(one)
        self._http.close()

    def _note_socket(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by httpcore for every step of a request."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            made = info["return_value"].get_extra_info("socket")
            with self._lock:
                self._sockets.add(made)
                if self._closed:  # it was being made while the client was closed
                    shut(made)

    def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        seconds: float = CALL_SECONDS,
        largest: int = LARGEST_ANSWER,
    ) -> Answer:
        """One call of the contract.

        Args:
            method: the HTTP method.
            path: below the gateway's address; holds nothing that a user typed.
            body: goes along as JSON.
            headers: beside the client's own.
            seconds: how long the whole answer may take.
            largest: the most bytes of an answer.

        Raises:
            DeadlineExceeded: it took longer.
            VizDeskError: what the gateway refused with, or that it cannot be reached.
        """
        import httpx

        ends = time.monotonic() + seconds
        timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        with self._sent(method, path, json=body, headers=headers, timeout=timeout) as response:
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if time.monotonic() > ends:  # httpx bounds each read; a trickling answer must end too
                    raise DeadlineExceeded("The search service did not answer in time.", "Try again.")
                if len(content) > largest:
                    raise UnexpectedAnswer("The search service’s answer is too large.", "Try again; nothing was shown.")
            return Answer(response.status_code, response.headers.get("ETag", ""), _decoded(response, content))

    @contextmanager
    def stream(self, method: str, path: str, **parts: Any) -> Iterator[Iterator[bytes]]:
        """A call whose answer is read as it comes; leaving the block early ends it.

        Args:
            method: the HTTP method.
            path: as for `call`.
            parts: what httpx takes beside these.

        Raises:
            VizDeskError: as for `call`.
        """
        with self._sent(method, path, **parts) as response:
            if response.status_code >= 400:
                _decoded(response, response.read())
            yield response.iter_raw()

    @contextmanager
    def _sent(self, method: str, path: str, **parts: Any) -> Iterator[httpx.Response]:
        with translated(), ExitStack() as stack:
            try:
                stream = self._http.stream(method, path, extensions={"trace": self._note_socket}, **parts)
                response = stack.enter_context(stream)
            except RuntimeError:
                if self._closed:  # httpx takes a request on a closed client for a fault of the program
                    raise Unavailable(
                        "The search service cannot be reached.", "Check the connection, then try again."
                    ) from None
                raise
            yield response


def _decoded(response: httpx.Response, content: bytes | bytearray) -> Any:
    """The JSON of an answer.

    Raises:
        UnexpectedAnswer: it is none.
        VizDeskError: what the gateway refused with.
    """
    import orjson  # late: the window's start must not pay for it

    try:
        body = orjson.loads(content) if content else None
    except ValueError:
        body = None
        if response.is_success:
            raise UnexpectedAnswer(
                "The search service’s answer cannot be read.", "Try again; nothing was shown."
            ) from None
    if response.status_code >= 400:
        raise problem_error(body, response.status_code, response.headers.get("Retry-After", ""))
    return body


@contextmanager
def well_formed() -> Iterator[None]:
    """Around the reading of an answer: turns a misshapen one into `UnexpectedAnswer`."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnexpectedAnswer(
            "The search service’s answer cannot be read.", "Check that both sides are up to date."
        ) from None


def is_local(url: str) -> bool:
    """Whether a gateway's address is on this computer.

    Raises:
        BadRequest: it is not an address, or not a safe one.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
        parts = urlsplit("")
    if not host or parts.scheme not in ("http", "https") or (port is not None and not 0 < port < 65536):
        raise BadRequest("The gateway’s address is not one.", "Write it as in https://gateway.example.org.")
    if parts.username is not None or parts.query or parts.fragment:
        raise BadRequest(
            "The gateway’s address must hold no name, password or query.", "Put the token in VIZDESK_TOKEN."
        )
    loopback = is_loopback(host)
    if parts.scheme == "http" and not loopback:
        raise BadRequest("A gateway on another computer must be reached by https.", "Write its address with https://.")
    return loopback
