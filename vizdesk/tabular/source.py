"""Opening a data file: what it is, its headers, and its rows in batches.

Nothing is ever unpacked to disk: gzip is read as a stream, Parquet in place.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vizdesk.domain.errors import ImportRefused

BATCH_CELLS = 16_384
"""Cells handled at a time: more than the CPU's caches hold together take three times as long each."""

Row = list[str]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was not imported: its physical line in the file (its row number in Parquet), counted from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows, each as long as the headers.

    Args:
        rows: the cells as they stand in the file; a missing one is an empty text.
        lines: gives the line of each row; called only where a row must be named.
        set_aside: the rows in between that could not be read.
        bytes_read: how far into the file this batch reaches.
    """

    rows: list[Row]
    lines: Callable[[], list[int]]
    bytes_read: int
    set_aside: list[SetAside] = field(default_factory=list)


def batch_rows(width: int) -> int:
    """How many rows of so many cells make a batch."""
    return max(1, BATCH_CELLS // width)


class Source(Protocol):
    """A data file that can be read several times from its beginning."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The column headers as written, duplicates and empty ones included."""

    @property
    def size(self) -> int:
        """Bytes on disk."""

    @property
    def decimal_comma(self) -> bool | None:
        """Whether `3,5` is a number: no where the comma parts cells, yes behind `;`, None where it cannot be told."""

    @property
    def json_escapes(self) -> bool:
        r"""Whether cells were escaped as in JSON before they were quoted: `\"`, `\/`, `\u00e9`."""

    def batches(self) -> Iterator[Batch]:
        """The rows from the first to the last.

        Raises:
            ImportRefused: the file cannot be read to its end.
        """


def open_source(path: Path) -> Source:
    """Recognize a data file by its content and make it ready to be read.

    Args:
        path: a CSV, TSV or Parquet file; text may be packed with gzip.

    Raises:
        ImportRefused: it is none of these, has no rows, or cannot be read.
    """
    with refusing():
        with path.open("rb") as file:
            start = file.read(8)
        if not start:
            raise ImportRefused("The file is empty.", "Choose a file with a header line and at least one row.")
        if start.startswith(b"PAR1"):
            from vizdesk.tabular.parquet import ParquetSource  # late: DuckDB takes 150 ms to import

            return ParquetSource(path)
        from vizdesk.tabular.delimited import open_delimited

        return open_delimited(path)


@contextmanager
def refusing() -> Iterator[None]:
    """Turns what reading a file can raise into `ImportRefused`."""
    try:
        yield
    except FileNotFoundError:
        raise ImportRefused("The file does not exist.", "Check its path.") from None
    except IsADirectoryError:
        raise ImportRefused("This is a folder.", "Choose one file in it.") from None
    except PermissionError:
        raise ImportRefused("The file may not be read.", "Ask for the right to read it.") from None
    except (EOFError, zlib.error):
        raise ImportRefused("The packed file is cut off or damaged.", "Copy it again from where it came.") from None
    except UnicodeDecodeError:
        raise ImportRefused("The file changed while it was read.", "Wait until it is whole, then try again.") from None
    except OSError:  # gzip.BadGzipFile is one too
        raise ImportRefused("The file cannot be read.", "Copy it to this computer, then try again.") from None
