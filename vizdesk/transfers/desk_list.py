"""The desk's list: all transfers with how far they are, in order; used by the desk's thread only."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from vizdesk.domain.transfers import TransferState
from vizdesk.store.transfer_queue import QueuedTransfer
from vizdesk.transfers.engine import FILES_AT_ONCE, Ended
from vizdesk.transfers.order import Place, neighbour_of, places_before
from vizdesk.transfers.pace import Pace
from vizdesk.transfers.rows import Live, Part, Row, Steps, Totals, View, steps_between
from vizdesk.transfers.sending import Progress

_GOING = (TransferState.QUEUED, TransferState.RUNNING, TransferState.COMPLETING)
_FINISHED = (TransferState.DONE, TransferState.CANCELLED)


class DeskList:
    """Transfers by id, what is being sent of them, and what was told of them last."""

    def __init__(self) -> None:
        self.view = View()
        self._all: dict[int, QueuedTransfer] = {}
        self._order: list[int] = []
        self._live: dict[int, Live] = {}
        self._paces: dict[int, Pace] = {}
        self._told: list[Row] = []
        self._places: dict[int, int] = {}
        self._changed: set[int] = set()
        self._anew = True
        self._arrived = 0
        self._still = Totals()

    # What there is

    @property
    def totals(self) -> Totals:
        """All together, as of the last `steps`."""
        live = [(self._all[one], state) for one, state in self._live.items()]
        still = self._still
        size = still.size + sum(one.size for one, _ in live) + self._arrived
        return still._replace(
            running=len(live),
            size=size,
            sent=still.sent + sum(state.sent for _, state in live) + self._arrived,
            confirmed=still.confirmed + sum(state.confirmed for _, state in live) + self._arrived,
            speed=sum(state.speed for _, state in live),
        )

    def waiting(self, wanted: Sequence[int] | None) -> list[int]:
        """Those of some, or of all, that are being sent or will be by themselves."""
        return self.in_states(wanted, *_GOING)

    def unfinished(self, wanted: Sequence[int]) -> list[int]:
        """Those that have neither arrived nor been given up."""
        known = [self._all[one] for one in wanted if one in self._all]
        return [one.id for one in known if one.state not in (*_FINISHED, TransferState.CANCELLING)]

    def begun(self, wanted: Sequence[int]) -> set[int]:
        """Those that the gateway knows of."""
        return {one for one in wanted if self._all[one].key is not None}

    def in_states(self, wanted: Sequence[int] | None, *states: TransferState) -> list[int]:
        """Those of some, or of all, that are in one of these states, in order."""
        among = self._order if wanted is None else [one for one in wanted if one in self._all]
        return [one for one in among if self._all[one].state in states]

    def next_to_send(self, without: Collection[int], most: int) -> list[int]:
        """The first that wait for their turn."""
        found = []
        for one in self._order:
            if self._all[one].state in (*_GOING, TransferState.CANCELLING) and one not in without:
                found.append(one)
                if len(found) == most:
                    break
        return found

    def overtaken(self) -> list[int]:
        """Those that are being sent and must give way, as others come before them."""
        first = self.next_to_send((), FILES_AT_ONCE)
        return [one for one in self._live if one not in first]

    # What becomes of it

    def take(self, transfers: Sequence[QueuedTransfer]) -> None:
        """Here are all of them."""
        self._all = {one.id: one for one in transfers}
        self._live.clear()
        self._sort()

    def add(self, transfers: Sequence[QueuedTransfer]) -> None:
        """Here are new ones, or others in the place of old ones."""
        if not self._is_under_way():
            self._arrived = 0
        self._all.update((one.id, one) for one in transfers)
        self._sort()

    def drop(self, gone: Sequence[int]) -> None:
        """These are off the list."""
        for one in gone:
            del self._all[one]
        self._sort()

    def change(self, transfers: Sequence[int], **values: Any) -> None:
        """These have other values now."""
        if values.get("state") in _GOING and not self._is_under_way():
            self._arrived = 0
        ended: dict[str, Any] = {"ended": time.time()} if values.get("state") in _FINISHED else {}
        for one in transfers:
            self._all[one] = self._all[one]._replace(**values, **ended)
        self._anew = True

    def place(self, places: Sequence[Place]) -> None:
        """Take another order."""
        for identifier, priority, turn in places:
            self._all[identifier] = self._all[identifier]._replace(priority=priority, turn=turn)
        self._sort()

    def take_ended(self, ended: Ended) -> None:
        """The engine has come to an end with one."""
        identifier = ended.transfer.id
        live = self._live.pop(identifier, None)
        self._paces.pop(identifier, None)
        known = self._all.get(identifier)
        if known is None:
            return
        confirmed = live.confirmed if live else known.confirmed
        values: dict[str, Any] = {"state": ended.state, "confirmed": confirmed, "problem": None, "told": ""}
        if ended.problem is not None:
            values |= {"problem": ended.problem.code, "told": ended.problem.told()}
        if ended.state is TransferState.HELD:
            values["confirmed"] = known.size
        if ended.arrived is not None:
            arrived = ended.arrived
            values |= {"key": arrived.key, "etag": arrived.etag, "parts": arrived.parts, "confirmed": arrived.size}
            self._arrived += arrived.size
        if ended.state.is_ended:
            values["ended"] = time.time()
        self._all[identifier] = known._replace(**values)
        self._anew = True

    def take_progress(self, progress: Mapping[int, Progress], now: float) -> None:
        """How far those are that are being sent."""
        for gone in self._live.keys() - progress.keys():
            last = self._live.pop(gone)
            self._paces.pop(gone, None)
            if gone in self._all:
                self._all[gone] = self._all[gone]._replace(confirmed=last.confirmed)
            self._anew = True
        for identifier, one in progress.items():
            if identifier not in self._all or self._all[identifier].state in _FINISHED:
                continue
            if identifier not in self._live:
                self._anew = True
                if (
                    self._all[identifier].key is None
                ):  # it is begun by now, or soon: to give it up, the gateway is asked
                    self._all[identifier] = self._all[identifier]._replace(key="")
            speed = self._paces.setdefault(identifier, Pace()).note(now, one.sent)
            live = Live(one.sent, one.confirmed, speed, one.waiting_for)
            if self._live.get(identifier) != live:
                self._live[identifier] = live
                self._changed.add(identifier)

    def moved_before(self, transfers: Sequence[int], before: int | None) -> list[Place]:
        """Where these get to that are moved in front of another one, or to the end."""
        return places_before(self._queue(), set(transfers), before)

    def moved_by(self, transfers: Sequence[int], step: int) -> list[Place]:
        """Where these get to that are moved by one place."""
        waiting = self._queue()
        return places_before(waiting, set(transfers), neighbour_of(waiting, set(transfers), step))

    def prioritized(self, transfers: Sequence[int], priority: int) -> list[Place]:
        """Where these get to with another priority: behind all others that have it."""
        last = max((one.turn for one in self._all.values() if one.priority == priority), default=0.0)
        moving = [one for one in self._queue() if one.id in set(transfers) and one.priority != priority]
        return [(one.id, priority, last + place) for place, one in enumerate(moving, start=1)]

    # What is told of it

    def show(self, view: View) -> None:
        """Tell of these from now on."""
        self.view = view
        self._anew = True

    def steps(self) -> Steps:
        """From what was told last to what there is."""
        if not self._anew:
            changed = [one for one in self._changed if one in self._places]
            self._changed.clear()
            rows = tuple((self._places[one], self._row(one)) for one in changed)
            for place, row in rows:
                self._told[place] = row
            return Steps(changed=rows)
        self._anew = False
        self._changed.clear()
        shown = [self._row(one.id) for one in map(self._all.__getitem__, self._order) if self.view.shows(one)]
        if self.view.part is Part.FINISHED:
            shown.sort(key=lambda row: row.transfer.ended or 0.0, reverse=True)
        steps, self._told = steps_between(self._told, shown), shown
        self._places = {row.transfer.id: place for place, row in enumerate(shown)}
        self._count()
        return steps

    def _row(self, identifier: int) -> Row:
        return Row(self._all[identifier], self._live.get(identifier))

    def _count(self) -> None:
        counts = dict.fromkeys(TransferState, 0)
        size = confirmed = 0
        for one in self._all.values():
            if one.id in self._live:
                continue
            counts[one.state] += 1
            if one.state not in (*_FINISHED, TransferState.CANCELLING, TransferState.FAILED):
                size += one.size
                confirmed += one.confirmed
        self._still = Totals(
            waiting=sum(counts[one] for one in _GOING),
            paused=counts[TransferState.PAUSED],
            held=counts[TransferState.HELD],
            failed=counts[TransferState.FAILED],
            finished=sum(counts[one] for one in _FINISHED),
            size=size,
            sent=confirmed,
            confirmed=confirmed,
        )

    def _is_under_way(self) -> bool:
        return bool(self._live) or any(one.state in _GOING for one in self._all.values())

    def _queue(self) -> list[QueuedTransfer]:
        return [self._all[one] for one in self._order if self._all[one].state not in _FINISHED]

    def _sort(self) -> None:
        ordered = sorted(self._all.values(), key=lambda one: (-one.priority, one.turn, one.id))
        self._order = [one.id for one in ordered]
        self._anew = True
