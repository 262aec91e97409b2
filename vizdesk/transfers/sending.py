"""One transfer on its way, from its first call to the checked object: run by one thread, with the pools' help."""

from __future__ import annotations

import queue
import random
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

from vizdesk.domain.errors import (
    AnswersMissing,
    BadRequest,
    NotFound,
    PartsMissing,
    UploadGone,
    VizDeskError,
)
from vizdesk.domain.filled import Filled
from vizdesk.domain.parts import Extent, composite_etag
from vizdesk.domain.reasons import Reason, because
from vizdesk.domain.sizes import MIB
from vizdesk.domain.transfers import TransferState
from vizdesk.domain.uploads import MAX_REPORTED, ConfirmedPart, PartSum, SignedBatch, StoredPart, Upload, UploadState
from vizdesk.net.part_puts import PutAnswer
from vizdesk.net.uploads import UploadCalls
from vizdesk.store.journal import Transfer, TransferJournal
from vizdesk.transfers.board import Board, steady
from vizdesk.transfers.control import Control
from vizdesk.transfers.giving_up import asked_for
from vizdesk.transfers.limiting import RateLimit
from vizdesk.transfers.outcomes import Outcome, outcome_of, refusal
from vizdesk.transfers.part_work import PartWork
from vizdesk.transfers.pools import Pools
from vizdesk.transfers.retrying import is_passing, pause_before
from vizdesk.transfers.source import changed, check_unchanged, fingerprint, md5_of

MOST_IN_FLIGHT = 256 * MIB
"""So much of one file may be on its way, unconfirmed; two parts always may."""

HASH_AHEAD = 3
"""For each part that may be on its way, so many are hashed ahead."""

ONE_PART = 5 * MIB
"""Storages want parts to be at least so large."""

LOOK_SECONDS = 0.25
"""So soon a wish to pause is seen."""

REREAD_BYTES = 64 * MIB
REREAD_PARTS = 4
MOST_REFUSALS = 3
MOST_ROUNDS = 5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Means:
    """What all transfers of an engine share."""

    journal: TransferJournal
    calls: UploadCalls
    pools: Pools
    limit: RateLimit


class Arrived(NamedTuple):
    """A file that has arrived whole.

    Args:
        key: where it is in the storage.
        size: bytes.
        etag: of the object.
        parts: how many.
        bytes_sent: bytes of parts that went out, in this run.
        resumed: whether an earlier run had begun it.
    """

    key: str
    size: int
    etag: str
    parts: int
    bytes_sent: int
    resumed: bool


class Progress(NamedTuple):
    """How far a transfer is, in bytes; `waiting_for` is a sentence where it cannot go on."""

    size: int
    confirmed: int
    sent: int
    waiting_for: str | None


def arrived_as(done: Upload, bytes_sent: int, *, resumed: bool) -> Arrived:
    """What a finished upload came to."""
    return Arrived(done.key, done.size, done.etag or "", done.plan.count, bytes_sent, resumed)


class Sending:
    """One transfer.

    Args:
        transfer: as the journal has it.
        means: what all transfers share.
        control: pauses, cancels, stops it.
    """

    def __init__(self, transfer: Transfer, means: Means, control: Control) -> None:
        self._transfer = transfer
        self._id = transfer.id
        self._means, self._journal, self._calls = means, means.journal, means.calls
        self._control = control
        self.limit = RateLimit(transfer.rate)
        self._lock = threading.Lock()
        self._bytes_sent = self._sent_before = 0
        self._confirmed_bytes = 0
        self._waiting_for: str | None = None
        self._refused: Counter[int] = Counter()
        self._damaged: Counter[int] = Counter()
        self._writes: list[Future[None]] = []
        self._answering = threading.Lock()
        self._completes = False
        self._first: tuple[bytes, SignedBatch, float] | None = None
        self.lost: VizDeskError | None = None
        """Once it has arrived: what did not arrive of it."""

    def progress(self) -> Progress:
        """How far it is; may be called on any thread. What was sent never counts for more than the file."""
        size, confirmed = self._transfer.source.size, self._confirmed_bytes
        sent = max(confirmed, min(size, self._sent_before + self._bytes_sent))
        return Progress(size, confirmed, sent, self._waiting_for)

    def take_answers(self, answers: Mapping[str, Any]) -> bool:
        """Take other answers to what the agency asks; may be called on any thread.

        Returns:
            Whether they were in time: the file is not being completed with those that were given before.
        """
        with self._answering:
            return not self._completes and not self._journal.queue.set_answers([self._id], answers).result()

    def run(self) -> Arrived:
        """Send it.

        Raises:
            Stopped: something else was wished; it can be run again.
            SourceChanged: the file is not what it was.
            VizDeskError: it cannot go on, with the reason.
        """
        resumed = self._transfer.upload is not None
        for _ in range(MOST_ROUNDS):
            try:
                done = self._round()
            except PartsMissing:
                self._journal.unreported(self._id)  # the storage's list, read anew, says which
                continue
            except UploadGone:
                self._begin_anew()
                continue
            self.lost = self._journal.done(self._id, done.etag or "")
            return arrived_as(done, self._bytes_sent, resumed=resumed)
        raise because(Reason.STORAGE_FORGETS)

    def _round(self) -> Upload:
        upload, is_new = self._begin()
        if upload.state is UploadState.COMPLETING:  # an answer was lost; what it came to, asking again tells
            upload = self._patiently(partial(self._answer_and_complete, upload.id, []))
        if upload.state is UploadState.DONE:
            with suppress(UploadGone, AnswersMissing):  # too late: the journal notes that with the end
                self._patiently(partial(self._tell_answers, upload.id))
            self._check_done(upload, [(one.md5, one.etag) for one in self._journal.parts(self._id)])
            return upload
        board = self._board(upload, is_new=is_new)
        plan = upload.plan
        self._note_confirmed(board)
        work = PartWork(
            self._transfer,
            plan,
            self._means.pools,
            self._control,
            (self._means.limit, self.limit),
            self._count_bytes,
        )
        woken, slept = self._control.woken, self._control.slept
        try:
            while not board.is_whole:
                self._control.check()
                if woken != self._control.woken:
                    woken = self._control.woken
                    board.wake(at_once=True)
                if slept != self._control.slept:
                    slept = self._control.slept
                    work.reconnect()
                self._fill(upload, board, work)
                try:
                    work.events.get(timeout=min(LOOK_SECONDS, max(0.0, board.wake())))()
                except queue.Empty:
                    continue
        finally:
            work.give_up()
        return self._complete(upload, board)

    def _begin(self) -> tuple[Upload, bool]:
        """The upload, and whether nothing can have been sent of it yet."""
        identifier = self._transfer.upload
        if identifier is None:
            return self._begin_new(), True
        try:
            upload = self._patiently(lambda: self._calls.get(identifier))
        except NotFound:  # another gateway is there; or another account, which may not begin one
            return self._begin_new(), True
        if upload.state is UploadState.ABORTED:
            raise UploadGone("The upload was aborted.")
        return upload, False

    def _begin_new(self) -> Upload:
        """Have the upload begun; what the journal holds of another one is kept until then."""
        transfer = self._transfer
        self._find_source()
        md5 = self._md5_of_small()
        asked = asked_for(transfer, md5)
        if transfer.key is None:
            self._journal.asked(self._id)
        asked_at = steady()
        upload, batch = self._patiently(lambda: self._calls.create(asked))
        self._first = (md5, batch, asked_at) if md5 and batch else None
        if transfer.upload is not None:
            self._journal.begin_anew(self._id, transfer.token)
        self._journal.begun(self._id, upload).result()
        self._transfer = self._journal.get(self._id)
        with suppress(AnswersMissing):  # they hold back the end only
            self._patiently(partial(self._tell_answers, upload.id))
        return upload

    def _find_source(self) -> None:
        """Check that the file is the one that was queued; from now on, it must also stay where it is.

        Raises:
            SourceChanged: it is another one.
            UploadRefused: it is gone, or may not be read any more.
        """
        found = fingerprint(self._transfer.path)
        if not found.is_like(self._transfer.source):
            raise changed()
        if found != self._transfer.source:
            self._journal.found_elsewhere(self._id, found)
            self._transfer = self._journal.get(self._id)

    def _md5_of_small(self) -> bytes | None:
        """Of a file that is one part at any storage: beginning and signing are one call then."""
        size = self._transfer.source.size
        return md5_of(self._transfer.path, Extent(0, size), self._control) if size <= ONE_PART else None

    def _begin_anew(self) -> None:
        """Unless it is done, the upload is given up for good: an object is made once."""
        self._settle()
        old = self._transfer.upload
        try:
            if old is not None:
                self._patiently(lambda: self._calls.abort(old))
        except UploadGone:
            return
        except NotFound:
            pass  # the gateway does not know it any more
        self._journal.begin_anew(self._id, secrets.token_urlsafe(24))
        self._transfer = self._journal.get(self._id)

    def _board(self, upload: Upload, *, is_new: bool) -> Board:
        """Where the parts stand: the storage's own list, checked against the MD5s of the journal."""
        if is_new:
            board = Board(upload.plan, [], {})
            if self._first:
                board.take_first(*self._first)
            return board
        self._settle()
        known = self._journal.parts(self._id)
        board = Board(upload.plan, known, self._held(upload.id))
        if board.lost:
            self._journal.unconfirmed(self._id, board.lost)
        confirmed_before = {one.number for one in known if one.etag}
        newly = [one for one in board.unreported if one.number not in confirmed_before]
        if newly:
            self._journal.confirmed(self._id, newly)
        if not board.is_whole:  # else the file has arrived as it was, and need not be there any more
            self._find_source()
            self._reread(board)
        return board

    def _held(self, identifier: str) -> dict[int, StoredPart]:
        held: dict[int, StoredPart] = {}
        after: int | None = 0
        while after is not None:
            page = self._patiently(partial(self._calls.list_parts, identifier, after))
            held.update((one.number, one) for one in page.parts)
            after = page.next
        return held

    def _reread(self, board: Board) -> None:
        """Read some confirmed parts again: a file edited since may have kept its size and time."""
        numbers = sorted(board.confirmed)
        chosen = {*numbers[:1], *numbers[-1:], *random.sample(numbers, min(len(numbers), REREAD_PARTS - 2))}
        budget = REREAD_BYTES
        for number in chosen:
            part = board.confirmed[number]
            budget -= part.size
            if budget < 0:
                return  # of larger parts, the samples of the fingerprint have been read again
            if md5_of(self._transfer.path, board.plan.extent(number), self._control) != part.md5:
                raise because(Reason.FILE_CHANGED_SINCE)

    def _fill(self, upload: Upload, board: Board, work: PartWork) -> None:
        """Keep the pools busy: hash ahead, have signed what is hashed, send what is signed."""
        most = max(2, min(self._means.pools.most, MOST_IN_FLIGHT // upload.part_size))
        while work.hashing + work.sending + board.waiting < HASH_AHEAD * most:
            number = board.next_to_hash()
            if number is None:
                break
            work.hash(number, partial(self._on_hashed, board))
        idle = not work.hashing or not (work.sending or board.signed or board.confirmed)
        if board.hashed and board.signed < most and (idle or board.hashed >= most):
            self._sign(upload, board, 2 * most)
        while work.sending < most and (found := board.next_to_send()):
            signed, part, fresh = found
            work.send(signed, part, partial(self._on_answer, board, part, fresh=fresh))

    def _sign(self, upload: Upload, board: Board, most: int) -> None:
        parts = board.next_to_sign(most)
        report = [board.unreported.popleft() for _ in range(min(MAX_REPORTED, len(board.unreported)))]
        self._keep(self._journal.hashed(self._id, board.take_new_sums()))
        asked_at = steady()
        batch = self._patiently(lambda: self._calls.sign(upload.id, parts, report))
        if report:
            self._keep(self._journal.hashed(self._id, [], [one.number for one in report]))
        board.take_signed(batch, asked_at)

    def _on_hashed(self, board: Board, number: int, md5: bytes) -> None:
        if not board.take_sum(number, md5):
            self._confirmed_bytes += board.plan.extent(number).size
            self._keep(self._journal.confirmed(self._id, [board.confirmed[number]]))

    def _on_answer(self, board: Board, part: PartSum, answer: PutAnswer | None, *, fresh: bool) -> None:
        number = part.number
        outcome = Outcome.AGAIN if answer is None else outcome_of(answer, part.md5)
        if answer is not None and outcome is Outcome.CONFIRMED:
            self._waiting_for = None
            self._confirmed_bytes += part.size
            self._keep(self._journal.confirmed(self._id, [board.confirm(number, answer.etag or part.md5.hex())]))
        elif outcome in (Outcome.AGAIN, Outcome.OVERRUN):
            if outcome is Outcome.OVERRUN:
                self._means.pools.spare()
            self._waiting_for = (
                Filled("The storage cannot be reached.") if answer is None else Filled("The storage is in trouble.")
            )
            board.tries[number] += 1
            board.again(number, pause_before(board.tries[number]))
        elif outcome is Outcome.OTHER_BYTES:
            check_unchanged(self._transfer.path, self._transfer.source, sampled=True)
            self._damaged[number] += 1
            if self._damaged[number] >= MOST_REFUSALS:
                raise because(Reason.DAMAGED_ON_THE_WAY)
            board.hash_again(number)
        elif outcome is Outcome.GONE:
            raise UploadGone("The storage does not know the upload any more.")
        elif answer is not None and outcome is Outcome.NEW_URL:
            self._refused[number] += fresh
            if self._refused[number] >= MOST_REFUSALS:
                raise refusal(answer)
            board.again(number)
        elif answer is not None:
            raise refusal(answer)

    def _complete(self, upload: Upload, board: Board) -> Upload:
        self._keep(self._journal.set_state(self._id, TransferState.COMPLETING))
        rest = list(board.unreported)
        while len(rest) > MAX_REPORTED:
            report, rest = rest[:MAX_REPORTED], rest[MAX_REPORTED:]
            self._patiently(partial(self._calls.sign, upload.id, [], report))
        self._settle()
        done = self._patiently(partial(self._answer_and_complete, upload.id, rest))
        parts = (board.confirmed[number] for number in range(1, board.plan.count + 1))
        self._check_done(done, [(one.md5, one.etag) for one in parts])
        return done

    def _answer_and_complete(self, identifier: str, rest: Sequence[ConfirmedPart]) -> Upload:
        """Complete with the answers as they are now; others are not taken until it is known what that came to."""
        with self._answering:
            self._completes = True
        try:
            self._tell_answers(identifier)
            return self._calls.complete(identifier, rest)
        except VizDeskError:
            self._completes = False
            raise

    def _tell_answers(self, identifier: str) -> None:
        """Tell the gateway what the agency asks about the file, unless it has it as it is."""
        answers = self._journal.queue.untold_answers(self._id)
        if answers is not None:
            try:
                self._calls.describe(identifier, answers)
            except BadRequest:
                raise because(Reason.OTHER_QUESTIONS) from None
            self._keep(self._journal.queue.told_answers(self._id, answers))

    def _check_done(self, done: Upload, parts: Sequence[tuple[bytes, str | None]]) -> None:
        """By the MD5s that were computed here; ETags that are none (SSE-KMS) are the gateway's to compare."""
        are_sums = len(parts) == done.plan.count and all(etag == md5.hex() for md5, etag in parts)
        if are_sums and done.etag != composite_etag(md5 for md5, _ in parts):
            raise because(Reason.STORAGE_HAS_ANOTHER)

    def _patiently(self, call: Callable[[], T]) -> T:
        """What a call of the gateway gives, however long it cannot be reached.

        Raises:
            Stopped: something else is wished.
            VizDeskError: it refuses.
        """
        attempt = 0
        while True:
            self._control.check()
            woken = self._control.woken
            try:
                result = call()
            except VizDeskError as error:
                if not is_passing(error):
                    raise
                self._waiting_for = error.sentence
                attempt += 1
                self._control.sleep(pause_before(attempt), woken)
                if woken != self._control.woken:
                    attempt = 0
            else:
                self._waiting_for = None
                return result

    def _note_confirmed(self, board: Board) -> None:
        self._confirmed_bytes = sum(one.size for one in board.confirmed.values())
        self._sent_before = self._confirmed_bytes - self._bytes_sent

    def _count_bytes(self, count: int) -> None:
        with self._lock:
            self._bytes_sent += count

    def _keep(self, written: Future[None]) -> None:
        """Note a write that runs; one that failed is told here, soon after."""
        for one in self._writes:
            if one.done():
                one.result()
        self._writes = [*(one for one in self._writes if not one.done()), written]

    def _settle(self) -> None:
        """Wait until all that was written is on disk."""
        writes, self._writes = self._writes, []
        for one in writes:
            one.result()
