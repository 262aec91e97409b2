"""A kept record that cannot be read says so wherever rows are read; the rows beside it are as they were."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import ANSWER_MILLISECONDS, Shown
from tests.gui.test_printing import ready, texts_of, wait_for_end
from vizdesk.models.exports import ExportPhase

SAID = "Cannot be read"
ROW = 1


def test_only_the_spoiled_row_cannot_be_read(shown: Shown, qapp: QApplication, tmp_path: Path) -> None:
    ready(shown, "quim")
    results, table, detail = shown.model.results, shown.page.results.table, shown.page.detail
    found = shown.model.search.shown_set()
    assert found is not None
    columns = table.columns.shown()
    before = [results.texts(row, columns) for row in range(3)]
    spoil = "UPDATE result_rows SET hit = '{\"fields\"' WHERE set_id = ? AND position = ?"
    write = shown.session.services.workspace._database.write
    write(lambda connection: connection.execute(spoil, (found.id, ROW))).result()
    results.show_set(found)  # as after a restart
    shown.qtbot.waitUntil(lambda: bool(results.texts(0, columns)), timeout=ANSWER_MILLISECONDS)
    assert [results.texts(row, columns) for row in (0, 2)] == [before[0], before[2]]
    assert set(results.texts(ROW, columns)) == {SAID}
    index = results.index(ROW, columns[0])
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(f": {SAID}")
    assert "Search again" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)

    table.select_row(ROW)
    shown.page.show_detail(True)
    assert detail.title() == "This record cannot be read"
    assert "Search again to see the record." in detail._hint.text()
    assert not detail._copy.isVisible()
    assert not detail._print.isVisible()
    table.select_row(0)
    assert not detail._hint.isVisible()
    assert detail._copy.isVisible()

    select = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(index, select)
    copying = shown.page.results.tools.copying
    with shown.qtbot.waitSignal(copying.told, timeout=ANSWER_MILLISECONDS) as told:
        copying.copy()
    assert told.args[0].startswith("2 rows are copied")
    assert told.args[0].endswith("1 record cannot be read; its row says so.")
    assert SAID in qapp.clipboard().text().split("\n")[1]

    assert len(set(results.ids_of([(0, 2)])())) == 3, "an export of them fetches each anew"

    printing, path = shown.page.results.tools.printing, tmp_path / "list.pdf"
    printing.start(printing.sheet_of_list(), path)
    assert wait_for_end(shown) is ExportPhase.DONE
    text = " ".join("".join(texts_of(path)).split())
    assert "1 record cannot be read; its row says so." in text
    assert text.count(SAID) == len(results.readable(columns))


def test_a_disk_that_is_gone_is_told_and_back_again_all_is_as_it_was(shown: Shown, tmp_path: Path) -> None:
    ready(shown, "quim")
    results, search, pane = shown.model.results, shown.model.search, shown.page.results
    shown.session.services.workspace.settle()
    found, before = search.shown_set(), search.status
    assert found is not None
    assert before.next_step == ""
    file, away = tmp_path / "desktop" / "workspace.db", tmp_path / "away.db"
    file.rename(away)
    results.show_set(found)  # as after a restart
    shown.qtbot.waitUntil(lambda: search.status.unread, timeout=ANSWER_MILLISECONDS)
    assert search.status.headline == before.headline
    assert "Some of these results cannot be read from this computer now" in search.status.next_step
    assert pane._caution.isVisible()
    assert "Check its rights and the disk." in pane._caution.text()
    columns = pane.table.columns.shown()
    shown.qtbot.waitUntil(lambda: set(results.texts(0, columns)) == {SAID}, timeout=ANSWER_MILLISECONDS)
    pane.table.select_row(0)
    shown.page.show_detail(True)
    assert shown.page.detail.title() == "This record cannot be read"
    assert not shown.page.detail.note.isVisible(), "nobody knows whose note it would be"

    away.rename(file)
    results._again.start(0)  # as after some seconds
    shown.qtbot.waitUntil(lambda: shown.page.detail.note.isVisible(), timeout=ANSWER_MILLISECONDS)
    assert SAID not in results.texts(0, columns)
    assert search.status == before
    assert not pane._caution.isVisible()
