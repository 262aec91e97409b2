"""A slow or broken back end, in the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.conftest import ANSWER_MILLISECONDS, START_MILLISECONDS, Opener, Shown
from tests.helpers.sources_gateway import sources_gateway
from vizdesk.domain.errors import ASK_ADMIN, NotAllowed, NotAnswering
from vizdesk.domain.search import SearchAnswer, SearchRequest
from vizdesk.models import search_wait
from vizdesk.models.connection import TOKEN_VARIABLE
from vizdesk.models.search import Phase
from vizdesk.widgets.filter_row import FilterRow


class Slow:
    """The gateway's client, whose searches wait until they are let go, or fail."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.go_on = threading.Event()
        self.failure: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def search(self, request: SearchRequest) -> SearchAnswer:
        assert self.go_on.wait(30)
        if self.failure is not None:
            raise self.failure
        answer: SearchAnswer = self._client.search(request)
        return answer


@pytest.fixture
def slow(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    monkeypatch.setattr(search_wait, "STAGES_MILLISECONDS", (20, 40, 60, 60_000))
    link = shown.session._link
    real = link.client(1)
    made: Any = Slow(real)
    link.connected(made)
    yield made
    made.go_on.set()
    link.connected(real)


def texts(shown: Shown) -> list[str]:
    return [one.text() for one in shown.window.findChildren(QLabel) if one.isVisible()]


def button(shown: Shown, text: str) -> QPushButton | None:
    buttons = shown.window.findChildren(QPushButton)
    return next((one for one in buttons if one.isVisible() and one.text() == text), None)


def wait_for_button(shown: Shown, text: str) -> QPushButton:
    shown.qtbot.waitUntil(lambda: button(shown, text) is not None, timeout=ANSWER_MILLISECONDS)
    found = button(shown, text)
    assert found is not None
    return found


def test_who_keeps_working_on_another_page_is_told_there(shown: Shown, slow: Slow) -> None:
    shown.page.apply()
    wait_for_button(shown, "Keep working; tell me when done").click()
    assert button(shown, "Keep working; tell me when done") is None
    people = shown.model
    shown.window.open_page("vehicles")
    slow.go_on.set()
    shown.wait_for_answer(people)
    told = f"Persons: {people.search.status.headline}"
    assert told in texts(shown)
    shown.window.open_page("people")
    assert told not in texts(shown), "its page says it itself"


def test_who_is_told_on_another_page_goes_to_the_search_from_there(shown: Shown, slow: Slow) -> None:
    shown.page.apply()
    wait_for_button(shown, "Keep working; tell me when done").click()
    people = shown.model
    shown.window.open_page("vehicles")
    slow.go_on.set()
    shown.wait_for_answer(people)
    wait_for_button(shown, "Open the search").click()
    assert shown.model is people
    assert button(shown, "Open the search") is None


def test_who_stays_is_not_told_twice(shown: Shown, slow: Slow) -> None:
    shown.page.apply()
    wait_for_button(shown, "Keep working; tell me when done").click()
    slow.go_on.set()
    shown.wait_for_answer()
    assert not any(text.startswith("Persons: ") for text in texts(shown))


def test_typing_is_never_disabled(shown: Shown, slow: Slow) -> None:
    shown.page.apply()
    shown.qtbot.waitUntil(lambda: shown.model.search.status.slow)
    for row in shown.page.findChildren(FilterRow):
        assert all(control.isEnabled() for control in row.field.controls())
    shown.type_into("surname", "quim")
    shown.page.focus_query()
    QTest.keyClicks(shown.page.query, "a b")
    assert shown.model.criteria.draft("harbor:people.surname")["text"] == "quim"
    assert shown.model.criteria.query() == "a b"
    assert shown.phase() is Phase.SEARCHING
    slow.go_on.set()
    shown.wait_for_answer()


def test_a_failing_source_offers_to_try_again_and_to_change_filters(shown: Shown, slow: Slow) -> None:
    slow.failure = NotAnswering("The search service keeps failing. This does not mean there are no matches.", "Wait.")
    slow.go_on.set()
    shown.page.apply()
    shown.wait_for_answer()
    assert shown.phase() is Phase.FAILED
    assert button(shown, "Try again") is not None
    change = wait_for_button(shown, "Change filters")
    change.setFocus()
    shown.press(Qt.Key.Key_Space, change)
    focused = shown.window.focusWidget()
    assert focused is not None
    assert shown.page.panel.isAncestorOf(focused)


def test_who_lacks_the_role_is_told_whom_to_ask_and_not_to_change_filters(shown: Shown, slow: Slow) -> None:
    slow.failure = NotAllowed("Your account lacks the role “searcher”.", ASK_ADMIN)
    slow.go_on.set()
    shown.page.apply()
    shown.wait_for_answer()
    assert wait_for_button(shown, "Try again") is not None
    assert ASK_ADMIN in texts(shown)
    assert button(shown, "Change filters") is None
    slow.failure = NotAllowed("Your account may not use the filter harbor:people.dob.", "Remove it, then search again.")
    shown.page.apply()
    shown.wait_for_answer()
    assert wait_for_button(shown, "Change filters") is not None


def test_after_three_seconds_a_search_says_how_many_of_its_sources_have_answered(
    open_window: Opener,
    qtbot: QtBot,
    tmp_path_factory: pytest.TempPathFactory,
    key_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The table of the study, with its own times."""
    with sources_gateway(tmp_path_factory.mktemp("sources"), key_file) as gateway:
        monkeypatch.setenv(TOKEN_VARIABLE, gateway.running.token)
        shown = open_window(gateway=gateway.running.url)
        qtbot.waitUntil(lambda: shown.window.current_page() is not None, timeout=START_MILLISECONDS)
        heard: list[tuple[float, str]] = []
        started = time.monotonic()
        search = shown.model.search
        search.status_changed.connect(lambda: heard.append((time.monotonic() - started, search.status.headline)))
        gateway.let_answer(2)
        shown.page.apply()
        said = "Still searching. 2 of 3 sources have answered."
        qtbot.waitUntil(lambda: search.status.headline == said, timeout=ANSWER_MILLISECONDS)
        assert {headline for seconds, headline in heard if 0.2 < seconds < 3} == {"Searching…"}
        assert said.removesuffix(".") in texts(shown) or said in texts(shown)
        assert button(shown, "Cancel") is not None
        gateway.let_answer(1)
        qtbot.waitUntil(lambda: "1 of 3 sources has answered." in search.status.headline, timeout=ANSWER_MILLISECONDS)
        gateway.let_answer(3)
        shown.wait_for_answer()
        assert search.status.headline == "Showing all 100 results."
