"""Holding a lease on a gateway in a thread of its own, and noticing when it is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

from vizdesk.domain.errors import VizDeskError
from vizdesk.net.client import GatewayClient
from vizdesk.net.transport import CONNECT_SECONDS

JOIN_SECONDS = 2.0


class Lease:
    """An open lease, from construction to `close`; the gateway lives on while it is open.

    Args:
        client: a client for this lease alone, closed with it: that is what ends the wait for the next beat.
        on_lost: called once, on the lease's thread, when the gateway ends or cannot be reached any more.

    Raises:
        VizDeskError: the lease could not be had.
    """

    def __init__(self, client: GatewayClient, on_lost: Callable[[], None] | None = None) -> None:
        self._client = client
        self._on_lost = on_lost
        self._closing = False
        self._opened: threading.Event = threading.Event()
        self._refusal: VizDeskError | None = None
        self._thread = threading.Thread(target=self._hold, name="gateway-lease", daemon=True)
        self._thread.start()
        if not self._opened.wait(2 * CONNECT_SECONDS) or self._refusal is not None:
            self.close()
            raise self._refusal or VizDeskError("The search service did not answer in time.", "Try again.")

    def close(self) -> None:
        """Give the lease back and end its thread. May be called twice."""
        self._closing = True
        self._client.close()
        self._thread.join(JOIN_SECONDS)

    def _hold(self) -> None:
        try:
            with self._client.lease() as beats:
                for _ in beats:
                    self._opened.set()
        except VizDeskError as error:
            self._refusal = error
        lost = self._opened.is_set() and not self._closing
        self._opened.set()
        if lost and self._on_lost is not None:
            self._on_lost()
