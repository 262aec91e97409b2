"""The desk's list: told step by step, it is at any moment what telling it as a whole would give."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.unit.transfers.test_desk import apply
from vizdesk.domain.transfers import TransferState
from vizdesk.store.transfer_queue import QueuedTransfer
from vizdesk.transfers.desk_list import DeskList
from vizdesk.transfers.rows import Part, Row, View
from vizdesk.transfers.sending import Progress

FINISHED = (TransferState.DONE, TransferState.CANCELLED)


def transfer(number: int) -> QueuedTransfer:
    return QueuedTransfer(number, "harbor", Path(f"/{number}"), f"file {number % 7}", 100, TransferState.QUEUED)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("view", [View(), View(Part.FINISHED), View(Part.QUEUE, "3")])
def test_steps_are_never_anything_else_than_the_whole(seed: int, view: View) -> None:
    chance = random.Random(seed)
    told, desk = [], DeskList()
    desk.show(view)
    for round_ in range(60):
        known = list(desk._all)
        some = chance.sample(known, min(len(known), chance.randint(0, 4)))
        match chance.randrange(6):
            case 0:
                desk.add(
                    [transfer(round_ * 10 + n)._replace(turn=round_ * 10 + n) for n in range(chance.randint(1, 5))]
                )
            case 1:
                desk.change(some, state=chance.choice(list(TransferState)))
            case 2:
                desk.take_progress({one: Progress(100, chance.randint(0, 50), 60, None) for one in some}, round_)
            case 3:
                desk.place(desk.moved_before(some, chance.choice([None, *known])))
            case 4:
                desk.drop([one for one in some if desk._all[one].state in FINISHED and one not in desk._live])
            case _:
                desk.place(desk.prioritized(some, chance.randint(-1, 1)))
        if chance.random() < 0.6:
            moves, steps = desk.moves, desk.steps()
            assert moves or not (steps.removed or steps.added or steps.whole)
            told = apply(told, steps)
            assert told == whole(desk), (round_, seed)
            totals = desk.totals
            counted = [row for row in everything(desk) if row.transfer.state in ("queued", "running", "completing")]
            assert totals.running + totals.waiting == len({row.transfer.id for row in counted} | set(desk._live))
    assert apply(told, desk.steps()) == whole(desk)


def whole(desk: DeskList) -> list[Row]:
    shown = [row for row in everything(desk) if desk.view.shows(row.transfer)]
    if desk.view.part is Part.FINISHED:
        return sorted(shown, key=lambda row: (-(row.transfer.ended or 0.0), row.transfer.id))
    return sorted(shown, key=lambda row: (-row.transfer.priority, row.transfer.turn, row.transfer.id))


def everything(desk: DeskList) -> list[Row]:
    return [desk._row(one) for one in desk._all]
