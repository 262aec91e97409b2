"""The transfers: nothing yet, asked about, under way, paused, shown elsewhere, failed, finished, held, closing."""

from __future__ import annotations

import os
from pathlib import Path

from tests.screenshots.stage import Stage
from tests.screenshots.studio import SIZE, SMALL, Studio, settle, wait_for
from vizdesk.transfers.desk import Standing
from vizdesk.transfers.engine import FILES_AT_ONCE
from vizdesk.transfers.rows import Part
from vizdesk.transfers.schedule import Limits
from vizdesk.widgets.rail import TRANSFERS
from vizdesk.widgets.transfer_actions import Action
from vizdesk.widgets.transfer_questions import QuestionsCard
from vizdesk.widgets.transfers_page import TransfersPage

MB = 1_000_000
CASE = "24-118203 Pier 9"
CASE_FILES = {
    "Body camera 4471 – part 1.mp4": 48,
    "Body camera 4471 – part 2.mp4": 32,
    "Dash camera unit 12.mp4": 40,
    "Harbor office – camera 3, 23:00–24:00.mkv": 56,
    "Harbor office – camera 4, 23:00–24:00.mkv": 36,
    "Pier 9 gate.mkv": 28,
    "Phone extraction, exhibit 7.zip": 20,
    "Scene photos.zip": 12,
    "Witness, first interview.mov": 24,
    "Statements.pdf": 2,
}
"""Megabytes by name."""


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio, page = open_transfers(stage, "transfers")
    model = studio.session.transfers.model
    studio.take("transfers-empty", everywhere=True)
    _take_sending(studio, page, stage)
    model.set_limits(Limits())
    model.resume()
    wait_for(lambda: not model.totals.unfinished)
    page.list.setCurrentIndex(model.rows.index(0))
    studio.take("transfers-failed", everywhere=True)
    _take_finished(studio, page)
    _take_held(studio, page, case_folder(stage) / "Front door.mp4")
    model.set_limits(Limits(rate=2 * MB))
    send(studio, page, case_folder(stage) / "Witness, second interview.mov")
    wait_for(lambda: model.totals.active > 0)
    studio.window.close()
    studio.take("transfers-closing")
    studio.close()


def open_transfers(stage: Stage, name: str, gateway: str | None = None) -> tuple[Studio, TransfersPage]:
    """A window of its own with the page open."""
    studio = stage.open(name, gateway)
    studio.wait_until_online()
    studio.window.open_page(TRANSFERS)
    wait_for(lambda: studio.session.transfers.model.ours)
    page = studio.window.transfers_in_sight()
    assert page is not None
    return studio, page


def case_folder(stage: Stage) -> Path:
    """Where the officer keeps what is sent."""
    folder = stage.folder / "Case files"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def send(studio: Studio, page: TransfersPage, path: Path, megabytes: int = 40) -> None:
    """Add a file and leave its questions unanswered."""
    if not path.exists():
        path.write_bytes(os.urandom(megabytes * MB))
    page.add([str(path)])
    studio.window.findChildren(QuestionsCard)[-1].send.click()


def _take_sending(studio: Studio, page: TransfersPage, stage: Stage) -> None:
    model, window = studio.session.transfers.model, studio.window
    case = case_folder(stage) / CASE
    case.mkdir()
    for name, megabytes in CASE_FILES.items():
        (case / name).write_bytes(os.urandom(megabytes * MB))
    model.set_limits(Limits(rate=12 * MB))
    page.add([str(case), str(case_folder(stage) / "Interview room 2.mov")])
    card = window.findChild(QuestionsCard)
    assert card is not None
    for field, draft in zip(card.questions.fields, ({"text": "24-118203"}, {"value": "VID"}), strict=False):
        field.field.show_draft(draft)
    studio.take("transfers-questions", everywhere=True)
    card.send.click()
    wait_for(lambda: model.totals.running == FILES_AT_ONCE and model.totals.failed == 1 and _is_under_way(studio))
    rows = [(place, model.rows.row_at(place)) for place in range(model.rows.rowCount())]
    place, row = next((place, one) for place, one in rows if one is not None and one.sent)
    page.list.setCurrentIndex(model.rows.index(place))
    studio.take("transfers-running", everywhere=True)
    page.act(Action.CANCEL, [row])
    studio.take("transfers-cancel")
    page._question.tell("")
    model.pause()
    wait_for(lambda: not model.totals.active)
    studio.take("transfers-paused", everywhere=True)
    other = Studio(studio.theme, studio.look, stage.folder / "transfers", found=stage.found)
    other.wait_until_online()
    other.window.open_page(TRANSFERS)
    seen = other.session.transfers.model
    wait_for(lambda: seen.standing is Standing.ELSEWHERE and seen.rows.rowCount() > 0)
    other.take("transfers-elsewhere", everywhere=True)
    other.close()


def _is_under_way(studio: Studio) -> bool:
    """Whether so much was sent that speeds can be told."""
    model = studio.session.transfers.model
    rows = [row for place in range(model.rows.rowCount()) if (row := model.rows.row_at(place))]
    moving = [row for row in rows if row.live is not None and row.live.speed > 0 and row.confirmed > 0]
    return model.totals.speed > 0 and len(moving) > 1


def _take_finished(studio: Studio, page: TransfersPage) -> None:
    model, window = studio.session.transfers.model, studio.window
    page._show_part(Part.FINISHED)
    wait_for(lambda: model.rows.rowCount() == model.totals.finished)
    page.list.setCurrentIndex(model.rows.index(1))
    studio.take("transfers-finished", everywhere=True)
    window.resize(*SMALL)
    studio.take("transfers-small-window")
    window.resize(*SIZE)
    page._search.setText("zzz")
    page._pick()
    wait_for(lambda: not model.rows.rowCount())
    studio.take("transfers-not-found")
    page._search.setText("")
    page._pick()
    wait_for(lambda: model.rows.rowCount() > 0)


def _take_held(studio: Studio, page: TransfersPage, path: Path) -> None:
    """What is sent and waits for an answer that the agency requires."""
    model = studio.session.transfers.model
    studio.session.choose_agency("mesa")
    wait_for(lambda: studio.session.layout is not None and studio.session.layout.agency == "mesa")
    send(studio, page, path)
    wait_for(lambda: model.totals.held == 1)
    wait_for(lambda: model.rows.rowCount() == model.totals.held + model.totals.failed)
    page.list.setCurrentIndex(model.rows.index(model.rows.rowCount() - 1))
    settle()
    studio.take("transfers-held", everywhere=True)
