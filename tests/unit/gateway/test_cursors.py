"""Cursors open only for what they were sealed for, and tell nothing."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import CursorExpired
from vizdesk.domain.layout import Direction, Operator, SortKey
from vizdesk.domain.search import Relation, SearchRequest, Total
from vizdesk.gateway.cursors import Cursor, CursorSealer, binding
from vizdesk.gateway.engine.protocol import Position

SEALER = CursorSealer(bytes(32))
POSITION = Position("0a", "surname text asc", ("Quimby", 1.5, None, 17), Total(2431, Relation.AT_LEAST), 900)
CURSOR = Cursor(POSITION, datetime(2026, 1, 31, 14, 2, 11, 5, UTC))
REQUEST = SearchRequest(
    "people",
    query="quim",
    filters={"harbor:people.hair": Criterion(Operator.IN, ("BRO",))},
    sort=(SortKey("surname"),),
    layout="harbor@7",
)
BOUND = binding("ana", "harbor", REQUEST)


def test_a_cursor_opens_for_the_same_search_whatever_the_page_size_and_request() -> None:
    cursor = SEALER.seal(CURSOR, BOUND)
    again = REQUEST._replace(size=9, after=cursor, request_id="another", reason={"code": "C"})
    assert SEALER.open(cursor, binding("ana", "harbor", again)) == CURSOR


@pytest.mark.parametrize(
    "other",
    [
        binding("ben", "harbor", REQUEST),
        binding("ana", "bay", REQUEST),
        binding("ana", "harbor", REQUEST._replace(type="vehicles")),
        binding("ana", "harbor", REQUEST._replace(layout="harbor@8")),
        binding("ana", "harbor", REQUEST._replace(query="quin")),
        binding("ana", "harbor", REQUEST._replace(filters={})),
        binding("ana", "harbor", REQUEST._replace(sort=(SortKey("surname", Direction.DESC),))),
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
