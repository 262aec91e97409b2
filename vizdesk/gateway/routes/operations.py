"""`GET` and `PATCH /operations`: the operator's switches while the gateway runs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import read_json
from vizdesk.gateway.operations import Operations
from vizdesk.gateway.principals import Role
from vizdesk.gateway.workers import Workers


class OperationsRoutes:
    """The operator's calls.

    Args:
        operations: the switches.
        workers: threads for writing.
    """

    def __init__(self, operations: Operations, workers: Workers) -> None:
        self._operations = operations
        self._workers = workers

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/operations", self._get, methods=["GET"]),
            Route("/operations", self._patch, methods=["PATCH"]),
        ]

    async def _get(self, request: Request) -> Response:
        principal_of(request, Role.OPERATOR)
        return JSONResponse(self._operations.to_wire())

    async def _patch(self, request: Request) -> Response:
        principal = principal_of(request, Role.OPERATOR)
        changes = await read_json(request)
        await self._workers.run(self._operations.change, changes, principal.user)
        return JSONResponse(self._operations.to_wire())
