"""The engine: sends the files of the journal, several at once, and tells when each has ended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from vizdesk.domain.errors import (
    AnswersMissing,
    JournalInUse,
    SourceChanged,
    StorageError,
    VizDeskError,
)
from vizdesk.domain.faults import told_fault
from vizdesk.domain.transfers import TransferState
from vizdesk.net.proxy import BY_SYSTEM, Route
from vizdesk.net.uploads import UploadCalls
from vizdesk.store.journal import Transfer, TransferJournal
from vizdesk.transfers.control import Control, Stopped, Wish
from vizdesk.transfers.giving_up import give_up
from vizdesk.transfers.limiting import RateLimit
from vizdesk.transfers.pools import Pools
from vizdesk.transfers.sending import Arrived, Means, Progress, Sending, arrived_as

FILES_AT_ONCE = 8
OWNER_NAME = "journal.owner"
SERVES_NAME = "journal.serves"
JOIN_SECONDS = 30.0


_log = logging.getLogger(__name__)


class Ended(NamedTuple):
    """A transfer that goes on no more: it has arrived, or failed of a problem, or was paused or cancelled.

    Args:
        id: which one.
        state: how it stands now.
        arrived: what came of it, if it has arrived.
        problem: what it failed of, or waits for; of one that has arrived, what did not arrive of it.
    """

    id: int
    state: TransferState
    arrived: Arrived | None = None
    problem: VizDeskError | None = None


class JournalOwner:
    """The right to send from a journal, which one program has at a time; the system ends it with the process.

    Args:
        folder: where the journal is.
        serves: the gateway's name in the journal, if all that is queued for it is sent, also what others queue.

    Raises:
        JournalInUse: another program has it.
        StorageError: the folder cannot be written.
    """

    def __init__(self, folder: Path, serves: str = "") -> None:
        self._lock = FileLock(folder / OWNER_NAME, mode=0o600, thread_local=False)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
            (folder / SERVES_NAME).write_text(serves, encoding="utf-8")
        except Timeout:
            raise JournalInUse(
                "Another VizDesk sends files on this computer already.", "Wait until it is done, or use that one."
            ) from None
        except OSError:
            self._lock.release()
            raise StorageError("The data folder cannot be written.", "Check its rights and the free space.") from None

    def close(self) -> None:
        """Give it back."""
        self._lock.release()


def served_by_owner(folder: Path) -> str:
    """The gateway for which the journal's owner sends also what others queue; empty for none."""
    with suppress(OSError):
        return (folder / SERVES_NAME).read_text(encoding="utf-8")
    return ""


class Engine:
    """Sends files until it is closed. All methods may be called on any thread, and none waits for the network.

    Args:
        journal: what is to be sent; this engine's own, see `JournalOwner`.
        calls: the gateway.
        on_ended: called on the engine's threads.
        rate: bytes a second for all transfers together, None for no limit.
        route: the way to a storage on another computer.
    """

    def __init__(
        self,
        journal: TransferJournal,
        calls: UploadCalls,
        on_ended: Callable[[Ended], None],
        rate: float | None = None,
        route: Route = BY_SYSTEM,
    ) -> None:
        self._journal, self._calls, self._on_ended = journal, calls, on_ended
        self._pools = Pools(route)
        self._limit = RateLimit(rate)
        self._means = Means(journal, calls, self._pools, self._limit)
        self._changed = threading.Condition()
        self._waiting: list[int] = []
        self._running: dict[int, Control] = {}
        self._sendings: dict[int, Sending] = {}
        self._closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"transfer-{place}", daemon=True) for place in range(FILES_AT_ONCE)
        ]
        for one in self._threads:
            one.start()

    def start(self, transfers: Sequence[int]) -> None:
        """Send these, in this order, behind those that wait already; also one that was paused or has failed."""
        with self._changed:
            fresh = [one for one in transfers if one not in self._running]
            known = set(self._waiting)
            self._waiting += [one for one in fresh if one not in known]
            self._changed.notify_all()

    def pause(self, transfer: int) -> None:
        """Stop sending one within a second; `start` goes on with it."""
        self._ask(transfer, Wish.PAUSE)

    def cancel(self, transfer: int) -> None:
        """Give one up: nothing of it remains at the storage."""
        self._ask(transfer, Wish.CANCEL)

    def set_rate(self, rate: float | None) -> None:
        """Limit all transfers together, at once."""
        self._limit.set_rate(rate)

    def set_transfer_rate(self, transfer: int, rate: int | None) -> None:
        """Limit one that is being sent, at once."""
        with self._changed:
            sending = self._sendings.get(transfer)
        if sending is not None:
            sending.limit.set_rate(rate)

    def answer(self, transfers: Collection[int], answers: Mapping[str, Any]) -> list[int]:
        """Take what the agency asks about these.

        Returns:
            Those that came too late for it: they are being completed, or have arrived.
        """
        with self._changed:
            sendings = {one: self._sendings[one] for one in transfers if one in self._sendings}
        late = self._journal.queue.set_answers([one for one in transfers if one not in sendings], answers)
        return [*late.result(), *(one for one, sending in sendings.items() if not sending.take_answers(answers))]

    def withdraw(self, transfers: Collection[int]) -> list[int]:
        """Let these not wait here any more; those that are being sent go on.

        Returns:
            Those that waited.
        """
        with self._changed:
            found = [one for one in self._waiting if one in transfers]
            self._waiting = [one for one in self._waiting if one not in transfers]
            return found

    def give_way(self, transfer: int) -> None:
        """Stop sending one within a second, so that another can be sent; `start` goes on with it."""
        with self._changed:
            if transfer in self._running:
                self._running[transfer].ask(Wish.YIELD)

    def wake(self, *, slept: bool = False) -> None:
        """The network may be back: try at once what waits to be tried again; after a sleep, on new connections."""
        with self._changed:
            for control in self._running.values():
                control.wake(slept=slept)

    def progress(self) -> dict[int, Progress]:
        """How far those are that are being sent."""
        with self._changed:
            sendings = dict(self._sendings)
        return {identifier: sending.progress() for identifier, sending in sendings.items()}

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing waits and nothing is being sent; False where that took longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._running, seconds)

    def close(self) -> None:
        """Stop, wherever each transfer is; the next engine on this journal goes on with all of them."""
        with self._changed:
            self._closing = True
            self._waiting.clear()
            for control in self._running.values():
                control.ask(Wish.STOP)
            self._changed.notify_all()
        for one in self._threads:
            one.join(JOIN_SECONDS)
        self._pools.close()

    def _ask(self, transfer: int, wish: Wish) -> None:
        with self._changed:
            if transfer in self._running:
                self._running[transfer].ask(wish)
                return
            if transfer in self._waiting:
                self._waiting.remove(transfer)
        state = self._journal.get(transfer).state
        if wish is Wish.CANCEL and state not in (TransferState.DONE, TransferState.CANCELLED):
            self._journal.set_state(transfer, TransferState.CANCELLING).result()
            self.start([transfer])  # a thread of the engine reads that, and gives it up at the storage
        elif not state.is_ended:
            self._journal.set_state(transfer, _STATES[wish])

    def _work(self) -> None:
        while (found := self._next()) is not None:
            identifier, control = found
            try:
                ended = self._send(identifier, control)
            except VizDeskError as problem:  # the journal's: it holds still what it held before
                ended = self._failed(identifier, problem)
            except Exception as error:  # noqa: BLE001  # the thread's edge: another transfer needs it
                ended = self._failed(identifier, told_fault(_log, error))
            finally:
                with self._changed:
                    self._sendings.pop(identifier, None)
                    del self._running[identifier]
                    self._changed.notify_all()
            if ended is not None:
                self._on_ended(ended)

    def _next(self) -> tuple[int, Control] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            if self._closing:
                return None
            identifier = self._waiting.pop(0)
            control = self._running[identifier] = Control()
            return identifier, control

    def _send(self, identifier: int, control: Control) -> Ended | None:
        """Send one to its end; None where the engine is closed before that."""
        transfer = self._journal.get(identifier)
        sending = Sending(transfer, self._means, control)
        with self._changed:
            self._sendings[identifier] = sending
        try:
            if transfer.state is TransferState.CANCELLING:
                return self._cancelled(transfer)
            arrived = sending.run()
            return Ended(identifier, TransferState.DONE, arrived, sending.lost)
        except Stopped:
            return self._stopped(transfer, control.wish)
        except AnswersMissing as problem:
            self._journal.set_state(identifier, TransferState.HELD, problem).result()
            return Ended(identifier, TransferState.HELD, problem=problem)
        except SourceChanged as problem:
            ended = self._failed(identifier, problem)
            with suppress(VizDeskError):  # what was sent is of no use any more
                give_up(self._calls, self._journal.get(identifier))
            return ended

    def _stopped(self, transfer: Transfer, wish: Wish) -> Ended | None:
        if wish is Wish.STOP:
            return None
        self._journal.set_state(transfer.id, _STATES[wish]).result()
        if wish is Wish.CANCEL:
            return self._cancelled(self._journal.get(transfer.id))
        return Ended(transfer.id, _STATES[wish])

    def _cancelled(self, transfer: Transfer) -> Ended:
        try:
            done = give_up(self._calls, transfer)
            if done is not None:
                lost = self._journal.done(transfer.id, done.etag or "")
                return Ended(transfer.id, TransferState.DONE, arrived_as(done, 0, resumed=True), lost)
        except VizDeskError as problem:  # it stays in cancelling, and is given up when the engine is back
            return Ended(transfer.id, TransferState.CANCELLING, problem=problem)
        self._journal.set_state(transfer.id, TransferState.CANCELLED).result()
        return Ended(transfer.id, TransferState.CANCELLED)

    def _failed(self, identifier: int, problem: VizDeskError) -> Ended:
        with suppress(VizDeskError):
            self._journal.set_state(identifier, TransferState.FAILED, problem).result()
        return Ended(identifier, TransferState.FAILED, problem=problem)


_STATES = {
    Wish.PAUSE: TransferState.PAUSED,
    Wish.CANCEL: TransferState.CANCELLING,
    Wish.YIELD: TransferState.QUEUED,
}
