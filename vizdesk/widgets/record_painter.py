"""Paints the rows of the results table: all cells in one go.

Qt's way, an item view that asks a style sheet to draw each cell, takes 150 µs a cell (a text layout, a rule looked up,
seven calls into Python), so a screenful of 230 cells stalls the window for 35 ms at every scrolled line. Painted here,
with each text shortened and laid out once and remembered, the same screenful takes 3 ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QStaticText, QTransform

from vizdesk.widgets.theme import mixed
from vizdesk.widgets.tokens import CELL_MARGIN, HAIRLINE_SHARE

if TYPE_CHECKING:
    from vizdesk.models.results import ResultsModel

REMEMBERED = 4000
"""Laid out texts that are kept, about 1 KB each: several screenfuls."""


class ColumnPlace(NamedTuple):
    """Where a column stands in the view, in pixels from the viewport's left."""

    column: int
    left: int
    width: int
    alignment: Qt.AlignmentFlag


class RowPlace(NamedTuple):
    """Where a row stands, in pixels from the viewport's top, and whether it is selected."""

    row: int
    top: int
    height: int
    selected: bool


class LaidOut(NamedTuple):
    """A text that fits, and how many pixels of its column it leaves."""

    drawn: QStaticText
    room: int


class TextLayouts:
    """Texts shortened and laid out once, in one font.

    Args:
        font: the view's.
    """

    def __init__(self, font: QFont) -> None:
        self._found: dict[tuple[str, int], LaidOut] = {}
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Lay texts out for another font."""
        self._font, self._metrics = font, QFontMetrics(font)
        self._found.clear()

    @property
    def height(self) -> int:
        """Of a line, in pixels."""
        return self._metrics.height()

    @property
    def font(self) -> QFont:
        """What texts are laid out in."""
        return self._font

    def fit(self, text: str, width: int) -> LaidOut:
        """A text on one line, shortened where it is wider than `width` pixels."""
        key = (text, width)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            line = " ".join(text.splitlines())
            drawn = self._laid_out(line)
            if drawn.size().width() > width:  # seldom, and to ask before is to lay out everything twice
                drawn = self._laid_out(self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
            found = self._found[key] = LaidOut(drawn, max(0, width - ceil(drawn.size().width())))
        return found

    def _laid_out(self, line: str) -> QStaticText:
        drawn = QStaticText(line)
        drawn.setTextFormat(Qt.TextFormat.PlainText)
        drawn.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        drawn.prepare(QTransform(), self._font)
        return drawn


class RecordPainter:
    """Draws records.

    Args:
        results: where the texts come from.
        font: the view's.
    """

    def __init__(self, results: ResultsModel, font: QFont) -> None:
        self._results = results
        self._layouts = TextLayouts(font)

    def set_font(self, font: QFont) -> None:
        """Draw in another font."""
        self._layouts.set_font(font)

    def paint(
        self,
        painter: QPainter,
        area: QRect,
        palette: QPalette,
        rows: Iterable[RowPlace],
        columns: Iterable[ColumnPlace],
        *,
        dimmed: bool,
    ) -> None:
        """Fill an area of the viewport.

        Args:
            painter: on the viewport.
            area: what is to be painted anew.
            palette: the application's; a style sheet makes the view's own muted colour another.
            rows: the rows in the area.
            columns: the columns in the area.
            dimmed: the rows belong to another search than the one that is applied.
        """
        role = QPalette.ColorRole
        base, highlight = palette.color(role.Base), palette.color(role.Highlight)
        hairline = mixed(palette.color(role.Mid), base, HAIRLINE_SHARE)
        painter.fillRect(area, base)
        painter.setFont(self._layouts.font)  # the viewport's own is another one after a change of the text size
        left = area.left()
        right_side = Qt.AlignmentFlag.AlignRight
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        places = [
            (
                one.column,
                one.left + CELL_MARGIN,
                one.width - 2 * CELL_MARGIN,
                bool(one.alignment & right_side) is not mirrored,
            )
            for one in columns
        ]
        shown = [place[0] for place in places]
        painter.setPen(palette.color(role.PlaceholderText if dimmed else role.Text))
        for row in rows:
            if row.selected:
                painter.fillRect(left, row.top, area.width(), row.height, highlight)
            painter.fillRect(left, row.top + row.height - 1, area.width(), 1, hairline)
            texts = self._results.texts(row.row, shown)
            top = row.top + (row.height - 1 - self._layouts.height) // 2
            for (_, x, width, at_right), text in zip(places, texts, strict=False):
                if text and width > 0:
                    drawn, room = self._layouts.fit(text, width)
                    painter.drawStaticText(x + room if at_right else x, top, drawn)
