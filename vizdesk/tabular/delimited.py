"""Delimited text: CSV and TSV in the encodings, line ends and quoting styles that agencies' systems write."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.filled import Filled
from vizdesk.tabular.source import Batch, Row, SetAside, batch_rows, refusing

if TYPE_CHECKING:
    import _csv

PIECE = 1 << 20
SAMPLE = 1 << 16
SAMPLE_ROWS = 200
DELIMITERS = ",;\t"
MAX_COLUMNS = 1000
_GZIP = b"\x1f\x8b"

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FOREIGN = {
    b"PK\x03\x04": ("This is a workbook or a zip archive.", "Save the sheet as CSV, or unpack the archive, first."),
    b"\xd0\xcf\x11\xe0": ("This is an old Excel workbook.", "Save its sheet as CSV first."),
    b"%PDF": ("This is a PDF document.", "Export the data as CSV from where it came."),
    b"SQLite format 3\x00": ("This is a database.", "Export the table as CSV first."),
    b"PAR1": ("This is a Parquet file inside gzip.", "Unpack it first; Parquet is compressed in itself."),
}
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BACKSLASHED_QUOTE = re.compile(r'\\"[^",;\t\r\n]')
_JSON_ESCAPE = re.compile(r'\\""[^",;\t\r\n]|\\/|\\u00[0-9a-f]{2}')


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How a text file is written.

    Args:
        encoding: a Python codec.
        delimiter: one of `DELIMITERS`.
        backslash: `"a \"b\" c"`: inside quotation marks a backslash stands before one that does not close.
        json_escapes: `"a \""b\"" c"`: doubled by rule, after every text was escaped as in JSON.
    """

    encoding: str
    delimiter: str = ","
    backslash: bool = False
    json_escapes: bool = False


def open_delimited(path: Path) -> DelimitedSource:
    """Find out how a text file is written, and read its headers.

    Raises:
        ImportRefused: it is not text, or has no rows.
    """
    dialect = detect(path)
    with _rows(path, dialect) as (reader, _):
        headers = next((row for row in reader if any(row)), None)
        if headers is None:
            raise ImportRefused("The file is empty.", "Choose a file with a header line and at least one row.")
        if not any(reader):
            raise ImportRefused("The file has a header line but no rows.", "Choose a file with at least one row.")
    if len(headers) > MAX_COLUMNS:
        raise ImportRefused(
            Filled("The file has more than {most} columns.", most=MAX_COLUMNS), "Leave out those that nobody searches."
        )
    return DelimitedSource(path, dialect, tuple(headers))


class DelimitedSource:
    """A text file of delimited cells (see `source.Source`)."""

    def __init__(self, path: Path, dialect: Dialect, headers: tuple[str, ...]) -> None:
        self._path = path
        self.dialect = dialect
        self.headers = headers
        self.size = path.stat().st_size

    @property
    def decimal_comma(self) -> bool | None:
        """See `source.Source`."""
        return {",": False, ";": True}.get(self.dialect.delimiter)

    @property
    def json_escapes(self) -> bool:
        """See `source.Source`."""
        return self.dialect.json_escapes

    def batches(self) -> Iterator[Batch]:
        """See `source.Source`. Blank lines are passed over."""
        width = len(self.headers)
        step = batch_rows(width)
        with _rows(self._path, self.dialect) as (reader, position):
            next(row for row in reader if any(row))
            line = reader.line_num
            while rows := list(islice(reader, step)):
                batch = _batch(rows, line + 1, width, position())
                line = reader.line_num
                yield batch


def _batch(rows: list[Row], first_line: int, width: int, bytes_read: int) -> Batch:
    if set(map(len, rows)) == {width}:
        return Batch(rows, lambda: _lines(rows, first_line), bytes_read)
    whole: list[Row] = []
    lines: list[int] = []
    set_aside: list[SetAside] = []
    for row, line in zip(rows, _lines(rows, first_line), strict=True):
        if len(row) == width:
            whole.append(row)
            lines.append(line)
        elif row:
            set_aside.append(SetAside(line, _ragged(len(row), width)))
    return Batch(whole, lambda: lines, bytes_read, set_aside)


@lru_cache(maxsize=64)
def _ragged(cells: int, width: int) -> str:
    """Why a row is set aside; told once for the many of a file."""
    if cells == 1:
        return Filled("1 cell where the header has {width}", width=width)
    return Filled("{count} cells where the header has {width}", count=cells, width=width)


def _lines(rows: list[Row], first: int) -> list[int]:
    """The line on which each row starts: a row takes one line, and one more for every line break inside its cells."""
    taken = (1 + sum(len(_LINE_BREAK.findall(cell)) for cell in row) for row in rows)
    return list(accumulate(taken, initial=first))[:-1]


@contextmanager
def _rows(path: Path, dialect: Dialect) -> Iterator[tuple[_csv.Reader, Callable[[], int]]]:
    """A csv reader at the file's start, and a function that tells how many bytes of the file were taken."""
    with refusing(), path.open("rb") as raw:
        # newline="" leaves line ends inside quoted cells alone and parts lines at LF, CRLF and lone CR alike
        text = io.TextIOWrapper(_unpacked(raw), encoding=dialect.encoding, newline="")
        reader = csv.reader(text, delimiter=dialect.delimiter, escapechar="\\" if dialect.backslash else None)
        try:
            yield reader, raw.tell
        except csv.Error:
            raise ImportRefused(
                Filled(
                    "Near line {line} a cell is longer than {most} characters.",
                    line=reader.line_num,
                    most=csv.field_size_limit(),
                ),
                "Probably a quotation mark is not closed; mend the file there.",
            ) from None


def _unpacked(raw: BinaryIO) -> BinaryIO:
    packed = raw.read(len(_GZIP)) == _GZIP
    raw.seek(0)
    return cast(BinaryIO, io.BufferedReader(gzip.GzipFile(fileobj=raw), PIECE)) if packed else raw


def detect(path: Path) -> Dialect:
    """Find out encoding, delimiter and quoting of a text file; the encoding is proved on the whole file.

    Raises:
        ImportRefused: it is not text in UTF-8, UTF-16 or Windows-1252.
    """
    with refusing(), path.open("rb") as raw:
        start = _unpacked(raw).read(SAMPLE)
    for signature in filter(start.startswith, _FOREIGN):
        raise ImportRefused(*_FOREIGN[signature])
    for encoding in _encodings(start):
        with refusing(), path.open("rb") as raw:
            survey = _survey(_unpacked(raw), encoding)
        if survey is not None:
            return Dialect(
                encoding,
                _delimiter(survey.sample, path),
                backslash=survey.backslashed > survey.json_escaped,
                json_escapes=survey.json_escaped > survey.backslashed,
            )
    raise _not_text()


def _encodings(start: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return [encoding]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if even + odd == 0:
        return ["utf-8", "cp1252"]
    # text of western languages in UTF-16 has a zero in most pairs, always on the same side
    if odd > len(start) / 5 and even < odd / 10:
        return ["utf-16-le"]
    if even > len(start) / 5 and odd < even / 10:
        return ["utf-16-be"]
    raise _not_text()


@dataclass(slots=True)
class _Survey:
    sample: str = ""
    backslashed: int = 0
    json_escaped: int = 0


def _survey(file: BinaryIO, encoding: str) -> _Survey | None:
    """Look through a whole file; None where it is not of this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    found = _Survey()
    while True:
        piece = file.read(PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            return None
        if "\x00" in text:
            raise _not_text()
        found.sample += text[: SAMPLE - len(found.sample)]
        if "\\" in text:
            found.backslashed += len(_BACKSLASHED_QUOTE.findall(text))
            found.json_escaped += len(_JSON_ESCAPE.findall(text))
        if not piece:
            return found


def _delimiter(sample: str, path: Path) -> str:
    """The delimiter by which most of the first rows are as long as the header; of several the one with most cells."""
    tab_first = "".join(path.suffixes[-2:]).lower().startswith((".tsv", ".tab"))
    candidates = sorted(DELIMITERS, key=lambda one: tab_first and one != "\t")
    return max(candidates, key=lambda one: _fit(sample, one))


def _fit(sample: str, delimiter: str) -> tuple[float, int]:
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = [len(row) for row in islice(reader, SAMPLE_ROWS) if row]
    except csv.Error:
        return (0.0, 0)
    if len(widths) > 1 and len(sample) == SAMPLE:
        widths.pop()  # the sample ends somewhere inside it
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (round(widths.count(widths[0]) / len(widths), 1), widths[0])


def _not_text() -> ImportRefused:
    return ImportRefused("This is not a text file.", "Choose a CSV, TSV or Parquet file.")
