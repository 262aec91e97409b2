"""Records into files that other programs open: CSV, XLSX and JSON Lines, written as they come.

A spreadsheet takes text that begins like a formula for one. In CSV such text gets an apostrophe before it, in columns
of text only, so that negative numbers stay numbers; XLSX says of each cell what it is, and JSON has no formulas.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Kind, Precision

Rows = Sequence[Sequence[Any]]

FORMULA_STARTS = frozenset("=+-@\t\r\n\0")
"""What a cell begins with that spreadsheets take for a formula (OWASP, “CSV Injection”; OWASP ASVS 5, 1.2.10)."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_END = "\r\n"
"""RFC 4180, 2.1."""

SEVERAL = "; "
"""Between the values of one cell."""

_MARKED_STARTS = tuple(f"\n{start}" for start in sorted(FORMULA_STARTS - {"\n"}))


class FileFormat(StrEnum):
    """What a file of records is; also how its name ends."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON_LINES = "jsonl"


class FileColumn(NamedTuple):
    """One column of a file.

    Args:
        field: its name in JSON Lines.
        label: what the agency calls it; the heading in CSV and XLSX.
        kind: what it holds.
        precision: of dates.
    """

    field: str
    label: str
    kind: Kind
    precision: Precision | None = None


class RecordWriter(ABC):
    """Writes records to an open file, some at a time."""

    cut_cells = 0
    """How many texts did not fit into a cell whole."""

    @abstractmethod
    def write(self, rows: Rows) -> None:
        """Add some records, one at least: for each column a JSON value.

        Raises:
            OSError: the file cannot be written.
        """


@contextmanager
def record_writer(
    file: BinaryIO, form: FileFormat, columns: Sequence[FileColumn], folder: Path, *, byte_order_mark: bool = False
) -> Iterator[RecordWriter]:
    """A writer into an open file; the file is whole once the block has ended.

    Args:
        file: empty, open for writing.
        form: what to write.
        columns: of the records.
        folder: for temporary files, which are gone afterwards.
        byte_order_mark: of CSV, whether to begin with the mark by which Excel knows UTF-8.

    Raises:
        OSError: the file cannot be written.
    """
    if form is FileFormat.XLSX:
        from vizdesk.tabular.workbook import workbook_writer  # late: most exports are CSV

        with workbook_writer(file, columns, folder) as writer:
            yield writer
    elif form is FileFormat.CSV:
        yield CsvWriter(file, columns, byte_order_mark=byte_order_mark)
    else:
        yield JsonLinesWriter(file, columns)


def check_count(form: FileFormat, rows: int) -> None:
    """Whether so many records fit into one file.

    Raises:
        BadRequest: they do not.
    """
    if form is FileFormat.XLSX:
        from vizdesk.tabular.workbook import MOST_RECORDS

        if rows > MOST_RECORDS:
            raise BadRequest(
                Filled("A workbook holds at most {most} records.", most=MOST_RECORDS),
                "Export as CSV, or add criteria and export less.",
            )


class CsvWriter(RecordWriter):
    """CSV as RFC 4180 has it, in UTF-8.

    Whole columns of some hundred cells are looked at, not cell by cell: it is the largest part of an export's time.

    Args:
        file: open for writing.
        columns: of the records.
        byte_order_mark: whether to begin with it.
    """

    def __init__(self, file: BinaryIO, columns: Sequence[FileColumn], *, byte_order_mark: bool) -> None:
        self._file = file
        self._kinds = [column.kind for column in columns]
        file.write(BYTE_ORDER_MARK if byte_order_mark else b"")
        self._write_lines([_text_cells([column.label]) for column in columns])

    def write(self, rows: Rows) -> None:
        """See `RecordWriter.write`."""
        by_column = zip(*rows, strict=True)
        self._write_lines([_cells(kind, values) for kind, values in zip(self._kinds, by_column, strict=True)])

    def _write_lines(self, cells: list[list[str]]) -> None:
        lines = [",".join(line) for line in zip(*cells, strict=True)]
        if len(cells) == 1:
            lines = [line or '""' for line in lines]  # an empty line is no record
        self._file.write((LINE_END.join(lines) + LINE_END).encode("utf-8"))


def _cells(kind: Kind, values: Sequence[Any]) -> list[str]:
    match kind:
        case Kind.NUMBER:
            return ["" if one is None else str(one) for one in values]
        case Kind.YES_NO:
            return ["" if one is None else "yes" if one else "no" for one in values]
        case Kind.DATE:
            return [one or "" for one in values]
        case _:
            return _text_cells([plain_text(one) for one in values])


def plain_text(value: Any) -> str:
    """A value of a text field as one text; several values one after the other."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return SEVERAL.join(map(str, value))
    return "" if value is None else str(value)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in FORMULA_STARTS else text


def _text_cells(texts: list[str]) -> list[str]:
    together = "\n" + "\n".join(texts)
    has_lines = together.count("\n") > len(texts)
    if has_lines or any(start in together for start in _MARKED_STARTS):
        texts = [guarded(one) for one in texts]
    if has_lines or any(mark in together for mark in ',"\r'):
        texts = [_quoted(one) for one in texts]
    return texts


def _quoted(text: str) -> str:
    """A cell in quotes where RFC 4180, 2.6 asks for them."""
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


class JsonLinesWriter(RecordWriter):
    """JSON Lines: for each record an object by field names, typed as the gateway gives it."""

    def __init__(self, file: BinaryIO, columns: Sequence[FileColumn]) -> None:
        self._file = file
        self._fields = [column.field for column in columns]
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def write(self, rows: Rows) -> None:
        """See `RecordWriter.write`."""
        lines = [self._encode(dict(zip(self._fields, row, strict=True))) for row in rows]
        self._file.write("".join(f"{line}\n" for line in lines).encode("utf-8"))
