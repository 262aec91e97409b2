"""What one can do with the results table, from its menu and by keys: sort, choose columns, copy, mark, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from vizdesk.models.page import PageModel
from vizdesk.models.search import Part
from vizdesk.widgets.appearance import Density
from vizdesk.widgets.results_table import ResultsTable
from vizdesk.widgets.shortcuts import Key, bind, keys_of, shown_keys
from vizdesk.widgets.table_copying import TableCopying
from vizdesk.widgets.table_marking import TableMarking
from vizdesk.widgets.table_menu import TableMenu

if TYPE_CHECKING:
    from vizdesk.widgets.column_chooser import ColumnChooser
    from vizdesk.widgets.printing import Printing


class TableTools(QObject):
    """The tools of one page's table.

    Args:
        page: whose results these are.
        table: what shows them.
        button: what opens the menu; the tools are there while it is visible.
        locale: how numbers and times are written.
        pane: where the keys work.

    Signals:
        sort_wanted: a tuple of `SortKey`.
        export_wanted: the results are to be written into a file.
        note_wanted: a note on the current record is to be written.
        told: a sentence for the user and for screen readers.
    """

    sort_wanted = Signal(object)
    export_wanted = Signal()
    note_wanted = Signal()
    told = Signal(str)

    def __init__(
        self, page: PageModel, table: ResultsTable, button: QToolButton, locale: QLocale, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._page, self._table, self._button, self._locale = page, table, button, locale
        self.copying = TableCopying(page, table, locale)
        self.marking = TableMarking(page, table)
        self._printing: Printing | None = None
        self._compact = self._exportable = False
        self._pointed = -1  # the column whose header the menu opens for
        self._menu = TableMenu(page.page, locale, pane)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._menu)
        self._connect(pane)

    def _connect(self, pane: QWidget) -> None:
        menu, marks = self._menu, self._page.marks
        self._table.sort_changed.connect(self.sort_wanted)
        self._table.menu_wanted.connect(self._on_menu_wanted)
        self._table.row_menu_wanted.connect(self.open_row_menu)
        self.copying.told.connect(self.told)
        marks.told.connect(self.told)
        menu.aboutToShow.connect(self._on_menu_opens)
        menu.sort_wanted.connect(self.sort_wanted)
        menu.hide_wanted.connect(self._on_hide_wanted)
        menu.pin_wanted.connect(self._on_pin_wanted)
        menu.part_wanted.connect(marks.show_part)
        menu.export_wanted.connect(self.export_wanted)
        for wanted, key, act in (
            (menu.columns_wanted, Key.COLUMNS, self.choose_columns),
            (menu.marked_wanted, Key.MARKED, marks.show_list),
            (menu.pdf_wanted, Key.PDF, self.save_pdf),
            (menu.print_wanted, Key.PRINT, self.print_results),
        ):
            wanted.connect(act)
            bind(key, pane).triggered.connect(act)
        bind(Key.ONLY_MARKED, pane).triggered.connect(self._on_only_marked)
        bind(Key.ONLY_NOTED, pane).triggered.connect(self._on_only_noted)

    def _on_only_marked(self) -> None:
        self._page.marks.show_part(Part.MARKED)

    def _on_only_noted(self) -> None:
        self._page.marks.show_part(Part.NOTED)

    def set_exportable(self, exportable: bool) -> None:
        """Whether the results can be exported and printed now."""
        self._exportable = exportable

    # Menu

    def _on_menu_opens(self) -> None:
        pinned = any(one.place == self._pointed and one.pinned for one in self._table.columns.states())
        search = self._page.search
        self._menu.show_state(search.sort(), self._pointed, search.part, exportable=self._exportable, pinned=pinned)

    def _on_menu_wanted(self, place: QPoint, column: int) -> None:
        self._pointed = column
        self._menu.popup(place)
        self._pointed = -1

    def open_row_menu(self, place: QPoint) -> QMenu:
        """Offer what can be done with the selected rows.

        Args:
            place: in global coordinates.
        """
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, key, act in (
            (self.tr("Show the record"), Key.OPEN_DETAIL, self._table.detail_opened),
            (self.tr("Copy"), Key.COPY, self.copying.copy),
            (self.tr("Copy with the columns’ names"), Key.COPY_TABLE, self.copying.copy_table),
            (self.tr("Mark, or take the mark away"), Key.MARK, self.marking.mark_selected),
            (self.tr("Write a note"), Key.NOTE, self.note_wanted),
        ):
            menu.addAction(f"{text}\t{shown_keys(keys_of(key))}").triggered.connect(act)
        menu.popup(place)
        return menu

    def _on_hide_wanted(self, place: int) -> None:
        self._table.columns.show(place, shown=False)

    def _on_pin_wanted(self, place: int, pinned: bool) -> None:
        self._table.columns.pin(place, pinned=pinned)

    # Columns and rows

    def choose_columns(self) -> ColumnChooser | None:
        """Show the columns, to choose from; None where there are no results to see them on."""
        if not self._button.isVisible():
            return None
        from vizdesk.widgets.column_chooser import ColumnChooser  # late: most runs never change them

        density = self._page.view.density
        chooser = ColumnChooser(self._page.page, self._table.columns, density, self._locale, self._button)
        chooser.density_chosen.connect(self._on_density_chosen)
        chooser.closed.connect(self._focus_table)
        chooser.show_below(self._button)
        return chooser

    def set_compact(self, compact: bool) -> None:
        """How rows stand on pages that do not say it themselves."""
        self._compact = compact
        self.show_density()

    def show_density(self) -> None:
        """Let rows stand as the page says, else as the settings say."""
        own = self._page.view.density
        self._table.set_compact(own == Density.COMPACT if own else self._compact)

    def _on_density_chosen(self, density: str) -> None:
        self._page.save_view(self._page.view._replace(density=density))
        self.show_density()

    def _focus_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Paper

    @property
    def printing(self) -> Printing:
        """Prints results and records; made when it is first needed."""
        if self._printing is None:
            from vizdesk.widgets.printing import Printing  # late: most runs never print

            self._printing = Printing(self._page, self._table, self._locale)
            self._printing.told.connect(self.told)
        return self._printing

    def save_pdf(self) -> None:
        """Make a PDF of the results."""
        if self._button.isVisible():
            self.printing.save_list()

    def print_results(self) -> None:
        """Print the results."""
        if self._button.isVisible():
            self.printing.print_list()
