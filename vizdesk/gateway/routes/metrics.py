"""`GET /metrics`: what the gateway counts about itself, in Prometheus's text form."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vizdesk.gateway.authentication import principal_of
from vizdesk.gateway.metrics import Metrics
from vizdesk.gateway.principals import Role


class MetricsRoutes:
    """The monitor's call; being on the same computer is no right, as a proxy before the gateway is there too.

    Args:
        metrics: what is told.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/metrics", self._get, methods=["GET"])]

    async def _get(self, request: Request) -> Response:
        principal_of(request, Role.MONITOR)
        body, kind = self._metrics.exposition()
        return Response(body, headers={"Content-Type": kind})
