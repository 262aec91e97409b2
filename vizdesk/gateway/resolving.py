"""Dates of a search as the engine takes them: on the calendar, and on the clock of the field that they are asked of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from vizdesk.domain.criteria import Criteria, Criterion, check_criterion
from vizdesk.domain.layout import Filter, Json, Kind, Page
from vizdesk.domain.relative_dates import is_relative, on_the_fields_clock, resolved, time_zone
from vizdesk.domain.search import ANY, SearchRequest
from vizdesk.gateway.record_format import RecordField


def asks_for_dates(request: SearchRequest, page: Page) -> bool:
    """Whether there is anything to resolve."""
    found = (page.filter(identifier) for identifier, _ in request.all_filters())
    return any(one is not None and one.kind is Kind.DATE for one in found)


class DateResolver:
    """Resolves the dates of one search.

    Args:
        page: the layout's page.
        fields: the fields of the records.
        zone_name: the layout's time zone.
        at: the moment that relative dates start from, with its zone.

    Raises:
        BadRequest: the zone is not known.
    """

    def __init__(self, page: Page, fields: Mapping[str, RecordField], zone_name: str, at: datetime) -> None:
        self._page, self._fields = page, fields
        self._zone, self._at = time_zone(zone_name), at

    def resolve(self, request: SearchRequest) -> tuple[SearchRequest, Json]:
        """The request for the engine, and in the form of its filters the ends that were relative.

        Raises:
            BadRequest: an end lies beyond the calendar, or behind the other end of its range.
        """
        filters, told = self._all(request.filters)
        groups = [self._all(group) for group in request.any_of]
        if any(told for _, told in groups):
            told = {**told, ANY: [told for _, told in groups]}
        return request._replace(filters=filters, any_of=tuple(group for group, _ in groups)), told

    def _all(self, criteria: Criteria) -> tuple[Criteria, Json]:
        made, told = dict(criteria), {}
        for identifier, criterion in criteria.items():
            one = self._page.filter(identifier)
            if one is None or one.kind is not Kind.DATE:
                continue
            fixed = resolved(criterion, self._at, self._zone)
            if is_relative(criterion):
                check_criterion(one._replace(operators=(fixed.operator,)), fixed)
                told[identifier] = {"from": fixed.lower, "to": fixed.upper}
            made[identifier] = self._on_its_clock(one, fixed)
        return made, told

    def _on_its_clock(self, one: Filter, criterion: Criterion) -> Criterion:
        field = self._fields.get(one.field)
        return criterion if field is None else on_the_fields_clock(criterion, self._zone, instants=field.instants)
