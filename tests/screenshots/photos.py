"""Records with photos: one in the record, one that lies where the layout does not look; and a page that changes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QImage, QPainter

from tests.screenshots.stage import Stage
from tests.screenshots.studio import Studio, wait_for
from vizdesk.models.photos import PhotoModel, PhotoPhase
from vizdesk.net.client import GatewayClient

ROUNDS, ROUND_SECONDS = 8, 10.0
NAMES = ("Amber Roe", "Blake Doe", "Casey Poe")


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    lock = json.loads((studio.data / "gateway.lock").read_text(encoding="utf-8"))
    with GatewayClient(lock["url"], lock["token"]) as client:
        _import(client, stage.folder, NAMES, "create")
        document = client.layout_source("harbor")
        document["pages"][-1]["record"]["photo"] = "face"
        client.publish_layout(document)
        _refresh_until(studio, lambda: bool((page := studio.session.page("faces")) and page.page.photo_field))
        studio.window.open_page("faces")
        studio.draft("name", text="e")
        studio.search()
        studio.page.show_detail(True)
        _take_photos(studio)
        _import(client, stage.folder, ("Amber Roe", "Dana Moe"), "replace")
        _refresh_until(studio, lambda: bool(studio.page.model.search.status.changed))
        wait_for(lambda: studio.page.model.results.rowCount() == 0)  # those that are gone are let go of
        studio.take("records-changed", everywhere=True)
        _take_parked(studio, client)


def _refresh_until(studio: Studio, condition: Callable[[], bool]) -> None:
    """Ask the gateway what is new, and again where the answer was to a question from before."""
    for _ in range(ROUNDS):
        studio.session.refresh()
        with suppress(TimeoutError):
            wait_for(condition, ROUND_SECONDS)
            return
    raise TimeoutError


def _import(client: GatewayClient, folder: Path, names: tuple[str, ...], mode: str) -> None:
    photos = (f"data:image/jpeg;base64,{_face(folder)}", "https://faces.example/2.jpg", "")
    rows = [f'{name},{31 + place},"{photo}"' for place, (name, photo) in enumerate(zip(names, photos, strict=False))]
    file = folder / "faces.csv"
    file.write_text("Name,Age,Face\n" + "\n".join(rows), encoding="utf-8")
    job = client.start_import(file, "harbor", "faces", mode, "auto")
    wait_for(lambda: client.import_state(job)["state"] != "running")


def _face(folder: Path) -> str:
    face = QImage(240, 300, QImage.Format.Format_RGB32)
    face.fill(QColor("#9DB4C0"))
    painter = QPainter(face)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#5C6B73"))
    painter.drawEllipse(70, 50, 100, 120)
    painter.drawEllipse(20, 190, 200, 220)
    painter.end()
    face.save(str(folder / "face.jpg"))
    return base64.b64encode((folder / "face.jpg").read_bytes()).decode()


def _take_photos(studio: Studio) -> None:
    for row, name in enumerate(("record-photo", "record-photo-refused")):
        studio.page.results.table.select_row(row)
        photo = studio.page.detail._photo
        assert photo is not None
        wait_for(partial(_is_settled, photo))
        studio.take(name)


def _is_settled(photo: PhotoModel) -> bool:
    return photo.state.phase in (PhotoPhase.SHOWN, PhotoPhase.FAILED)


def _take_parked(studio: Studio, client: GatewayClient) -> None:
    """A new layout has no such filter any more: the criterion is struck through, with the reason."""
    document: dict[str, Any] = client.layout_source("harbor")
    page = document["pages"][-1]
    page["filters"] = [one for one in page["filters"] if not one["id"].endswith(".name")]
    client.publish_layout(document)
    filters = len(page["filters"])
    _refresh_until(
        studio, lambda: (page := studio.session.page("faces")) is not None and len(page.page.filters) == filters
    )
    wait_for(lambda: studio.window.current_page() is not None)
    studio.take("records-parked")
