"""What a list of transfers shows: its rows, their sums, and how one state of the list becomes the next."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from vizdesk.domain.text import fold
from vizdesk.domain.transfers import TransferState
from vizdesk.store.transfer_queue import QueuedTransfer

MOST_STEPS = 200
"""A list that changed in more places is shown anew as a whole."""

_WAITING = (TransferState.QUEUED, TransferState.RUNNING, TransferState.COMPLETING)
"""The states in which a transfer is sent as soon as it is its turn."""


class Live(NamedTuple):
    """How one that is being sent stands: bytes, bytes a second, and a sentence where it cannot go on."""

    sent: int
    confirmed: int
    speed: float = 0.0
    waiting_for: str | None = None


class Row(NamedTuple):
    """One line of the list; `live` is None unless it is being sent now."""

    transfer: QueuedTransfer
    live: Live | None = None

    @property
    def sent(self) -> int:
        """Bytes that have gone out; never more than the file has."""
        return self.live.sent if self.live else self.transfer.confirmed

    @property
    def confirmed(self) -> int:
        """Bytes that the storage has confirmed; never more than were sent."""
        return self.live.confirmed if self.live else self.transfer.confirmed

    @property
    def seconds_left(self) -> float | None:
        """Until it has arrived, None while nobody knows."""
        speed = self.live.speed if self.live else 0.0
        return (self.transfer.size - self.confirmed) / speed if speed > 0 else None

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for its turn."""
        return self.live is None and self.transfer.state in _WAITING

    @property
    def is_in_trouble(self) -> bool:
        """Whether it has failed, cannot go on now, or has not arrived with all that was answered about it."""
        if self.live:
            return self.live.waiting_for is not None
        arrived = self.transfer.state is TransferState.DONE
        return self.transfer.state is TransferState.FAILED or (arrived and self.transfer.why is not None)


class Part(StrEnum):
    """Which part of the list is shown."""

    QUEUE = "queue"
    FINISHED = "finished"


class View(NamedTuple):
    """Which rows are shown: those of a part whose name holds a text."""

    part: Part = Part.QUEUE
    text: str = ""

    def shows(self, transfer: QueuedTransfer) -> bool:
        """Whether a transfer is among them."""
        finished = transfer.state in (TransferState.DONE, TransferState.CANCELLED)
        if finished is not (self.part is Part.FINISHED):
            return False
        return not self.text or fold(self.text) in fold(transfer.name)


class Totals(NamedTuple):
    """All transfers together: how many are in which state, and the bytes of those that are still to arrive.

    What has arrived counts until nothing is under way any more, so that the whole never shrinks under its progress.
    """

    running: int = 0
    waiting: int = 0
    paused: int = 0
    held: int = 0
    failed: int = 0
    finished: int = 0
    size: int = 0
    sent: int = 0
    confirmed: int = 0
    speed: float = 0.0

    @property
    def unfinished(self) -> int:
        """How many go on by themselves or when they are told to."""
        return self.active + self.paused + self.held

    @property
    def active(self) -> int:
        """How many are being sent, or will be without anybody's doing."""
        return self.running + self.waiting

    @property
    def seconds_left(self) -> float | None:
        """Until all has arrived, None while nobody knows."""
        return (self.size - self.confirmed) / self.speed if self.speed > 0 else None


class Steps(NamedTuple):
    """From one state of a list to the next: rows go, then rows come, then rows change; or all rows are others.

    Args:
        removed: stretches that go, the last first: first place and how many.
        added: stretches that come, the first first: the place, and the rows.
        changed: places of rows that stay, and what they are now.
        whole: all rows, in place of all of the above.
        moved: `whole` has the same rows in another order.
    """

    removed: tuple[tuple[int, int], ...] = ()
    added: tuple[tuple[int, tuple[Row, ...]], ...] = ()
    changed: tuple[tuple[int, Row], ...] = ()
    whole: tuple[Row, ...] | None = None
    moved: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the list stays as it is."""
        return self == _NOTHING


_NOTHING = Steps()


def steps_between(before: Sequence[Row], after: Sequence[Row]) -> Steps:
    """What turns one list into another."""
    old, new = [one.transfer.id for one in before], [one.transfer.id for one in after]
    if old == new:
        pairs = enumerate(zip(before, after, strict=True))
        return Steps(changed=tuple((place, two) for place, (one, two) in pairs if one is not two and one != two))
    stays, was = set(new), set(old)
    removed = stretches([place for place, one in enumerate(old) if one not in stays])
    added = stretches([place for place, one in enumerate(new) if one not in was])
    kept = [one for one in old if one in stays]
    if kept != [one for one in new if one in was] or len(removed) + len(added) > MOST_STEPS:
        return Steps(whole=tuple(after), moved=stays == was)
    old_rows = {one.transfer.id: one for one in before}
    changed = ((place, one) for place, one in enumerate(after) if old_rows.get(one.transfer.id, one) != one)
    return Steps(
        tuple(reversed(removed)),
        tuple((first, tuple(after[first : first + count])) for first, count in added),
        tuple(changed),
    )


def stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    """Places in ascending order as stretches: the first, and how many."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found
