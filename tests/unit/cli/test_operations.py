"""`vizdesk operations`: words of the command line become changes, switches become text."""

from __future__ import annotations

import click
import pytest

from vizdesk.cli_operations import changes_of, show
from vizdesk.gateway.switches import Switches


def test_switches_of_the_command_line() -> None:
    assert changes_of(["facets=off", "maxPageSize=20", "notice="]) == {
        "facets": "off",
        "maxPageSize": 20,
        "notice": None,
    }
    for words in (["facets"], ["=off"], ["facets=on", "facets=off"]):
        with pytest.raises(click.UsageError):
            changes_of(words)


def test_it_is_said_where_each_switch_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    changed = {"facets": {"value": "off", "at": "2026-01-31T14:02:11Z", "by": "olga"}}
    show(
        {
            "inForce": Switches(facets=False, search_records=5).to_wire(),
            "configured": {"searchRecords": 5},
            "changed": changed,
        }
    )
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in capsys.readouterr().out.splitlines()}
    assert lines["facets"] == "off changed by olga at 2026-01-31T14:02:11Z"
    assert lines["searchRecords"] == "5 from the configuration file"
    assert lines["searchMilliseconds"] == "no limit as delivered"
    assert lines["notice"] == "none as delivered"
