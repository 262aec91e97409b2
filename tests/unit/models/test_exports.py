"""An export through the window's model: followed, stopped, and never a file that is not whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.children import children_doing
from tests.helpers.gateway import RunningGateway
from tests.helpers.layouts import people_page
from tests.helpers.people_gateway import people_gateway
from vizdesk.domain.search import SearchRequest
from vizdesk.models.exports import ExportModel, ExportOrder, ExportPhase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient

WAIT = 30_000
MANY = 60_000


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Iterator[RunningGateway]:
    with people_gateway(tmp_path_factory.mktemp("many") / "data", key_file, MANY) as running:
        yield running


@pytest.fixture
def exports(connected: Services) -> ExportModel:
    return connected.exports


def order(path: Path, *ids: str, form: str = "csv") -> ExportOrder:
    search = SearchRequest("people", layout="harbor")
    return ExportOrder(people_page(), search, ("surname", "dob"), (lambda: list(ids)) if ids else None, path, form)


def test_an_export_is_followed_to_its_end(exports: ExportModel, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "people.csv"
    seen = []
    exports.changed.connect(lambda: seen.append(exports.state))
    with qtbot.waitSignal(exports.finished, timeout=WAIT) as finished:
        exports.start(order(path))
        assert exports.running
        exports.start(order(tmp_path / "other.csv"))  # one at a time
    assert finished.args == [True]
    assert exports.state.phase is ExportPhase.DONE
    assert exports.state.headline == "Exported 60,000 records to people.csv."
    assert seen[0].headline == "Exporting Persons…"
    assert [one.name for one in tmp_path.iterdir() if "people" in one.name or "other" in one.name] == ["people.csv"]
    assert path.read_bytes().count(b"\r\n") == MANY + 1


def test_a_stopped_export_leaves_no_file(exports: ExportModel, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(exports.finished, timeout=WAIT) as finished:
        exports.start(order(tmp_path / "people.csv"))
        exports.cancel()
        assert exports.state.headline == "Stopping the export…"
    assert finished.args == [False]
    assert exports.state.phase is ExportPhase.CANCELLED
    assert not list(tmp_path.glob("people*"))


def test_selected_records_that_are_gone_are_told(exports: ExportModel, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(exports.finished, timeout=WAIT):
        exports.start(order(tmp_path / "people.jsonl", "5", "6", "99999999", form="jsonl"))
    assert exports.state.headline == "Exported 2 records to people.jsonl."
    assert exports.state.detail == "1 of the selected records is not there any more."


def test_closing_ends_the_export_and_leaves_no_file(
    exports: ExportModel, connected: Services, gateway: RunningGateway, tmp_path: Path
) -> None:
    with GatewayClient(gateway.url, gateway.token) as client:
        connected.link.connected(client)
        exports.start(order(tmp_path / "people.xlsx", form="xlsx"))
        exports.close()
    assert connected.pool.waitForDone(WAIT)
    assert not list(tmp_path.glob("people*")) + list(tmp_path.glob(".vizdesk-*"))


def test_a_killed_child_leaves_no_file(exports: ExportModel, tmp_path: Path, qtbot: QtBot) -> None:
    part = tmp_path / "people.csv.part"
    exports.start(order(tmp_path / "people.csv"))
    qtbot.waitUntil(part.exists, timeout=WAIT)
    with qtbot.waitSignal(exports.finished, timeout=WAIT) as finished:
        children_doing("export-job")[0].kill()
    assert finished.args == [False]
    assert exports.state.phase is ExportPhase.FAILED
    assert not list(tmp_path.glob("people*"))


def test_without_a_connection_nothing_is_made(services: Services, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(services.exports.finished, timeout=WAIT) as finished:
        services.exports.start(order(tmp_path / "people.csv"))
    assert finished.args == [False]
    assert services.exports.state.headline == "The search service cannot be reached."
    assert not list(tmp_path.glob("people*"))
