"""Reads a program's window as a screen reader does; run by the system's Python, which has the AT-SPI bindings.

One JSON request a line on standard input, one JSON answer a line on standard output, null while there is none:
`{"do": "tree", "pid": 1}` gives what shows, `{"do": "cells", "pid": 1, "rows": 3}` the first rows of each table that
shows, `{"do": "focus", "pid": 1}` the control that last got the keyboard, `{"do": "announced", "pid": 1}` what was
announced.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version is chosen before the import

STATES = ("CHECKED", "ENABLED", "FOCUSABLE", "FOCUSED", "SELECTED")
TEXT_ROLES = ("text", "entry")
TABLE_ROLES = ("table", "tree table")
CALL_MILLISECONDS = 2000


class Reader:
    """Answers requests, and listens between them."""

    def __init__(self) -> None:
        self._loop = GLib.MainLoop()
        self._focused: list[tuple[int, Any]] = []
        self._announced: list[tuple[int, str]] = []
        self._listener = Atspi.EventListener.new(self._on_event)
        for kind in ("object:state-changed:focused", "object:announcement"):
            self._listener.register(kind)
        GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, self._on_line)

    def run(self) -> None:
        """Answer until standard input ends."""
        self._loop.run()

    def _on_event(self, event: Any) -> None:
        try:
            pid = event.source.get_process_id()
        except GLib.Error:  # the program has ended
            return
        if event.type.startswith("object:announcement"):
            self._announced.append((pid, str(event.any_data)))
        elif event.detail1:
            self._focused.append((pid, event.source))

    def _on_line(self, *_: object) -> bool:
        line = sys.stdin.readline()
        if not line:
            self._loop.quit()
            return False
        request = json.loads(line)
        try:
            answer = getattr(self, request["do"])(request)
        except GLib.Error:  # the program ended, or a control vanished while it was read: the asker tries again
            answer = None
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()
        return True

    def tree(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """The program's windows."""
        program = find_program(request["pid"])
        return program and node(program)

    def cells(self, request: dict[str, Any]) -> list[list[list[str]]] | None:
        """For each table that shows, its first rows as texts."""
        program = find_program(request["pid"])
        return program and [rows_of(one, request["rows"]) for one in tables(program)]

    def focus(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """The control that last got the keyboard, and how often the keyboard has moved."""
        own = [source for pid, source in self._focused if pid == request["pid"]]
        return {"moves": len(own), "control": control(own[-1])} if own else None

    def announced(self, request: dict[str, Any]) -> list[str]:
        """The announcements so far."""
        return [text for pid, text in self._announced if pid == request["pid"]]


def find_program(pid: int) -> Any:
    """The accessible application of a process, or None."""
    desktop = Atspi.get_desktop(0)
    programs = (desktop.get_child_at_index(index) for index in range(desktop.get_child_count()))
    return next((one for one in programs if one is not None and one.get_process_id() == pid), None)


def node(source: Any) -> dict[str, Any]:
    """One accessible and what it holds; tables are not descended into, as every cell would be a call."""
    found = control(source)
    if found["role"] not in TABLE_ROLES:
        found["children"] = [node(child) for child in showing_children(source)]
    return found


def control(source: Any) -> dict[str, Any]:
    """One accessible alone. Each question is a call to the program, so that no more are asked than tests need."""
    role = source.get_role_name()
    states = source.get_state_set()
    found: dict[str, Any] = {
        "role": role,
        "name": (label_of(source) if role == "combo box" else source.get_name()) or "",
        "states": [name.lower() for name in STATES if states.contains(getattr(Atspi.StateType, name))],
        "children": [],
    }
    if role in TEXT_ROLES:
        found["text"] = Atspi.Text.get_text(source, 0, Atspi.Text.get_character_count(source))
    if role in TABLE_ROLES:
        found["rows"] = Atspi.Table.get_n_rows(source)
    return found


def label_of(source: Any) -> str:
    """The name of the label of a control: Qt's combo boxes are named by it, while their own name is what is chosen."""
    relations = [one for one in source.get_relation_set() if one.get_relation_type() == Atspi.RelationType.LABELLED_BY]
    return " ".join(one.get_target(0).get_name() for one in relations)


def showing_children(source: Any) -> list[Any]:
    """The children that are on screen."""
    children = (source.get_child_at_index(index) for index in range(source.get_child_count()))
    return [one for one in children if one is not None and one.get_state_set().contains(Atspi.StateType.SHOWING)]


def tables(source: Any) -> list[Any]:
    """All tables below an accessible that show."""
    if source.get_role_name() in TABLE_ROLES:
        return [source]
    return [table for child in showing_children(source) for table in tables(child)]


def rows_of(table: Any, count: int) -> list[list[str]]:
    """The first rows of a table."""
    columns = range(Atspi.Table.get_n_columns(table))
    rows = range(min(count, Atspi.Table.get_n_rows(table)))
    return [[Atspi.Table.get_accessible_at(table, row, column).get_name() for column in columns] for row in rows]


if __name__ == "__main__":
    Atspi.set_timeout(CALL_MILLISECONDS, CALL_MILLISECONDS)
    Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)  # what shows now counts, not what an event told earlier
    Reader().run()
