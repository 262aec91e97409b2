"""Missing system packages are named in one line with the command to type where they may not be installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "system-packages"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Debian and Ubuntu only")


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder at the front of PATH, in which a machine's commands can be played."""
    folder = tmp_path / "commands"
    folder.mkdir()
    play(folder, "id", "echo 1000")
    play(folder, "sudo", "exit 1")
    play(folder, "apt-get", "exit 1")
    play(folder, "dpkg-query", "[[ ${!#} == here ]] && echo installed")
    return folder


def play(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/usr/bin/env bash\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def run(commands: Path, *packages: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{commands}:{os.environ['PATH']}"}
    return subprocess.run([SCRIPT, *packages], env=environment, capture_output=True, text=True, timeout=30, check=False)


def test_what_is_installed_is_left_alone(commands: Path) -> None:
    done = run(commands, "here")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_user_without_rights_is_told_what_to_type(commands: Path) -> None:
    done = run(commands, "here", "absent", "gone")
    assert done.returncode == 1
    assert done.stderr == "VizDesk needs system packages. Type: sudo apt-get install -y absent gone\n"


def test_missing_lists_are_fetched_before_the_second_try(commands: Path, tmp_path: Path) -> None:
    play(commands, "id", "echo 0")
    lists = tmp_path / "lists"
    play(commands, "apt-get", f"[[ $* == *update* ]] && touch {lists}; [[ -e {lists} ]]")
    done = run(commands, "absent")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Installing absent\n", "")


def test_a_failing_apt_is_quoted(commands: Path) -> None:
    play(commands, "id", "echo 0")
    play(commands, "apt-get", "echo E: no such mirror; exit 100")
    done = run(commands, "absent")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "E: no such mirror",
        "apt-get failed. Mend what it says above, then type: sudo apt-get install -y absent",
    ]
