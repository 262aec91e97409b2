"""Where each part of one transfer stands; used by one thread only."""

from __future__ import annotations

import heapq
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping

from vizdesk.domain.parts import PartPlan
from vizdesk.domain.uploads import MAX_SIGNED, ConfirmedPart, PartSum, SignedBatch, SignedPart, StoredPart
from vizdesk.store.journal import JournalPart
from vizdesk.transfers.source import changed

LEAST_LIFE_SECONDS = 10.0
"""A URL that is good for less is not used, unless it never was good for much longer."""

_CLOCK: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def steady() -> float:
    """Seconds on a clock that nobody sets and that runs on while the computer sleeps, as the life of a URL does.

    `time.monotonic` stands still meanwhile on Linux and macOS.
    """
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)


class Board:
    """The parts of a transfer on their way from planned over hashed, signed and sending to confirmed.

    Args:
        plan: how the file is cut.
        known: the parts whose MD5 is known.
        held: the parts that the storage holds.
    """

    def __init__(self, plan: PartPlan, known: Iterable[JournalPart], held: Mapping[int, StoredPart]) -> None:
        self.plan = plan
        self.confirmed: dict[int, ConfirmedPart] = {}
        self.unreported: deque[ConfirmedPart] = deque()
        self.tries: Counter[int] = Counter()
        self.lost: list[int] = []
        """Parts that the storage had confirmed and does not hold."""
        self._sums: dict[int, PartSum] = {}
        self._held = dict(held)
        self._hashed: deque[int] = deque()
        self._new_sums: list[PartSum] = []
        self._signed: deque[tuple[SignedPart, float, float]] = deque()
        self._later: list[tuple[float, int]] = []
        for one in known:
            self._take_known(one)
        self._todo = deque(n for n in range(1, plan.count + 1) if n not in self._sums)

    def _take_known(self, part: JournalPart) -> None:
        if part.number > self.plan.count or self.plan.extent(part.number).size != part.size:
            return  # of another plan
        self._sums[part.number] = PartSum(part.number, part.size, part.md5)
        stored = self._held.get(part.number)
        if stored and stored.size == part.size and stored.etag in (part.md5.hex(), part.etag):
            self._confirm(part.number, stored.etag, reported=part.reported and part.etag is not None)
            return
        if part.etag is not None:
            self.lost.append(part.number)
        self._hashed.append(part.number)

    @property
    def is_whole(self) -> bool:
        """Whether every part is confirmed."""
        return len(self.confirmed) == self.plan.count

    @property
    def hashed(self) -> int:
        """How many parts wait to be signed for."""
        return len(self._hashed)

    @property
    def signed(self) -> int:
        """How many parts wait to be sent."""
        return len(self._signed)

    @property
    def waiting(self) -> int:
        """How many parts are ready in any way, so that hashing need not run further ahead."""
        return len(self._hashed) + len(self._signed) + len(self._later)

    def next_to_hash(self) -> int | None:
        """The next part without an MD5."""
        return self._todo.popleft() if self._todo else None

    def take_sum(self, number: int, md5: bytes) -> bool:
        """A part was hashed.

        Returns:
            Whether it must be sent; a part that the storage holds, from before a crash, need not.

        Raises:
            SourceChanged: it was hashed before, and came to something else.
        """
        size = self.plan.extent(number).size
        found = PartSum(number, size, md5)
        if self._sums.get(number, found) != found:  # other parts may be of what the file was before
            raise changed()
        self._sums[number] = found
        stored = self._held.get(number)
        if stored and (stored.size, stored.etag) == (size, md5.hex()):
            self._confirm(number, stored.etag)
            return False
        self._new_sums.append(found)
        self._hashed.append(number)
        return True

    def take_new_sums(self) -> list[PartSum]:
        """What was hashed since the last time, for the journal."""
        found, self._new_sums = self._new_sums, []
        return found

    def next_to_sign(self, most: int) -> list[PartSum]:
        """The next parts to have signed."""
        count = min(most, MAX_SIGNED, len(self._hashed))
        return [self._sums[self._hashed.popleft()] for _ in range(count)]

    def take_signed(self, batch: SignedBatch, asked_at: float) -> None:
        """Parts were signed for; their URLs are good from the moment of asking, by `steady`."""
        ends = asked_at + batch.seconds
        self._signed.extend((one, ends, batch.seconds) for one in batch.parts if one.number in self._sums)

    def take_first(self, md5: bytes, batch: SignedBatch, asked_at: float) -> None:
        """The only part was hashed and signed for when the upload was begun."""
        self._todo.clear()
        self._sums[1] = PartSum(1, self.plan.size, md5)
        self.take_signed(batch, asked_at)

    def next_to_send(self) -> tuple[SignedPart, PartSum, bool] | None:
        """The next part with a URL that is good for long enough; others go back to be signed for again.

        Returns:
            The URL, the part, and a promise that a refusal of the URL is not for its age.
        """
        while self._signed:
            signed, ends, seconds = self._signed.popleft()
            left = ends - steady()
            if left < min(seconds / 3, LEAST_LIFE_SECONDS):
                self._hashed.append(signed.number)
                continue
            return signed, self._sums[signed.number], left > seconds / 2
        return None

    def confirm(self, number: int, etag: str) -> ConfirmedPart:
        """The storage has confirmed a part."""
        self.tries.pop(number, None)
        return self._confirm(number, etag)

    def again(self, number: int, seconds: float = 0) -> None:
        """A part must be sent again, after so many seconds."""
        if seconds:
            heapq.heappush(self._later, (time.monotonic() + seconds, number))
        else:
            self._hashed.append(number)

    def hash_again(self, number: int) -> None:
        """A part must be read again."""
        self._held.pop(number, None)
        self._todo.appendleft(number)

    def wake(self, *, at_once: bool = False) -> float:
        """Take back the parts whose pause is over; all of them `at_once`.

        Returns:
            Seconds until the next one's is.
        """
        now = float("inf") if at_once else time.monotonic()
        while self._later and self._later[0][0] <= now:
            self._hashed.append(heapq.heappop(self._later)[1])
        return self._later[0][0] - now if self._later else float("inf")

    def _confirm(self, number: int, etag: str, *, reported: bool = False) -> ConfirmedPart:
        found = ConfirmedPart(*self._sums[number], etag)
        self.confirmed[number] = found
        if not reported:
            self.unreported.append(found)
        return found
