"""Marks and notes in the store: by record, whatever becomes of the results, and shown as rows."""

from __future__ import annotations

from pathlib import Path

from tests.unit.store.test_workspace import KEY, REQUEST, always, answer, hits
from vizdesk.domain.search import Hit
from vizdesk.store.marks import Mark
from vizdesk.store.saved import Place
from vizdesk.store.workspace import Workspace

PEOPLE, VEHICLES = Place("harbor", "people"), Place("harbor", "vehicles")
FIRST, LATER = "2026-01-31T14:02:11+00:00", "2026-01-31T14:05:00+00:00"


def test_marks_and_notes_outlive_results_and_restarts_and_are_shown_as_rows(tmp_path: Path) -> None:
    path = tmp_path / "workspace.db"
    workspace = Workspace(path, KEY)
    found = workspace.results.replace("harbor", "people", REQUEST, answer(hits(0, 50)), always).result_set
    marks = workspace.marks
    assert marks.star(PEOPLE, found.id, [(7, 8), (30, 30)], FIRST, starred=True).result() == ["7", "8", "30"]
    marks.note(PEOPLE, Hit("40", {"surname": "Quimby"}, {"surname": "QUIMBY"}), "seen at the pier", LATER)
    marks.note(PEOPLE, Hit("8", {"surname": "Newer"}, {}), "ask again", LATER)
    marks.star(VEHICLES, found.id, [(0, 0)], FIRST, starred=True)
    workspace.results.replace("harbor", "people", REQUEST, answer(hits(100, 5)), always).kept.result()
    while workspace.results.sweep().result():
        pass
    workspace.close()

    workspace = Workspace(path, KEY)
    marks = workspace.marks
    expected = {
        "7": Mark(starred=True),
        "8": Mark(starred=True, note="ask again"),
        "30": Mark(starred=True),
        "40": Mark(note="seen at the pier"),
    }
    assert marks.load(PEOPLE) == expected
    assert marks.load(VEHICLES) == {"0": Mark(starred=True)}
    first, second = marks.make_list(PEOPLE, "people", LATER).result(), marks.make_list(PEOPLE, "people", LATER).result()
    assert first.set_id != second.set_id < 0, "rows of a list that is gone never show up in another one"
    assert workspace.results.load_block(first.set_id, 0, 10) == []
    other = marks.make_list(PEOPLE, "people~2", LATER).result()
    assert len(workspace.results.load_block(other.set_id, 0, 10)) == 4, "another tab has a list of its own"
    shown = workspace.results.load_block(second.set_id, 0, 10)
    assert [hit.id for hit in shown] == ["40", "8", "30", "7"], "the newest first"
    assert shown[1].fields == {"surname": "Newer"}, "as it was last seen"
    assert workspace.saved.load(PEOPLE) == [], "it is no saved list"
    workspace.saved.save_search(PEOPLE, "Tall", {}, FIRST)
    second = marks.make_list(PEOPLE, "people", LATER).result()
    assert [one.name for one in workspace.saved.load(PEOPLE, 1)] == ["Tall"], "it takes the place of none"

    marks.star(PEOPLE, second.set_id, [(0, 3)], LATER, starred=False)
    assert marks.load(PEOPLE) == {"8": Mark(note="ask again"), "40": Mark(note="seen at the pier")}
    marks.note(PEOPLE, shown[0], "", LATER)
    assert marks.load(PEOPLE) == {"8": Mark(note="ask again")}
    workspace.close()
