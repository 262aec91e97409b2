"""The requests that are being answered: taken back by their user, by hanging up, or when the gateway stops."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator

from starlette.requests import Request

RunKey = tuple[str, str]
"""User and request id."""

TakeBack = Callable[[], None]


class Running:
    """Knows how each running request is taken back."""

    def __init__(self) -> None:
        self._requests: defaultdict[RunKey, set[TakeBack]] = defaultdict(set)

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

    @contextlib.contextmanager
    def register(self, request: Request, user: str, request_id: str, take_back: TakeBack) -> Iterator[None]:
        """While the block lasts, take a request back when it is cancelled or its client hangs up."""
        key = (user, request_id)
        self._requests[key].add(take_back)
        leaving = asyncio.create_task(call_on_leave(request, take_back))
        try:
            yield
        finally:
            leaving.cancel()
            self._requests[key].discard(take_back)
            if not self._requests[key]:
                del self._requests[key]


async def call_on_leave(request: Request, act: TakeBack) -> None:
    """End a request's work when its client hangs up: nobody reads its answer."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    act()
