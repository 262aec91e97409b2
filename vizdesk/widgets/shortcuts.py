"""Every key of the window: the one list that sets them and that the shortcuts sheet shows.

Widgets take their keys from here with `bind` or `is_pressed`; a key that stands nowhere in this list is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_ANYWHERE, _SEARCH, _RESULTS, _COLUMNS = "Anywhere", "On a search page", "In the results", "In the list of columns"
_TRANSFERS = "Transfers"


class Key(StrEnum):
    """What keys do."""

    COMMANDS = "commands"
    SHORTCUTS = "shortcuts"
    SETTINGS = "settings"
    PAGES = "pages"
    TRANSFERS = "transfers"
    NEXT_PART = "next-part"
    PART_BEFORE = "part-before"
    CLOSE = "close"
    QUERY = "query"
    FIND_FILTER = "find-filter"
    APPLY = "apply"
    CANCEL = "cancel"
    SAVED = "saved"
    SAVE = "save"
    DUPLICATE = "duplicate"
    CLOSE_TAB = "close-tab"
    REOPEN_TAB = "reopen-tab"
    NEXT_TAB = "next-tab"
    TAB_BEFORE = "tab-before"
    UNDO = "undo"
    REDO = "redo"
    CALENDAR = "calendar"
    DETAIL = "detail"
    OPEN_DETAIL = "open-detail"
    SELECT_ALL = "select-all"
    COPY = "copy"
    COPY_TABLE = "copy-table"
    PRINT = "print"
    PDF = "pdf"
    MARK = "mark"
    NOTE = "note"
    MARKED = "marked"
    ONLY_MARKED = "only-marked"
    ONLY_NOTED = "only-noted"
    COLUMNS = "columns"
    COLUMN_UP = "column-up"
    COLUMN_DOWN = "column-down"
    COLUMN_PIN = "column-pin"
    EXPORT = "export"
    ADD_FILES = "add-files"
    SEND_FILES = "send-files"
    FIND_TRANSFER = "find-transfer"
    TOGGLE_TRANSFER = "toggle-transfer"
    END_TRANSFER = "end-transfer"
    TRANSFER_EARLIER = "transfer-earlier"
    TRANSFER_LATER = "transfer-later"
    TRANSFER_FIRST = "transfer-first"


class Shortcut(NamedTuple):
    """One line of the list.

    Args:
        section: where it works; in English, as `tr` takes it.
        text: what it does; likewise.
        keys: any of these, as `QKeySequence` reads them.
    """

    section: str
    text: str
    keys: tuple[str, ...]


SHORTCUTS: Mapping[Key, Shortcut] = {
    Key.COMMANDS: Shortcut(_ANYWHERE, "Find a page, a filter, a saved search or an action", ("Ctrl+K",)),
    Key.SHORTCUTS: Shortcut(_ANYWHERE, "Show this list", ("F1", "Ctrl+/")),
    Key.SETTINGS: Shortcut(_ANYWHERE, "Open the settings", ("Ctrl+,",)),
    Key.PAGES: Shortcut(_ANYWHERE, "Open a page by its place", tuple(f"Ctrl+{digit}" for digit in range(1, 10))),
    Key.TRANSFERS: Shortcut(_ANYWHERE, "Open the transfers", ("Ctrl+J",)),
    Key.NEXT_PART: Shortcut(_ANYWHERE, "Go to the next part: pages, filters, search line, results, record", ("F6",)),
    Key.PART_BEFORE: Shortcut(_ANYWHERE, "Go to the part before", ("Shift+F6",)),
    Key.CLOSE: Shortcut(_ANYWHERE, "Close what lies above the page", ("Esc",)),
    Key.QUERY: Shortcut(_SEARCH, "Go to the search line", ("Ctrl+L", "/")),
    Key.FIND_FILTER: Shortcut(_SEARCH, "Find a filter", ("Ctrl+F",)),
    Key.APPLY: Shortcut(_SEARCH, "Apply the filters and search", ("Return", "Enter")),
    Key.CANCEL: Shortcut(_SEARCH, "Cancel the search that is running", ("Esc",)),
    Key.SAVED: Shortcut(_SEARCH, "Use a saved search, a list or an earlier search", ("Ctrl+O",)),
    Key.SAVE: Shortcut(_SEARCH, "Save the search", ("Ctrl+S",)),
    Key.DUPLICATE: Shortcut(_SEARCH, "Open a copy of the search in a new tab", ("Ctrl+T",)),
    Key.CLOSE_TAB: Shortcut(_SEARCH, "Close the tab", ("Ctrl+W",)),
    Key.REOPEN_TAB: Shortcut(_SEARCH, "Open the closed tab again", ("Ctrl+Shift+T",)),
    Key.NEXT_TAB: Shortcut(_SEARCH, "Go to the next tab", ("Ctrl+PgDown", "Ctrl+Tab")),
    Key.TAB_BEFORE: Shortcut(_SEARCH, "Go to the tab before", ("Ctrl+PgUp", "Ctrl+Shift+Tab")),
    Key.UNDO: Shortcut(_SEARCH, "Undo the last change of the criteria", ("Ctrl+Z",)),
    Key.REDO: Shortcut(_SEARCH, "Do it again", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Key.CALENDAR: Shortcut(_SEARCH, "Choose a date from a calendar, a place from a map", ("Alt+Down",)),
    Key.NOTE: Shortcut(_SEARCH, "Write a note on the record", ("Ctrl+Shift+M",)),
    Key.MARKED: Shortcut(_SEARCH, "Show all marked records", ("Ctrl+Shift+L",)),
    Key.ONLY_MARKED: Shortcut(_RESULTS, "Show only marked results, or all again", ("Ctrl+Shift+F",)),
    Key.ONLY_NOTED: Shortcut(_RESULTS, "Show only results with a note, or all again", ("Ctrl+Shift+N",)),
    Key.COLUMNS: Shortcut(_SEARCH, "Choose columns", ("Ctrl+Shift+O",)),
    Key.DETAIL: Shortcut(_RESULTS, "Show or hide the record", ("Space",)),
    Key.OPEN_DETAIL: Shortcut(_RESULTS, "Show the record", ("Return", "Enter")),
    Key.SELECT_ALL: Shortcut(_RESULTS, "Select all rows that are loaded", ("Ctrl+A",)),
    Key.COPY: Shortcut(_RESULTS, "Copy the selected rows", ("Ctrl+C",)),
    Key.COPY_TABLE: Shortcut(_RESULTS, "Copy them with the columns’ names", ("Ctrl+Shift+C",)),
    Key.PRINT: Shortcut(_RESULTS, "Print the results", ("Ctrl+P",)),
    Key.PDF: Shortcut(_RESULTS, "Save the results as PDF", ("Ctrl+Shift+P",)),
    Key.MARK: Shortcut(_RESULTS, "Mark the selected records, or take the marks away", ("Ctrl+M",)),
    Key.EXPORT: Shortcut(_RESULTS, "Export the results", ("Ctrl+E",)),
    Key.COLUMN_UP: Shortcut(_COLUMNS, "Move the column to the left", ("Alt+Up",)),
    Key.COLUMN_DOWN: Shortcut(_COLUMNS, "Move the column to the right", ("Alt+Down",)),
    Key.COLUMN_PIN: Shortcut(_COLUMNS, "Pin the column, or let it scroll", ("P",)),
    Key.ADD_FILES: Shortcut(_TRANSFERS, "Add files", ("Ctrl+O",)),
    Key.SEND_FILES: Shortcut(_TRANSFERS, "Send what was just asked about", ("Return", "Enter")),
    Key.FIND_TRANSFER: Shortcut(_TRANSFERS, "Find a file by its name", ("Ctrl+F",)),
    Key.TOGGLE_TRANSFER: Shortcut(_TRANSFERS, "Pause, go on, or try again", ("Space",)),
    Key.END_TRANSFER: Shortcut(_TRANSFERS, "Cancel, or remove from the list", ("Del",)),
    Key.TRANSFER_EARLIER: Shortcut(_TRANSFERS, "Send earlier", ("Alt+Up",)),
    Key.TRANSFER_LATER: Shortcut(_TRANSFERS, "Send later", ("Alt+Down",)),
    Key.TRANSFER_FIRST: Shortcut(_TRANSFERS, "Send first", ("Alt+Home",)),
}


def bind(key: Key, owner: QWidget, context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut) -> QActionGroup:
    """Set the keys of a line.

    Args:
        key: the line.
        owner: where they work.
        context: how far around the owner.

    Returns:
        Its `triggered` tells of a key; an action's `data` is the place of its key in the line.
    """
    group = QActionGroup(owner)
    for place, keys in enumerate(SHORTCUTS[key].keys):
        action = QAction(group)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(context)
        action.setData(place)
        owner.addAction(action)
    return group


def is_pressed(key: Key, event: QKeyEvent) -> bool:
    """Whether a key event is one of a line's keys."""
    pressed = QKeySequence(event.keyCombination()).toString().removeprefix("Num+")
    return pressed in SHORTCUTS[key].keys


def keys_of(key: Key) -> str:
    """The first key of a line as `QKeySequence` reads it."""
    return SHORTCUTS[key].keys[0]


def shown_keys(keys: str) -> str:
    """Keys as this computer's keyboard names them."""
    if keys in ("Return", "Enter"):  # two keys that are both called so
        return QCoreApplication.translate("Shortcuts", "Enter")
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def told(text: str) -> str:
    """A section or a text of the list in the user's language."""
    return QCoreApplication.translate("Shortcuts", text)
