"""Single controls, as a user's keys reach them."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton, QTreeWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator, Option
from vizdesk.widgets.fields import FilterField, make_field
from vizdesk.widgets.fields.tree_popup import TreePopup
from vizdesk.widgets.filter_row import FilterRow

PLATES = Filter("a:cars.plate", Kind.IDENTIFIER, "plate", OPERATORS[Kind.IDENTIFIER], {"en": {"label": "Plate"}})
OFFENSES = Filter(
    "a:cars.offense", Kind.TREE, "offense", OPERATORS[Kind.TREE], {"en": {"label": "Offense"}},
    (
        Option("VIO", {"en": "Violence"}, (
            Option("ROB", {"en": "Robbery"}, (Option("ARM", {"en": "Armed robbery"}),)),
            Option("ASL", {"en": "Assault"}))),
        Option("OTH", {"en": "Other"}),
    ),
)  # fmt: skip
PLACES = Filter(
    "a:cars.place", Kind.PLACE, "latitude", OPERATORS[Kind.PLACE], {"en": {"label": "Seen at"}}, longitude="longitude"
)


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


def shown_field(one: Filter, qtbot: QtBot) -> FilterField:
    field = make_field(one, QLocale("en_US"))
    qtbot.addWidget(field)
    field.show()
    return field


def open_tree(field: FilterField, qtbot: QtBot) -> tuple[TreePopup, QLineEdit, QTreeWidget]:
    (button,) = field.controls()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    popup = field.findChild(TreePopup)
    assert popup is not None
    search, tree = popup.findChild(QLineEdit), popup.findChild(QTreeWidget)
    assert search is not None
    assert tree is not None
    return popup, search, tree


def test_a_tree_is_ticked_by_keys_and_says_what_it_takes(qtbot: QtBot) -> None:
    field = shown_field(OFFENSES, qtbot)
    popup, search, tree = open_tree(field, qtbot)
    assert (search.accessibleName(), tree.accessibleName()) == ("Find an entry of Offense", "Offense")
    qtbot.keyClicks(search, "robb")
    with qtbot.waitSignal(popup.chosen):
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert field.draft() == {"below": ["ROB"]}
    assert field.controls()[0].accessibleName() == "Offense: Robbery and everything below"
    violence = tree.topLevelItem(0)
    assert violence is not None
    assert violence.checkState(0) is Qt.CheckState.PartiallyChecked
    search.clear()
    qtbot.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(popup.chosen):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert field.draft() == {"below": ["VIO"]}
    assert violence.text(0) == "Violence and everything below"
    popup.close()


def test_an_entry_of_a_tree_is_taken_alone_by_its_own_line(qtbot: QtBot) -> None:
    field = shown_field(OFFENSES, qtbot)
    field.show_draft({"below": ["ROB"], "values": ["gone"]})
    popup, _, tree = open_tree(field, qtbot)
    violence = tree.topLevelItem(0)
    assert violence is not None
    itself = violence.child(0)
    assert itself is not None
    assert itself.text(0) == "Violence itself"
    with qtbot.waitSignal(popup.chosen):
        itself.setCheckState(0, Qt.CheckState.Checked)
    assert field.draft() == {"below": ["ROB"], "values": ["VIO", "gone"]}
    assert field.controls()[0].accessibleName() == "Offense: 3 selected"
    popup.close()


def test_a_place_is_typed_in_each_way_and_nothing_typed_is_lost(qtbot: QtBot) -> None:
    field = shown_field(PLACES, qtbot)
    assert field.operators() == (Operator.NEAR, Operator.IN_BOX, Operator.IN_AREA)
    in_sight = [one for one in field.controls() if one.isVisible()]
    assert [one.accessibleName() for one in in_sight] == [
        "Seen at, coordinates", "Seen at, distance", "Seen at, unit of the distance", "Seen at, choose on the map",
    ]  # fmt: skip
    assert field.draft() == {}
    qtbot.keyClicks(in_sight[0], "47.6, -122.3")
    qtbot.keyClicks(in_sight[1], "0.5")
    assert field.draft() == {"operator": "near", "point": "47.6, -122.3", "distance": "0.5", "unit": "mi"}
    field.choose_operator(Operator.IN_AREA)
    area, _map = [one for one in field.controls() if one.isVisible()]
    qtbot.keyClicks(area, "0, 0")
    typed = {"operator": "inArea", "point": "47.6, -122.3", "distance": "0.5", "area": "0, 0"}
    assert field.draft() == typed
    other = shown_field(PLACES, qtbot)
    with qtbot.assertNotEmitted(other.edited):
        other.show_draft(typed)
    assert other.draft() == typed


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
