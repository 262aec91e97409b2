"""Reading request bodies: bounded, UTF-8, strict JSON."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from starlette.requests import Request

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled

MAX_BYTES = 2 * 1024 * 1024
"""Largest body of any call, in bytes; layouts have a lower limit of their own."""

SHORT_BYTES = 64 * 1024
"""So much is decoded without holding up other requests."""


async def read_text(request: Request, limit: int = MAX_BYTES) -> str:
    """The whole body, refused as soon as it is too large.

    Raises:
        BadRequest: it is larger than `limit` bytes, or not UTF-8.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise BadRequest(Filled("The body is larger than {size} KiB.", size=limit // 1024), "Send less at once.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The body is not UTF-8.") from None


def parse_json(text: str) -> Any:
    """Decode JSON as RFC 8259 has it: no NaN, no infinity, no half characters.

    Raises:
        BadRequest: it is not JSON.
    """
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not JSON.", "Send a JSON object in UTF-8.") from None
    refuse_half_characters(text)
    return value


def refuse_half_characters(text: str) -> None:
    """Refuse escapes of lone surrogates: JSON's grammar allows them, but no database and no library takes them.

    Args:
        text: JSON text; what is none is not judged here.

    Raises:
        BadRequest: there is one.
    """
    if "\\u" not in text:
        return
    try:
        json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise BadRequest("The body holds half a character.", "Send whole characters only.") from None
    except (ValueError, RecursionError):
        return


async def read_json(request: Request) -> Any:
    """The short body of a call that is not a search or a layout, as JSON.

    Raises:
        BadRequest: it is too large, or not JSON in UTF-8.
    """
    return parse_json(await read_text(request, SHORT_BYTES))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
