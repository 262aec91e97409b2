"""Forgetting searches and results in the store: what was saved by name stays."""

from __future__ import annotations

import threading

from vizdesk.store.concerns import CRITERIA, SORT, UNDO, VIEW
from vizdesk.store.saved import Place
from vizdesk.store.workspace import KeptCounts, Workspace

AT = "2026-01-31T14:02:11+00:00"


def test_criteria_undo_history_and_rows_go_and_saved_things_stay() -> None:
    workspace = Workspace(None, None)
    for concern in (CRITERIA, UNDO, SORT, VIEW):
        workspace.save_page("harbor", "people", concern, {"selected_id": "7", "column_widths": {"surname": 90}})
    with_rows = "INSERT INTO result_rows VALUES (?, 0, 'r', '{}')"
    item = (
        "INSERT INTO saved_items(agency, page, kind, name, asked, saved_at, body) "
        "VALUES ('harbor', 'people', ?, '', '', '', '{}')"
    )
    database = workspace._database
    for set_id in (1, -1):
        database.write(lambda connection, one=set_id: connection.execute(with_rows, (one,)) and None)
    for kind in ("history", "search", "list"):
        database.write(lambda connection, one=kind: connection.execute(item, (one,)) and None).result()
    place = Place("harbor", "people")
    assert workspace.marks.star(place, 1, [(0, 0)], AT, starred=True).result() == ["r"]
    assert workspace.marks.make_list(place, "people~2", AT).result().rows == 1
    assert workspace.count_kept() == KeptCounts(1, 1, 1)
    workspace.forget_pages().result()
    assert workspace.count_kept() == KeptCounts(0, 0, 0)
    assert set(workspace.load_pages("harbor")["people"]) == {SORT, VIEW}
    assert workspace.load_pages("harbor")["people"][VIEW] == {"column_widths": {"surname": 90}}
    kept = database.read(
        lambda connection: (
            [row[0] for row in connection.execute("SELECT set_id FROM result_rows")],
            [row[0] for row in connection.execute("SELECT kind FROM saved_items ORDER BY kind")],
        )
    )
    assert kept == ([-1], ["list", "search"])
    workspace.close()


def test_what_is_saved_after_forgetting_is_written_after_it() -> None:
    workspace = Workspace(None, None)
    go_on = threading.Event()
    workspace._database.write(lambda _connection: go_on.wait(10))
    workspace.save_page("harbor", "people", CRITERIA, {"query": "before"})
    workspace.forget_pages()
    kept = workspace.save_page("harbor", "people", CRITERIA, {"query": "after"})
    go_on.set()
    kept.result()
    assert workspace.load_pages("harbor") == {"people": {CRITERIA: {"query": "after"}}}
    workspace.close()
