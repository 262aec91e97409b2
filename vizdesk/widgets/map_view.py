"""A small map to point at: outlines, cities, a grid of degrees, and one shape: a circle, a box or an area.

By mouse: the wheel zooms, dragging draws (in an area each click is a corner, and dragging moves the map), the right
button moves the map. By keyboard: arrows move it, `+` and `-` zoom, Space points at the middle, Backspace takes back,
Shift with up and down makes a circle larger and smaller.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from vizdesk.domain.layout import Operator
from vizdesk.domain.places import EARTH_RADIUS, Point
from vizdesk.models.map_places import MapContent
from vizdesk.widgets.theme import Type, font, scaled

SIZE = (520, 340)
MOST_LATITUDE = 85.0
"""The projection (Mercator's) has no poles."""

LEAST_METERS_WIDE, GREATEST_SCALE = 200.0, 1.0e8
PAN_SHARE, ZOOM_STEP, GROW_STEP = 0.125, 1.5, 1.25
DRAG_PIXELS = 4
FIRST_SHARE = 0.1
"""Of the map's width in the radius of a circle that was not drawn yet."""

GRID_STEPS = (45, 30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
GRID_PIXELS = 90
MOST_NAMES = 24
DECIMALS = 5
"""Of a degree: a meter."""

CIRCUMFERENCE = 2 * math.pi * EARTH_RADIUS


def flat(point: Point) -> QPointF:
    """A place on the square of 1 by 1 that is the whole map."""
    latitude = math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, point[0])))
    return QPointF((point[1] + 180) / 360, (1 - math.asinh(math.tan(latitude)) / math.pi) / 2)


def round_(place: QPointF) -> Point:
    """The place on the Earth of a point of the square; beyond its sides one is on the other side again."""
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * place.y()))))
    longitude = (place.x() % 1.0) * 360 - 180
    return (round(latitude, DECIMALS), round(longitude, DECIMALS))


class MapView(QWidget):
    """The map.

    Args:
        way: what is drawn: near a place, a box or an area.
        parent: its owner.

    Signals:
        changed: the shape is another.
        used: Enter: the shape is as the user wants it.
    """

    changed = Signal()
    used = Signal()

    def __init__(self, way: Operator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way = way
        self._land = QPainterPath()
        self._content: MapContent | None = None
        self._middle, self._scale = QPointF(0.5, 0.42), float(SIZE[0])
        self._pressed: QPointF | None = None
        self._from: QPointF | None = None
        self._is_moving = False
        self.points: list[Point] = []
        self.meters = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*map(scaled, SIZE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Map"))

    # What is shown

    def show_content(self, content: MapContent) -> None:
        """Show the outlines and the records' places."""
        self._content = content
        self._land = QPainterPath()
        for ring in content.world.rings:
            self._land.addPolygon(QPolygonF([flat(point) for point in ring]))
            self._land.closeSubpath()
        if not self.points and content.dots:
            self.fit(content.dots)
        self.update()

    @property
    def has_content(self) -> bool:
        """Whether the outlines are there."""
        return self._content is not None

    def show_shape(self, points: Sequence[Point], meters: float = 0.0) -> None:
        """Show a shape, and the part of the map where it is."""
        self.points, self.meters = list(points), meters
        if points:
            self.fit([*points, *(self._rim() if meters else ())])
        self.update()

    def fit(self, points: Sequence[Point]) -> None:
        """Show the part of the map that has these places."""
        places = [flat(point) for point in points]
        xs, ys = [place.x() for place in places], [place.y() for place in places]
        self._middle = QPointF((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        size = self._size()
        least = LEAST_METERS_WIDE / CIRCUMFERENCE
        self._scale = min(size[0] / max(width * 1.4, least), size[1] / max(height * 1.4, least))
        self._settle()

    def middle(self) -> Point:
        """The place in the middle of the map."""
        return round_(self._middle)

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Show more closely, or more of it.

        Args:
            factor: more than 1 is closer.
            around: the point of the widget that stays where it is; the middle unless given.
        """
        fixed = around or QPointF(self.width() / 2, self.height() / 2)
        before = self._place_at(fixed)
        self._scale *= factor
        self._settle()
        self._middle += before - self._place_at(fixed)
        self._settle()

    def _size(self) -> tuple[float, float]:
        return float(max(self.width(), 1)), float(max(self.height(), 1))

    def _settle(self) -> None:
        self._scale = max(self._size()[0] / 1.5, min(self._scale, GREATEST_SCALE))
        self._middle = QPointF(self._middle.x() % 1.0, max(0.0, min(1.0, self._middle.y())))
        self.update()

    def _transform(self) -> QTransform:
        size = self._size()
        made = QTransform.fromTranslate(size[0] / 2, size[1] / 2)
        made.scale(self._scale, self._scale)
        return made.translate(-self._middle.x(), -self._middle.y())

    def _place_at(self, spot: QPointF) -> QPointF:
        size = self._size()
        return self._middle + QPointF((spot.x() - size[0] / 2) / self._scale, (spot.y() - size[1] / 2) / self._scale)

    def _spot(self, point: Point) -> QPointF:
        """Where a place is in the widget; the nearest of its copies round the Earth."""
        place = flat(point)
        place.setX(place.x() + round(self._middle.x() - place.x()))
        return self._transform().map(place)

    def _share_of_meters(self, latitude: float) -> float:
        """A meter there, on the square."""
        return 1 / (CIRCUMFERENCE * max(math.cos(math.radians(latitude)), 0.05))

    def _rim(self) -> list[Point]:
        center = flat(self.points[0])
        radius = self.meters * self._share_of_meters(self.points[0][0])
        return [round_(center + QPointF(x * radius, y * radius)) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))]

    # What the user draws

    def _pick(self, place: QPointF) -> None:
        """Point at a place: the middle of a circle, or the next corner."""
        point = round_(place)
        if self._way is Operator.NEAR:
            self.points = [point]
            first = FIRST_SHARE * self._size()[0] / self._scale / self._share_of_meters(point[0])
            self.meters = self.meters or first
        elif self._way is Operator.IN_BOX and len(self.points) != 1:
            self.points = [point]
        else:
            self.points.append(point)
        self._tell()

    def _stretch(self, start: QPointF, end: QPointF) -> None:
        """Draw a circle or a box from one point of the widget to another."""
        first, last = self._place_at(start), self._place_at(end)
        self.points = [round_(first)]
        if self._way is Operator.NEAR:
            away = math.hypot(last.x() - first.x(), last.y() - first.y())
            self.meters = away / self._share_of_meters(self.points[0][0])
        else:
            self.points.append(round_(last))
        self._tell()

    def take_back(self) -> None:
        """Take the last corner away, or the circle."""
        if self.points:
            self.points.pop()
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw, or to move the map."""
        self._pressed = self._from = event.position()
        self._is_moving = event.button() is not Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, or move the map."""
        if self._pressed is None or self._from is None:
            return
        spot = event.position()
        dragged = (spot - self._pressed).manhattanLength() >= DRAG_PIXELS
        if self._way is Operator.IN_AREA and dragged:
            self._is_moving = True
        if self._is_moving:
            self._middle += self._place_at(self._from) - self._place_at(spot)
            self._from = spot
            self._settle()
        elif dragged:
            self._stretch(self._pressed, spot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move is a place."""
        pressed, self._pressed = self._pressed, None
        clicked = pressed is not None and (event.position() - pressed).manhattanLength() < DRAG_PIXELS
        if clicked and not self._is_moving:
            self._pick(self._place_at(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        self.zoom(ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All of it without a mouse."""
        key, grows = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if grows and self._way is Operator.NEAR and self.points and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.meters *= GROW_STEP if key == Qt.Key.Key_Up else 1 / GROW_STEP
            self._tell()
        elif key in steps:
            x, y = steps[Qt.Key(key)]
            size = self._size()
            self._middle += QPointF(x * size[0], y * size[1]) * (PAN_SHARE / self._scale)
            self._settle()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_Space:
            self._pick(self._middle)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.take_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.used.emit()
        else:
            super().keyPressEvent(event)

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sea, land, grid, cities, records, the shape, and the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        painter.fillRect(self.rect(), palette.color(role.Window))
        border = QPen(palette.color(role.Dark), 0.8)
        border.setCosmetic(True)
        for turn in (-1, 0, 1):
            painter.save()
            painter.setTransform(self._transform().translate(turn, 0), combine=True)
            painter.setPen(border)
            painter.setBrush(palette.color(role.Base))
            painter.drawPath(self._land)
            painter.restore()
        self._draw_grid(painter)
        if self._content is not None:
            self._draw_dots(painter, self._content)
            self._draw_cities(painter, self._content)
        self._draw_shape(painter)
        painter.setPen(QPen(palette.color(role.Accent if self.hasFocus() else role.PlaceholderText), 1))
        middle = QPointF(self.width() / 2, self.height() / 2)
        for x, y in ((8, 0), (0, 8)):
            painter.drawLine(middle - QPointF(x, y), middle + QPointF(x, y))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(role.Accent), 2) if self.hasFocus() else QPen(palette.color(role.Dark), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_grid(self, painter: QPainter) -> None:
        wanted = GRID_PIXELS * 360 / self._scale
        step = next((one for one in reversed(GRID_STEPS) if one >= wanted), GRID_STEPS[0])
        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setFont(font(Type.CAPTION))
        size, corner = self._size(), self._place_at(QPointF(0, 0))
        far = self._place_at(QPointF(*size))
        lines: list[tuple[str, QPointF]] = []
        west, east = corner.x() * 360 - 180, far.x() * 360 - 180
        for place in range(math.ceil(west / step), math.floor(east / step) + 1):
            x = self._transform().map(QPointF((place * step + 180) / 360, 0)).x()
            painter.drawLine(QPointF(x, 0), QPointF(x, size[1]))
            lines.append((f"{(place * step + 180) % 360 - 180:g}°", QPointF(x + 3, size[1] - 5)))
        south, north = round_(far)[0], round_(corner)[0]
        for place in range(math.ceil(south / step), math.floor(north / step) + 1):
            y = self._spot((place * step, 0)).y()
            painter.drawLine(QPointF(0, y), QPointF(size[0], y))
            lines.append((f"{place * step:g}°", QPointF(5, y - 3)))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        metrics = painter.fontMetrics()
        for text, spot in lines:
            if spot.x() + metrics.horizontalAdvance(text) < size[0]:
                painter.drawText(spot, text.replace("-", "−"))

    def _draw_dots(self, painter: QPainter, content: MapContent) -> None:
        color = self.palette().color(QPalette.ColorRole.Accent)
        color.setAlphaF(0.7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for point in content.dots:
            painter.drawEllipse(self._spot(point), 2, 2)

    def _draw_cities(self, painter: QPainter, content: MapContent) -> None:
        """The largest that are in sight and do not stand on each other."""
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setBrush(self.palette().color(QPalette.ColorRole.WindowText))
        taken: list[QRectF] = []
        metrics = painter.fontMetrics()
        for name, point in reversed(content.world.cities):
            spot = self._spot(point)
            room = QRectF(
                spot.x(), spot.y() - metrics.height(), metrics.horizontalAdvance(name) + 10, metrics.height() + 4
            )
            if len(taken) == MOST_NAMES or not QRectF(self.rect()).contains(room) or any(map(room.intersects, taken)):
                continue
            taken.append(room)
            painter.drawEllipse(spot, 1.5, 1.5)
            painter.drawText(spot + QPointF(5, -2), name)

    def _draw_shape(self, painter: QPainter) -> None:
        if not self.points:
            return
        color = self.palette().color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(color, 2))
        ground = self.palette().color(QPalette.ColorRole.Accent)
        ground.setAlphaF(0.18)
        painter.setBrush(ground)
        spots = [self._spot(point) for point in self.points]
        if self._way is Operator.NEAR:
            radius = self.meters * self._share_of_meters(self.points[0][0]) * self._scale
            painter.drawEllipse(spots[0], radius, radius)
        elif self._way is Operator.IN_BOX and len(spots) == 2:
            painter.drawRect(QRectF(spots[0], spots[1]).normalized())
        elif len(spots) > 1:
            painter.drawPolygon(QPolygonF(spots))
        painter.setBrush(color)
        for spot in spots:
            painter.drawEllipse(spot, 3, 3)
