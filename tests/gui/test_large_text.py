"""Large text, and a language with longer words: nothing is clipped on any main screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QLocale, QSize
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from tests.gui.conftest import Opener, Shown
from tests.helpers.clipping import clipped
from tests.helpers.pseudo_locale import PseudoLocale, pseudo
from vizdesk.domain.errors import NotAllowed
from vizdesk.domain.search import Sources
from vizdesk.models.alternatives import ANY
from vizdesk.models.connection import Connection
from vizdesk.models.language import LANGUAGES
from vizdesk.models.search import Part, Phase, SearchStatus
from vizdesk.models.search_words import said_of_deadline, said_of_keeping_on, said_of_offline
from vizdesk.models.wording import told
from vizdesk.transfers.schedule import Limits
from vizdesk.widgets.fields.map_popup import MapPopup
from vizdesk.widgets.fields.place import PlaceField
from vizdesk.widgets.rail import IMPORT, SETTINGS, TRANSFERS
from vizdesk.widgets.results_table import ResultsTable
from vizdesk.widgets.theme import TYPE, Scheme, Type, font
from vizdesk.widgets.transfer_actions import Action
from vizdesk.widgets.transfer_questions import QuestionsCard

SIZE = (1440, 900)
SETTLE_MILLISECONDS = 3000


@pytest.fixture
def pseudo_locale(qapp: QApplication) -> Iterator[None]:
    translator = PseudoLocale()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def large(pseudo_locale: None, open_window: Opener) -> Iterator[Shown]:  # noqa: ARG001  # it is installed first
    one = open_window()
    one.qtbot.waitUntil(lambda: one.window.current_page() is not None, timeout=30_000)
    one.qtbot.waitUntil(lambda: one.session.connection is Connection.ONLINE, timeout=30_000)
    one.window.appearance.choose_text_size(150)
    one.window.resize(*SIZE)
    yield one
    one.theme.set_text_size(100)


def settled(shown: Shown) -> list[str]:
    """What is clipped once all is laid out: rows are made, and layouts done, bit by bit."""
    deadline = QDeadlineTimer(SETTLE_MILLISECONDS)
    while (found := clipped(shown.window)) and not deadline.hasExpired():
        QCoreApplication.processEvents()
    return found


def rows_are_made(shown: Shown) -> None:
    shown.qtbot.waitUntil(lambda: shown.page.panel.is_whole, timeout=15_000)


@pytest.mark.parametrize("page", ["people", "vehicles", "incidents"])
def test_a_search_page_at_one_and_a_half_times_the_size(large: Shown, page: str) -> None:
    large.window.open_page(page)
    rows_are_made(large)
    assert settled(large) == []
    large.page.apply()
    large.wait_for_answer()
    large.page.results.table.select_row(0)
    large.page.show_detail(True)
    assert settled(large) == []
    chooser = large.page.results.tools.choose_columns()
    assert chooser is not None
    assert settled(large) == []
    chooser.close()
    saved = large.page.open_saved()
    assert settled(large) == []
    saved.close()


def test_alternatives_tabs_and_the_map(large: Shown) -> None:
    groups = [{"harbor:people.hair": {"values": ["RED"]}}, {"harbor:people.height_cm": {"from": "tall"}}, {}]
    large.model.criteria.set_draft(ANY, {"groups": groups})
    with large.qtbot.waitSignal(large.session.tabs.changed, timeout=15_000):
        large.page.copy_wanted.emit()
    large.page.apply()  # the fault is told
    rows_are_made(large)
    assert settled(large) == []
    large.window.open_page("incidents")
    field = large.row("scene").field
    assert isinstance(field, PlaceField)
    field.open_map()
    assert [clipped(one) for one in field.findChildren(MapPopup)] == [[]]
    field.findChildren(MapPopup)[0].close()


def test_states_of_a_search_page(large: Shown) -> None:
    large.model.criteria.set_query("qqqqq")
    large.page.apply()
    large.wait_for_answer()
    assert settled(large) == []
    large.model.criteria.set_draft("harbor:people.height_cm", {"from": "tall"})
    large.page.apply()
    assert settled(large) == []


def test_what_is_said_above_the_results(large: Shown) -> None:
    """Beside the record, where there is least room: a slow search, its deadline, being offline, a part, an export."""
    large.page.apply()
    large.wait_for_answer()
    large.page.show_detail(True)
    search, pane = large.model.search, large.page.results
    whole, sources = search.status, Sources(2, 3)
    slow = said_of_keeping_on(sources, QLocale("en_US"))
    for status in (
        SearchStatus(Phase.SEARCHING, *slow, slow=True, offers_to_tell=True, sources=sources),
        SearchStatus(Phase.FAILED, *said_of_deadline(30), previous="x" * 40),
        SearchStatus(Phase.OFFLINE, *said_of_offline(search.result_set(), QLocale("en_US"))),
    ):
        search._set_status(status._replace(shown=whole.shown, total=whole.total))
        for size in (large.window.minimumSize(), QSize(*SIZE)):
            large.window.resize(size)
            assert settled(large) == []
    search._set_status(whole)
    with large.qtbot.waitSignal(large.model.marks.changed, timeout=15_000):
        large.model.marks.star([(0, 1)], starred=True)
    large.model.marks.show_part(Part.MARKED)
    large.qtbot.waitUntil(lambda: search.part is Part.MARKED, timeout=15_000)
    pane.show_export()
    assert settled(large) == []


@pytest.mark.parametrize("page", [IMPORT, SETTINGS, TRANSFERS])
def test_the_other_pages(large: Shown, page: str) -> None:
    large.window.open_page(page)
    assert settled(large) == []
    if page == SETTINGS:
        settings = large.window._settings
        assert settings is not None
        settings.proxy.mode.show_value("manual")
        settings.proxy._on_edited()
        settings.kept.forget.click()
        assert settled(large) == []


@pytest.mark.usefixtures("storage")
def test_transfers_in_a_small_window(large: Shown, tmp_path: Path) -> None:
    """While files are sent, paused and failed, with the details of one."""
    window, model = large.window, large.session.transfers.model
    window.open_page(TRANSFERS)
    page = window.transfers_in_sight()
    assert page is not None
    large.qtbot.waitUntil(lambda: model.ours, timeout=15_000)
    least, usual = window.minimumSize(), QSize(1280, 0).expandedTo(window.minimumSize())
    window.resize(least)
    assert settled(large) == []
    model.set_limits(Limits(rate=1_000_000))
    (tmp_path / "a.bin").write_bytes(bytes(40_000_000))
    page.add([str(tmp_path / "a.bin"), str(tmp_path / "gone.bin")])
    window.findChildren(QuestionsCard)[-1].send.click()
    large.qtbot.waitUntil(lambda: model.totals.sent > 0 and model.totals.failed == 1, timeout=15_000)
    page.list.setCurrentIndex(model.rows.index(0))
    for size in (least, usual):
        window.resize(size)
        large.qtbot.waitUntil(lambda: page.rect().contains(page.detail.geometry()))
        assert settled(large) == []
        assert page.list.height() > 80
    model.pause()
    large.qtbot.waitUntil(lambda: not model.totals.active, timeout=15_000)
    page.act(Action.CANCEL, [row for place in range(2) if (row := model.rows.row_at(place))])
    for size in (usual, least):
        window.resize(size)
        assert settled(large) == []


def test_what_lies_above_the_page(large: Shown) -> None:
    large.window.show_shortcuts()
    assert settled(large) == []
    large.window.show_commands()
    assert settled(large) == []


def test_a_first_start_without_a_gateway(pseudo_locale: None, open_window: Opener) -> None:  # noqa: ARG001  # as above
    one = open_window(gateway="http://127.0.0.1:9")
    one.qtbot.waitUntil(lambda: one.session.connection is Connection.OFFLINE, timeout=15_000)
    one.theme.set_text_size(150)
    assert settled(one) == []
    one.theme.set_text_size(100)


def test_every_string_of_the_window_is_translated(large: Shown) -> None:
    """What stays is data: names of the agency and of its options, numbers, and keys."""
    large.window.open_page(SETTINGS)
    settings = large.window._settings
    assert settings is not None
    texts = [one.text() for kind in (QLabel, QPushButton) for one in settings.findChildren(kind) if one.text()]
    assert {text for text in texts if "·" not in text} == set(LANGUAGES.values())
    assert pseudo("Find {name}") == "Fíñd {name}····"
    large.window.open_page("people")
    criteria = large.model.criteria
    criteria.set_draft("harbor:people.hair", {"values": ["RED", "BRO"], "operator": "notIn"})
    criteria.set_draft(ANY, {"groups": [{"harbor:people.height_cm": {"from": "6'"}}]})
    said = {chip.filter_id: chip.text for chip in criteria.chips()}
    assert said["harbor:people.hair"].startswith("Hair color: ñöt ")
    assert said[ANY].startswith("Height: fröm 6′0″")
    assert told(NotAllowed("Your account may not export.")) == pseudo("Your account may not export.")


def test_the_text_size_changes_rows_and_columns_and_back(shown: Shown) -> None:
    table: ResultsTable = shown.page.results.table
    shown.page.apply()
    shown.wait_for_answer()
    rows, kept, width = table.rowHeight(0), table.columns.widths(), shown.window._rail.width()
    columns = [table.columnWidth(place) for place in range(len(kept))]
    shown.window.appearance.choose_text_size(150)
    assert table.rowHeight(0) == 1.5 * rows
    assert width <= shown.window._rail.width() <= 1.5 * width  # as wide as it needs
    assert [table.columnWidth(place) for place in range(len(kept))] == [1.5 * wide for wide in columns]
    assert table.columns.widths() == kept
    buttons = [one for one in shown.window.findChildren(QToolButton) if not isinstance(one.parent(), QLineEdit)]
    assert {one.iconSize().width() for one in buttons} == {24}
    assert shown.page.results._icon.width() == 24
    shown.theme.choose(Scheme.DARK)
    typed = [one for one in shown.window.findChildren(QWidget) if one.property(TYPE)]
    assert {(one.property(TYPE), one.font().pointSizeF()) for one in typed} == {
        (one, font(Type(one)).pointSizeF()) for one in {one.property(TYPE) for one in typed}
    }, "other colors bring back no other size"
    shown.theme.choose(Scheme.SYSTEM)
    shown.window.appearance.choose_text_size(100)
    assert table.rowHeight(0) == rows
    assert [table.columnWidth(place) for place in range(len(kept))] == columns


def test_the_rail_makes_room_for_its_words(large: Shown) -> None:
    rail = large.window._rail
    for name in ("Cars and trucks", "Persons", "Stolen bicycles"):
        rail.show_pages([("page", name)])
        assert name in [button.text() for button in rail._texts]
