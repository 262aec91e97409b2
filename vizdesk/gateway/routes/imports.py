"""`/imports`: start an import, follow it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vizdesk.domain.errors import BadRequest, NotAllowed
from vizdesk.domain.filled import Filled
from vizdesk.domain.naming import AGENCY_PATTERN, MAX_NAME, NAME_PATTERN, RESERVED_NAMES, field_names
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import read_json
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.import_state import ImportRequest
from vizdesk.gateway.imports import ImportJobs
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.workers import Workers

_KEYS = {"path", "agency", "page", "mode", "dateOrder", "key"}
_MODES = tuple(Mode)
MAX_KEY_FIELDS = 10
_ORDERS = ("auto", "mdy", "dmy")


class ImportRoutes:
    """The import calls.

    Args:
        jobs: does the imports.
        workers: threads for what waits.
        local: whether clients share this computer's files, as those of an embedded gateway do.
    """

    def __init__(self, jobs: ImportJobs, workers: Workers, *, local: bool) -> None:
        self._jobs = jobs
        self._workers = workers
        self._local = local

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/imports", self._start, methods=["POST"]),
            Route("/imports/{id}", self._state, methods=["GET"]),
            Route("/imports/{id}/cancel", self._cancel, methods=["POST"]),
        ]

    async def _start(self, request: Request) -> Response:
        principal = principal_of(request, Role.IMPORTER)
        if not self._local:
            raise NotAllowed("This gateway imports no files of its own computer.", "Send the file as a transfer.")
        asked = _asked(await read_json(request), principal.user)
        principal.require_agency(asked.agency)
        identifier = await self._workers.run(self._jobs.start, asked)
        return JSONResponse({"id": identifier}, status_code=202)

    async def _state(self, request: Request) -> Response:
        identifier = self._own(request, principal_of(request, Role.IMPORTER))
        return JSONResponse(self._jobs.state(identifier))

    async def _cancel(self, request: Request) -> Response:
        identifier = self._own(request, principal_of(request, Role.IMPORTER))
        self._jobs.cancel(identifier)
        return JSONResponse({"cancelled": True})

    def _own(self, request: Request, principal: Principal) -> str:
        identifier = str(request.path_params["id"])
        principal.require_agency(self._jobs.request(identifier).agency)
        return identifier


def _asked(body: Any, user: str) -> ImportRequest:
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object with “path”, “agency” and “page”.")
    if unknown := sorted(set(body) - _KEYS):
        raise BadRequest(
            Filled("The body has an unknown key “{key}”.", key=unknown[0]),
            Filled("Known keys: {keys}.", keys=", ".join(sorted(_KEYS))),
        )
    path, agency, page = (_text(body, key) for key in ("path", "agency", "page"))
    if not AGENCY_PATTERN.fullmatch(agency):
        raise BadRequest("/agency must be lower case letters, digits and hyphens, a letter first.")
    if not NAME_PATTERN.fullmatch(page) or len(page) > MAX_NAME or page in RESERVED_NAMES:
        raise BadRequest(
            Filled(
                "/page must be a name in lower_snake_case of at most {most} characters that is not reserved.",
                most=MAX_NAME,
            ),
            "For example people or traffic_stops.",
        )
    if "\x00" in path or not Path(path).is_absolute():
        raise BadRequest("/path must be absolute.")
    return ImportRequest(
        path=Path(path),
        agency=agency,
        page=page,
        mode=Mode(_one_of(body, "mode", _MODES)),
        date_order=_one_of(body, "dateOrder", _ORDERS),
        by=user,
        key=_key(body.get("key", [])),
    )


def _key(listed: Any) -> tuple[str, ...]:
    """The names of the key's fields; a column's heading will do."""
    is_list = isinstance(listed, list) and len(listed) <= MAX_KEY_FIELDS
    if not is_list or not all(isinstance(one, str) and one for one in listed):
        raise BadRequest(Filled("/key must be a list of at most {most} names of fields.", most=MAX_KEY_FIELDS))
    return tuple(dict.fromkeys(field_names([one])[0] for one in listed))


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadRequest(Filled("/{key} must be text.", key=key))
    return value


def _one_of(body: dict[str, Any], key: str, known: Sequence[str]) -> str:
    """The value of a key, or the first of those known where it is not given."""
    value = body.get(key, known[0])
    if value not in known:
        raise BadRequest(Filled("/{key} must be one of: {known}.", key=key, known=", ".join(known)))
    return str(value)
