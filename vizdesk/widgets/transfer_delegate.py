"""How a transfer looks in the list: painted, as ten thousand of them must be no more work than ten."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QHelpEvent, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from vizdesk.domain.transfers import TransferState
from vizdesk.models.transfer_rows import ROW, SAID
from vizdesk.models.transfer_words import said_row, said_share
from vizdesk.transfers.rows import Row
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import DOT, plain_tip
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

MOST_ELIDED = 1000
"""So many texts are remembered as they fit into a row."""

_Index = QModelIndex | QPersistentModelIndex
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
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
    _paint_bar(painter, place, (size, sent, confirmed), _bar_colors(QGuiApplication.palette()), mirrored=mirrored)


def _bar_colors(palette: QPalette) -> tuple[QColor, QColor, QColor]:
    """Of the whole, of what was sent, of what is confirmed."""
    accent = palette.color(QPalette.ColorRole.Accent)
    outline = palette.color(QPalette.ColorRole.Dark)
    sent = mixed(accent, mixed(outline, palette.color(QPalette.ColorRole.Base), GROUND_SHARE), SENT_SHARE)
    outline.setAlphaF(GROUND_SHARE)  # so that it is seen on a chosen row, too
    return outline, sent, accent


def _paint_bar(
    painter: QPainter, place: QRect, counts: tuple[int, int, int], colors: tuple[QColor, ...], *, mirrored: bool
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    whole = max(1, counts[0])
    for count, color in zip((whole, *counts[1:]), colors, strict=True):
        width = place.width() * min(count, whole) // whole
        left = place.right() + 1 - width if mirrored else place.left()
        painter.setBrush(color)
        painter.drawRoundedRect(QRect(left, place.top(), width, place.height()), BAR_HEIGHT // 2, BAR_HEIGHT // 2)


class RowLook:
    """What all rows are painted with, looked up once for a palette and a text size: rows change several times a second.

    Args:
        palette: the application's.
    """

    def __init__(self, palette: QPalette) -> None:
        role = QPalette.ColorRole
        self.text, self.muted, self.danger = map(palette.color, (role.Text, role.PlaceholderText, role.BrightText))
        self.chosen, self.over, self.pressed = map(palette.color, (role.Highlight, role.Light, role.Mid))
        self.accent = palette.color(role.Accent)
        self.bar_colors = _bar_colors(palette)
        self.icon = scaled(ICON_SIZE)
        self.button, self.share, self.bar = scaled(BUTTON), scaled(SHARE_WIDTH), scaled(BAR_WIDTH)
        self.least_for_bar = scaled(LEAST_FOR_BAR)
        self.fonts = {kind: font(kind) for kind in (Type.STRONG, Type.CAPTION, Type.BODY)}
        self._metrics = {kind: QFontMetrics(one) for kind, one in self.fonts.items()}
        self._widest = {kind: one.maxWidth() for kind, one in self._metrics.items()}
        self._pixmaps: dict[tuple[str, Tint, float], QPixmap] = {}
        self._elided: dict[tuple[Type, str, int], str] = {}

    def elided(self, kind: Type, text: str, mode: Qt.TextElideMode, width: int) -> str:
        """A text as it fits into a width; a row's name is asked for each time that its bytes change."""
        if text.isascii() and len(text) * self._widest[kind] <= width:  # as most names: nothing need be measured
            return text
        asked = kind, text, width
        found = self._elided.get(asked)
        if found is None:
            if len(self._elided) >= MOST_ELIDED:
                self._elided.clear()
            found = self._elided[asked] = self._metrics[kind].elidedText(text, mode, width)
        return found

    def named(self, name: str, width: int) -> str:
        """A file's name with its folders as it fits into a width: the folders go first, many files have the same."""
        file = name.rpartition("/")[2]
        for told in (name, f"…/{file}"):
            if self.elided(Type.STRONG, told, Qt.TextElideMode.ElideMiddle, width) == told:
                return told
        return self.elided(Type.STRONG, file, Qt.TextElideMode.ElideMiddle, width)

    def in_parts(self, said: str, width: int) -> str:
        """What is said of a row in as many whole parts as fit, the first of them shortened where even that does not."""
        parts = said.split(DOT)
        for count in range(len(parts), 1, -1):
            told = DOT.join(parts[:count])
            if self.elided(Type.CAPTION, told, Qt.TextElideMode.ElideRight, width) == told:
                return told
        return self.elided(Type.CAPTION, parts[0], Qt.TextElideMode.ElideRight, width)

    def pixmap(self, name: str, tint: Tint, scale: float) -> QPixmap:
        """An icon."""
        found = self._pixmaps.get((name, tint, scale))
        if found is None:
            found = self._pixmaps[name, tint, scale] = pixmap(name, tint, scale=scale)
        return found


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
        self._look: tuple[object, RowLook] = (None, RowLook(QGuiApplication.palette()))

    def _look_now(self) -> RowLook:
        palette = QGuiApplication.palette()
        known_by = palette.cacheKey(), QGuiApplication.font().key()
        if known_by != self._look[0]:
            self._look = known_by, RowLook(palette)
        return self._look[1]

    def buttons(self, rect: QRect, row: Row, *, mirrored: bool) -> list[tuple[Action, QRect]]:
        """The buttons of a row with their places, from its end."""
        return self._buttons(rect, row, self._look_now(), mirrored=mirrored)

    def _buttons(self, rect: QRect, row: Row, look: RowLook, *, mirrored: bool) -> list[tuple[Action, QRect]]:
        if not self.enabled:
            return []
        side = look.button
        top = rect.center().y() - side // 2
        found = []
        for place, action in enumerate((ending_action(row), main_action(row)), start=1):
            if action is not None:
                left = rect.left() + SPACE_2 + (place - 1) * side if mirrored else rect.right() - SPACE_2 - place * side
                found.append((action, QRect(left, top, side, side)))
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """All of it, in the palette's colours."""
        row, look = index.data(ROW), self._look_now()
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, look)
        scale, middle = painter.deviceTransform().m11(), rect.center().y()
        start, end = (rect.right(), rect.left()) if mirrored else (rect.left(), rect.right())
        toward = -1 if mirrored else 1
        icon_left = start + toward * SPACE_3 - (look.icon if mirrored else 0)
        painter.drawPixmap(icon_left, middle - look.icon // 2, look.pixmap(*row_icon(row), scale))
        taken = SPACE_2 + 2 * look.button + SPACE_2
        if row.live is not None or (not row.transfer.state.is_ended and 0 < row.confirmed < row.transfer.size):
            taken += self._paint_progress(painter, rect, end - toward * taken, row, look, mirrored=mirrored)
        text_start = 2 * SPACE_3 + look.icon
        sides = (taken, text_start) if mirrored else (text_start, taken)
        self._paint_words(painter, rect.adjusted(sides[0], SPACE_2, -sides[1], -SPACE_2), row, look)
        for action, place in self._buttons(rect, row, look, mirrored=mirrored):
            over = self.hovered == (index.row(), action)
            if over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.pressed)
                painter.drawRoundedRect(place, 4, 4)
            drawn = look.pixmap(action.value, Tint.TEXT if over else Tint.MUTED, scale)
            center = place.center()
            painter.drawPixmap(center.x() - look.icon // 2 + 1, center.y() - look.icon // 2 + 1, drawn)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, look: RowLook) -> None:
        state, flag = option.state, QStyle.StateFlag
        inside = option.rect.adjusted(0, 1, -1, -1)
        chosen = bool(state & flag.State_Selected)
        if chosen or state & flag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.chosen if chosen else look.over)
            painter.drawRoundedRect(inside, RADIUS, RADIUS)
        if state & flag.State_HasFocus:
            painter.setPen(look.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, RADIUS, RADIUS)

    def _paint_progress(
        self, painter: QPainter, rect: QRect, end: int, row: Row, look: RowLook, *, mirrored: bool
    ) -> int:
        share, bar = look.share, look.bar
        left = end if mirrored else end - share
        painter.setFont(look.fonts[Type.BODY])
        painter.setPen(look.text)
        told = said_share(row.confirmed, row.transfer.size, self._locale)
        painter.drawText(QRect(left, rect.top(), share, rect.height() - 2), _TRAILING, told)
        if rect.width() < look.least_for_bar:
            return share + SPACE_4
        bar_left = left + share + SPACE_2 if mirrored else left - SPACE_2 - bar
        place = QRect(bar_left, rect.center().y() - BAR_HEIGHT // 2, bar, BAR_HEIGHT)
        counts = (row.transfer.size, row.sent, row.confirmed)
        _paint_bar(painter, place, counts, look.bar_colors, mirrored=mirrored)
        return share + SPACE_2 + bar + SPACE_4

    def _paint_words(self, painter: QPainter, place: QRect, row: Row, look: RowLook) -> None:
        half, said = place.height() // 2, said_row(row, self._locale)
        tone = look.danger if row.is_in_trouble else look.muted
        width = place.width()
        told = look.in_parts(said, width)
        lines = (
            (place.adjusted(0, 0, 0, -half), look.named(row.transfer.name, width), Type.STRONG, look.text),
            (place.adjusted(0, half, 0, 0), told, Type.CAPTION, tone),
        )
        for where, text, kind, color in lines:
            painter.setFont(look.fonts[kind])
            painter.setPen(color)
            painter.drawText(where, _LEADING, text)

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
