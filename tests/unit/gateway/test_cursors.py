"""Cursors open only for what they were sealed for, and tell nothing."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import CursorExpired
from vizdesk.domain.layout import Direction, Operator, SortKey
from vizdesk.domain.search import Relation, SearchRequest, Total
from vizdesk.gateway.cursors import Cursor, CursorSealer, binding
from vizdesk.gateway.engine.protocol import Position
from vizdesk.gateway.metadata import RecordSet

SEALER = CursorSealer(bytes(32))
CURSOR = Cursor(Position(17, Total(2431, Relation.AT_LEAST)), datetime(2026, 1, 31, 14, 2, 11, 5, UTC))
RECORDS = RecordSet("harbor", "people", "f.db", "0a", 9, "")
REQUEST = SearchRequest(
    "people",
    query="quim",
    filters={"harbor:people.hair": Criterion(Operator.IN, ("BRO",))},
    sort=(SortKey("surname"),),
    layout="harbor@7",
)
BOUND = binding("ana", RECORDS, 7, REQUEST)


def test_a_cursor_opens_for_the_same_search_whatever_the_page_size_and_request() -> None:
    cursor = SEALER.seal(CURSOR, BOUND)
    again = REQUEST._replace(size=9, after=cursor, request_id="another", reason={"code": "C"})
    assert SEALER.open(cursor, binding("ana", RECORDS, 7, again)) == CURSOR


@pytest.mark.parametrize(
    "other",
    [
        binding("ben", RECORDS, 7, REQUEST),
        binding("ana", replace(RECORDS, agency="bay"), 7, REQUEST),
        binding("ana", replace(RECORDS, page="vehicles"), 7, REQUEST),
        binding("ana", replace(RECORDS, generation="0b"), 7, REQUEST),
        binding("ana", RECORDS, 8, REQUEST),
        binding("ana", RECORDS, 7, REQUEST._replace(query="quin")),
        binding("ana", RECORDS, 7, REQUEST._replace(filters={})),
        binding("ana", RECORDS, 7, REQUEST._replace(sort=(SortKey("surname", Direction.DESC),))),
    ],
)
def test_a_cursor_does_not_open_for_anything_else(other: bytes) -> None:
    cursor = SEALER.seal(CURSOR, BOUND)
    with pytest.raises(CursorExpired):
        SEALER.open(cursor, other)


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "not base64 ✓", "A" * 200, "A" * 5000])
def test_what_was_never_sealed_here_does_not_open(cursor: str) -> None:
    with pytest.raises(CursorExpired):
        SEALER.open(cursor, BOUND)


def test_a_changed_cursor_and_another_folders_do_not_open() -> None:
    cursor = SEALER.seal(CURSOR, BOUND)
    sealed = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    sealed[-1] ^= 1
    with pytest.raises(CursorExpired):
        SEALER.open(base64.urlsafe_b64encode(bytes(sealed)).decode().rstrip("="), BOUND)
    with pytest.raises(CursorExpired):
        CursorSealer(b"\x01" * 32).open(cursor, BOUND)


def test_equal_positions_give_different_cursors() -> None:
    assert SEALER.seal(CURSOR, BOUND) != SEALER.seal(CURSOR, BOUND)
