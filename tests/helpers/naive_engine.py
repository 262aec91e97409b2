"""The oracle wrapped as a search engine: every record is looked at in turn, in plain Python."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, tzinfo
from typing import Any

from tests.helpers.records import Row, TestField, record_fields
from tests.helpers.search_oracle import counted, matching, ordered, other_words
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest, CursorExpired
from vizdesk.domain.facets import Facet, FacetQuestion, FacetValue
from vizdesk.domain.layout import Operator, Page
from vizdesk.domain.records_state import HeldRecords, RecordsChanges
from vizdesk.domain.search import Examined, Hit, Relation, SearchRequest, Total
from vizdesk.gateway.engine.matching import fields_of
from vizdesk.gateway.engine.protocol import Budget, Counted, Found, InOrder, Position
from vizdesk.gateway.engine.words import terms
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_format import RecordField


class NaiveEngine:
    """Searches rows that it was given.

    Args:
        fields: the fields of the rows.
        rows: the records by their record set's file; the numbers of records are their places, from 1.
    """

    def __init__(self, fields: Sequence[TestField], rows: Mapping[str, Sequence[Row]]) -> None:
        self._test_fields = fields
        self._fields = {one.name: one for one in record_fields(fields)}
        self._rows = dict(rows)

    def search(
        self, records: RecordSet, page: Page, request: SearchRequest, after: Position | None, budget: Budget
    ) -> Found:
        """See `SearchEngine.search`."""
        rows, examined = self._looked_at(self._checked(records, page, request, budget), budget, after)
        numbers = matching(page, self._test_fields, rows, request)
        total = after.total if after else Total(len(numbers))
        if examined is not None:
            total = Total(total.value, Relation.AT_LEAST)
        if after is not None:  # the record that the page before ended with need not match itself
            last = int(after.values[-1] or 0)
            known = ordered({*numbers, last}, self._test_fields, self._rows_of(records), request)
            numbers = known[known.index(last) + 1 :]
        shown = numbers[: request.size]
        hits = tuple(self._hit(number, rows[number - 1]) for number in shown)
        asked = {} if after else {one: page.filter(one) for one in request.filters}
        told = {name: other_words(one, rows, request.filters[name]) for name, one in asked.items() if one}
        expanded = {name: words for name, words in told.items() if words}
        following = None
        if len(numbers) > request.size:
            following = Position(records.generation, "", (shown[-1],), total, examined and examined.records)
        return Found(hits, following, total, examined, {} if budget.is_limited else expanded)

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
        """See `SearchEngine.facets`."""
        rows, examined = self._looked_at(self._checked(records, page, request, budget), budget)
        found = {one.filter: self._facet(rows, page, request, one, zone, group) for one in questions}
        return Counted({name: one.as_at_least() for name, one in found.items()} if examined else found, examined)

    def changes(self, records: RecordSet, held: HeldRecords, budget: Budget) -> RecordsChanges:
        """See `SearchEngine.changes`: nothing ever changes here."""
        budget.check()
        count = len(self._rows_of(records))
        return RecordsChanges(tuple(one for one in held.ids if not 1 <= int(one) <= count), ())

    @contextmanager
    def in_order(
        self,
        records: RecordSet,
        page: Page,
        request: SearchRequest,
        fields: Sequence[str],
        ids: Collection[str] | None,
        budget: Budget,
    ) -> Iterator[InOrder]:
        """See `SearchEngine.in_order`."""
        rows = self._checked(records, page, request, budget)
        numbers = matching(page, self._test_fields, rows, request)
        found = [rows[number - 1] for number in numbers if ids is None or str(number) in ids]
        lists = [json.dumps([row.get(name) for name in fields]).encode() for row in found]
        yield InOrder(Total(len(found)), _checked_pieces(lists, budget))

    def fields(self, records: RecordSet) -> Mapping[str, RecordField]:
        """See `SearchEngine.fields`."""
        self._rows_of(records)
        return self._fields

    def warm(self, records: RecordSet) -> None:
        """See `SearchEngine.warm`: nothing is slow enough to be read ahead."""

    def retire(self, records: RecordSet) -> None:
        """See `SearchEngine.retire`."""
        self._rows.pop(records.file, None)

    def close(self) -> None:
        """See `SearchEngine.close`."""

    def _rows_of(self, records: RecordSet) -> Sequence[Row]:
        if records.file not in self._rows:
            raise CursorExpired("The records were replaced in between.", "Search again.")
        return self._rows[records.file]

    def _checked(self, records: RecordSet, page: Page, request: SearchRequest, budget: Budget) -> Sequence[Row]:
        """The records, once it is known that the request can be answered."""
        budget.check()
        terms(request.query)
        for identifier, _ in request.all_filters():
            one = page.filter(identifier)
            if one is None:
                raise BadRequest(f"The page {page.id} has no filter {identifier}.")
            fields_of(one, self._fields)
        if unknown := [key.field for key in request.sort if key.field not in self._fields]:
            raise BadRequest(f"The records have no field {unknown[0]} to sort by.")
        return self._rows_of(records)

    def _looked_at(
        self, rows: Sequence[Row], budget: Budget, after: Position | None = None
    ) -> tuple[Sequence[Row], Examined | None]:
        """The first of the rows: as many as the budget allows, and no more than the page before looked at."""
        limits = (len(rows), budget.records, after and after.examined)
        most = min(one for one in limits if one is not None)
        looked_at = next((number for number in range(1, most) if budget.is_spent()), most)
        return rows[:looked_at], Examined(looked_at, len(rows)) if looked_at < len(rows) else None

    def _facet(
        self,
        rows: Sequence[Row],
        page: Page,
        request: SearchRequest,
        question: FacetQuestion,
        zone: tzinfo,
        group: int | None,
    ) -> Facet:
        if group is not None:
            return self._facet_in_group(rows, page, request, question, group)
        counts, missing = counted(page, self._test_fields, rows, request, question, zone)
        in_order = sorted(counts) if question.prefix else [value for value, _ in counts.most_common()]
        values = tuple(FacetValue(value, counts[value]) for value in in_order[: question.limit])
        return Facet(values, missing, len(counts) > len(values))

    def _facet_in_group(
        self, rows: Sequence[Row], page: Page, request: SearchRequest, question: FacetQuestion, group: int
    ) -> Facet:
        """Each value is chosen and searched for, one after the other."""
        one = page.filter(question.filter)
        assert one is not None
        groups = [*request.any_of[:group], *request.any_of[group + 1 :]]
        own = request.any_of[group] if group < len(request.any_of) else {}
        counts = Counter[Any]()
        for value in {row[one.field] for row in rows if row.get(one.field) is not None}:
            chosen = {**own, one.id: Criterion(Operator.IN, (value,))}
            counts[value] = len(matching(page, self._test_fields, rows, request._replace(any_of=(chosen, *groups))))
        others = matching(page, self._test_fields, rows, request._replace(any_of=tuple(groups))) if groups else ()
        values = tuple(FacetValue(*one) for one in counts.most_common() if one[1] > len(others))
        return Facet(values[: question.limit], 0, len(values) > question.limit, others=len(others))

    def _hit(self, number: int, row: Row) -> Hit:
        return Hit(str(number), {name: row.get(name) for name in self._fields}, row.get("raw", {}))


def _checked_pieces(lists: list[bytes], budget: Budget) -> Iterator[list[bytes]]:
    budget.check()
    yield lists
