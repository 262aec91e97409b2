"""Blocking work runs in a few threads, so that the event loop never waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

T = TypeVar("T")


class Workers:
    """Threads for one kind of work.

    Args:
        count: how many may run at once; more wait in line.
    """

    def __init__(self, count: int) -> None:
        self._limiter = CapacityLimiter(count)

    async def run(self, act: Callable[..., T], *arguments: object, **named: object) -> T:
        """What `act` returns, computed in a thread."""
        return await to_thread.run_sync(partial(act, *arguments, **named), limiter=self._limiter)
