"""The program starts: its window opens and its gateway answers. Also run on the frozen program."""

from __future__ import annotations

from pathlib import Path

import httpx

import vizdesk
from tests.desktop.steps import User, gateway_of, wait_until_ended
from tests.helpers.desktop import Desktop


def test_the_window_opens_on_the_demo_agency_and_its_gateway_answers(desktop: Desktop, tmp_path: Path) -> None:
    user = User(desktop, tmp_path / "vizdesk")
    user.wait_for_the_demo()
    gateway = gateway_of(user.home)
    answer = httpx.get(f"{gateway['url']}/version", trust_env=False).raise_for_status()
    assert answer.json()["program"] == vizdesk.__version__
    user.close()
    wait_until_ended(gateway["pid"])


def test_the_doctor_finds_all_well(desktop: Desktop, tmp_path: Path) -> None:
    done = desktop.run("doctor", environment={"VIZDESK_HOME": str(tmp_path / "vizdesk")})
    assert "FAILS" not in done.stdout
    assert "keyring" in done.stdout
    assert done.returncode == 0
