"""A stored record that a fault has spoiled is set aside alone: the rows beside it are there, and it stays on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.store.test_workspace import KEY, REQUEST, always, answer, hits
from vizdesk.domain.search import Hit
from vizdesk.store.saved import Place
from vizdesk.store.workspace import Workspace

PEOPLE, NOW = Place("harbor", "people"), "2026-01-31T14:02:11+00:00"
SPOIL = "UPDATE result_rows SET hit = {value} WHERE record = '7'"
SPOILED = [
    "'{\"fields\": {'",
    "'[]'",
    "'null'",
    "'{\"fields\": {}}'",
    '\'{"fields": [], "raw": {}}\'',
    '\'{"fields": {"surname": {"a": 1}}, "raw": {}}\'',
    '\'{"fields": {}, "raw": {"surname": 1}}\'',
    "CAST(x'ff00fe' AS TEXT)",
    "replace(hex(zeroblob(5000)), '0', '[')",
]


@pytest.mark.parametrize("value", SPOILED)
def test_one_spoiled_record_spoils_no_other(tmp_path: Path, value: str) -> None:
    path = tmp_path / "workspace.db"
    workspace = Workspace(path, KEY)
    found = workspace.results.replace("harbor", "people", REQUEST, answer(hits(0, 100)), always)
    found.kept.result()
    workspace._database.write(lambda connection: connection.execute(SPOIL.format(value=value))).result()
    workspace.close()

    workspace = Workspace(path, KEY)
    block = workspace.results.load_block(found.result_set.id, 0, 100)
    assert block[:7] + block[8:] == list(hits(0, 7) + hits(8, 92))
    assert block[7] == Hit("7", {}, readable=False)
    spoiled, kept = f"SELECT CAST({value} AS BLOB)", "SELECT CAST(hit AS BLOB) FROM result_rows WHERE record = '7'"
    read = workspace._database.read
    assert read(lambda connection: len({connection.execute(one).fetchone()[0] for one in (spoiled, kept)})) == 1
    workspace.close()


def test_a_mark_keeps_what_could_be_read_of_its_record(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace.db", KEY)
    found = workspace.results.replace("harbor", "people", REQUEST, answer(hits(7, 1)), always).result_set
    marks, results = workspace.marks, workspace.results

    def marked() -> list[Hit]:
        return results.load_block(marks.make_list(PEOPLE, "people", NOW).result().set_id, 0, 10)

    marks.star(PEOPLE, found.id, [(0, 0)], NOW, starred=True).result()
    for value in SPOILED[::2]:
        workspace._database.write(
            lambda connection, value=value: connection.execute(SPOIL.format(value=value) + f" AND set_id = {found.id}")
        ).result()
    marks.star(PEOPLE, found.id, [(0, 0)], NOW, starred=True).result()
    marks.note(PEOPLE, results.load_block(found.id, 0, 1)[0], "seen at the pier", NOW).result()
    assert marked() == list(hits(7, 1))
    assert marks.load(PEOPLE)["7"].note == "seen at the pier"
    workspace.close()
