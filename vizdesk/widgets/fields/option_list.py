"""A list of options below its button, with a line that searches in it; made for thousands of options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from vizdesk.domain.text import fold
from vizdesk.widgets.icons import lead_with
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.tokens import SPACE_1, SPACE_2

MOST_ROWS_SHOWN = 10

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class OptionList(QAbstractListModel):
    """Options with a check mark each, narrowed down by a text."""

    def __init__(self, options: Sequence[tuple[str, str]], checked: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._options = list(options)
        self._folded = [fold(label) for _, label in options]
        self._shown = list(range(len(options)))
        self._checked = set(checked)

    def narrow(self, text: str) -> None:
        """Show only the options whose label contains `text`; case and accents do not count."""
        wanted = fold(text)
        self.beginResetModel()
        self._shown = [place for place, folded in enumerate(self._folded) if wanted in folded]
        self.endResetModel()

    def value_at(self, index: _Index) -> str:
        """The value of a row."""
        return self._options[self._shown[index.row()]][0]

    def toggle(self, index: _Index) -> None:
        """Check or uncheck a row."""
        self._checked ^= {self.value_at(index)}
        self.dataChanged.emit(index, index)

    def checked(self) -> list[str]:
        """The checked values, in the options' order."""
        return [value for value, _ in self._options if value in self._checked]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many options are left."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        """Every option can be taken."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Label and check mark."""
        value, label = self._options[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value in self._checked else Qt.CheckState.Unchecked
        return None


class OptionPopup(Popup):
    """Search line, list, and how many there are; Enter and Space take, Esc closes."""

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        checked: Sequence[str],
        label: str,
        owner: QWidget,
        *,
        several: bool,
    ) -> None:
        super().__init__(owner)
        self._several = several
        any_option = [] if several else [("", self.tr("Any"))]
        self._model = OptionList([*any_option, *options], checked or ([] if several else [""]), self)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(self.tr("Find an option"))
        self._search.setAccessibleName(self.tr("Find an option of {label}").format(label=label))
        lead_with(self._search, "search")
        self._search.textChanged.connect(self._on_searched)
        self._search.installEventFilter(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(label)
        self._list.setFixedHeight(self._list.sizeHintForRow(0) * min(max(len(options), 3), MOST_ROWS_SHOWN))
        self._list.clicked.connect(self._on_taken)
        self._list.installEventFilter(self)
        self._nothing = QLabel(self.tr("No option is called so."), self)
        self._nothing.setProperty("tone", "muted")
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self._search)
        layout.addWidget(self._nothing)
        layout.addWidget(self._list)
        self.setFocusProxy(self._search)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys of the search line move in the list, Enter takes; Space takes in the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        takes = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in takes or (watched is self._list and event.key() == Qt.Key.Key_Space):
            self._take_current()
            return True
        if watched is self._search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._model.index(0))
            return True
        return super().eventFilter(watched, event)

    def _take_current(self) -> None:
        current = self._list.currentIndex()
        if not current.isValid() and self._model.rowCount():
            current = self._model.index(0)
        if current.isValid():
            self._on_taken(current)

    def _on_taken(self, index: QModelIndex) -> None:
        if not self._several:
            value = self._model.value_at(index)
            self.chosen.emit([value] if value else [])
            self.close()
            return
        self._model.toggle(index)
        self.chosen.emit(self._model.checked())

    def _on_searched(self, text: str) -> None:
        self._model.narrow(text)
        self._nothing.setVisible(self._model.rowCount() == 0)
