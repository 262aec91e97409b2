"""Selected rows of the results to the clipboard; what is selected, and of how many, is told honestly."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, Signal

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.search import Relation, Total
from vizdesk.models.page import PageModel
from vizdesk.models.record_text import Copied, CopyModel
from vizdesk.models.results import said_of_unreadable_rows
from vizdesk.models.search_words import said_of_total
from vizdesk.models.wording import told
from vizdesk.widgets.clipboard import put
from vizdesk.widgets.results_table import ResultsTable

MOST_COPIED = 10_000


class TableCopying(QObject):
    """Copies what is selected in a table.

    Args:
        page: whose results these are.
        table: what they are selected in.
        locale: how numbers are written.

    Signals:
        told: a sentence: what was copied, or why it was not.
    """

    told = Signal(str)

    def __init__(self, page: PageModel, table: ResultsTable, locale: QLocale) -> None:
        super().__init__(table)
        self._page, self._table, self._locale = page, table, locale
        self._copies = CopyModel(page.services.pool, self)
        self._copies.copied.connect(self._on_copied)
        self._copies.failed.connect(self._on_failed)
        table.copy_wanted.connect(self.copy)
        table.copy_table_wanted.connect(self.copy_table)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as they are shown."""
        self._copy(headed=False)

    def copy_table(self) -> None:
        """Put the selected rows on the clipboard below the columns' names."""
        self._copy(headed=True)

    def _copy(self, *, headed: bool) -> None:
        count = self._table.selected_rows()
        if count > MOST_COPIED:
            most = self.tr("At most {count} rows can be copied at once. Export them instead.")
            self.told.emit(most.format(count=self._locale.toString(MOST_COPIED)))
        elif count:
            columns = self._page.results.readable(self._table.columns.shown())
            names = [self._page.page.columns[place].label(self._locale.name()) for place in columns]
            read = self._page.results.texts_of(self._table.selected_stretches(), columns, for_tables=True)
            self._copies.copy(read, names if headed else ())

    def _on_copied(self, copied: Copied) -> None:
        put(copied.text, copied.html)
        one = self.tr("1 row is copied; it stays on the clipboard for a minute.")
        many = self.tr("{count} rows are copied; they stay on the clipboard for a minute.")
        told = one if copied.rows == 1 else many.format(count=self._locale.toString(copied.rows))
        spoiled = said_of_unreadable_rows(copied.unreadable, self._locale)
        self.told.emit(f"{told} {spoiled}".rstrip())

    def _on_failed(self, error: VizDeskError) -> None:
        self.told.emit(told(error))

    def said_of_selection(self) -> str:
        """How many rows are selected, where there are several; of all that are loaded, also how many there are."""
        count, status = self._table.selected_rows(), self._page.search.status
        if count < 2:
            return ""
        loaded, total = self._page.results.loaded_rows, status.total
        if count < loaded or total is None or total <= loaded:
            return self.tr("{count} rows selected").format(count=self._locale.toString(count))
        whole = said_of_total(Total(total, status.relation or Relation.EXACT), self._locale)
        all_loaded = self.tr("All {count} loaded rows selected, of {results}. Export takes all results.")
        return all_loaded.format(count=self._locale.toString(count), results=whole)
