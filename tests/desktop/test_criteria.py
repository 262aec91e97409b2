"""Criteria by keyboard alone, read over AT-SPI: a choice, alternatives, a saved search, a copy in another tab."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.desktop.steps import User
from tests.helpers.desktop import Desktop
from vizdesk.resources import resource

SENTENCE = "Either Hair color: Red, or Eye color: Green"


def red_or_green() -> int:
    with resource("demo", "records", "people.csv").open(encoding="utf-8", newline="") as file:
        return sum(row["hair"] == "RED" or row["eyes"] == "GRN" for row in csv.DictReader(file))


def test_alternatives_are_chosen_searched_saved_and_copied_by_keyboard(desktop: Desktop, tmp_path: Path) -> None:
    user = User(desktop, tmp_path / "vizdesk")
    user.wait_for_the_demo()
    program = user.program
    user.go_to("Hair color: Red")
    desktop.press("space")
    program.wait_for_control("Hair color: Red, not applied yet")
    user.go_to("Condition of Hair color")
    desktop.press("space", "Up", "Return")  # the last entry: “Either this, or …”
    program.wait_for_control("Add a filter to alternative 2")
    user.go_to("Add a filter to alternative 2")
    desktop.press("space")
    user.wait_for_keyboard_on("Find a filter")
    desktop.type("eye")
    desktop.press("Return")
    user.go_to("Eye color: Green")
    desktop.press("space", "Return")
    user.wait_for_total(red_or_green())
    program.wait_for_control(f"{SENTENCE}, applied")
    assert f"{red_or_green():,} results" in program.announced()

    desktop.press("ctrl+s")
    user.wait_for_keyboard_on("Name of this search or list")
    desktop.type("Red or green")
    desktop.press("Return")
    program.wait_until("the saved search", lambda _: "The search is saved." in program.announced())
    desktop.press("Escape")

    desktop.press("ctrl+t")
    program.wait_for_control("Persons 2", "page tab")
    program.wait_until("the new tab", lambda _: "Persons 2 is open." in program.announced())
    user.wait_for_total(red_or_green())
    desktop.press("ctrl+w")
    program.wait_until("one tab", lambda window: window.find("Persons 2", "page tab") is None or None)
    user.close()
