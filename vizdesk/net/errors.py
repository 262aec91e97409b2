"""What httpx and the gateway report, as VizDesk's own errors; nothing of a URL or a body gets into their sentences."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from vizdesk.domain.errors import (
    BadRequest,
    Busy,
    DeadlineExceeded,
    Fault,
    LayoutRefused,
    NotSignedIn,
    Unavailable,
    UnexpectedAnswer,
    VizDeskError,
)
from vizdesk.domain.problems import error_of

LONGEST_WAIT = 60
"""Seconds; a gateway that asks for a longer wait is not waited for anyway."""


def _unreachable() -> VizDeskError:
    return Unavailable("The search service cannot be reached.", "Check the connection, then try again.")


def _proxy_refused() -> VizDeskError:
    return Unavailable(
        "The proxy did not let VizDesk through.", "Check the proxy’s address, name and password in the settings."
    )


def _too_late() -> VizDeskError:
    return DeadlineExceeded(
        "The search service did not answer in time.", "This does not mean there are no matches; try again."
    )


def _unreadable() -> VizDeskError:
    return UnexpectedAnswer("The search service’s answer cannot be read.", "Try again; nothing was shown.")


def _bad_address() -> VizDeskError:
    return BadRequest("The gateway’s address is not one.", "Write it as in https://gateway.example.org.")


TRANSLATIONS: Mapping[str, Callable[[], VizDeskError]] = {
    "ConnectError": _unreachable,
    "ReadError": _unreachable,
    "WriteError": _unreachable,
    "CloseError": _unreachable,
    "NetworkError": _unreachable,
    "ProxyError": _proxy_refused,
    "RemoteProtocolError": _unreachable,
    "LocalProtocolError": _unreadable,
    "ProtocolError": _unreadable,
    "ConnectTimeout": _unreachable,
    "ReadTimeout": _too_late,
    "WriteTimeout": _too_late,
    "PoolTimeout": _too_late,
    "TimeoutException": _too_late,
    "TransportError": _unreachable,
    "RequestError": _unreachable,
    "HTTPError": _unreadable,
    "HTTPStatusError": _unreadable,
    "DecodingError": _unreadable,
    "TooManyRedirects": _unreadable,
    "CookieConflict": _unreadable,
    "StreamError": _unreadable,
    "StreamConsumed": _unreadable,
    "StreamClosed": _unreadable,
    "ResponseNotRead": _unreadable,
    "RequestNotRead": _unreadable,
    "UnsupportedProtocol": _bad_address,
    "InvalidURL": _bad_address,
}
"""Every exception of httpx, by name; a test fails when httpx adds one that is not here."""


def quiet_http_logs() -> None:
    """Keep httpx and httpcore at warnings: at INFO they log whole URLs."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def translated() -> Iterator[None]:
    """Turns every error of httpx into a `VizDeskError`.

    Raises:
        VizDeskError: as `TRANSLATIONS` says.
    """
    import httpx  # late: 200 ms that the window's start must not pay

    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict) as error:
        raise TRANSLATIONS[type(error).__name__]() from None


def problem_error(problem: Any, status: int, retry_after: str = "") -> VizDeskError:
    """The error that a problem document (RFC 9457) tells of; also for one inside an import's state.

    Args:
        problem: decoded JSON; anything else gives an error by the status alone.
        status: the HTTP status.
        retry_after: the header Retry-After, in seconds; empty where there is none.
    """
    try:
        error = error_of(problem)
        faults = [_fault(one) for one in _faults(problem)]
    except (KeyError, TypeError, ValueError, AttributeError):
        return _by_status(status)
    if faults:
        return LayoutRefused(error.sentence, error.next_step, faults)
    if isinstance(error, Busy) and retry_after.isascii() and retry_after.isdigit():
        error.retry_after = min(int(retry_after), LONGEST_WAIT)
    return error


def _faults(problem: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return problem.get("faults") or ()


def _fault(source: Mapping[str, Any]) -> Fault:
    return Fault(
        str(source["pointer"]),
        str(source["sentence"]),
        str(source["hint"]),
        int(source.get("line", 0)),
        int(source.get("column", 0)),
    )


def _by_status(status: int) -> VizDeskError:
    """A refusal without a problem document comes from something between us and the gateway."""
    if status == 401:
        return NotSignedIn("The gateway does not know you.", "Sign in, or check VIZDESK_TOKEN.")
    if status in (502, 503, 504):
        return _unreachable()
    return _unreadable()
