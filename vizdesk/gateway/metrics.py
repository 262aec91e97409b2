"""What the gateway counts about itself, for Prometheus: rates, errors and durations, and nothing of what anybody typed.

Every label is one of a closed set: a route's pattern, a class of outcomes, a phase, a page that a layout declares.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
MOST_PAGES = 64
"""Pages beyond these are counted together: each label costs memory here and in Prometheus."""

OTHER = "other"
STREAMS = frozenset({"/lease", "/export"})
"""They last as long as their client wants: their duration says nothing."""


class Metrics:
    """Everything that is counted; its methods may be called from any thread, and take microseconds."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._requests = Counter(
            "vizdesk_requests", "Answered requests.", ("route", "method", "outcome"), registry=registry
        )
        self._request_seconds = Histogram(
            "vizdesk_request_seconds", "From request to end of answer.", ("route",), buckets=SECONDS, registry=registry
        )
        self._phases = Histogram(
            "vizdesk_phase_seconds",
            "What a search or a count spends its time on.",
            ("call", "page", "phase"),
            buckets=SECONDS,
            registry=registry,
        )
        self._partial = Counter(
            "vizdesk_partial_answers", "Answers that a budget cut short.", ("call", "page"), registry=registry
        )
        self._refused = Counter(
            "vizdesk_refusals",
            "Requests not admitted: all places of an agency were taken.",
            ("call",),
            registry=registry,
        )
        self._running = Gauge("vizdesk_running", "Requests waiting or being answered.", ("call",), registry=registry)
        self._imports = Counter("vizdesk_imports", "Imports that ended.", ("outcome",), registry=registry)
        self._importing = Gauge("vizdesk_importing", "1 while an import runs, else 0.", registry=registry)
        self._pages: set[str] = set()

    def requested(self, route: str, method: str, outcome: str, seconds: float) -> None:
        """A request was answered; `outcome` is the class of its status, such as “2xx”."""
        self._requests.labels(route, method, outcome).inc()
        if route not in STREAMS:
            self._request_seconds.labels(route).observe(seconds)

    def _page(self, identifier: str) -> str:
        if identifier not in self._pages:
            if len(self._pages) >= MOST_PAGES:
                return OTHER
            self._pages.add(identifier)
        return identifier

    def answered(self, call: str, page: str, phases: Sequence[tuple[str, float]], *, partial: bool) -> None:
        """A search or a count was answered.

        Args:
            call: which of the two.
            page: id of the page, which the layout was found to have.
            phases: seconds by phase.
            partial: whether a budget ended it.
        """
        label = self._page(page)
        for phase, seconds in phases:
            self._phases.labels(call, label, phase).observe(seconds)
        if partial:
            self._partial.labels(call, label).inc()

    @contextmanager
    def running(self, call: str) -> Iterator[None]:
        """A search or a count waits or is being answered while the block lasts."""
        gauge = self._running.labels(call)
        gauge.inc()
        try:
            yield
        finally:
            gauge.dec()

    def refused(self, call: str) -> None:
        """Somebody was told to try again."""
        self._refused.labels(call).inc()

    def imported(self, outcome: str) -> None:
        """An import ended as “done”, “failed” or “cancelled”."""
        self._imports.labels(outcome).inc()

    def watch_imports(self, is_busy: Callable[[], bool]) -> None:
        """Ask this whether an import runs."""
        self._importing.set_function(is_busy)

    def exposition(self) -> tuple[bytes, str]:
        """All of it in Prometheus's text form, and its media type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST


class Measured:
    """Middleware: counts and times every request by the pattern of its route.

    Args:
        app: what it wraps.
        metrics: what it counts in.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            route = route_label(scope)
            method = scope["method"] if scope["method"] in ("GET", "POST", "PUT", "PATCH") else OTHER
            outcome = f"{status // 100}xx" if status else "none"
            self._metrics.requested(route, method, outcome, time.perf_counter() - started)


def route_label(scope: Scope) -> str:
    """The pattern of the route that a request was led to, never its path."""
    route = scope.get("route")
    return route.path if isinstance(route, Route) else OTHER
