"""Transfers in trouble: the storage or the gateway away, a file that changed; and what a watched folder brings."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
from PySide6.QtTest import QTest

from tests.helpers.fault_proxy import Fault, FaultProxy, free_port
from tests.helpers.gateway import running_gateway
from tests.helpers.long_paths import lay_too_deep
from tests.screenshots.stage import Stage
from tests.screenshots.studio import Studio, wait_for
from tests.screenshots.transfers import MB, case_folder, open_transfers, send
from vizdesk.models.connection import TOKEN_VARIABLE, Connection
from vizdesk.transfers.desk import Standing
from vizdesk.transfers.rows import Part
from vizdesk.transfers.schedule import Limits
from vizdesk.transfers.watching import Watched
from vizdesk.widgets.transfers_page import TransfersPage

STILL_SECONDS = 0.1


def take(stage: Stage) -> None:
    """Take the pictures."""
    port = free_port()
    with FaultProxy(port) as storage:
        where = f"folder?port={port}&publicUrl={storage.url}"
        with running_gateway(stage.folder / "stored", "--demo", "--storage", where) as gateway:
            os.environ[TOKEN_VARIABLE] = gateway.token
            try:
                studio, page = open_transfers(stage, "transfers-trouble", gateway.url)
                _take_nothing_finished(studio, page)
                _take_offered(studio, stage.folder / "Card reader")
                _take_changed(studio, page, case_folder(stage) / "Body camera 2210.mp4")
                _take_unsaved(studio, page, case_folder(stage) / "Front door.mp4")
                storage.choose = lambda _seen: Fault.RESET
                send(studio, page, case_folder(stage) / "Harbor patrol 3.mp4")
                _wait_until_waiting(studio)
                page.list.setCurrentIndex(studio.session.transfers.model.rows.index(1))
                studio.take("transfers-storage-away", everywhere=True)
                gateway.kill()
                wait_for(lambda: studio.session.connection is Connection.OFFLINE)
                _wait_until_waiting(studio)
                studio.take("transfers-offline", everywhere=True)
                _take_stopped(studio)
                studio.close()
            finally:
                del os.environ[TOKEN_VARIABLE]


def _take_nothing_finished(studio: Studio, page: TransfersPage) -> None:
    page._show_part(Part.FINISHED)
    wait_for(lambda: page._nothing._sentence.text() == page.tr("Nothing has arrived yet."))
    studio.take("transfers-nothing-finished")
    page._show_part(Part.QUEUE)


def _take_stopped(studio: Studio) -> None:
    """The process that sends has ended, and is started again later."""
    model = studio.session.transfers.model
    for child in psutil.Process().children():
        if "transfer-job" in child.cmdline():
            child.kill()
    wait_for(lambda: model.standing is Standing.DOWN)
    model._again.stop()  # so that the picture has time
    studio.take("transfers-stopped")


def _take_unsaved(studio: Studio, page: TransfersPage, path: Path) -> None:
    """A file arrives while somebody types what is asked about it."""
    model = studio.session.transfers.model
    model.set_limits(Limits(rate=MB))
    send(studio, page, path, 4)
    wait_for(lambda: model.totals.running == 1 and _last_name(studio) == path.name)
    page.list.setCurrentIndex(model.rows.index(model.rows.rowCount() - 1))
    assert page.detail._questions is not None
    QTest.keyClicks(page.detail._questions.fields[0].field.controls()[0], "24-118203")
    model.set_limits(Limits())
    wait_for(lambda: not model.totals.running)
    page._show_part(Part.FINISHED)
    wait_for(lambda: _last_name(studio) == path.name)
    page.list.setCurrentIndex(model.rows.index(0))
    studio.take("transfers-answers-unsaved")
    page._show_part(Part.QUEUE)
    wait_for(lambda: _last_name(studio) not in ("", path.name))


def _last_name(studio: Studio) -> str:
    rows = studio.session.transfers.model.rows
    row = rows.row_at(rows.rowCount() - 1)
    return row.transfer.name if row is not None else ""


def _take_offered(studio: Studio, card: Path) -> None:
    """A watched folder has brought files, which wait for an answer."""
    model = studio.session.transfers.model
    card.mkdir(parents=True, exist_ok=True)
    for name in ("Clip 0001.mp4", "Clip 0002.mp4"):
        (card / name).write_bytes(b"clip")
    model.watch(Watched(card, "harbor", sends=False, still_seconds=STILL_SECONDS))
    wait_for(lambda: len(model.offered) == 2)
    studio.take("transfers-offered")
    lay_too_deep(card)
    wait_for(lambda: model.missed.too_long == 1)
    studio.take("transfers-left-out")
    model.take_offered(send=False)
    model.watch(None)
    wait_for(lambda: not model.offered)


def _take_changed(studio: Studio, page: TransfersPage, path: Path) -> None:
    model = studio.session.transfers.model
    model.set_limits(Limits(rate=4 * MB))
    send(studio, page, path)
    wait_for(lambda: model.totals.sent > 0)
    path.write_bytes(os.urandom(30 * MB))
    model.set_limits(Limits())
    wait_for(lambda: model.totals.failed == 1)
    page.list.setCurrentIndex(model.rows.index(0))
    studio.take("transfers-file-changed", everywhere=True)


def _wait_until_waiting(studio: Studio) -> None:
    model = studio.session.transfers.model

    def is_waiting() -> bool:
        rows = [row for place in range(model.rows.rowCount()) if (row := model.rows.row_at(place))]
        return any(row.live is not None and row.live.waiting_for for row in rows)

    wait_for(is_waiting)
