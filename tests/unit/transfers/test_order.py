"""The order of turn after more moves than a number has digits."""

from __future__ import annotations

from pathlib import Path

from vizdesk.domain.transfers import TransferState
from vizdesk.store.transfer_queue import QueuedTransfer
from vizdesk.transfers.order import HIGH, NORMAL, places_before


def test_between_two_others_there_is_always_a_place() -> None:
    def row(number: int, priority: int = NORMAL) -> QueuedTransfer:
        path = Path(str(number))
        return QueuedTransfer(number, "harbor", path, path.name, 1, TransferState.QUEUED, 0, priority, float(number))

    queue = [row(0, HIGH), *map(row, range(1, 7))]
    wanted = [one.id for one in queue]
    for _ in range(200):
        moved = [wanted.pop(), wanted.pop()][::-1]
        wanted[2:2] = moved
        places = {one: place for one, *place in places_before(queue, moved, wanted[4])}
        queue = [
            one._replace(priority=places[one.id][0], turn=places[one.id][1]) if one.id in places else one
            for one in queue
        ]
        queue.sort(key=lambda one: (-one.priority, one.turn, one.id))
        assert [one.id for one in queue] == wanted
    assert [one.priority for one in queue] == [HIGH, *[NORMAL] * 6]
