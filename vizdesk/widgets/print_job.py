"""The child process of one print: it paints pages into a PDF, or sends them to a printer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFontDatabase,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
)

from vizdesk.domain.errors import Cancelled, Unavailable
from vizdesk.domain.layout import Json
from vizdesk.domain.paper import Paper, paper_from_json
from vizdesk.net.child_job import do_job
from vizdesk.resources import resource
from vizdesk.tabular.whole_file import whole_file
from vizdesk.widgets.paper_painter import PaperPainter

DOTS_PER_INCH = 600
MARGIN_MILLIMETERS = 14.0
FONT_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")
FAMILY = "Inter"


def main() -> None:
    """Do the task on standard input."""
    if sys.platform.startswith("linux"):  # there is nothing to show, and perhaps no display
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    do_job(_print)
    application.quit()


def _print(task: Json, is_stopped: Callable[[], bool], tell: Callable[[int, int], None]) -> Json:
    paper = paper_from_json(task["paper"])
    if task["printer"] is not None:
        return _to_printer(paper, task["printer"], is_stopped, tell)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("VizDesk")
    writer.setResolution(DOTS_PER_INCH)
    _set_page(writer, paper)
    pages = PaperPainter(writer, paper, FAMILY).paint(is_stopped, tell)
    if not pages:
        raise Cancelled("The print was stopped.", "No file was made.")
    del writer
    buffer.close()
    with whole_file(Path(task["path"])) as file:
        file.write(data.data())
    return {"pages": pages}


def _to_printer(paper: Paper, chosen: Json, is_stopped: Callable[[], bool], tell: Callable[[int, int], None]) -> Json:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if chosen["name"] not in QPrinterInfo.availablePrinterNames():
        raise Unavailable("The printer cannot be reached.", "Choose another printer, or save a PDF.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(chosen["name"])
    printer.setDocName("VizDesk")
    printer.setCopyCount(chosen["copies"])
    printer.setCollateCopies(chosen["collate"])
    printer.setDuplex(QPrinter.DuplexMode(chosen["duplex"]))
    printer.setColorMode(QPrinter.ColorMode(chosen["color"]))
    _set_page(printer, paper)
    pages = PaperPainter(printer, paper, FAMILY).paint(is_stopped, tell, (chosen["from"], chosen["to"]))
    if not pages:
        printer.abort()
        raise Cancelled("The print was stopped.", "Nothing more goes to the printer.")
    return {"pages": pages}


def _set_page(device: QPagedPaintDevice, paper: Paper) -> None:
    size = QPageSize(QPageSize.PageSizeId.Letter if paper.letter else QPageSize.PageSizeId.A4)
    side = QPageLayout.Orientation.Landscape if paper.wide else QPageLayout.Orientation.Portrait
    margins = QMarginsF(*[MARGIN_MILLIMETERS] * 4)
    device.setPageLayout(QPageLayout(size, side, margins, QPageLayout.Unit.Millimeter))
