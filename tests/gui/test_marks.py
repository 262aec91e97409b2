"""Marks and notes: set in the table and beside the record, found again, kept, forgotten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.gui.conftest import ANSWER_MILLISECONDS, START_MILLISECONDS, Opener, Shown
from vizdesk.models.search import Phase
from vizdesk.store.marks import NO_MARK, Mark
from vizdesk.widgets.rail import SETTINGS
from vizdesk.widgets.saved_panel import SavedPanel
from vizdesk.widgets.settings_page import SettingsPage

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def wait_for(shown: Shown, count: int) -> None:
    shown.qtbot.waitUntil(lambda: shown.model.marks.count() == count, timeout=ANSWER_MILLISECONDS)


def id_at(shown: Shown, row: int) -> str:
    found = shown.model.results.id_at(row)
    assert found is not None
    return found


def test_records_are_marked_noted_on_found_again_and_forgotten(shown: Shown, open_window: Opener) -> None:
    shown.search("surname", "a")
    shown.wait_for_the_rest()
    table, marks = shown.page.results.table, shown.model.marks
    head = table.verticalHeader()
    place = QPoint(head.width() // 2, table.rowViewportPosition(4) + 5)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait_for(shown, 1)
    fourth = id_at(shown, 4)
    assert marks.mark(fourth) == Mark(starred=True)
    assert not table.selectionModel().hasSelection(), "a mark selects nothing"
    assert shown.model.results.headerData(4, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole) == "marked"

    table.select_row(0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    told: list[str] = []
    marks.told.connect(told.append)
    QTest.keyClick(table, Qt.Key.Key_M, CONTROL)
    wait_for(shown, 3)
    assert told == ["2 records are marked."]
    assert shown.page.results._remark.accessibleName() == told[0]

    table.select_row(2)
    place = table.viewport().rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    menu = table.findChild(QMenu)
    assert menu is not None
    assert len(menu.actions()) == 5
    next(one for one in menu.actions() if "note" in one.text()).trigger()
    menu.close()
    note = shown.page.detail.note
    assert note.text.hasFocus()
    QTest.keyClicks(note.text, "Seen at the pier")
    QTest.keyClick(note.text, Qt.Key.Key_Z, CONTROL)
    assert note.text.toPlainText() != "Seen at the pier", "a note has its own undo"
    QTest.keyClick(note.text, Qt.Key.Key_Y, CONTROL)
    noted = id_at(shown, 2)
    assert marks.mark(noted) == Mark(note="Seen at the pier")
    table.select_row(0)
    assert note.text.toPlainText() == ""
    assert note.star.isChecked()
    note.star.click()
    wait_for(shown, 3)
    shown.qtbot.waitUntil(lambda: not note.star.isChecked(), timeout=ANSWER_MILLISECONDS)
    table.select_row(2)
    assert note.text.toPlainText() == "Seen at the pier"
    shown.window.close()
    shown.session.close()

    again = open_window()
    again.qtbot.waitUntil(lambda: again.window.current_page() is not None, timeout=START_MILLISECONDS)
    again.qtbot.waitUntil(lambda: again.model.marks.count() == 3, timeout=ANSWER_MILLISECONDS)
    panel = again.page.open_saved()
    assert isinstance(panel, SavedPanel)
    assert panel._marked.text() == "Marked records: 3"
    panel._marked.click()
    again.qtbot.waitUntil(lambda: again.phase() is Phase.LISTED, timeout=ANSWER_MILLISECONDS)
    assert again.model.search.status.headline == "3 marked records."
    again.qtbot.waitUntil(lambda: again.model.results.id_at(0) is not None, timeout=ANSWER_MILLISECONDS)
    assert {id_at(again, row) for row in range(3)} >= {fourth, noted}
    request = again.model.search.shown_request()
    assert request is not None
    assert not request.filters, "they are exported by their ids"
    again.page.results._action.click()
    assert again.phase() is Phase.STORED

    again.window.open_page(SETTINGS)
    settings = again.window.findChild(SettingsPage)
    assert settings is not None
    again.qtbot.waitUntil(lambda: "Records marked: 3." in settings.kept._amount.text(), timeout=ANSWER_MILLISECONDS)
    settings.kept.forget.click()
    settings.kept.confirm.click()
    again.qtbot.waitUntil(lambda: "Records marked: 0." in settings.kept._amount.text(), timeout=ANSWER_MILLISECONDS)
    page = again.session.page("people")
    assert page is not None
    assert page.marks.mark(noted) == NO_MARK


def test_nothing_is_typed_over_a_note_that_was_not_read_yet(shown: Shown) -> None:
    shown.search("surname", "a")
    shown.page.results.table.select_row(0)
    shown.page.write_note()
    note, marks = shown.page.detail.note, shown.model.marks
    shown.qtbot.waitUntil(lambda: marks.is_loaded, timeout=ANSWER_MILLISECONDS)
    marks.is_loaded = False
    marks.changed.emit()
    QTest.keyClicks(note.text, "x")
    assert marks.mark(id_at(shown, 0)) == NO_MARK
    first, second = id_at(shown, 0), id_at(shown, 1)
    shown.page.results.tools.marking.mark_row(1)
    wait_for(shown, 1)
    marks._loads.submit(lambda: {first: Mark(note="kept"), second: Mark(note="this, too")})
    shown.qtbot.waitUntil(lambda: note.text.toPlainText() == "kept", timeout=ANSWER_MILLISECONDS)
    QTest.keyClicks(note.text, "x")
    assert marks.mark(first) == Mark(note="xkept")
    assert marks.mark(second) == Mark(starred=True, note="this, too")


def test_marks_set_one_right_after_another_are_all_there(shown: Shown) -> None:
    shown.search("surname", "a")
    for row in range(5):
        shown.page.results.tools.marking.mark_row(row)
    wait_for(shown, 5)
    for row in (0, 1):
        shown.page.results.tools.marking.mark_row(row)
    shown.model.marks.forget()
    shown.page.results.tools.marking.mark_row(2)
    wait_for(shown, 1)
    assert shown.model.marks.mark(id_at(shown, 2)).starred


@pytest.mark.parametrize("letters", [4001])
def test_a_note_that_is_too_long_is_told(shown: Shown, letters: int) -> None:
    shown.search("surname", "a")
    shown.page.results.table.select_row(0)
    shown.page.write_note()
    note = shown.page.detail.note
    note.text.setPlainText("x" * letters)
    assert "4000 letters at most" in note._caption.text()
    assert len(shown.model.marks.mark(id_at(shown, 0)).note) == 4000


def test_only_marked_results_are_shown_and_said_to_be_only_those(shown: Shown) -> None:
    shown.search("surname", "a")
    table, search, pane = shown.page.results.table, shown.model.search, shown.page.results
    shown.wait_for_the_rest()
    before = search.status
    loaded = shown.model.results.loaded_rows
    table.setFocus()
    told: list[str] = []
    shown.model.marks.told.connect(told.append)
    QTest.keyClick(table, Qt.Key.Key_F, SHIFT | CONTROL)
    shown.qtbot.waitUntil(lambda: bool(told), timeout=ANSWER_MILLISECONDS)
    assert told == ["None of the results loaded here is marked."]
    assert search.status == before

    wanted = [id_at(shown, row) for row in (3, 7)]
    shown.model.marks.star([(3, 3), (7, 7)], starred=True)
    wait_for(shown, 2)
    QTest.keyClick(table, Qt.Key.Key_F, SHIFT | CONTROL)
    shown.qtbot.waitUntil(lambda: shown.phase() is Phase.PART, timeout=ANSWER_MILLISECONDS)
    shown.qtbot.waitUntil(lambda: shown.model.results.id_at(1) is not None, timeout=ANSWER_MILLISECONDS)
    assert [id_at(shown, row) for row in range(table.model().rowCount())] == wanted
    said = pane._caution.text()
    assert said.startswith(f"Only marked records: 2 of the {loaded} results loaded here. The search found ")
    assert f"{before.total:,} results" in said
    assert pane._caution.isVisible()
    assert said.endswith("Those not loaded yet are left out.")
    assert pane._action.text() == "Show all results"
    assert not shown.model.results.canFetchMore(shown.model.results.index(-1, -1))
    request = search.shown_request()
    assert request is not None
    assert request.filters, "they were found by these criteria"

    QTest.keyClick(table, Qt.Key.Key_N, SHIFT | CONTROL)
    shown.qtbot.waitUntil(lambda: len(told) > 2, timeout=ANSWER_MILLISECONDS)
    assert told[-1] == "None of the results loaded here has a note."
    assert search.status == before, "all results are shown again, and go on loading"
    QTest.keyClick(table, Qt.Key.Key_F, SHIFT | CONTROL)
    shown.qtbot.waitUntil(lambda: shown.phase() is Phase.PART, timeout=ANSWER_MILLISECONDS)
    shown.page.apply()
    shown.wait_for_answer()
    assert search.status.total == before.total
    assert search.part is None
