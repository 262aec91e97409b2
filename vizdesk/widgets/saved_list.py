"""The list in the panel of saved things: headings, and below each its entries of two lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from vizdesk.models.saved import MOST_NAME, SavedEntry
from vizdesk.models.search_words import said_of_total, said_time
from vizdesk.store.saved import SavedKind
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import plain_tip
from vizdesk.widgets.theme import Type, font, scaled
from vizdesk.widgets.tokens import ICON_SIZE, RADIUS, SPACE_1, SPACE_2

ENTRY_HEIGHT = 48
HEADING_HEIGHT = 32

_ICONS = {SavedKind.SEARCH: "bookmark", SavedKind.LIST: "list", SavedKind.HISTORY: "history"}
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SECOND_LINE = Qt.ItemDataRole.UserRole
ENTRY = Qt.ItemDataRole.UserRole + 1
"""The role under which a row gives its `SavedEntry`; None for a heading."""


class SavedRows(QAbstractListModel):
    """Entries with a heading above each kind.

    Signals:
        renamed: an entry and the name that the user gave it.
    """

    renamed = Signal(object, str)

    def __init__(self, locale: QLocale, parent: QObject) -> None:
        super().__init__(parent)
        self._locale = locale
        self._rows: list[SavedEntry | SavedKind] = []

    def show_entries(self, entries: Sequence[SavedEntry]) -> None:
        """Show these; those of a kind stand together."""
        self.beginResetModel()
        self._rows = []
        for place, entry in enumerate(entries):
            if place == 0 or entries[place - 1].kind is not entry.kind:
                self._rows.append(entry.kind)
            self._rows.append(entry)
        self.endResetModel()

    def row_of(self, entry_id: int) -> int:
        """The row of an entry, else that of the first one, -1 where there is none."""
        rows = [row for row, one in enumerate(self._rows) if isinstance(one, SavedEntry)]
        return next((row for row in rows if self._entry(row).id == entry_id), rows[0] if rows else -1)

    def _entry(self, row: int) -> SavedEntry:
        found = self._rows[row]
        assert isinstance(found, SavedEntry)  # noqa: S101  # asked of entries only
        return found

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Entries and headings."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings can only be read; what has a name can get another."""
        one = self._rows[index.row()]
        if isinstance(one, SavedKind):
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if one.kind is SavedKind.HISTORY else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Both lines, what a screen reader says, and the entry itself."""
        one = self._rows[index.row()]
        if isinstance(one, SavedKind):
            return self._heading(one) if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one.name or one.said or self.tr("Search of {time}").format(time=self._time(one))
            case Qt.ItemDataRole.EditRole:
                return one.name
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(". ".join(filter(None, (one.name, one.said, one.caution))))
            case Qt.ItemDataRole.AccessibleTextRole:
                kind = self._heading(one.kind)
                return ". ".join(filter(None, (kind, one.name, one.said, self._facts(one), one.caution)))
            case _ if role == _SECOND_LINE:
                return one.caution or (one.said if one.kind is SavedKind.SEARCH else self._facts(one))
            case _ if role == ENTRY:
                return one
            case _:
                return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The user has typed another name."""
        one = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or isinstance(one, SavedKind):
            return False
        self.renamed.emit(one, str(value))
        return True

    def _heading(self, kind: SavedKind) -> str:
        return {
            SavedKind.SEARCH: self.tr("Saved searches"),
            SavedKind.LIST: self.tr("Saved lists"),
            SavedKind.HISTORY: self.tr("History"),
        }[kind]

    def _time(self, one: SavedEntry) -> str:
        as_of = (one.body or {}).get("asOf") if one.kind is SavedKind.LIST else None
        return said_time(str(as_of or one.saved_at), self._locale)

    def _facts(self, one: SavedEntry) -> str:
        """When, and how many."""
        if one.kind is SavedKind.LIST and one.total is not None:
            single, many = self.tr("1 record as of {time}"), self.tr("{count} records as of {time}")
            told = single if one.total.value == 1 else many
            return told.format(count=self._locale.toString(one.total.value), time=self._time(one))
        found = said_of_total(one.total, self._locale) if one.total is not None else ""
        return " · ".join(filter(None, (self._time(one), found)))


class SavedDelegate(QStyledItemDelegate):
    """Paints headings and entries; a name is changed in its own line."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One height for entries, one for headings."""
        return QSize(0, scaled(ENTRY_HEIGHT if index.data(ENTRY) is not None else HEADING_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Icon, name, and the second line in a muted colour; a caution in that of danger."""
        entry, role = index.data(ENTRY), QPalette.ColorRole
        palette = QGuiApplication.palette()  # the view's own has other muted texts, made by the style sheet
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry is None:
            painter.setFont(font(Type.STRONG))
            painter.setPen(palette.color(role.PlaceholderText))
            place = option.rect.adjusted(SPACE_2, SPACE_1, -SPACE_2, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, str(index.data()))
            painter.restore()
            return
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(palette.color(role.Highlight if chosen else role.Light))
            painter.drawRoundedRect(option.rect, RADIUS, RADIUS)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        icon_left = option.rect.right() - SPACE_2 - scaled(ICON_SIZE) if mirrored else option.rect.left() + SPACE_2
        scale = painter.deviceTransform().m11()
        painter.drawPixmap(icon_left, option.rect.top() + SPACE_2, pixmap(_ICONS[entry.kind], Tint.MUTED, scale=scale))
        first, second = _lines(option.rect, mirrored=mirrored)
        tone = role.BrightText if entry.body is None or entry.caution else role.PlaceholderText
        for place, text, kind, color in (
            (first, str(index.data()), Type.BODY, role.Text),
            (second, str(index.data(_SECOND_LINE)), Type.CAPTION, tone),
        ):
            written = font(kind)
            painter.setFont(written)
            painter.setPen(palette.color(color))
            shown = QFontMetrics(written).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:  # Qt's name
        """A line for the name."""
        line = QLineEdit(parent)
        line.setMaxLength(MOST_NAME)
        line.setAccessibleName(self.tr("New name"))
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index) -> None:
        """The line stands in the middle of its entry."""
        inside = option.rect.adjusted(2 * SPACE_2 + scaled(ICON_SIZE) - SPACE_1, 0, -SPACE_1, 0)
        height = editor.sizeHint().height()
        editor.setGeometry(inside.left(), inside.center().y() - height // 2, inside.width(), height)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:  # Qt's name
        """Tell the model what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


def _lines(rect: QRect, *, mirrored: bool) -> tuple[QRect, QRect]:
    """The places of both lines of an entry, beside its icon."""
    icon = 2 * SPACE_2 + scaled(ICON_SIZE)
    sides = (SPACE_2, icon) if mirrored else (icon, SPACE_2)
    inside = rect.adjusted(sides[0], SPACE_1, -sides[1], -SPACE_1)
    half = inside.height() // 2
    return QRect(inside.topLeft(), QSize(inside.width(), half)), inside.adjusted(0, half, 0, 0)
