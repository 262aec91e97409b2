"""The settings page: what is chosen holds at once, survives a restart, and is forgotten on request."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.gui.conftest import Opener, Shown
from vizdesk.models.search import Phase
from vizdesk.net.proxy import Proxy, ProxyMode
from vizdesk.widgets.appearance import Density
from vizdesk.widgets.rail import SETTINGS
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.settings_page import SettingsPage
from vizdesk.widgets.theme import Scheme

WAIT = 15_000


def settings(shown: Shown) -> SettingsPage:
    shown.window.open_page(SETTINGS)
    page = shown.window._settings
    assert page is not None
    return page


def choose(segments: Segments, text: str) -> None:
    next(one for one in segments.findChildren(QPushButton) if one.text() == text).click()


def told(page: SettingsPage) -> str:
    return page.proxy._told.text() if page.proxy._told.isVisibleTo(page) else ""


def test_the_look_is_chosen_with_the_keyboard_and_survives_a_restart(open_window: Opener, shown: Shown) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = shown.window._settings
    assert page is not None
    assert shown.window.windowTitle() == "VizDesk – Settings"
    assert page._scheme.isAncestorOf(shown.window.focusWidget())
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Right)
    choose(page._scheme, "Dark")
    choose(page._size, "125%")
    choose(page._density, "Compact")
    assert shown.theme.scheme is Scheme.DARK
    height = 30  # 24 at 125 %
    assert shown.window._pages["people"].results.table.verticalHeader().defaultSectionSize() == height
    shown.window.close()
    shown.session.close()
    shown.theme.set_text_size(100)
    again = open_window()
    again.qtbot.waitUntil(lambda: again.window.current_page() is not None, timeout=WAIT)
    assert again.theme.text_size == 125
    assert again.window.appearance.density is Density.COMPACT
    again.page.apply()
    again.wait_for_answer()
    assert again.page.results.table.rowHeight(0) == height
    again.theme.set_text_size(100)
    again.theme.choose(Scheme.SYSTEM)


def test_forgetting_asks_once_and_leaves_nothing_of_any_page(shown: Shown, open_window: Opener) -> None:
    shown.search("surname", "quim")
    shown.page.results.table.select_row(0)
    model = shown.model
    page = settings(shown)
    shown.qtbot.waitUntil(lambda: "Records found: " in page.kept._amount.text(), timeout=WAIT)
    page.kept.forget.click()
    assert shown.window.focusWidget() is page.kept.keep
    page.kept.keep.click()
    assert model.search.status.phase is Phase.DONE
    page.kept.forget.click()
    page.kept.confirm.click()
    shown.qtbot.waitUntil(lambda: page.kept._told.text() == "Searches and results are forgotten.", timeout=WAIT)
    assert model.search.status.phase is Phase.EMPTY
    assert model.criteria.is_empty()
    assert model.results.loaded_rows == 0
    shown.qtbot.waitUntil(lambda: page.kept._amount.text().endswith("Records found: 0."), timeout=WAIT)
    shown.window.close()
    shown.session.close()
    again = open_window()
    again.qtbot.waitUntil(lambda: again.window.current_page() is not None, timeout=WAIT)
    assert again.model.criteria.is_empty()
    assert again.model.view.selected_id is None
    assert again.phase() is Phase.EMPTY


def test_a_search_that_runs_while_all_is_forgotten_brings_nothing_back(shown: Shown) -> None:
    shown.page.apply()
    shown.session.kept.forget()
    with shown.qtbot.waitSignal(shown.session.kept.forgotten, timeout=WAIT):
        pass
    assert shown.phase() is Phase.EMPTY
    services = shown.session.services
    assert services is not None
    assert services.workspace.count_kept().records == 0


def test_a_proxy_is_tried_and_taken(shown: Shown) -> None:
    page = settings(shown)
    assert not page.proxy.use.isEnabled()
    choose(page.proxy.mode, "This one")
    page.proxy.test.click()
    shown.qtbot.waitUntil(lambda: "host is not one" in told(page), timeout=WAIT)
    with closing(socket.create_server(("127.0.0.1", 0))) as proxy:
        port = proxy.getsockname()[1]
        QTest.keyClicks(page.proxy.host, "127.0.0.1")
        QTest.keyClicks(page.proxy.port, str(port))
        page.proxy.test.click()
        shown.qtbot.waitUntil(lambda: told(page).startswith("The proxy can be reached."), timeout=WAIT)
        assert shown.session.proxy.proxy == Proxy()
        page.proxy.use.click()
        shown.qtbot.waitUntil(lambda: told(page) == "This is used from now on.", timeout=WAIT)
    assert shown.session.setting("net.proxy") == {
        "mode": "manual",
        "host": "127.0.0.1",
        "port": port,
        "signsIn": False,
    }
    assert shown.session.connection == "online"  # the embedded gateway is on this computer: no proxy is on its way
    page.proxy.test.click()
    shown.qtbot.waitUntil(lambda: told(page).startswith("The proxy cannot be reached."), timeout=WAIT)


def test_a_password_goes_to_the_keyring_or_nowhere(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.db.platform_keyring._TRUSTED_BACKENDS", ())
    page = settings(shown)
    choose(page.proxy.mode, "This one")
    for line, text in (
        (page.proxy.host, "proxy.example.org"),
        (page.proxy.port, "8080"),
        (page.proxy.name, "officer"),
        (page.proxy.password, "geheim-42"),
    ):
        QTest.keyClicks(line, text)
    page.proxy.use.click()
    shown.qtbot.waitUntil(lambda: "keeps a password nowhere else" in told(page), timeout=WAIT)
    assert shown.session.proxy.proxy.mode is ProxyMode.SYSTEM
    assert "geheim" not in str(shown.session._settings)
    assert "officer" not in str(shown.session._settings)
    assert not any("geheim" in one.text() for one in shown.window.findChildren(QLabel))
