"""A place chosen on the small map, by keyboard and by mouse; what is typed and what is drawn are the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import Shown
from vizdesk.domain.areas import parse_area
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.layout import Kind, Operator
from vizdesk.models.drafts import draft_to_criterion
from vizdesk.widgets.fields.map_popup import MapPopup
from vizdesk.widgets.fields.place import PlaceField
from vizdesk.widgets.map_view import flat, round_

LEFT, SHIFT, WAIT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, 15_000


def field(shown: Shown) -> PlaceField:
    shown.window.open_page("incidents")
    place = next(one for one in shown.model.page.filters if one.kind is Kind.PLACE)
    found = shown.row(place.id.rpartition(".")[2]).field
    assert isinstance(found, PlaceField)
    shown.page.panel.go_to(place.id)
    return found


def open_map(shown: Shown, of: PlaceField, way: Operator = Operator.NEAR) -> MapPopup:
    of.choose_operator(way)
    focused = shown.window.focusWidget() or of
    QTest.keyClick(focused if way is Operator.NEAR else of, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = of.findChildren(MapPopup)[-1]
    shown.qtbot.waitUntil(lambda: popup.view.has_content, timeout=WAIT)
    return popup


def criterion(shown: Shown, of: PlaceField) -> Criterion | None:
    return draft_to_criterion(of.filter, shown.model.criteria.draft(of.filter.id), shown.session.locale)


def test_a_circle_is_drawn_by_keys_alone_around_the_records_found(shown: Shown) -> None:
    shown.window.open_page("incidents")
    shown.page.apply()
    shown.wait_for_answer()
    place = field(shown)
    popup = open_map(shown, place)
    assert popup.focusWidget() is popup.view
    assert abs(popup.view.middle()[0] - 36.6) < 1  # it opens where the records lie
    assert popup.said.text() == "Nothing is drawn yet."
    QTest.keyClick(popup.view, Qt.Key.Key_Return)  # nothing yet to be used
    QTest.keyClick(popup.view, Qt.Key.Key_Plus)
    QTest.keyClick(popup.view, Qt.Key.Key_Left)
    QTest.keyClick(popup.view, Qt.Key.Key_Space)
    before = popup.view.meters
    QTest.keyClick(popup.view, Qt.Key.Key_Up, SHIFT)
    assert popup.view.meters == pytest.approx(before * 1.25)
    assert popup.view.accessibleDescription() == popup.said.text()
    center = popup.view.points[0]
    QTest.keyClick(popup.view, Qt.Key.Key_Return)
    asked = criterion(shown, place)
    assert asked is not None
    assert asked.operator is Operator.NEAR
    assert asked.values[:2] == center
    assert float(asked.values[2]) == pytest.approx(before * 1.25, rel=0.005)
    again = open_map(shown, place)
    assert again.view.points == [center]
    again.close()


def test_boxes_and_areas_are_drawn_by_mouse(shown: Shown) -> None:
    place = field(shown)
    popup = open_map(shown, place, Operator.IN_BOX)
    QTest.mousePress(popup.view, LEFT, pos=QPoint(300, 200))
    QTest.mouseMove(popup.view, QPoint(200, 250))
    QTest.mouseMove(popup.view, QPoint(100, 300))
    QTest.mouseRelease(popup.view, LEFT, pos=QPoint(100, 300))
    first, last = popup.view.points
    popup.use.click()
    box = criterion(shown, place)
    assert box == Criterion(Operator.IN_BOX, (last[0], last[1], first[0], first[1]))

    popup = open_map(shown, place, Operator.IN_AREA)
    for spot in ((100, 100), (200, 100), (150, 200), (120, 120)):
        QTest.mouseClick(popup.view, LEFT, pos=QPoint(*spot))
    QTest.keyClick(popup.view, Qt.Key.Key_Backspace)
    corners = popup.view.points
    popup.use.click()
    assert list(parse_area(shown.model.criteria.draft(place.filter.id)["area"])) == corners
    assert len(corners) == 3


def test_places_and_the_square_are_the_same_both_ways() -> None:
    for point in ((0.0, 0.0), (47.6062, -122.3321), (-33.87, 151.21), (80.0, -179.5)):
        assert round_(flat(point)) == pytest.approx(point, abs=1e-5)
    assert round_(flat((10.0, 170.0)) + QPointF(20 / 360, 0)) == pytest.approx((10.0, -170.0))
