"""“Either … or …” built in the panel by keyboard, and told in one chip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import ANSWER_MILLISECONDS, Shown
from vizdesk.models.alternatives import ANY
from vizdesk.models.search import Phase
from vizdesk.widgets.alternatives import AlternativesCard, FilterPopup
from vizdesk.widgets.filter_row import ConditionButton

HAIR, HEIGHT = "harbor:people.hair", "harbor:people.height_cm"


def card(shown: Shown) -> AlternativesCard:
    return shown.page.panel.findChildren(AlternativesCard)[0]


def make_alternative(shown: Shown, name: str) -> None:
    """By the menu of a filter."""
    menu = shown.row(name).findChildren(ConditionButton)[0].menu()
    menu.aboutToShow.emit()
    entry = next(one for one in menu.findChildren(QAction) if one.text() == "Either this, or …")
    menu.triggered.emit(entry)


def test_a_filter_becomes_an_alternative_and_another_is_added_beside_it(shown: Shown) -> None:
    shown.model.criteria.set_draft(HAIR, {"values": ["RED"]})
    make_alternative(shown, "hair")
    boxes = card(shown)._boxes
    assert [[row.filter.id for row in box.rows()] for box in boxes] == [[HAIR], []]
    assert shown.window.focusWidget() is boxes[1]._add
    shown.press(Qt.Key.Key_Return)
    popup = boxes[1]._add.findChildren(FilterPopup)[0]
    QTest.keyClicks(popup.focusWidget(), "height")
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    focused = shown.window.focusWidget()
    assert focused is not None
    assert boxes[1].rows()[0].isAncestorOf(focused)
    QTest.keyClicks(focused, "7'")
    assert shown.window.focusWidget() is focused  # typing makes no new row
    shown.press(Qt.Key.Key_Return)
    shown.wait_for_answer()
    assert shown.phase() in (Phase.DONE, Phase.NO_RESULTS)
    chips = {one.filter_id: one.text for one in shown.model.criteria.chips()}
    assert chips == {ANY: "Either Hair color: Red, or Height: from 7′0″"}
    found = shown.model.search.result_set()
    assert found is not None
    assert found.total.value > 0

    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(boxes[1].rows()) == 1
    boxes[1].rows()[0].removed.emit(HEIGHT)
    assert shown.window.focusWidget() is boxes[1]._add
    assert boxes[1]._unused.isVisible()
    boxes[1]._leave.click()
    boxes[0]._leave.click()
    assert not card(shown).isVisible()


def test_a_count_in_an_alternative_is_what_a_click_gives(shown: Shown) -> None:
    shown.model.criteria.set_draft(ANY, {"groups": [{HAIR: {"values": ["RED"]}}, {HEIGHT: {"from": "6'"}}, {}]})
    shown.page.apply()
    shown.wait_for_answer()
    hair = card(shown).rows()[0].field

    def counted(value: str) -> str:
        box = hair.controls()[[one.value for one in hair.filter.options].index(value)]
        return box.accessibleName().rpartition(", ")[2]

    shown.qtbot.waitUntil(lambda: counted("BRO").endswith(" records"), timeout=ANSWER_MILLISECONDS)
    told = {value: counted(value) for value in ("BRO", "BLK")}
    assert told["BRO"] != told["BLK"]
    for value in told:
        shown.model.criteria.set_draft(ANY, {"groups": [{HAIR: {"values": [value]}}, {HEIGHT: {"from": "6'"}}, {}]})
        # What changes in the filter itself changes no count of it; those of the last answer may still be on their way.
        shown.qtbot.waitUntil(lambda wanted=value: counted(wanted) == told[wanted], timeout=ANSWER_MILLISECONDS)
        shown.page.apply()
        shown.wait_for_answer()
        found = shown.model.search.result_set()
        assert found is not None
        assert f"{found.total.value:,} records" == told[value]

    shown.model.criteria.set_draft(ANY, {"groups": [{HAIR: {"values": ["BRO"]}}, {HEIGHT: {"from": "7'"}}, {}]})
    assert "record" not in counted("BRO"), "with another alternative beside it a click would give something else"


def test_a_fault_in_an_alternative_is_shown_where_it_is(shown: Shown) -> None:
    shown.model.criteria.set_draft(ANY, {"groups": [{HEIGHT: {"from": "tall"}}, {HAIR: {"values": ["RED"]}}]})
    shown.page.apply()
    row = card(shown).rows()[0]
    focused = shown.window.focusWidget()
    assert focused is not None
    assert row.isAncestorOf(focused)
    assert row._fault_label is not None
    assert "needs a number" in row._fault_label.text()
