"""Single controls, as a user's keys reach them."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator
from vizdesk.widgets.fields import make_field

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
