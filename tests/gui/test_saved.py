"""What is saved, and what can be undone, in the real window by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMenu, QPushButton

from tests.gui.conftest import Shown
from vizdesk.models.search import Phase
from vizdesk.store.saved import SavedKind
from vizdesk.widgets.saved_list import ENTRY
from vizdesk.widgets.saved_panel import SavedPanel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAIT = 15_000


def open_panel(shown: Shown, key: Qt.Key = Qt.Key.Key_O) -> SavedPanel:
    """Press the key in the window, and wait for what is saved."""
    with shown.qtbot.waitSignal(shown.model.saved.changed, timeout=WAIT):
        QTest.keyClick(shown.window.focusWidget() or shown.page, key, CTRL)
    panel = shown.page.saved_button.findChild(SavedPanel)
    assert panel is not None
    return panel


def texts(panel: SavedPanel) -> list[str]:
    rows = panel.findChild(QListView).model()
    return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]


def button(panel: SavedPanel, text: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == text)


def name_line(panel: SavedPanel) -> QLineEdit:
    return next(one for one in panel.findChildren(QLineEdit) if one.accessibleName().startswith("Name"))


def test_a_search_is_saved_found_and_used_again_by_keyboard(shown: Shown) -> None:
    shown.search("surname", "br")
    panel = open_panel(shown, Qt.Key.Key_S)
    name = name_line(panel)
    assert panel.focusWidget() is name
    QTest.keyClick(name, Qt.Key.Key_Return)  # without a name
    assert "Type a name first." in [one.text() for one in panel.findChildren(type(panel._fault))]
    QTest.keyClicks(name, "Names with br")
    with shown.qtbot.waitSignal(shown.model.saved.changed, timeout=WAIT):
        QTest.keyClick(name, Qt.Key.Key_Return)
    assert texts(panel)[:3] == ["Saved searches", "Names with br", "History"]
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    shown.page.model.criteria.clear_all()
    shown.page.focus_query()
    panel = open_panel(shown)
    QTest.keyClicks(panel.focusWidget(), "names")
    assert texts(panel) == ["Saved searches", "Names with br"]
    QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Return)
    assert shown.control("surname").text() == "br"
    assert shown.phase() is Phase.DONE  # typed, and not searched for
    assert shown.window.focusWidget() is shown.page.query


def test_a_name_is_changed_in_place_and_a_deletion_is_taken_back(shown: Shown) -> None:
    shown.type_into("surname", "br")
    with shown.qtbot.waitSignal(shown.model.saved.changed, timeout=WAIT):
        shown.model.saved.save_search("First")
    panel = open_panel(shown)
    entries = panel.findChild(QListView)
    QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(entries, Qt.Key.Key_F2)
    editor = entries.viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Second")
    with shown.qtbot.waitSignal(shown.model.saved.changed, timeout=WAIT):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert texts(panel) == ["Saved searches", "Second"]
    with shown.qtbot.waitSignal(shown.model.saved.changed, timeout=WAIT):
        QTest.keyClick(entries, Qt.Key.Key_Delete)
    assert texts(panel) == []
    with shown.qtbot.waitSignal(shown.model.saved.changed, timeout=WAIT):
        button(panel, "Undo").click()
    assert texts(panel) == ["Saved searches", "Second"]
    entry = entries.currentIndex().data(ENTRY)
    assert entry.kind is SavedKind.SEARCH
    assert entries.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("Saved searches. Second. ")
    QTest.keyClick(panel, Qt.Key.Key_Escape)


def test_selected_records_are_kept_as_a_list_and_shown_again(shown: Shown) -> None:
    shown.search("surname", "br")
    table = shown.page.results.table
    table.select_row(1)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    panel = open_panel(shown, Qt.Key.Key_S)
    QTest.keyClicks(name_line(panel), "Two of them")
    menu = panel.findChild(QMenu)
    assert menu.actions()[0].text() == "Selected records: 2"
    with shown.qtbot.waitSignal(shown.model.saved.changed, timeout=WAIT):
        menu.actions()[0].trigger()
    QTest.keyClicks(panel.focusWidget(), "two")
    QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Return)
    assert shown.phase() is Phase.LISTED
    assert shown.model.results.rowCount() == 2
    assert table.isVisible()
    shown.page.results._action.click()
    assert shown.model.search.status.phase is Phase.STORED


def test_undo_goes_over_all_controls_and_keeps_each_page_for_itself(shown: Shown) -> None:
    people = shown.model
    shown.page.focus_query()
    QTest.keyClicks(shown.page.query, "red")
    shown.type_into("surname", "br")
    line = shown.control("surname")
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert line.text() == ""
    assert shown.page.query.text() == "red"
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert shown.page.query.text() == ""
    shown.window.open_page("vehicles")
    shown.page.focus_query()
    QTest.keyClick(shown.page.query, Qt.Key.Key_Z, CTRL | SHIFT)  # nothing to redo here
    assert shown.page.query.text() == ""
    shown.window.open_page("people")
    assert shown.model is people
    shown.page.focus_query()
    for _ in range(2):
        QTest.keyClick(shown.page.query, Qt.Key.Key_Z, CTRL | SHIFT)
    assert (shown.page.query.text(), line.text()) == ("red", "br")


def test_a_line_that_holds_no_criterion_keeps_its_own_undo(shown: Shown) -> None:
    shown.type_into("surname", "br")
    panel = open_panel(shown)
    find = panel.focusWidget()
    QTest.keyClicks(find, "xyz")
    QTest.keyClick(find, Qt.Key.Key_Z, CTRL)
    assert find.text() == ""
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert shown.control("surname").text() == "br"


def test_rows_of_other_results_are_not_saved_as_those_that_were_selected(shown: Shown) -> None:
    shown.search("surname", "br")
    shown.page.results.table.select_row(0)
    panel = open_panel(shown)
    QTest.keyClicks(name_line(panel), "Seen at the pier")
    shown.model.criteria.set_query("quimby")  # a search that was under way ends, and its results come
    assert shown.model.criteria.apply()
    shown.model.search.start()
    shown.wait_for_answer()
    selected = next(one for one in panel.findChildren(QMenu) if one.actions()).actions()[0]
    selected.trigger()
    assert panel._fault.text() == "The results are others than when this was opened. Close it and open it again."
    assert shown.model.saved.called(SavedKind.LIST, "Seen at the pier") is None
