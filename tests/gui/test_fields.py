"""Single controls, as a user's keys reach them."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator
from vizdesk.widgets.fields import make_field
from vizdesk.widgets.filter_row import FilterRow

PLATES = Filter("a:cars.plate", Kind.IDENTIFIER, "plate", OPERATORS[Kind.IDENTIFIER], {"en": {"label": "Plate"}})


def test_identifiers_take_lines_and_leave_enter_to_the_panel(qtbot: QtBot) -> None:
    panel = QWidget()
    field = make_field(PLATES, QLocale("en_US"), panel)
    QVBoxLayout(panel).addWidget(field)
    qtbot.addWidget(panel)
    panel.show()
    (line,) = field.controls()
    assert line.accessibleName() == "Plate"
    qtbot.keyClicks(line, "AB 12")
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(line, "CD3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.draft() == {"text": "AB 12\nCD3", "operator": "in"}
    field.choose_operator(Operator.LOOKS_LIKE)
    with qtbot.assertNotEmitted(field.edited):
        field.show_draft({"text": "X", "operator": "looksLike"})
    assert field.draft() == {"text": "X", "operator": "looksLike"}


def test_a_range_is_denied_from_its_menu_and_says_so(qtbot: QtBot) -> None:
    height = people_page().filter("harbor:people.height")
    assert height is not None
    row = FilterRow(height, QLocale("en_US"))
    qtbot.addWidget(row)
    row.show()
    row.show_state({}, "", pending=False)
    button = next(one for one in row.findChildren(QToolButton) if one.menu() is not None)
    assert button.text() == ""  # a range that is not denied needs no word
    button.menu().aboutToShow.emit()
    actions = {action.text(): action for action in button.menu().findChildren(QAction)}
    actions["is not between"].trigger()
    assert button.text() == "is not between"
    line = row.field.controls()[0]
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "170")
    assert row.field.draft() == {"from": "170", "operator": "notBetween"}
    row.show_state({"from": "150"}, "", pending=False)
    assert row.field.operator() is Operator.BETWEEN
    assert button.text() == ""


def test_a_date_has_ranges_that_are_often_wanted(qtbot: QtBot) -> None:
    born = people_page().filter("harbor:people.dob")
    assert born is not None
    row = FilterRow(born, QLocale("en_US"))
    qtbot.addWidget(row)
    button = next(one for one in row.findChildren(QToolButton) if one.menu() is not None)
    button.menu().aboutToShow.emit()
    actions = {action.text(): action for action in button.menu().actions()}
    with qtbot.waitSignal(row.draft_edited) as edited:
        actions["Last 7 days"].trigger()
    assert edited.args == ["harbor:people.dob", {"from": "today-7d", "to": "today"}]
