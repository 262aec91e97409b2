"""Where a short name is chosen by its label: no choice is taken for another, and none is made by the program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vizdesk.domain.naming import NAME_PATTERN
from vizdesk.widgets.name_box import NameBox


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[NameBox]:
    around = QWidget()
    qtbot.addWidget(around)
    yield NameBox("Page", "people", NAME_PATTERN, around)


def test_a_label_that_could_be_a_short_name_is_told_apart_from_it(box: NameBox) -> None:
    box.offer([("vehicles", "Vehicles"), ("boats", "vehicles"), ("cars", "Cars"), ("carts", "Cars")])
    labels = [box.itemText(row) for row in range(box.count())]
    assert labels == ["Vehicles", "vehicles (boats)", "Cars (cars)", "Cars (carts)"]
    for label, name in zip(labels, ("vehicles", "boats", "cars", "carts"), strict=True):
        box.setEditText(label)
        assert box.name() == name
    for typed in ("vehicles", "boats", "new"):
        box.setEditText(typed)
        assert box.name() == typed


def test_what_is_chosen_stays_and_nobody_is_told_of_a_choice_when_others_are_offered(box: NameBox) -> None:
    box.offer([("vehicles", "Vehicles")])
    box.choose("vehicles")
    told: list[str] = []
    box.editTextChanged.connect(told.append)
    box.offer([("people", "Persons"), ("vehicles", "All vehicles")])
    assert (box.name(), box.currentText(), told) == ("vehicles", "All vehicles", [])
