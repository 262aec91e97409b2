"""The window's transfers in a process of their own: it ends with the window; where it is killed, they go on."""

from __future__ import annotations

import secrets
from contextlib import closing
from pathlib import Path
from threading import Event

import psutil
import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from tests.helpers.uploading import PART, SECONDS, Site, etag_of
from vizdesk.models.transfers import TransfersModel
from vizdesk.net.client import GatewayClient
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import Proxy
from vizdesk.transfers.desk import Standing, TransferDesk
from vizdesk.transfers.desk_process import DeskProcess
from vizdesk.transfers.rows import Part, View
from vizdesk.transfers.schedule import Limits

MILLISECONDS = 60_000


def processes() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "transfer-job" in one.cmdline()]


def waits_for(model: TransfersModel) -> str | None:
    row = model.rows.row_at(0)
    return row.live.waiting_for if row is not None and row.live is not None else None


def is_down(model: TransfersModel) -> bool:
    return model.standing is Standing.DOWN


def test_outdated_tokens_and_kills_are_survived_and_closing_ends_it(
    site: Site, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizdesk.transfers.retrying.FIRST_RESTART_SECONDS", 0.0)  # no part of what is shown here
    path = tmp_path / "a.bin"
    path.write_bytes(secrets.token_bytes(20 * PART))
    link = GatewayLink()
    model = TransfersModel(tmp_path / "desktop", site.api.url, link, Proxy, QLocale("en_US"))
    model.set_limits(Limits(rate=10 * PART))
    with closing(model), GatewayClient(site.api.url, site.gateway.token) as client:
        model.add([str(path)], "harbor", {})
        with GatewayClient(site.api.url, "over") as outdated:
            link.connected(outdated)
            qtbot.waitUntil(lambda: waits_for(model) is not None, timeout=MILLISECONDS)
        link.connected(client)
        model.wake()
        qtbot.waitUntil(lambda: model.totals.confirmed > 0, timeout=MILLISECONDS)
        (child,) = processes()
        with qtbot.waitSignal(model.changed, timeout=MILLISECONDS, check_params_cb=lambda: is_down(model)):
            child.kill()
        assert model.rows.rowCount() == 0
        model.set_limits(Limits())
        model.show(View(Part.FINISHED))
        qtbot.waitUntil(lambda: model.totals.finished == 1 and model.rows.rowCount() == 1, timeout=MILLISECONDS)
        row = model.rows.row_at(0)
        assert row is not None
        assert row.transfer.etag == etag_of(path.read_bytes())
    assert not processes()
    assert not site.resent()


def test_a_fault_that_leaves_it_without_its_desk_ends_it(
    site: Site, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """So that another one is started, as after a crash; where the fault arose is told, its text is not."""
    told, ended = Event(), Event()
    link = GatewayLink()
    desk = DeskProcess(tmp_path, site.api.url, link, lambda _: told.set(), ended.set, Proxy(), Limits())
    try:
        assert told.wait(SECONDS)
        desk.ask(TransferDesk.set_limits, "quimby.mov")  # type: ignore[arg-type]  # each look at the clock fails of it
        assert ended.wait(SECONDS)
    finally:
        desk.close()
    logged = capfd.readouterr().err
    assert "unforeseen AttributeError in" in logged
    assert "desk.py" in logged
    assert "quimby" not in logged


def test_one_that_cannot_start_says_so(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.transfers.desk_process.own_program", lambda: ["/nowhere/vizdesk"])
    model = TransfersModel(tmp_path, "site", GatewayLink(), Proxy, QLocale("en_US"))
    with closing(model), qtbot.waitSignal(model.changed, timeout=MILLISECONDS):
        model.start()
    assert model.standing is Standing.NOWHERE
    assert model.problem is not None
    assert model.problem.told() == "VizDesk could not start a part of itself. Run “vizdesk doctor”."
