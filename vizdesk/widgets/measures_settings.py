"""The part of the settings that shows all that was measured on this computer, clears it, and switches measuring off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from vizdesk.domain.measures import Measured
from vizdesk.models.measures import MeasuresModel
from vizdesk.models.values import show_date
from vizdesk.widgets.announcing import announce
from vizdesk.widgets.labels import label
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.theme import Type, scaled, set_type
from vizdesk.widgets.tokens import ROW_HEIGHT, SPACE_2

SHOWN_ROWS = 8
FRAME = 2
FILE_NAME = "vizdesk-measures.json"

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class MeasuresTable(QAbstractTableModel):
    """Day, what happened, and how often.

    Args:
        locale: how days and numbers are written.
        parent: owns it.
    """

    def __init__(self, locale: QLocale, parent: QObject) -> None:
        super().__init__(parent)
        self._locale = locale
        self._rows: Sequence[Measured] = ()
        self._heads = (self.tr("Day"), self.tr("What happened"), self.tr("Times"))
        self._words = {
            "search": self.tr("Search"),
            "export": self.tr("Export"),
            "import": self.tr("Import"),
            "done": self.tr("done"),
            "partial": self.tr("cut short"),
            "no results": self.tr("no results"),
            "failed": self.tr("failed"),
            "cancelled": self.tr("cancelled"),
            "offline": self.tr("offline"),
            "under 0.1 s": self.tr("under 0.1 s"),
            "0.1 to 0.3 s": self.tr("0.1 to 0.3 s"),
            "0.3 to 1 s": self.tr("0.3 to 1 s"),
            "1 to 3 s": self.tr("1 to 3 s"),
            "3 to 10 s": self.tr("3 to 10 s"),
            "over 10 s": self.tr("over 10 s"),
            "2 to 10": self.tr("2 to 10"),
            "11 to 100": self.tr("11 to 100"),
            "over 100": self.tr("over 100"),
            "unknown": self.tr("unknown"),
        }

    def show(self, rows: Sequence[Measured]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Three."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the columns are called."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._rows[index.row()]
        return (self._day(row.day), self._sentence(row), self._locale.toString(row.times))[index.column()]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column == len(self._heads) - 1 else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _day(self, day: str) -> str:
        return show_date(day, self._locale)

    def _sentence(self, row: Measured) -> str:
        name, details = row.event
        words = [self._words.get(one, one) for one in (name, *details)]
        if name != "search":
            return ", ".join(words)
        sentence = self.tr("{search}, {outcome}, {took}; found: {found}; filters: {criteria}")
        return sentence.format(**dict(zip(("search", "outcome", "took", "found", "criteria"), words, strict=True)))


class MeasuresSettings(QWidget):
    """Says what is measured, and shows every line of it.

    Args:
        model: the measures.
        locale: how days and numbers are written.
    """

    def __init__(self, model: MeasuresModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.switch = Segments(self.tr("Measuring"), [(True, self.tr("On")), (False, self.tr("Off"))], self)
        self.rows = MeasuresTable(locale, self)
        self.table = QTableView(self)
        self._nothing = label(self.tr("Nothing was measured yet."), tone="muted", parent=self)
        self.clear = QPushButton(self.tr("Clear"), self)
        self.write = QPushButton(self.tr("Save as JSON…"), self)
        self._told = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        self._lay_out()
        self.switch.show_value(model.is_on)
        self.switch.chosen.connect(self._on_switched)
        self.clear.clicked.connect(model.clear)
        self.write.clicked.connect(self._on_write)
        model.loaded.connect(self._show_rows)
        model.told.connect(self._say)
        self._told.hide()
        self._show_rows([])

    def _lay_out(self) -> None:
        told = self.tr(
            "How long searches take and how they end, in coarse steps, so that you can show what is slow. Never what "
            "you search for or find. It stays on this computer, encrypted, for 90 days; nothing is sent. This is all "
            "of it:"
        )
        table = self.table
        table.setObjectName("plainTable")
        table.setModel(self.rows)
        table.setAccessibleName(self.tr("What VizDesk measured"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))
        table.horizontalHeader().setHighlightSections(False)
        for column, mode in enumerate(
            (
                QHeaderView.ResizeMode.ResizeToContents,
                QHeaderView.ResizeMode.Stretch,
                QHeaderView.ResizeMode.ResizeToContents,
            )
        ):
            table.horizontalHeader().setSectionResizeMode(column, mode)
        set_type(table.horizontalHeader(), Type.STRONG)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.write)
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(self.switch)
        layout.addWidget(label(told, tone="muted", wrap=True, parent=self))
        layout.addWidget(self._nothing)
        layout.addWidget(table)
        layout.addLayout(buttons)
        layout.addWidget(self._told)

    def _show_rows(self, rows: Sequence[Measured]) -> None:
        self.rows.show(rows)
        self._nothing.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(scaled(ROW_HEIGHT) * (min(len(rows), SHOWN_ROWS) + 1) + 2 * FRAME)
        for button in (self.clear, self.write):
            button.setEnabled(bool(rows))

    def _on_switched(self, on: object) -> None:
        self._model.switch(bool(on))
        self._say(self.tr("VizDesk measures.") if on else self.tr("VizDesk does not measure any more."))

    def _on_write(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save what was measured"), FILE_NAME, "JSON (*.json)")
        if path:
            self._model.write(Path(path))

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        announce(self, sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what there is."""
        super().showEvent(event)
        self._say("")
        self._model.load()
