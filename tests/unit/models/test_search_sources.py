"""A running search is asked for at most once at a time, and no longer than it runs."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from vizdesk.domain.errors import NotFound, VizDeskError
from vizdesk.domain.search import Sources
from vizdesk.models import search_sources as sources_module
from vizdesk.models.search_sources import SearchSources
from vizdesk.models.services import Services


class Asked:
    """A gateway's client that tells what the test says."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.told: Sources | VizDeskError = Sources(2, 3)
        self.answering = threading.Event()
        self.answering.set()

    def search_sources(self, request_id: str) -> Sources:
        self.ids.append(request_id)
        assert self.answering.wait(10)
        if isinstance(self.told, VizDeskError):
            raise self.told
        return self.told


@pytest.fixture
def asked(services: Services, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setattr(sources_module, "PAUSE_MILLISECONDS", 1)
    made: Any = Asked()
    services.link.connected(made)
    return made  # type: ignore[no-any-return]  # it stands for a client


def test_it_is_asked_again_and_again_until_it_has_ended(services: Services, asked: Asked, qtbot: QtBot) -> None:
    sources = SearchSources(services, services.pool)
    asked.answering.clear()
    sources.follow("a")
    sources.follow("a")
    qtbot.waitUntil(lambda: asked.ids == ["a"])
    asked.answering.set()
    qtbot.waitUntil(lambda: sources.told == Sources(2, 3))
    asked.told = NotFound("No such search is running.", "Search again.")
    qtbot.waitUntil(lambda: sources.told is None)  # it was sent again, and what was told does not hold any more
    asked.told = Sources(3, 3)
    qtbot.waitUntil(lambda: sources.told == Sources(3, 3))
    sources.stop()
    assert sources.told is None
    assert services.pool.waitForDone(10_000)
    QCoreApplication.processEvents()  # what was answered before the stop is delivered, and dropped
    assert not sources._pause.isActive(), "nothing would ask again"
    assert sources.told is None


def test_of_a_single_source_nothing_more_is_asked(services: Services, asked: Asked, qtbot: QtBot) -> None:
    sources = SearchSources(services, services.pool)
    asked.told = Sources(0, 1)
    sources.follow("a")
    qtbot.waitUntil(lambda: sources.told == Sources(0, 1))
    assert not sources._pause.isActive(), "nothing would ask again"
    assert asked.ids == ["a"]
    sources.follow("b")
    qtbot.waitUntil(lambda: asked.ids == ["a", "b"])
