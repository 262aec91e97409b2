"""`vizdesk list`: publishing a list of options and reading it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.helpers.gateway import RunningGateway
from tests.helpers.people_gateway import people_gateway
from vizdesk.cli import command_line


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    with people_gateway(tmp_path_factory.mktemp("lists") / "data", key_file, 5) as running:
        yield running


def run(gateway: RunningGateway, *words: str, document: Any = None) -> Result:
    return CliRunner().invoke(
        command_line,
        ["list", *words, "--agency", "harbor", "--gateway", gateway.url],
        input=None if document is None else json.dumps(document),
        env={"VIZDESK_TOKEN": gateway.token},
    )


def test_a_list_is_published_shown_and_published_again(gateway: RunningGateway) -> None:
    made = {"list": "gangs", "options": [{"value": "NS", "text": {"en": "North Side"}}]}
    assert run(gateway, "publish", "-", document=made).stdout == ("Published version 1 of the list gangs: 1 option.\n")
    shown = json.loads(run(gateway, "show", "gangs").stdout)
    assert shown == {**made, "version": 1}
    shown["options"].append({"value": "SS"})
    assert run(gateway, "publish", "-", document=shown).exit_code == 0
    late = run(gateway, "publish", "-", document=shown)
    assert late.exit_code == 1
    assert "Somebody changed this list" in late.stderr
    assert run(gateway, "publish", "-", document=made).exit_code == 0, "without a version it replaces what is there"


def test_faults_are_told_with_their_places(gateway: RunningGateway) -> None:
    refused = run(gateway, "publish", "-", document={"list": "gangs", "options": [{"value": "A"}, {"value": "A"}]})
    assert refused.exit_code == 1
    assert "/options/1/value: Another option has this value already." in refused.stderr
    assert run(gateway, "show", "nothing").exit_code == 1
