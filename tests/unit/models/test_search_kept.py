"""What is kept of a page's search: before it is sent, and through restarts."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from tests.helpers.gateway import RunningGateway
from tests.helpers.layouts import people_page, published_layout
from tests.helpers.searching import HAIR, DirectedClient, make_page, search
from tests.helpers.services import page_services
from vizdesk.domain.errors import StorageError, Unavailable
from vizdesk.domain.layout import Direction, SortKey
from vizdesk.domain.records_state import RecordsChanges, RecordsState
from vizdesk.domain.search import SearchAnswer, SearchRequest, Total
from vizdesk.models.page import PageModel, ViewState
from vizdesk.models.search import Part, Phase
from vizdesk.models.services import Services
from vizdesk.models.sheets import list_sheet
from vizdesk.net.client import GatewayClient
from vizdesk.store.concerns import CRITERIA, SORT


def test_after_a_restart_the_rows_are_there_with_their_age_and_nothing_is_sent(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    page.search.set_sort([SortKey("height", Direction.DESC)])
    search(page, qtbot)
    qtbot.waitUntil(lambda: page.results.rowCount() == 167)
    page.save_view(ViewState(selected_id="3", first_row=120, column_widths={"surname": 99}, detail_open=True))
    page.flush()
    sent = len(delegate.asked)
    again = make_page(services)
    assert again.search.status.phase is Phase.STORED
    assert re.fullmatch(r"Showing all 167 results\. As of .+\.", again.search.status.headline)
    assert again.search.status.as_of is not None
    assert again.search.sort() == (SortKey("height", Direction.DESC),)
    assert again.view == page.view
    assert again.is_restored
    qtbot.waitUntil(lambda: again.results.id_at(120) is not None)
    assert not again.results.canFetchMore(QModelIndex())
    assert len(delegate.asked) == sent


def test_after_a_restart_no_rows_stand_beside_other_criteria(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)

    def fail(_request: SearchRequest) -> SearchAnswer:
        raise Unavailable("x")

    delegate.searches = [fail]
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    search(page, qtbot, Phase.OFFLINE)
    again = make_page(services)
    assert set(again.criteria.applied()) == {HAIR}
    assert again.results.rowCount() == 0
    assert again.search.status.headline == "The results of this search are not here yet."


def test_what_is_applied_gets_onto_the_disk_while_it_is_searched_for(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    kept: list[Any] = []

    def look(request: SearchRequest) -> SearchAnswer:
        services.workspace.save_setting("behind", "all that was saved before").result()
        kept.append(services.workspace.load_pages("harbor")["people"][CRITERIA]["applied"])
        return delegate.real(request)

    delegate.searches = [look]
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    search(page, qtbot)
    assert kept == [{HAIR: ["BRO"]}]


def test_typing_is_saved_while_it_goes_on(services: Services, qtbot: QtBot) -> None:
    page = make_page(services)
    kept: list[str] = []
    for length in range(1, 400):
        page.criteria.set_query("x" * length)
        qtbot.wait(1)  # a steady typist, never pausing; not a wait for anything
        state = services.workspace.load_pages("harbor").get("people")
        if state and (not kept or kept[-1] != state[CRITERIA]["query"]):
            kept.append(state[CRITERIA]["query"])
        if len(kept) >= 3:
            break
    assert len(kept) >= 3


def test_in_memory_all_the_same(gateway: RunningGateway, qtbot: QtBot, tmp_path: Path) -> None:
    with page_services(None) as services, GatewayClient(gateway.url, gateway.token) as client:
        services.link.connected(client)
        page = make_page(services)
        search(page, qtbot)
        assert make_page(services).search.status.phase is Phase.STORED
    assert list(tmp_path.iterdir()) == []


def test_what_is_typed_after_applying_is_never_overtaken_by_what_was_applied(services: Services) -> None:
    page = PageModel(people_page(), published_layout(), services, services.pool)
    page.restore({}, None)
    may_go_on = threading.Event()
    for _ in range(services.pool.maxThreadCount()):
        services.pool.start(lambda: may_go_on.wait(10))
    page.criteria.set_query("first")
    page.criteria.apply()
    page.search.start()  # its worker waits for a thread, while the user types on
    page.criteria.set_query("first and more")
    page.flush()
    may_go_on.set()
    assert services.pool.waitForDone(10_000)
    services.workspace.save_setting("last", 1).result()
    kept = services.workspace.load_pages("harbor")["people"][CRITERIA]
    assert (kept["appliedQuery"], kept["query"]) == ("first", "first and more")


def test_an_order_by_a_field_that_the_layout_lost_is_left_out(services: Services) -> None:
    page = PageModel(people_page(), published_layout(), services, services.pool)
    page.restore({SORT: {"keys": [{"field": "gone", "direction": "asc"}, {"field": "dob", "direction": "desc"}]}}, None)
    assert page.search.sort() == (SortKey("dob", Direction.DESC),)
    page.restore({SORT: {"keys": [{"field": "gone", "direction": "asc"}]}}, None)
    assert page.search.sort() == page.page.sort


def test_rows_that_came_while_a_list_was_shown_are_fetched_again_and_none_is_lost(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)
    search(page, qtbot)
    shown = page.search.shown_set()
    assert shown is not None
    go_on = delegate.hold_next_answer()  # the gateway will be told to stop, and has answered already
    page.search.load_more()
    page.saved.save_list("Kept")
    qtbot.waitUntil(lambda: any(one.name for one in page.saved.entries))
    qtbot.waitUntil(lambda: len(delegate.asked) == 2)
    page.saved.use(next(one for one in page.saved.entries if one.name))
    qtbot.waitUntil(lambda: len(delegate.cancelled) == 1)
    go_on.set()
    qtbot.waitUntil(lambda: len(services.workspace.results.load_ids(shown.id, 0, 500)) > 100)
    page.search.close_list()
    while page.results.rowCount() < 500:
        page.search.load_more()
        qtbot.waitUntil(lambda: not page.search.status.loading_more)
    assert len(services.workspace.results.load_ids(shown.id, 0, 501)) == 500


def partly_answered(services: Services, delegate: DirectedClient, qtbot: QtBot) -> PageModel:
    """A page whose search two of three sources have answered."""
    page = make_page(services)
    delegate.searches = [lambda request: delegate.real(request)._replace(complete=False, answered=2, sources=3)]
    search(page, qtbot)
    return page


def show_marked_part(page: PageModel, qtbot: QtBot) -> None:
    """Mark three records, and show only those."""
    page.marks.star([(0, 2)], starred=True)
    qtbot.waitUntil(lambda: page.marks.count() == 3)
    page.marks.show_part(Part.MARKED)
    qtbot.waitUntil(lambda: page.search.part is Part.MARKED)


def test_a_part_of_the_results_tells_what_is_to_be_known_of_them(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = partly_answered(services, delegate, qtbot)
    show_marked_part(page, qtbot)
    assert "2 of 3 sources" in page.search.status.next_step
    assert " As of " in page.search.status.next_step
    page.search.set_records(RecordsState("another", "2026-01-31T14:02:11Z"))
    assert "These results are from before." in page.search.status.changed
    columns = [(place, 100) for place in range(3)]
    facts = list_sheet(page, [(0, 2)], columns, services.locale)().facts
    assert any("These results are from before." in one for one in facts)


def test_that_rows_cannot_be_read_is_told_no_longer_than_that_is_so(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = partly_answered(services, delegate, qtbot)
    before = page.search.status.next_step
    page.results._note_failure(0, StorageError("The disk is gone."))
    assert "The disk is gone." in page.search.status.next_step
    show_marked_part(page, qtbot)
    assert not page.search.status.unread
    page.search.close_list()
    assert (page.search.status.next_step, page.search.status.unread) == (before, False)


def test_records_that_are_all_gone_by_now_are_not_no_results(
    services: Services, delegate: DirectedClient, qtbot: QtBot
) -> None:
    page = make_page(services)

    def one(request: SearchRequest) -> SearchAnswer:
        return delegate.real(request)._replace(hits=delegate.real(request).hits[:1], next=None, total=Total(1))

    delegate.searches = [one]
    search(page, qtbot)
    found: Any = delegate
    found.records_changes = lambda held: RecordsChanges(held.ids, ())
    page.search.set_records(RecordsState("another", "2026-01-31T14:02:11Z"))
    qtbot.waitUntil(lambda: page.results.rowCount() == 0)
    status = page.search.status
    assert status.headline == "All records that were found have been removed since."
    assert status.next_step.startswith("This does not mean there are no matches now.")
    assert (status.phase, status.shown) == (Phase.DONE, 0)
    page.flush()
    again = make_page(services)
    assert again.search.status.phase is Phase.STORED
    assert again.search.status.headline == status.headline
