"""The rows that the results table paints by itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Shown
from vizdesk.widgets.record_painter import TextLayouts
from vizdesk.widgets.tokens import CELL_MARGIN, ROW_HEIGHT


def picture(shown: Shown) -> QImage:
    return shown.page.results.table.viewport().grab().toImage()


def colors_in(image: QImage, area: QRect) -> set[str]:
    inside = area.intersected(image.rect())
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    }


def row_area(shown: Shown, row: int) -> QRect:
    return QRect(0, shown.page.results.table.rowViewportPosition(row), 400, ROW_HEIGHT)


def test_a_selected_row_stands_out_and_only_it(shown: Shown) -> None:
    shown.search("surname", "br")
    shown.page.results.table.select_row(1)
    highlight = shown.theme.colors.selected.lower()
    image = picture(shown)
    assert highlight in colors_in(image, row_area(shown, 1))
    assert highlight not in colors_in(image, row_area(shown, 0)) | colors_in(image, row_area(shown, 2))


def test_rows_of_another_search_are_muted(shown: Shown) -> None:
    shown.search("surname", "br")
    table = shown.page.results.table
    text, muted = shown.theme.colors.text.lower(), shown.theme.colors.muted.lower()
    before = colors_in(picture(shown), row_area(shown, 0))
    table.dim(True)
    after = colors_in(picture(shown), row_area(shown, 0))
    assert text in before
    assert text not in after
    assert muted in after


def test_a_text_that_is_too_long_is_shortened_to_its_column(qtbot: QtBot) -> None:  # noqa: ARG001  # brings Qt
    layouts = TextLayouts(QFont("Inter"))
    drawn, room = layouts.fit("a very long description\nof two lines", 80)
    assert drawn.text().endswith("…")
    assert "\n" not in drawn.text()
    assert drawn.size().width() <= 80
    assert room >= 0
    assert layouts.fit("a very long description\nof two lines", 80).drawn is drawn


def test_markup_in_a_value_is_shown_letter_by_letter(qtbot: QtBot) -> None:  # noqa: ARG001  # brings Qt
    drawn, _ = TextLayouts(QFont("Inter")).fit("<b>x</b>", 400)
    assert drawn.textFormat() == Qt.TextFormat.PlainText


def test_numbers_stand_at_the_end_of_their_column(shown: Shown) -> None:
    shown.search("surname", "br")
    table, model = shown.page.results.table, shown.model.results
    number = next(n for n, one in enumerate(shown.model.page.columns) if "height" in one.field)
    assert model.alignment(number) & Qt.AlignmentFlag.AlignRight
    table.horizontalHeader().moveSection(table.horizontalHeader().visualIndex(number), 0)
    row = next(row for row in range(10) if model.texts(row, [number])[0])
    width = table.columnWidth(number)
    ground = QColor(shown.theme.colors.surface).name()
    top = table.rowViewportPosition(row) + 2
    image = picture(shown)
    left, right = (
        colors_in(image, QRect(QPoint(x, top), QPoint(x + 19, top + ROW_HEIGHT - 6)))
        for x in (CELL_MARGIN, width - CELL_MARGIN - 20)
    )
    assert left == {ground}
    assert right != {ground}


def test_nothing_outside_the_area_is_touched(shown: Shown) -> None:
    shown.search("surname", "br")
    table = shown.page.results.table
    canvas = QImage(300, 200, QImage.Format.Format_RGB32)
    canvas.fill(QColor("#123456"))
    painter = QPainter(canvas)
    area = QRect(0, 0, 300, ROW_HEIGHT)
    table._painter.paint(painter, area, QPalette(), table._rows_in(area), table._columns_in(area), dimmed=False)
    painter.end()
    assert colors_in(canvas, QRect(0, ROW_HEIGHT + 2, 300, 100)) == {"#123456"}


def test_new_results_leave_the_columns_as_they_are(shown: Shown) -> None:
    shown.search("surname", "br")
    head = shown.page.results.table.horizontalHeader()
    head.resizeSection(0, 222)
    head.moveSection(0, 1)
    shown.search("surname", "a")
    assert head.count() == len(shown.model.page.columns)
    assert head.sectionSize(0) == 222
    assert head.visualIndex(0) == 1
