"""The desk: owns journal and engine of one program, sends what is its turn, and tells how all stands.

Everything happens on one thread of its own; what others ask for is posted to it, and nobody waits for it. It tells at
most five times a second, and never again before the last was taken.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from vizdesk.db.keys import load_key
from vizdesk.domain.errors import JournalInUse, SourceChanged, UploadGone, VizDeskError
from vizdesk.domain.faults import told_fault
from vizdesk.domain.filled import Filled
from vizdesk.domain.transfers import TransferState
from vizdesk.net.proxy import BY_SYSTEM, Route
from vizdesk.net.uploads import Caller, UploadCalls
from vizdesk.store.journal import JOURNAL_NAME, TransferJournal
from vizdesk.store.transfer_queue import read_queue
from vizdesk.transfers.desk_list import DeskList
from vizdesk.transfers.engine import FILES_AT_ONCE, Ended, Engine, JournalOwner
from vizdesk.transfers.finding import Finder, Looked
from vizdesk.transfers.rows import Steps, Totals, View
from vizdesk.transfers.schedule import Limits
from vizdesk.transfers.sleeping import SleepWatch
from vizdesk.transfers.watching import NOTHING_MISSED, Arrivals, FolderWatch, Missed, State, Watched

_log = logging.getLogger(__name__)

TICK_SECONDS = 0.1
TELL_SECONDS = 0.2
"""Not more often it tells: each time, the window paints what is in sight of the list."""

CALM_SECONDS = 0.5
"""Nor more often that rows come and go by themselves: nobody can read, or click on, what jumps under the eye."""

REST_SECONDS = 1.0
"""So often it looks around while nothing happens."""

LOOK_SECONDS = 2.0
"""So often it looks whether the other program is gone that owns the journal, and what that one does; or, where it owns
the journal itself, whether another one (`vizdesk upload`) has queued files."""

GIVEN = FILES_AT_ONCE + 2
"""So many transfers the engine has at once: those that it sends, and a few that it goes on with at once."""

CANCEL_AGAIN_SECONDS = 30.0
CLOSE_SECONDS = 4.0


class Standing(StrEnum):
    """Who sends from the journal."""

    STARTING = "starting"
    OURS = "ours"
    ELSEWHERE = "elsewhere"
    """Another program does; this one shows what it does."""

    NOWHERE = "nowhere"
    """The journal cannot be opened."""

    DOWN = "down"
    """The desk's process has ended unasked; it is started again after a pause. Only the window says so."""


class Told(NamedTuple):
    """How all stands.

    Args:
        standing: who sends.
        problem: why the journal cannot be opened or written.
        view: what the rows were picked by.
        steps: what the list of rows becomes.
        totals: of all transfers.
        looked: what became of files that were looked at last.
        rate: the limit that holds now, in bytes a second.
        offered: files that the watched folder has brought, and that wait for an answer.
        missed: what of the watched folder cannot be looked at.
    """

    standing: Standing
    problem: VizDeskError | None
    view: View
    steps: Steps
    totals: Totals
    looked: Looked | None
    rate: int | None
    offered: tuple[Path, ...]
    missed: Missed


Post = Callable[[], None]


class TransferDesk:
    """Sends what the journal holds until it is closed. All methods may be called on any thread, and none waits.

    Args:
        folder: where the journal is.
        gateway: its name in the journal: an address or a data folder.
        caller: the way to the gateway.
        on_told: called on the desk's thread, at most five times a second, and not again before `taken`.
        route: gives the way to a storage on another computer.
        limits: how much may be sent when.
    """

    def __init__(
        self,
        folder: Path,
        gateway: str,
        caller: Caller,
        on_told: Callable[[Told], None],
        route: Callable[[], Route] = lambda: BY_SYSTEM,
        limits: Limits = Limits(),  # noqa: B008  # a value that never changes
    ) -> None:
        self._folder, self._gateway, self._calls = folder, gateway, UploadCalls(caller)
        self._on_told, self._route, self._limits = on_told, route, limits
        self._jobs: queue.SimpleQueue[Post | None] = queue.SimpleQueue()
        self._standing = Standing.STARTING
        self._problem: VizDeskError | None = None
        self._owner: JournalOwner | None = None
        self._journal: TransferJournal | None = None
        self._engine: Engine | None = None
        self._finder: Finder | None = None
        self._watch: FolderWatch | None = None
        self._watched: Watched | None = None
        self._offered: dict[Path, tuple[str, State]] = {}
        self._missed = NOTHING_MISSED
        self._list = DeskList()
        self._given: set[int] = set()
        self._resumed: set[int] = set()
        self._again_at: dict[int, float] = {}
        self._looked: Looked | None = None
        self._rate: int | None = None
        self._waits_for_taken = False
        self._news = self._awaited = True
        self._told_at = self._looked_at = float("-inf")
        self._sleep = SleepWatch(REST_SECONDS)
        self._thread = threading.Thread(target=self._run, name="transfer-desk", daemon=True)
        self._thread.start()

    # What may be asked

    def add(self, paths: Sequence[Path], agency: str, answers: Mapping[str, Any]) -> None:
        """Send files, and all files in folders."""
        self._ask(lambda: self._find(paths, agency, answers))

    def pause(self, transfers: Sequence[int] | None = None) -> None:
        """Pause these, or all; within a second nothing more of them goes out."""
        self._ask(lambda: self._pause(transfers))

    def resume(self, transfers: Sequence[int] | None = None) -> None:
        """Go on with these, or with all that are paused."""
        self._ask(lambda: self._resume(transfers))

    def retry(self, transfers: Sequence[int] | None = None) -> None:
        """Try these again, or all that have failed, with their files as they are now."""
        self._ask(lambda: self._retry(transfers))

    def cancel(self, transfers: Sequence[int]) -> None:
        """Give these up: nothing of them remains at the storage."""
        self._ask(lambda: self._cancel(transfers))

    def remove(self, transfers: Sequence[int]) -> None:
        """Take these off the list, if they are finished."""
        self._ask(lambda: self._remove(transfers))

    def move(self, transfers: Sequence[int], before: int | None) -> None:
        """Let these come before another one, or last."""
        self._ask(lambda: self._place(self._list.moved_before(transfers, before)))

    def move_by(self, transfers: Sequence[int], step: int) -> None:
        """Let these come one place earlier (-1) or later (1)."""
        self._ask(lambda: self._place(self._list.moved_by(transfers, step)))

    def prioritize(self, transfers: Sequence[int], priority: int) -> None:
        """Give these another priority; among those of the same they come last."""
        self._ask(lambda: self._place(self._list.prioritized(transfers, priority)))

    def set_transfer_rate(self, transfers: Sequence[int], rate: int | None) -> None:
        """Limit each of these, at once."""
        self._ask(lambda: self._set_transfer_rate(transfers, rate))

    def answer(self, transfers: Sequence[int], answers: Mapping[str, Any]) -> None:
        """Take what the agency asks about these; one that waits for it goes on."""
        self._ask(lambda: self._answer(transfers, answers))

    def set_limits(self, limits: Limits) -> None:
        """Limit all transfers together, at once."""
        self._post(lambda: self._set_limits(limits))

    def watch(self, watched: Watched | None) -> None:
        """Watch a folder, or none."""
        self._post(lambda: self._set_watched(watched))

    def take_offered(self, *, send: bool) -> None:
        """Send what the watched folder has brought, or do not; either way it is not offered again."""
        self._ask(lambda: self._take_offered(send=send))

    def show(self, view: View) -> None:
        """Tell of these rows from now on."""
        self._post(lambda: self._show(view))

    def wake(self) -> None:
        """The gateway or the network is back: try at once what waits to be tried again."""
        self._post(self._wake)

    def reconnect(self) -> None:
        """The network is another one: try at once what waits, and send what is under way on new connections."""
        self._post(lambda: self._wake(slept=True))

    def taken(self) -> None:
        """What was told last has been taken; tell what is news since."""
        self._post(self._take_taken)

    def close(self) -> None:
        """Stop, wherever each transfer is; the next desk goes on with all of them. Waits a few seconds at most."""
        self._jobs.put(None)
        self._thread.join(CLOSE_SECONDS)

    # The thread

    def _post(self, job: Post) -> None:
        self._jobs.put(job)

    def _ask(self, job: Post) -> None:
        """Post what a user asks for; what went wrong before is told no longer."""

        def asked() -> None:
            self._awaited = True
            if self._standing is Standing.OURS and self._problem is not None:
                self._problem, self._news = None, True
            job()

        self._jobs.put(asked)

    def _run(self) -> None:
        try:
            self._open()
            while self._work():
                try:
                    self._tick()
                except VizDeskError as problem:
                    self._fail(problem)
        finally:
            self._shut()

    def _work(self) -> bool:
        """Do what was posted, or wait for it; False once it is to end."""
        busy = bool(self._given) or self._news
        ends = time.monotonic() + (TICK_SECONDS if busy else REST_SECONDS)
        while True:
            try:
                job = self._jobs.get(timeout=max(0.0, ends - time.monotonic()))
            except queue.Empty:
                return True
            if job is None:
                return False
            try:
                job()
            except VizDeskError as problem:
                self._fail(problem)
            except Exception as error:  # noqa: BLE001  # what one job met is no reason to stop all others
                self._fail(told_fault(_log, error))
            if self._jobs.empty():
                self._feed()
            if time.monotonic() >= ends or not busy:
                return True

    def _fail(self, problem: VizDeskError) -> None:
        self._problem, self._news = problem, True

    def _open(self) -> None:
        self._looked_at = time.monotonic()
        try:
            key = load_key(self._folder)
            path = self._folder / JOURNAL_NAME
            try:
                owner = JournalOwner(self._folder, self._gateway)
            except JournalInUse:
                self._set_standing(Standing.ELSEWHERE)
                with suppress(VizDeskError):  # not made yet, or of another version: there is nothing to show
                    self._list.take(read_queue(path, key, self._gateway))
                    self._news = True
                return
            self._owner = owner
            self._journal = TransferJournal(path, key)
        except VizDeskError as problem:
            self._release()
            self._set_standing(Standing.NOWHERE)
            self._fail(problem)
            return
        self._problem = None
        self._set_standing(Standing.OURS)
        self._list.take(self._journal.queue.rows(self._gateway))
        self._rate = self._limits.at(datetime.now().time())  # noqa: DTZ005  # hours are the user's own
        self._engine = Engine(
            self._journal, self._calls, lambda ended: self._post(lambda: self._end(ended)), self._rate, self._route()
        )
        self._finder = Finder(
            self._journal,
            self._calls,
            self._gateway,
            lambda found: self._post(lambda: self._read(found)),
            lambda found, answers: self._post(lambda: self._answer(found, answers)),
            lambda looked: self._post(lambda: self._take_looked(looked)),
            lambda problem: self._post(lambda: self._look_failed(problem)),
        )
        self._start_watch()
        self._feed()
        self._news = True

    def _set_standing(self, standing: Standing) -> None:
        if standing is not self._standing:
            self._standing, self._news = standing, True

    def _tick(self) -> None:
        now = time.monotonic()
        if self._standing is Standing.ELSEWHERE and now - self._looked_at > LOOK_SECONDS:
            self._open()
        if self._sleep.slept():
            self._wake(slept=True)
        if self._journal is not None and now - self._looked_at > LOOK_SECONDS:
            self._looked_at = now
            self._read(self._journal.queue.newer(self._gateway, self._list.newest))
        if self._engine is not None:
            self._keep_rate()
            self._feed()
            self._list.take_progress(self._engine.progress(), now)
        if (self._news or self._given) and not self._waits_for_taken and now - self._told_at >= self._rest():
            self._tell(now)

    def _rest(self) -> float:
        """How long it is silent after it has told something."""
        return CALM_SECONDS if self._list.moves and not self._awaited else TELL_SECONDS

    def _tell(self, now: float) -> None:
        steps = self._list.steps()
        if steps.is_nothing and not self._news and not self._given:
            return
        looked, self._looked = self._looked, self._looked if self._looked and not self._looked.over else None
        self._news = self._awaited = False
        self._told_at, self._waits_for_taken = now, True
        totals, offered = self._list.totals, tuple(self._offered)
        self._on_told(
            Told(
                *(self._standing, self._problem, self._list.view, steps, totals),
                *(looked, self._rate, offered, self._missed),
            )
        )

    def _keep_rate(self) -> None:
        rate = self._limits.at(datetime.now().time())  # noqa: DTZ005  # hours are the user's own
        if rate != self._rate and self._engine is not None:
            self._rate, self._news = rate, True
            self._engine.set_rate(rate)

    def _feed(self) -> None:
        """Give the engine what is to be sent next."""
        if self._engine is None or len(self._given) >= GIVEN:
            return
        now = time.monotonic()
        later = {one for one, at in self._again_at.items() if at > now}
        found = self._list.next_to_send(self._given | later, GIVEN - len(self._given))
        if found:
            self._given.update(found)
            self._engine.start(found)

    def _shut(self) -> None:
        for part in (self._watch, self._finder, self._engine):
            if part is not None:
                part.close()
        self._release()

    def _release(self) -> None:
        with suppress(VizDeskError):
            if self._journal is not None:
                self._journal.close()
        if self._owner is not None:
            self._owner.close()
        self._journal, self._owner = None, None

    # What was asked, on the thread

    def _find(self, paths: Sequence[Path], agency: str, answers: Mapping[str, Any]) -> None:
        if self._finder is not None:
            self._take_looked(Looked())
            self._finder.look(paths, agency, answers)

    def _pause(self, transfers: Sequence[int] | None) -> None:
        if self._engine is None or self._journal is None:
            return
        wanted = self._list.waiting(transfers)
        self._resumed.difference_update(wanted)
        self._given.difference_update(self._engine.withdraw(set(wanted)))
        for one in [one for one in wanted if one in self._given]:
            self._engine.pause(one)
        still = [one for one in wanted if one not in self._given]
        self._move_on(still, TransferState.PAUSED)

    def _resume(self, transfers: Sequence[int] | None) -> None:
        wanted = self._list.in_states(transfers, TransferState.PAUSED, TransferState.HELD)
        if transfers is None:
            wanted = self._list.in_states(None, TransferState.PAUSED)
        else:
            self._resumed.update(one for one in transfers if one in self._given)
        self._move_on(wanted, TransferState.QUEUED)

    def _retry(self, transfers: Sequence[int] | None) -> None:
        if self._finder is not None:
            self._finder.look_again(self._list.in_states(transfers, TransferState.FAILED))

    def _cancel(self, transfers: Sequence[int]) -> None:
        if self._engine is None or self._journal is None:
            return
        wanted = self._list.unfinished(transfers)
        self._given.difference_update(self._engine.withdraw(set(wanted)))
        for one in [one for one in wanted if one in self._given]:
            self._engine.cancel(one)
        rest = [one for one in wanted if one not in self._given]
        begun = self._list.begun(rest)
        self._move_on([one for one in rest if one in begun], TransferState.CANCELLING)
        self._move_on([one for one in rest if one not in begun], TransferState.CANCELLED)

    def _remove(self, transfers: Sequence[int]) -> None:
        if self._journal is None:
            return
        gone = self._list.in_states(transfers, TransferState.DONE, TransferState.CANCELLED)
        self._journal.queue.remove(gone)
        self._list.drop(gone)
        self._news = True

    def _place(self, places: Sequence[tuple[int, int, float]]) -> None:
        """Take another order; one that is being sent gives way to those that come before it now."""
        if self._engine is None or self._journal is None or not places:
            return
        self._journal.queue.set_places(places)
        self._list.place(places)
        self._given.difference_update(self._engine.withdraw(self._given))
        for one in self._list.overtaken():
            self._engine.give_way(one)
        self._news = True

    def _set_transfer_rate(self, transfers: Sequence[int], rate: int | None) -> None:
        if self._engine is None or self._journal is None:
            return
        self._journal.queue.set_rate(transfers, rate)
        self._list.change(transfers, rate=rate)
        for one in transfers:
            self._engine.set_transfer_rate(one, rate)
        self._news = True

    def _answer(self, transfers: Sequence[int], answers: Mapping[str, Any]) -> None:
        if self._engine is None:
            return
        wanted = self._list.unfinished(transfers)
        late = [*self._engine.answer(wanted, answers), *self._list.in_states(transfers, TransferState.DONE)]
        taken = [one for one in wanted if one not in late]
        self._list.change(taken, answers=dict(answers))
        self._move_on(self._list.in_states(taken, TransferState.HELD), TransferState.QUEUED)
        self._news = True
        if late:
            sentence = "These answers were not taken: the file has arrived, or is about to."
            if taken or len(late) > 1:
                sentence = Filled(
                    "These answers were too late for {late} of {files} files: what has arrived, or is about to, keeps"
                    " its earlier ones.",
                    late=len(late),
                    files=len(late) + len(taken),
                )
            raise UploadGone(sentence, "Tell your agency what has changed.")

    def _set_limits(self, limits: Limits) -> None:
        self._limits = limits
        self._news = True

    def _set_watched(self, watched: Watched | None) -> None:
        if watched != self._watched:
            self._watched = watched
            self._start_watch()

    def _start_watch(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._offered, self._missed = {}, NOTHING_MISSED
        self._news = True
        watched = self._watched
        if watched is not None and self._journal is not None:
            self._watch = FolderWatch(
                watched,
                self._journal.queue,
                lambda found: self._post(lambda: self._take_arrivals(found)),
                lambda missed: self._post(lambda: self._take_missed(watched, missed)),
                lambda problem: self._post(lambda: self._fail(problem)),
            )

    def _take_arrivals(self, found: Arrivals) -> None:
        if found.watched != self._watched:
            return  # another folder is watched by now, or none; a watch that begins tells all anew
        self._news = True
        self._offered.update((path, (found.watched.agency, state)) for path, state in found.files.items())
        if found.watched.sends:
            self._take_offered(send=True)

    def _take_missed(self, watched: Watched, missed: Missed) -> None:
        if watched == self._watched:  # else another folder is watched by now
            self._missed, self._news = missed, True

    def _take_offered(self, *, send: bool) -> None:
        offered, self._offered = self._offered, {}
        self._news = True
        for agency in dict.fromkeys(agency for agency, _ in offered.values()) if send else ():
            self._find([path for path, (one, _) in offered.items() if one == agency], agency, {})
        if self._journal is not None:
            self._journal.queue.offer({path: state for path, (_, state) in offered.items()})

    def _show(self, view: View) -> None:
        self._list.show(view)
        self._news = self._awaited = True

    def _wake(self, *, slept: bool = False) -> None:
        self._again_at.clear()
        if self._engine is not None:
            self._engine.wake(slept=slept)

    def _take_taken(self) -> None:
        self._waits_for_taken = False

    def _take_looked(self, looked: Looked | None) -> None:
        self._looked, self._news = looked, True

    def _look_failed(self, problem: VizDeskError) -> None:
        self._take_looked(None)
        self._fail(problem)

    # What the engine and the finder came to

    def _end(self, ended: Ended) -> None:
        identifier = ended.id
        self._given.discard(identifier)
        self._list.take_ended(ended)
        if ended.state is TransferState.CANCELLING:
            self._again_at[identifier] = time.monotonic() + CANCEL_AGAIN_SECONDS
        if ended.state is TransferState.PAUSED and identifier in self._resumed:
            self._move_on([identifier], TransferState.QUEUED)
        self._resumed.discard(identifier)
        if (
            isinstance(ended.problem, SourceChanged)
            and self._watch is not None
            and (path := self._list.path(identifier))
        ):
            self._watch.tell_again(path)
        self._news = True
        if ended.arrived is not None and ended.problem is not None:
            raise UploadGone(
                "A file arrived before its answers were changed.",
                "Look at it under “Finished”, and tell your agency what has changed.",
            )

    def _read(self, found: Sequence[int]) -> None:
        if self._journal is not None and found:
            self._awaited |= not self._list.totals.unfinished  # the first are looked for
            self._list.add(self._journal.queue.rows(self._gateway, found))
            self._news = True

    def _move_on(self, transfers: Sequence[int], state: TransferState) -> None:
        if self._journal is not None and transfers:
            self._journal.queue.set_states(transfers, state).result()
            self._list.change(transfers, state=state, why=None)
            self._news = True
