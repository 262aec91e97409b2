"""Too much pasted: it is refused whole and said so, nothing is cut off, and the window never waits for it."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Shown
from vizdesk.domain.criteria import MAX_TEXT, MAX_VALUES
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import OPERATORS, Filter, Kind
from vizdesk.models.drafts import draft_to_criterion
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.record_note import RecordNote

ENGLISH = QLocale("en_US")
FIVE_MEGABYTES = 5_000_000
PLATES = Filter("a:cars.plate", Kind.IDENTIFIER, "plate", OPERATORS[Kind.IDENTIFIER], {"en": {"label": "Plate"}})
OWNERS = Filter("a:cars.owner", Kind.TEXT, "owner", OPERATORS[Kind.TEXT], {"en": {"label": "Owner"}})


def row_of(one: Filter, qtbot: QtBot) -> FilterRow:
    row = FilterRow(one, ENGLISH)
    qtbot.addWidget(row)
    row.resize(300, 200)
    row.show()
    return row


def said(row: FilterRow) -> list[str]:
    return [one.text() for one in row.findChildren(QLabel) if one.isVisible() and "too long" in one.text()]


@pytest.mark.parametrize("text", ["A" * FIVE_MEGABYTES, "ABC000123\n" * 100_000, "word " * 1_000_000])
def test_an_identifiers_control_refuses_what_nobody_can_ask_for(text: str, qapp: QApplication, qtbot: QtBot) -> None:
    row = row_of(PLATES, qtbot)
    lines = cast(QPlainTextEdit, row.field.controls()[0])
    qtbot.keyClicks(lines, "AB12")
    qapp.clipboard().setText(text)
    lines.paste()
    assert row.field.draft() == {"text": "AB12", "operator": "in"}
    assert said(row) == ["That is too long for “Plate”: at most 100,000 characters. Nothing was changed."]
    assert said(row)[0] in lines.accessibleDescription()
    assert qapp.clipboard().text() == text


def test_as_many_identifiers_as_can_be_asked_for_go_in_on_one_line(qapp: QApplication, qtbot: QtBot) -> None:
    row = row_of(PLATES, qtbot)
    lines = cast(QPlainTextEdit, row.field.controls()[0])
    qapp.clipboard().setText(",".join(f"1HGCM82633A{number:06d}" for number in range(MAX_VALUES)))
    lines.paste()
    criterion = draft_to_criterion(PLATES, row.field.draft(), ENGLISH)
    assert criterion is not None
    assert len(criterion.values) == MAX_VALUES


def test_a_line_tells_that_it_is_too_long_and_asks_for_no_part_of_it(qapp: QApplication, qtbot: QtBot) -> None:
    row = row_of(OWNERS, qtbot)
    line = cast(QLineEdit, row.field.controls()[0])
    for text in ("A" * FIVE_MEGABYTES, "A  " * MAX_TEXT):
        line.clear()
        qapp.clipboard().setText(text)
        line.paste()
        with pytest.raises(BadRequest, match="at most 1000 characters"):
            draft_to_criterion(OWNERS, row.field.draft(), ENGLISH)


def test_the_page_s_other_lines(shown: Shown, qapp: QApplication) -> None:
    qapp.clipboard().setText("A" * FIVE_MEGABYTES)
    shown.page.query.paste()
    assert shown.model.criteria.fault("") == f"The search line takes at most {MAX_TEXT} characters."
    shown.page.query.selectAll()
    shown.press(Qt.Key.Key_Delete, shown.page.query)
    shown.search("surname", "a")
    shown.page.results.table.select_row(0)
    shown.page.show_detail(True)
    note = shown.page.findChild(RecordNote)
    shown.qtbot.waitUntil(lambda: not note.text.isReadOnly() and note.isVisible())
    note.text.insertPlainText("armed")
    note.text.paste()
    assert note.text.toPlainText() == "armed"
    assert any("too long for a note" in one.text() for one in note.findChildren(QLabel))
