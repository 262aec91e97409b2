"""The child process of the window's transfers: a desk, asked through standard input, telling on standard output.

Both ends are of one program, so they speak Python objects. When standard input ends, so does the child.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from vizdesk.domain.faults import log_uncaught
from vizdesk.domain.layout import Json
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import Proxy, Route, kept_login, route_from_json
from vizdesk.transfers.desk import Told, TransferDesk
from vizdesk.transfers.schedule import Limits

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

_log = logging.getLogger(__name__)

NICENESS = 5
"""Transfers take what the window leaves of the processor."""


class Begin(NamedTuple):
    """The first word: what the desk is made of."""

    folder: Path
    gateway: str
    proxy: Proxy
    limits: Limits


class Way(NamedTuple):
    """The gateway's address and token; without an address there is none, or not yet.

    Args:
        url: its address.
        token: the bearer token.
        route: as `Route.to_json`.
        connecting: whether one is on its way.
    """

    url: str = ""
    token: str = ""
    route: Json | None = None
    connecting: bool = False


class Asked(NamedTuple):
    """A method of the desk, and what it is called with."""

    what: str
    values: tuple[Any, ...]
    named: Mapping[str, Any]


def main() -> None:
    """Do what standard input says, until it ends."""
    log_uncaught(_log, ends=True)  # without one of its threads it would wait for ever; the next one goes on
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the window, too, which then ends standard input
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    begin = _next(incoming)
    if begin is None:  # nobody wants it any more
        return
    gateway = _Gateway()

    def tell(told: Told) -> None:
        try:
            pickle.dump(told, outgoing)
            outgoing.flush()
        except OSError:  # the window is gone; standard input says so, too
            pass

    desk = TransferDesk(
        begin.folder,
        begin.gateway,
        gateway.link,
        tell,
        lambda: Route(begin.proxy, kept_login(begin.proxy)),
        begin.limits,
    )
    while (word := _next(incoming)) is not None:
        if isinstance(word, Way):
            gateway.take(word)
        else:
            getattr(desk, word.what)(*word.values, **word.named)
    desk.close()


def _next(incoming: BinaryIO) -> Any:
    try:
        return pickle.load(incoming)  # noqa: S301  # the window of the same program wrote it
    except (EOFError, pickle.UnpicklingError):  # it may have ended in the middle of a word
        return None


class _Gateway:
    """The child's own way to the gateway."""

    def __init__(self) -> None:
        self.link = GatewayLink()
        self._client: GatewayClient | None = None

    def take(self, way: Way) -> None:
        """Take another way; calls that are under way on the old one fail, and are made again."""
        from vizdesk.net.client import GatewayClient

        old, self._client = self._client, None
        if way.url and way.route is not None:
            self._client = GatewayClient(way.url, way.token, route_from_json(way.route))
            self.link.connected(self._client)
        elif way.connecting:
            self.link.connecting()
        else:
            self.link.lost()
        if old is not None:
            old.close()
