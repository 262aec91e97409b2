"""From what the user drops to transfers in the journal: walks folders and reads files on a thread of its own."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.faults import told_fault
from vizdesk.domain.transfers import TransferState
from vizdesk.net.uploads import UploadCalls
from vizdesk.store.journal import Fingerprint, NewTransfer, Transfer, TransferJournal
from vizdesk.transfers.giving_up import give_up
from vizdesk.transfers.source import fingerprint
from vizdesk.transfers.walking import Found, Unreadable, walk

_log = logging.getLogger(__name__)

BATCH = 100
TOKEN_BYTES = 24
JOIN_SECONDS = 5.0
_NOTHING_READ = Fingerprint(0, 0, 0, 0, b"")


class Looked(NamedTuple):
    """What became of files that were looked at: how many, so far; `over` once that is all.

    Args:
        queued: will be sent.
        under_way: were on their way already.
        arrived: have arrived before and have not changed since, so they are not sent again.
        refused: cannot be sent; each stands in the list with its reason.
        over: nothing more is looked at.
        unanswered: of those that have arrived, those about which something was answered now, which is not sent.
    """

    queued: int = 0
    under_way: int = 0
    arrived: int = 0
    refused: int = 0
    over: bool = False
    unanswered: int = 0


class Finder:
    """Puts files into the journal, batch by batch, so that the first are sent while others are still looked at.

    Args:
        journal: takes the transfers.
        calls: of the gateway.
        gateway: its name in the journal.
        on_queued: called with the ids of transfers that are new or others than before.
        on_answered: called with the ids of transfers that were under way already, and what was answered about them now.
        on_looked: called after each batch.
        on_problem: called with what ended a look early; nothing is said by `on_looked` then.
    """

    def __init__(
        self,
        journal: TransferJournal,
        calls: UploadCalls,
        gateway: str,
        on_queued: Callable[[list[int]], None],
        on_answered: Callable[[list[int], Mapping[str, Any]], None],
        on_looked: Callable[[Looked], None],
        on_problem: Callable[[VizDeskError], None],
    ) -> None:
        self._journal, self._calls, self._gateway = journal, calls, gateway
        self._on_queued, self._on_answered = on_queued, on_answered
        self._on_looked, self._on_problem = on_looked, on_problem
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="transfer-finder", daemon=True)
        self._thread.start()

    def look(self, paths: Sequence[Path], agency: str, answers: Mapping[str, Any]) -> None:
        """Queue files, and all files in folders."""
        self._work.put(lambda: self._look(paths, agency, answers))

    def look_again(self, transfers: Sequence[int]) -> None:
        """Queue transfers that have failed, as their files are now."""
        self._work.put(lambda: self._look_again(transfers))

    def close(self) -> None:
        """Stop, wherever it is."""
        self._stopped.set()
        self._work.put(None)
        self._thread.join(JOIN_SECONDS)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except VizDeskError as problem:  # the journal's
                self._on_problem(problem)
            except Exception as error:  # noqa: BLE001  # the thread's edge: it is needed for what is added next
                self._on_problem(told_fault(_log, error))

    def _look(self, paths: Sequence[Path], agency: str, answers: Mapping[str, Any]) -> None:
        before = self._journal.latest(self._gateway, agency)
        looked, batch = Looked(), _Batch(self._journal, self._calls)
        for found in walk(paths):
            if self._stopped.is_set():
                return
            looked = self._look_at(found, before.get(found.path), agency, answers, batch, looked)
            if batch.size >= BATCH:
                self._put(batch, answers)
                self._on_looked(looked)
        self._put(batch, answers)
        self._on_looked(looked._replace(over=True))

    def _put(self, batch: _Batch, answers: Mapping[str, Any]) -> None:
        self._on_queued(batch.write())
        if batch.under_way and answers:
            self._on_answered(batch.under_way, answers)
        batch.under_way = []

    def _look_at(
        self,
        found: Found | Unreadable,
        known: Transfer | None,
        agency: str,
        answers: Mapping[str, Any],
        batch: _Batch,
        looked: Looked,
    ) -> Looked:
        if known is not None and not known.state.is_ended:
            batch.under_way.append(known.id)
            return looked._replace(under_way=looked.under_way + 1)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        new = NewTransfer(token, self._gateway, agency, found.path, found.name, _NOTHING_READ, answers)
        try:
            if isinstance(found, Unreadable):
                raise found.problem
            new = new._replace(source=fingerprint(found.path))
        except VizDeskError as problem:
            batch.refuse(new, problem, known)
            return looked._replace(refused=looked.refused + 1)
        if known is not None and known.state is TransferState.DONE and known.source.is_like(new.source):
            return looked._replace(arrived=looked.arrived + 1, unanswered=looked.unanswered + bool(answers))
        batch.queue(new, known)
        return looked._replace(queued=looked.queued + 1)

    def _look_again(self, transfers: Iterable[int]) -> None:
        for identifier in transfers:
            if self._stopped.is_set():
                return
            try:
                transfer = self._journal.get(identifier)
            except KeyError:
                continue
            try:
                source = fingerprint(transfer.path)
            except VizDeskError as problem:
                self._journal.set_state(identifier, TransferState.FAILED, problem).result()
            else:
                _take_up(self._journal, self._calls, transfer, secrets.token_urlsafe(TOKEN_BYTES), source)
            self._on_queued([identifier])


def _take_up(journal: TransferJournal, calls: UploadCalls, failed: Transfer, token: str, source: Fingerprint) -> None:
    """Queue one that has failed: it goes on where it was, unless its file is another one now."""
    if source.is_like(failed.source):
        journal.queue.set_states([failed.id], TransferState.QUEUED).result()
    else:
        with suppress(VizDeskError):  # then a sweep ends it
            give_up(calls, failed)
        journal.renew(failed.id, token, source)


class _Batch:
    """Transfers that go into the journal together; one that has failed before is taken up again in its place."""

    def __init__(self, journal: TransferJournal, calls: UploadCalls) -> None:
        self._journal, self._calls = journal, calls
        self._new: list[NewTransfer] = []
        self._refused: list[tuple[NewTransfer, VizDeskError]] = []
        self._again: list[int] = []
        self.under_way: list[int] = []
        """What there is nothing to write of: they were in the journal already."""

    @property
    def size(self) -> int:
        """How many wait."""
        return len(self._new) + len(self._refused) + len(self._again) + len(self.under_way)

    def queue(self, new: NewTransfer, known: Transfer | None) -> None:
        """Send this one."""
        if known is not None and known.state is TransferState.FAILED:
            if new.answers:
                self._journal.queue.set_answers([known.id], new.answers)
            _take_up(self._journal, self._calls, known, new.token, new.source)
            self._again.append(known.id)
        else:
            self._new.append(new)

    def refuse(self, new: NewTransfer, problem: VizDeskError, known: Transfer | None) -> None:
        """Show this one as failed."""
        if known is not None and known.state is TransferState.FAILED:
            self._journal.set_state(known.id, TransferState.FAILED, problem).result()
            self._again.append(known.id)
        else:
            self._refused.append((new, problem))

    def write(self) -> list[int]:
        """Write what waits; the ids of all of them."""
        refused = [one for one, _ in self._refused]
        found = self._journal.add([*self._new, *refused]) if self._new or refused else []
        for identifier, (_, problem) in zip(found[len(self._new) :], self._refused, strict=True):
            self._journal.set_state(identifier, TransferState.FAILED, problem).result()
        found += self._again
        self._new, self._refused, self._again = [], [], []
        return found
