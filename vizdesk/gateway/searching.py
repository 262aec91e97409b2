"""One search from its wire form to its answer: layout, rights, cursor, engine, echo."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from vizdesk.domain.errors import BadRequest, CursorExpired, NotAllowed, NotFound
from vizdesk.domain.facets import FacetsAnswer, FacetsRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import NOTHING, Json, Kind, Layout, Page
from vizdesk.domain.policies import check_policy
from vizdesk.domain.records_state import HeldRecords, RecordsChanges
from vizdesk.domain.relative_dates import time_zone
from vizdesk.domain.search import MAX_PAGE_SIZE, SearchAnswer, SearchRequest, check_request
from vizdesk.gateway.clock import now, utc_now
from vizdesk.gateway.cursors import Cursor, CursorSealer, binding
from vizdesk.gateway.engine.protocol import Budget, Counted, Found, SearchEngine
from vizdesk.gateway.metadata import Metadata, RecordSet
from vizdesk.gateway.principals import Principal
from vizdesk.gateway.resolving import DateResolver, asks_for_dates
from vizdesk.gateway.visibility import hidden_fields, visible_hit, visible_page

T = TypeVar("T")


class Searching:
    """Answers searches; its methods block, and may be called from several threads.

    Args:
        metadata: layouts and which records are served.
        engine: finds records.
        sealer: seals cursors.
        clock: tells this moment, which relative dates start from.
    """

    def __init__(
        self, metadata: Metadata, engine: SearchEngine, sealer: CursorSealer, clock: Callable[[], datetime] = now
    ) -> None:
        self._clock = clock
        self._metadata = metadata
        self._engine = engine
        self._sealer = sealer

    def facets(
        self, principal: Principal, request: FacetsRequest, budget: Budget, *, preparing: bool = False
    ) -> FacetsAnswer:
        """The answer to a request for facets; see `checked` for `preparing`.

        Raises:
            VizDeskError: as for `answer`.
        """
        started = time.monotonic()
        search = request.search
        layout, page = self.checked(principal, search, [one.filter for one in request.questions], preparing=preparing)
        for one in request.questions:
            asked = page.filter(one.filter)
            if asked is None:
                raise BadRequest(
                    Filled("The page {page} has no filter {filter}.", page=page.id, filter=one.filter),
                    "Load the current layout.",
                )
            if asked.kind is Kind.PLACE:
                raise BadRequest(
                    Filled("The filter {filter} has no values to count.", filter=one.filter),
                    "Count the values of another.",
                )

        def find(records: RecordSet) -> tuple[Counted, Json, RecordSet]:
            dated, told = self.dated(search, layout, page, records)
            zone = time_zone(layout.time_zone)
            counted = self._engine.facets(records, page, dated, request.questions, budget, zone, request.group)
            return counted, told, records

        found, told, records = self.with_records(layout, page, find)
        took = _milliseconds_since(started)
        return FacetsAnswer(found.facets, utc_now(), request.echo(), took, found.examined, told, records.state)

    def answer(
        self, principal: Principal, request: SearchRequest, budget: Budget, largest_page: int = MAX_PAGE_SIZE
    ) -> SearchAnswer:
        """The answer to one request.

        Args:
            principal: who asks.
            request: what is asked for.
            budget: what the search may take.
            largest_page: the most hits that are told; a larger page is cut to it, and goes on behind them.

        Raises:
            VizDeskError: the request does not fit the layout, the principal's rights or the records, or was taken back.
        """
        started = time.monotonic()
        layout, page = self.checked(principal, request)
        hidden = self.hidden(principal, layout, page)
        served = request._replace(size=min(request.size, largest_page))

        bound = binding(principal.user, layout.agency, request)
        after = None if request.after is None else self._sealer.open(request.after, bound)
        moment = self._clock() if after is None else after.moment  # later pages mean the days of the first

        def find(records: RecordSet) -> tuple[Found, Json, RecordSet]:
            dated, told = self.dated(served, layout, page, records, moment)
            return self._engine.search(records, page, dated, after and after.position, budget), told, records

        found, told, records = self.with_records(layout, page, find)
        position = found.position
        return SearchAnswer(
            hits=tuple(visible_hit(hit, hidden) for hit in found.hits),
            next=None if position is None else self._sealer.seal(Cursor(position, moment), bound),
            total=found.total,
            complete=found.examined is None,
            answered=1,
            sources=1,
            as_of=utc_now(),
            echo=request.echo(),
            took_ms=_milliseconds_since(started),
            records=records.state,
            examined=found.examined,
            resolved=told,
            expanded=found.expanded,
        )

    def changes(self, principal: Principal, held: HeldRecords, budget: Budget) -> RecordsChanges:
        """What became of records that somebody holds.

        Raises:
            VizDeskError: as for `answer`.
        """
        layout, page = self.checked(principal, SearchRequest(held.type, layout=held.layout), preparing=True)
        return self.with_records(layout, page, lambda records: self._engine.changes(records, held, budget))

    def agency(self, principal: Principal, request: SearchRequest) -> str:
        """The agency that a request is about.

        Raises:
            BadRequest: it does not say which of several.
            NotFound: the principal may not see it.
        """
        return self._asked_layout(principal, request)[0]

    def dated(
        self, request: SearchRequest, layout: Layout, page: Page, records: RecordSet, moment: datetime | None = None
    ) -> tuple[SearchRequest, Json]:
        """The request with its dates as the engine takes them, and the ends that were relative; to now, unless told."""
        if not asks_for_dates(request, page):
            return request, dict(NOTHING)
        return DateResolver(page, self._engine.fields(records), layout.time_zone, moment or self._clock()).resolve(
            request
        )

    def checked(
        self, principal: Principal, request: SearchRequest, asked_of: Sequence[str] = (), *, preparing: bool = False
    ) -> tuple[Layout, Page]:
        """The layout and the page that a request is about, which offer the principal all that it asks for.

        Args:
            principal: who asks.
            request: what for.
            asked_of: the ids of further filters that are asked about.
            preparing: it is asked for while criteria are made, so the page's policy does not hold yet.

        Raises:
            VizDeskError: there is no such page, or it or the principal's rights do not allow it.
        """
        agency, version = self._asked_layout(principal, request)
        layout = self._metadata.layout(agency, version)
        page, current = layout.page(request.type), self._metadata.layout(agency).page(request.type)
        if page is None or not all(principal.sees(one.roles) for one in (page, current) if one is not None):
            raise NotFound("The layout has no such page.", "Load the current layout.")
        hidden = self.hidden(principal, layout, page)
        versions = [one for one in (page, current) if one is not None]
        for identifier in (*(one for one, _ in request.all_filters()), *asked_of):
            filters = [one for one in (each.filter(identifier) for each in versions) if one is not None]
            if any(not principal.sees(one.roles) or not hidden.isdisjoint(one.fields) for one in filters):
                raise NotAllowed(
                    Filled("Your account may not use the filter {filter}.", filter=identifier),
                    "Remove it, then search again.",
                )
        if any(key.field in hidden for key in request.sort):
            raise NotAllowed("Your account may not sort by this field.", "Sort by another one.")
        check_request(request, page)
        if not preparing:
            check_policy(request, page)
        return layout, visible_page(page, hidden)

    def hidden(self, principal: Principal, layout: Layout, page: Page) -> frozenset[str]:
        """The fields that a principal may not see, by a version of a layout or by the current one."""
        current = self._metadata.layout(layout.agency).page(page.id)
        versions = [one for one in (page, current) if one is not None]
        return frozenset[str]().union(*(hidden_fields(one, principal.sees) for one in versions))

    def with_records(self, layout: Layout, page: Page, find: Callable[[RecordSet], T]) -> T:
        """What is found in the records that the page serves; looked for again where they were replaced in between.

        Raises:
            VizDeskError: nothing was imported for the page, or finding failed.
        """
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


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
