"""The desk's list: all transfers with how far they are, in order; used by the desk's thread only."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from vizdesk.domain.reasons import why_of
from vizdesk.domain.transfers import TransferState
from vizdesk.store.transfer_queue import QueuedTransfer
from vizdesk.transfers.engine import FILES_AT_ONCE, Ended
from vizdesk.transfers.order import Place, neighbour_of, places_before
from vizdesk.transfers.pace import Pace
from vizdesk.transfers.rows import Live, Part, Row, Steps, Totals, View, steps_between, stretches
from vizdesk.transfers.sending import Progress

_GOING = (TransferState.QUEUED, TransferState.RUNNING, TransferState.COMPLETING)
_FINISHED = (TransferState.DONE, TransferState.CANCELLED)
_COUNTED = (*_GOING, TransferState.PAUSED, TransferState.HELD)
"""The states of those whose bytes are still to arrive."""

MOST_TOUCHED = 400
"""If more have changed, all is looked through."""


Key = tuple[float, ...]
"""Where a transfer stands in a list; its id comes last."""


class DeskList:
    """Transfers by id, what is being sent of them, and what was told of them last.

    One transfer that changes costs no look at all others: lists are kept sorted, sums are kept up.
    """

    def __init__(self) -> None:
        self.view = View()
        self.newest = 0
        """The highest id that it has known."""
        self._all: dict[int, QueuedTransfer] = {}
        self._queue: list[Key] = []
        self._live: dict[int, Live] = {}
        self._paces: dict[int, Pace] = {}
        self._told: list[Row] = []
        self._told_keys: list[Key] = []
        self._told_key: dict[int, Key] = {}
        self._touched: set[int] = set()
        self._anew = True
        self._arrived = 0
        self._counts: Counter[TransferState] = Counter()
        self._size = self._confirmed = 0

    # What there is

    @property
    def totals(self) -> Totals:
        """All together."""
        live = [(self._all[one], state) for one, state in self._live.items()]
        counts = self._counts.copy()
        counts.subtract(one.state for one, _ in live)
        more_sent = sum(state.sent - one.confirmed for one, state in live if one.state in _COUNTED)
        more_confirmed = sum(state.confirmed - one.confirmed for one, state in live if one.state in _COUNTED)
        return Totals(
            running=len(live),
            waiting=sum(counts[one] for one in _GOING),
            paused=counts[TransferState.PAUSED],
            held=counts[TransferState.HELD],
            failed=counts[TransferState.FAILED],
            finished=sum(counts[one] for one in _FINISHED),
            size=self._size + self._arrived,
            sent=self._confirmed + more_sent + self._arrived,
            confirmed=self._confirmed + more_confirmed + self._arrived,
            speed=sum(state.speed for _, state in live),
        )

    def waiting(self, wanted: Sequence[int] | None) -> list[int]:
        """Those of some, or of all, that are being sent or will be by themselves."""
        return self.in_states(wanted, *_GOING)

    def unfinished(self, wanted: Sequence[int]) -> list[int]:
        """Those that have neither arrived nor been given up."""
        known = [self._all[one] for one in wanted if one in self._all]
        return [one.id for one in known if one.state not in (*_FINISHED, TransferState.CANCELLING)]

    def path(self, identifier: int) -> Path | None:
        """The file of one, None where it is not on the list."""
        return self._all[identifier].path if identifier in self._all else None

    def begun(self, wanted: Sequence[int]) -> set[int]:
        """Those that the gateway knows of."""
        return {one for one in wanted if self._all[one].key is not None}

    def in_states(self, wanted: Sequence[int] | None, *states: TransferState) -> list[int]:
        """Those of some, or of all, that are in one of these states, in order."""
        among = self._ids() if wanted is None else [one for one in wanted if one in self._all]
        return [one for one in among if self._all[one].state in states]

    def next_to_send(self, without: Collection[int], most: int) -> list[int]:
        """The first that wait for their turn."""
        found = []
        for key in self._queue:
            one = int(key[-1])
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
        self._live.clear()
        self._all.clear()
        self._queue.clear()
        self._counts.clear()
        self._size = self._confirmed = 0
        for one in transfers:
            self._put(one)
        self._anew = True

    def add(self, transfers: Sequence[QueuedTransfer]) -> None:
        """Here are new ones, or others in the place of old ones."""
        self._begin_anew()
        for one in transfers:
            self._put(one)

    def drop(self, gone: Sequence[int]) -> None:
        """These are off the list."""
        for one in gone:
            self._count(self._all.pop(one), -1)
            self._touched.add(one)

    def change(self, transfers: Sequence[int], **values: Any) -> None:
        """These have other values now."""
        if values.get("state") in _GOING:
            self._begin_anew()
        ended: dict[str, Any] = {"ended": time.time()} if values.get("state") in _FINISHED else {}
        for one in transfers:
            self._put(self._all[one]._replace(**values, **ended))

    def place(self, places: Sequence[Place]) -> None:
        """Take another order."""
        for identifier, priority, turn in places:
            self._put(self._all[identifier]._replace(priority=priority, turn=turn))
        self._anew = True

    def _put(self, new: QueuedTransfer) -> None:
        """Take a transfer in place of what was known of it."""
        old = self._all.get(new.id)
        if old is not None:
            self._count(old, -1)
            if old.state not in _FINISHED:
                del self._queue[bisect_left(self._queue, _queue_key(old))]
        self._all[new.id] = new
        self.newest = max(self.newest, new.id)
        self._count(new, 1)
        if new.state not in _FINISHED:
            insort(self._queue, _queue_key(new))
        self._touched.add(new.id)

    def _count(self, one: QueuedTransfer, sign: int) -> None:
        self._counts[one.state] += sign
        if one.state in _COUNTED:
            self._size += sign * one.size
            self._confirmed += sign * one.confirmed

    def _begin_anew(self) -> None:
        """What has arrived counts no more once nothing was under way."""
        if not self._live and not any(self._counts[one] for one in _GOING):
            self._arrived = 0

    def take_ended(self, ended: Ended) -> None:
        """The engine has come to an end with one."""
        identifier = ended.id
        live = self._live.pop(identifier, None)
        self._paces.pop(identifier, None)
        known = self._all.get(identifier)
        if known is None:
            return
        confirmed = live.confirmed if live else known.confirmed
        values: dict[str, Any] = {"state": ended.state, "confirmed": confirmed, "why": None}
        if ended.problem is not None:
            values["why"] = why_of(ended.problem)
        if ended.state is TransferState.HELD:
            values["confirmed"] = known.size
        if ended.arrived is not None:
            arrived = ended.arrived
            values |= {"key": arrived.key, "etag": arrived.etag, "parts": arrived.parts, "confirmed": arrived.size}
            self._arrived += arrived.size
        if ended.state.is_ended:
            values["ended"] = time.time()
        self._put(known._replace(**values))

    def take_progress(self, progress: Mapping[int, Progress], now: float) -> None:
        """How far those are that are being sent."""
        for gone in self._live.keys() - progress.keys():
            last = self._live.pop(gone)
            self._paces.pop(gone, None)
            if gone in self._all and self._all[gone].state not in _FINISHED:
                self._put(self._all[gone]._replace(confirmed=last.confirmed))
        for identifier, one in progress.items():
            if identifier not in self._all or self._all[identifier].state in _FINISHED:
                continue
            if identifier not in self._live and self._all[identifier].key is None:
                # it is begun by now, or soon: to give it up, the gateway is asked
                self._all[identifier] = self._all[identifier]._replace(key="")
            speed = self._paces.setdefault(identifier, Pace()).note(now, one.sent)
            live = Live(one.sent, one.confirmed, 0.0 if one.waiting_for else speed, one.waiting_for)
            if self._live.get(identifier) != live:
                self._live[identifier] = live
                self._touched.add(identifier)

    def moved_before(self, transfers: Sequence[int], before: int | None) -> list[Place]:
        """Where these get to that are moved in front of another one, or to the end."""
        return places_before(self._unfinished(), set(transfers), before)

    def moved_by(self, transfers: Sequence[int], step: int) -> list[Place]:
        """Where these get to that are moved by one place."""
        waiting = self._unfinished()
        return places_before(waiting, set(transfers), neighbour_of(waiting, set(transfers), step))

    def prioritized(self, transfers: Sequence[int], priority: int) -> list[Place]:
        """Where these get to with another priority: behind all others that have it."""
        last = max((one.turn for one in self._all.values() if one.priority == priority), default=0.0)
        moving = [one for one in self._unfinished() if one.id in set(transfers) and one.priority != priority]
        return [(one.id, priority, last + place) for place, one in enumerate(moving, start=1)]

    # What is told of it

    def show(self, view: View) -> None:
        """Tell of these from now on."""
        self.view = view
        self._anew = True

    @property
    def moves(self) -> bool:
        """Whether rows come or go with the next steps, or may."""
        if self._anew or len(self._touched) > MOST_TOUCHED:
            return True
        return any(self._key(one) != self._told_key.get(one) for one in self._touched)

    def steps(self) -> Steps:
        """From what was told last to what there is."""
        if self._anew or len(self._touched) > MOST_TOUCHED:
            return self._all_steps()
        touched, self._touched = self._touched, set()
        known = {one: self._told_key[one] for one in touched if one in self._told_key}
        wanted = {one: key for one in touched if (key := self._key(one)) is not None}
        leaving = sorted(bisect_left(self._told_keys, key) for one, key in known.items() if wanted.get(one) != key)
        for place in reversed(leaving):
            del self._told[place], self._told_keys[place]
        coming = sorted(key for one, key in wanted.items() if known.get(one) != key)
        for key in coming:
            place = bisect_left(self._told_keys, key)
            self._told_keys.insert(place, key)
            self._told.insert(place, self._row(int(key[-1])))
        changed = []
        for one, key in wanted.items():
            if known.get(one) == key:
                place = bisect_left(self._told_keys, key)
                row = self._row(one)
                if row != self._told[place]:
                    self._told[place] = row
                    changed.append((place, row))
        for one in known.keys() - wanted.keys():
            del self._told_key[one]
        self._told_key |= wanted
        added = stretches([bisect_left(self._told_keys, key) for key in coming])
        return Steps(
            tuple(reversed(stretches(leaving))),
            tuple((first, tuple(self._told[first : first + count])) for first, count in added),
            tuple(changed),
        )

    def _all_steps(self) -> Steps:
        self._anew = False
        self._touched.clear()
        found = ((one, self._key(one)) for one in self._all)
        self._told_key = {one: key for one, key in found if key is not None}
        self._told_keys = sorted(self._told_key.values())
        shown = [self._row(int(key[-1])) for key in self._told_keys]
        steps, self._told = steps_between(self._told, shown), shown
        return steps

    def _key(self, identifier: int) -> Key | None:
        """Where a transfer stands in what is shown; None where it is not."""
        one = self._all.get(identifier)
        if one is None or not self.view.shows(one):
            return None
        return _queue_key(one) if self.view.part is Part.QUEUE else (-(one.ended or 0.0), one.id)

    def _row(self, identifier: int) -> Row:
        return Row(self._all[identifier], self._live.get(identifier))

    def _ids(self) -> list[int]:
        return [int(key[-1]) for key in self._queue]

    def _unfinished(self) -> list[QueuedTransfer]:
        return [self._all[one] for one in self._ids()]


def _queue_key(one: QueuedTransfer) -> Key:
    return -one.priority, one.turn, one.id
