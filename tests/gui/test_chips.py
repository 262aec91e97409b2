"""Chips tell each way of standing to the search apart: by a word or an icon, never by colour alone."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from vizdesk.models.chips import Chip, ChipState
from vizdesk.widgets.chips import ICONS, ChipButton, ChipRow
from vizdesk.widgets.theme import Theme

REASON = "The page has no filter “tattoo” any more."
SAID = {
    ChipState.APPLIED: ("applied", "Remove."),
    ChipState.PENDING: ("not applied yet", "Remove."),
    ChipState.REMOVED: ("removed, still applied", "Put back. The results follow it until you apply the filters."),
    ChipState.INACTIVE: ("hidden, not searched for", f"Remove. {REASON}"),
    ChipState.PARKED: ("set aside: does not fit the layout any more, not searched for", f"Remove. {REASON}"),
    ChipState.FAULTY: ("cannot be searched for as typed", f"Remove. {REASON}"),
}


@pytest.fixture
def row(qtbot: QtBot) -> ChipRow:
    made = ChipRow()
    Theme(made)  # brings the palette
    qtbot.addWidget(made)
    made.resize(900, 60)
    made.show()
    return made


def grays(row: ChipRow, chip: Chip) -> QImage:
    row.show_chips([chip])
    return row.findChildren(ChipButton)[0].grab().toImage().convertToFormat(QImage.Format.Format_Mono)


def test_each_state_is_seen_without_colours_and_said_with_its_reason(row: ChipRow) -> None:
    seen = []
    for state, (said, described) in SAID.items():
        note = "" if state in (ChipState.APPLIED, ChipState.PENDING, ChipState.REMOVED) else REASON
        seen.append(grays(row, Chip("tattoo", "Tattoo: anchor", state, note)))
        (button,) = (one for one in row.findChildren(ChipButton) if one.isVisible())
        assert button.accessibleName() == f"Tattoo: anchor, {said}"
        assert button.accessibleDescription() == described
        assert described.partition(".")[2].strip().rstrip(".") in button.toolTip()
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])
    assert {ChipState.REMOVED, ChipState.INACTIVE, ChipState.PARKED, ChipState.FAULTY} == set(ICONS)


def test_a_long_chip_keeps_its_word(row: ChipRow) -> None:
    long = Chip("weight", "Weight: " + "from 100 kilograms " * 9, ChipState.PARKED, REASON)
    row.show_chips([long])
    (button,) = (one for one in row.findChildren(ChipButton) if one.isVisible())
    assert button._lead == "Set aside:"
    assert button.sizeHint().width() < 400
