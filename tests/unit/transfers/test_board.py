"""Where parts stand, and what a storage's answers mean."""

from __future__ import annotations

import pytest

from tests.helpers.storage_contract import md5
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.uploads import SignedBatch, SignedPart, StoredPart
from vizdesk.net.part_puts import PutAnswer
from vizdesk.store.journal import JournalPart
from vizdesk.transfers.board import Board, steady
from vizdesk.transfers.outcomes import Outcome, outcome_of
from vizdesk.transfers.retrying import LONGEST_SECONDS, pause_before

PLAN = PartPlan(50, 10)
MD5, OTHER = md5(b"x"), md5(b"y")


def journaled(number: int, etag: str | None = None, *, reported: bool = False) -> JournalPart:
    return JournalPart(number, 10, MD5, etag, reported)


def test_the_storages_list_decides() -> None:
    known = [
        journaled(1, MD5.hex(), reported=True),
        journaled(2),  # confirmed, but the crash came before the journal knew
        journaled(3, MD5.hex(), reported=True),  # the storage lost it
        journaled(4),  # the storage holds other bytes
    ]
    held = {n: StoredPart(n, 10, (OTHER if n == 4 else MD5).hex()) for n in (1, 2, 4, 5)}
    board = Board(PLAN, known, held)
    assert set(board.confirmed) == {1, 2}
    assert [one.number for one in board.unreported] == [2]
    assert board.lost == [3]
    assert [one.number for one in board.next_to_sign(9)] == [3, 4]
    assert board.next_to_hash() == 5
    assert board.next_to_hash() is None
    assert not board.take_sum(5, MD5)  # hashed, compared, and not sent
    assert set(board.confirmed) == {1, 2, 5}


def test_etags_that_are_no_md5_are_those_of_the_journal() -> None:
    board = Board(
        PLAN, [journaled(1, "kms-1"), journaled(2, "kms-2")], {1: StoredPart(1, 10, "kms-1"), 2: StoredPart(2, 10, "x")}
    )
    assert set(board.confirmed) == {1}
    assert board.lost == [2]


def test_a_part_of_another_plan_counts_for_nothing() -> None:
    board = Board(PLAN, [JournalPart(1, 99, MD5, MD5.hex(), reported=True)], {1: StoredPart(1, 99, MD5.hex())})
    assert board.confirmed == {}
    assert board.next_to_hash() == 1


def signed(board: Board, seconds: float, asked_at: float) -> None:
    parts = board.next_to_sign(9)
    board.take_signed(SignedBatch(tuple(SignedPart(one.number, "secret", {}) for one in parts), seconds), asked_at)


def test_a_url_that_is_nearly_over_is_not_used() -> None:
    board = Board(PLAN, [journaled(1)], {})
    signed(board, 60, steady() - 55)
    assert board.next_to_send() is None
    assert board.hashed == 1
    signed(board, 60, steady() - 40)
    found = board.next_to_send()
    assert found is not None
    assert not found[2]  # if it is refused, its age may be why
    board.again(1)
    signed(board, 60, steady())
    found = board.next_to_send()
    assert found is not None
    assert found[2]
    assert "secret" not in repr(found)


def test_a_url_ages_while_the_computer_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(PLAN, [journaled(1)], {})
    signed(board, 60, steady())
    slept = steady() + 3600
    monkeypatch.setattr("time.clock_gettime", lambda _clock: slept)  # `time.monotonic` stands still meanwhile
    assert board.next_to_send() is None
    assert board.hashed == 1


def test_a_part_that_failed_comes_back_later() -> None:
    board = Board(PLAN, [journaled(1)], {})
    signed(board, 60, steady())
    board.next_to_send()
    board.again(1, 0.02)
    assert board.hashed == 0
    assert 0 < board.wake() <= 0.02
    while board.wake() != float("inf"):
        pass
    assert board.hashed == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (PutAnswer(200, MD5.hex()), Outcome.CONFIRMED),
        (PutAnswer(200, "an-etag-of-sse-kms"), Outcome.CONFIRMED),
        (PutAnswer(201), Outcome.CONFIRMED),  # Azure, which names no ETag
        (PutAnswer(201, OTHER.hex()), Outcome.OTHER_BYTES),
        (PutAnswer(201, "", "InternalError"), Outcome.AGAIN),
        (PutAnswer(400, "", "Md5Mismatch"), Outcome.OTHER_BYTES),
        (PutAnswer(200, OTHER.hex()), Outcome.OTHER_BYTES),
        (PutAnswer(200, "", "InternalError"), Outcome.AGAIN),
        (PutAnswer(200), Outcome.AGAIN),
        (PutAnswer(400, "", "BadDigest"), Outcome.OTHER_BYTES),
        (PutAnswer(400, "", "RequestTimeout"), Outcome.AGAIN),
        (PutAnswer(400, "", "IncompleteBody"), Outcome.AGAIN),
        (PutAnswer(403, "", "AccessDenied"), Outcome.NEW_URL),
        (PutAnswer(403), Outcome.NEW_URL),
        (PutAnswer(400, "", "ExpiredToken"), Outcome.NEW_URL),  # the signer's session ended before its URLs
        (PutAnswer(404, "", "NoSuchUpload"), Outcome.GONE),
        (PutAnswer(404, "", "NoSuchBucket"), Outcome.REFUSED),
        (PutAnswer(400, "", "EntityTooLarge"), Outcome.REFUSED),
        (PutAnswer(408), Outcome.AGAIN),
        (PutAnswer(429), Outcome.OVERRUN),
        (PutAnswer(500, "", "InternalError"), Outcome.AGAIN),
        (PutAnswer(503, "", "SlowDown"), Outcome.OVERRUN),
        (PutAnswer(507), Outcome.AGAIN),
    ],
)
def test_what_answers_mean(answer: PutAnswer, outcome: Outcome) -> None:
    assert outcome_of(answer, MD5) is outcome


def test_pauses_grow_and_are_bounded() -> None:
    pauses = [max(pause_before(attempt) for _ in range(200)) for attempt in (1, 4, 12, 500)]
    assert pauses[0] < pauses[1] < pauses[2] <= LONGEST_SECONDS
    assert pauses[3] <= LONGEST_SECONDS
