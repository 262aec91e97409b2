"""Records as texts, as the table shows them: read and written on a worker's thread, for copying and for paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QLocale, QObject, QThreadPool, Signal

from vizdesk.domain.layout import Filter, Page
from vizdesk.models.drafts import show_field
from vizdesk.models.results import unreadable_cell
from vizdesk.models.tasks import Requests
from vizdesk.tabular.writers import guarded

if TYPE_CHECKING:
    from vizdesk.store.results import ResultSet, ResultStore

BLOCK = 1000
"""Rows read from the store at once."""

Rows = Sequence[tuple[int, int]]
"""First and last row of each stretch."""

Show = Callable[[Filter | None, Any, QLocale], str]
"""Writes a field; as `show_field` does."""


class RowTexts(NamedTuple):
    """Rows as texts by column, and how many of them are of records that cannot be read: each cell says so."""

    lines: list[list[str]]
    unreadable: int = 0


def table_cell(one: Filter | None, value: Any, locale: QLocale) -> str:
    """A field as `show_field` has it, on one line, for a table that may be pasted into a spreadsheet.

    Texts that it would take for formulas are guarded as in exports; numbers are not, negative ones neither.
    """
    text = _on_one_line(show_field(one, value, locale))
    return guarded(text) if isinstance(value, str | list) else text


def texts_of(
    store: ResultStore,
    found: ResultSet,
    rows: Rows,
    page: Page,
    columns: Sequence[int],
    locale: QLocale,
    show: Show = show_field,
) -> RowTexts:
    """What the cells of some rows show; blocks.

    Args:
        store: has the rows.
        found: the set that they are of, as it was shown.
        rows: which.
        page: theirs.
        columns: the places in the layout of the columns.
        locale: the reader's.
        show: writes a cell.

    Raises:
        Conflict: they are not there any more.
        StorageError: they cannot be read.
    """
    asked = [(page.columns[place].field, page.filter_on(page.columns[place].field)) for place in columns]
    lines: list[list[str]] = []
    unreadable = 0
    for first, last in rows:
        for start in range(first, last + 1, BLOCK):
            hits = store.load_block(found.id, start, min(BLOCK, last + 1 - start))
            for hit in hits:
                if hit.readable:
                    lines.append([show(one, hit.fields.get(field), locale) for field, one in asked])
                else:
                    lines.append([unreadable_cell()] * len(asked))
                    unreadable += 1
    store.check_read(found, rows, len(lines))
    return RowTexts(lines, unreadable)


def ids_of(store: ResultStore, found: ResultSet, rows: Rows) -> list[str]:
    """The ids of some rows; blocks.

    Args:
        store: has the rows.
        found: the set that they are of, as it was shown.
        rows: which.

    Raises:
        Conflict: they are not there any more.
        StorageError: they cannot be read.
    """
    ids = [one for first, last in rows for one in store.load_ids(found.id, first, last - first + 1)]
    store.check_read(found, rows, len(ids))
    return ids


class Copied(NamedTuple):
    """What goes to the clipboard.

    Args:
        rows: how many.
        text: tab separated lines.
        html: the same as a table.
        unreadable: how many of the rows say only that they cannot be read.
    """

    rows: int
    text: str
    html: str
    unreadable: int = 0


class CopyModel(QObject):
    """Makes tables of rows for the clipboard.

    Args:
        pool: where they are read.

    Signals:
        copied: a `Copied`.
        failed: a `VizDeskError`.
    """

    copied = Signal(object)
    failed = Signal(object)

    def __init__(self, pool: QThreadPool, parent: QObject) -> None:
        super().__init__(parent)
        self._reads = Requests(pool, self, self.copied, self.failed)

    def copy(self, read: Callable[[], RowTexts], heads: Sequence[str] = ()) -> None:
        """Make a table; `copied` follows, unless another one is asked for before.

        Args:
            read: gives the rows as `table_cell` writes them, on a worker's thread.
            heads: the columns' names, none to leave them out.
        """
        self._reads.submit(lambda: _copied(read(), heads))


def _copied(rows: RowTexts, heads: Sequence[str]) -> Copied:
    from html import escape

    lines = [[guarded(_on_one_line(head)) for head in heads], *rows.lines] if heads else rows.lines
    text = "\n".join("\t".join(line) for line in lines)
    html = ["<table>"]
    for place, line in enumerate(lines):
        tag = "th" if heads and place == 0 else "td"
        html.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in line) + "</tr>")
    html.append("</table>")
    return Copied(len(rows.lines), text, "".join(html), rows.unreadable)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
