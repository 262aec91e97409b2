"""What to export, and as what: a strip above the results, which stay at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vizdesk.models.exports import ExportOrder
from vizdesk.models.page import PageModel
from vizdesk.net.exporting import file_name
from vizdesk.tabular.writers import FileFormat
from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.quiet_combo_box import QuietComboBox
from vizdesk.widgets.results_table import ResultsTable
from vizdesk.widgets.theme import Type, set_type
from vizdesk.widgets.tokens import SPACE_2, SPACE_3

LEAST_WIDTH = 56
"""A list of choices may be narrower than its longest choice, and shows all of it when it opens."""

MARK_ROLE = Qt.ItemDataRole.UserRole + 1
"""Of a file format: whether the file begins with a byte order mark."""


class ExportForm(QFrame):
    """Which records, columns and format; the file is chosen last.

    Signals:
        closed: the strip is gone; the focus is to go elsewhere.
    """

    closed = Signal()

    def __init__(self, page: PageModel, table: ResultsTable, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exportForm")
        self.setAccessibleName(self.tr("Export"))
        self._page, self._table, self._locale = page, table, locale
        self._across = 0
        self._what = self._make_combo(self.tr("Records"))
        self._columns = self._make_combo(self.tr("Columns"))
        self._format = self._make_combo(self.tr("File format"))
        self._start = QPushButton(self.tr("Choose file…"), self)
        self._close = QToolButton(self)
        self._fill()
        self._lay_out()
        self._what.currentIndexChanged.connect(self._show_startable)
        self._start.clicked.connect(self._on_start)
        self._close.clicked.connect(self.leave)
        page.exports.changed.connect(self._show_startable)
        page.exports.allowed_changed.connect(self._show_startable)
        page.search.status_changed.connect(self.show_choices)
        table.selectionModel().selectionChanged.connect(self.show_choices)
        self.show_choices()

    def _make_combo(self, name: str) -> QuietComboBox:
        combo = QuietComboBox(name, self)
        combo.setToolTip(name)
        combo.setMinimumWidth(LEAST_WIDTH)
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return combo

    def _fill(self) -> None:
        for name, form, mark in (
            (self.tr("CSV"), FileFormat.CSV, False),
            (self.tr("CSV for Excel"), FileFormat.CSV, True),
            (self.tr("Excel workbook"), FileFormat.XLSX, False),
            (self.tr("JSON Lines"), FileFormat.JSON_LINES, False),
        ):
            self._format.addItem(name, form.value)
            self._format.setItemData(self._format.count() - 1, mark, MARK_ROLE)
        tip = self.tr("Begins with the mark by which Excel knows UTF-8")
        self._format.setItemData(1, tip, Qt.ItemDataRole.ToolTipRole)
        self._columns.addItem(self.tr("Columns as shown"))
        self._columns.addItem(self.tr("All columns"))
        self._start.setProperty("look", "primary")
        self._close.setIcon(icon("x"))
        self._close.setAccessibleName(self.tr("Close the export"))
        self._close.setToolTip(self.tr("Close (Esc)"))

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        grid.setHorizontalSpacing(SPACE_2)
        grid.setVerticalSpacing(SPACE_2)
        grid.addWidget(label(self.tr("Export"), Type.STRONG, parent=self), 0, 0)
        grid.addWidget(self._close, 0, 1, Qt.AlignmentFlag.AlignRight)
        self._parts = [self._captioned(combo) for combo in (self._what, self._columns, self._format)]
        self._place(narrow=False)
        for column in range(2):
            grid.setColumnStretch(column, 1)

    def _place(self, *, narrow: bool) -> None:
        """Two beside each other, or all below each other."""
        self._narrow = narrow
        for part in self._parts:
            self._grid.removeWidget(part)
        self._grid.removeWidget(self._start)
        for place, part in enumerate(self._parts):
            row, column, span = (place + 1, 0, 2) if narrow else (place // 2 + 1, place % 2, 1)
            self._grid.addWidget(part, row, column, 1, span)
        bottom = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        self._grid.addWidget(self._start, 4 if narrow else 2, 1, bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the choices so that they can be read."""
        super().resizeEvent(event)
        widest = max(combo.sizeHint().width() for combo in (self._what, self._columns, self._format))
        narrow = self.width() < 2 * (widest + SPACE_3) + SPACE_2
        if narrow is not self._narrow:
            self._place(narrow=narrow)

    def _captioned(self, combo: QuietComboBox) -> QWidget:
        """A list of choices below its name."""
        set_type(combo.caption, Type.CAPTION)
        combo.caption.setProperty("tone", "muted")
        combo.caption.show()
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(combo.caption)
        column.addWidget(combo)
        return part

    # What can be chosen

    def open(self) -> None:
        """Show the strip and take the focus; selected rows are what is to be exported, where there are several."""
        self.show_choices()
        self._what.setCurrentIndex(1 if self._table.selected_rows() > 1 else 0)
        self.show()
        self._what.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the strip."""
        self.hide()
        self.closed.emit()

    def show_choices(self) -> None:
        """Tell how many records each choice has."""
        total, selected, shown = self._page.search.status.total, self._table.selected_rows(), self._locale.toString
        counted = self.tr("All {count} results").format(count=shown(total)) if total else self.tr("All results")
        if self._page.search.part is not None:
            counted = self.tr("All {count} shown here").format(count=shown(self._page.results.loaded_rows))
        one, many = self.tr("1 selected row"), self.tr("{count} selected rows").format(count=shown(selected))
        texts = [counted, one if selected == 1 else many]
        if self._what.count() == len(texts):
            for place, text in enumerate(texts):
                self._what.setItemText(place, text)
        else:
            self._what.addItems(texts)
        self._show_startable()

    def _show_startable(self) -> None:
        exports = self._page.exports
        nothing = self._what.currentIndex() == 1 and not self._table.selected_rows()
        self._start.setEnabled(exports.allowed and not exports.running and not nothing)

    # Starting

    def _on_start(self) -> None:
        order = self._order()  # now: while the file is chosen, a search may end and others be shown
        path = self._choose_file(FileFormat(str(self._format.currentData()))) if order is not None else None
        if order is not None and path is not None:
            self._page.exports.start(order._replace(path=path))
            self.leave()

    def _choose_file(self, form: FileFormat) -> Path | None:
        """A file in the folder for documents; its name never tells what was searched for."""
        day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kind = f"{self._format.currentText()} (*.{form.value})"
        dialog = QFileDialog(self, self.tr("Export to"), folder, kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.value)  # the dialog asks before a file of the whole name is replaced
        dialog.selectFile(file_name(self._page.page.id, day, form))
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        return Path(chosen[0]) if accepted and chosen else None

    def start(self, path: Path) -> bool:
        """Export what is chosen into a file.

        Returns:
            Whether there was anything to export.
        """
        order = self._order()
        if order is None:
            return False
        self._page.exports.start(order._replace(path=path))
        return True

    def _order(self) -> ExportOrder | None:
        """What is chosen, of what is shown now; no file yet."""
        search = self._page.search.shown_request()
        if search is None:
            return None
        stretches = self._table.selected_stretches() if self._what.currentIndex() == 1 else self._all_of_list()
        return ExportOrder(
            page=self._page.page,
            search=search,
            columns=tuple(self._fields()),
            ids=None if stretches is None else self._page.results.ids_of(stretches),
            path=Path(),
            form=str(self._format.currentData()),
            byte_order_mark=bool(self._format.currentData(MARK_ROLE)),
        )

    def _all_of_list(self) -> list[tuple[int, int]] | None:
        """A saved list is exported by its records: the search that once found them may find others by now."""
        search = self._page.search
        return [(0, self._page.results.loaded_rows - 1)] if search.is_list_shown else None

    def _fields(self) -> Sequence[str]:
        fields = self._table.columns.order() or [column.field for column in self._page.page.columns]
        if self._columns.currentIndex() == 1:
            return list(dict.fromkeys(fields))
        hidden = set(self._table.columns.hidden())
        return list(dict.fromkeys(field for field in fields if field not in hidden))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
