"""A page whose policy asks for more than filters: said before anything is sent, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page, published_layout
from tests.helpers.services import page_services
from vizdesk.domain.layout import CaseNumber, Option, Page
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.widgets.search_page import SearchPage

PAGE = people_page()._replace(
    exactly_one_of=(("harbor:people.surname", "harbor:people.armed"),),
    reason_required=True,
    reasons=(Option("C", {"en": "Criminal justice"}), Option("M", {"en": "Missing person"})),
    case_number=CaseNumber.REQUIRED,
)


@pytest.fixture
def services(qapp: object, tmp_path: Path) -> Iterator[Services]:  # noqa: ARG001  # timers need an application
    with page_services(tmp_path / "workspace.db") as made:
        yield made


def made(services: Services, page: Page = PAGE) -> PageModel:
    services.workspace.save_setting("behind", "all that was saved before").result()
    model = PageModel(page, published_layout(), services, services.pool)
    model.restore(services.workspace.load_pages("harbor").get("people", {}), None)
    return model


def refusal(page: SearchPage) -> str:
    shown = [
        one.text() for one in page.panel.findChildren(QLabel) if one.isVisibleTo(page) and "This page" in one.text()
    ]
    return shown[0] if shown else ""


def test_the_policy_is_told_before_anything_is_sent_and_the_reason_is_kept(services: Services, qtbot: QtBot) -> None:
    model = made(services)
    page = SearchPage(model, QLocale("en_US"))
    qtbot.addWidget(page)
    page.show()
    page.apply()
    assert refusal(page).startswith("This page needs exactly one of “Last name” and “Armed”.")
    assert model.search.status.phase is Phase.EMPTY

    model.criteria.set_draft("harbor:people.armed", {"value": True})
    assert refusal(page) == ""
    page.apply()
    assert refusal(page).startswith("This page needs a reason for each search.")

    combo = next(one for one in page.panel.findChildren(QComboBox) if one.accessibleName() == "Reason for searching")
    combo.setCurrentIndex(combo.findText("Missing person"))
    combo.activated.emit(combo.currentIndex())
    page.apply()
    assert refusal(page).startswith("This page needs a case number")
    assert model.search.status.phase is Phase.EMPTY

    line = next(one for one in page.panel.findChildren(QLineEdit) if one.accessibleName() == "Case number")
    QTest.keyClicks(line, "24-1187")
    page.apply()
    assert refusal(page) == ""
    assert model.search.status.phase is not Phase.EMPTY
    assert model.reason.asked() == {"code": "M", "case": "24-1187"}
    qtbot.waitUntil(lambda: model.search.status.phase is Phase.OFFLINE)

    model.flush()
    again = made(services)
    assert again.reason.asked() == {"code": "M", "case": "24-1187"}
    gone = made(services, PAGE._replace(reasons=(Option("C", {}),)))
    assert gone.reason.asked() == {"case": "24-1187"}


def test_a_page_without_such_a_policy_has_no_reason_row(services: Services, qtbot: QtBot) -> None:
    model = made(services, people_page())
    page = SearchPage(model, QLocale("en_US"))
    qtbot.addWidget(page)
    assert not [one for one in page.panel.findChildren(QComboBox) if one.accessibleName() == "Reason for searching"]
    assert model.reason.asked() is None
