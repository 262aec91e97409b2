"""Marks set from the results table: by its first column, and by a key for all selected rows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from vizdesk.models.page import PageModel
from vizdesk.widgets.mark_header import MarkHeader
from vizdesk.widgets.results_table import ResultsTable


class TableMarking(QObject):
    """Connects a table with the marks of its page.

    Args:
        page: whose results these are.
        table: what shows them.
    """

    def __init__(self, page: PageModel, table: ResultsTable) -> None:
        super().__init__(table)
        self._marks, self._results, self._table = page.marks, page.results, table
        head = table.verticalHeader()
        if isinstance(head, MarkHeader):
            head.show_marks(self._marks, self._results)
            head.mark_wanted.connect(self.mark_row)
        table.mark_wanted.connect(self.mark_selected)

    def mark_row(self, row: int) -> None:
        """Mark one row, or take its mark away."""
        identifier = self._results.id_at(row)
        if identifier is not None:
            self._marks.star([(row, row)], starred=not self._marks.mark(identifier).starred)

    def mark_current(self) -> None:
        """Mark the row that the record is shown of, or take its mark away."""
        self.mark_row(self._table.current_row())

    def mark_selected(self) -> None:
        """Mark all selected rows; where the current one is marked already, take the marks away."""
        identifier = self._results.id_at(self._table.current_row())
        if identifier is not None:
            starred = not self._marks.mark(identifier).starred
            self._marks.star(self._table.selected_stretches(), starred=starred)
