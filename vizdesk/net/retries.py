"""Sending a search again that a busy gateway had no room for, or whose answer was lost or spoiled on its way."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from vizdesk.domain.errors import Busy, Cancelled, Unavailable, UnexpectedAnswer, VizDeskError

T = TypeVar("T")

MOST = 2
"""So often a search is sent again; then its user decides."""

JITTER_SECONDS = 0.5
"""Those who were refused together do not come again together."""

LOST_SECONDS = 0.2
"""Before a search is sent again that got no answer, or a spoiled one; twice as long before the second time."""


class Retries:
    """The searches that are under way, so that those which wait to be sent again can be taken back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[str, threading.Event] = {}

    def send(self, request_id: str, seconds: float, call: Callable[[float], T]) -> T:
        """What a call returns, made again with the same request where the gateway is busy or the way to it fails.

        What ran out of time is not sent again: it would only run twice.

        Args:
            request_id: names the request.
            seconds: how long all of it may take.
            call: makes the call with its whole body, within the seconds that are left.

        Raises:
            Cancelled: it was taken back while it waited.
            VizDeskError: the call's own, when it was made often enough or there is no time to wait.
        """
        ends = time.monotonic() + seconds
        with self._lock:
            taken_back = self._under_way[request_id] = threading.Event()
        try:
            for attempt in range(MOST):
                try:
                    return call(ends - time.monotonic())
                except (Busy, Unavailable, UnexpectedAnswer) as error:
                    wait = _wait(error, attempt)
                    if taken_back.is_set() or time.monotonic() + wait >= ends:
                        raise
                if taken_back.wait(wait):
                    raise Cancelled("The search was cancelled.", "Nothing was changed.")
            return call(ends - time.monotonic())
        finally:
            with self._lock, suppress(KeyError):
                del self._under_way[request_id]

    def take_back(self, request_id: str) -> None:
        """Do not send a search again."""
        with self._lock:
            taken_back = self._under_way.get(request_id)
        if taken_back is not None:
            taken_back.set()

    def close(self) -> None:
        """Do not send again what is under way."""
        with self._lock:
            for one in self._under_way.values():
                one.set()


def _wait(error: VizDeskError, attempt: int) -> float:
    """Seconds until a request is sent again."""
    least = error.retry_after if isinstance(error, Busy) else LOST_SECONDS * 2**attempt
    return least + random.uniform(0, JITTER_SECONDS)  # noqa: S311  # spreads, keeps no secret
