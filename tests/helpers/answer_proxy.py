"""A loopback proxy that spoils the answers to searches and counts: late, lost, cut, repeated, or another search's."""

from __future__ import annotations

import json
import random
import socket
import threading
from collections import Counter
from enum import Enum

from tests.helpers.fault_proxy import PIECE, SECONDS, FaultProxy, _closing, _reset, _seen

SPOILED = ("/search", "/facets")
LATE_SECONDS = 0.1
"""An answer that is held back waits no longer for one to overtake it."""


class AnswerFault(Enum):
    """What becomes of an answer."""

    NONE = "nothing"
    LATE = "a later answer overtakes it"
    LOST = "the connection breaks before it"
    TRUNCATED = "it breaks off"
    CUT_SHORT = "it breaks off and says that it is whole"
    EMPTY = "status 200, and nothing"
    ANOTHERS = "it is the answer to another search"
    REPEATED = "it comes twice: the second time before the next answer on the same connection"
    WIDENED = "the request has lost its criteria on its way, so it finds everything"
    NARROWED = "the request has got words on its way that nobody typed, so it finds nothing"
    ERROR = "503, from something between"


class AnswerProxy(FaultProxy):
    """Forwards HTTP/1.1 requests on connections that stay open; what is not a search goes through as it is.

    Args:
        target: the port that requests go to, on this computer.
        seed: of the faults.
        share: how many of the answers are spoiled, 0 to 1.
    """

    def __init__(self, target: int, seed: int, share: float = 0.6) -> None:
        super().__init__(target)
        self.share = share
        self.given: Counter[AnswerFault] = Counter()
        self._random = random.Random(seed)
        self._kept: dict[str, bytes] = {}
        self._overtaken = threading.Condition()
        self._delivered = 0

    def _choose(self) -> AnswerFault:
        with self._lock:
            spoiled = self._random.random() < self.share
            fault = self._random.choice(list(AnswerFault)[1:]) if spoiled else AnswerFault.NONE
            self.given[fault] += 1
            return fault

    def _one_request(self, client: socket.socket) -> None:
        unread = b""
        while not self._closing.is_set():
            while (end := unread.find(b"\r\n\r\n") + 4) < 4:
                unread += _received(client)
            head, unread = unread[:end], unread[end:]
            seen = _seen(head)
            while len(unread) < seen.size:
                unread += _received(client)
            body, unread = unread[: seen.size], unread[seen.size :]  # who got an answer twice asks on at once
            fault = self._choose() if seen.path in SPOILED else AnswerFault.NONE
            if not self._answer(client, seen.path, fault, self._asked(*_changed(head, body, fault))):
                return

    def _asked(self, head: bytes, body: bytes) -> bytes:
        """What the target answers; it does not say that the connection ends."""
        with socket.create_connection(("127.0.0.1", self._target), timeout=SECONDS) as target:
            target.sendall(_closing(head) + body)
            answer = bytearray()
            while piece := target.recv(PIECE):
                answer += piece
        top, _, rest = bytes(answer).partition(b"\r\n\r\n")
        kept = [line for line in top.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        return b"\r\n".join(kept) + b"\r\n\r\n" + rest

    def _answer(self, client: socket.socket, path: str, fault: AnswerFault, answer: bytes) -> bool:
        """Send an answer; whether the connection goes on."""
        if fault is AnswerFault.ANOTHERS:
            answer = self._kept.get(path, answer)
        elif path in SPOILED and self._random.random() < 0.1:
            self._kept[path] = answer
        if fault is AnswerFault.LATE:
            with self._overtaken:
                before = self._delivered
                self._overtaken.wait_for(lambda: self._delivered > before or self._closing.is_set(), LATE_SECONDS)
        if fault is AnswerFault.LOST:
            _reset(client)
            return False
        client.sendall(_spoiled(answer, fault))
        if path in SPOILED:
            with self._overtaken:
                self._delivered += 1
                self._overtaken.notify_all()
        return fault is not AnswerFault.TRUNCATED


def _received(client: socket.socket) -> bytes:
    piece = client.recv(PIECE)
    if not piece:
        raise ConnectionAbortedError
    return piece


def _changed(head: bytes, body: bytes, fault: AnswerFault) -> tuple[bytes, bytes]:
    """The request as the target gets it."""
    if fault not in (AnswerFault.WIDENED, AnswerFault.NARROWED):
        return head, body
    asked = json.loads(body)
    asked |= {"query": "", "filters": {}} if fault is AnswerFault.WIDENED else {"query": "nobodyiscalledthis"}
    changed = json.dumps(asked).encode()
    lines = [line for line in head.rstrip(b"\r\n").split(b"\r\n") if not line.lower().startswith(b"content-length:")]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(changed)]) + b"\r\n\r\n", changed


def _spoiled(answer: bytes, fault: AnswerFault) -> bytes:
    body = answer.partition(b"\r\n\r\n")[2]
    half = body[: len(body) // 2]
    match fault:
        case AnswerFault.TRUNCATED:
            return answer[: len(answer) - len(body) + len(half)]
        case AnswerFault.CUT_SHORT:
            return _whole(b"200 OK", half)
        case AnswerFault.EMPTY:
            return _whole(b"200 OK", b"")
        case AnswerFault.ERROR:
            return _whole(b"503 Service Unavailable", b"upstream")
        case AnswerFault.REPEATED:
            return answer + answer
        case _:
            return answer


def _whole(status: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)
