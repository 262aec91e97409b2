"""A list of options below its button, with a line that searches in it; made for thousands of options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QToolButton, QVBoxLayout, QWidget

from vizdesk.domain.text import fold
from vizdesk.models.option_counts import Counted, OptionCounts
from vizdesk.widgets.fields.count_delegate import COUNTED, CountDelegate
from vizdesk.widgets.fields.counts import counts_tip, spoken
from vizdesk.widgets.icons import icon, lead_with
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import CONTROL_HEIGHT, MOST_SOUGHT, SPACE_1, SPACE_2

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
        self._counts: OptionCounts | None = None
        self._by_count = False

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show these counts, or none."""
        self._counts = counts
        self._show(self._shown)

    def order_by_count(self, by_count: bool) -> None:  # one fact, set
        """Show options with many records first, or in their own order; none is left out."""
        self._by_count = by_count
        self._show(sorted(self._shown))

    def _show(self, places: list[int]) -> None:
        self.beginResetModel()
        if self._by_count:
            places = sorted(places, key=self._rank)
        self._shown = places
        self.endResetModel()

    def _rank(self, place: int) -> tuple[bool, int]:
        """“Any” first, then by count; options that nobody counted come last."""
        value = self._options[place][0]
        counted = self._count(value)
        return bool(value), -counted.records if counted is not None else 1

    def _count(self, value: str) -> Counted | None:
        return self._counts.of(value) if self._counts is not None and value else None

    def narrow(self, text: str) -> None:
        """Show only the options whose label contains `text`; case and accents do not count."""
        wanted = fold(text)
        self._show([place for place, folded in enumerate(self._folded) if wanted in folded])

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these options, those not known so far too; what is checked stays so, shown or not."""
        places = {value: place for place, (value, _) in enumerate(self._options)}
        for value, label in options:
            if value not in places:
                places[value] = len(self._options)
                self._options.append((value, label))
                self._folded.append(fold(label))
        self._show([places[value] for value, _ in options])

    def offer_checked(self) -> None:
        """Show what is checked."""
        self.offer([option for option in self._options if option[0] in self._checked or not option[0]])

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
        """Label, check mark and count."""
        value, label = self._options[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value in self._checked else Qt.CheckState.Unchecked
        if role == COUNTED:
            return self._count(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(label, self._count(value))
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
        self._search.setMaxLength(MOST_SOUGHT)
        self._search.setPlaceholderText(self.tr("Find an option"))
        self._search.setAccessibleName(self.tr("Find an option of {label}").format(label=label))
        lead_with(self._search, "search")
        self._search.textChanged.connect(self.on_searched)
        self._search.installEventFilter(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(CountDelegate(self._list))
        self._list.setAccessibleName(label)
        self._list.clicked.connect(self._on_taken)
        self._list.installEventFilter(self)
        self.set_rows(min(max(len(options), 3), MOST_ROWS_SHOWN))
        self._by_count = QToolButton(self)
        self._by_count.setIcon(icon("arrow-up-down"))
        self._by_count.setCheckable(True)
        self._by_count.setAccessibleName(self.tr("Most records first"))
        self._by_count.setToolTip(self.tr("Most records first"))
        self._by_count.toggled.connect(self._model.order_by_count)
        self._by_count.hide()
        self._tip = QLabel(counts_tip(), self)
        self._tip.setProperty("tone", "muted")
        self._tip.setWordWrap(True)
        self._tip.hide()
        self._said = QLabel(self)
        self._said.setProperty("tone", "muted")
        self._said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.setSpacing(SPACE_1)
        line = QHBoxLayout()
        line.addWidget(self._search)
        line.addWidget(self._by_count)
        layout.addLayout(line)
        for part in (self._said, self._list, self._tip):
            layout.addWidget(part)
        self.setFocusProxy(self._search)

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show counts beside the options, or none; the current option stays the current one."""
        current = self._list.currentIndex()
        row = current.row()
        self._model.show_counts(counts)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))
        self._by_count.setVisible(counts is not None)
        self._tip.setVisible(counts is not None)
        if self.isVisible():
            self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys of the search line move in the list, Enter takes; Space takes in the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        takes = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in takes or (watched is self._list and event.key() == Qt.Key.Key_Space):
            self.take_current()
            return True
        if watched is self._search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._model.index(0))
            return True
        return super().eventFilter(watched, event)

    def take_current(self) -> None:
        """Take the current option, else the first one shown."""
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

    def on_searched(self, text: str) -> None:
        """Show the options that are called so."""
        self._model.narrow(text)
        self.tell("" if self._model.rowCount() else self.tr("No option has this name."))

    def tell(self, sentence: str) -> None:
        """Say something between line and list; an empty text says nothing."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def set_rows(self, count: int) -> None:
        """Be so many rows high."""
        row = self._list.sizeHintForRow(0)
        self._list.setFixedHeight((row if row > 0 else scaled(CONTROL_HEIGHT)) * count)

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these options."""
        self._model.offer(options)

    def show_taken(self) -> None:
        """Show what is taken."""
        self._model.offer_checked()
