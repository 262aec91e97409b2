"""Help: the command palette, and the list of keys."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.gui.conftest import Shown
from vizdesk.widgets.command_palette import CommandPalette
from vizdesk.widgets.shortcuts import SHORTCUTS, Key, is_pressed, shown_keys
from vizdesk.widgets.shortcuts_sheet import ShortcutsSheet

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(shown: Shown, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shown.window.focusWidget() or shown.window, key, modifier)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def opened(shown: Shown) -> CommandPalette:
    shown.page.focus_query()
    press(shown, Qt.Key.Key_K, CONTROL)
    return shown.window.findChildren(CommandPalette)[0]


def titles(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_the_palette_goes_to_a_filter_of_another_page_in_a_folded_group(shown: Shown) -> None:
    shown.window.open_page("vehicles")
    wanted = next(box for box in shown.page.panel._groups if box.identifier and len(box.filters) > 1)
    wanted.fold(True)
    target = wanted.filters[1]
    shown.window.open_page("people")
    palette = opened(shown)
    QTest.keyClicks(palette.line, f"vehicles {target.label('en')}")
    assert titles(palette) == [target.label("en")]
    press(shown, Qt.Key.Key_Return)
    assert shown.model.page.id == "vehicles"
    assert not wanted.folded
    focused = shown.window.focusWidget()
    assert focused is not None
    assert shown.row(target.id.split(".")[-1]).isAncestorOf(focused)
    assert not shown.window.findChildren(CommandPalette)


def test_the_palette_finds_what_was_saved_of_another_page(shown: Shown) -> None:
    shown.window.open_page("vehicles")
    shown.model.criteria.set_query("blue")
    shown.model.criteria.apply()
    with shown.qtbot.waitSignal(shown.model.saved.changed):
        shown.model.saved.save_search("Harbor stops")
    shown.model.criteria.clear_all()
    shown.window.open_page("people")
    palette = opened(shown)
    QTest.keyClicks(palette.line, "harbor stops")
    shown.qtbot.waitUntil(lambda: titles(palette) == ["Harbor stops"])
    press(shown, Qt.Key.Key_Return)
    assert shown.model.page.id == "vehicles"
    assert (shown.model.criteria.query(), shown.model.criteria.applied_query()) == ("blue", "blue")


def test_escape_closes_the_palette_and_gives_the_focus_back(shown: Shown) -> None:
    palette = opened(shown)
    assert shown.window.focusWidget() is palette.line
    press(shown, Qt.Key.Key_Tab)
    assert shown.window.focusWidget() is palette.line
    press(shown, Qt.Key.Key_Escape)
    assert not shown.window.findChildren(CommandPalette)
    assert shown.window.focusWidget() is shown.page.query


def test_the_arrows_move_in_the_list_and_the_current_line_is_told(shown: Shown) -> None:
    palette = opened(shown)
    first = palette.line.accessibleDescription()
    assert first.startswith("Apply filters, Persons")
    press(shown, Qt.Key.Key_Down)
    assert palette.line.accessibleDescription().startswith("Clear all")
    press(shown, Qt.Key.Key_Up)
    press(shown, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    QTest.keyClicks(palette.line, "qqqq")
    assert palette.line.accessibleDescription() == "Nothing has this name."
    press(shown, Qt.Key.Key_Return)  # there is nothing to run, and nothing happens
    assert palette.isVisible()


def test_assistive_technology_finds_a_list_with_its_lines(shown: Shown) -> None:
    palette = opened(shown)
    interface = QAccessible.queryAccessibleInterface(palette.list)
    assert interface.role() == QAccessible.Role.List
    assert interface.text(QAccessible.Text.Name) == "Commands"
    first = interface.child(0)
    assert first.role() == QAccessible.Role.ListItem
    assert first.text(QAccessible.Text.Name).startswith("Apply filters, Persons")


def test_what_is_typed_into_the_palette_is_kept_nowhere(shown: Shown, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        palette = opened(shown)
        QTest.keyClicks(palette.line, "quimby")
        press(shown, Qt.Key.Key_Escape)
    assert "quimby" not in caplog.text
    assert opened(shown).line.text() == ""
    assert "quimby" not in str(shown.session._settings)


def test_a_key_that_opens_a_page_closes_the_palette(shown: Shown) -> None:
    opened(shown)
    press(shown, Qt.Key.Key_2, CONTROL)
    assert shown.model.page.id == "vehicles"
    assert not shown.window.findChildren(CommandPalette)
    assert shown.window.focusWidget() is shown.page.query


def test_the_sheet_shows_every_key_of_the_list(shown: Shown) -> None:
    shown.page.focus_query()
    press(shown, Qt.Key.Key_F1)
    sheet = shown.window.findChildren(ShortcutsSheet)[0]
    told = {one.text() for one in sheet.findChildren(QLabel)}
    for line in SHORTCUTS.values():
        assert line.text in told
        assert any(shown_keys(line.keys[0]) in one for one in told)
    press(shown, Qt.Key.Key_Escape)
    assert shown.window.focusWidget() is shown.page.query


def test_no_other_keys_are_set_than_those_of_the_list(shown: Shown) -> None:
    listed = {keys for line in SHORTCUTS.values() for keys in line.keys}
    set_keys = {
        one.toString()
        for widget in (shown.window, *shown.window.findChildren(QWidget))
        for action in widget.actions()
        for one in action.shortcuts()
    }
    assert set_keys <= listed
    assert {keys for key in (Key.COMMANDS, Key.PAGES, Key.QUERY) for keys in SHORTCUTS[key].keys} <= set_keys
    for keys in listed:
        assert not QKeySequence(keys).isEmpty()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_of_both_blocks_applies(key: Qt.Key) -> None:
    modifier = Qt.KeyboardModifier.KeypadModifier if key == Qt.Key.Key_Enter else Qt.KeyboardModifier.NoModifier
    assert is_pressed(Key.APPLY, QKeyEvent(QEvent.Type.KeyPress, key, modifier))
    assert not is_pressed(Key.APPLY, QKeyEvent(QEvent.Type.KeyPress, key, CONTROL))
