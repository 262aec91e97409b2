"""Saved searches, saved lists and the history in the store: nothing lost, nothing that comes back, one fault alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.store.test_workspace import KEY, REQUEST, always, answer, hits
from vizdesk.db.connection import open_db
from vizdesk.domain.search import Relation, Total
from vizdesk.store.saved import MOST_IN_HISTORY, Place, SavedKind, list_rows_id
from vizdesk.store.schema import WORKSPACE_SCHEMA
from vizdesk.store.workspace import Workspace

PEOPLE, VEHICLES = Place("harbor", "people"), Place("harbor", "vehicles")
AT = "2026-01-31T14:02:11+00:00"


@pytest.fixture(params=["file", "memory"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "workspace.db", KEY) if request.param == "file" else Workspace(None, None)
    yield made
    made.close()


def names(workspace: Workspace, place: Place = PEOPLE) -> list[str]:
    return [one.name for one in workspace.saved.load(place)]


def test_searches_are_kept_by_page_renamed_removed_and_put_back(workspace: Workspace) -> None:
    saved = workspace.saved
    first = saved.save_search(PEOPLE, "Tall", {"query": "é"}, AT).result()
    saved.save_search(VEHICLES, "Vans", {}, AT).result()
    (item,) = saved.load(PEOPLE)
    assert item == (first, SavedKind.SEARCH, "Tall", AT, None, {"query": "é"})
    saved.rename(first, "Very tall").result()
    saved.remove([first]).result()
    assert (names(workspace), names(workspace, VEHICLES)) == ([], ["Vans"])
    saved.put_back([first]).result()
    assert names(workspace) == ["Very tall"]


def test_what_is_being_removed_is_not_there_for_another_tab(workspace: Workspace) -> None:
    saved = workspace.saved
    first = saved.save_search(PEOPLE, "Tall", {}, AT).result()
    saved.remove([first])  # by a tab that does not wait for it
    assert names(workspace) == []


def test_a_search_that_is_replaced_can_be_put_back(workspace: Workspace) -> None:
    saved = workspace.saved
    old = saved.save_search(PEOPLE, "Tall", {"n": 1}, AT).result()
    new = saved.save_search(PEOPLE, "Tall", {"n": 2}, AT, replaced=old).result()
    assert [one.body for one in saved.load(PEOPLE)] == [{"n": 2}]
    saved.put_back([old], [new]).result()
    assert [one.body for one in saved.load(PEOPLE)] == [{"n": 1}]


def test_what_is_purged_is_gone_for_good(workspace: Workspace) -> None:
    saved, results = workspace.saved, workspace.results
    found = results.replace("harbor", "people", REQUEST, answer(hits(0, 2500)), always).result_set
    gone = saved.save_list(PEOPLE, "All", {}, AT, found.id, [(0, 2499)]).result()
    kept = saved.save_list(PEOPLE, "Some", {}, AT, found.id, [(0, 9)]).result()
    saved.remove([gone]).result()
    while saved.purge().result():
        pass
    saved.put_back([gone]).result()
    assert names(workspace) == ["Some"]
    assert results.load_block(list_rows_id(gone), 0, 10) == []
    assert len(results.load_block(list_rows_id(kept), 0, 100)) == 10
    assert len(results.load_block(found.id, 0, 5000)) == 2500


def test_a_list_keeps_its_records_whatever_becomes_of_the_results(workspace: Workspace) -> None:
    found = workspace.results.replace("harbor", "people", REQUEST, answer(hits(0, 50)), always).result_set
    made = workspace.saved.save_list(PEOPLE, "Three", {}, AT, found.id, [(7, 8), (30, 30), (90, 99)]).result()
    workspace.results.replace("harbor", "people", REQUEST, answer(hits(100, 5)), always).kept.result()
    while workspace.results.sweep().result():
        pass
    (item,) = workspace.saved.load(PEOPLE)
    assert item.total == Total(3, Relation.EXACT)
    block = workspace.results.load_block(list_rows_id(made), 0, 100)
    assert [hit.id for hit in block] == ["7", "8", "30"]
    assert workspace.results.find(list_rows_id(made), "30") == 2
    assert set(workspace.results.load_sets("harbor")) == {"people"}


def test_the_history_keeps_the_newest_and_no_search_twice_in_a_row(workspace: Workspace) -> None:
    saved = workspace.saved
    for n in range(MOST_IN_HISTORY + 20):
        saved.note_search(PEOPLE, f"asked {n}", {"n": n}, AT)
    saved.note_search(PEOPLE, f"asked {MOST_IN_HISTORY + 19}", {"n": "again"}, AT)
    saved.note_search(VEHICLES, "asked 1", {}, AT)
    saved.note_total(PEOPLE, "asked 30", Total(3, Relation.AT_LEAST)).result()
    items = saved.load(PEOPLE)
    assert len(items) == MOST_IN_HISTORY
    assert [one.body for one in items[:2]] == [{"n": "again"}, {"n": MOST_IN_HISTORY + 18}]
    assert [one.total for one in items if one.body == {"n": 30}] == [Total(3, Relation.AT_LEAST)]
    assert len(saved.load(VEHICLES)) == 1


def test_an_item_that_cannot_be_read_is_named_and_stands_in_nobodys_way(workspace: Workspace) -> None:
    saved = workspace.saved
    broken = saved.save_search(PEOPLE, "Broken", {}, AT).result()
    odd = saved.save_search(PEOPLE, "Odd", {}, AT).result()
    saved.save_search(PEOPLE, "Good", {"query": "x"}, AT).result()
    for item, text in ((broken, '{"query": "x'), (odd, "[1]")):
        workspace._database.write(
            lambda connection, item=item, text=text: connection.execute(
                "UPDATE saved_items SET body = ? WHERE id = ?", (text, item)
            )
        ).result()
    assert [(one.name, one.body) for one in saved.load(PEOPLE)] == [
        ("Good", {"query": "x"}),
        ("Odd", None),
        ("Broken", None),
    ]


def test_a_store_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "workspace.db"
    Workspace(path, KEY).close()
    connection = open_db(path, KEY)
    connection.execute("DROP TABLE saved_items")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_saved_items'")
    connection.execute("INSERT INTO settings VALUES ('theme', '\"dark\"')")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    workspace = Workspace(path, KEY)
    workspace.saved.save_search(PEOPLE, "Tall", {}, AT).result()
    assert (names(workspace), workspace.load_settings()) == (["Tall"], {"theme": "dark"})
    workspace.close()
    connection = open_db(path, KEY, read_only=True)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == WORKSPACE_SCHEMA.version
    connection.close()
