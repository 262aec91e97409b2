"""Putting a part: over a connection that is kept, found closed, refused early, cut, certified, or behind a proxy."""

from __future__ import annotations

import secrets
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector

import pytest

from tests.helpers.http_proxy import NotingProxy
from tests.helpers.tls_files import make_certificate
from vizdesk.domain.errors import Unavailable, UploadRefused
from vizdesk.domain.uploads import SignedPart
from vizdesk.net import part_puts
from vizdesk.net.part_puts import PartPutter, PutAnswer
from vizdesk.net.proxy import DIRECT, Login, Proxy, ProxyMode, Route

PIECE = 64 * 1024
TAKEN = b'HTTP/1.1 200 OK\r\nETag: "abc"\r\nContent-Length: 0\r\n\r\n'
LAST = TAKEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 36\r\n\r\n<Error><Code>AccessDenied</Code></E>"
EARLY, HANG_UP, SILENT = "early", "hang up", "silent"


class Storage:
    """Answers one request after the other as it is told; `heads` and `bodies` are what came.

    Args:
        answers: what is said to each request; `EARLY` refuses before the body is read, `HANG_UP` ends the connection
            behind an answer that does not say so, `SILENT` says nothing.
        context: for TLS.
    """

    def __init__(self, answers: list[bytes | str], context: ssl.SSLContext | None = None) -> None:
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.hung_up = threading.Event()
        self._answers, self._context = answers, context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, name="storage")

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            with plain, suppress(OSError):  # a client that trusts nobody
                connection = self._context.wrap_socket(plain, server_side=True) if self._context else plain
                with connection:
                    self.connections += 1
                    while self._answer(connection):
                        pass
            self.hung_up.set()

    def _answer(self, connection: socket.socket) -> bool:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            if not (byte := connection.recv(1)):
                return False
            head += byte
        self.heads.append(head)
        answer = self._answers.pop(0)
        if answer == EARLY:
            connection.sendall(REFUSED)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(PIECE):  # else what was not read would reset the connection before the answer is read
                pass
            return False
        left = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        body = b""
        while len(body) < left and (piece := connection.recv(PIECE)):
            body += piece
        self.bodies.append(body)
        if answer == SILENT:
            self.hung_up.set()
            return bool(connection.recv(1))
        connection.sendall(TAKEN if isinstance(answer, str) else answer)
        return answer not in (HANG_UP, LAST)

    def close(self) -> None:
        """End it."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def storage(*answers: bytes | str, context: ssl.SSLContext | None = None) -> Iterator[Storage]:
    made = Storage(list(answers), context)
    made._thread.start()
    try:
        yield made
    finally:
        made.close()
        made._thread.join()


def part_at(address: str) -> SignedPart:
    return SignedPart(1, f"{address}/bucket/key?partNumber=1&sig=s", {"Content-MD5": "bWQ1"})


def put(putter: PartPutter, address: str, body: bytes = b"x" * 3 * PIECE) -> PutAnswer:
    pieces = (memoryview(body)[at : at + PIECE] for at in range(0, len(body), PIECE))
    return putter.put(part_at(address), len(body), pieces)


def test_parts_go_out_one_after_the_other_on_one_connection() -> None:
    with storage(TAKEN, TAKEN) as served, closing(PartPutter()) as putter:
        content = secrets.token_bytes(3 * PIECE + 7)
        assert put(putter, f"http://{served.place}", content) == PutAnswer(200, "abc", "")
        put(putter, f"http://{served.place}")
    assert served.connections == 1
    assert served.bodies == [content, b"x" * 3 * PIECE]
    first, *headers, _, _ = served.heads[0].decode().split("\r\n")
    assert first == "PUT /bucket/key?partNumber=1&sig=s HTTP/1.1"
    assert headers == [f"Host: {served.place}", "Content-MD5: bWQ1", f"Content-Length: {len(content)}"]


@pytest.mark.parametrize("answer", [HANG_UP, LAST])
def test_a_connection_that_was_ended_between_two_parts_is_made_anew(answer: bytes | str) -> None:
    with storage(answer, TAKEN) as served, closing(PartPutter()) as putter:
        put(putter, f"http://{served.place}")
        assert served.hung_up.wait(5)
        assert put(putter, f"http://{served.place}").status == 200
    assert served.connections == 2


def test_what_a_storage_says_before_it_has_all_is_heard_and_the_next_part_has_a_connection_of_its_own() -> None:
    with storage(EARLY, TAKEN) as served, closing(PartPutter()) as putter:
        assert put(putter, f"http://{served.place}", bytes(200 * PIECE)) == PutAnswer(403, "", "AccessDenied")
        put(putter, f"http://{served.place}")
    assert served.bodies == [b"x" * 3 * PIECE]


def test_a_thread_that_waits_is_woken() -> None:
    with storage(SILENT) as served, closing(PartPutter()) as putter:
        waker = threading.Thread(target=lambda: served.hung_up.wait(5) and putter.interrupt())
        waker.start()
        with pytest.raises(Unavailable):
            put(putter, f"http://{served.place}")
        waker.join()


def test_what_is_wrong_with_the_file_comes_out_and_ends_the_connection() -> None:
    def broken() -> Iterator[memoryview]:
        yield memoryview(b"x")
        raise UploadRefused("gone", "")

    with storage(TAKEN, TAKEN) as served, closing(PartPutter()) as putter:
        with pytest.raises(UploadRefused, match="gone"):
            putter.put(part_at(f"http://{served.place}"), 10, broken())
        put(putter, f"http://{served.place}")
        assert served.connections == 2


@pytest.mark.parametrize(
    "url",
    ["https://[::1/x", "http://127.0.0.1:x/p", "http://127.0.0.1:70000/p", "http://127.0.0.1:9/a b", "https://℀/"],
)
def test_what_is_no_url_is_a_storage_that_cannot_be_reached(url: str) -> None:
    with closing(PartPutter(DIRECT)) as putter, pytest.raises(Unavailable) as told:
        putter.put(SignedPart(1, url, {}), 1, [b"x"])
    assert url not in str(told.value)


def test_over_tls_only_to_whom_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    part_puts._certificates.cache_clear()
    with storage(TAKEN, TAKEN, context=context) as served:
        with closing(PartPutter()) as putter, pytest.raises(Unavailable):
            put(putter, f"https://{served.place}")
        part_puts._certificates.cache_clear()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with closing(PartPutter()) as putter:
            assert [put(putter, f"https://{served.place}").etag for _ in range(2)] == ["abc", "abc"]
    part_puts._certificates.cache_clear()
    assert served.connections == 1
    assert served.bodies == [b"x" * 3 * PIECE] * 2


def test_a_proxy_that_is_itself_reached_by_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = make_certificate(tmp_path, "storage.example.org")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    part_puts._certificates.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with storage(TAKEN, TAKEN, SILENT, context=context) as served, tls_proxy(served.place, context) as proxy:
        monkeypatch.setenv("https_proxy", f"https://ann:secret@127.0.0.1:{proxy.port}")
        with closing(PartPutter()) as putter:
            large = secrets.token_bytes(2 * 1024 * 1024)
            assert [put(putter, "https://storage.example.org", large).etag for _ in range(2)] == ["abc", "abc"]
            assert served.bodies == [large, large]
            waker = threading.Thread(target=lambda: served.hung_up.wait(10) and putter.interrupt())
            waker.start()
            with pytest.raises(Unavailable):
                put(putter, "https://storage.example.org")
            waker.join()
        with closing(PartPutter()) as putter, pytest.raises(Unavailable):
            put(putter, "https://elsewhere.example.org")  # the certificate inside the tunnel is not its own
    part_puts._certificates.cache_clear()
    assert served.connections == 1
    asked = [head.split()[:2] for head in proxy.heads]
    assert asked == [[b"CONNECT", b"storage.example.org:443"], [b"CONNECT", b"elsewhere.example.org:443"]]
    assert b"Proxy-Authorization: Basic YW5uOnNlY3JldA==" in proxy.heads[0]


class TlsProxy:
    """A proxy that is reached by TLS and leads to one place, whoever is asked for."""

    def __init__(self, place: str, context: ssl.SSLContext) -> None:
        self.heads: list[bytes] = []
        host, port = place.split(":")
        self._place, self._context = (host, int(port)), context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, name="tls-proxy")

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                with suppress(OSError), plain, self._context.wrap_socket(plain, server_side=True) as client:
                    self._lead(client)

    def _lead(self, client: ssl.SSLSocket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += client.recv(1)
        self.heads.append(head)
        with socket.create_connection(self._place) as storage:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            client.setblocking(False)
            with DefaultSelector() as selector:
                selector.register(client, EVENT_READ, (client, storage))
                selector.register(storage, EVENT_READ, (storage, client))
                while True:
                    for key, _ in selector.select():
                        source, sink = key.data
                        if not self._pass_on(source, sink, client):
                            return

    def _pass_on(self, source: socket.socket, sink: socket.socket, client: ssl.SSLSocket) -> bool:
        while True:
            try:
                piece = source.recv(PIECE)
            except ssl.SSLWantReadError:
                return True
            if not piece:
                return False
            client.setblocking(True)
            sink.sendall(piece)
            client.setblocking(False)
            if source is not client:
                return True

    def close(self) -> None:
        """End it."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def tls_proxy(place: str, context: ssl.SSLContext) -> Iterator[TlsProxy]:
    made = TlsProxy(place, context)
    made.thread.start()
    try:
        yield made
    finally:
        made.close()
        made.thread.join()


def test_another_computer_is_reached_by_https_only_and_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with NotingProxy("407 Proxy Authentication Required") as proxy:
        by_hand = Proxy(ProxyMode.MANUAL, "127.0.0.1", proxy.port)
        monkeypatch.setenv("https_proxy", f"http://ann:se%20cret@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "inside.example.org")
        for route in (Route(by_hand), Route(by_hand, Login("ann", "se cret")), Route()):
            with closing(PartPutter(route)) as putter, pytest.raises(Unavailable):
                put(putter, "https://storage.example.org")
        assert [one.splitlines()[0].split()[:2] for one in proxy.asked] == [["CONNECT", "storage.example.org:443"]] * 3
        assert [one.count("Proxy-Authorization: Basic YW5uOnNlIGNyZXQ=") for one in proxy.asked] == [0, 1, 1]
        assert Route().hop_to("inside.example.org") is DIRECT.hop_to("storage.example.org") is None
        monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
        with closing(PartPutter()) as putter, pytest.raises(Unavailable, match="of a kind that VizDesk cannot use"):
            put(putter, "https://storage.example.org")
    with closing(PartPutter()) as putter, pytest.raises(UploadRefused, match="readably"):
        put(putter, "http://storage.example.org")
