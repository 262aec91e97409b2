"""Saved searches, saved lists and history: kept, found, used again as drafts, never applied by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_document, published_layout
from tests.helpers.services import page_services
from vizdesk.domain.layout import Layout, decode_layout
from vizdesk.models import saved
from vizdesk.models.criteria import ChipState
from vizdesk.models.page import PageModel
from vizdesk.models.saved import SavedEntry
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.store.saved import SavedKind

SURNAME, HAIR, HEIGHT = (f"harbor:people.{name}" for name in ("surname", "hair", "height"))
WAIT = 15_000
PARKED = '{"id": "harbor:people.hair", "text": "", "why": "", "layout": 1, "draft": true}'


def page_on(services: Services, layout: Layout | None = None) -> PageModel:
    layout = layout or published_layout()
    page = PageModel(layout.pages[0], layout, services, services.pool)
    page.restore(services.workspace.load_pages("harbor").get("people", {}), None)
    return page


def do(qtbot: QtBot, page: PageModel, act: Callable[[], None]) -> list[SavedEntry]:
    with qtbot.waitSignal(page.saved.changed, timeout=WAIT):
        act()
    return page.saved.entries


def save(qtbot: QtBot, page: PageModel, name: str) -> SavedEntry:
    do(qtbot, page, lambda: page.saved.save_search(name))
    found = page.saved.called(SavedKind.SEARCH, name)
    assert found is not None
    return found


def test_a_saved_search_comes_back_as_drafts_and_applies_nothing(services: Services, qtbot: QtBot) -> None:
    page = page_on(services)
    page.criteria.set_query("quim*")
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    entry = save(qtbot, page, "  Brown   hair ")
    assert (entry.name, entry.said) == ("Brown hair", "“quim*” · Hair color: Brown")
    page.criteria.clear_all()
    page.criteria.set_draft(HEIGHT, {"from": "180"})
    page.saved.use(entry)
    assert [(chip.text, chip.state) for chip in page.criteria.chips()] == [
        ("“quim*”", ChipState.PENDING),
        ("Hair color: Brown", ChipState.PENDING),
    ]
    assert page.search.status.phase is Phase.EMPTY
    page.undo.undo()
    assert page.criteria.draft(HEIGHT) == {"from": "180"}
    assert page.criteria.draft(HAIR) == {}


def test_what_cannot_be_asked_for_is_not_saved(services: Services) -> None:
    page = page_on(services)
    page.criteria.set_draft(HEIGHT, {"from": "tall"})
    assert not page.saved.can_save_search()


def test_names_are_found_changed_and_replaced_and_all_of_it_can_be_undone(services: Services, qtbot: QtBot) -> None:
    page = page_on(services)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    first = save(qtbot, page, "Étude")
    page.criteria.set_draft(HAIR, {"values": ["BLK"]})
    save(qtbot, page, "Black hair")
    assert [one.name for one in page.saved.find("")] == ["Black hair", "Étude"]
    assert [one.name for one in page.saved.find("hair brown")] == ["Étude"]
    assert page.saved.called(SavedKind.SEARCH, "etude") is not None
    do(qtbot, page, lambda: page.saved.rename(first, "black HAIR"))  # another one is called so
    assert {one.name for one in page.saved.entries} == {"Étude", "Black hair"}
    do(qtbot, page, lambda: page.saved.rename(first, "Study"))
    page.criteria.set_draft(HAIR, {"values": ["BRO", "BLK"]})
    assert save(qtbot, page, "study").said == "Hair color: Brown or Black"
    assert len(page.saved.entries) == 2
    assert page.saved.removed == "“Study” is replaced."
    do(qtbot, page, page.saved.undo_removal)
    assert [one.said for one in page.saved.find("study")] == ["Hair color: Brown"]
    assert page.saved.removed == ""
    do(qtbot, page, lambda: page.saved.remove(page.saved.find("study")[0]))
    assert page.saved.removed == "“Study” is deleted."
    assert page.saved.find("study") == []
    do(qtbot, page, page.saved.undo_removal)
    assert len(page.saved.find("study")) == 1


def test_a_list_is_shown_from_the_store_and_nothing_is_asked(connected: Services, qtbot: QtBot) -> None:
    page = page_on(connected)
    page.criteria.apply()
    with qtbot.waitSignal(page.search.answered, timeout=WAIT):
        page.search.start()
    ids = [hit.id for hit in connected.workspace.results.load_block(page.search.shown_set().id, 0, 100)]
    do(qtbot, page, lambda: page.saved.save_list("Two", [(3, 3), (5, 5)]))
    do(qtbot, page, lambda: page.saved.save_list("All of them"))
    connected.link.lost()
    kept, whole = page.saved.find("two")[0], page.saved.find("all of them")[0]
    assert (kept.total.value, whole.total.value) == (2, page.results.loaded_rows)
    found = page.search.result_set()
    page.saved.use(kept)
    assert page.search.status.phase is Phase.LISTED
    assert page.search.status.headline.startswith("Saved list “Two”: 2 records.")
    assert page.results.rowCount() == 2
    with qtbot.waitSignal(page.results.dataChanged, timeout=WAIT):
        page.results.prepare(0)
    assert [page.results.id_at(row) for row in (0, 1)] == [ids[3], ids[5]]
    page.search.set_sort(())
    assert page.search.status.phase is Phase.LISTED
    assert page.search.result_set() == found  # a list is never taken for what the criteria have found
    page.search.close_list()
    assert page.search.status.phase is Phase.STORED
    assert page.results.loaded_rows == whole.total.value
    page.saved.use(kept)
    page.forget()
    assert not page.search.is_list_shown
    assert page.search.result_set() is None


def test_each_applied_search_is_in_the_history_with_what_it_found(connected: Services, qtbot: QtBot) -> None:
    page = page_on(connected)
    for hair in ("BRO", "BLK", "BLK"):
        page.criteria.set_draft(HAIR, {"values": [hair]})
        page.criteria.apply()
        with qtbot.waitSignal(page.search.answered, timeout=WAIT):
            page.search.start()
    page.criteria.set_draft(SURNAME, {"text": "never", "operator": "contains"})  # typed, never applied
    entries = do(qtbot, page, page.saved.load)
    assert [one.said for one in entries] == ["Hair color: Black", "Hair color: Brown"]
    assert [one.total.value for one in entries] == [page.search.status.total, entries[1].total.value]
    page.saved.use(entries[1])
    assert page.criteria.draft(HAIR) == {"values": ["BRO"]}
    assert page.criteria.draft(SURNAME) == {}
    assert page.criteria.is_pending(HAIR)
    assert do(qtbot, page, page.saved.clear_history) == []
    do(qtbot, page, page.saved.undo_removal)
    assert len(page.saved.entries) == 2
    do(qtbot, page, page.saved.clear_history)
    page.saved.forget_removed()
    assert do(qtbot, page, page.saved.undo_removal if page.saved.removed else page.saved.load) == []


def test_a_search_that_failed_is_in_the_history_too(services: Services, qtbot: QtBot) -> None:
    page = page_on(services)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.OFFLINE, timeout=WAIT)
    (entry,) = do(qtbot, page, page.saved.load)
    assert (entry.said, entry.total) == ("Hair color: Brown", None)


def next_layout() -> Layout:
    document = people_document() | {"version": 2}
    filters = document["pages"][0]["filters"]
    filters[2]["id"] = "harbor:people.hair_color"
    del filters[0]
    steps = [
        {"op": "rename", "from": HAIR, "id": "harbor:people.hair_color"},
        {"op": "retire", "id": SURNAME, "why": "It is not recorded any more."},
    ]
    return decode_layout(document | {"migrations": [{"from": 1, "steps": steps}]})


def test_under_a_new_layout_each_criterion_is_kept_converted_or_parked(services: Services, qtbot: QtBot) -> None:
    page = page_on(services)
    page.criteria.set_draft(SURNAME, {"text": "quim", "operator": "prefix"})
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    page.criteria.set_draft(HEIGHT, {"from": "180"})
    save(qtbot, page, "Before")
    later = page_on(services, next_layout())
    (entry,) = do(qtbot, later, later.saved.load)
    assert entry.caution == "1 filter does not fit the layout any more; it is kept and not searched for."
    later.saved.use(entry)
    states = {chip.filter_id: chip.state for chip in later.criteria.chips()}
    assert states == {
        "harbor:people.hair_color": ChipState.PENDING,
        HEIGHT: ChipState.PENDING,
        SURNAME: ChipState.PARKED,
    }
    again = save(qtbot, later, "After")  # what is parked goes along
    later.criteria.clear_all()
    later.saved.use(again)
    assert {chip.filter_id for chip in later.criteria.chips()} == states.keys()
    earlier = page_on(services)  # an older program's view of it
    do(qtbot, earlier, earlier.saved.load)
    newer = earlier.saved.find("after")[0]
    assert newer.caution.startswith("Saved with a newer layout")
    earlier.saved.use(newer)
    states = {chip.filter_id: chip.state for chip in earlier.criteria.chips()}
    assert states.pop(SURNAME) is ChipState.PENDING  # its filter is there again
    assert set(states.values()) == {ChipState.PARKED}


def test_one_that_cannot_be_read_is_set_aside_alone(services: Services, qtbot: QtBot) -> None:
    page = page_on(services)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    good = save(qtbot, page, "Good")
    rest = '"layout": "harbor@1", "query": "", "filters": {}, "drafts": {}'
    bad = {
        "No object": "[]",
        "Cut": '{"type": "peop',
        "Other page": f'{{"type": "vehicles", {rest}, "parked": []}}',
        "Odd parked": f'{{"type": "people", {rest}, "parked": [{{}}]}}',
        "Odd parked draft": f'{{"type": "people", {rest}, "parked": [{PARKED}]}}',
        "Odd request": f'{{"type": "people", {rest}, "parked": [], "request": {{}}}}',
        "Odd alternatives": '{"type": "people", "layout": "harbor@1", "query": "", "filters": {}, "parked": [], '
        '"drafts": {"$any": {"groups": null}}}',
    }
    for name, text in bad.items():
        item = services.workspace.saved.save_search(page.saved._place, name, {}, good.saved_at).result()
        services.workspace._database.write(
            lambda connection, item=item, text=text: connection.execute(
                "UPDATE saved_items SET body = ? WHERE id = ?", (text, item)
            )
        ).result()
    entries = do(qtbot, page, page.saved.load)
    assert {one.name for one in entries if one.body is None} == bad.keys()
    assert all("set aside" in one.caution for one in entries if one.body is None)
    page.criteria.clear_all()
    for one in entries:
        page.saved.use(one)  # those that cannot be read do nothing
    assert page.criteria.draft(HAIR) == {"values": ["BRO"]}


def test_all_of_it_is_there_after_a_restart(tmp_path: Path, qtbot: QtBot) -> None:
    with page_services(tmp_path / "workspace.db") as services:
        page = page_on(services)
        page.criteria.set_draft(HAIR, {"values": ["BRO"]})
        save(qtbot, page, "Kept")
        page.criteria.set_draft(HAIR, {"values": ["BLK"]})
        page.flush()
    with page_services(tmp_path / "workspace.db") as services:
        page = page_on(services)
        do(qtbot, page, page.saved.load)
        assert [one.name for one in page.saved.entries] == ["Kept"]
        assert page.criteria.draft(HAIR) == {"values": ["BLK"]}
        page.undo.undo()
        assert page.criteria.draft(HAIR) == {"values": ["BRO"]}
        page.undo.undo()
        assert page.criteria.is_empty()


def test_the_newest_are_there_before_all_are(services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_on(services)
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    for number in range(5):
        save(qtbot, page, f"Search {number}")
    monkeypatch.setattr(saved, "FIRST_ENTRIES", 2)
    again = page_on(services)
    assert [one.name for one in do(qtbot, again, again.saved.load)] == ["Search 4", "Search 3"]
    qtbot.waitUntil(lambda: len(again.saved.entries) == 5, timeout=WAIT)
    told = again.saved._told.copy()
    assert len(do(qtbot, again, again.saved.load)) == 5
    assert all(again.saved._told[one] is told[one] for one in told)  # what was told once is not worked out again
