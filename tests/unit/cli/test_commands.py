"""The commands themselves: all are listed, each is there, and those that are not asked for are not made."""

from __future__ import annotations

import subprocess
import sys

import click
from click.testing import CliRunner

from vizdesk.cli import command_line


def test_every_command_that_is_listed_is_there() -> None:
    context = click.Context(command_line)
    names = command_line.list_commands(context)
    assert {"gateway", "import", "search", "layout", "list", "operations", "doctor"} <= set(names)
    assert [one for one in names if command_line.get_command(context, one) is None] == []
    assert set(command_line.commands) == set(names), "none is made that is not listed"


def test_a_name_that_is_mistyped_is_told_the_nearest_one() -> None:
    answer = CliRunner().invoke(command_line, ["serch"])
    assert answer.exit_code == 2
    assert "Did you mean 'search'?" in answer.output


def test_the_programs_own_processes_start_without_the_other_commands() -> None:
    code = "import sys, vizdesk.cli; print([one for one in sys.modules if one.startswith('vizdesk.cli_')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['vizdesk.cli_options']"
