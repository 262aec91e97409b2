"""A list and a record as PDF: the strip that tells it, their first pages, and a printer that is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from tests.screenshots.pictures import FOLDER, save
from tests.screenshots.stage import Stage
from tests.screenshots.studio import Look, wait_for

SCALE = 1.4


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    studio.search_page("people")
    printing, exports = studio.page.results.tools.printing, studio.session.exports
    detail = studio.page.detail
    wait_for(printing.is_possible)
    studio.draft("hair", values=["BRO", "BLK"])
    studio.search()
    studio.page.results.table.select_row(2)
    wait_for(lambda: bool(detail.title()))
    starts: dict[str, Callable[[Path], None]] = {
        "record": partial(printing.start, printing.sheet_of_record(detail.title(), detail.lines())),
        "list": partial(printing.start, printing.sheet_of_list()),
    }
    for name, start in starts.items():
        path = stage.folder / f"VizDesk people 2026-11-25 {name}.pdf"
        start(path)
        wait_for(lambda: not exports.running)
        if stage.look is Look.LIGHT:
            _take_paper(name, path)
    studio.take("print-done")
    printing.start(printing.sheet_of_list(), None, {"name": "no such printer"})
    wait_for(lambda: not exports.running)
    studio.take("print-failed", everywhere=True)
    exports.dismiss()
    studio.clear()


def _take_paper(name: str, path: Path) -> None:
    document = QPdfDocument(None)
    document.load(str(path))
    size = document.pagePointSize(0).toSize() * SCALE
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    document.close()
    save(picture, FOLDER / f"paper-{name}.png")
