"""A loopback proxy that does to requests what networks and overrun servers do to them, and counts what went through."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

PIECE = 64 * 1024
SECONDS = 20.0


class Fault(Enum):
    """What becomes of a request."""

    NONE = "nothing"
    LATE = "it is held back for a while"
    RESET = "the connection breaks in the middle of the body"
    LOST_ANSWER = "the request arrives, the answer does not"
    TRUNCATED = "the answer breaks off"
    BUSY = "503 SlowDown"
    TOO_MANY = "429"
    SKEWED = "403, as for a clock that is hours off"
    ERROR_IN_200 = "an error behind status 200"
    FLIPPED = "one bit of the body is another"
    FORBIDDEN = "403, as for a URL that is over"
    BLACK_HOLE = "nothing is ever answered"


@dataclass
class Seen:
    """One request: its path without the query, how much of its body went on or was lost, what the target answered."""

    method: str
    path: str
    size: int
    fault: Fault = Fault.NONE
    forwarded: int = 0
    swallowed: int = 0
    status: int = 0
    at: float = 0.0
    answered_at: float = 0.0


Choose = Callable[[Seen], Fault]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def no_fault(_seen: Seen) -> Fault:
    """Everything goes through."""
    return Fault.NONE


RARE_FAULTS = (Fault.BUSY, Fault.RESET, Fault.ERROR_IN_200)


def one_in_a_hundred_each(seed: int) -> Choose:
    """Each of the rare faults happens to one request in a hundred."""
    chance = random.Random(seed)
    return lambda _seen: RARE_FAULTS[drawn] if (drawn := chance.randrange(100)) < len(RARE_FAULTS) else Fault.NONE


class FaultProxy:
    """Forwards HTTP/1.1 requests with a Content-Length, one a connection; use it as a context.

    Args:
        target: the port that requests go to, on this computer.
        choose: the fault of each request; may be changed while the proxy runs.
        port: its own port.
        late_seconds: how long a late request is held back.
    """

    def __init__(self, target: int, choose: Choose = no_fault, port: int = 0, late_seconds: float = 0.05) -> None:
        self.choose = choose
        self.seen: list[Seen] = []
        self.on_seen: Callable[[Seen], None] = lambda _: None
        self._target, self._late_seconds = target, late_seconds
        self._lock = threading.Condition(threading.RLock())
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(SECONDS)

    def puts(self) -> list[Seen]:
        """The parts that were sent."""
        with self._lock:
            return [one for one in self.seen if one.method == "PUT"]

    def wait_for(self, condition: Callable[[], object], seconds: float = 60.0) -> None:
        """Wait until a condition holds; it is looked at whenever something was seen or answered."""
        with self._lock:
            assert self._lock.wait_for(condition, seconds)

    def _start(self, act: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=act, args=arguments, name="fault-proxy", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with self._lock:
            self._open.add(client)
        try:
            with client, contextlib.suppress(OSError):
                client.settimeout(SECONDS)
                self._one_request(client)
        finally:
            with self._lock:
                self._open.discard(client)

    def _one_request(self, client: socket.socket) -> None:
        head, rest = _read_head(client)
        if not head:
            return
        seen = _seen(head)
        seen.fault = self.choose(seen)
        with self._lock:
            self.seen.append(seen)
            self._lock.notify_all()
        self.on_seen(seen)
        if seen.fault is Fault.BLACK_HOLE:
            client.settimeout(None)
            while rest or not seen.swallowed:
                with self._lock:
                    seen.swallowed += max(1, len(rest))
                    self._lock.notify_all()
                rest = client.recv(PIECE)  # nothing once the client has given up
        elif seen.fault in _ANSWERS:
            _drain(client, seen.size - len(rest))
            client.sendall(_ANSWERS[seen.fault])
        else:
            if seen.fault is Fault.LATE:
                self._closing.wait(self._late_seconds)
            self._forward(client, head, rest, seen)

    def _forward(self, client: socket.socket, head: bytes, rest: bytes, seen: Seen) -> None:
        with socket.create_connection(("127.0.0.1", self._target), timeout=SECONDS) as target:
            target.sendall(_closing(head))
            breaks_at = seen.size // 2 if seen.fault is Fault.RESET else seen.size + 1
            while True:
                piece = bytearray(rest)
                if seen.fault is Fault.FLIPPED and not seen.forwarded and piece:
                    piece[0] ^= 1
                target.sendall(piece)
                seen.forwarded += len(piece)
                if seen.forwarded >= seen.size or seen.forwarded >= breaks_at:
                    break
                rest = client.recv(min(PIECE, seen.size - seen.forwarded))
                if not rest:
                    return
            if seen.fault is Fault.RESET:
                _reset(client)
                return
            answer = b""
            while piece_of_answer := target.recv(PIECE):
                answer += piece_of_answer
            with self._lock:
                seen.status = int(answer.split(b" ", 2)[1]) if answer else 0
                seen.answered_at = time.monotonic()
                self._lock.notify_all()
            if seen.fault is Fault.LOST_ANSWER:
                _reset(client)
                return
            client.sendall(answer[: len(answer) // 2] if seen.fault is Fault.TRUNCATED else answer)


_ERROR = b"<Error><Code>%s</Code></Error>"
_FORM = b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"


def _answer(status: bytes, code: bytes) -> bytes:
    body = _ERROR % code
    return _FORM % (status, len(body), body)


_ANSWERS = {
    Fault.BUSY: _answer(b"503 Slow Down", b"SlowDown"),
    Fault.ERROR_IN_200: _answer(b"200 OK", b"InternalError"),
    Fault.TOO_MANY: _answer(b"429 Too Many Requests", b"TooManyRequests"),
    Fault.SKEWED: _answer(b"403 Forbidden", b"RequestTimeTooSkewed"),
    Fault.FORBIDDEN: _answer(b"403 Forbidden", b"AccessDenied"),
}


def _read_head(client: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(PIECE)
        if not piece:
            return b"", b""
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest


def _seen(head: bytes) -> Seen:
    lines = head.decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    return Seen(method, urlsplit(target).path, int(headers.get("content-length", "0")), at=time.monotonic())


def _closing(head: bytes) -> bytes:
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([lines[0], b"Connection: close", *lines[1:]])


def _drain(client: socket.socket, left: int) -> None:
    while left > 0 and (piece := client.recv(min(PIECE, left))):
        left -= len(piece)


def _reset(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
