"""One search from its wire form to its answer: layout, rights, cursor, engine, echo."""

from __future__ import annotations

import time

from vizdesk.domain.errors import BadRequest, CursorExpired, NotAllowed, NotFound
from vizdesk.domain.layout import Layout, Page
from vizdesk.domain.search import SearchAnswer, SearchRequest, check_request
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.cursors import CursorSealer, binding
from vizdesk.gateway.engine.protocol import Budget, Found, SearchEngine
from vizdesk.gateway.metadata import Metadata, RecordSet
from vizdesk.gateway.principals import Principal


class Searching:
    """Answers searches; its methods block, and may be called from several threads.

    Args:
        metadata: layouts and which records are served.
        engine: finds records.
        sealer: seals cursors.
    """

    def __init__(self, metadata: Metadata, engine: SearchEngine, sealer: CursorSealer) -> None:
        self._metadata = metadata
        self._engine = engine
        self._sealer = sealer

    def answer(self, principal: Principal, request: SearchRequest, budget: Budget) -> SearchAnswer:
        """The answer to one request.

        Raises:
            VizDeskError: the request does not fit the layout, the principal's rights or the records, or was taken back.
        """
        started = time.monotonic()
        agency, version = self._asked_layout(principal, request)
        layout = self._metadata.layout(agency, version)
        page = layout.page(request.type)
        if page is None:
            raise NotFound("The layout has no such page.", "Load the current layout.")
        _check_roles(principal, page, request)
        check_request(request, page)
        records, found = self._find(principal, layout, page, request, budget)
        following = None
        if found.position is not None:
            following = self._sealer.seal(found.position, binding(principal.user, records, layout.version, request))
        return SearchAnswer(
            hits=found.hits,
            next=following,
            total=found.total,
            complete=True,
            answered=1,
            sources=1,
            as_of=utc_now(),
            echo=request.echo(),
            took_ms=round((time.monotonic() - started) * 1000),
        )

    def _find(
        self, principal: Principal, layout: Layout, page: Page, request: SearchRequest, budget: Budget
    ) -> tuple[RecordSet, Found]:
        try:
            return self._find_once(principal, layout, page, request, budget)
        except CursorExpired:
            if request.after is not None:
                raise
            return self._find_once(principal, layout, page, request, budget)  # an import was published in between

    def _find_once(
        self, principal: Principal, layout: Layout, page: Page, request: SearchRequest, budget: Budget
    ) -> tuple[RecordSet, Found]:
        records = self._metadata.record_set(layout.agency, page.id)
        if records is None:
            raise NotFound("Nothing was imported for this page yet.", "Import a file for it first.")
        after = None
        if request.after is not None:
            after = self._sealer.open(request.after, binding(principal.user, records, layout.version, request))
        return records, self._engine.search(records, page, request, after, budget)

    def _asked_layout(self, principal: Principal, request: SearchRequest) -> tuple[str, int | None]:
        """Agency and version; no version means the current one."""
        name, at, version = (request.layout or "").partition("@")
        if at and not (version.isascii() and version.isdigit() and len(version) < 10):
            raise BadRequest("/layout must be text such as harbor@7.")
        if not name:
            seen = [one for one in self._metadata.agencies() if principal.agency in (None, one)]
            if len(seen) != 1:
                raise BadRequest("/layout must name the agency, such as harbor@7 or harbor.")
            name = seen[0]
        principal.require_agency(name)
        return name, int(version) if at else None


def _check_roles(principal: Principal, page: Page, request: SearchRequest) -> None:
    for identifier in request.filters:
        one = page.filter(identifier)
        if one is not None and one.roles and principal.roles.isdisjoint(one.roles):
            raise NotAllowed(f"Your account may not use the filter {identifier}.", "Remove it, then search again.")
