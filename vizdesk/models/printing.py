"""Prints as work that the window follows: the sheet is made in a worker, its pages in a child process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.errors import Cancelled, VizDeskError
from vizdesk.domain.layout import Json
from vizdesk.domain.paper import Paper

if TYPE_CHECKING:
    from vizdesk.net.child_job import ChildJob

translate = QCoreApplication.translate


class PrintOrder(NamedTuple):
    """What is to be printed.

    Args:
        make: gives the sheet, on a worker's thread.
        path: the PDF to make; None for paper.
        printer: how the printer is to be used, as `widgets/print_job.py` reads it; None for a PDF.
    """

    make: Callable[[], Paper]
    path: Path | None
    printer: Json | None = None


class Printed(NamedTuple):
    """What came of a print."""

    rows: int
    pages: int


class PrintWork:
    """A print in its worker.

    Args:
        order: what is to be printed.
    """

    request_id = ""

    def __init__(self, order: PrintOrder) -> None:
        self.path = order.path
        self.stopped = threading.Event()
        self.rows, self.total = 0, 0
        self._order = order
        self._job: ChildJob | None = None

    def stop(self) -> None:
        """Have it end soon; from any thread. Never waits."""
        self.stopped.set()
        job = self._job
        if job is not None:
            job.stop()

    def run(self) -> Printed:
        """In a worker."""
        from vizdesk.net.child_job import ChildJob  # late: the window's start does without

        paper = self._order.make()
        task = {
            "paper": paper.to_json(),
            "path": str(self.path) if self.path is not None else None,
            "printer": self._order.printer,
        }
        ended = VizDeskError("The print ended before it was done.", "Try again.")
        if self.stopped.is_set():
            raise Cancelled("The print was stopped.", "No file was made.")
        self._job = ChildJob("print-job", task, self.path, ended)
        if self.stopped.is_set():  # since it was asked
            self._job.stop()
        done = self._job.follow(self._note)
        return Printed(len(paper.rows), done["pages"])

    def _note(self, rows: int, total: int) -> None:
        self.rows, self.total = rows, total

    # In words

    def said_running(self, _locale: QLocale) -> str:
        """What is being done."""
        return translate("Prints", "Making the PDF…") if self.path is not None else translate("Prints", "Printing…")

    def said_done(self, done: Printed, locale: QLocale) -> tuple[str, str]:
        """What was done, and what is to be known of it."""
        one, many = (
            translate("Prints", "1 page is sent to the printer."),
            translate("Prints", "{count} pages are sent."),
        )
        if self.path is not None:
            one = translate("Prints", "1 page is saved as {file}.")
            many = translate("Prints", "{count} pages are saved as {file}.")
        told = one if done.pages == 1 else many
        return told.format(count=locale.toString(done.pages), file=self.path.name if self.path else ""), ""

    def said_stopping(self) -> str:
        """While it is being stopped."""
        return translate("Prints", "Stopping the print…")

    def said_stopped(self) -> tuple[str, str]:
        """That it was stopped, and what there is now."""
        nothing = translate("Prints", "No file was made.") if self.path is not None else ""
        return translate("Prints", "Print stopped."), nothing
