"""Places: coordinates and a distance, two corners of a box, or the corners of an area, as typed or drawn on a map."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter, Operator
from vizdesk.domain.places import METERS
from vizdesk.models.drafts import Draft, draft_to_criterion
from vizdesk.models.options import OptionsModel
from vizdesk.models.place_drafts import PLACE_OPERATORS, default_unit
from vizdesk.widgets.fields.base import FilterField
from vizdesk.widgets.fields.criterion_line import CriterionLine
from vizdesk.widgets.fields.lines_edit import LinesEdit
from vizdesk.widgets.icons import icon
from vizdesk.widgets.quiet_combo_box import QuietComboBox
from vizdesk.widgets.shortcuts import Key, is_pressed
from vizdesk.widgets.tokens import SPACE_1

MAX_TYPED = 100
_EXAMPLE = "47.6062, -122.3321"


class PlaceField(FilterField):
    """What is typed for each way of asking; only the chosen way's is in sight."""

    tells_usual_operator = True

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent, PLACE_OPERATORS)
        self._lines: dict[str, QLineEdit] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_1)
        self._grid.setColumnStretch(0, 1)
        self._unit = QuietComboBox(self.tr("{label}, unit of the distance").format(label=self.label), self)
        self._unit.addItems(list(METERS))
        self._unit.setCurrentText(default_unit(locale))
        self._unit.activated.connect(self._on_unit)
        self._area = LinesEdit(self)
        self._area.setPlaceholderText(self.tr("One corner a line, or a polygon as WKT or GeoJSON"))
        self._area.setAccessibleName(self.tr("{label}, corners of the area").format(label=self.label))
        self._area.textChanged.connect(self._on_changed)
        self._area.refused.connect(self.refused)
        self._parts: dict[Operator, list[QWidget]] = {
            Operator.NEAR: [
                self._line("point", _EXAMPLE, self.tr("{label}, coordinates"), 0),
                self._line("distance", self.tr("within"), self.tr("{label}, distance"), 1),
                self._unit,
            ],
            Operator.IN_BOX: [
                self._line("southWest", self.tr("south-west corner"), self.tr("{label}, south-west corner"), 2),
                self._line("northEast", self.tr("north-east corner"), self.tr("{label}, north-east corner"), 3),
            ],
            Operator.IN_AREA: [self._area],
        }
        self._grid.addWidget(self._unit, 1, 1)
        self._grid.addWidget(self._area, 4, 0, 1, 2)
        self._options: OptionsModel | None = None
        self._map = QPushButton(self.tr("Choose on the map"), self)
        self._map.setProperty("look", "link")
        self._map.setIcon(icon("map-pin"))
        self._map.setAccessibleName(self.tr("{label}, choose on the map").format(label=self.label))
        self._map.clicked.connect(self.open_map)
        self._grid.addWidget(self._map, 5, 0, 1, 2, Qt.AlignmentFlag.AlignLeading)
        self._show_parts()

    def _line(self, key: str, hint: str, name: str, row: int) -> QLineEdit:
        line = CriterionLine(self)
        line.setMaxLength(MAX_TYPED)
        line.setPlaceholderText(hint)
        line.setAccessibleName(name.format(label=self.label))
        line.textEdited.connect(self._on_changed)
        self._lines[key] = line
        self._grid.addWidget(line, row, 0, 1, 1 if key == "distance" else 2)
        return line

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        typed = {key: line.text() for key, line in self._lines.items() if line.text().strip()}
        if self._area.toPlainText().strip():
            typed["area"] = self._area.toPlainText()
        if not typed:
            return {}
        asked = self._way()
        unit = {"unit": self._unit.currentText()} if asked is Operator.NEAR else {}
        return {"operator": asked.value, **typed, **unit}

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        for key, line in self._lines.items():
            text = str(draft.get(key) or "")
            if text != line.text():
                line.setText(text)
        area = str(draft.get("area") or "")
        if area != self._area.toPlainText():
            with QSignalBlocker(self._area):
                self._area.setPlainText(area)
        if draft.get("unit") in METERS:
            self._unit.setCurrentText(str(draft["unit"]))
        asked = draft.get("operator")
        self._operator = next((one for one in self._operators if one.value == asked), self._operator)
        self._show_parts()

    def controls(self) -> list[QWidget]:
        """The parts that take the focus, those out of sight too."""
        return [*(part for parts in self._parts.values() for part in parts), self._map]

    def serve(self, options: OptionsModel) -> None:
        """Take what the map shows from here."""
        self._options = options

    def open_map(self) -> None:
        """Open the map below the lines, with what is typed on it."""
        if self._options is None:
            return
        from vizdesk.widgets.fields.map_popup import MapPopup  # late: the window's start does not wait for it

        typed = None
        with suppress(BadRequest):
            typed = draft_to_criterion(self.filter, self.draft(), self.locale_in_use)
        places, unit = self._options.map_places(), self._unit.currentText()
        popup = MapPopup(self._way(), typed, unit, self.label, self.locale_in_use, places, self._map)
        popup.chosen.connect(self._on_drawn)
        popup.show_below(self._map)
        places.load(self.filter)

    def _on_drawn(self, draft: Draft) -> None:
        self.show_draft({**self.draft(), **draft})
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with down opens the map."""
        if is_pressed(Key.CALENDAR, event):
            self.open_map()
        else:
            super().keyPressEvent(event)

    def choose_operator(self, operator: Operator) -> None:
        """Ask in another way; what was typed for the one before is kept."""
        super().choose_operator(operator)
        self._show_parts()

    def _show_parts(self) -> None:
        for operator, parts in self._parts.items():
            for part in parts:
                part.setVisible(operator is self._way())

    def _way(self) -> Operator:
        """The way of asking that is in sight."""
        return self._operator or Operator.NEAR

    def _on_changed(self) -> None:
        self.edited.emit()

    def _on_unit(self, _place: int) -> None:
        if self.draft():
            self.edited.emit()
