"""The list of transfers: keys, buttons, and dragging one before another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from vizdesk.models.transfers import TransfersModel
from vizdesk.transfers.order import HIGH, LOW, NORMAL
from vizdesk.transfers.rows import Part, Row
from vizdesk.widgets.shortcuts import Key, is_pressed
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.transfer_actions import Action, action_name, ending_action, main_action
from vizdesk.widgets.transfer_delegate import ROW_HEIGHT, TransferDelegate


class TransfersList(QTableView):
    """Transfers in their order: a table of one column, as a list view asks the model about every row when one changes.

    Signals:
        acted: an `Action` and the rows that it is for.
        chosen_changed: other rows are chosen.
        details_wanted: Enter, or a double click.
    """

    acted = Signal(object, object)
    chosen_changed = Signal()
    details_wanted = Signal()

    def __init__(self, model: TransfersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_in_use = model
        self._delegate = TransferDelegate(model.locale_in_use, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model.rows)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for header in (across, down):
            header.hide()
        self._set_row_height()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setAccessibleName(self.tr("Transfers"))
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "model_in_use"):
            self._set_row_height()

    def chosen(self) -> list[Row]:
        """The rows that are chosen, in their order."""
        places = sorted(one.row() for one in self.selectionModel().selectedRows())
        found = (self.model_in_use.rows.row_at(place) for place in places)
        return [one for one in found if one is not None]

    def allow(self, *, allowed: bool) -> None:
        """Offer buttons, keys and dragging, or only show."""
        if allowed != self._delegate.enabled:
            self._delegate.enabled = allowed
            self.setDragEnabled(allowed)
            self.viewport().update()

    def settle(self) -> None:
        """Lay out rows that came or went now: else they are painted before that, and again behind it."""
        self.executeDelayedItemsLayout()

    def _ids(self) -> list[int]:
        return [one.transfer.id for one in self.chosen()]

    def _moves(self) -> bool:
        return self._delegate.enabled and self.model_in_use.view.part is Part.QUEUE

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pause and go on, get rid of, move, and show all of it."""
        rows = self.chosen()
        if not rows or not self._delegate.enabled:
            super().keyPressEvent(event)
        elif is_pressed(Key.TOGGLE_TRANSFER, event):
            self._act(main_action(rows[0]), rows)
        elif is_pressed(Key.END_TRANSFER, event):
            self._act(ending_action(rows[0]), rows)
        elif is_pressed(Key.TRANSFER_EARLIER, event) and self._moves():
            self.model_in_use.move_by(self._ids(), -1)
        elif is_pressed(Key.TRANSFER_LATER, event) and self._moves():
            self.model_in_use.move_by(self._ids(), 1)
        elif is_pressed(Key.TRANSFER_FIRST, event) and self._moves():
            self.move_first()
        elif is_pressed(Key.OPEN_DETAIL, event):
            self.details_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _act(self, action: Action | None, rows: list[Row]) -> None:
        if action is not None:
            self.acted.emit(action, rows)

    def move_first(self) -> None:
        """Send what is chosen before all others."""
        first = self.model_in_use.rows.row_at(0)
        if first is not None:
            self.model_in_use.move(self._ids(), first.transfer.id)

    # Pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the button under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self._button_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """No button is under the pointer."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, found: tuple[int, Action] | None) -> None:
        if found != self._delegate.hovered:
            self._delegate.hovered = found
            self.viewport().update()

    def _button_at(self, point: QPoint) -> tuple[int, Action] | None:
        index = self.indexAt(point)
        row = self.model_in_use.rows.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        buttons = self._delegate.buttons(self.visualRect(index), row, mirrored=self.isRightToLeft())
        return next(((index.row(), action) for action, place in buttons if place.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A button does its action with its own row, whatever is chosen."""
        found = self._button_at(event.position().toPoint())
        if found is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        row = self.model_in_use.rows.row_at(found[0])
        if row is not None:
            self.acted.emit(found[1], [row])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a button began no choice."""
        if self._button_at(event.position().toPoint()) is None:
            super().mouseReleaseEvent(event)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.details_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """All actions with what is chosen."""
        rows = self.chosen()
        if not rows or not self._delegate.enabled:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = dict.fromkeys(one for row in rows for one in (main_action(row), ending_action(row)) if one is not None)
        for action in wanted:
            menu.addAction(action_name(action)).setData(action)
        if self._moves():
            menu.addSeparator()
            menu.addAction(self.tr("Send first")).triggered.connect(self.move_first)
            priorities = menu.addMenu(self.tr("Priority"))
            for priority, name in (
                (HIGH, self.tr("High")),
                (NORMAL, self.tr("Normal")),
                (LOW, self.tr("Low")),
            ):
                one = priorities.addAction(name)
                one.setData(priority)
                one.setCheckable(True)
                one.setChecked(all(row.transfer.priority == priority for row in rows))
        menu.triggered.connect(self._on_menu)
        menu.popup(event.globalPos())

    def _on_menu(self, action: QAction) -> None:
        rows, wanted = self.chosen(), action.data()
        if isinstance(wanted, Action):
            self.acted.emit(wanted, rows)
        elif isinstance(wanted, int):
            self.model_in_use.prioritize([row.transfer.id for row in rows], wanted)

    # Dragging one before another

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Rows of this list only; files are the page's."""
        if event.source() is self and self._moves():
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """As above."""
        if event.source() is self and self._moves():
            super().dragMoveEvent(event)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let them come before the row that they are dropped at."""
        if event.source() is not self or not self._moves():
            event.ignore()
            return
        point = event.position().toPoint()
        index = self.indexAt(point)
        place = index.row() if index.isValid() else self.model_in_use.rows.rowCount()
        if index.isValid() and point.y() > self.visualRect(index).center().y():
            place += 1
        before = self.model_in_use.rows.row_at(place)
        self.model_in_use.move(self._ids(), before.transfer.id if before else None)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the model moves its rows itself
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
