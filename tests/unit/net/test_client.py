"""The client against a real gateway, and against one that misbehaves."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.helpers.fault_proxy import Fault, FaultProxy, Seen
from tests.helpers.gateway import RunningGateway
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import (
    BadRequest,
    Busy,
    Conflict,
    CursorExpired,
    DeadlineExceeded,
    LayoutRefused,
    NotAnswering,
    NotFound,
    NotSignedIn,
    Unavailable,
    UnexpectedAnswer,
    VizDeskError,
)
from vizdesk.domain.layout import Operator, SortKey
from vizdesk.domain.search import SearchRequest
from vizdesk.net import client as client_module
from vizdesk.net.breaker import FAILURES
from vizdesk.net.client import GatewayClient
from vizdesk.net.lease import Lease

REQUEST = SearchRequest("people", "", {}, (SortKey("surname"),), layout="harbor", request_id="one", size=200)


@pytest.fixture
def client(gateway: RunningGateway) -> Iterator[GatewayClient]:
    with GatewayClient(gateway.url, gateway.token) as made:
        yield made


def test_who_we_are_and_what_it_is(client: GatewayClient) -> None:
    me = client.me()
    assert client.version()
    assert set(me.agencies) == {"harbor"}
    assert {"searcher", "admin"} <= me.roles
    assert not me.memory_only


def test_search_pages_through_everything_once(client: GatewayClient) -> None:
    request, seen = REQUEST, []
    while True:
        answer = client.search(request)
        seen += [hit.id for hit in answer.hits]
        if answer.next is None:
            break
        request = REQUEST.following(answer.next, f"page {len(seen)}")
    assert answer.total.value == len(seen) == len(set(seen)) == 500


def test_a_search_whose_answer_got_lost_is_sent_again_whole(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizdesk.net.retries.JITTER_SECONDS", 0)
    faults = [Fault.LOST_ANSWER, Fault.TRUNCATED]

    def choose(_seen: Seen) -> Fault:
        return faults.pop(0) if faults else Fault.NONE

    with (
        FaultProxy(urlsplit(gateway.url).port or 0, choose) as proxy,
        GatewayClient(proxy.url, gateway.token) as client,
    ):
        assert client.search(REQUEST).total.value == 500
        sizes = [one.forwarded for one in proxy.seen if one.path == "/search"]
        assert len(sizes) == 3
        assert len(set(sizes)) == 1, "the same body, and all of it"


def test_a_gateway_that_keeps_failing_is_not_waited_for(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizdesk.net.retries.JITTER_SECONDS", 0)
    monkeypatch.setattr("vizdesk.net.breaker.FIRST_SECONDS", 0.5)
    broken = threading.Event()
    broken.set()

    def choose(_seen: Seen) -> Fault:
        return Fault.LOST_ANSWER if broken.is_set() else Fault.NONE

    with (
        FaultProxy(urlsplit(gateway.url).port or 0, choose) as proxy,
        GatewayClient(proxy.url, gateway.token) as client,
    ):
        for _ in range(FAILURES):
            with pytest.raises(Unavailable):
                client.search(REQUEST)
        sent = len(proxy.seen)
        with pytest.raises(NotAnswering):
            client.search(REQUEST)
        assert len(proxy.seen) == sent, "it was not sent at all"
        broken.clear()
        deadline = time.monotonic() + 10
        while True:
            try:
                assert client.search(REQUEST).total.value == 500
                break
            except NotAnswering:
                assert time.monotonic() < deadline
                time.sleep(0.01)


def test_a_cursor_of_another_search_is_refused(client: GatewayClient) -> None:
    following = client.search(REQUEST).next
    assert following
    with pytest.raises(CursorExpired):
        client.search(SearchRequest("people", "Zhou", {}, layout="harbor", request_id="two", after=following))


def test_refusals_arrive_as_their_errors(client: GatewayClient, gateway: RunningGateway) -> None:
    wrong = {"harbor:people.nothing": Criterion(Operator.EQUALS, ("x",))}
    with pytest.raises(BadRequest, match="no filter"):
        client.search(SearchRequest("people", "", wrong, layout="harbor"))
    with pytest.raises(NotFound):
        client.layout("nowhere")
    with pytest.raises(NotSignedIn), GatewayClient(gateway.url, "wrong") as stranger:
        stranger.me()


def test_layouts_are_fetched_by_tag_and_published_on_the_version_that_was_edited(client: GatewayClient) -> None:
    fetched = client.layout("harbor")
    assert client.layout_if_changed("harbor", fetched.etag) is None
    version = client.publish_layout(fetched.document)
    assert version == fetched.document["version"] + 1
    changed = client.layout_if_changed("harbor", fetched.etag)
    assert changed is not None
    assert changed.document["version"] == version
    with pytest.raises(Conflict):
        client.publish_layout(fetched.document)
    with pytest.raises(LayoutRefused) as refused:
        client.publish_layout({**changed.document, "pages": "none"})
    assert refused.value.faults[0].pointer


def test_cancelling_what_does_not_run(client: GatewayClient) -> None:
    assert client.cancel_search("nothing of that name") is False


def test_nothing_is_logged_about_a_search(client: GatewayClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="vizdesk"):
        client.search(SearchRequest("people", "Quimby", {}, layout="harbor", request_id="three"))
    assert caplog.records == []


def test_a_lease_is_lost_when_the_gateway_goes_and_not_when_we_close_it(gateway: RunningGateway) -> None:
    lost = threading.Event()
    lease = Lease(GatewayClient(gateway.url, gateway.token), lost.set)
    lease.close()
    assert not lost.is_set()
    with pytest.raises(NotSignedIn):
        Lease(GatewayClient(gateway.url, "wrong"))


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://localhost", True),
        ("https://gateway.example.org", True),
        ("http://gateway.example.org", False),
        ("http://user:secret@localhost", False),
        ("http://localhost/?token=secret", False),
        ("ftp://localhost", False),
        ("localhost:80", False),
        ("http://localhost:99999", False),
        ("", False),
    ],
)
def test_where_a_token_may_go(url: str, allowed: bool) -> None:
    if allowed:
        GatewayClient(url, "t").close()
        return
    with pytest.raises(BadRequest) as refused:
        GatewayClient(url, "t")
    assert "secret" not in refused.value.told()


# A gateway that misbehaves: a socket that answers as told.

Answer = Callable[[socket.socket], None]


class Misbehaving:
    """Takes one connection after the other and does the same to each."""

    def __init__(self, answer: Answer) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._answer = answer
        self.asked = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="misbehaving", daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                self.asked.set()
                self._answer(connection)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)


def body(content: bytes, status: str = "200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (status.encode(), len(content)) + content


def error_of(answer: Answer, act: Callable[[GatewayClient], object]) -> VizDeskError:
    with closing(Misbehaving(answer)) as server, GatewayClient(server.url, "t") as client:
        with pytest.raises(VizDeskError) as told:
            act(client)
        return told.value


def search(client: GatewayClient) -> object:
    return client.search(REQUEST)


def until_closed(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def test_an_answer_to_another_search_is_not_shown(gateway: RunningGateway) -> None:
    with GatewayClient(gateway.url, gateway.token) as client:
        good = client.search(REQUEST).to_wire()
    other = json.dumps({**good, "echo": "0" * 64}).encode()
    assert isinstance(error_of(lambda c: c.sendall(body(other)), search), UnexpectedAnswer)
    truncated = body(json.dumps(good).encode())[:-20]
    assert isinstance(error_of(lambda c: c.sendall(truncated), search), Unavailable)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"hits": []}', b"\xff", b"null"])
def test_what_cannot_be_read_is_not_shown(content: bytes) -> None:
    assert isinstance(error_of(lambda c: c.sendall(body(content)), search), UnexpectedAnswer)
    assert isinstance(error_of(lambda c: c.sendall(body(content)), GatewayClient.me), UnexpectedAnswer)


def test_a_list_where_an_object_should_be_is_not_shown() -> None:
    me = {"user": "u", "roles": [], "memoryOnly": False, "agencies": [{"id": "harbor", "version": 1, "records": []}]}
    content = json.dumps(me).encode()
    assert isinstance(error_of(lambda c: c.sendall(body(content)), GatewayClient.me), UnexpectedAnswer)


def test_another_contract_is_refused() -> None:
    content = b'{"program": "9.0", "contract": 2}'
    error = error_of(lambda c: c.sendall(body(content)), GatewayClient.version)
    assert error.sentence == "This VizDesk and the gateway do not fit together."


def test_silence_and_trickling_end_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "SEARCH_SECONDS", 0.3)
    assert isinstance(error_of(until_closed, search), DeadlineExceeded)

    def trickle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        pause = threading.Event()
        try:
            while not pause.wait(0.05):
                connection.sendall(b" ")
        except OSError:
            return

    assert isinstance(error_of(trickle, search), DeadlineExceeded)


def test_nobody_there() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    with GatewayClient(f"http://127.0.0.1:{port}", "t") as client, pytest.raises(Unavailable):
        client.me()


def test_closing_the_client_ends_a_search_under_way_at_once() -> None:
    with closing(Misbehaving(until_closed)) as server, ThreadPoolExecutor(1) as pool:
        client = GatewayClient(server.url, "t")
        waiting = pool.submit(search, client)
        assert server.asked.wait(5)
        client.close()
        assert isinstance(waiting.exception(2), Unavailable)


def test_a_busy_gateway_gets_the_same_request_again_and_then_the_user_is_told() -> None:
    problem = {
        "type": "urn:vizdesk:problem:busy",
        "title": "Many searches are running for your agency.",
        "detail": "Try again in a few seconds.",
    }
    content = json.dumps(problem).encode()
    refusal = body(content, "429 Too Many Requests\r\nRetry-After: 0")
    answered: list[bytes] = []

    def refuse(connection: socket.socket) -> None:
        answered.append(refusal)
        connection.sendall(refusal)

    error = error_of(refuse, search)
    assert isinstance(error, Busy)
    assert error.told() == "Many searches are running for your agency. Try again in a few seconds."
    assert len(answered) == 3
