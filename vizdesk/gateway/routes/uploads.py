"""`/uploads`: begin, sign and report parts, list them, complete, abort; and the sweep of what was forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vizdesk.domain.errors import AnswersMissing, BadRequest, NoKey, NotFound
from vizdesk.domain.filled import Filled
from vizdesk.domain.questions import Question, check_answers, missing_answers, questions_of
from vizdesk.domain.uploads import (
    LARGEST_NUMBER,
    ConfirmedPart,
    SignedBatch,
    Upload,
    UploadState,
    batch_from_wire,
    new_upload_from_wire,
    report_from_wire,
)
from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.bodies import read_json
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.principals import Principal, Role
from vizdesk.gateway.uploads import Uploads
from vizdesk.gateway.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")
LONGEST_HOURS = 24 * 365


class UploadRoutes:
    """The upload calls.

    Args:
        uploads: does them; None where nothing may be kept.
        workers: threads for what is quick.
        slow_workers: threads for what may take a storage minutes.
        no_key: why there are no uploads.
        metadata: knows the agencies' layouts, and so what they ask about a file.
    """

    def __init__(
        self,
        uploads: Uploads | None,
        workers: Workers,
        slow_workers: Workers,
        no_key: NoKey | None,
        metadata: Metadata,
    ) -> None:
        self._all = uploads
        self._workers = workers
        self._slow = slow_workers
        self._no_key = no_key
        self._metadata = metadata

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/uploads", self._create, methods=["POST"]),
            Route("/uploads/sweep", self._sweep, methods=["POST"]),
            Route("/uploads/{id}", self._state, methods=["GET"]),
            Route("/uploads/{id}", self._describe, methods=["PATCH"]),
            Route("/uploads/{id}/parts", self._sign, methods=["POST"]),
            Route("/uploads/{id}/parts", self._list, methods=["GET"]),
            Route("/uploads/{id}/complete", self._complete, methods=["POST"]),
            Route("/uploads/{id}/abort", self._abort, methods=["POST"]),
        ]

    async def _create(self, request: Request) -> Response:
        principal = principal_of(request, Role.UPLOADER)
        asked = new_upload_from_wire(await read_json(request))
        principal.require_agency(asked.agency)
        upload, batch = await self._workers.run(self._uploads.create, asked, principal.user)
        return JSONResponse(upload.to_wire() | ({"batch": _signed(batch)} if batch else {}))

    async def _state(self, request: Request) -> Response:
        principal = principal_of(request, Role.UPLOADER)
        upload = await self._on_own(principal, request, self._workers, self._uploads.get)
        return JSONResponse(upload.to_wire())

    async def _sign(self, request: Request) -> Response:
        principal = principal_of(request, Role.UPLOADER)
        asked, confirmed = batch_from_wire(await read_json(request))
        signed = await self._on_own(principal, request, self._workers, self._uploads.sign, asked, confirmed)
        return JSONResponse(_signed(signed))

    async def _list(self, request: Request) -> Response:
        principal = principal_of(request, Role.UPLOADER)
        page = await self._on_own(principal, request, self._workers, self._uploads.list_parts, _after(request))
        return JSONResponse({"parts": [one.to_wire() for one in page.parts], "next": page.next})

    async def _complete(self, request: Request) -> Response:
        principal = principal_of(request, Role.UPLOADER)
        confirmed = report_from_wire(await read_json(request))
        upload = await self._on_own(principal, request, self._slow, self._complete_answered, confirmed)
        return JSONResponse(upload.to_wire())

    async def _describe(self, request: Request) -> Response:
        principal = principal_of(request, Role.UPLOADER)
        body = await read_json(request)
        if not isinstance(body, dict) or set(body) != {"answers"}:
            raise BadRequest("The body must be an object with “answers”, and nothing else.")
        answers = await self._on_own(principal, request, self._workers, self._take_answers, body["answers"])
        return JSONResponse({"answers": answers})

    def _take_answers(self, identifier: str, told: Any) -> dict[str, Any]:
        answers = check_answers(self._questions(self._uploads.get(identifier).agency), told)
        self._uploads.records.describe(identifier, answers)
        return answers

    def _complete_answered(self, identifier: str, confirmed: Sequence[ConfirmedPart]) -> Upload:
        upload = self._uploads.get(identifier)
        required = [one for one in self._questions(upload.agency) if one.required]
        if required and upload.state is UploadState.OPEN:  # one that is being completed already was answered before
            missing = missing_answers(required, self._uploads.records.answers(identifier))
            if missing:
                named = ", ".join(f"“{one.filter.label('en')}”" for one in missing)
                raise AnswersMissing(
                    Filled("The agency asks about this file: {questions}.", questions=named),
                    "Answer, then it is completed.",
                )
        return self._uploads.complete(identifier, confirmed)

    def _questions(self, agency: str) -> tuple[Question, ...]:
        try:
            return questions_of(self._metadata.layout(agency).document)
        except NotFound:
            return ()

    async def _abort(self, request: Request) -> Response:
        principal = principal_of(request, Role.UPLOADER)
        upload = await self._on_own(principal, request, self._slow, self._uploads.abort)
        return JSONResponse(upload.to_wire())

    async def _sweep(self, request: Request) -> Response:
        principal = principal_of(request, Role.ADMIN)
        hours = _hours(await read_json(request))
        swept = await self._slow.run(self._uploads.sweep, principal.agency, hours * 3600)
        return JSONResponse(swept._asdict())

    @property
    def _uploads(self) -> Uploads:
        if self._all is None:
            raise self._no_key or NoKey("This gateway keeps nothing, so it takes no files.")
        return self._all

    async def _on_own(
        self,
        principal: Principal,
        request: Request,
        workers: Workers,
        act: Callable[Concatenate[str, P], T],
        *args: P.args,
        **named: P.kwargs,
    ) -> T:
        """Act on the upload whose id is in the path, once it is clear that who asks may see it."""
        identifier = str(request.path_params["id"])

        def check_and_act() -> T:
            principal.require_agency(self._uploads.get(identifier).agency)
            return act(identifier, *args, **named)

        return await workers.run(check_and_act)


def _signed(batch: SignedBatch) -> dict[str, Any]:
    parts = [{"number": one.number, "url": one.url, "headers": dict(one.headers)} for one in batch.parts]
    return {"signed": parts, "seconds": batch.seconds}


def _after(request: Request) -> int:
    text = request.query_params.get("after", "0")
    if not (text.isascii() and text.isdecimal() and len(text) <= 6) or int(text) > LARGEST_NUMBER:
        raise BadRequest("after must be the number of a part.")
    return int(text)


def _hours(body: Any) -> float:
    hours = body.get("olderThanHours") if isinstance(body, dict) else None
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 <= hours <= LONGEST_HOURS:
        raise BadRequest(Filled("/olderThanHours must be a number from 0 to {most}.", most=LONGEST_HOURS))
    return hours
