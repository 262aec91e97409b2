"""The layouts of agencies: read, replace, look back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vizdesk.domain.errors import BadRequest, Conflict, LayoutRefused, NoKey, NotFound
from vizdesk.domain.layout import MAX_BYTES, Json, decode_layout
from vizdesk.domain.naming import AGENCY_PATTERN
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import read_text
from vizdesk.gateway.engine.protocol import SearchEngine
from vizdesk.gateway.errors import problem
from vizdesk.gateway.layout_faults import faults_against_lists, faults_against_records
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.record_format import RecordField
from vizdesk.gateway.visibility import tag_of, visible_document
from vizdesk.gateway.workers import Workers
from vizdesk.resources import layout_schema

_ETAG = re.compile(r'"([1-9]\d{0,8})"')


class LayoutRoutes:
    """The layout calls.

    Args:
        metadata: keeps the layouts.
        engine: knows which fields the records have.
        workers: threads for reading and writing.
        no_key: why nothing can be written, or None.
    """

    def __init__(self, metadata: Metadata, engine: SearchEngine, workers: Workers, no_key: NoKey | None) -> None:
        self._metadata = metadata
        self._engine = engine
        self._workers = workers
        self._no_key = no_key

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/layouts/{agency}", self._get, methods=["GET"]),
            Route("/layouts/{agency}", self._put, methods=["PUT"]),
            Route("/layouts/{agency}/history", self._history, methods=["GET"]),
            Route("/layouts/{agency}/versions/{version}", self._get_version, methods=["GET"]),
        ]

    async def _get(self, request: Request) -> Response:
        principal = principal_of(request)
        agency = agency_of(request, principal)
        layout = await self._workers.run(self._metadata.layout, agency)
        for records in self._metadata.record_sets():
            if records.agency == agency:
                self._engine.warm(records)  # who asks for the layout is about to search
        self._metadata.lists.warm(agency)
        tag = tag_of(layout, principal.sees)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if is_held(request, tag):
            return Response(status_code=304, headers=headers)
        return await self._workers.run(lambda: JSONResponse(visible_document(layout, principal.sees), headers=headers))

    async def _put(self, request: Request) -> Response:
        principal = principal_of(request, Role.ADMIN)
        agency = agency_of(request, principal)
        if self._no_key is not None:
            raise self._no_key
        base = base_of(request.headers.get("If-Match"))
        text = await read_text(request, MAX_BYTES)
        try:
            version = await self._workers.run(self._store, agency, text, base, principal)
        except Conflict as error:
            return problem(error, 412)
        return JSONResponse({"agency": agency, "version": version}, headers={"ETag": f'"{version}"'})

    async def _history(self, request: Request) -> Response:
        agency = agency_of(request, principal_of(request, Role.ADMIN))
        versions = await self._workers.run(self._metadata.history, agency)
        return JSONResponse({"versions": [{"version": one.version, "at": one.at, "by": one.by} for one in versions]})

    async def _get_version(self, request: Request) -> Response:
        agency = agency_of(request, principal_of(request, Role.ADMIN))
        version = str(request.path_params["version"])
        if not (version.isascii() and version.isdigit() and len(version) < 10):
            raise NotFound("There is no such version of this layout.", "See the layout’s history.")
        document = await self._workers.run(self._metadata.source, agency, int(version))
        return await self._workers.run(JSONResponse, document)

    def _store(self, agency: str, text: str, base: int | None, principal: Principal) -> int:
        if base is None and agency in self._metadata.agencies():
            raise BadRequest(
                "The header If-Match must name the version that was edited.", "Load the current layout first."
            )
        document = self._checked(agency, text, base)
        return self._metadata.put_layout(agency, document, base, principal.user)

    def _checked(self, agency: str, text: str, base: int | None) -> Json:
        from vizdesk.domain.base_migrations import with_base_steps
        from vizdesk.domain.migration_check import order_faults
        from vizdesk.domain.publishing import check_publishable  # late: only who edits layouts waits for it

        checked = check_publishable(text, layout_schema(), self._metadata.source, agency)
        before = self._metadata.source(agency) if agency in self._metadata.agencies() else {}
        if base is not None and before.get("version") == base:
            source = with_base_steps(checked.source, checked.whole, before, base, self._metadata.source)
            checked = check_publishable(source, layout_schema(), self._metadata.source, agency)
        layout = decode_layout(checked.whole)
        faults = faults_against_records(layout, lambda page: self._fields(agency, page))
        faults += faults_against_lists(layout, self._metadata.lists.names(agency))
        if base is None:
            checked.source.pop("migrations", None)  # of versions that this gateway never had
        else:
            faults += order_faults(checked.whole, base)
        if faults:
            told = [checked.as_written(fault) for fault in faults]
            raise LayoutRefused("The layout does not fit the records.", "Mend it, then publish it again.", told)
        return checked.source

    def _fields(self, agency: str, page: str) -> Mapping[str, RecordField] | None:
        records = self._metadata.record_set(agency, page)
        return None if records is None else self._engine.fields(records)


def is_held(request: Request, tag: str) -> bool:
    """Whether a client has what is of this tag already."""
    held = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    return tag in held or "*" in held


def agency_of(request: Request, principal: Principal) -> str:
    """The agency that a path names.

    Raises:
        NotAllowed: the principal is another agency's.
        NotFound: it is no agency's name.
    """
    agency = str(request.path_params["agency"])
    principal.require_agency(agency)
    if not AGENCY_PATTERN.fullmatch(agency):
        raise NotFound("There is no such agency.", "Check its name.")
    return agency


def base_of(if_match: str | None) -> int | None:
    """The version that was edited; None where none is named.

    Raises:
        BadRequest: it is not one version.
    """
    if if_match is None:
        return None
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise BadRequest('The header If-Match must be one version, such as "7".')
    return int(found[1])
