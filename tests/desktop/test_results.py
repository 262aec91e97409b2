"""Work on results by keyboard alone, read over AT-SPI: marks, columns, a PDF, and the settings."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.steps import User, people_with
from tests.helpers.desktop import Control, Desktop, wait_for

STEPS_TO_TABLE = 6
"""More presses of F6 than the window has parts."""


def with_keyboard(user: User) -> Control:
    return wait_for("a control with the keyboard", user.program.focused).control


def go_to_table(user: User) -> None:
    for _ in range(STEPS_TO_TABLE):
        focus = user.program.focused()
        if focus is not None and focus.control.role in ("table", "tree table", "table cell"):
            return
        user.desktop.press("F6")
        user.wait_for_a_move(focus.moves if focus is not None else 0)
    raise AssertionError("F6 never comes to the results")


def test_records_are_marked_narrowed_to_and_printed_by_keyboard(desktop: Desktop, tmp_path: Path) -> None:
    user = User(desktop, tmp_path / "vizdesk")
    user.wait_for_the_demo()
    program, total = user.program, people_with(surname="quim")
    user.search_by("Last name", "quim")
    user.wait_for_total(total)
    go_to_table(user)
    desktop.press("Down", "Down", "ctrl+m")
    program.wait_until("the mark", lambda _: "The record is marked." in program.announced())
    desktop.press("ctrl+shift+f")
    only = f"Only marked records: 1 of the {total} results loaded here."
    program.wait_until("the narrowed results", lambda _: only in program.announced())
    program.wait_for_control(only, "label")
    program.wait_for_control("Show all results")
    assert len(program.rows(5)) == 1
    desktop.press("ctrl+shift+f")
    user.wait_for_total(total)
    assert len(program.rows(5)) == min(5, total)

    go_to_table(user)
    desktop.press("ctrl+shift+p")
    paper = tmp_path / "paper.pdf"
    user.wait_for_keyboard_on("File name:")
    desktop.press("ctrl+a")
    desktop.type(str(paper))
    desktop.press("Return")
    wait_for("the paper", lambda: paper.exists() and paper.read_bytes().startswith(b"%PDF"))
    program.wait_until("it told", lambda window: window.find("paper.pdf"))
    user.close()


def test_columns_and_settings_are_set_by_keyboard(desktop: Desktop, tmp_path: Path) -> None:
    user = User(desktop, tmp_path / "vizdesk")
    user.wait_for_the_demo()
    program = user.program
    user.search_by("Last name", "quim")
    user.wait_for_total(people_with(surname="quim"))
    desktop.press("ctrl+shift+o")
    user.wait_for_keyboard_on("Columns")
    desktop.press("p")
    user.wait_for_keyboard_on("Last name, pinned")
    desktop.press("Down")
    user.wait_for_keyboard_on("First name")
    assert "checked" in with_keyboard(user).states
    desktop.press("space")
    wait_for("a hidden column", lambda: "checked" not in with_keyboard(user).states)
    user.go_to("Rows: As in the settings")
    desktop.press("Escape")

    desktop.press("ctrl+comma")
    program.wait_for_control("Colors: Dark")
    window = program.window()
    assert window is not None
    assert not [one for one in window.walk() if "focusable" in one.states and not one.name]
    user.go_to("Colors: As the system")
    assert "checked" in with_keyboard(user).states
    desktop.press("Right")
    user.wait_for_keyboard_on("Colors: Light")
    desktop.press("space")
    wait_for("light colors", lambda: "checked" in with_keyboard(user).states)
    user.go_to("Measuring: On")
    user.close()
