"""All transfers of this program, as the window shows them: what the desk tells enters the GUI thread here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal

from vizdesk.domain.errors import VizDeskError
from vizdesk.models.transfer_rows import TransferRows
from vizdesk.models.transfer_words import said_files
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import Route
from vizdesk.transfers.desk import Standing, Told, TransferDesk
from vizdesk.transfers.finding import Looked
from vizdesk.transfers.rows import Totals, View
from vizdesk.transfers.schedule import Limits
from vizdesk.transfers.watching import Watched


class TransfersModel(QObject):
    """Starts the desk when it is needed, asks things of it, and takes what it tells.

    Args:
        folder: where the journal is.
        gateway: its name in the journal.
        link: the way to the gateway.
        route: gives the way to a storage on another computer; called on the desk's thread.
        locale: how numbers and dates are written.

    Signals:
        changed: `totals`, `standing`, `problem`, `rate` or `offered` are others.
        limits_changed: `limits` are others.
        noticed: a sentence about what was just added.
        ended: the last file that was under way has arrived, failed or been given up.
    """

    changed = Signal()
    limits_changed = Signal()
    noticed = Signal(str)
    ended = Signal()
    _told = Signal(object)

    def __init__(
        self,
        folder: Path,
        gateway: str,
        link: GatewayLink,
        route: Callable[[], Route],
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
        self.looked: Looked | None = None
        self.limits = Limits()
        self.watched: Watched | None = None
        self._folder, self._gateway, self._link, self._route = folder, gateway, link, route
        self._desk: TransferDesk | None = None
        self._closed = False
        self._told.connect(self._on_told)

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
            self._desk = TransferDesk(
                self._folder, self._gateway, self._link, self._told.emit, self._route, self.limits
            )
            self._desk.watch(self.watched)

    def close(self) -> None:
        """Stop, wherever each transfer is."""
        self._closed = True
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _on_told(self, told: Told) -> None:
        if self._desk is None:
            return
        was_active = self.totals.active
        self.standing, self.problem, self.totals = told.standing, told.problem, told.totals
        self.rate, self.offered, self.looked = told.rate, told.offered, told.looked
        self.rows.take(told.steps)
        self._desk.taken()
        self.changed.emit()
        if told.looked is not None and told.looked.over:
            self.noticed.emit(self._said_of_looked(told.looked))
        if was_active and not self.totals.active:
            self.ended.emit()

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
        if not any(looked[:4]):
            found = [self.tr("There is no file in what was added.")]
        return " ".join(found)

    # What is asked of it

    def add(self, paths: Sequence[str], agency: str, answers: Mapping[str, Any]) -> None:
        """Send files, and all files in folders."""
        self.start()
        if self._desk is not None:
            self._desk.add([Path(os.path.abspath(one)) for one in paths], agency, answers)  # noqa: PTH100  # a link keeps its name

    def pause(self, transfers: Sequence[int] | None = None) -> None:
        """Pause these, or all."""
        if self._desk is not None:
            self._desk.pause(transfers)

    def resume(self, transfers: Sequence[int] | None = None) -> None:
        """Go on with these, or with all that are paused."""
        if self._desk is not None:
            self._desk.resume(transfers)

    def retry(self, transfers: Sequence[int] | None = None) -> None:
        """Try these again, or all that have failed."""
        if self._desk is not None:
            self._desk.retry(transfers)

    def cancel(self, transfers: Sequence[int]) -> None:
        """Give these up."""
        if self._desk is not None:
            self._desk.cancel(transfers)

    def remove(self, transfers: Sequence[int]) -> None:
        """Take these off the list, if they are finished."""
        if self._desk is not None:
            self._desk.remove(transfers)

    def move(self, transfers: Sequence[int], before: int | None) -> None:
        """Let these come before another one, or last."""
        if self._desk is not None:
            self._desk.move(transfers, before)

    def move_by(self, transfers: Sequence[int], step: int) -> None:
        """Let these come one place earlier (-1) or later (1)."""
        if self._desk is not None:
            self._desk.move_by(transfers, step)

    def prioritize(self, transfers: Sequence[int], priority: int) -> None:
        """Give these another priority."""
        if self._desk is not None:
            self._desk.prioritize(transfers, priority)

    def set_transfer_rate(self, transfers: Sequence[int], rate: int | None) -> None:
        """Limit each of these, in bytes a second."""
        if self._desk is not None:
            self._desk.set_transfer_rate(transfers, rate)

    def answer(self, transfers: Sequence[int], answers: Mapping[str, Any]) -> None:
        """Take what the agency asks about these."""
        if self._desk is not None:
            self._desk.answer(transfers, answers)

    def set_limits(self, limits: Limits) -> None:
        """Limit all together."""
        self.limits = limits
        if self._desk is not None:
            self._desk.set_limits(limits)
        self.limits_changed.emit()

    def watch(self, watched: Watched | None) -> None:
        """Watch a folder, or none."""
        self.watched = watched
        if watched is not None:
            self.start()
        if self._desk is not None:
            self._desk.watch(watched)

    def take_offered(self, *, send: bool) -> None:
        """Send what the watched folder has brought, or do not."""
        if self._desk is not None:
            self._desk.take_offered(send=send)

    def show(self, view: View) -> None:
        """Show other rows."""
        self.view = view
        if self._desk is not None:
            self._desk.show(view)

    def wake(self) -> None:
        """The gateway is back."""
        if self._desk is not None:
            self._desk.wake()
