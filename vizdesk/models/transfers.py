"""All transfers of this program, as the window shows them: what the desk tells enters the GUI thread here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from vizdesk.domain.errors import StorageError, VizDeskError
from vizdesk.models.transfer_rows import TransferRows
from vizdesk.models.transfer_words import said_files
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import Proxy
from vizdesk.transfers.desk import Standing, Told, TransferDesk
from vizdesk.transfers.desk_process import DeskProcess
from vizdesk.transfers.finding import Looked
from vizdesk.transfers.retrying import Restarts
from vizdesk.transfers.rows import Steps, Totals, View
from vizdesk.transfers.schedule import Limits
from vizdesk.transfers.watching import NOTHING_MISSED, Watched

P = ParamSpec("P")


class TransfersModel(QObject):
    """Starts the desk's process when it is needed, asks things of it, and takes what it tells.

    Args:
        folder: where the journal is.
        gateway: its name in the journal.
        link: the way to the gateway.
        proxy: gives the way to a storage on another computer.
        locale: how numbers and dates are written.

    Signals:
        changed: `totals`, `standing`, `problem`, `rate`, `offered` or `missed` are others.
        limits_changed: `limits` are others.
        noticed: a sentence about what was just added.
        ended: the last file that was under way has arrived, failed or been given up.
    """

    changed = Signal()
    limits_changed = Signal()
    noticed = Signal(str)
    ended = Signal()
    _told = Signal(object)
    _desk_ended = Signal()

    def __init__(
        self,
        folder: Path,
        gateway: str,
        link: GatewayLink,
        proxy: Callable[[], Proxy],
        locale: QLocale,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.locale_in_use = locale
        self.rows = TransferRows(locale, self)
        self.standing = Standing.STARTING
        self.problem: VizDeskError | None = None
        self.totals = Totals()
        self.view = View()
        self.rate: int | None = None
        self.offered: tuple[Path, ...] = ()
        self.missed = NOTHING_MISSED
        self.looked: Looked | None = None
        self.limits = Limits()
        self.watched: Watched | None = None
        self._folder, self._gateway, self._link, self._proxy = folder, gateway, link, proxy
        self._desk: DeskProcess | None = None
        self._closed = self._has_told = False
        self._restarts = Restarts()
        self.again_seconds = 0.0
        """Where its process is down: the pause before it is started again."""
        self._told.connect(self._on_told)
        self._desk_ended.connect(self._on_desk_ended)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.start)

    # From start to end

    @property
    def started(self) -> bool:
        """Whether the desk is there."""
        return self._desk is not None

    @property
    def ours(self) -> bool:
        """Whether this program sends, and so may be asked for something."""
        return self.standing is Standing.OURS

    @property
    def goes_on(self) -> bool:
        """Whether something happens by itself while the window is closed."""
        return self.ours and (self.totals.active > 0 or self.watched is not None)

    def start(self) -> None:
        """Open the journal and go on with what is unfinished in it."""
        if self._desk is None and not self._closed:
            self._again.stop()
            self._restarts.note_start()
            if self.standing is not Standing.STARTING:
                self.standing, self.problem = Standing.STARTING, None
                self.changed.emit()
            self._desk = DeskProcess(
                self._folder,
                self._gateway,
                self._link,
                self._told.emit,
                self._desk_ended.emit,
                self._proxy(),
                self.limits,
            )
            self._ask(TransferDesk.watch, self.watched)
            self._ask(TransferDesk.show, self.view)

    def close(self) -> None:
        """Stop, wherever each transfer is."""
        self._closed = True
        self._again.stop()
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _on_told(self, told: Told) -> None:
        if self._desk is None:
            return
        self._has_told = True
        was_active = self.totals.active
        self.standing, self.problem, self.totals = told.standing, told.problem, told.totals
        self.rate, self.looked = told.rate, told.looked
        self.offered, self.missed = told.offered, told.missed
        self.rows.take(told.steps)
        self._ask(TransferDesk.taken)
        self.changed.emit()
        if told.looked is not None and told.looked.over:
            self.noticed.emit(self._said_of_looked(told.looked))
        if was_active and not self.totals.active:
            self.ended.emit()

    def _on_desk_ended(self) -> None:
        """It goes on as after a crash; one that has never told anything would do no better the next time."""
        if self._closed:
            return
        self._desk = None
        self.rows.take(Steps(whole=()))
        self.totals, self.offered, self.missed = Totals(), (), NOTHING_MISSED
        if self._has_told:
            self.standing, self.problem = Standing.DOWN, None
            self.again_seconds = self._restarts.pause()
            self._again.start(int(1000 * self.again_seconds))
        else:
            self.standing = Standing.NOWHERE
            self.problem = StorageError("VizDesk could not start a part of itself.", "Run “vizdesk doctor”.")
        self.changed.emit()

    def _said_of_looked(self, looked: Looked) -> str:
        """What is worth saying of files that were added: those that are in the list show themselves."""
        told = [
            (
                looked.under_way,
                self.tr("1 file was in the list already."),
                self.tr("{count} were in the list already."),
            ),
            (
                looked.arrived,
                self.tr("1 file has arrived before and has not changed since; it is not sent again."),
                self.tr("{count} files have arrived before and have not changed since; they are not sent again."),
            ),
        ]
        found = [said_files(count, self.locale_in_use, one, many) for count, one, many in told if count]
        if looked.unanswered:
            found.append(self.tr("Answers given before stay as they are; tell your agency what has changed."))
        if not any(looked[:4]):
            found = [self.tr("There is no file in what was added.")]
        return " ".join(found)

    # What is asked of it

    def _ask(self, what: Callable[Concatenate[TransferDesk, P], None], *values: P.args, **named: P.kwargs) -> None:
        if self._desk is not None:
            self._desk.ask(what, *values, **named)

    def add(self, paths: Sequence[str], agency: str, answers: Mapping[str, Any]) -> None:
        """Send files, and all files in folders."""
        self.start()
        found = [Path(os.path.abspath(one)) for one in paths]  # noqa: PTH100  # a link keeps its name
        self._ask(TransferDesk.add, found, agency, answers)

    def pause(self, transfers: Sequence[int] | None = None) -> None:
        """Pause these, or all."""
        self._ask(TransferDesk.pause, transfers)

    def resume(self, transfers: Sequence[int] | None = None) -> None:
        """Go on with these, or with all that are paused."""
        self._ask(TransferDesk.resume, transfers)

    def retry(self, transfers: Sequence[int] | None = None) -> None:
        """Try these again, or all that have failed."""
        self._ask(TransferDesk.retry, transfers)

    def cancel(self, transfers: Sequence[int]) -> None:
        """Give these up."""
        self._ask(TransferDesk.cancel, transfers)

    def remove(self, transfers: Sequence[int]) -> None:
        """Take these off the list, if they are finished."""
        self._ask(TransferDesk.remove, transfers)

    def move(self, transfers: Sequence[int], before: int | None) -> None:
        """Let these come before another one, or last."""
        self._ask(TransferDesk.move, transfers, before)

    def move_by(self, transfers: Sequence[int], step: int) -> None:
        """Let these come one place earlier (-1) or later (1)."""
        self._ask(TransferDesk.move_by, transfers, step)

    def prioritize(self, transfers: Sequence[int], priority: int) -> None:
        """Give these another priority."""
        self._ask(TransferDesk.prioritize, transfers, priority)

    def set_transfer_rate(self, transfers: Sequence[int], rate: int | None) -> None:
        """Limit each of these, in bytes a second."""
        self._ask(TransferDesk.set_transfer_rate, transfers, rate)

    def answer(self, transfers: Sequence[int], answers: Mapping[str, Any]) -> None:
        """Take what the agency asks about these."""
        self._ask(TransferDesk.answer, transfers, answers)

    def set_limits(self, limits: Limits) -> None:
        """Limit all together."""
        self.limits = limits
        self._ask(TransferDesk.set_limits, limits)
        self.limits_changed.emit()

    def watch(self, watched: Watched | None) -> None:
        """Watch a folder, or none."""
        self.watched = watched
        if watched is not None:
            self.start()
        self._ask(TransferDesk.watch, watched)

    def take_offered(self, *, send: bool) -> None:
        """Send what the watched folder has brought, or do not."""
        self._ask(TransferDesk.take_offered, send=send)

    def show(self, view: View) -> None:
        """Show other rows."""
        self.view = view
        self._ask(TransferDesk.show, view)

    def wake(self) -> None:
        """The gateway is back."""
        self._ask(TransferDesk.wake)

    def reconnect(self) -> None:
        """The network is another one."""
        self._ask(TransferDesk.reconnect)
