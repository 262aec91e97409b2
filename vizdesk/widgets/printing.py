"""Results and records as a PDF or on paper: who may export may print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from vizdesk.domain.layout import Json
from vizdesk.domain.paper import MOST_ROWS, Paper
from vizdesk.models.page import PageModel
from vizdesk.models.printing import PrintOrder
from vizdesk.models.sheets import list_sheet, record_sheet
from vizdesk.widgets.results_table import ResultsTable

Lines = list[tuple[str, str]]
Sheet = Callable[[], Paper]


class Printing(QObject):
    """Prints what a table shows: the selected rows where there are several, else all that are loaded.

    Args:
        page: whose results these are.
        table: what shows them.
        locale: how numbers and times are written.

    Signals:
        told: a sentence why nothing was printed.
    """

    told = Signal(str)

    def __init__(self, page: PageModel, table: ResultsTable, locale: QLocale) -> None:
        super().__init__(table)
        self._page, self._table, self._locale = page, table, locale

    def is_possible(self) -> bool:
        """Whether the user may print, and nothing else is being printed or exported."""
        return self._page.exports.allowed and not self._page.exports.running

    def save_list(self) -> None:
        """Ask for a file, then make a PDF of the rows."""
        if self._has_list():
            self._save(self.sheet_of_list())

    def print_list(self) -> None:
        """Ask for a printer, then print the rows."""
        if self._has_list():
            self._print(self.sheet_of_list())

    def save_record(self, title: str, lines: Lines) -> None:
        """Ask for a file, then make a PDF of one record.

        Args:
            title: what the page calls it.
            lines: label and text of each field.
        """
        if self._may():
            self._save(self.sheet_of_record(title, lines))

    def print_record(self, title: str, lines: Lines) -> None:
        """Ask for a printer, then print one record; arguments are as for `save_record`."""
        if self._may():
            self._print(self.sheet_of_record(title, lines))

    # A sheet is of what is shown when it is asked for: while a file is chosen, a search may end and others be shown.

    def sheet_of_list(self) -> Sheet:
        """What gives the sheet of the rows."""
        widths = {one.place: one.width for one in self._table.columns.states()}
        columns = [(place, widths[place]) for place in self._page.results.readable(self._table.columns.shown())]
        return list_sheet(self._page, self._rows(), columns, self._locale)

    def sheet_of_record(self, title: str, lines: Lines) -> Sheet:
        """What gives the sheet of one record; arguments are as for `save_record`."""
        return record_sheet(self._page, title, lines, self._locale)

    def start(self, sheet: Sheet, path: Path | None, printer: Json | None = None) -> None:
        """Make a PDF of a sheet, or print it."""
        self._page.exports.start(PrintOrder(sheet, path, printer))

    def _save(self, sheet: Sheet) -> None:
        path = self._choose_file()
        if path is not None:
            self.start(sheet, path)

    def _print(self, sheet: Sheet) -> None:
        printer = self._choose_printer()
        if printer is not None:
            self.start(sheet, None, printer)

    def _rows(self) -> list[tuple[int, int]]:
        if self._table.selected_rows() > 1:
            return self._table.selected_stretches()
        return [(0, self._page.results.loaded_rows - 1)]

    def _may(self) -> bool:
        if not self._page.exports.allowed:
            self.told.emit(self.tr("Your account may not print or export."))
        elif self._page.exports.running:
            self.told.emit(self.tr("Something is being printed or exported already. Wait until it is done."))
        return self.is_possible()

    def _has_list(self) -> bool:
        count = sum(last - first + 1 for first, last in self._rows())
        if count == 0 or not self._may():
            return False
        if count > MOST_ROWS:
            most = self.tr("At most {count} records can be printed at once. Select fewer, or export them.")
            self.told.emit(most.format(count=self._locale.toString(MOST_ROWS)))
            return False
        return True

    def _choose_file(self) -> Path | None:
        """A file in the folder for documents; its name never tells what was searched for."""
        day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window(), self.tr("Save as PDF"), folder, self.tr("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"VizDesk {self._page.page.id} {day}.pdf")
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        return Path(chosen[0]) if accepted and chosen else None

    def _choose_printer(self) -> Json | None:
        """How to use which printer; None for not at all."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # late: most runs never print

        if not QPrinterInfo.availablePrinterNames():
            self.told.emit(self.tr("No printer is set up on this computer. Save a PDF instead."))
            return None
        printer = QPrinter()
        dialog = QPrintDialog(printer, self._window())
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not accepted:
            return None
        return {
            "name": printer.printerName(),
            "copies": printer.copyCount(),
            "collate": printer.collateCopies(),
            "duplex": printer.duplex().value,
            "color": printer.colorMode().value,
            "from": printer.fromPage(),
            "to": printer.toPage(),
        }

    def _window(self) -> QWidget:
        return self._table.window()
