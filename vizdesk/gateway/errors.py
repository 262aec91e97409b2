"""Errors as the contract tells them: RFC 9457 problem documents without stack, SQL or anything a person typed."""

from __future__ import annotations

import logging
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vizdesk.domain.errors import BadRequest, Busy, LayoutRefused, NotFound, VizDeskError
from vizdesk.domain.faults import told_fault
from vizdesk.domain.filled import Filled
from vizdesk.domain.problems import problem_of

log = logging.getLogger(__name__)

UNEXPECTED = VizDeskError("The gateway met an unexpected fault.", "Try again; if it happens again, tell its operator.")


def problem_document(error: VizDeskError, status: int | None = None) -> dict[str, Any]:
    """What an error tells; `status` where the call has a more telling one than the error's own."""
    body = problem_of(error) | {"status": status or error.status}
    if isinstance(error, LayoutRefused):
        body["faults"] = [one._asdict() for one in error.faults]
    return body


def problem(error: VizDeskError, status: int | None = None) -> JSONResponse:
    """The answer with the document of an error; for `status` see `problem_document`."""
    body = problem_document(error, status)
    code = body["status"]
    headers = {"WWW-Authenticate": "Bearer"} if code == 401 else {}
    if isinstance(error, Busy):
        headers["Retry-After"] = str(error.retry_after)
    return JSONResponse(body, status_code=code, media_type="application/problem+json", headers=headers)


class Problems:
    """Middleware: every error becomes a problem document, and nothing is kept by caches.

    Args:
        app: what it wraps.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_uncached(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("X-Content-Type-Options", "nosniff")
            await send(message)

        try:
            await self._app(scope, receive, send_uncached)
        except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the client gets a problem document
            answer = _answer(error)
            if not started:
                await answer(scope, receive, send_uncached)


def _answer(error: Exception) -> JSONResponse:
    if isinstance(error, VizDeskError):
        return problem(error)
    told_fault(log, error)
    return problem(UNEXPECTED)


def http_problem(_request: Request, error: Exception) -> Response:
    """The problem document of what Starlette itself refuses: unknown paths and methods."""
    if not isinstance(error, HTTPException):
        raise error
    told = NotFound if error.status_code == 404 else BadRequest
    answer = problem(
        told(Filled("The gateway does not offer this call."), Filled("See its contract at /openapi.json.")),
        error.status_code,
    )
    answer.headers.update(error.headers or {})
    return answer
