"""Reads a program's window as a screen reader does; run by the system's Python, which has the AT-SPI bindings.

One JSON request a line on standard input, one JSON answer a line on standard output:
`{"pid": 1, "do": "tree"}` gives the tree of what shows, `{"pid": 1, "do": "cells", "rows": 3}` the first rows of each
table that shows.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version is chosen before the import

STATES = ("CHECKED", "ENABLED", "EXPANDED", "FOCUSABLE", "FOCUSED", "SELECTED", "SHOWING")


def main() -> None:
    """Answer requests until standard input ends."""
    Atspi.set_timeout(2000, 2000)
    Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)  # without a main loop no event would refresh a cache
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = REQUESTS[request["do"]](request)
        except GLib.Error:  # the program ended, or a control vanished while it was read: the asker tries again
            answer = None
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def tree(request: dict[str, Any]) -> dict[str, Any] | None:
    """The program's windows, or None while it has not registered."""
    program = find_program(request["pid"])
    return None if program is None else node(program)


def cells(request: dict[str, Any]) -> list[list[list[str]]] | None:
    """For each table that shows, its first rows as texts."""
    program = find_program(request["pid"])
    return None if program is None else [rows_of(one, request["rows"]) for one in tables(program)]


REQUESTS = {"tree": tree, "cells": cells}


def find_program(pid: int) -> Any:
    """The accessible application of a process, or None."""
    desktop = Atspi.get_desktop(0)
    programs = (desktop.get_child_at_index(index) for index in range(desktop.get_child_count()))
    return next((one for one in programs if one is not None and one.get_process_id() == pid), None)


def node(source: Any) -> dict[str, Any]:
    """One accessible and what it holds; tables are not descended into, as every cell would be a call."""
    states = source.get_state_set()
    found: dict[str, Any] = {
        "role": source.get_role_name(),
        "name": source.get_name(),
        "description": source.get_description(),
        "states": [name.lower() for name in STATES if states.contains(getattr(Atspi.StateType, name))],
        "children": [],
    }
    offered = source.get_interfaces()
    if "Text" in offered:
        found["text"] = Atspi.Text.get_text(source, 0, Atspi.Text.get_character_count(source))
    if "Value" in offered:
        found["value"] = Atspi.Value.get_current_value(source)
    if "Table" in offered:
        found["rows"] = Atspi.Table.get_n_rows(source)
    else:
        found["children"] = [node(child) for child in showing_children(source)]
    return found


def showing_children(source: Any) -> list[Any]:
    """The children that are on screen."""
    children = (source.get_child_at_index(index) for index in range(source.get_child_count()))
    return [one for one in children if one is not None and shows(one)]


def shows(source: Any) -> bool:
    """Whether a user can see it."""
    return source.get_state_set().contains(Atspi.StateType.SHOWING)


def tables(source: Any) -> list[Any]:
    """All tables below an accessible that show."""
    if "Table" in source.get_interfaces():
        return [source]
    return [table for child in showing_children(source) for table in tables(child)]


def rows_of(table: Any, count: int) -> list[list[str]]:
    """The first rows of a table."""
    columns = range(Atspi.Table.get_n_columns(table))
    rows = range(min(count, Atspi.Table.get_n_rows(table)))
    return [[Atspi.Table.get_accessible_at(table, row, column).get_name() for column in columns] for row in rows]


if __name__ == "__main__":
    main()
