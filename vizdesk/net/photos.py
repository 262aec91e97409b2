"""Photos of records: read from the record itself, or fetched from a host that the agency's layout names.

A fetch discloses who is looked at, so nothing is asked of any other host, no redirect is followed, and the request
carries nothing but its address: no token, no cookie, no referrer. Nothing is kept on disk.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Collection
from functools import cache
from typing import TYPE_CHECKING

from vizdesk.domain.errors import NotAllowed, NotFound, Unavailable, UnexpectedAnswer
from vizdesk.net.errors import quiet_http_logs

if TYPE_CHECKING:
    import ssl

    import httpx

    from vizdesk.net.proxy import Route

LARGEST_PHOTO = 4 * 1024 * 1024
"""Bytes of a fetched photo."""

LARGEST_INLINE = 256 * 1024
"""Letters of a photo that stands in the record: answers are read in pages, and each record carries its own."""

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
FORMS = ("image/jpeg", "image/png")
HTTPS_PORT = 443


def photo_bytes(value: str, hosts: Collection[str], route: Callable[[], Route]) -> bytes:
    """The file of a photo; blocks.

    Args:
        value: what the record's field holds: `data:image/jpeg;base64,…`, or an address with `https`.
        hosts: from which photos may be fetched, each with its port where that is not 443.
        route: gives the way there.

    Raises:
        NotAllowed: it lies at a host that the layout does not name.
        NotFound: there is none at that place.
        Unavailable: the host does not answer.
        UnexpectedAnswer: it is no photo, or too large a one.
    """
    if value[:5].lower() == "data:":
        return _inline(value)
    import httpx  # late: 200 ms that the window's start must not pay

    try:
        url = httpx.URL(value)
        host = url.host
    except (httpx.InvalidURL, TypeError, ValueError):
        raise _no_photo() from None
    if url.scheme != "https" or url.userinfo or not host:
        raise _no_photo()
    place = host if url.port in (None, HTTPS_PORT) else f"{host}:{url.port}"
    if place not in hosts:
        raise NotAllowed(
            "This photo is on a server that your agency’s layout does not name, so it is not fetched.",
            "Ask an admin to name the server under “photoHosts” in the layout.",
        )
    return _fetched(url, route())


def _inline(value: str) -> bytes:
    head, comma, body = value.partition(",")
    form = head[5:].lower()
    if not comma or form not in {f"{one};base64" for one in FORMS}:
        raise _no_photo()
    if len(value) > LARGEST_INLINE:
        raise _too_large()
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise _no_photo() from None


def _fetched(url: httpx.URL, route: Route) -> bytes:
    import httpx

    quiet_http_logs()
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    try:
        with (
            httpx.Client(
                verify=_trusted(),
                trust_env=route.trusts_environment,
                proxy=route.for_httpx(),
                timeout=timeout,
                follow_redirects=False,
            ) as client,
            client.stream("GET", url, headers={"Accept": ", ".join(FORMS)}) as answer,
        ):
            return _body(answer)
    except httpx.HTTPError:
        raise Unavailable("The photo cannot be loaded now.", "Check the connection, then try again.") from None


def _body(answer: httpx.Response) -> bytes:
    if answer.status_code in (404, 410):
        raise NotFound("There is no photo at the place that the record names.")
    if answer.status_code != 200:
        raise Unavailable("The place where the photo lies did not give it.", "Try again later.")
    if answer.headers.get("content-type", "").split(";")[0].strip().lower() not in FORMS:
        raise _no_photo()
    parts, size = [], 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > LARGEST_PHOTO:
            raise _too_large()
        parts.append(part)
    return b"".join(parts)


@cache
def _trusted() -> ssl.SSLContext:
    """Made once: reading the certificates takes a while."""
    import httpx

    return httpx.create_ssl_context()


def _no_photo() -> UnexpectedAnswer:
    return UnexpectedAnswer("What the record has for a photo is not one that VizDesk can show.")


def _too_large() -> UnexpectedAnswer:
    return UnexpectedAnswer("The photo is too large to be shown.")
