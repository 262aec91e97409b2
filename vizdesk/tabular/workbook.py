"""XLSX: one sheet, its cells typed; written row by row, so that memory stays flat."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vizdesk.domain.layout import Kind
from vizdesk.tabular.writers import FileColumn, RecordWriter, Rows, plain_text

MOST_RECORDS = 1_048_575
"""Rows of a sheet, less the heading."""

MOST_CHARACTERS = 32_767
"""Of a cell."""

LARGEST_EXACT = 10**15
"""A spreadsheet keeps 15 digits; longer numbers are written as text, digit by digit."""

FIRST_DATE = "1900-03-01"
"""Earlier dates have no number in a spreadsheet, or another one in each; they are written as text."""

DATE_FORMATS = {
    len("1980-01-02"): ("%Y-%m-%d", "yyyy-mm-dd"),
    len("1980-01-02T03:04"): ("%Y-%m-%dT%H:%M", "yyyy-mm-dd hh:mm"),
    len("1980-01-02T03:04:05"): ("%Y-%m-%dT%H:%M:%S", "yyyy-mm-dd hh:mm:ss"),
}
"""By the length of an ISO 8601 text: how it is read, and how the cell shows it."""

LARGEST_WIDTH = 40
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,  # where it comes to need it
}

Put = Callable[[int, int, Any], None]
"""Writes a value into a row and a column."""


@contextmanager
def workbook_writer(file: BinaryIO, columns: Sequence[FileColumn], folder: Path) -> Iterator[WorkbookWriter]:
    """A writer of a workbook, which is in the file once the block has ended.

    Args:
        file: empty, open for writing.
        columns: of the records.
        folder: the sheet is gathered in a folder in it that nobody else can read, and that is gone afterwards.

    Raises:
        OSError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix=".vizdesk-", dir=folder) as place:
        book = xlsxwriter.Workbook(file, {**OPTIONS, "tmpdir": place})
        try:
            yield WorkbookWriter(book, columns)
            book.close()
        except XlsxWriterException as error:  # it stands for what the operating system refused
            cause = error.__context__
            raise cause if isinstance(cause, OSError) else OSError from error
        finally:
            _let_go(book)


def _let_go(book: xlsxwriter.Workbook) -> None:
    """Close what a workbook that was not put together holds open."""
    for sheet in book.worksheets():
        sheet.row_data_fh.close()


class WorkbookWriter(RecordWriter):
    """The one sheet of a workbook.

    Args:
        book: an empty workbook.
        columns: of the records.
    """

    def __init__(self, book: xlsxwriter.Workbook, columns: Sequence[FileColumn]) -> None:
        self._sheet: Worksheet = book.add_worksheet()
        self._formats: dict[str, Format] = {}
        self._book = book
        self._row = 0
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            self._sheet.set_column(place, place, min(LARGEST_WIDTH, len(column.label) + 4))
            self._sheet.write_string(0, place, column.label[:MOST_CHARACTERS], bold)
        self._sheet.freeze_panes(1, 0)
        self._puts = [self._put_for(column.kind) for column in columns]

    def write(self, rows: Rows) -> None:
        """See `RecordWriter.write`."""
        for row in rows:
            self._row += 1
            for place, (put, value) in enumerate(zip(self._puts, row, strict=True)):
                if value is not None:
                    put(self._row, place, value)

    def _put_for(self, kind: Kind) -> Put:
        puts: dict[Kind, Put] = {
            Kind.NUMBER: self._put_number,
            Kind.DATE: self._put_date,
            Kind.YES_NO: self._put_yes_no,
        }
        return puts.get(kind, self._put_text)

    def _put_text(self, row: int, place: int, value: Any) -> None:
        text = plain_text(value)
        if len(text) > MOST_CHARACTERS:
            self.cut_cells += 1
            text = text[:MOST_CHARACTERS]
        self._sheet.write_string(row, place, text)

    def _put_number(self, row: int, place: int, value: Any) -> None:
        if isinstance(value, int) and abs(value) >= LARGEST_EXACT:
            self._put_text(row, place, str(value))
        else:
            self._sheet.write_number(row, place, value)

    def _put_yes_no(self, row: int, place: int, value: Any) -> None:
        self._sheet.write_boolean(row, place, bool(value))

    def _put_date(self, row: int, place: int, value: Any) -> None:
        plain = value.removesuffix("Z")
        forms = DATE_FORMATS.get(len(plain))
        if forms is None or plain < FIRST_DATE:  # of a month no day is made up
            self._put_text(row, place, value)
            return
        try:
            moment = datetime.strptime(plain, forms[0])  # noqa: DTZ007  # a cell has no zone; the format tells UTC
        except ValueError:  # no calendar has it
            self._put_text(row, place, value)
            return
        shown = f'{forms[1]} "UTC"' if value.endswith("Z") else forms[1]
        self._sheet.write_datetime(row, place, moment, self._format(shown))

    def _format(self, shown: str) -> Format:
        if shown not in self._formats:
            self._formats[shown] = self._book.add_format({"num_format": shown})
        return self._formats[shown]
