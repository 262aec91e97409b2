"""The requests that are being answered: taken back by their user, by hanging up, or when the gateway stops."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator

from starlette.requests import Request

from vizdesk.domain.search import Sources
from vizdesk.gateway.engine.protocol import Budget

RunKey = tuple[str, str]
"""User and request id."""

TakeBack = Callable[[], None]


class Running:
    """Knows how each running request is taken back, and how it stands."""

    def __init__(self) -> None:
        self._requests: defaultdict[RunKey, dict[TakeBack, Budget]] = defaultdict(dict)

    def take_back_all(self) -> None:
        """Take back every running request: the gateway stops."""
        for requests in list(self._requests.values()):
            for take_back in list(requests):
                take_back()

    def take_back(self, user: str, request_id: str) -> bool:
        """Take back a user's request; False if none of that id runs."""
        requests = list(self._requests.get((user, request_id), ()))
        for take_back in requests:
            take_back()
        return bool(requests)

    def sources(self, user: str, request_id: str) -> Sources | None:
        """How many sources of a user's request have answered; None if none of that id runs."""
        requests = self._requests.get((user, request_id))
        return None if requests is None else list(requests.values())[-1].sources  # of the last that came

    @contextlib.contextmanager
    def register(
        self, request: Request, user: str, request_id: str, budget: Budget, take_back: TakeBack | None = None
    ) -> Iterator[None]:
        """While the block lasts, take a request back when it is cancelled or its client hangs up.

        Args:
            request: what is watched for its client hanging up.
            user: whose it is.
            request_id: the user's name for it.
            budget: what it is answered within.
            take_back: takes it back; interrupts the budget unless given.
        """
        key, take_back = (user, request_id), take_back or budget.interrupt
        self._requests[key][take_back] = budget
        leaving = asyncio.create_task(call_on_leave(request, take_back))
        try:
            yield
        finally:
            leaving.cancel()
            del self._requests[key][take_back]
            if not self._requests[key]:
                del self._requests[key]


async def call_on_leave(request: Request, act: TakeBack) -> None:
    """End a request's work when its client hangs up: nobody reads its answer."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    act()
