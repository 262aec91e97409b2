"""From the Authorization header to a principal."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from vizdesk.domain.errors import NotSignedIn
from vizdesk.gateway.principals import Principal, Principals, Role

OPEN_PATHS = frozenset({"/healthz", "/readyz", "/version", "/openapi.json"})
"""Calls that need no token: they tell nothing about agencies or records."""


class Authentication:
    """Middleware: every other call needs a bearer token (RFC 6750) that the gateway knows.

    Args:
        app: what it wraps.
        principals: whose tokens are known.
    """

    def __init__(self, app: ASGIApp, principals: Principals) -> None:
        self._app = app
        self._principals = principals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through with its principal, or raise `NotSignedIn`."""
        if scope["type"] == "http" and scope["path"] not in OPEN_PATHS:
            scheme, _, token = Headers(scope=scope).get("Authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not token:
                raise NotSignedIn("This call needs a token.", "Sign in first.")
            scope.setdefault("state", {})["principal"] = self._principals.identify(token.strip())
        await self._app(scope, receive, send)


def principal_of(request: Request, *roles: Role) -> Principal:
    """Who asks.

    Raises:
        NotAllowed: they lack one of `roles`.
    """
    principal: Principal = request.state.principal
    for role in roles:
        principal.require(role)
    return principal
