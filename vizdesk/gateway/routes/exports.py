"""`POST /export`: all records of a search as a stream of lines, read only as fast as the client takes them."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from contextlib import ExitStack

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from vizdesk.domain.exports import export_request_from_wire
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import parse_json, read_text
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.exporting import Export, Exporting
from vizdesk.gateway.principals import Role
from vizdesk.gateway.running import Running
from vizdesk.gateway.workers import Workers

NDJSON = "application/x-ndjson"


class ExportRoutes:
    """The export call.

    Args:
        exporting: starts exports.
        workers: threads for them.
        running: takes requests back.
    """

    def __init__(self, exporting: Exporting, workers: Workers, running: Running) -> None:
        self._exporting = exporting
        self._workers = workers
        self._running = running

    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/export", self._export, methods=["POST"])]

    async def _export(self, request: Request) -> Response:
        principal = principal_of(request, Role.SEARCHER, Role.EXPORTER)
        text = await read_text(request)
        asked = await self._workers.run(lambda: export_request_from_wire(parse_json(text)))
        with ExitStack() as held:
            budget = Budget(math.inf)
            held.enter_context(self._running.register(request, principal.user, asked.search.request_id, budget))
            export = await self._workers.run(self._exporting.start, principal, asked, budget)
            held.callback(export.close)
            return _Streamed(self._pieces(export), held.pop_all())

    async def _pieces(self, export: Export) -> AsyncIterator[bytes]:
        while piece := await self._workers.run(export.next_piece):
            yield piece


class _Streamed(StreamingResponse):
    """A stream that lets go of what it held however it ends."""

    def __init__(self, pieces: AsyncIterator[bytes], held: ExitStack) -> None:
        super().__init__(pieces, media_type=NDJSON)
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._held:
            await super().__call__(scope, receive, send)
