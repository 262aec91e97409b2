"""What goes to the clipboard as a table is no formula wherever it is pasted; numbers stay numbers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page
from tests.unit.store.test_workspace import REQUEST, always, answer
from vizdesk.domain.errors import Conflict
from vizdesk.domain.layout import Kind
from vizdesk.domain.search import Hit
from vizdesk.models.record_text import CopyModel, ids_of, table_cell, texts_of
from vizdesk.models.services import Services
from vizdesk.store.saved import Place
from vizdesk.tabular.writers import CsvWriter, FileColumn

ENGLISH = QLocale("en_US")
FORMULAS = ("=1+1", "+1 555 0100", "-2+3", "@SUM(A1)", "=HYPERLINK()")


@pytest.mark.parametrize("text", [*FORMULAS, "Quimby", "a=b", ""])
def test_a_text_is_guarded_as_in_an_export(text: str) -> None:
    file = io.BytesIO()
    CsvWriter(file, [FileColumn("a", "a", Kind.TEXT)], byte_order_mark=False).write([[text]])
    exported = file.getvalue().decode().split("\r\n")[1]
    assert table_cell(None, text, ENGLISH) == exported.strip('"')


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("\t=1+1", "'=1+1"),
        ("\n-1", "'-1"),
        (["=1", "b"], "'=1, b"),
        (-3.5, "-3.5"),
        (-1200, "-1200"),
        (True, "yes"),
        (None, ""),
        ("one\ntwo", "one two"),
    ],
)
def test_what_is_no_text_is_not_guarded(value: Any, said: str) -> None:
    assert table_cell(None, value, ENGLISH) == said


def test_copied_rows_are_guarded_in_both_forms_with_their_headings(services: Services, qtbot: QtBot) -> None:
    page, results = people_page(), services.workspace.results
    found = (Hit("1", {"surname": "=cmd()", "height": -7}, {}), Hit("2", {"surname": "Ann & Bo", "height": 170}, {}))
    kept = results.replace("harbor", "people", REQUEST, answer(found), always)
    kept.kept.result()
    copies = CopyModel(services.pool, services.pool)
    with qtbot.waitSignal(copies.copied) as copied:
        copies.copy(
            lambda: texts_of(results, kept.result_set, [(0, 1)], page, [0, 2], ENGLISH, table_cell),
            ["@Name", "Height"],
        )
    told = copied.args[0]
    height = told.text.split("\n")[1].partition("\t")[2]
    assert height.startswith("-7"), "a negative number stays one"
    assert told.text.split("\n")[:2] == ["'@Name\tHeight", f"'=cmd()\t{height}"]
    assert "<th>&#x27;@Name</th>" in told.html
    assert "<td>&#x27;=cmd()</td>" in told.html
    assert "<td>Ann &amp; Bo</td>" in told.html


def test_rows_that_another_search_has_replaced_are_not_read_in_part(services: Services) -> None:
    page, results = people_page(), services.workspace.results
    found = (Hit("1", {"surname": "Quimby"}, {}), Hit("2", {"surname": "Ann"}, {}))
    shown = results.replace("harbor", "people", REQUEST, answer(found), always).result_set
    assert len(texts_of(results, shown, [(0, 1)], page, [0], ENGLISH).lines) == 2
    assert ids_of(results, shown, [(0, 0), (1, 1)]) == ["1", "2"]
    left = results.take_out(shown, ["1"], 0).result()
    assert left is not None
    assert ids_of(results, left, [(0, 0)]) == ["2"]
    for rows in ([(0, 0)], [(0, 1)]):
        with pytest.raises(Conflict, match="replaced"):
            ids_of(results, shown, rows)
        with pytest.raises(Conflict, match="replaced"):
            texts_of(results, shown, rows, page, [0], ENGLISH)
    place = Place("harbor", "people")
    for written in (
        services.workspace.marks.star(place, shown.id, [(0, 0)], "now", starred=True, removed=shown.removed),
        services.workspace.saved.save_list(place, "Two", {}, "now", shown.id, [(0, 0)], shown.removed),
    ):
        with pytest.raises(Conflict, match="replaced"):
            written.result()
    results.replace("harbor", "people", REQUEST, answer(found[:1]), always).kept.result()
    while results.sweep().result():
        pass
    with pytest.raises(Conflict, match="replaced"):
        texts_of(results, shown, [(0, 1)], page, [0], ENGLISH)
    with pytest.raises(Conflict, match="replaced"):
        ids_of(results, shown, [(0, 1)])
