"""One export into a file, as the window shows it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QLocale, QObject, QThreadPool, QTimer, Signal

from vizdesk.domain.errors import BadRequest, Cancelled, VizDeskError
from vizdesk.domain.layout import Page
from vizdesk.domain.search import SearchRequest, new_request_id
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import next_step_of, sentence_of
from vizdesk.net.link import GatewayLink

if TYPE_CHECKING:
    from vizdesk.models.printing import PrintOrder, PrintWork
    from vizdesk.net.export_process import ExportProcess
    from vizdesk.net.exporting import Exported

translate = QCoreApplication.translate

LOOK_MILLISECONDS = 100
START_SECONDS = 20.0
CANCEL_SECONDS = 5.0
PERMILLE = 1000
EXPORTER = "exporter"
"""The role that the gateway asks of who exports."""


class ExportPhase(StrEnum):
    """Where an export stands."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ExportOrder(NamedTuple):
    """What is to be exported.

    Args:
        page: the page; it names the columns.
        search: criteria and order.
        columns: the fields, in this order.
        ids: gives the ids of the records that were selected, on a worker's thread; None for all.
        path: the file.
        form: `csv`, `xlsx` or `jsonl`.
        byte_order_mark: whether CSV begins with the mark by which Excel knows UTF-8.
    """

    page: Page
    search: SearchRequest
    columns: tuple[str, ...]
    ids: Callable[[], list[str]] | None
    path: Path
    form: str
    byte_order_mark: bool = False


class ExportState(NamedTuple):
    """What the window says about an export.

    Args:
        phase: where it stands.
        headline: one plain sentence.
        detail: more, or the next step; may be empty.
        permille: how much is written, None while nobody knows.
        rows: written so far.
        path: the file, once it is there.
    """

    phase: ExportPhase = ExportPhase.IDLE
    headline: str = ""
    detail: str = ""
    permille: int | None = None
    rows: int = 0
    path: Path | None = None


class _Work:
    """An export in its worker, which waits on a child process; the GUI thread looks at it now and then."""

    def __init__(self, order: ExportOrder, link: GatewayLink, locale: str) -> None:
        self.path = order.path
        self._order = order
        self.request_id = new_request_id()
        self.stopped = threading.Event()
        self.rows, self.total = 0, 0
        self.selected: int | None = None
        self._link, self._locale = link, locale
        self._process: ExportProcess | None = None

    def stop(self) -> None:
        """Have it end soon; from any thread. Never waits."""
        self.stopped.set()
        process = self._process
        if process is not None:
            process.stop()

    def run(self) -> Exported:
        """In a worker."""
        from vizdesk.domain.exports import MAX_IDS, ExportRequest  # these are late: the window's start does without
        from vizdesk.net.export_process import ExportProcess
        from vizdesk.net.exporting import ExportTarget
        from vizdesk.tabular.writers import FileFormat

        order = self._order
        ids = None if order.ids is None else tuple(order.ids())
        self.selected = None if ids is None else len(ids)
        if ids is not None and len(ids) > MAX_IDS:
            raise BadRequest("So many selected rows cannot be exported.", "Select fewer, or export all results.")
        request = ExportRequest(order.search._replace(request_id=self.request_id), order.columns, ids)
        labels = {one.field: one.label(self._locale) for one in order.page.columns}
        target = ExportTarget(order.path, FileFormat(order.form), labels, order.byte_order_mark)
        client = self._link.client(START_SECONDS)
        if self.stopped.is_set():
            raise Cancelled("The export was stopped.", "No file was made.")
        self._process = ExportProcess(client, request, target)
        if self.stopped.is_set():  # since it was asked
            self._process.stop()
        return self._process.follow(self._note)

    def _note(self, rows: int, total: int) -> None:
        self.rows, self.total = rows, total

    # In words

    def said_running(self, locale: QLocale) -> str:
        """What is being done."""
        page = self._order.page.label(locale.name())
        exporting, finishing = translate("Exports", "Exporting {page}…"), translate("Exports", "Finishing the file…")
        return finishing if self.rows == self.total > 0 else exporting.format(page=page)

    def said_done(self, done: Exported, locale: QLocale) -> tuple[str, str]:
        """What was done, and what is to be known of it."""
        shown = locale.toString
        one = translate("Exports", "Exported 1 record to {file}.")
        many = translate("Exports", "Exported {count} records to {file}.")
        said = (one if done.rows == 1 else many).format(count=shown(done.rows), file=self.path.name)
        cautions = []
        gone = 0 if self.selected is None else self.selected - done.rows
        if gone:
            alone = translate("Exports", "1 of the selected records is not there any more.")
            several = translate("Exports", "{count} of the selected records are not there any more.")
            cautions.append(alone if gone == 1 else several.format(count=shown(gone)))
        if done.cut_cells:
            cell = translate("Exports", "1 text was too long for a workbook’s cell and was cut.")
            cells = translate("Exports", "{count} texts were too long for a workbook’s cells and were cut.")
            cautions.append(cell if done.cut_cells == 1 else cells.format(count=shown(done.cut_cells)))
        return said, " ".join(cautions)

    def said_stopping(self) -> str:
        """While it is being stopped."""
        return translate("Exports", "Stopping the export…")

    def said_stopped(self) -> tuple[str, str]:
        """That it was stopped, and what there is now."""
        return translate("Exports", "Export stopped."), translate("Exports", "No file was made.")


class ExportModel(QObject):
    """Runs one export or print at a time and follows it.

    Signals:
        changed: `state` is another one.
        allowed_changed: `allowed` is another.
        finished: whether the file is there now.
    """

    changed = Signal()
    allowed_changed = Signal()
    finished = Signal(bool)

    def __init__(self, link: GatewayLink, pool: QThreadPool, locale: QLocale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ExportState()
        self.allowed = False
        self._link, self._locale = link, locale
        self._work: _Work | PrintWork | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._exports, self._cancels = Requests(pool, self), Requests(pool, self)
        self._exports.succeeded.connect(self._on_done)
        self._exports.failed.connect(self._on_failed)

    @property
    def running(self) -> bool:
        """Whether an export is under way."""
        return self._work is not None

    def set_allowed(self, allowed: bool) -> None:
        """Take over whether the user may export."""
        if allowed != self.allowed:
            self.allowed = allowed
            self.allowed_changed.emit()

    def start(self, order: ExportOrder | PrintOrder) -> None:
        """Export or print; does nothing while either runs."""
        if self._work is not None:
            return
        if isinstance(order, ExportOrder):
            self._follow(_Work(order, self._link, self._locale.name()))
        else:
            from vizdesk.models.printing import PrintWork  # late: most runs never print

            self._follow(PrintWork(order))

    def _follow(self, work: _Work | PrintWork) -> None:
        self._work = work
        self._clock.start()
        self._timer.start()
        self._exports.submit(work.run)
        self._look()

    def cancel(self) -> None:
        """Stop what runs; no file is made."""
        work, link = self._work, self._link
        if work is None or work.stopped.is_set():
            return
        work.stop()
        if work.request_id:
            self._cancels.submit(lambda: link.client(CANCEL_SECONDS).cancel_search(work.request_id))
        self._look()

    def dismiss(self) -> None:
        """What came of the last export was read."""
        if self._work is None:
            self._set(ExportState())

    def close(self) -> None:
        """Have the worker end soon: the window closes."""
        self._timer.stop()
        if self._work is not None:
            self._work.stop()

    # How it stands

    def _look(self) -> None:
        work = self._work
        if work is None:
            return
        rows, total = work.rows, work.total
        headline = work.said_stopping() if work.stopped.is_set() else work.said_running(self._locale)
        permille = PERMILLE * rows // total if total else None
        self._set(ExportState(ExportPhase.RUNNING, headline, self._pace(rows, total), permille, rows))

    def _pace(self, rows: int, total: int) -> str:
        if not total:
            return ""
        shown = self._locale.toString
        rate = 1000 * rows // max(1, self._clock.elapsed())
        said = self.tr("{rows} of {total} records, {rate} a second")
        return said.format(rows=shown(rows), total=shown(total), rate=shown(rate))

    def _on_done(self, done: Any) -> None:
        """An `Exported` or a `Printed`, as its work gives it."""
        work = self._end()
        said, caution = work.said_done(done, self._locale)
        self._set(ExportState(ExportPhase.DONE, said, caution, PERMILLE, done.rows, work.path))
        self.finished.emit(True)

    def _on_failed(self, error: VizDeskError) -> None:
        work = self._end()
        if isinstance(error, Cancelled) or work.stopped.is_set():
            self._set(ExportState(ExportPhase.CANCELLED, *work.said_stopped()))
        else:
            next_step = next_step_of(error) or work.said_stopped()[1]
            self._set(ExportState(ExportPhase.FAILED, sentence_of(error), next_step))
        self.finished.emit(False)

    def _end(self) -> _Work | PrintWork:
        work, self._work = self._work, None
        assert work is not None  # noqa: S101  # its outcome has just come
        self._timer.stop()
        return work

    def _set(self, state: ExportState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
