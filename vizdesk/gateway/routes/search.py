"""`POST /search`, `GET /search/{id}`, `POST /search/cancel`, `POST /facets` and `POST /records/state`."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from anyio import CancelScope
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vizdesk.domain.errors import BadRequest, FacetsOff, NotFound
from vizdesk.domain.facets import FacetsRequest, facets_request_from_wire
from vizdesk.domain.records_state import held_records_from_wire
from vizdesk.domain.search import SearchRequest, request_from_wire
from vizdesk.gateway.admission import Admission
from vizdesk.gateway.answers import JsonAnswer
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import parse_json, read_json, read_text
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.metrics import Metrics
from vizdesk.gateway.operations import Operations
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.running import Running
from vizdesk.gateway.searching import Searching
from vizdesk.gateway.switches import Switches
from vizdesk.gateway.workers import Workers

T = TypeVar("T")

PARSERS = 2
"""Threads that decode long requests: these would hold the event loop, and must not wait behind searches."""

SHORT_CHARACTERS = 4096
"""Nearly every request: read in a tenth of a millisecond."""

COUNTERS = 2
"""Threads that count facets: hits never wait for them."""


SEARCH, FACETS = "search", "facets"
"""What is measured of each is kept apart."""


class _Clock:
    """The seconds of one answer by phase, as they end one after another."""

    def __init__(self) -> None:
        self.phases: list[tuple[str, float]] = []
        self._last = time.perf_counter()

    def ends(self, phase: str) -> None:
        """A phase is over, and the next one begins."""
        now = time.perf_counter()
        self.phases.append((phase, now - self._last))
        self._last = now


@dataclass(frozen=True, slots=True, eq=False)
class _Answering:
    """A request that waits for a thread, or is being answered in one."""

    budget: Budget
    waiting: CancelScope

    def take_back(self) -> None:
        """End it, whichever it does."""
        self.budget.interrupt()
        self.waiting.cancel()


class SearchRoutes:
    """The search calls.

    Args:
        searching: answers requests.
        operations: what the operator has switched.
        workers: threads for searching.
        running: takes requests back.
        metrics: what is counted of them.
    """

    def __init__(
        self, searching: Searching, operations: Operations, workers: Workers, running: Running, metrics: Metrics
    ) -> None:
        self._metrics = metrics
        self._searching = searching
        self._operations = operations
        self._searches = Admission("Many searches are running for your agency.", partial(metrics.refused, SEARCH))
        self._counts = Admission("Many counts are running for your agency.", partial(metrics.refused, FACETS))
        self._workers = workers
        self._parsers = Workers(PARSERS)
        self._counters = Workers(COUNTERS)
        self._running = running

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/search", self._search, methods=["POST"]),
            Route("/facets", self._facets, methods=["POST"]),
            Route("/records/state", self._records_state, methods=["POST"]),
            Route("/search/cancel", self._cancel, methods=["POST"]),
            Route("/search/{id:path}", self._state, methods=["GET"]),
        ]

    async def _search(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        asked = await self._parsed(request, request_from_wire)
        switches = self._operations.switches
        agency = self._searching.agency(principal, asked)
        with (
            self._searches.admitted(agency, switches.searches_per_agency),
            self._metrics.running(SEARCH),
            self._running_for(request, principal, asked) as budget,
        ):
            clock = _Clock()
            return await self._workers.run(self._answer, principal, asked, budget, switches.max_page_size, clock)

    async def _facets(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        switches = self._operations.switches
        if not switches.facets:
            raise FacetsOff("Counts are switched off for now.", "Searching works; try the counts again later.")
        asked = await self._parsed(request, facets_request_from_wire)
        agency = self._searching.agency(principal, asked.search)
        with (
            self._counts.admitted(agency, switches.facets_per_agency),
            self._metrics.running(FACETS),
            self._running_for(request, principal, asked.search) as budget,
        ):
            return await self._counters.run(self._counted, principal, asked, budget, _Clock())

    async def _parsed(self, request: Request, from_wire: Callable[[Any], T]) -> T:
        """A request's body: a short one is read here, as the way to a thread and back takes longer."""
        text = await read_text(request)
        if len(text) <= SHORT_CHARACTERS:
            return from_wire(parse_json(text))
        return await self._parsers.run(lambda: from_wire(parse_json(text)))

    async def _records_state(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        held = held_records_from_wire(await read_json(request))
        changes = await self._counters.run(self._searching.changes, principal, held, Budget())
        return JSONResponse({"gone": changes.gone, "changed": changes.changed})

    def _answer(
        self, principal: Principal, asked: SearchRequest, budget: Budget, largest_page: int, clock: _Clock
    ) -> Response:
        clock.ends("queue")
        answer = self._searching.answer(principal, asked, budget, largest_page)
        clock.ends("engine")
        response = JsonAnswer(answer.to_wire())  # written as JSON here, too
        clock.ends("encode")
        self._metrics.answered(SEARCH, asked.type, clock.phases, partial=not answer.complete)
        return response

    def _counted(self, principal: Principal, asked: FacetsRequest, budget: Budget, clock: _Clock) -> Response:
        clock.ends("queue")
        answer = self._searching.facets(principal, asked, budget)
        clock.ends("engine")
        response = JsonAnswer(answer.to_wire())
        clock.ends("encode")
        self._metrics.answered(FACETS, asked.search.type, clock.phases, partial=answer.examined is not None)
        return response

    async def _cancel(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        body = await read_json(request)
        if not isinstance(body, dict) or set(body) != {"requestId"} or not isinstance(body["requestId"], str):
            raise BadRequest("The body must be an object with “requestId” and nothing else.")
        return JSONResponse({"cancelled": self._running.take_back(principal.user, body["requestId"])})

    async def _state(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        sources = self._running.sources(principal.user, request.path_params["id"])
        if sources is None:
            raise NotFound("No such search is running.", "Search again if its answer did not come.")
        return JSONResponse(sources.to_wire())

    @contextlib.contextmanager
    def _running_for(self, request: Request, principal: Principal, asked: SearchRequest) -> Iterator[Budget]:
        """A budget for a request, which is taken back when it is cancelled, or its client hangs up.

        Raises:
            Cancelled: it was taken back before it had a thread.
        """
        answering = _Answering(budget_for(asked, self._operations.switches), CancelScope())
        with self._running.register(request, principal.user, asked.request_id, answering.budget, answering.take_back):
            with answering.waiting:
                yield answering.budget
            if answering.waiting.cancelled_caught:
                answering.budget.check()


def budget_for(asked: SearchRequest, switches: Switches) -> Budget:
    """What a request may take: the shorter of its own time and the operator's."""
    times = [one for one in (asked.budget_ms, switches.search_milliseconds) if one]
    return Budget(soft_seconds=min(times) / 1000 if times else None, records=switches.search_records or None)
