"""What the gateway asks of a search engine, whichever it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Protocol

from vizdesk.domain.errors import Cancelled, DeadlineExceeded
from vizdesk.domain.facets import Facet, FacetQuestion
from vizdesk.domain.layout import Page
from vizdesk.domain.records_state import HeldRecords, RecordsChanges
from vizdesk.domain.search import Examined, Hit, SearchRequest, Sources, Total
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_format import RecordField

DEADLINE_SECONDS = 30.0


class Budget:
    """What one search may take, the way to take it back from another thread, and what it tells of itself meanwhile.

    `sources` is told by an engine that asks several, as they answer; it is read on another thread.

    Args:
        seconds: after which the search is given up.
        soft_seconds: after which it is answered with what was looked at; None for no such time.
        records: the most records to look at; None for all.
    """

    def __init__(
        self, seconds: float = DEADLINE_SECONDS, *, soft_seconds: float | None = None, records: int | None = None
    ) -> None:
        self._started = time.monotonic()
        self._deadline = self._started + seconds
        self._soft_seconds = soft_seconds
        self.records = records
        self.sources = Sources(0, 1)
        self._lock = threading.Lock()
        self._interrupt: Callable[[], None] | None = None
        self._taken_back = False

    def interrupt(self) -> None:
        """Take the search back: the engine's running query ends, and no other one starts. From any thread."""
        with self._lock:
            self._taken_back = True
            if self._interrupt is not None:
                self._interrupt()

    def attach(self, interrupt: Callable[[], None] | None) -> None:
        """Tell how the running query is interrupted; None once it has ended, so that no later one is hit.

        Raises:
            Cancelled: the search was taken back already.
        """
        with self._lock:
            self._interrupt = interrupt
        if interrupt is not None:
            self.check()

    @property
    def is_over(self) -> bool:
        """Whether the query should stop now."""
        return self._taken_back or time.monotonic() > self._deadline

    @property
    def is_limited(self) -> bool:
        """Whether the search may be answered in part."""
        return self._soft_seconds is not None or self.records is not None

    def is_spent(self, share: float = 1.0) -> bool:
        """Whether a share of the soft time is over, from 0 to 1."""
        return self._soft_seconds is not None and time.monotonic() - self._started >= share * self._soft_seconds

    def check(self) -> None:
        """Stop here if the time is up.

        Raises:
            Cancelled: the search was taken back.
            DeadlineExceeded: its time is over.
        """
        if self._taken_back:
            raise Cancelled("The search was cancelled.", "Nothing was changed.")
        if self.is_over:
            raise DeadlineExceeded(
                "The search did not finish in time. This does not mean that there are no matches.",
                "Add criteria, then search again.",
            )


@dataclass(frozen=True, slots=True)
class Position:
    """Where paging goes on: behind the last record shown.

    Args:
        generation: of the records that it was found in.
        order: tells the order of the sort: fields with their kinds, and directions.
        values: what the record has in each of the fields, and its id as the last.
        total: as counted for the first page.
        examined: how many records the page before looked at where that was not all: those behind stay left out.
    """

    generation: str
    order: str
    values: tuple[str | float | None, ...]
    total: Total
    examined: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits; `position` leads to the next page, None on the last.

    `examined` tells how far the search came where its budget ended it, None where it looked at all records. What it
    did not look at is left out: the hits are some of those of the whole answer, in its order, and the total is
    `atLeast`.

    `expanded` has, by filter id, other words of the records that a criterion stands for; on the first page only, and
    where no budget limits the search.
    """

    hits: tuple[Hit, ...]
    position: Position | None
    total: Total
    examined: Examined | None = None
    expanded: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """Facets by filter id; `examined` as in `Found`, and then their relation is `atLeast`."""

    facets: Mapping[str, Facet]
    examined: Examined | None = None


@dataclass(frozen=True, slots=True)
class InOrder:
    """All records of a search, in its order.

    Args:
        total: how many there are.
        pieces: for each record a JSON list of its values of the fields that were asked for, in UTF-8 and without line
            ends; some thousand records at a time, read as they are taken.
    """

    total: Total
    pieces: Iterator[Sequence[bytes]]


class SearchEngine(Protocol):
    """Finds records. Every method may be called from several threads at once, and may block."""

    def search(
        self, records: RecordSet, page: Page, request: SearchRequest, after: Position | None, budget: Budget
    ) -> Found:
        """One page of the records that meet a checked request.

        Args:
            records: the record set to search.
            page: the layout's page; its filters tell which field a criterion is about.
            request: checked against `page`.
            after: where the page before ended, None for the first. Where the records changed since, no record is given
                twice or left out because others came, changed or went, and the total is counted again.
            budget: the time and records allowed; interrupting it ends the query.

        Raises:
            BadRequest: the records lack a field, or hold it in another kind than the layout says.
            Cancelled: `budget` was interrupted.
            CursorExpired: the records were replaced in between, or are not sorted any more as for `after`.
            DeadlineExceeded: the time is over.
            StorageError: the records cannot be read.
        """
        ...

    def facets(
        self,
        records: RecordSet,
        page: Page,
        request: SearchRequest,
        questions: Sequence[FacetQuestion],
        budget: Budget,
        zone: tzinfo = UTC,
        group: int | None = None,
    ) -> Counted:
        """By filter id, the values of its field among the records that meet all criteria but its own.

        In an OR group each count is of the records that the request finds with that value as the filter's criterion
        there.

        Args:
            records: the record set.
            page: the layout's page, which has all filters that are asked for.
            request: checked against `page`.
            questions: the facets.
            budget: the time and records allowed.
            zone: whose days instants are counted by.
            group: the place of the OR group that the filters stand in, as many as there are for a new one; None for no
                group.

        Raises:
            BadRequest: as for `search`.
            Cancelled: `budget` was interrupted.
            CursorExpired: the records were replaced.
            DeadlineExceeded: the time is over.
            StorageError: the records cannot be read.
        """
        ...

    def changes(self, records: RecordSet, held: HeldRecords, budget: Budget) -> RecordsChanges:
        """Which of some records are there no more, and which changed after the generation that they are held in.

        Raises:
            Cancelled: `budget` was interrupted.
            CursorExpired: the records were replaced.
            DeadlineExceeded: the time is over.
            StorageError: the records cannot be read.
        """
        ...

    def in_order(
        self,
        records: RecordSet,
        page: Page,
        request: SearchRequest,
        fields: Sequence[str],
        ids: Collection[str] | None,
        budget: Budget,
    ) -> AbstractContextManager[InOrder]:
        """All records that meet a checked request, for an export: of one moment, while the block lasts.

        Args:
            records: the record set.
            page: the layout's page.
            request: checked against `page`; its paging does not count.
            fields: the fields whose values are given, all of which the records have.
            ids: only these records, None for all.
            budget: the time allowed, without soft limits; taking pieces checks it.

        Raises:
            BadRequest: as for `search`.
            Cancelled: `budget` was interrupted.
            CursorExpired: the records were replaced.
            DeadlineExceeded: the time is over.
            StorageError: the records cannot be read.
        """
        ...

    def fields(self, records: RecordSet) -> Mapping[str, RecordField]:
        """The fields of a record set by name, in the file's order.

        Raises:
            StorageError: the records cannot be read.
        """
        ...

    def warm(self, records: RecordSet) -> None:
        """Make ready for searches of these records, which are likely soon. Returns at once."""
        ...

    def retire(self, records: RecordSet) -> None:
        """Records that are not served any more: release them once the last search on them is done."""
        ...

    def close(self) -> None:
        """Release everything; running searches end first."""
        ...
