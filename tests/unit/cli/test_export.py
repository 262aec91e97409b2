"""`vizdesk export`, from a real gateway to a file."""

from __future__ import annotations

import csv
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
    with people_gateway(tmp_path_factory.mktemp("export") / "data", key_file, 60) as running:
        yield running


def export(gateway: RunningGateway, *words: str) -> Result:
    base = ["export", "--agency", "harbor", "--page", "people", "--gateway", gateway.url]
    return CliRunner().invoke(command_line, [*base, *words], env={"VIZDESK_TOKEN": gateway.token})


def test_the_file_s_name_tells_its_format(gateway: RunningGateway, tmp_path: Path) -> None:
    path = tmp_path / "blue.csv"
    told = export(gateway, "--filter", "eyes=blue", "--sort", "-height", "-o", str(path))
    assert told.exit_code == 0
    assert told.stdout == f"Exported 30 records to {path}.\n"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["Last name", "Born", "Height"]
    heights = [int(row[2]) for row in rows if row[2]]
    assert heights == sorted(heights, reverse=True)
    assert len(rows) == 30


def test_columns_and_format_can_be_named(gateway: RunningGateway, tmp_path: Path) -> None:
    path = tmp_path / "people"
    words = ["--column", "height", "--column", "surname", "--query", "zhou", "--format", "jsonl", "-o", str(path)]
    assert export(gateway, *words).exit_code == 0
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert records
    assert all(list(one) == ["height", "surname"] and one["surname"] == "Zhou" for one in records)


def test_refusals_are_one_sentence_and_leave_no_file(gateway: RunningGateway, tmp_path: Path) -> None:
    for words, sentence in (
        (["-o", str(tmp_path / "people.txt")], "The file’s name does not tell its format."),
        (["-o", str(tmp_path / "a.csv"), "--column", "shoes"], "The page people has no column shoes."),
        (["-o", str(tmp_path / "gone" / "a.csv")], "The file cannot be written there."),
    ):
        told = export(gateway, *words)
        assert told.exit_code == 1
        assert sentence in told.stderr
    assert list(tmp_path.glob("*.*")) == []
