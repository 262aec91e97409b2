"""`POST /options`: the options of a filter as one types."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vizdesk.domain.options import OptionsRequest, options_request_from_wire
from vizdesk.gateway.answers import JsonAnswer
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import parse_json, read_text
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.operations import Operations
from vizdesk.gateway.options import Options
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.routes.search import budget_for
from vizdesk.gateway.running import Running
from vizdesk.gateway.workers import Workers


class OptionRoutes:
    """The call for options.

    Args:
        options: answers requests.
        operations: the operator's switches.
        workers: threads for it, of its own: who types must not wait behind searches.
        running: the requests that run, to be taken back by `POST /search/cancel`.
    """

    def __init__(self, options: Options, operations: Operations, workers: Workers, running: Running) -> None:
        self._running = running
        self._options = options
        self._operations = operations
        self._workers = workers

    def routes(self) -> list[Route]:
        """The route."""
        return [Route("/options", self._find, methods=["POST"])]

    async def _find(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER)
        text = await read_text(request)
        asked = await self._workers.run(lambda: options_request_from_wire(parse_json(text)))
        switches = self._operations.switches
        budget = budget_for(asked.search, switches)
        with self._running.register(request, principal.user, asked.search.request_id, budget):
            return await self._workers.run(self._found, principal, asked, budget, switches.facets)

    def _found(self, principal: Principal, asked: OptionsRequest, budget: Budget, counts: bool) -> Response:
        return JsonAnswer(self._options.answer(principal, asked, budget, counts=counts).to_wire())
