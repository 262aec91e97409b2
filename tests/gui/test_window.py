"""The window as a whole: names for assistive technology, titles, schemes, states without a gateway, importing."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import START_MILLISECONDS, Opener, Shown
from vizdesk.db.keys import load_key
from vizdesk.domain.errors import NoKey, no_key
from vizdesk.domain.layout import decode_layout
from vizdesk.models.connection import Connection
from vizdesk.models.imports import ImportPhase
from vizdesk.models.search import Phase
from vizdesk.models.session import _Fetched
from vizdesk.widgets import tokens
from vizdesk.widgets.import_page import ImportPage
from vizdesk.widgets.main_window import DEFAULT_SIZE
from vizdesk.widgets.rail import IMPORT, SETTINGS
from vizdesk.widgets.state_view import StateView
from vizdesk.widgets.theme import Scheme, style_sheet
from vizdesk.widgets.tokens import contrast

SCHEMES = (tokens.LIGHT, tokens.DARK, tokens.HIGH_CONTRAST_LIGHT, tokens.HIGH_CONTRAST_DARK)


@pytest.mark.parametrize("colors", SCHEMES)
def test_what_is_disabled_looks_another_way_than_what_is_not(colors: tokens.Colors) -> None:
    sheet = style_sheet(colors)
    disabled = next(line for line in sheet.splitlines() if line.startswith("QPushButton:disabled"))
    assert (f"border-color: {colors.outline}" not in disabled) or "border-style: dashed" in disabled
    assert f"{{ color: {colors.text};" not in disabled


@pytest.mark.parametrize(
    ("room", "size", "is_whole"),
    [((1920, 1040), DEFAULT_SIZE, False), ((1366, 728), (1360, 728), True), ((800, 800), DEFAULT_SIZE, False)],
)
def test_the_first_window_is_not_larger_than_the_screen(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, room: tuple[int, int], size: tuple[int, int], is_whole: bool
) -> None:
    screen = SimpleNamespace(availableSize=lambda: QSize(*room))  # the offscreen platform has one of 800 by 800 only
    monkeypatch.setattr(shown.window, "screen", lambda: screen)
    shown.window.hide()
    shown.window._take_room()
    assert shown.window.size().toTuple() == size
    assert shown.window.isMaximized() == is_whole


def nameless(window: QWidget) -> list[str]:
    controls = (QAbstractButton, QLineEdit, QComboBox)
    return [
        f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}"
        for one in window.findChildren(QWidget)
        if not one.isHidden()
        if isinstance(one, controls) or (isinstance(one, QAbstractScrollArea) and one.focusPolicy())
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]


@pytest.mark.parametrize("colors", SCHEMES)
def test_text_and_outlines_stand_out_enough(colors: tokens.Colors) -> None:
    for ground in (colors.window, colors.surface, colors.raised, colors.hover, colors.selected, colors.accent_soft):
        assert contrast(colors.text, ground) >= 4.5
    for ground in (colors.window, colors.surface, colors.raised, colors.hover):
        for text in (colors.muted, colors.accent_text, colors.danger, colors.success):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(colors.on_accent, colors.accent) >= 4.5
    assert contrast(colors.text, colors.warning_soft) >= 4.5
    for line in (colors.outline, colors.focus, colors.accent):
        assert contrast(line, colors.surface) >= 3, line
        assert contrast(line, colors.window) >= 3, line


def test_every_control_has_a_name(shown: Shown) -> None:
    shown.search("surname", "quim")
    shown.page.results.table.select_row(0)
    shown.page.show_detail(True)
    for page in ("vehicles", "incidents", IMPORT):
        shown.window.open_page(page)
    assert "\n".join(nameless(shown.window)) == ""


def test_the_title_never_tells_what_was_searched_for(shown: Shown) -> None:
    shown.page.focus_query()
    QTest.keyClicks(shown.page.query, "quimby")
    shown.press(Qt.Key.Key_Return)
    shown.wait_for_answer()
    assert shown.window.windowTitle() == "VizDesk – Persons"


def test_labels_show_markup_letter_by_letter(shown: Shown) -> None:
    shown.page.show_detail(True)
    labels = [one for one in shown.window.findChildren(QLabel) if one.pixmap().isNull()]
    assert {one.textFormat() for one in labels if one.text()} == {Qt.TextFormat.PlainText}


def test_a_scheme_reaches_everything_at_once_and_is_kept(shown: Shown) -> None:
    def ground() -> str:
        return shown.window.palette().color(QPalette.ColorRole.Window).name().upper()

    shown.window.appearance.choose_scheme(Scheme.DARK)
    assert ground() == tokens.DARK.window
    assert shown.page.query.palette().color(QPalette.ColorRole.Base).name().upper() == tokens.DARK.surface
    shown.window.appearance.choose_scheme(Scheme.LIGHT)
    assert ground() == tokens.LIGHT.window
    assert shown.session.setting("window.scheme") == "light"


def test_the_system_s_scheme_is_followed_live(shown: Shown) -> None:
    hints = shown.theme._application.styleHints()
    try:
        hints.setColorScheme(Qt.ColorScheme.Dark)
        if hints.colorScheme() != Qt.ColorScheme.Dark:
            pytest.skip("this platform has one scheme only")
        shown.qtbot.waitUntil(lambda: shown.theme.colors == tokens.DARK)
    finally:
        hints.unsetColorScheme()
    shown.qtbot.waitUntil(lambda: shown.theme.colors == tokens.LIGHT)


def test_without_a_gateway_the_window_says_so_and_offers_to_try_again(open_window: Opener) -> None:
    one = open_window(gateway="http://127.0.0.1:9")
    one.qtbot.waitUntil(lambda: one.session.connection is Connection.OFFLINE, timeout=15_000)
    state = next(view for view in one.window.findChildren(StateView) if view.isVisible())
    told = " ".join(one.text() for one in state.findChildren(QLabel) if one.isVisible())
    assert "VizDesk cannot connect." in told
    assert "cannot be reached" in told
    assert state._button.text() == "Try again"


def test_offline_is_told_above_the_page_that_is_open(open_window: Opener, shown: Shown) -> None:
    shown.search("surname", "quim")
    shown.window.close()
    shown.session.close()
    one = open_window(gateway="http://127.0.0.1:9")
    one.qtbot.waitUntil(lambda: one.session.connection is Connection.OFFLINE, timeout=15_000)
    one.qtbot.waitUntil(lambda: one.window.current_page() is not None, timeout=15_000)
    one.qtbot.waitUntil(one.window._offline.isVisible)
    assert one.page.results.table.isVisible()


def test_another_agency_can_be_chosen_after_a_restart(open_window: Opener, shown: Shown) -> None:
    shown.qtbot.waitUntil(shown.window._rail._chooser.isVisible)
    shown.window.close()
    shown.session.close()
    one = open_window()
    one.qtbot.waitUntil(one.window._rail._chooser.isVisible, timeout=15_000)  # though the layout is the stored one


def test_the_operator_s_notice_stands_above_every_page_until_it_is_closed(shown: Shown) -> None:
    banner = shown.window._operator
    assert not banner.isVisible()
    shown.session.operator_notice.take("Searches of vehicles are slow until 15:00.")
    assert banner.isVisible()
    assert banner.accessibleName() == "Searches of vehicles are slow until 15:00."
    close = next(one for one in banner.findChildren(QAbstractButton) if one.accessibleName())
    close.click()
    assert not banner.isVisible()
    shown.session.operator_notice.take("Searches of vehicles are slow until 15:00.")
    assert not banner.isVisible()


def test_an_agencyless_folder_asks_for_a_file_and_an_import_makes_a_page(open_window: Opener, tmp_path: Path) -> None:
    file = tmp_path / "Dock permits.csv"
    lines = [f"{n},Pier {n % 7},2024-03-{n % 28 + 1:02}" for n in range(60)]
    file.write_text("Permit,Pier,Issued\n" + "\n".join(lines), encoding="utf-8")
    one = open_window(demo=False, data=tmp_path / "data")
    one.qtbot.waitUntil(lambda: one.window._start._button.text() == "Import a file…", timeout=20_000)
    assert one.window.focusWidget() is one.window._start._button, "Enter does what there is to do"

    one.window._start._button.click()
    page = one.window.findChild(ImportPage)
    assert page is not None
    page.take_file(str(file))
    assert page._page.currentText() == "dock_permits"
    assert not page._start.isEnabled()
    page._agency.setEditText("port")
    page._start.click()
    one.qtbot.waitUntil(lambda: one.session.imports.state.phase is ImportPhase.DONE, timeout=30_000)
    assert "60" in page._progress._headline.text()

    page._progress._open.click()
    one.qtbot.waitUntil(lambda: one.window.current_page() is not None, timeout=15_000)
    assert one.window.windowTitle() == "VizDesk – Dock permits"
    one.page.apply()
    one.wait_for_answer()
    assert one.model.search.status.phase is Phase.DONE
    assert one.model.search.status.total == 60


def test_who_may_not_import_is_not_offered_it_and_what_runs_stays(shown: Shown, tmp_path: Path) -> None:
    me = shown.session._connector.me
    assert me is not None

    def take(*roles: str) -> None:
        shown.session._on_fetched(_Fetched(replace(me, roles=frozenset(roles)), None, shown.session._etag))

    offer = shown.page.results._import
    assert offer.isVisible()
    take("searcher")
    assert not offer.isVisible()
    assert not shown.session.transfers.allowed()
    shown.window.open_page(IMPORT)
    page = shown.window.findChild(ImportPage)
    assert page is not None
    assert page._refusal.isVisible()
    said = {one.text() for one in page._refusal.findChildren(QLabel)}
    assert said > {"Your account may not import files.", "Ask an admin of your agency for the role “importer”."}
    assert not page._zone.isVisible()

    take("searcher", "importer")
    assert page._zone.isVisible()
    file = tmp_path / "Nothing.csv"
    file.write_text("Plate,State\n", encoding="utf-8")
    page.take_file(str(file))
    page._page.setEditText("plates")
    page._start.click()
    take("searcher")
    assert page._progress.isVisible(), "what was begun stays in sight"
    shown.qtbot.waitUntil(lambda: shown.session.imports.state.phase is ImportPhase.FAILED, timeout=30_000)
    assert page._progress.isVisible(), "and how it ended"
    page._progress._again.click()
    assert page._refusal.isVisible()


def test_an_import_names_what_exists_by_its_label_and_takes_new_names(shown: Shown) -> None:
    shown.window.open_page(IMPORT)
    page = shown.window.findChild(ImportPage)
    assert page is not None
    assert (page._agency.currentText(), page._agency.name()) == ("Harbor City Police (demo)", "harbor")
    offered = [page._page.itemText(place) for place in range(page._page.count())]
    assert offered == ["Persons", "Vehicles", "Incidents"]
    for typed, name in (("Persons", "people"), ("people", "people"), ("persons", "persons")):
        line = page._page.lineEdit()
        line.clear()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert (page._page.currentText(), page._page.name()) == (typed, name)
        assert page._modes.isVisibleTo(page) is (name == "people")
    page._page.setCurrentIndex(1)
    assert page._page_note.text() == "“Vehicles” exists already; its short name is vehicles."
    shown.session.layout_changed.emit()
    assert page._page.currentText() == "Vehicles"

    page._page.offer([("tows", "Tows"), ("old_tows", "Tows")])
    assert page._page.name() == "vehicles", "what is gone is a name like any other"
    page._page.setCurrentIndex(1)
    assert (page._page.currentText(), page._page.name()) == ("Tows (old_tows)", "old_tows")


def test_an_agencyless_folder_asks_who_may_not_import_for_somebody_who_may(open_window: Opener, tmp_path: Path) -> None:
    one = open_window(demo=False, data=tmp_path / "data")
    one.qtbot.waitUntil(lambda: one.window._start.action == "Import a file…", timeout=20_000)
    me = one.session._connector.me
    assert me is not None
    one.session._on_fetched(_Fetched(replace(me, roles=frozenset({"searcher"})), None, ""))
    assert one.window._start.action == ""
    assert "Ask an admin" in one.window._start._next_step.text()


def test_a_new_layout_leaves_one_on_the_page_that_one_is_on(shown: Shown) -> None:
    shown.window.open_page(SETTINGS)
    shown.window.open_page("people")
    layout = shown.session.layout
    assert layout is not None
    document = copy.deepcopy(dict(layout.document))
    document["pages"][0]["filters"].pop()
    document["version"] += 1
    shown.session._take_layout(decode_layout(document))
    assert shown.page.model.page.id == "people"
    assert len(shown.page.model.page.filters) == len(document["pages"][0]["filters"])


def test_a_missing_key_is_told_in_the_same_words_everywhere(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VIZDESK_KEY_FILE")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'no-bus'}")
    shown = open_window(data=tmp_path / "data")
    qtbot.waitUntil(lambda: shown.session.memory_only, timeout=START_MILLISECONDS)
    assert shown.window._memory.accessibleName() == no_key().told()
    with pytest.raises(NoKey) as refused:
        load_key(tmp_path / "another")
    assert refused.value.told() == no_key().told()
    qtbot.waitUntil(lambda: shown.session.connection is Connection.ONLINE, timeout=START_MILLISECONDS)
