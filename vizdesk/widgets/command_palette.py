"""The command palette: type a few letters of a page, a filter or an action, and Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from vizdesk.models.commands import Command, Commands, CommandSearch
from vizdesk.widgets.announcing import announce
from vizdesk.widgets.icons import icon, lead_with
from vizdesk.widgets.labels import label
from vizdesk.widgets.overlay import Overlay
from vizdesk.widgets.shortcuts import shown_keys
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tokens import ICON_SIZE, MOST_SOUGHT, RADIUS, ROW_HEIGHT, SPACE_1, SPACE_2, SPACE_3

WIDTH = 600
MOST_ROWS = 10
ASIDE = Qt.ItemDataRole.UserRole
ASIDE_SHARE = 0.5
"""Of a line's width, at most, for where a command belongs."""


class CommandDelegate(QStyledItemDelegate):
    """One line of the list: icon, title, and at its end where it belongs and its keys."""

    def sizeHint(  # Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """A row's height; the width is the list's."""
        return QSize(0, scaled(ROW_HEIGHT + SPACE_1))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw it."""
        palette, whole = QGuiApplication.palette(), option.rect  # a style sheet makes the view's own muted another
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
        inside = whole.adjusted(SPACE_2, 0, -SPACE_2, 0)
        sign = QRect(inside.left(), inside.top(), scaled(ICON_SIZE), inside.height())
        QIcon(index.data(Qt.ItemDataRole.DecorationRole)).paint(painter, _placed(option, sign))
        inside.setLeft(sign.right() + 1 + SPACE_3)
        metrics = QFontMetrics(option.font)
        aside = metrics.elidedText(
            str(index.data(ASIDE)), Qt.TextElideMode.ElideRight, round(inside.width() * ASIDE_SHARE)
        )
        at_end = inside.adjusted(inside.width() - metrics.horizontalAdvance(aside), 0, 0, 0)
        inside.setRight(at_end.left() - SPACE_3)
        title = metrics.elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.setFont(option.font)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(_placed(option, inside), middle, title)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(_placed(option, at_end), middle, aside)
        painter.restore()


def _placed(option: QStyleOptionViewItem, place: QRect) -> QRect:
    """The same place from the right where text runs so."""
    return QStyle.visualRect(option.direction, option.rect, place)


class CommandLine(QLineEdit):
    """The line; the keys of a list move in the list while the focus stays here.

    Signals:
        stepped: by how many rows.
    """

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a list."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_ROWS, Qt.Key.Key_PageUp: -MOST_ROWS}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class CommandPalette(Overlay):
    """Lists the commands there are; what is typed is kept nowhere.

    Args:
        commands: of the window.
        window: what it covers.
    """

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window, WIDTH)
        self.setAccessibleName(self.tr("Commands"))
        self._commands = commands
        self._search = CommandSearch(commands.all())
        self._found: list[Command] = []
        self.line = CommandLine(self.card)
        self.line.setMaxLength(MOST_SOUGHT)
        self.line.setPlaceholderText(self.tr("Find a page, a filter, a saved search or an action"))
        self.line.setAccessibleName(self.tr("Find a page, a filter, a saved search or an action"))
        lead_with(self.line, "search")
        self.list = QListWidget(self.card)
        self.list.setItemDelegate(CommandDelegate(self.list))
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label(self.tr("Nothing has this name."), Type.BODY, tone="muted", parent=self.card)
        self._nothing.setContentsMargins(SPACE_2, SPACE_1, SPACE_2, SPACE_1)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.setSpacing(SPACE_2)
        for one in (self.line, self.list, self._nothing):
            layout.addWidget(one)
        self.line.textChanged.connect(self._on_typed)
        self.line.stepped.connect(self._on_stepped)
        self.line.returnPressed.connect(self._run)
        self.list.itemClicked.connect(self._on_clicked)
        self._on_typed("")

    def open(self) -> None:
        """Show it with the focus in its line."""
        self.open_on(self.line)
        self._announce()

    def refresh(self) -> None:
        """Find among the commands as they are now; what is typed stays."""
        self._search = CommandSearch(self._commands.all())
        self._on_typed(self.line.text())

    def _on_typed(self, text: str) -> None:
        self._found = self._search.find(text)
        self.list.clear()
        for command in self._found:
            aside = "   ".join(filter(None, (command.detail, shown_keys(command.keys))))
            item = QListWidgetItem(icon(command.icon), command.title, self.list)
            item.setData(ASIDE, aside)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (command.title, aside))))
        self.list.setFixedHeight(scaled(ROW_HEIGHT + SPACE_1) * min(max(len(self._found), 1), MOST_ROWS))
        self.list.setVisible(bool(self._found))
        self._nothing.setVisible(not self._found)
        self.list.setCurrentRow(0)
        self.card.adjustSize()
        self._announce()

    def _on_stepped(self, step: int) -> None:
        rows, here = self.list.count(), self.list.currentRow()
        if rows:
            turned = (here + step) % rows if abs(step) == 1 else min(max(here + step, 0), rows - 1)
            self.list.setCurrentRow(turned)
            self._announce()

    def _announce(self) -> None:
        """Let screen readers say the current line: the focus stays where one types."""
        current = self.list.currentItem()
        told = str(current.data(Qt.ItemDataRole.AccessibleTextRole)) if current else self._nothing.text()
        self.line.setAccessibleDescription(told)
        announce(self.line, told)

    def _on_clicked(self, _item: QListWidgetItem) -> None:
        self._run()

    def _run(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            self.close_back()  # before the command: what it gives the focus to keeps it
            self._found[row].run()
