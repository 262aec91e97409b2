"""How a transfer looks in the list: painted, as ten thousand of them must be no more work than ten."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from vizdesk.domain.transfers import TransferState
from vizdesk.models.transfer_rows import ROW, SAID
from vizdesk.models.transfer_words import said_share
from vizdesk.transfers.rows import Row
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import plain_tip
from vizdesk.widgets.theme import Type, font, mixed, scaled
from vizdesk.widgets.tokens import ICON_SIZE, RADIUS, SPACE_2, SPACE_3, SPACE_4
from vizdesk.widgets.transfer_actions import Action, action_name, ending_action, main_action

ROW_HEIGHT = 56
BAR_WIDTH = 144
BAR_HEIGHT = 6
SHARE_WIDTH = 48
LEAST_FOR_BAR = 520
"""In a narrower list the words need the bar's room."""

BUTTON = 28
SENT_SHARE = 0.4
"""Of the accent in what was sent and is not confirmed yet; the rest is the bar's ground."""

GROUND_SHARE = 0.3
"""Of an outline's colour in a bar's ground."""

_Index = QModelIndex | QPersistentModelIndex
_ICONS = {
    TransferState.PAUSED: ("pause", Tint.MUTED),
    TransferState.HELD: ("info", Tint.ACCENT),
    TransferState.FAILED: ("circle-alert", Tint.DANGER),
    TransferState.DONE: ("circle-check", Tint.ACCENT),
    TransferState.CANCELLED: ("ban", Tint.MUTED),
    TransferState.CANCELLING: ("ban", Tint.MUTED),
}


def row_icon(row: Row) -> tuple[str, Tint]:
    """The icon of how a transfer stands."""
    if row.live is not None:
        return ("unplug", Tint.DANGER) if row.live.waiting_for else ("upload", Tint.ACCENT)
    return _ICONS.get(row.transfer.state, ("clock", Tint.MUTED))


def paint_bar(painter: QPainter, place: QRect, size: int, sent: int, confirmed: int, *, mirrored: bool) -> None:
    """A bar of what was sent, and in it what is confirmed."""
    palette = QGuiApplication.palette()
    accent = palette.color(QPalette.ColorRole.Accent)
    ground = mixed(palette.color(QPalette.ColorRole.Dark), palette.color(QPalette.ColorRole.Base), GROUND_SHARE)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = max(1, size)
    for count, color in ((whole, ground), (sent, mixed(accent, ground, SENT_SHARE)), (confirmed, accent)):
        width = place.width() * min(count, whole) // whole
        left = place.right() + 1 - width if mirrored else place.left()
        painter.setBrush(color)
        painter.drawRoundedRect(QRect(left, place.top(), width, place.height()), BAR_HEIGHT // 2, BAR_HEIGHT // 2)


class TransferDelegate(QStyledItemDelegate):
    """Paints a transfer: icon, name, how it stands, its bar, and two buttons.

    Args:
        locale: how numbers are written.
    """

    def __init__(self, locale: QLocale, parent: QObject) -> None:
        super().__init__(parent)
        self._locale = locale
        self.hovered: tuple[int, Action] | None = None
        """The row and the button under the pointer."""
        self.enabled = True
        """Whether buttons are offered at all."""

    def buttons(self, rect: QRect, row: Row, *, mirrored: bool) -> list[tuple[Action, QRect]]:
        """The buttons of a row with their places, from its end."""
        if not self.enabled:
            return []
        side, top = scaled(BUTTON), rect.center().y() - scaled(BUTTON) // 2
        found = []
        for place, action in enumerate((ending_action(row), main_action(row)), start=1):
            if action is not None:
                left = rect.left() + SPACE_2 + (place - 1) * side if mirrored else rect.right() - SPACE_2 - place * side
                found.append((action, QRect(left, top, side, side)))
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """All of it, in the palette's colours."""
        row = index.data(ROW)
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        palette = QGuiApplication.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, palette)
        scale = painter.deviceTransform().m11()
        start, end = (rect.right(), rect.left()) if mirrored else (rect.left(), rect.right())
        toward = -1 if mirrored else 1
        name, tint = row_icon(row)
        icon_left = start + toward * SPACE_3 - (ICON_SIZE if mirrored else 0)
        painter.drawPixmap(icon_left, rect.center().y() - ICON_SIZE // 2, pixmap(name, tint, scale=scale))
        taken = SPACE_2 + 2 * scaled(BUTTON) + SPACE_2
        if row.live is not None or (not row.transfer.state.is_ended and 0 < row.confirmed < row.transfer.size):
            taken += self._paint_progress(painter, rect, end - toward * taken, row, mirrored=mirrored)
        text_start = 2 * SPACE_3 + ICON_SIZE
        sides = (taken, text_start) if mirrored else (text_start, taken)
        self._paint_words(painter, rect.adjusted(sides[0], SPACE_2, -sides[1], -SPACE_2), index, row, palette)
        for action, place in self.buttons(rect, row, mirrored=mirrored):
            over = self.hovered == (index.row(), action)
            if over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(palette.color(QPalette.ColorRole.Mid))
                painter.drawRoundedRect(place, 4, 4)
            drawn = pixmap(action.value, Tint.TEXT if over else Tint.MUTED, scale=scale)
            painter.drawPixmap(place.center().x() - ICON_SIZE // 2 + 1, place.center().y() - ICON_SIZE // 2 + 1, drawn)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, palette: QPalette) -> None:
        state, role = option.state, QPalette.ColorRole
        inside = option.rect.adjusted(0, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(role.Highlight if chosen else role.Light))
            painter.drawRoundedRect(inside, RADIUS, RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(role.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, RADIUS, RADIUS)

    def _paint_progress(self, painter: QPainter, rect: QRect, end: int, row: Row, *, mirrored: bool) -> int:
        share, bar = scaled(SHARE_WIDTH), scaled(BAR_WIDTH)
        left = end if mirrored else end - share
        written = font(Type.BODY)
        painter.setFont(written)
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.Text))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        told = said_share(row.confirmed, row.transfer.size, self._locale)
        painter.drawText(QRect(left, rect.top(), share, rect.height()), flags, told)
        if rect.width() < scaled(LEAST_FOR_BAR):
            return share + SPACE_4
        bar_left = left + share + SPACE_2 if mirrored else left - SPACE_2 - bar
        place = QRect(bar_left, rect.center().y() - BAR_HEIGHT // 2, bar, BAR_HEIGHT)
        paint_bar(painter, place, row.transfer.size, row.sent, row.confirmed, mirrored=mirrored)
        return share + SPACE_2 + bar + SPACE_4

    def _paint_words(self, painter: QPainter, place: QRect, index: _Index, row: Row, palette: QPalette) -> None:
        role = QPalette.ColorRole
        half = place.height() // 2
        failed = row.transfer.state is TransferState.FAILED and row.live is None
        tone = role.BrightText if failed or (row.live and row.live.waiting_for) else role.PlaceholderText
        lines = (
            (place.adjusted(0, 0, 0, -half), str(index.data()), Type.STRONG, role.Text, Qt.TextElideMode.ElideMiddle),
            (place.adjusted(0, half, 0, 0), str(index.data(SAID)), Type.CAPTION, tone, Qt.TextElideMode.ElideRight),
        )
        for where, text, kind, color, elide in lines:
            written = font(kind)
            painter.setFont(written)
            painter.setPen(palette.color(color))
            shown = QFontMetrics(written).elidedText(text, elide, where.width())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """What a button does; else name and state in full."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row = index.data(ROW)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        over = [one for one, place in self.buttons(option.rect, row, mirrored=mirrored) if place.contains(event.pos())]
        text = action_name(over[0]) if over else f"{row.transfer.path}\n{index.data(SAID)}"
        QToolTip.showText(event.globalPos(), plain_tip(text).replace("\n", "<br>"), view)
        return True
