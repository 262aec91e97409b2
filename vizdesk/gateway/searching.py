"""One search from its wire form to its answer: layout, rights, cursor, engine, echo."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from vizdesk.domain.errors import BadRequest, CursorExpired, NotAllowed, NotFound
from vizdesk.domain.facets import Facet, FacetsAnswer, FacetsRequest
from vizdesk.domain.layout import Layout, Page
from vizdesk.domain.records_state import HeldRecords, RecordsChanges
from vizdesk.domain.search import SearchAnswer, SearchRequest, check_request
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.cursors import CursorSealer, binding
from vizdesk.gateway.engine.protocol import Budget, Found, SearchEngine
from vizdesk.gateway.metadata import Metadata, RecordSet
from vizdesk.gateway.principals import Principal

T = TypeVar("T")


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

    def facets(self, principal: Principal, request: FacetsRequest, budget: Budget) -> FacetsAnswer:
        """The answer to a request for facets.

        Raises:
            VizDeskError: as for `answer`.
        """
        started = time.monotonic()
        search = request.search
        layout, page = self._checked(principal, search)
        _check_roles(principal, page, [one.filter for one in request.questions])
        for one in request.questions:
            if page.filter(one.filter) is None:
                raise BadRequest(f"The page {page.id} has no filter {one.filter}.", "Load the current layout.")

        def find(records: RecordSet) -> dict[str, Facet]:
            return self._engine.facets(records, page, search, request.questions, budget)

        found = self._with_records(layout, page, find)
        return FacetsAnswer(found, utc_now(), request.echo(), _milliseconds_since(started))

    def answer(self, principal: Principal, request: SearchRequest, budget: Budget) -> SearchAnswer:
        """The answer to one request.

        Raises:
            VizDeskError: the request does not fit the layout, the principal's rights or the records, or was taken back.
        """
        started = time.monotonic()
        layout, page = self._checked(principal, request)

        bound = binding(principal.user, layout.agency, request)
        after = None if request.after is None else self._sealer.open(request.after, bound)

        def find(records: RecordSet) -> tuple[Found, RecordSet]:
            return self._engine.search(records, page, request, after, budget), records

        found, records = self._with_records(layout, page, find)
        return SearchAnswer(
            hits=found.hits,
            next=None if found.position is None else self._sealer.seal(found.position, bound),
            total=found.total,
            complete=True,
            answered=1,
            sources=1,
            as_of=utc_now(),
            echo=request.echo(),
            took_ms=_milliseconds_since(started),
            records=records.state,
        )

    def changes(self, principal: Principal, held: HeldRecords, budget: Budget) -> RecordsChanges:
        """What became of records that somebody holds.

        Raises:
            VizDeskError: as for `answer`.
        """
        layout, page = self._page(principal, held.type, held.layout)
        return self._with_records(layout, page, lambda records: self._engine.changes(records, held, budget))

    def _checked(self, principal: Principal, request: SearchRequest) -> tuple[Layout, Page]:
        """The layout and the page that a request is about, which offer the principal all that it asks for."""
        layout, page = self._page(principal, request.type, request.layout)
        _check_roles(principal, page, [identifier for identifier, _ in request.all_filters()])
        check_request(request, page)
        return layout, page

    def _page(self, principal: Principal, name: str, asked: str | None) -> tuple[Layout, Page]:
        """A page, and the layout that has it."""
        agency, version = self._asked_layout(principal, asked)
        layout = self._metadata.layout(agency, version)
        page = layout.page(name)
        if page is None:
            raise NotFound("The layout has no such page.", "Load the current layout.")
        return layout, page

    def _with_records(self, layout: Layout, page: Page, find: Callable[[RecordSet], T]) -> T:
        """What is found in the records that the page serves; looked for again where they were replaced in between."""
        records = self._records(layout, page)
        try:
            return find(records)
        except CursorExpired:
            current = self._records(layout, page)
            if current == records:
                raise
            return find(current)

    def _records(self, layout: Layout, page: Page) -> RecordSet:
        records = self._metadata.record_set(layout.agency, page.id)
        if records is None:
            raise NotFound("Nothing was imported for this page yet.", "Import a file for it first.")
        return records

    def _asked_layout(self, principal: Principal, asked: str | None) -> tuple[str, int | None]:
        """Agency and version; no version means the current one."""
        name, at, version = (asked or "").partition("@")
        if at and not (version.isascii() and version.isdigit() and len(version) < 10):
            raise BadRequest("/layout must be text such as harbor@7.")
        if not name:
            seen = [one for one in self._metadata.agencies() if principal.agency in (None, one)]
            if len(seen) != 1:
                raise BadRequest("/layout must name the agency, such as harbor@7 or harbor.")
            name = seen[0]
        principal.require_agency(name)
        return name, int(version) if at else None


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def _check_roles(principal: Principal, page: Page, filters: Iterable[str]) -> None:
    for identifier in filters:
        one = page.filter(identifier)
        if one is not None and one.roles and principal.roles.isdisjoint(one.roles):
            raise NotAllowed(f"Your account may not use the filter {identifier}.", "Remove it, then search again.")
