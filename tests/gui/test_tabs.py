"""Several searches of one page side by side, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from tests.gui.conftest import Opener, Shown
from vizdesk.models.search import Part, Phase
from vizdesk.store.saved import SavedKind

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAIT = 15_000


def press(shown: Shown, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(shown.window.focusWidget() or shown.window, key, modifier)


def copy(shown: Shown) -> None:
    shown.qtbot.waitUntil(lambda: shown.window._tabs is not None, timeout=WAIT)  # behind the first paint
    with shown.qtbot.waitSignal(shown.session.tabs.changed, timeout=WAIT):
        press(shown, Qt.Key.Key_T)


def strip(shown: Shown) -> list[str]:
    bars = [one for one in shown.window.findChildren(QTabBar) if one.isVisible()]
    return [bars[0].tabText(place) for place in range(bars[0].count())] if bars else []


def test_a_search_is_copied_changed_closed_and_opened_again(shown: Shown) -> None:
    shown.search("surname", "br")
    first, rows = shown.page, shown.model.results.rowCount()
    assert rows > 0
    assert strip(shown) == []
    copy(shown)
    assert strip(shown) == ["Persons", "Persons 2"]
    assert shown.page is not first
    assert shown.window.windowTitle() == "VizDesk – Persons 2"
    assert shown.window.focusWidget() is shown.page.query
    assert (shown.phase(), shown.model.results.rowCount()) == (Phase.STORED, rows)
    assert shown.control("surname").text() == "br"
    shown.type_into("surname", "o")
    assert first.model.criteria.draft(shown.row("surname").filter.id)["text"] == "br"
    press(shown, Qt.Key.Key_PageDown)
    assert shown.page is first
    shown.window.open_page("vehicles")
    assert strip(shown) == []
    shown.window.enter_page("people")
    assert shown.page is first
    press(shown, Qt.Key.Key_PageUp)
    press(shown, Qt.Key.Key_W)
    assert strip(shown) == []
    assert shown.page is first
    press(shown, Qt.Key.Key_W)  # the only tab stays
    assert shown.page is first
    press(shown, Qt.Key.Key_T, CTRL | SHIFT)
    assert shown.control("surname").text() == "bro"
    assert "Close this tab" in [one.title for one in shown.window.commands.all()]


def test_the_strip_is_worked_by_keys_and_read_out_and_all_is_there_after_a_restart(
    shown: Shown, open_window: Opener
) -> None:
    copy(shown)
    bar = next(one for one in shown.window.findChildren(QTabBar) if one.isVisible())
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert shown.model.number == 1
    assert bar.hasFocus()
    tab = QAccessible.queryAccessibleInterface(bar).child(1)
    assert tab.text(QAccessible.Text.Name) == "Persons 2"
    shown.page.focus_query()
    QTest.keyClicks(shown.page.query, "here")
    shown.window.close()
    shown.session.close()
    again = open_window()
    again.qtbot.waitUntil(lambda: again.window.current_page() is not None, timeout=WAIT)
    assert strip(again) == ["Persons", "Persons 2"]
    assert again.model.criteria.query() == "here"
    bar = next(one for one in again.window.findChildren(QTabBar) if one.isVisible())
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Delete)
    assert strip(again) == []
    assert again.model.number == 2


def test_tabs_have_the_same_marks_and_each_its_own_list_of_them(shown: Shown) -> None:
    shown.search("surname", "a")
    first = shown.model
    rows = first.services.workspace.results
    first.marks.star([(0, 4)], starred=True)
    shown.qtbot.waitUntil(lambda: first.marks.count() == 5, timeout=WAIT)
    first.marks.show_list()
    shown.qtbot.waitUntil(lambda: shown.phase() is Phase.LISTED, timeout=WAIT)
    copy(shown)
    second = shown.model
    assert second.marks.count() == 5
    second.marks.star([(5, 5)], starred=True)
    shown.qtbot.waitUntil(lambda: second.marks.count() == 6, timeout=WAIT)
    second.marks.show_part(Part.MARKED)
    shown.qtbot.waitUntil(lambda: shown.phase() is Phase.PART, timeout=WAIT)
    press(shown, Qt.Key.Key_PageDown)
    assert shown.model is first
    assert first.marks.count() == 6
    listed = first.search.shown_set()
    assert listed is not None
    assert len(rows.load_ids(listed.id, 0, 10)) == 5, "its rows stay, whatever another tab shows"
    first.marks.show_list()
    shown.qtbot.waitUntil(lambda: first.search.status.headline == "6 marked records.", timeout=WAIT)


def test_a_list_that_is_deleted_is_shown_in_no_tab(shown: Shown) -> None:
    shown.search("surname", "a")
    first = shown.model
    first.saved.save_list("Pier", [(0, 4)])
    shown.qtbot.waitUntil(lambda: first.saved.called(SavedKind.LIST, "Pier") is not None, timeout=WAIT)
    copy(shown)
    second = shown.model
    listed = first.saved.called(SavedKind.LIST, "Pier")
    assert listed is not None
    for one in (first, second):
        one.saved.use(listed)
        assert one.search.status.phase is Phase.LISTED
    second.saved.remove(listed)
    second.saved.undo_removal()
    second.saved.forget_removed()
    assert second.search.status.phase is Phase.LISTED, "it was put back"
    second.saved.remove(listed)
    second.saved.forget_removed()
    assert [one.search.status.phase for one in (first, second)] == [Phase.STORED, Phase.STORED]
    assert shown.model.results.rowCount() > 5
