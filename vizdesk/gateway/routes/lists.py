"""`GET` and `PUT /lists/{agency}/{list}`: the lists of options that layouts name."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vizdesk.domain.errors import BadRequest, Conflict, NoKey
from vizdesk.domain.filled import Filled
from vizdesk.domain.option_lists import MAX_BYTES, check_option_list
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import read_text, refuse_half_characters
from vizdesk.gateway.errors import problem
from vizdesk.gateway.lists import Lists
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.routes.layouts import agency_of, base_of, is_held
from vizdesk.gateway.workers import Workers


class ListRoutes:
    """The calls for lists of options.

    Args:
        lists: keeps them.
        workers: threads for reading and writing.
        no_key: why nothing can be written, or None.
    """

    def __init__(self, lists: Lists, workers: Workers, no_key: NoKey | None) -> None:
        self._lists = lists
        self._workers = workers
        self._no_key = no_key

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/lists/{agency}/{list}", self._get, methods=["GET"]),
            Route("/lists/{agency}/{list}", self._put, methods=["PUT"]),
        ]

    async def _get(self, request: Request) -> Response:
        # All of a list is for who edits it; others find the options that their roles let them see, by `POST /options`.
        agency, name = agency_of(request, principal_of(request, Role.ADMIN)), str(request.path_params["list"])
        tag = f'"{self._lists.version(agency, name)}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if is_held(request, tag):
            return Response(status_code=304, headers=headers)
        return await self._workers.run(self._document, agency, name)

    def _document(self, agency: str, name: str) -> Response:
        document = self._lists.document(agency, name)
        headers = {"ETag": f'"{document["version"]}"', "Cache-Control": "private, no-cache"}
        return JSONResponse(document, headers=headers)

    async def _put(self, request: Request) -> Response:
        principal = principal_of(request, Role.ADMIN)
        agency, name = agency_of(request, principal), str(request.path_params["list"])
        if self._no_key is not None:
            raise self._no_key
        base = base_of(request.headers.get("If-Match"))
        text = await read_text(request, MAX_BYTES)
        try:
            version = await self._workers.run(self._store, agency, name, text, base, principal)
        except Conflict as error:
            return problem(error, 412)
        body = {"agency": agency, "list": name, "version": version}
        return JSONResponse(body, headers={"ETag": f'"{version}"'})

    def _store(self, agency: str, name: str, text: str, base: int | None, principal: Principal) -> int:
        if base is None and name in self._lists.names(agency):
            raise BadRequest(
                "The header If-Match must name the version that was edited.", "Load the current list first."
            )
        refuse_half_characters(text)
        document = check_option_list(text)
        if document["list"] != name:
            raise BadRequest(
                "The list has another name than its address.", Filled("Write “{name}” in “list”.", name=name)
            )
        return self._lists.put(agency, document, base, principal.user)
