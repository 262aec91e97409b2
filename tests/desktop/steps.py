"""What a user does in the window, by keyboard, and what the window then shows."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import psutil

from tests.helpers.desktop import Control, Desktop, wait_for
from vizdesk.domain.text import fold
from vizdesk.resources import resource

MOST_CONTROLS = 120
"""More presses of Tab than it takes to come round the window once."""


class User:
    """Somebody at the keyboard of one VizDesk window.

    Args:
        desktop: the session.
        home: `VIZDESK_HOME` of the program.
    """

    def __init__(self, desktop: Desktop, home: Path) -> None:
        self.desktop = desktop
        self.home = home
        self.program = desktop.open(environment={"VIZDESK_HOME": str(home)})

    def wait_for_the_demo(self) -> None:
        """Wait until the demo agency's filters can be used, and take the keyboard."""
        self.program.wait_for_control("Last name", "text", "entry")
        self.program.focus()

    def go_to(self, name: str) -> None:
        """Press Tab until the control of this name has the keyboard."""
        for _ in range(MOST_CONTROLS):
            focus = wait_for("a control with the keyboard", self.program.focused)
            if focus.control.name == name:
                return
            self.desktop.press("Tab")
            self.wait_for_a_move(focus.moves)
        raise AssertionError(f"Tab never comes to “{name}”")

    def wait_for_keyboard_on(self, name: str) -> None:
        """Wait until the control of this name has the keyboard, in a popup too."""
        wait_for(
            f"the keyboard on “{name}”", lambda: ((now := self.program.focused()) and now.control.name == name) or None
        )

    def wait_for_a_move(self, moves: int) -> None:
        """Wait until the keyboard has moved more often than so."""
        wait_for("the keyboard on another control", lambda: (now := self.program.focused()) and now.moves > moves)

    def search_by(self, name: str, text: str) -> None:
        """Type a text into a filter and apply it."""
        self.go_to(name)
        self.desktop.type(text)
        self.desktop.press("Return")

    def wait_for_total(self, total: int) -> None:
        """Wait until the window says that it found so many."""
        self.program.wait_until(f"a total of {total:,}", lambda window: said_total(window) == total)

    def close(self) -> None:
        """Close the program in order."""
        assert self.program.close() == 0


def said_total(window: Control) -> int | None:
    """The number of results that the window tells of."""
    for one in window.walk():
        if found := re.search(r"Showing (?:all |[\d,]+–[\d,]+ of )?([\d,]+) result", one.name):
            return int(found[1].replace(",", ""))
    return None


def gateway_of(home: Path) -> dict[str, Any]:
    """What `gateway.lock` says, once the gateway serves."""
    lock = home / "data" / "gateway.lock"
    wait_for("gateway.lock", lock.exists)
    answer: dict[str, Any] = json.loads(lock.read_text(encoding="utf-8"))
    return answer


def wait_until_ended(pid: int) -> None:
    """Wait until a process is gone."""
    wait_for(f"the end of process {pid}", lambda: not psutil.pid_exists(pid) or _is_zombie(pid))


def _is_zombie(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def people_with(**parts: str) -> int:
    """How many of the demo agency's people have these texts in these fields."""
    with resource("demo", "records", "people.csv").open(encoding="utf-8", newline="") as file:
        return sum(all(fold(part) in fold(row[field]) for field, part in parts.items()) for row in csv.DictReader(file))
