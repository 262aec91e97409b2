"""The one place where threads get the gateway's client from, while it starts, runs, or is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from vizdesk.domain.errors import Unavailable

if TYPE_CHECKING:
    from vizdesk.domain.layout import Json
    from vizdesk.net.client import GatewayClient
    from vizdesk.net.transport import Answer

CALL_SECONDS = 10.0
START_SECONDS = 5.0
OFFLINE_SENTENCE = "The search service cannot be reached."


class GatewayLink:
    """Holds the client once there is one; requests made before then wait for it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._client: GatewayClient | None = None
        self._connecting = True
        self._follower: Callable[[GatewayClient | None, bool], None] | None = None

    def client(self, timeout: float) -> GatewayClient:
        """The client, waiting for it while the gateway starts; never to be called on the GUI thread.

        Args:
            timeout: seconds to wait at most.

        Raises:
            Unavailable: there is none, or not in time.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._client is not None or not self._connecting, timeout)
            if self._client is None:
                raise Unavailable(OFFLINE_SENTENCE, "Check the connection, then try again.")
            return self._client

    def call(self, method: str, path: str, body: Json | None = None, *, seconds: float = CALL_SECONDS) -> Answer:
        """One call, as `GatewayClient.call` has it; waits for a gateway that is starting.

        Raises:
            Unavailable: there is none.
        """
        return self.client(START_SECONDS).call(method, path, body, seconds=seconds)

    def connecting(self) -> None:
        """A connection is being made: from now on, requests wait for it."""
        self._change(None, connecting=True)

    def connected(self, client: GatewayClient) -> None:
        """Here is the client."""
        self._change(client, connecting=False)

    def lost(self) -> None:
        """There is no connection: requests fail at once."""
        self._change(None, connecting=False)

    def follow(self, follower: Callable[[GatewayClient | None, bool], None]) -> None:
        """Tell somebody how it stands, now and whenever that changes; in place of who was told before.

        Args:
            follower: takes the client, None without one, and whether one is being made; must not wait.
        """
        with self._changed:
            self._follower = follower
            follower(self._client, self._connecting)

    def _change(self, client: GatewayClient | None, *, connecting: bool) -> None:
        with self._changed:
            self._client, self._connecting = client, connecting
            if self._follower is not None:
                self._follower(client, connecting)
            self._changed.notify_all()
