"""The whole program as a user has it: typed on a keyboard, read by a screen reader, with a real keyring."""

from __future__ import annotations

import json
from pathlib import Path

import psutil

from tests.desktop.steps import User, gateway_of, people_with, wait_until_ended
from tests.helpers.desktop import Desktop, wait_for


def test_a_search_by_keyboard_is_answered_and_survives_a_restart(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "vizdesk"
    user = User(desktop, home)
    user.wait_for_the_demo()
    user.search_by("Last name", "quim")
    user.wait_for_total(people_with(surname="quim"))
    assert f"{people_with(surname='quim')} results" in user.program.announced()
    rows = user.program.rows(5)
    assert all("Quim" in row[0] for row in rows)
    user.close()
    assert json.loads((home / "desktop" / "key.json").read_text())["id"] != "key-file"

    again = User(desktop, home)
    again.wait_for_total(people_with(surname="quim"))
    assert again.program.rows(5) == rows
    again.close()


def test_a_killed_window_comes_back_with_criteria_and_results(desktop: Desktop, tmp_path: Path) -> None:
    user = User(desktop, tmp_path / "vizdesk")
    user.wait_for_the_demo()
    user.search_by("Last name", "brack")
    user.wait_for_total(people_with(surname="brack"))
    rows = user.program.rows(5)
    user.program.kill()

    again = User(desktop, user.home)
    again.wait_for_total(people_with(surname="brack"))
    assert again.program.rows(5) == rows
    typed = again.program.wait_for_control("Last name", "text", "entry")
    assert typed.text == "brack"
    again.close()


def test_every_control_that_takes_the_keyboard_has_a_name(desktop: Desktop, tmp_path: Path) -> None:
    user = User(desktop, tmp_path / "vizdesk")
    user.wait_for_the_demo()
    user.search_by("Last name", "quim")
    user.wait_for_total(people_with(surname="quim"))
    window = user.program.window()
    assert window is not None
    nameless = [one for one in window.walk() if "focusable" in one.states and not one.name]
    assert not nameless
    user.close()


def test_two_programs_started_at_once_share_a_gateway_that_ends_with_the_last(desktop: Desktop, tmp_path: Path) -> None:
    first, second = (User(desktop, tmp_path / "vizdesk") for _ in range(2))
    for user in (first, second):
        user.wait_for_the_demo()
        user.search_by("Last name", "quim")
        user.wait_for_total(people_with(surname="quim"))
    gateway = gateway_of(first.home)

    first.close()
    assert psutil.pid_exists(gateway["pid"])
    second.program.focus()
    second.search_by("First name", "ada")
    second.wait_for_total(people_with(surname="quim", given_name="ada"))
    second.close()
    wait_until_ended(gateway["pid"])
    wait_for("the end of gateway.lock", lambda: not (first.home / "data" / "gateway.lock").exists())


def test_without_a_keyring_nothing_is_kept_and_the_window_says_so(
    desktop_without_keyring: Desktop, tmp_path: Path
) -> None:
    user = User(desktop_without_keyring, tmp_path / "vizdesk")
    user.wait_for_the_demo()
    user.program.wait_for_control("keeps nothing on this computer")
    user.search_by("Last name", "quim")
    user.wait_for_total(people_with(surname="quim"))
    user.close()
    assert not [file for file in user.home.rglob("*") if file.suffix.startswith(".db")]
