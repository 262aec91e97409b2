"""Results and a record become a PDF in a child process: what is on it, what it is called, who may."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.conftest import ANSWER_MILLISECONDS, Shown
from vizdesk.domain.paper import Paper, PaperColumn, paper_from_json
from vizdesk.models.exports import ExportPhase
from vizdesk.widgets.export_strip import ExportStrip
from vizdesk.widgets.paper_painter import PaperPainter


def ready(shown: Shown, text: str) -> None:
    shown.search("surname", text)
    shown.qtbot.waitUntil(shown.page.results.export_button.isEnabled, timeout=ANSWER_MILLISECONDS)


def wait_for_end(shown: Shown) -> ExportPhase:
    exports = shown.session.exports
    shown.qtbot.waitUntil(lambda: not exports.running, timeout=ANSWER_MILLISECONDS)
    return exports.state.phase


def texts_of(path: Path) -> list[str]:
    document = QPdfDocument(None)
    assert document.load(str(path)) is QPdfDocument.Error.None_
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return pages


def test_a_list_tells_what_was_asked_when_and_of_how_many(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(shown, "quim")
    path = tmp_path / "list.pdf"
    printing = shown.page.results.tools.printing
    asked: list[str] = []

    def choose(dialog: QFileDialog) -> int:
        asked.append(Path(dialog.selectedFiles()[0]).name)
        return int(QFileDialog.DialogCode.Rejected)

    monkeypatch.setattr(QFileDialog, "exec", choose)
    printing.save_list()
    assert asked[0].startswith("VizDesk people 2")
    assert asked[0].endswith(".pdf")
    assert not shown.session.exports.running

    shown.page.results.table.columns.show(2, shown=False)
    printing.start(printing.sheet_of_list(), path)
    assert not printing.is_possible()
    assert wait_for_end(shown) is ExportPhase.DONE
    first, *others = texts_of(path)
    loaded, total = shown.model.results.loaded_rows, shown.model.search.status.total
    assert "Persons" in first
    assert "Harbor City Police" in first
    assert "Criteria: Last name: contains “quim”" in first
    assert f"{total} results" in first
    assert "As of " in first
    assert f"Page 1 of {1 + len(others)}" in first
    labels = [one.label("en") for one in shown.model.page.columns]
    assert labels[0] in first
    assert labels[2] not in first, "as shown"
    names = [str(shown.model.results.index(row, 0).data()) for row in range(min(loaded, 100))]
    assert all(name in "".join([first, *others]) for name in names)
    strip = shown.window.findChild(ExportStrip)
    assert strip is not None
    assert f"saved as {path.name}." in strip._text.text()

    table = shown.page.results.table
    table.select_row(0)
    detail = shown.page.detail
    shown.page.show_detail(True)
    shown.model.marks.note(detail.note._hit, "for nobody else")  # type: ignore[arg-type]  # a record is shown
    printing.start(printing.sheet_of_record(detail.title(), detail.lines()), tmp_path / "record.pdf")
    assert wait_for_end(shown) is ExportPhase.DONE
    (record,) = texts_of(tmp_path / "record.pdf")
    assert detail.title() in record
    assert "Weight" in record
    assert "for nobody else" not in record


def test_a_print_is_stopped_refused_and_told(shown: Shown, tmp_path: Path) -> None:
    ready(shown, "a")
    printing, exports = shown.page.results.tools.printing, shown.session.exports
    told: list[str] = []
    printing.told.connect(told.append)
    path = tmp_path / "list.pdf"
    printing.start(printing.sheet_of_list(), path)
    exports.cancel()
    assert wait_for_end(shown) is ExportPhase.CANCELLED
    assert exports.state.headline == "Print stopped."
    assert list(tmp_path.glob("*.pdf*")) == []

    printing.start(printing.sheet_of_list(), tmp_path / "gone" / "list.pdf")
    assert wait_for_end(shown) is ExportPhase.FAILED
    assert exports.state.headline == "The file cannot be written there."

    printing.start(printing.sheet_of_list(), None, {"name": "no such printer"})
    assert wait_for_end(shown) is ExportPhase.FAILED
    assert exports.state.headline == "The printer cannot be reached."

    exports.set_allowed(False)
    printing.save_list()
    assert told == ["Your account may not print or export."]
    assert not shown.page.detail._print.isEnabled()


def test_a_row_of_more_than_a_page_goes_on_and_pages_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001  # brings Qt
    long = " ".join(f"word{number}" for number in range(4000))
    columns = [PaperColumn("Name", 1), PaperColumn("Said", 3), PaperColumn("Age", 1, at_right=True)]
    rows = [["Quimby", "short", "7"], ["Doe", long, "8"], ["W" * 300, "a\nb", ""]]
    paper = Paper("Persons", "Harbor", ["All records"], columns, rows, "printed now", "Page {page} of {pages}")

    def painted(name: str, pages: tuple[int, int] = (0, 0)) -> list[str]:
        writer = QPdfWriter(str(tmp_path / name))
        count = PaperPainter(writer, paper, "Inter").paint(lambda: False, lambda *_told: None, pages)
        del writer
        texts = texts_of(tmp_path / name)
        assert len(texts) == count
        return texts

    whole = painted("whole.pdf")
    assert len(whole) > 3
    words = "".join(whole)
    assert all(f"word{number}" in words for number in range(0, 4000, 97))
    assert "word3999" in words
    assert words.count("W") >= 300
    assert all(f"Page {number} of {len(whole)}" in text for number, text in enumerate(whole, start=1))
    assert all("Said" in text for text in whole), "the columns' names stand on each page"
    chosen = painted("some.pdf", (2, 3))
    assert [f"Page {number} of {len(whole)}" in text for number, text in enumerate(chosen, start=2)] == [True, True]
    stopped = QPdfWriter(str(tmp_path / "stopped.pdf"))
    assert PaperPainter(stopped, paper, "Inter").paint(lambda: True, lambda *_told: None) == 0
    assert paper_from_json(json.loads(json.dumps(paper.to_json()))) == paper
