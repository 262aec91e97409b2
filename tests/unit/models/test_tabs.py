"""Several searches of one page side by side: each its own, none lost, none come back by itself."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import published_layout
from tests.helpers.services import page_services
from tests.helpers.tabs import tabs_of
from vizdesk.domain.layout import Layout
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.models.tabs import MOST_TABS, Tabs

HAIR, HEIGHT = "harbor:people.hair", "harbor:people.height"
WAIT = 15_000


def copy_of(tabs: Tabs, model: PageModel, qtbot: QtBot) -> PageModel:
    with qtbot.waitSignal(tabs.changed, timeout=WAIT):
        tabs.duplicate(model)
    made = tabs.current_of(model.page.id)
    assert made is not None
    assert made is not model
    return made


def numbers(tabs: Tabs) -> list[int]:
    return [one.number for one in tabs.of("people")]


def search(model: PageModel, qtbot: QtBot) -> None:
    assert model.criteria.apply()
    model.search.start()
    qtbot.waitUntil(lambda: model.search.status.phase is Phase.DONE, timeout=WAIT)


def test_a_copy_has_criteria_query_sort_and_results_and_goes_its_own_way(connected: Services, qtbot: QtBot) -> None:
    tabs = tabs_of(published_layout(), connected)
    first = tabs.all()[0]
    first.criteria.set_draft(HAIR, {"values": ["BRO"]})
    search(first, qtbot)
    found = first.search.result_set()
    first.criteria.set_query("typed and not applied")
    second = copy_of(tabs, first, qtbot)
    assert second.label("en") == "Persons 2"
    assert second.criteria.snapshot() == first.criteria.snapshot()
    assert second.search.status.phase is Phase.STORED
    copied = second.search.result_set()
    assert found is not None
    assert copied is not None
    assert copied._replace(id=found.id) == found
    assert not second.undo.can_undo()

    second.criteria.set_query("")
    second.criteria.set_draft(HEIGHT, {"from": "180"})
    search(second, qtbot)
    assert first.criteria.query() == "typed and not applied"
    assert set(first.criteria.applied()) == {HAIR}
    assert first.search.result_set() == found
    second.undo.undo()
    assert second.criteria.draft(HEIGHT) == {}
    assert first.undo.can_undo()
    first.saved.load()
    qtbot.waitUntil(lambda: len(first.saved.entries) == 2, timeout=WAIT)  # the history is the page's


def test_tabs_are_on_the_disk_at_once_and_a_closed_one_can_be_opened_again(qtbot: QtBot, tmp_path: Path) -> None:
    store, layout = tmp_path / "workspace.db", published_layout()
    with page_services(store) as services:
        tabs = tabs_of(layout, services)
        first = tabs.all()[0]
        first.criteria.set_query("one")
        second = copy_of(tabs, first, qtbot)
        second.criteria.set_query("two")
        third = copy_of(tabs, second, qtbot)
        assert tabs.close(second)
        assert numbers(tabs) == [1, 3]
        assert tabs.current_of("people") is third
        services.workspace.save_setting("behind", 1).result()
        with page_services(store) as killed:  # what a start after kill -9 finds
            assert kept(layout, killed) == {1: "one", 3: "two"}
        assert tabs.close(third)
        assert not tabs.close(first)
        tabs.reopen("people")
        assert numbers(tabs) == [1, 3]
        services.workspace.save_setting("behind", 2).result()
    with page_services(store) as services:
        tabs = tabs_of(layout, services)
        assert numbers(tabs) == [1, 3]
        tabs.reopen("people")
        assert [one.criteria.query() for one in tabs.all()] == ["one", "two", "two"]
        assert not tabs.can_reopen("people")
        assert tabs.close(tabs.all()[0])
        services.workspace.save_setting("behind", 3).result()
    with page_services(store) as services:
        assert kept(layout, services) == {2: "two", 3: "two"}


def kept(layout: Layout, services: Services) -> dict[int, str]:
    return {one.number: one.criteria.query() for one in tabs_of(layout, services).all()}


def test_a_new_layout_keeps_all_tabs_and_forgetting_leaves_one_empty(services: Services, qtbot: QtBot) -> None:
    layout = published_layout()
    tabs = tabs_of(layout, services)
    first = tabs.all()[0]
    first.criteria.set_draft(HAIR, {"values": ["BRO"]})
    second = copy_of(tabs, first, qtbot)
    first.criteria.clear_all()
    page = layout.pages[0]
    changed = page._replace(filters=tuple(one for one in page.filters if one.id != HEIGHT))
    tabs.take(layout._replace(version=2, pages=(changed,)))
    after = tabs.all()
    assert not {first, second} & set(after)
    assert [one.criteria.draft(HAIR) for one in after] == [{}, {"values": ["BRO"]}]
    tabs.clean_up()
    tabs.forget()
    services.workspace.forget_pages().result()
    assert [(one.number, one.criteria.typed_state()) for one in tabs.all()] == [(1, {"": "", "*parked": []})]
    assert not tabs.can_reopen("people")
    assert kept(layout, services) == {1: ""}


def test_a_copy_that_is_being_made_is_forgotten_with_all_else(services: Services, qtbot: QtBot) -> None:
    layout = published_layout()
    tabs = tabs_of(layout, services)
    first = tabs.all()[0]
    first.criteria.set_query("Quimby")
    hold = threading.Event()
    services.workspace._database.write(lambda _connection: hold.wait(WAIT))  # the copy waits behind it
    tabs.duplicate(first)
    tabs.reopen("people")
    tabs.forget()
    forgotten = services.workspace.forget_pages()
    hold.set()
    forgotten.result()
    assert services.pool.waitForDone(WAIT)
    QCoreApplication.processEvents()
    assert numbers(tabs) == [1]
    assert "Quimby" not in json.dumps(services.workspace.load_pages("harbor"))
    assert copy_of(tabs, tabs.all()[0], qtbot).number == 2


def test_a_note_written_in_one_tab_is_there_in_the_others(connected: Services, qtbot: QtBot) -> None:
    tabs = tabs_of(published_layout(), connected)
    first = tabs.all()[0]
    search(first, qtbot)
    second = copy_of(tabs, first, qtbot)
    second.results.hit(0)
    qtbot.waitUntil(lambda: second.results.hit(0) is not None, timeout=WAIT)
    hit = second.results.hit(0)
    assert hit is not None
    with qtbot.waitSignal(second.marks.changed, timeout=WAIT):  # what is kept has been read
        pass
    second.marks.note(hit, "Seen by the pier")
    tabs.choose(first)
    assert first.marks.mark(hit.id).note == "Seen by the pier"
    first.marks.note(hit, "Seen by the pier, twice")
    tabs.close(first)
    assert second.marks.mark(hit.id).note == "Seen by the pier, twice"


def test_there_are_nine_at_most_and_the_number_of_a_closed_one_is_taken_last(services: Services, qtbot: QtBot) -> None:
    tabs = tabs_of(published_layout(), services)
    first = tabs.all()[0]
    second = copy_of(tabs, first, qtbot)
    tabs.close(second)
    for number in range(3, MOST_TABS + 1):
        assert copy_of(tabs, first, qtbot).number == number
    assert copy_of(tabs, first, qtbot).number == 2
    assert not tabs.can_duplicate("people")
    assert numbers(tabs) == list(range(1, MOST_TABS + 1))
