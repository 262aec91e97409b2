"""The photo beside a record: every state, and pictures that nobody should decode."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page, published_layout
from tests.helpers.services import page_services
from vizdesk.domain.errors import UnexpectedAnswer
from vizdesk.domain.layout import Column
from vizdesk.domain.search import Hit, SearchAnswer, SearchRequest, Total
from vizdesk.models.page import PageModel
from vizdesk.models.photos import PhotoPhase
from vizdesk.models.services import Services
from vizdesk.widgets.detail_pane import DetailPane
from vizdesk.widgets.photo_view import LONGEST_SIDE, decode_photo

PAGE = people_page()._replace(
    photo_field="face", columns=(*people_page().columns, Column("face", {"en": {"label": "Photo"}}))
)


@pytest.fixture
def services(qapp: object, tmp_path: Path) -> Iterator[Services]:  # noqa: ARG001  # timers need an application
    with page_services(tmp_path / "workspace.db") as made:
        yield made


def picture(form: str, width: int = 900, height: int = 1200) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    return bytes(data.data())


def inline(data: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"


@pytest.mark.qt_log_ignore("JPEG")  # the decoder tells of what is broken
def test_pictures_are_made_small_and_others_refused(qtbot: QtBot) -> None:  # noqa: ARG001  # brings Qt
    small = decode_photo(picture("JPG"))
    assert (small.width(), small.height()) == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)
    assert decode_photo(picture("PNG", 30, 20)).width() == 30
    bomb = bytearray(picture("PNG", 10, 10))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    vector = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    for bad in (b"", vector, picture("BMP", 10, 10), picture("JPG")[:40], bytes(bomb)):
        with pytest.raises(UnexpectedAnswer):
            decode_photo(bad)


def test_the_record_s_photo_is_shown_and_its_data_is_no_text(services: Services, qtbot: QtBot) -> None:
    page = PAGE._replace(photo_hosts=())
    model = PageModel(page, published_layout(), services, services.pool)
    pane = DetailPane(model, QLocale("en_US"))
    qtbot.addWidget(pane)
    pane.resize(320, 700)
    pane.show()
    photo, view = pane._photo, pane._photo_view
    assert photo is not None
    assert view is not None

    value = inline(picture("JPG", 300, 400))
    pane.show_hit(Hit("1", {"surname": "Quimby", "face": value}, {}))
    assert view._said.text() == "Loading the photo…"
    qtbot.waitUntil(lambda: photo.state.phase is PhotoPhase.SHOWN)
    assert not view._picture.pixmap().isNull()
    assert view._picture.accessibleName() == "Photo of the record"
    assert not [one for one in pane.findChildren(QLabel) if "base64" in one.text()]
    pane.copy()
    assert "base64" not in QGuiApplication.clipboard().text()

    pane.show_hit(Hit("2", {"surname": "Quimby", "face": None}, {}))
    assert (photo.state.phase, view._said.text()) == (PhotoPhase.NONE, "No photo")
    pane.show_hit(Hit("1", {"surname": "Quimby", "face": value}, {}))
    assert photo.state.phase is PhotoPhase.SHOWN, "what was shown a moment ago is at hand"
    pane.show_hit(Hit("3", {"surname": "Quimby", "face": "https://faces.example/3.jpg"}, {}))
    qtbot.waitUntil(lambda: photo.state.phase is PhotoPhase.FAILED)
    assert "does not name" in view._said.text()
    assert view._again.isHidden(), "trying again would not help"
    pane.show_hit(Hit("4", {"surname": "Quimby", "face": "https://faces.example/4.jpg"}, {}))
    pane.show_hit(None)
    assert not view.isVisible()

    results = model.results
    answer = SearchAnswer((Hit("1", {"face": value}, {}),), None, Total(1), True, 1, 1, "2026-01-31T14:02:11Z", "e", 3)
    request = SearchRequest("people", layout="harbor@1", request_id="x")
    stored = services.workspace.results.replace("harbor", "people", request, answer, lambda: True).result_set
    results.show_set(stored, answer.hits)
    assert results.texts(0, [len(page.columns) - 1]) == ["Photo"]
    assert results.readable(range(len(page.columns))) == list(range(len(page.columns) - 1))
