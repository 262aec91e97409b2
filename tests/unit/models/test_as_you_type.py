"""Searching while one types: where the agency allows it, from the second letter, and never for what was not typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_document, published_layout
from vizdesk.domain.layout import decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.models import as_you_type as module
from vizdesk.models.as_you_type import AsYouType
from vizdesk.models.page import PageModel
from vizdesk.models.services import Services
from vizdesk.resources import layout_schema
from vizdesk.widgets.search_page import SearchPage

SURNAME, HAIR = "harbor:people.surname", "harbor:people.hair"


@pytest.fixture
def page(services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageModel]:
    monkeypatch.setattr(module, "PAUSE_MILLISECONDS", 1)
    document = people_document()
    document["pages"][0]["policy"] = {"asYouType": True, "minimumCriteria": 1}
    made = PageModel(
        decode_layout(check_layout(document, layout_schema())).pages[0], published_layout(), services, services.pool
    )
    made.restore({}, None)
    yield made
    made.deleteLater()


def test_a_pause_in_typing_searches(page: PageModel, qtbot: QtBot) -> None:
    typist = AsYouType(page, page)
    criteria, wanted = page.criteria, []
    typist.wanted.connect(lambda: wanted.append(criteria.wanted()))
    for drafts, expected in (
        ({SURNAME: {"text": "q"}}, 0),
        ({SURNAME: {"text": "qu"}}, 1),
        ({HAIR: {"values": ["BRO"]}}, 2),
    ):
        for identifier, draft in drafts.items():
            criteria.set_draft(identifier, draft)
        qtbot.waitUntil(lambda: not typist._pause.isActive(), timeout=5000)
        assert len(wanted) == expected
    criteria.set_query("a")
    qtbot.waitUntil(lambda: not typist._pause.isActive(), timeout=5000)
    criteria.clear_all()
    assert not typist._pause.isActive(), "what changes all at once is the user's to apply"
    assert len(wanted) == 2


def test_only_where_it_is_allowed_and_asked_for(page: PageModel, services: Services, qtbot: QtBot) -> None:
    shown = SearchPage(page, services.locale)
    qtbot.addWidget(shown)
    assert shown._typist is None
    shown.set_as_you_type(True)
    assert shown._typist is not None
    shown.set_as_you_type(False)
    assert shown._typist is None
    forbidding = PageModel(page.page._replace(as_you_type=False), published_layout(), services, services.pool)
    other = SearchPage(forbidding, services.locale)
    qtbot.addWidget(other)
    other.set_as_you_type(True)
    assert other._typist is None
