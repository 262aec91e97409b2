"""`vizdesk search --count`, from a real gateway to the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.helpers.gateway import RunningGateway
from tests.helpers.people_gateway import people_gateway
from vizdesk.cli import command_line


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    with people_gateway(tmp_path_factory.mktemp("counts") / "data", key_file, 60) as running:
        yield running


def count(gateway: RunningGateway, *words: str) -> Result:
    base = ["search", "--agency", "harbor", "--page", "people", "--gateway", gateway.url]
    return CliRunner().invoke(command_line, [*base, *words], env={"VIZDESK_TOKEN": gateway.token})


def test_counts_are_told_as_the_agency_calls_them(gateway: RunningGateway) -> None:
    told = count(gateway, "--filter", "eyes=blue", "--count", "hair", "--count", "armed", "--limit", "1")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "Hair color:",
        "        10  Black",
        "        10  (no value)",
        "            … and more values; --limit shows more of them",
        "Armed:",
        "        10  no",
        "        10  (no value)",
        "            … and more values; --limit shows more of them",
    ]


def test_other_forms(gateway: RunningGateway) -> None:
    answer = json.loads(count(gateway, "--count", "eyes", "--format", "json").stdout)
    assert answer["facets"]["harbor:people.eyes"]["values"][0] == {"value": "blue", "count": 30}
    assert count(gateway, "--count", "eyes", "--format", "csv").stdout.splitlines()[1:] == [
        "harbor:people.eyes,blue,30",
        "harbor:people.eyes,green,30",
    ]


def test_a_filter_that_is_not_there_is_named_with_those_that_are(gateway: RunningGateway) -> None:
    told = count(gateway, "--count", "shoes")
    assert told.exit_code == 1
    assert "surname" in told.stderr
