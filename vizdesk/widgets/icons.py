"""Icons: Lucide's outlines, drawn in the palette's colours at the screen's own resolution."""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLineEdit

from vizdesk.resources import resource
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import ICON_SIZE


class Tint(Enum):
    """What an icon is drawn in: a role of the palette, so that a change of scheme reaches every icon."""

    TEXT = QPalette.ColorRole.WindowText
    MUTED = QPalette.ColorRole.PlaceholderText
    ACCENT = QPalette.ColorRole.Accent
    ON_ACCENT = QPalette.ColorRole.LinkVisited
    DANGER = QPalette.ColorRole.BrightText
    WARNING = QPalette.ColorRole.Shadow


def icon(name: str, tint: Tint = Tint.MUTED) -> QIcon:
    """The icon `name` of `resources/icons`; it follows the palette by itself."""
    return QIcon(_TintedEngine(name, tint))


def lead_with(line: QLineEdit, name: str) -> None:
    """Show an icon at the start of a line; assistive technology knows it by the line's own name."""
    action = QAction(icon(name), line.accessibleName(), line)
    line.addAction(action, QLineEdit.ActionPosition.LeadingPosition)


def offer_clearing(line: QLineEdit) -> None:
    """Show a button that empties a line while something stands in it; Qt's own icon is dark in every scheme."""
    line.setClearButtonEnabled(True)
    made = line.findChild(QAction, "_q_qlineeditclearaction")
    if made is not None:
        made.setIcon(icon("x"))


def pixmap(name: str, tint: Tint = Tint.MUTED, size: int = ICON_SIZE, scale: float = 1.0) -> QPixmap:
    """The icon as a picture for a screen of `scale`, as large as the text size makes it: `scaled(size)`."""
    return _drawn(name, _color(tint, QIcon.Mode.Normal).name(QColor.NameFormat.HexArgb), scaled(size), scale)


class _TintedEngine(QIconEngine):
    def __init__(self, name: str, tint: Tint) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._tint)

    def key(self) -> str:
        return "vizdesk-tinted"

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        color = _color(self._tint, mode).name(QColor.NameFormat.HexArgb)
        # Qt asks for a size in device pixels here; what is wider than high is the icon and the gap to a button's text.
        drawn = _drawn(self._name, color, round(min(size.width(), size.height()) / scale), scale)
        return _with_gap(drawn, size) if size.width() > size.height() else drawn

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        color = _color(self._tint, mode).name(QColor.NameFormat.HexArgb)
        scale = painter.deviceTransform().m11()  # asked for the device itself, PySide makes all types of devices: 20 ms
        side = min(rect.width(), rect.height())
        drawn = _drawn(self._name, color, side, scale)
        painter.drawPixmap(rect.center().x() - (side - 1) // 2, rect.center().y() - (side - 1) // 2, drawn)


def _with_gap(drawn: QPixmap, size: QSize) -> QPixmap:
    wide = QPixmap(size)
    wide.setDevicePixelRatio(drawn.devicePixelRatio())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    gap = wide.deviceIndependentSize().width() - drawn.deviceIndependentSize().width()
    painter.drawPixmap(round(gap) if QGuiApplication.isRightToLeft() else 0, 0, drawn)
    painter.end()
    return wide


def _color(tint: Tint, mode: QIcon.Mode) -> QColor:
    group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
    return QGuiApplication.palette().color(group, tint.value)


@cache
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


@cache
def _drawn(name: str, color: str, size: int, scale: float) -> QPixmap:
    # `color` is #AARRGGBB; SVG wants the alpha apart.
    source, opacity = _source(name), int(color[1:3], 16) / 255
    for part in ("stroke", "fill"):
        drawn_in = f'{part}="#{color[3:]}" {part}-opacity="{opacity:.3f}"'
        source = source.replace(f'{part}="currentColor"'.encode(), drawn_in.encode())
    drawn = QPixmap(round(size * scale), round(size * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn
