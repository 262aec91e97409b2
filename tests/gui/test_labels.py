"""Texts that are longer than their room: what is left out is left out whole."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from vizdesk.widgets.labels import DOT, TIE, ElidedLabel, PartsLabel, in_lines, label
from vizdesk.widgets.theme import Theme, Type
from vizdesk.widgets.transfer_delegate import RowLook


def test_what_does_not_fit_is_left_out_whole_and_is_the_tip(qtbot: QtBot) -> None:
    theme = Theme()
    parts, total = PartsLabel(), ElidedLabel()
    for one in (parts, total):
        qtbot.addWidget(one)
        one.show()
    metrics = QFontMetrics(parts.font())
    parts.show_parts(["2 selected", "", "as of 2:12 AM"])
    parts.resize(metrics.horizontalAdvance("2 selected · as of 2:12 AM") + 2, 20)
    assert (parts.text(), parts.toolTip()) == ("2 selected · as of 2:12 AM", "")
    parts.resize(metrics.horizontalAdvance("2 selected · as of 2:12 AM") - 2, 20)
    assert parts.text() == "2 selected"
    assert "as of 2:12 AM" in parts.toolTip()
    parts.resize(10, 20)
    assert parts.text() == ""
    assert parts.accessibleName() == "2 selected · as of 2:12 AM"
    parts.resize(80, 20)
    parts.show_text("Your account may not print or export.")
    assert parts.text().startswith("Your")  # a sentence for the user is shortened, never left out

    total.show_text("Showing 1–200 of 2,431 results", "2,431 results")
    total.resize(metrics.horizontalAdvance("2,431 results") + 4, 20)
    assert total.text() == "2,431 results"
    theme.deleteLater()


def test_a_name_is_written_in_lines_of_whole_words(qtbot: QtBot) -> None:  # noqa: ARG001  # brings Qt
    metrics = QFontMetrics(PartsLabel().font())
    width = metrics.horizontalAdvance("Harbor City Police") + 2
    assert in_lines("Harbor City Police (demo)", metrics, width, most=2) == ["Harbor City Police", "(demo)"]
    assert in_lines("Harbor", metrics, width, most=2) == ["Harbor"]
    first, last = in_lines("Police of the Harbor and all of its islands and piers", metrics, width, most=2)
    assert (first.startswith("Police"), last.endswith("…")) == (True, True)


def test_no_short_word_stands_alone_in_the_last_line(qtbot: QtBot) -> None:
    said = "The search service keeps failing. This does not mean there are no matches."
    wrapped = label(said, wrap=True)
    qtbot.addWidget(wrapped)
    assert QLabel.text(wrapped).endswith(f"are no{TIE}matches.")
    assert (wrapped.text(), wrapped.accessibleName()) == (said, said)
    wrapped.setText("Aliases of persons")
    assert QLabel.text(wrapped) == "Aliases of persons", "what is short must not need more room"


def test_of_a_transfer_the_folders_give_way_first_and_what_is_said_goes_in_whole_parts(qtbot: QtBot) -> None:  # noqa: ARG001  # brings Qt
    look = RowLook(QGuiApplication.palette())
    strong, caption = (QFontMetrics(look.fonts[kind]) for kind in (Type.STRONG, Type.CAPTION))
    name = "24-118203 Pier 9/Harbor office, camera 3.mkv"
    assert look.named(name, strong.horizontalAdvance(name) + 2) == name
    shorter = "…/Harbor office, camera 3.mkv"
    assert look.named(name, strong.horizontalAdvance(shorter) + 2) == shorter
    assert look.named(name, strong.horizontalAdvance("Harbor office, camera 3.mkv") - 2).startswith("Harb")
    sent = "9.4 MB of 32.0 MB sent"
    said = DOT.join([sent, "0 bytes confirmed"])
    assert look.in_parts(said, caption.horizontalAdvance(said) - 4) == sent
