"""Options that stand elsewhere, found as one types, over a real gateway."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from tests.gui.conftest import ANSWER_MILLISECONDS, START_MILLISECONDS, Opener, Shown
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish
from vizdesk.db.keys import load_key
from vizdesk.gateway.metadata import Metadata
from vizdesk.models.search import Phase
from vizdesk.widgets.chips import ChipButton
from vizdesk.widgets.fields.typeahead import TypeaheadPopup

COLORS = [
    {"value": "BRO", "text": {"en": "Dark brown"}}, {"value": "BLK", "text": {"en": "Black"}},
    {"value": "RED", "text": {"en": "Red brown"}},
]  # fmt: skip
BUILDS = [
    {"value": "SLIM", "text": {"en": "Slim"}, "of": ["RED"]}, {"value": "STO", "text": {"en": "Stocky"}, "of": ["BLK"]},
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder whose hair colors are in a list, and whose eye colors are the records' own."""
    document: dict[str, Any] = people_document()
    document["pages"][0]["filters"][2]["value"] = {"list": "colors"}
    document["pages"][0]["filters"][3]["value"] = {"source": "records"}
    build = {**document["pages"][0]["filters"][2], "id": "harbor:people.build", "text": {"en": {"label": "Build"}}}
    build |= {"bind": {"field": "build"}, "value": {"list": "builds", "dependsOn": "harbor:people.hair"}}
    document["pages"][0]["filters"].append(build)
    folder = tmp_path / "data"
    publish(folder, "harbor", "people", PEOPLE_FIELDS, people(60), document)
    metadata = Metadata(folder / "metadata.db", load_key(folder))
    metadata.lists.put("harbor", {"list": "colors", "options": COLORS}, None, "ana")
    metadata.lists.put("harbor", {"list": "builds", "options": BUILDS}, None, "ana")
    metadata.close()
    return folder


@pytest.fixture
def shown(open_window: Opener, data: Path, qtbot: QtBot) -> Shown:
    one = open_window(demo=False, data=data)
    qtbot.waitUntil(lambda: one.window.current_page() is not None, timeout=START_MILLISECONDS)
    qtbot.waitUntil(lambda: one.session.connection == "online", timeout=START_MILLISECONDS)
    return one


class Typed:
    """The open popup of a filter."""

    def __init__(self, shown: Shown, name: str) -> None:
        self._qtbot = shown.qtbot
        self._qtbot.keyClick(shown.control(name), Qt.Key.Key_Space)
        (self.popup,) = [one for one in shown.row(name).findChildren(TypeaheadPopup) if one.isVisible()]
        self.line, self.list = self._child(QLineEdit), self._child(QListView)

    def _child(self, kind: Callable[..., Any]) -> Any:
        found = self.popup.findChild(kind)  # type: ignore[call-overload]  # a widget's class
        assert found is not None
        return found

    def labels(self) -> list[str]:
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def find(self, text: str, expected: list[str]) -> None:
        self.line.clear()
        self._qtbot.keyClicks(self.line, text)
        self._qtbot.waitUntil(lambda: self.labels() == expected, timeout=ANSWER_MILLISECONDS)

    def take(self) -> None:
        self._qtbot.keyClick(self.line, Qt.Key.Key_Return)


def test_options_of_a_list_are_found_and_their_names_are_kept(shown: Shown) -> None:
    typed = Typed(shown, "hair")
    assert typed.line.accessibleName() == "Find an option of Hair color"
    typed.find("bro", ["Dark brown", "Red brown"])
    typed.take()
    typed.find("bl", ["Black"])
    typed.take()
    typed.popup.close()
    field = shown.row("hair").field
    assert field.draft() == {"values": ["BRO", "BLK"], "labels": {"BRO": "Dark brown", "BLK": "Black"}}
    assert field.controls()[0].accessibleName() == "Hair color: Dark brown, Black"
    (chip,) = [one for one in shown.page.chips.findChildren(ChipButton) if one.isVisible()]
    assert chip.chip.text == "Hair color: Dark brown or Black"
    shown.page.apply()
    shown.wait_for_answer()
    assert shown.phase() is Phase.DONE
    shown.model.criteria.clear("harbor:people.hair")
    shown.page.chips.findChildren(ChipButton)[0].click()
    assert field.draft()["labels"] == {"BRO": "Dark brown", "BLK": "Black"}


def test_values_of_the_records_are_found_under_the_other_criteria(shown: Shown) -> None:
    typed = Typed(shown, "eyes")
    typed.find("gr", ["green"])
    typed.take()
    assert shown.row("eyes").field.draft() == {"value": "green", "labels": {"green": "green"}}
    typed = Typed(shown, "eyes")
    assert typed.labels() == ["Any", "green"]
    typed.line.setText("blue")
    typed.take()  # at once, before anything is found: what is shown is not what is looked for
    assert shown.row("eyes").field.draft()["value"] == "green"
    assert typed.popup.isVisible()
    typed.find("nobody", [])
    assert [one.text() for one in typed.popup.findChildren(QLabel) if one.isVisible()] == [
        "No option has a word that begins so."
    ]
    typed.popup.close()


def test_values_without_a_name_are_asked_for(shown: Shown) -> None:
    shown.model.criteria.set_draft("harbor:people.hair", {"values": ["RED"]})
    field = shown.row("hair").field
    shown.qtbot.waitUntil(
        lambda: field.controls()[0].accessibleName() == "Hair color: Red brown", timeout=ANSWER_MILLISECONDS
    )
    assert shown.model.criteria.draft("harbor:people.hair")["labels"] == {"RED": "Red brown"}


def test_options_of_a_list_are_those_of_what_another_filter_asks_for(shown: Shown) -> None:
    shown.model.criteria.set_draft("harbor:people.hair", {"values": ["RED"], "labels": {"RED": "Red brown"}})
    typed = Typed(shown, "build")
    typed.find("s", ["Slim"])
    typed.take()
    typed.popup.close()
    row = shown.row("build")
    assert row._caution_label is None
    shown.model.criteria.set_draft("harbor:people.hair", {"values": ["BLK"], "labels": {"BLK": "Black"}})
    assert row._caution_label is not None
    assert row._caution_label.text().startswith("“Slim” does not belong to what is chosen in “Hair color”")
    assert shown.model.criteria.wanted()["harbor:people.build"].values == ("SLIM",)
    shown.model.criteria.clear("harbor:people.hair")
    assert not row._caution_label.isVisible()
    typed = Typed(shown, "build")
    typed.find("s", ["Slim", "Stocky"])
    typed.popup.close()
