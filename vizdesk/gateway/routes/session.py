"""`GET /me`, `GET /lease` and what tells that the process lives."""

from __future__ import annotations

import json
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from vizdesk import __version__
from vizdesk.domain.layout import Json
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.leases import Leases
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.operations import Operations
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.switches import OFF, ON
from vizdesk.resources import resource

CONTRACT = 1
"""The version of the HTTP contract; it grows when a client of the older one can no longer be served."""


class SessionRoutes:
    """The calls around a session.

    Args:
        metadata: knows the agencies.
        leases: the leases of this gateway.
        operations: what the operator has switched.
        memory_only: whether nothing is kept on disk, for want of a key.
    """

    def __init__(self, metadata: Metadata, leases: Leases, operations: Operations, *, memory_only: bool) -> None:
        self._metadata = metadata
        self._leases = leases
        self._operations = operations
        self._memory_only = memory_only

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/healthz", _health, methods=["GET"]),
            Route("/readyz", self._ready, methods=["GET"]),
            Route("/version", _version, methods=["GET"]),
            Route("/openapi.json", _openapi, methods=["GET"]),
            Route("/me", self._me, methods=["GET"]),
            Route("/lease", self._lease, methods=["GET"]),
        ]

    async def _ready(self, _request: Request) -> Response:
        self._metadata.agencies()  # answered from memory: the databases were opened before the socket
        return JSONResponse({"status": "ready"})

    async def _me(self, request: Request) -> Response:
        principal = principal_of(request)
        switches = self._operations.switches
        return JSONResponse(
            {
                "user": principal.user,
                "agencies": [
                    {
                        "id": agency,
                        "version": version,
                        "records": await run_in_threadpool(self._records, principal, agency),
                    }
                    for agency, version in self._metadata.agencies().items()
                    if principal.agency in (None, agency)
                ],
                "roles": sorted(principal.roles),
                "memoryOnly": self._memory_only,
                "notice": switches.notice,
                "facets": ON if switches.facets else OFF,
            }
        )

    def _records(self, principal: Principal, agency: str) -> Json:
        """Which records each page of an agency serves that a principal may see."""
        sets = {one.page: one.state.to_wire() for one in self._metadata.record_sets() if one.agency == agency}
        if Role.ADMIN in principal.roles:  # sees all, and need not wait until the layout is read
            return sets
        seen = {page.id for page in self._metadata.layout(agency).pages if principal.sees(page.roles)}
        return {page: state for page, state in sets.items() if page in seen}

    async def _lease(self, request: Request) -> Response:
        principal_of(request)
        return StreamingResponse(self._leases.hold(), media_type="text/plain")


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _version(_request: Request) -> Response:
    return JSONResponse({"program": __version__, "contract": CONTRACT})


async def _openapi(_request: Request) -> Response:
    return Response(_openapi_document(), media_type="application/json")


@lru_cache(maxsize=1)
def _openapi_document() -> str:
    document = json.loads(resource("openapi.json").read_text(encoding="utf-8"))
    document["info"]["version"] = __version__
    return json.dumps(document)
