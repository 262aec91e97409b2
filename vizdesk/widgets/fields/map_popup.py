"""The map that opens below a place's lines; imported when the first one is wanted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from vizdesk.domain.areas import MAX_POINTS, MIN_POINTS, format_area
from vizdesk.domain.criteria import Criterion, corners
from vizdesk.domain.layout import Operator
from vizdesk.domain.places import MAX_METERS, METERS, Point, format_point
from vizdesk.models.drafts import Draft
from vizdesk.models.map_places import MapContent, MapPlaces
from vizdesk.models.values import show_number
from vizdesk.widgets.labels import label
from vizdesk.widgets.map_view import ZOOM_STEP, MapView
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_2

ROUNDED_DIGITS = 3
"""Of a distance that was drawn."""


class MapPopup(Popup):
    """A map on which a place, a box or an area is drawn; `chosen` gives the draft that types the same.

    Args:
        way: what is drawn.
        criterion: what is typed already, None where nothing, or nothing that can be asked.
        unit: of distances.
        name: the filter's.
        locale: the user's.
        places: what the map shows.
        owner: what it opens below.
    """

    def __init__(
        self,
        way: Operator,
        criterion: Criterion | None,
        unit: str,
        name: str,
        locale: QLocale,
        places: MapPlaces,
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._way, self._unit, self._locale = way, unit, locale
        self.view = MapView(way, self)
        self.view.setAccessibleName(self.tr("Map for {label}").format(label=name))
        self.said = label("", Type.CAPTION, wrap=True, parent=self)
        hint = label(self._hint(), Type.CAPTION, tone="muted", wrap=True, parent=self)
        self.use = QPushButton(self.tr("Use this"), self)
        self.use.setProperty("look", "primary")
        self.use.clicked.connect(self._on_used)
        self.view.used.connect(self._on_used)
        self.view.changed.connect(self._say)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        for text, called, act in (
            ("+", self.tr("Closer"), self._on_closer),
            ("−", self.tr("Farther"), self._on_farther),  # a minus sign as wide as the plus
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setAccessibleName(called)
            button.setToolTip(called)
            button.clicked.connect(act)
            foot.addWidget(button)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.setSpacing(SPACE_2)
        for part in (hint, self.view):
            layout.addWidget(part)
        layout.addLayout(foot)
        self.setFocusProxy(self.view)
        if criterion is not None and criterion.operator is way:
            self._show_criterion([float(value) for value in criterion.values])
        self._say()
        self._places = places
        places.loaded.connect(self._on_loaded)

    def _hint(self) -> str:
        keys = self.tr("Arrow keys move the map, + and − zoom, Space points at the middle.")
        how = {
            Operator.NEAR: self.tr("Click a place, or drag from it as far as you want to look. Shift with up or down: "
                                   "farther or less far."),
            Operator.IN_BOX: self.tr("Drag from corner to corner."),
            Operator.IN_AREA: self.tr("Click each corner in order; Backspace takes one back."),
        }  # fmt: skip
        return f"{how[self._way]} {keys}"

    def _show_criterion(self, numbers: Sequence[float]) -> None:
        if self._way is Operator.NEAR:
            self.view.show_shape([(numbers[0], numbers[1])], numbers[2])
        else:
            self.view.show_shape(corners(numbers))

    def _on_loaded(self, content: MapContent) -> None:
        self.view.show_content(content)

    def draft(self) -> Draft:
        """What types the same; empty while the shape is not whole."""
        points, way = self.view.points, self._way
        if way is Operator.NEAR and points and self._amount() > 0:
            typed = {"point": format_point(*points[0]), "distance": show_number(self._amount(), self._locale)}
            return {"operator": way.value, **typed, "unit": self._unit}
        if way is Operator.IN_BOX and len(points) == 2:
            south_west, north_east = (format_point(*corner) for corner in _box(points))
            return {"operator": way.value, "southWest": south_west, "northEast": north_east}
        if way is Operator.IN_AREA and MIN_POINTS <= len(points) <= MAX_POINTS:
            return {"operator": way.value, "area": format_area(points)}
        return {}

    def _amount(self) -> float:
        """The radius in the unit, as roundly as it was drawn."""
        amount = min(self.view.meters, MAX_METERS) / METERS[self._unit]
        if amount <= 0:
            return 0.0
        return round(amount, ROUNDED_DIGITS - 1 - math.floor(math.log10(amount)))

    def _say(self) -> None:
        draft = self.draft()
        self.use.setEnabled(bool(draft))
        points = self.view.points
        if self._way is Operator.NEAR and draft:
            told = self.tr("Within {distance} {unit} of {place}")
            said = told.format(distance=draft["distance"], unit=draft["unit"], place=draft["point"])
        elif self._way is Operator.IN_BOX and draft:
            said = self.tr("From {first} to {last}").format(first=draft["southWest"], last=draft["northEast"])
        elif points:
            told = self.tr("{count} corners, the last at {place}")
            said = told.format(count=len(points), place=format_point(*points[-1]))
        else:
            said = self.tr("Nothing is drawn yet.")
        self.said.setText(said)
        self.view.setAccessibleDescription(said)

    def _on_closer(self) -> None:
        self.view.zoom(ZOOM_STEP)

    def _on_farther(self) -> None:
        self.view.zoom(1 / ZOOM_STEP)

    def _on_used(self) -> None:
        draft = self.draft()
        if draft:
            self.chosen.emit(draft)
            self.close()


def _box(points: Sequence[Point]) -> tuple[Point, Point]:
    """South-west and north-east corners of two opposite ones, over the date line where that is the shorter way."""
    (a, b), (c, d) = points
    west, east = min(b, d), max(b, d)
    if east - west > 180:
        west, east = east, west
    return (min(a, c), west), (max(a, c), east)
