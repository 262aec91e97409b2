"""The chips: criteria as people read them; filled when applied, outlined when not yet.

What stands in another way to the search says so in front, by an icon and, where it leaves or is not sent, a word: no
two ways are told apart by colour alone. Struck through is only what a new layout has set aside.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vizdesk.models.alternatives import ANY
from vizdesk.models.criteria import Chip, ChipState
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import plain_tip
from vizdesk.widgets.theme import Type, scaled, set_type
from vizdesk.widgets.tokens import SPACE_1, SPACE_2

HEIGHT = 24
MOST_WIDTH = 320
SENTENCE_WIDTH = 640
"""The most of a chip that tells alternatives."""
CROSS = 12
ICONS = {
    ChipState.REMOVED: ("minus", Tint.MUTED),
    ChipState.INACTIVE: ("eye-off", Tint.MUTED),
    ChipState.PARKED: ("archive", Tint.WARNING),
    ChipState.FAULTY: ("circle-alert", Tint.DANGER),
}
"""What stands in front of a chip's text."""

DASHES = {ChipState.REMOVED: [3, 2], ChipState.INACTIVE: [1, 2]}
GAP = SPACE_1 + 2


class ChipButton(QAbstractButton):
    """One chip; pressing it takes its criterion out of the drafts, or puts a removed one back."""

    def __init__(self, chip: Chip, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip = chip
        set_type(self, Type.CAPTION)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        """Show another chip in this one's place."""
        self.chip = chip
        self.setText(chip.text)
        said = {
            ChipState.APPLIED: self.tr("applied"),
            ChipState.PENDING: self.tr("not applied yet"),
            ChipState.REMOVED: self.tr("removed, still applied"),
            ChipState.INACTIVE: self.tr("hidden, not searched for"),
            ChipState.PARKED: self.tr("set aside: does not fit the layout any more, not searched for"),
            ChipState.FAULTY: self.tr("cannot be searched for as typed"),
        }[chip.state]
        self.setAccessibleName(f"{chip.text}, {said}")
        self._lead = {
            ChipState.REMOVED: self.tr("Removed:"),
            ChipState.INACTIVE: self.tr("Hidden:"),
            ChipState.PARKED: self.tr("Set aside:"),
        }.get(chip.state, "")
        action, note = self.tr("Remove."), chip.note
        if chip.state is ChipState.REMOVED:
            action, note = self.tr("Put back."), self.tr("The results follow it until you apply the filters.")
        self.setAccessibleDescription(f"{action} {note}".rstrip())
        self.setToolTip(plain_tip(f"{chip.text} ({said}). {note}"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As much as it shows."""
        text = QFontMetrics(self.font()).horizontalAdvance(self.text()) + self._lead_width()
        most = SENTENCE_WIDTH if self.chip.filter_id == ANY else MOST_WIDTH
        return QSize(min(text + 2 * SPACE_2 + 2 * SPACE_1 + scaled(CROSS) + 4, scaled(most)), scaled(HEIGHT))

    def _lead_width(self) -> int:
        """Of what stands in front of the text, with the gaps behind it."""
        icon = scaled(CROSS) + SPACE_1 if self.chip.state in ICONS else 0
        return icon + (QFontMetrics(self.font()).horizontalAdvance(self._lead) + SPACE_1 if self._lead else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        palette, state = self.palette(), self.chip.state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = state in (ChipState.APPLIED, ChipState.REMOVED)  # both are what the results follow
        role = QPalette.ColorRole
        accent, text = palette.color(role.Accent), palette.color(role.WindowText)
        ground = palette.color(role.Midlight if filled else role.Base)
        if self.underMouse():
            ground = palette.color(role.Highlight if filled else role.Light)
        outline = accent if state in (ChipState.APPLIED, ChipState.PENDING) else palette.color(role.Dark)
        if state is ChipState.FAULTY:
            outline = palette.color(role.BrightText)
        pen = QPen(outline, 1)
        if state is ChipState.APPLIED:
            pen.setColor(ground)
        elif state in DASHES:
            pen.setDashPattern(DASHES[state])
        if self.hasFocus():
            pen = QPen(accent, 2)
        painter.setPen(pen)
        painter.setBrush(ground)
        inset = 1 if self.hasFocus() else 0.5
        box = self.rect().toRectF().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, self.height() / 2, self.height() / 2)
        inside = self.rect().adjusted(SPACE_2 + 2, 0, -(SPACE_2 + scaled(CROSS) + SPACE_1), 0)
        if state in ICONS:
            self._draw_icon(painter, *ICONS[state], inside.left())
        told = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        words = inside.adjusted(scaled(CROSS) + SPACE_1 if state in ICONS else 0, 0, 0, 0)
        painter.setFont(self.font())
        painter.setPen(text)
        painter.drawText(_mirrored(words, self), told, self._lead)
        written = self.font()
        written.setStrikeOut(state is ChipState.PARKED)
        painter.setFont(written)
        if self._lead:
            painter.setPen(palette.color(role.PlaceholderText))
        inside.adjust(self._lead_width(), 0, 0, 0)
        elided = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(_mirrored(inside, self), told, elided)
        mark = "rotate-cw" if state is ChipState.REMOVED else "x"
        self._draw_icon(painter, mark, Tint.MUTED, self.width() - SPACE_2 - scaled(CROSS))
        painter.end()

    def _draw_icon(self, painter: QPainter, name: str, tint: Tint, left: int) -> None:
        side = scaled(CROSS)
        place = QRect(left, (self.height() - side) // 2, side, side)
        painter.drawPixmap(_mirrored(place, self).topLeft(), pixmap(name, tint, CROSS, self.devicePixelRatioF()))


class ChipRow(QWidget):
    """All chips of a page, in as many lines as they need.

    Args:
        parent: its owner.
        centered: whether each line stands in the middle.

    Signals:
        pressed: a chip.
    """

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, centered: bool = False) -> None:
        super().__init__(parent)
        self._centered = centered
        self._buttons: list[ChipButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Criteria"))

    def show_chips(self, chips: list[Chip]) -> None:
        """Show these chips; widgets are used again, so that the focus stays where it is."""
        while len(self._buttons) > len(chips):
            button = self._buttons.pop()
            button.hide()
            button.deleteLater()
        for button, chip in zip(self._buttons, chips, strict=False):
            button.show_chip(chip)
        for chip in chips[len(self._buttons) :]:
            button = ChipButton(chip, self)
            button.clicked.connect(self._on_clicked)
            button.show()
            self._buttons.append(button)
        self.setVisible(bool(chips))
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        """One line; `heightForWidth` says when there are more."""
        return QSize(0, scaled(HEIGHT))

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        lines = len(self._lines(width))
        return max(lines * (scaled(HEIGHT) + GAP) - GAP, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Break the lines anew too when a chip has become larger, as with another text size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        y = 0
        for line in self._lines(self.width()):
            wide = sum(button.sizeHint().width() for button in line) + GAP * (len(line) - 1)
            x = max(self.width() - wide, 0) // 2 if self._centered else 0
            for button in line:
                size = button.sizeHint()
                place = QRect(x, y, min(size.width(), self.width()), size.height())
                button.setGeometry(_mirrored(place, self))
                x += size.width() + GAP
            y += scaled(HEIGHT) + GAP

    def _lines(self, width: int) -> list[list[ChipButton]]:
        lines: list[list[ChipButton]] = []
        used = width + 1
        for button in self._buttons:
            wide = button.sizeHint().width()
            if used + GAP + wide > width:
                lines.append([])
                used = -GAP
            lines[-1].append(button)
            used += GAP + wide
        return lines

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ChipButton):
            self.pressed.emit(button.chip)


def _mirrored(place: QRect, inside: QWidget) -> QRect:
    """The same place from the right where text runs so; `QStyle.visualRect` without the 7 ms of `QStyle` at start."""
    if inside.isRightToLeft():
        return QRect(inside.width() - place.x() - place.width(), place.y(), place.width(), place.height())
    return place
