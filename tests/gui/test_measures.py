"""“What VizDesk measures”: the user sees all of it, clears it, switches it off, and takes it along."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from tests.gui.conftest import Shown
from vizdesk.resources import resource
from vizdesk.widgets.measures_settings import MeasuresSettings
from vizdesk.widgets.rail import SETTINGS

WAIT = 15_000


def measures(shown: Shown) -> MeasuresSettings:
    shown.window.open_page(SETTINGS)
    page = shown.window._settings
    assert page is not None
    return page.measures


def lines(part: MeasuresSettings) -> list[str]:
    rows = part.rows
    return [str(rows.data(rows.index(row, 1), Qt.ItemDataRole.DisplayRole)) for row in range(rows.rowCount())]


def test_all_of_it_is_shown_saved_and_cleared(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.search("surname", "quim")
    part = measures(shown)
    shown.qtbot.waitUntil(lambda: bool(lines(part)), timeout=WAIT)
    (line,) = lines(part)
    assert line.startswith("Search, done, ")
    assert line.endswith("filters: 1")

    path = tmp_path / "measures.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    part.write.click()
    shown.qtbot.waitUntil(lambda: part._told.text() == "The file is written.", timeout=WAIT)
    written = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(written, json.loads(resource("events.schema.json").read_text(encoding="utf-8")))
    assert len(written["events"]) == 1
    assert "quim" not in path.read_text(encoding="utf-8")

    part.clear.click()
    shown.qtbot.waitUntil(lambda: not lines(part), timeout=WAIT)
    assert part._nothing.isVisible()


def test_switched_off_nothing_is_counted(shown: Shown) -> None:
    part = measures(shown)
    next(one for one in part.switch.findChildren(QPushButton) if one.text() == "Off").click()
    shown.window.open_page("people")
    shown.search("surname", "quim")
    assert shown.session.services is not None
    assert shown.session.services.workspace.measures.load() == []
    assert shown.session.setting("measures") is False
