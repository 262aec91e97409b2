"""What the pools' threads do for one transfer: hash a part, send a part. Each piece of work ends in one event."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial

from vizdesk.domain.errors import Unavailable
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.sizes import KIB, MIB
from vizdesk.domain.uploads import PartSum, SignedPart
from vizdesk.net.part_puts import PartPutter, PutAnswer
from vizdesk.store.journal import Transfer
from vizdesk.transfers.control import Control, Stopped
from vizdesk.transfers.limiting import RateLimit
from vizdesk.transfers.pools import Pools
from vizdesk.transfers.source import check_unchanged, md5_of, pieces_of

FIRST_PIECE = 256 * KIB
LARGEST_PIECE = MIB
SMALLEST_PIECE = 4 * KIB
QUICK_SECONDS = 0.1
"""What is handed to the socket at once grows as long as it goes out so quickly. TLS must be rid of a piece before the
connection counts as stalled, so that a slow line has small ones."""

SLOW_SECONDS = 1.0

MOST_DONE = 64
"""So many pieces of work that are done may be remembered."""

Event = Callable[[], None]
"""What a thread came to; run by the transfer's own thread, where it may raise what stopped the work."""


class PartWork:
    """Work on the parts of one transfer. `events` holds one event for each piece of work that has ended.

    Args:
        transfer: whose parts.
        plan: how its file is cut.
        pools: the threads.
        control: says when to stop.
        limits: on bytes a second.
        on_bytes: called with the number of bytes that go out, on the sending threads.
    """

    def __init__(
        self,
        transfer: Transfer,
        plan: PartPlan,
        pools: Pools,
        control: Control,
        limits: tuple[RateLimit, ...],
        on_bytes: Callable[[int], None],
    ) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.hashing = 0
        self.sending = 0
        self._path, self._source, self._plan = transfer.path, transfer.source, plan
        self._pools, self._control, self._limits, self._on_bytes = pools, control, limits, on_bytes
        self._queued: dict[Future[None], Event] = {}
        self._lock = threading.Lock()
        self._active: set[PartPutter] = set()
        self._given_up = False

    def hash(self, number: int, on_hashed: Callable[[int, bytes], None]) -> None:
        """Hash a part; the event calls `on_hashed`."""
        self.hashing += 1
        work = self._pools.hash(
            lambda: self._post(lambda: partial(on_hashed, number, self._hash(number)), self._hash_ended)
        )
        self._queued[work] = self._hash_ended

    def send(self, signed: SignedPart, part: PartSum, on_answer: Callable[[PutAnswer | None], None]) -> None:
        """Send a part; the event calls `on_answer` with what the storage said, None where the connection broke."""
        self.sending += 1
        work = self._pools.send(
            lambda: self._post(lambda: partial(on_answer, self._send(signed, part)), self._send_ended)
        )
        self._queued[work] = self._send_ended

    def reconnect(self) -> None:
        """End the connections in use; what was on them is sent again on new ones."""
        with self._lock:
            for one in self._active:
                one.interrupt()

    def give_up(self) -> None:
        """Stop all work, also what waits for a thread; what it came to meanwhile is dropped."""
        with self._lock:
            self._given_up = True
            for one in self._active:
                one.interrupt()
        for work, ended in self._queued.items():
            if work.cancel():  # the threads are busy with other transfers' parts
                ended()
        while self.hashing or self.sending:
            self.events.get()()

    def _hash_ended(self) -> None:
        self.hashing -= 1
        self._forget_done()

    def _send_ended(self) -> None:
        self.sending -= 1
        self._forget_done()

    def _forget_done(self) -> None:
        if len(self._queued) > 2 * (self.hashing + self.sending) + MOST_DONE and not self._given_up:
            self._queued = {work: ended for work, ended in self._queued.items() if not work.done()}

    def _post(self, work: Callable[[], Event], ended: Event) -> None:
        """Do a piece of work and post what it came to, also what it raised."""
        try:
            act = work()
        except BaseException as error:  # noqa: BLE001  # it belongs to the transfer's own thread
            act = partial(_raise, error)

        def event() -> None:
            ended()
            if not self._given_up:
                act()

        self.events.put(event)

    def _hash(self, number: int) -> bytes:
        self._check()
        check_unchanged(self._path, self._source)
        return md5_of(self._path, self._plan.extent(number), self._control)

    def _send(self, signed: SignedPart, part: PartSum) -> PutAnswer | None:
        putter = self._pools.putter()
        with self._lock:
            self._check()
            self._active.add(putter)
        try:
            check_unchanged(self._path, self._source)
            answer = putter.put(signed, part.size, self._body(part.number))
        except Unavailable:
            self._check()
            return None
        finally:
            with self._lock:
                self._active.discard(putter)
        check_unchanged(self._path, self._source)
        return answer

    def _body(self, number: int) -> Iterator[memoryview]:
        size = FIRST_PIECE

        def most() -> int:
            return min((size, *(one.piece(LARGEST_PIECE, SMALLEST_PIECE) for one in self._limits)))

        for piece in pieces_of(self._path, self._plan.extent(number), LARGEST_PIECE, most):
            self._check()
            for limit in self._limits:
                limit.take(len(piece), self._control)
            self._on_bytes(len(piece))
            before = time.monotonic()
            yield piece
            took = time.monotonic() - before
            if took < QUICK_SECONDS:
                size = min(2 * size, LARGEST_PIECE)
            elif took > SLOW_SECONDS:
                size = max(size // 2, SMALLEST_PIECE)

    def _check(self) -> None:
        if self._given_up:
            raise Stopped
        self._control.check()


def _raise(error: BaseException) -> None:
    raise error
