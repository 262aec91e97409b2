"""An export from the results to a file, in the real window."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from tests.gui.conftest import ANSWER_MILLISECONDS, Shown
from vizdesk.models.exports import ExportPhase
from vizdesk.tabular.writers import BYTE_ORDER_MARK
from vizdesk.widgets.export_form import ExportForm
from vizdesk.widgets.export_strip import ExportStrip


def search(shown: Shown, text: str = "a") -> None:
    shown.search("surname", text)
    shown.qtbot.waitUntil(shown.page.results.export_button.isEnabled, timeout=ANSWER_MILLISECONDS)


def form_of(shown: Shown) -> ExportForm:
    form = shown.page.findChild(ExportForm)
    assert form is not None
    return form


def strip_of(shown: Shown) -> ExportStrip:
    strip = shown.window.findChild(ExportStrip)
    assert strip is not None
    return strip


def wait_for_end(shown: Shown) -> ExportPhase:
    exports = shown.session.exports
    shown.qtbot.waitUntil(lambda: not exports.running, timeout=ANSWER_MILLISECONDS)
    return exports.state.phase


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_all_results_become_a_file_and_the_strip_says_so(shown: Shown, tmp_path: Path) -> None:
    search(shown)
    total = shown.model.search.status.total
    QTest.keyClick(shown.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    form = form_of(shown)
    assert form.isVisible()
    assert form._what.hasFocus()
    assert form._what.currentText() == f"All {shown.session.locale.toString(total)} results"

    path = tmp_path / "people.csv"
    assert form.start(path)
    assert not shown.page.results.export_button.isEnabled()
    assert wait_for_end(shown) is ExportPhase.DONE

    head, *rows = rows_of(path)
    assert head == [column.label("en") for column in shown.model.page.columns]
    assert len(rows) == total
    strip = strip_of(shown)
    assert strip.isVisible()
    assert strip._text.text() == f"Exported {shown.session.locale.toString(total)} records to people.csv."
    assert strip._folder.isVisible()
    assert shown.page.results.export_button.isEnabled()
    strip._close.click()
    assert not strip.isVisible()


def test_selected_rows_in_the_columns_as_shown(shown: Shown, tmp_path: Path) -> None:
    search(shown)
    table = shown.page.results.table
    table.select_row(3)
    table.setFocus()
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_stretches() == [(3, 5)]
    table.columns.show(1, shown=False)
    shown.page.results.show_export()
    form = form_of(shown)
    assert form._what.currentText() == "3 selected rows"

    path = tmp_path / "people.csv"
    form._format.setCurrentIndex(1)
    form.start(path)
    assert wait_for_end(shown) is ExportPhase.DONE
    assert path.read_bytes().startswith(BYTE_ORDER_MARK)

    columns = [column for place, column in enumerate(shown.model.page.columns) if place != 1]
    head, *rows = rows_of(path)
    assert head == [column.label("en") for column in columns]
    results = shown.model.results
    assert [row[0] for row in rows] == [str(results.index(row, 0).data()) for row in (3, 4, 5)]


def test_a_failure_is_told_with_what_to_do(shown: Shown, tmp_path: Path) -> None:
    search(shown)
    shown.page.results.show_export()
    form_of(shown).start(tmp_path / "gone" / "people.csv")
    assert wait_for_end(shown) is ExportPhase.FAILED
    assert strip_of(shown)._text.text() == "The file cannot be written there. Choose another folder or name."


def test_the_form_needs_no_mouse_and_every_control_has_a_name(shown: Shown) -> None:
    search(shown)
    shown.page.results.show_export()
    form = form_of(shown)
    for control in form.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
            assert control.accessibleName() or control.property("text"), control
    shown.press(Qt.Key.Key_Escape, form)
    assert not form.isVisible()
    assert shown.page.results.table.hasFocus()


def test_who_may_not_export_is_not_offered_it(shown: Shown) -> None:
    search(shown)
    shown.session.exports.set_allowed(False)
    assert not shown.page.results.export_button.isEnabled()


def test_the_suggested_name_tells_nothing_of_the_search(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    search(shown, "quim")
    shown.page.results.show_export()
    asked: list[str] = []

    def choose(dialog: QFileDialog) -> int:
        asked.append(Path(dialog.selectedFiles()[0]).name)
        return int(QFileDialog.DialogCode.Rejected)

    monkeypatch.setattr(QFileDialog, "exec", choose)
    form_of(shown)._start.click()
    assert asked[0].startswith("VizDesk people 2")
    assert asked[0].endswith(".csv")
    assert not shown.session.exports.running


def test_a_saved_list_is_exported_by_its_records(shown: Shown, tmp_path: Path) -> None:
    search(shown)
    saved = shown.model.saved
    with shown.qtbot.waitSignal(saved.changed, timeout=ANSWER_MILLISECONDS):
        saved.save_list("Two of them", [(1, 1), (4, 4)])
    saved.use(saved.find("two of them")[0])
    shown.page.results.show_export()
    form = form_of(shown)
    assert form._what.currentText() == "All 2 results"
    assert form.start(tmp_path / "two.csv")
    assert wait_for_end(shown) is ExportPhase.DONE
    assert len(rows_of(tmp_path / "two.csv")) == 3  # with the head
