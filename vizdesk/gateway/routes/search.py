"""`POST /search`, `POST /facets`, `POST /records/state` and `POST /search/cancel`."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.facets import FacetsRequest, facets_request_from_wire
from vizdesk.domain.records_state import held_records_from_wire
from vizdesk.domain.search import SearchRequest, request_from_wire
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import parse_json, read_json, read_text
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.searching import Searching
from vizdesk.gateway.workers import Workers

PARSERS = 2
"""Threads that decode requests: long ones would hold the event loop, and must not wait behind searches."""

COUNTERS = 2
"""Threads that count facets: hits never wait for them."""

RunKey = tuple[str, str]
"""User and request id."""


class SearchRoutes:
    """The search calls.

    Args:
        searching: answers requests.
        workers: threads for it.
    """

    def __init__(self, searching: Searching, workers: Workers) -> None:
        self._searching = searching
        self._workers = workers
        self._parsers = Workers(PARSERS)
        self._counters = Workers(COUNTERS)
        self._running: defaultdict[RunKey, set[Budget]] = defaultdict(set)

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/search", self._search, methods=["POST"]),
            Route("/facets", self._facets, methods=["POST"]),
            Route("/records/state", self._records_state, methods=["POST"]),
            Route("/search/cancel", self._cancel, methods=["POST"]),
        ]

    def interrupt_all(self) -> None:
        """Take back every running search: the gateway stops."""
        for budgets in self._running.values():
            for budget in budgets:
                budget.interrupt()

    async def _search(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        text = await read_text(request)
        asked = await self._parsers.run(lambda: request_from_wire(parse_json(text)))
        with self._running_for(request, principal, asked.request_id) as budget:
            return await self._workers.run(self._answer, principal, asked, budget)

    async def _facets(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        text = await read_text(request)
        asked = await self._parsers.run(lambda: facets_request_from_wire(parse_json(text)))
        with self._running_for(request, principal, asked.search.request_id) as budget:
            return await self._counters.run(self._counted, principal, asked, budget)

    async def _records_state(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        held = held_records_from_wire(await read_json(request))
        changes = await self._counters.run(self._searching.changes, principal, held, Budget())
        return JSONResponse({"gone": changes.gone, "changed": changes.changed})

    def _answer(self, principal: Principal, asked: SearchRequest, budget: Budget) -> Response:
        return JSONResponse(self._searching.answer(principal, asked, budget).to_wire())  # written as JSON here, too

    def _counted(self, principal: Principal, asked: FacetsRequest, budget: Budget) -> Response:
        return JSONResponse(self._searching.facets(principal, asked, budget).to_wire())

    async def _cancel(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        body = await read_json(request)
        if not isinstance(body, dict) or set(body) != {"requestId"} or not isinstance(body["requestId"], str):
            raise BadRequest("The body must be an object with “requestId” and nothing else.")
        budgets = self._running.get((principal.user, body["requestId"]), set())
        for budget in budgets:
            budget.interrupt()
        return JSONResponse({"cancelled": bool(budgets)})

    @contextlib.contextmanager
    def _running_for(self, request: Request, principal: Principal, request_id: str) -> Iterator[Budget]:
        """A budget that is interrupted when its request is cancelled, or its client hangs up."""
        key, budget = (principal.user, request_id), Budget()
        self._running[key].add(budget)
        leaving = asyncio.create_task(_interrupt_on_leave(request, budget))
        try:
            yield budget
        finally:
            leaving.cancel()
            self._running[key].discard(budget)
            if not self._running[key]:
                del self._running[key]


async def _interrupt_on_leave(request: Request, budget: Budget) -> None:
    """Interrupt the engine's query when the client hangs up: nobody reads its answer."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    budget.interrupt()
