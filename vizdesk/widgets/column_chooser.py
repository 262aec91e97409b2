"""The columns of a page, to be chosen, ordered, pinned and made wider: by mouse, or by keys alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from vizdesk.domain.layout import Page
from vizdesk.widgets.appearance import Density
from vizdesk.widgets.icons import Tint, icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.shortcuts import Key, is_pressed, keys_of, shown_keys
from vizdesk.widgets.sort_header import LEAST_COLUMN
from vizdesk.widgets.table_columns import MOST_WIDTH, ColumnState, TableColumns
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tokens import CONTROL_HEIGHT, ICON_SIZE, SPACE_2, SPACE_3

WIDTH = 400
MOST_ROWS = 12
WIDTH_STEP = 20
PLACE = Qt.ItemDataRole.UserRole


class ColumnChooser(Popup):
    """What is changed is so at once; the page keeps it.

    Args:
        page: whose columns these are.
        columns: what is changed.
        density: how the rows stand: a `Density`, or empty for as the settings say.
        locale: in which columns are called.
        owner: the button that it belongs to.

    Signals:
        density_chosen: a text as `density`.
    """

    density_chosen = Signal(object)

    def __init__(self, page: Page, columns: TableColumns, density: str, locale: QLocale, owner: QWidget) -> None:
        super().__init__(owner)
        self._page, self._columns, self._locale = page, columns, locale
        self._showing = False
        self._list = QListWidget(self)
        self._up = self._button("arrow-up", self.tr("Up"), Key.COLUMN_UP)
        self._down = self._button("arrow-down", self.tr("Down"), Key.COLUMN_DOWN)
        self._pin = self._button("pin", self.tr("Pin"), Key.COLUMN_PIN)
        self._width = QSpinBox(self)
        self._reset = QPushButton(self.tr("Reset columns"), self)
        self._close = QPushButton(self.tr("Close"), self)
        self._density = Segments(
            self.tr("Rows"),
            [
                ("", self.tr("As in the settings")),
                (Density.COMFORTABLE.value, self.tr("Comfortable")),
                (Density.COMPACT.value, self.tr("Compact")),
            ],
            self,
        )
        self._density.show_value(density)
        self.setAccessibleName(self.tr("Columns"))
        self._set_up()
        self._lay_out()
        self._connect()
        self._show()
        self._list.setCurrentRow(0)

    def _button(self, name: str, text: str, key: Key) -> QPushButton:
        button = QPushButton(icon(name), text, self)
        button.setProperty("look", "link")
        button.setAutoDefault(False)
        button.setToolTip(f"{text} ({shown_keys(keys_of(key))})")
        return button

    def _set_up(self) -> None:
        self._list.setAccessibleName(self.tr("Columns"))
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setIconSize(QSize(scaled(ICON_SIZE), scaled(ICON_SIZE)))
        rows = min(MOST_ROWS, len(self._page.columns))
        self._list.setFixedHeight(rows * scaled(CONTROL_HEIGHT) + SPACE_2)
        self._list.installEventFilter(self)
        self._width.lineEdit().setTextMargins(SPACE_2, 0, SPACE_2, 0)
        self._width.setRange(LEAST_COLUMN, MOST_WIDTH)
        self._width.setSingleStep(WIDTH_STEP)
        self._width.setAccessibleName(self.tr("Width"))
        self._reset.setProperty("look", "link")
        self._reset.setAutoDefault(False)
        self._close.setAutoDefault(False)
        self.setFocusProxy(self._list)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(SPACE_3)
        for button in (self._up, self._down, self._pin):
            actions.addWidget(button)
        actions.addStretch(1)
        width = label(self.tr("Width"), tone="muted", parent=self)
        width.setBuddy(self._width)
        actions.addWidget(width)
        actions.addWidget(self._width)
        ends = QHBoxLayout()
        ends.addWidget(self._reset)
        ends.addStretch(1)
        ends.addWidget(self._close)
        hint = self.tr("Space shows or hides a column. Pinned columns stay at the left.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        layout.setSpacing(SPACE_2)
        layout.addWidget(label(self.tr("Columns"), Type.STRONG, parent=self))
        layout.addWidget(self._list)
        layout.addWidget(label(hint, Type.CAPTION, tone="muted", wrap=True, parent=self))
        layout.addLayout(actions)
        layout.addWidget(label(self.tr("Rows of this page"), tone="muted", parent=self))
        layout.addWidget(self._density)
        layout.addLayout(ends)
        self.setFixedWidth(scaled(WIDTH))

    def _connect(self) -> None:
        self._list.itemChanged.connect(self._on_item_changed)
        self._list.currentRowChanged.connect(self._show_actions)
        self._list.model().rowsMoved.connect(self._on_dragged)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._pin.clicked.connect(self._on_pin)
        self._width.valueChanged.connect(self._on_width)
        self._reset.clicked.connect(self._on_reset)
        self._close.clicked.connect(self.close)
        self._density.chosen.connect(self.density_chosen)

    # Showing

    def _show(self) -> None:
        """Fill the list, and stay at the column that is current."""
        place = self._current()
        self._showing = True
        self._list.clear()
        for state in self._columns.states():
            self._list.addItem(self._item(state))
        states = self._columns.states()
        self._list.setCurrentRow(next((row for row, one in enumerate(states) if one.place == place), 0))
        self._showing = False
        self._show_actions()

    def _item(self, state: ColumnState) -> QListWidgetItem:
        name = self._page.columns[state.place].label(self._locale.name())
        item = QListWidgetItem(name)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(Qt.CheckState.Checked if state.shown else Qt.CheckState.Unchecked)
        item.setData(PLACE, state.place)
        if state.pinned:
            item.setIcon(icon("pin", Tint.ACCENT))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("{column}, pinned").format(column=name))
        else:
            item.setIcon(_no_icon())
        return item

    def _current(self) -> int:
        item = self._list.currentItem()
        return int(item.data(PLACE)) if item is not None else -1

    def _state(self) -> ColumnState | None:
        place = self._current()
        return next((one for one in self._columns.states() if one.place == place), None)

    def _show_actions(self) -> None:
        state, row = self._state(), self._list.currentRow()
        if self._showing or state is None:
            return
        self._up.setEnabled(row > 0)
        self._down.setEnabled(row < self._list.count() - 1)
        self._pin.setText(self.tr("Unpin") if state.pinned else self.tr("Pin"))
        self._width.setEnabled(state.shown)
        self._width.blockSignals(True)
        self._width.setValue(state.width)
        self._width.blockSignals(False)
        self._reset.setEnabled(not self._columns.are_the_layout_s())

    # Doing

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        if not self._showing:
            self._columns.show(int(item.data(PLACE)), shown=item.checkState() is Qt.CheckState.Checked)
            self._show()

    def _on_dragged(self, _from: QModelIndex, row: int, _last: int, _to: QModelIndex, target: int) -> None:
        if not self._showing:
            place = self._columns.states()[row].place
            self._columns.move(place, target - 1 if target > row else target)
            self._show()

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        self._columns.move(self._current(), self._list.currentRow() + step)
        self._show()

    def _on_pin(self) -> None:
        state = self._state()
        if state is not None:
            self._columns.pin(state.place, pinned=not state.pinned)
            self._show()

    def _on_width(self, width: int) -> None:
        self._columns.set_width(self._current(), width)
        self._reset.setEnabled(not self._columns.are_the_layout_s())

    def _on_reset(self) -> None:
        self._columns.reset()
        self._show()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list."""
        if watched is not self._list or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if is_pressed(Key.COLUMN_UP, event):
            self._move(-1)
        elif is_pressed(Key.COLUMN_DOWN, event):
            self._move(1)
        elif is_pressed(Key.COLUMN_PIN, event):
            self._on_pin()
        else:
            return super().eventFilter(watched, event)
        return True


def _no_icon() -> QIcon:
    """Keeps the place of one, so that all names begin at the same line."""
    empty = QPixmap(scaled(ICON_SIZE), scaled(ICON_SIZE))
    empty.fill(Qt.GlobalColor.transparent)
    return QIcon(empty)
