"""A look at a records file: which records meet criteria and hold words, each answer kept for whoever asks the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlcipher3 import dbapi2

from vizdesk.db.connection import Connection
from vizdesk.domain.criteria import Criteria, Criterion
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Filter, Kind, Page
from vizdesk.domain.search import SearchRequest
from vizdesk.gateway.engine.columns import Column, PartCache, Parts
from vizdesk.gateway.engine.matching import fields_of, meeting, spelled_out
from vizdesk.gateway.engine.places import lying
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.engine.reach import Reach
from vizdesk.gateway.engine.texts import Mask
from vizdesk.gateway.engine.word_search import holding
from vizdesk.gateway.engine.words import Term, terms
from vizdesk.gateway.record_format import RecordField


@dataclass(frozen=True, slots=True)
class Shape:
    """What a records file looks like."""

    fields: Mapping[str, RecordField]
    rows: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at a records file, and which of its records meet criteria and hold words."""

    file: str
    connection: Connection
    shape: Shape
    parts: Parts
    budget: Budget
    reach: Reach
    cache: PartCache
    in_part: dict[tuple[object, ...], Mask]
    """What was not found for all records: good for this request only."""

    def matching(self, page: Page, request: SearchRequest) -> Mask:
        """Which records meet all criteria and hold all words."""
        matching = self.meeting_all(page, request.filters)
        if request.any_of:
            matching &= np.logical_or.reduce([self.meeting_all(page, one) for one in request.any_of])
        for term in terms(request.query):
            matching &= self._holding(term, page.unseen_fields)
            self.budget.check()
        matching[self.reach.records :] = False
        return matching

    def meeting_all(self, page: Page, criteria: Criteria) -> Mask:
        """Which records meet all criteria."""
        met = np.ones(self.shape.rows, np.bool_)
        for identifier, criterion in criteria.items():
            met &= self._meeting(filter_of(page, identifier), criterion)
            self.budget.check()
        return met

    def _meeting(self, one: Filter, criterion: Criterion) -> Mask:
        columns = [self.parts.column(field) for field in fields_of(one, self.shape.fields)]
        asked = spelled_out(one, criterion)
        key = (one.fields, one.kind, one.missing, asked)
        if columns[0].is_text:
            self.reach.begin_scan()
        return self._kept(key, lambda: self._spread(one, asked, columns))

    def _spread(self, one: Filter, criterion: Criterion, columns: Sequence[Column]) -> tuple[Mask, bool]:
        if one.kind is Kind.PLACE:
            latitude, longitude = columns
            return lying(criterion, latitude, longitude, self.budget.check), True
        (column,) = columns
        of_entries, whole = self.of_entries(column, lambda some: meeting(one, criterion, some))
        return column.spread(of_entries), whole

    def of_entries(self, column: Column, ask: Callable[[Column], Mask]) -> tuple[Mask, bool]:
        """Which entries of a column meet a question, and whether all were looked at."""
        if column.is_text and self.reach.is_limited:
            return self.reach.look_through(column, ask)
        return ask(column), True

    def _holding(self, term: Term, unseen: frozenset[str]) -> Mask:
        self.reach.begin_scan()
        return self._kept((term, unseen), lambda: self._holding_so_far(term, unseen))

    def _holding_so_far(self, term: Term, unseen: frozenset[str]) -> tuple[Mask, bool]:
        """Which records hold a word, and whether all were looked at; where there is no time for that, the first few."""
        shape, reach = self.shape, self.reach

        def held() -> Mask:
            return holding(term, self.connection, self.parts, shape.fields, shape.rows, unseen, reach.last)

        try:
            with reach.stopping_queries():
                return held(), reach.is_whole
        except dbapi2.OperationalError as error:
            if not is_interrupt(error):
                raise
            self.budget.check()
        reach.fall_back()
        return held(), reach.is_whole

    def _kept(self, key: tuple[object, ...], find: Callable[[], tuple[Mask, bool]]) -> Mask:
        """A mask, kept packed: the next page, the facets and the next search ask for the same.

        One that was not found for all records is kept for the request that found it, and for no other.
        """
        if key in self.in_part:
            return self.in_part[key]
        packed = self.cache.held((self.file, *key))
        if packed is not None:
            unpacked: Mask = np.unpackbits(packed, count=self.shape.rows).view(np.bool_)
            return unpacked
        mask, whole = find()
        if whole:
            packed = np.packbits(mask)
            self.cache.put((self.file, *key), packed, packed.nbytes)
        else:
            self.in_part[key] = mask
        return mask


def filter_of(page: Page, identifier: str) -> Filter:
    """A filter of a page.

    Raises:
        BadRequest: it has none of this id.
    """
    one = page.filter(identifier)
    if one is None:
        raise BadRequest(
            Filled("The page {page} has no filter {filter}.", page=page.id, filter=identifier),
            "Load the current layout.",
        )
    return one


def is_interrupt(error: dbapi2.OperationalError) -> bool:
    """Whether a query was ended by us."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"
