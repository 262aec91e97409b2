"""A back end in trouble: it looks at some records only, sources are silent, it refuses, fails, or is left alone."""

from __future__ import annotations

import hashlib
import json
import os
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.helpers.fault_proxy import PIECE, FaultProxy, _closing, _read_head, _seen
from tests.helpers.gateway import running_gateway
from tests.screenshots.stage import Stage
from tests.screenshots.studio import SECONDS, Studio, settle, wait_for
from vizdesk.db.connection import Connection
from vizdesk.models.connection import TOKEN_VARIABLE
from vizdesk.models.search import Phase
from vizdesk.net.client import GatewayClient
from vizdesk.widgets.rail import IMPORT, TRANSFERS

OFFICER_TOKEN = "a token of an officer who may search only"
Answer = tuple[int, dict[str, Any]]


class TroubledProxy(FaultProxy):
    """Lets everything through as it comes, but answers searches as it is told."""

    change: Callable[[dict[str, Any]], Answer]

    def __init__(self, target: int) -> None:
        super().__init__(target)
        self.change = _unchanged

    def _one_request(self, client: socket.socket) -> None:
        head, body = _read_head(client)
        while len(body) < _seen(head).size if head else False:
            body += client.recv(PIECE)
        with socket.create_connection(("127.0.0.1", self._target)) as target:
            target.sendall(_closing(head) + body)
            if head.startswith(b"GET /search/"):
                _answer(client, 200, {"sources": {"answered": 2, "total": 3}})
                return
            if not head.startswith(b"POST /search "):
                _pass_on(target, client)
                return
            answer = b"".join(iter(lambda: target.recv(PIECE), b""))
        _answer(client, *self.change(json.loads(answer.partition(b"\r\n\r\n")[2])))


_FORM = b"HTTP/1.1 %d Told\r\nContent-Type: application/%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"


def _answer(client: socket.socket, status: int, body: dict[str, Any]) -> None:
    content = json.dumps(body).encode()
    kind = b"json" if status < 400 else b"problem+json"
    client.sendall(_FORM % (status, kind, len(content)) + content)


def _pass_on(target: socket.socket, client: socket.socket) -> None:
    """Piece by piece, for a lease lasts; until one of them ends."""
    while True:
        ready = select.select([client, target], [], [])[0]
        piece = target.recv(PIECE) if target in ready else b""
        if not piece:
            return
        client.sendall(piece)


def take(stage: Stage) -> None:
    """Take the pictures."""
    data = stage.folder / "troubled"
    principals = stage.folder / "principals.json"
    principals.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(OFFICER_TOKEN.encode()).hexdigest()
    officer = {"tokenSha256": digest, "user": "officer", "agency": "harbor", "roles": ["searcher"]}
    principals.write_text(json.dumps([officer]), encoding="utf-8")
    with (
        running_gateway(data, "--demo", "--principals", str(principals)) as gateway,
        TroubledProxy(int(gateway.url.rpartition(":")[2])) as proxy,
    ):
        with _signed_in(stage, proxy, gateway.token, "admin") as studio:
            _take_answers(studio, proxy)
            _take_operated(studio, gateway.data)
            _take_full_disk(studio)
        with _signed_in(stage, proxy, OFFICER_TOKEN, "officer") as studio:
            _take_waiting(studio, proxy)
            _take_not_allowed(studio)


@contextmanager
def _signed_in(stage: Stage, proxy: TroubledProxy, token: str, name: str) -> Iterator[Studio]:
    os.environ[TOKEN_VARIABLE] = token
    studio = stage.open(f"trouble-{name}", proxy.url)
    try:
        studio.wait_until_online()
        yield studio
    finally:
        studio.close()
        del os.environ[TOKEN_VARIABLE]


def _unchanged(answer: dict[str, Any]) -> Answer:
    return 200, answer


def _partial(answer: dict[str, Any]) -> Answer:
    hits = answer["hits"][:41]
    return 200, answer | {
        "hits": hits,
        "next": None,
        "complete": False,
        "total": {"value": len(hits), "relation": "atLeast"},
        "sources": {"answered": 2, "total": 3, "silent": ["Warrants"]},
    }


def _problem(status: int, code: str, title: str, detail: str) -> Callable[[dict[str, Any]], Answer]:
    problem = {"type": f"urn:vizdesk:problem:{code}", "title": title, "detail": detail, "status": status}
    return lambda _answer: (status, problem)


_BUSY = _problem(429, "busy", "The search service is busy.", "Try again in a moment.")
_REFUSED = _problem(403, "not-allowed", "Your account lacks the role “searcher”.", "Ask an admin of your agency.")
_BROKEN = _problem(500, "error", "The search service has failed.", "Try again; if it fails again, tell your admin.")


def _take_answers(studio: Studio, proxy: TroubledProxy) -> None:
    """Over the results of a search before, and without any."""
    studio.search_page("people")
    for name, change in (
        ("people-partial-sources", _partial),
        ("people-busy", _BUSY),
        ("people-not-allowed", _REFUSED),
        ("people-service-failed", _BROKEN),
    ):
        proxy.change = change
        studio.draft("hair", values=["BRO"])
        studio.search()
        studio.take(name, everywhere=name == "people-partial-sources")
        proxy.change = _unchanged
        studio.clear()
    studio.window.open_page("incidents")
    studio.draft("case_no", text="zzz")
    proxy.change = _partial
    studio.search()
    studio.take("incidents-partial-nothing", everywhere=True)
    proxy.change = lambda _answer: (502, {})
    while studio.page.model.search.status.phase is not Phase.FAILED:  # until it is left alone
        studio.search()
    studio.take("incidents-left-alone", everywhere=True)
    proxy.change = _unchanged
    while studio.page.model.search.status.phase is Phase.FAILED:  # until it is asked again
        studio.search()


def _take_waiting(studio: Studio, proxy: TroubledProxy) -> None:
    """Two of three sources have answered, over the results of a search before."""
    let_go = threading.Event()

    def hold(answer: dict[str, Any]) -> Answer:
        let_go.wait(SECONDS)
        return 200, answer

    studio.search_page("people")
    proxy.change = hold
    studio.draft("hair", values=["BRO"])
    studio.page.apply()
    wait_for(lambda: studio.page.model.search.status.sources is not None)
    studio.take("people-sources-answering", everywhere=True)
    proxy.change = _unchanged
    let_go.set()
    studio.wait_for_end()
    studio.clear()


def _take_operated(studio: Studio, data: Path) -> None:
    """Its operator tells everybody, and lets searches look at some of the records only."""
    lock = json.loads((data / "gateway.lock").read_text(encoding="utf-8"))
    studio.window.open_page("people")
    with GatewayClient(lock["url"], lock["token"]) as operator:
        operator.change_operations({"searchRecords": 900, "notice": "Searches are slow until about 3 PM."})
        studio.session.refresh()
        wait_for(lambda: bool(studio.session.operator_notice.text))
        studio.search()
        studio.take("people-partial", everywhere=True)
        studio.draft("surname", text="zzz", operator="prefix")
        studio.search()
        studio.take("people-partial-nothing", everywhere=True)
        operator.change_operations({"searchRecords": None, "notice": None})
    studio.clear()
    studio.session.refresh()
    wait_for(lambda: not studio.session.operator_notice.text)


def _take_full_disk(studio: Studio) -> None:
    """No room for what is typed: the database may not grow any more, as on a full disk."""
    workspace = studio.session._workspace
    assert workspace is not None
    free, page_size = workspace._database.write(_grow_no_more).result()
    studio.draft("surname", text="q" * (free * page_size + 100_000))
    wait_for(lambda: bool(studio.window._notice.accessibleName()))
    studio.draft("surname", text="quimby")
    studio.take("people-disk-full", everywhere=True)


def _grow_no_more(connection: Connection) -> tuple[int, int]:
    """Let the file stay as long as it is; how many free pages it has, and how many bytes each."""
    connection.execute("PRAGMA max_page_count = 1")
    free, size = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("freelist_count", "page_size"))
    return int(free), int(size)


def _take_not_allowed(studio: Studio) -> None:
    """Somebody who may search and nothing else."""
    studio.search_page("people")
    settle()
    wait_for(lambda: not studio.page.model.search.status.loading_more)
    studio.page.results.tools.printing.save_list()
    studio.take("people-no-export")
    studio.window.open_page(TRANSFERS)
    wait_for(lambda: studio.session.transfers.model.ours)
    studio.take("transfers-not-allowed")
    studio.window.open_page(IMPORT)
    studio.take("import-not-allowed", everywhere=True)
