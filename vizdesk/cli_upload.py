"""`vizdesk upload` and `vizdesk sweep`: the transfer engine without a window, on the same journal."""

from __future__ import annotations

import json
import queue
import secrets
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vizdesk.db.keys import load_key
from vizdesk.domain.errors import Cancelled, JournalInUse, VizDeskError, lacks_role
from vizdesk.domain.layout import NOTHING
from vizdesk.domain.reasons import Reason, because
from vizdesk.domain.sizes import told_bytes
from vizdesk.domain.text import counted
from vizdesk.domain.transfers import TransferState
from vizdesk.home import desktop_folder
from vizdesk.net.uploads import UploadCalls
from vizdesk.store.journal import JOURNAL_NAME, NewTransfer, Transfer, TransferJournal
from vizdesk.store.transfer_queue import QueuedTransfer
from vizdesk.transfers.engine import Ended, Engine, JournalOwner, served_by_owner
from vizdesk.transfers.sending import Arrived
from vizdesk.transfers.sleeping import SleepWatch
from vizdesk.transfers.source import fingerprint
from vizdesk.transfers.walking import Unreadable, walk

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

TELL_SECONDS = 0.25
LOOK_SECONDS = 1.0
"""So often it looks how far another program is that has the journal."""

TOKEN_BYTES = 24


def run_upload(
    client: GatewayClient,
    gateway: str,
    paths: Sequence[Path],
    agency: str,
    *,
    as_json: bool,
    rate: int | None,
    again: bool,
    answers: Mapping[str, Any] = NOTHING,
) -> bool:
    """Send files and wait for the end; one line on standard output for each that has arrived.

    Where a window sends from the journal already, it is given the files; where another command does, they wait for it.

    Args:
        client: of the gateway.
        gateway: its name in the journal: an address or a data folder.
        paths: files and folders.
        agency: whose files they are.
        as_json: print JSON lines.
        rate: bytes a second, None for no limit.
        again: send also what has arrived before.
        answers: what the agency asks about the files, by the question's id.

    Returns:
        Whether all have arrived with their answers; each that has not is named on standard error.

    Raises:
        JournalInUse: a window sends files to another gateway.
        Cancelled: Ctrl-C; the next run goes on.
    """
    if "uploader" not in client.me().roles:
        raise lacks_role("uploader")
    folder = desktop_folder()
    with ExitStack() as stack:
        owner = _own(folder, gateway)
        journal = stack.enter_context(closing(TransferJournal(folder / JOURNAL_NAME, load_key(folder))))
        run = _Run(journal, gateway, agency, answers, as_json=as_json)
        try:
            run.queue(paths, again=again, owned=owner is not None)
            if owner is None:
                owner = run.follow_window(folder, limited=rate is not None)
            if owner is not None:
                stack.enter_context(closing(owner))
                run.follow(stack.enter_context(closing(Engine(journal, UploadCalls(client), run.ended.put, rate))))
        except KeyboardInterrupt:
            raise Cancelled("The transfer was stopped.", "Run the same command again to go on.") from None
        return run.all_arrived


def _own(folder: Path, gateway: str) -> JournalOwner | None:
    """The right to send from the journal, waiting for another command; None where a window sends for the gateway."""
    told = False
    while True:
        try:
            return JournalOwner(folder)
        except JournalInUse:
            served = served_by_owner(folder)
        if served == gateway:
            return None
        if served:
            raise JournalInUse(
                "A VizDesk window on this computer sends files to another gateway.",
                "Close it, then run the command again.",
            )
        if not told:
            click.echo("vizdesk: Another “vizdesk upload” is sending; these files wait until it is done.", err=True)
            told = True
        time.sleep(LOOK_SECONDS)


def run_sweep(client: GatewayClient, hours: float) -> bool:
    """Sweep and say what was done; whether everything that should have been could be."""
    swept = UploadCalls(client).sweep(hours)
    click.echo(
        f"Aborted {counted(swept['stale'], 'upload')} that nothing was heard of for {hours:g} h,"
        f" and {swept['unknown']:,} that only the storage knew."
    )
    if swept["failed"]:
        click.echo(f"vizdesk: {swept['failed']:,} could not be aborted; the gateway’s log says why.", err=True)
    return not swept["failed"]


_GOING = (TransferState.QUEUED, TransferState.RUNNING, TransferState.COMPLETING)
_STOPPED = Cancelled("It was stopped in the VizDesk window.", "Go on with it there.")


class _Run:
    """One call of the command."""

    def __init__(
        self, journal: TransferJournal, gateway: str, agency: str, answers: Mapping[str, Any], *, as_json: bool
    ) -> None:
        self.ended: queue.SimpleQueue[Ended] = queue.SimpleQueue()
        self.all_arrived = True
        self._journal, self._gateway, self._agency, self._as_json = journal, gateway, agency, as_json
        self._answers = answers
        self._waiting: dict[int, Path] = {}
        self._waits_for: str | None = None

    def queue(self, paths: Iterable[Path], *, again: bool, owned: bool) -> None:
        """Put the files into the journal, or find those that it has; tell those that have arrived before.

        Args:
            paths: files and folders.
            again: send also what has arrived before.
            owned: this program sends; else the window does, and what it has stopped at is for the window to go on with.
        """
        before = self._journal.latest(self._gateway, self._agency)
        new: list[NewTransfer] = []
        for found in walk(paths):
            if isinstance(found, Unreadable):
                self._refused(found.path, found.problem)
                continue
            try:
                source = fingerprint(found.path)
            except VizDeskError as problem:
                self._refused(found.path, problem)
                continue
            known = before.get(found.path)
            if known is None or self._is_over(known, unchanged=source.is_like(known.source), again=again, owned=owned):
                token = secrets.token_urlsafe(TOKEN_BYTES)
                new.append(
                    NewTransfer(token, self._gateway, self._agency, found.path, found.name, source, self._answers)
                )
            elif known.state is TransferState.DONE:
                parts = known.plan.count
                arrived = Arrived(known.key or "", known.source.size, known.etag or "", parts, 0, resumed=True)
                self._arrived(known.path, arrived)
                self._tell_late(self._journal.queue.rows(self._gateway, [known.id])[0])
            elif owned or known.state in _GOING:
                self._waiting[known.id] = known.path
            else:
                self._refused(found.path, _STOPPED)
        if self._answers:
            self._journal.queue.set_answers(list(self._waiting), self._answers)
        if new:
            added = self._journal.add(new)
            self._waiting |= zip(added, (one.path for one in new), strict=True)

    def _tell_late(self, row: QueuedTransfer) -> None:
        """Name one that has arrived with other answers than these."""
        if row.why is not None or (self._answers and row.answers != self._answers):
            self._refused(row.path, because(Reason.ANSWERS_LATE))

    def _is_over(self, known: Transfer, *, unchanged: bool, again: bool, owned: bool) -> bool:
        """Whether a file needs a transfer of its own; an unfinished one of what the file was before is given up."""
        if known.state in (TransferState.CANCELLED, TransferState.CANCELLING):
            return True
        if known.state is TransferState.DONE:
            return again or not unchanged
        if not unchanged and owned:
            self._journal.set_state(known.id, TransferState.CANCELLING).result()
        return not unchanged

    def follow_window(self, folder: Path, *, limited: bool) -> JournalOwner | None:
        """Wait until the window has sent every file, and tell each.

        Returns:
            The right to send what is left, where the window was closed before.
        """
        limit = " Its own limit holds." if limited else ""
        click.echo(f"vizdesk: The open VizDesk window sends these files.{limit}", err=True)
        left = self._waiting
        while left:
            rows = {row.id: row for row in self._journal.queue.rows(self._gateway, left)}
            for one in list(left):
                if one not in rows or rows[one].state not in _GOING:
                    del left[one]
                    self._tell_other(rows.get(one))
            if left:
                with suppress(JournalInUse):
                    return JournalOwner(folder)
                time.sleep(LOOK_SECONDS)
        return None

    def _tell_other(self, row: QueuedTransfer | None) -> None:
        """Tell what became of one that the window sent; None where it was taken off the list."""
        if row is None:
            self.all_arrived = False
            click.echo("vizdesk: A file was taken off the list in the window.", err=True)
        elif row.state is TransferState.DONE:
            self._arrived(row.path, Arrived(row.key or "", row.size, row.etag or "", row.parts or 1, 0, resumed=False))
            self._tell_late(row)
        elif row.why is not None:
            self._refused(row.path, VizDeskError(*row.why.words()))
        else:
            self._refused(row.path, _STOPPED)

    def follow(self, engine: Engine) -> None:
        """Wait until every file has ended, and tell each; what an earlier run gave up is given up at the gateway."""
        given_up = [one.id for one in self._journal.in_states(TransferState.CANCELLING) if one.gateway == self._gateway]
        left = dict(self._waiting)
        engine.start([*left, *given_up])
        started, sleep = time.monotonic(), SleepWatch(TELL_SECONDS)
        while left:
            if sleep.slept():
                engine.wake(slept=True)
            try:
                ended = self.ended.get(timeout=TELL_SECONDS)
            except queue.Empty:
                self._tell_progress(engine, len(left), time.monotonic() - started)
                continue
            path = left.pop(ended.id, None)
            if path is None:
                continue
            self._clear_line()
            if ended.arrived is not None:
                self._arrived(path, ended.arrived)
            if ended.arrived is None or ended.problem is not None:
                self._refused(path, ended.problem or Cancelled("It was stopped."))
        engine.wait(TELL_SECONDS)

    def _arrived(self, path: Path, arrived: Arrived) -> None:
        if self._as_json:
            line = {
                "path": str(path),
                "key": arrived.key,
                "size": arrived.size,
                "etag": arrived.etag,
                "parts": arrived.parts,
                "bytesSent": arrived.bytes_sent,
                "resumed": arrived.resumed,
            }
            click.echo(json.dumps(line))  # ASCII: a name need not be text
        else:
            click.echo(f"Sent {_shown(path)} ({told_bytes(arrived.size)}) to {arrived.key}.")

    def _refused(self, path: Path, problem: VizDeskError) -> None:
        self.all_arrived = False
        click.echo(f"vizdesk: {_shown(path)}: {problem.told()}", err=True)

    def _tell_progress(self, engine: Engine, left: int, seconds: float) -> None:
        running = list(engine.progress().values())
        waiting = next((one.waiting_for for one in running if one.waiting_for), None)
        if not sys.stderr.isatty():
            self._tell_waiting(waiting)
            return
        sent, size = sum(one.sent for one in running), sum(one.size for one in running)
        told = f"{counted(left, 'file')} left, {told_bytes(sent)} of {told_bytes(size)} on their way, {seconds:.0f} s"
        click.echo(f"\r{told}{'; ' + waiting if waiting else ''}\033[K", err=True, nl=False)

    def _tell_waiting(self, reason: str | None) -> None:
        """Without a terminal, one line where it begins to wait for something else."""
        if reason is not None and reason != self._waits_for:
            click.echo(f"vizdesk: {reason} It is tried again.", err=True)
        self._waits_for = reason or self._waits_for

    def _clear_line(self) -> None:
        if sys.stderr.isatty():
            click.echo("\r\033[K", err=True, nl=False)


def _shown(path: Path) -> str:
    """A path that any terminal can print, and none obeys: names may hold escapes, line ends, turns of direction."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in str(path))
