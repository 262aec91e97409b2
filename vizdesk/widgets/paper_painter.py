"""Paints a `Paper` page by page, on a printer or into a PDF; lines are broken first, so that all pages are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPagedPaintDevice, QPainter, QTextLayout, QTextOption

from vizdesk.domain.errors import Unavailable
from vizdesk.domain.paper import Paper

POINTS_PER_INCH = 72
TITLE_POINTS, FACT_POINTS, CELL_POINTS, SMALL_POINTS = 15, 9, 8, 7
PAD = 3
"""Points around a cell's text."""

RULE = QColor("#B8BEC9")
MUTED = QColor("#596273")


class _Part(NamedTuple):
    """Some lines of a row on a page, at a height."""

    row: int
    first: int
    lines: int
    top: float


class PaperPainter:
    """Lays a paper out for a device, then paints it.

    Args:
        device: a printer or a PDF, with its page size and margins.
        paper: what goes onto it.
        family: the font.
    """

    def __init__(self, device: QPagedPaintDevice, paper: Paper, family: str) -> None:
        self._device, self._paper = device, paper
        self._unit = device.logicalDpiX() / POINTS_PER_INCH
        area = device.pageLayout().paintRectPixels(device.logicalDpiX())
        self._width, self._height = float(area.width()), float(area.height())
        self._title = self._font(family, TITLE_POINTS, strong=True)
        self._fact = self._font(family, FACT_POINTS)
        self._head = self._font(family, CELL_POINTS, strong=True)
        self._cell = self._font(family, CELL_POINTS)
        self._small = self._font(family, SMALL_POINTS)
        self._metrics = QFontMetricsF(self._cell, device)
        self._line = self._metrics.height()
        self._columns = self._places()
        self._heads = [
            self._broken(one.name, self._head, width) if paper.headed else []
            for one, (_, width) in zip(paper.columns, self._columns, strict=True)
        ]
        self._rows: list[list[list[str]]] = []

    def _font(self, family: str, points: float, *, strong: bool = False) -> QFont:
        made = QFont(family)
        made.setPointSizeF(points)
        made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return made

    def _places(self) -> list[tuple[float, float]]:
        """Left end and width of each column's texts."""
        whole, left = sum(one.width for one in self._paper.columns), 0.0
        pad, places = PAD * self._unit, []
        for one in self._paper.columns:
            width = self._width * one.width / whole
            places.append((left + pad, max(1.0, width - 2 * pad)))
            left += width
        return places

    def _broken(self, text: str, font: QFont, width: float) -> list[str]:
        """The lines of a text in a width."""
        if "\n" not in text and QFontMetricsF(font, self._device).horizontalAdvance(text) <= width:
            return [text] if text else []
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        lines = []
        for paragraph in text.splitlines():
            layout = QTextLayout(paragraph, font, self._device)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                lines.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
            layout.endLayout()
        return lines

    # Onto pages

    def paint(
        self, is_stopped: Callable[[], bool], tell: Callable[[int, int], None], pages: tuple[int, int] = (0, 0)
    ) -> int:
        """Paint all of it.

        Args:
            is_stopped: asked now and then; once it says yes, painting ends.
            tell: told how many rows are laid out, and how many there are.
            pages: the first and the last page to paint, from 1; zeros for all.

        Returns:
            How many pages were painted, 0 where it was stopped.

        Raises:
            Unavailable: the device takes no pages.
        """
        total = len(self._paper.rows)
        for number, row in enumerate(self._paper.rows, start=1):
            if is_stopped():
                return 0
            cells = zip(row, self._columns, strict=True)
            self._rows.append([self._broken(text, self._cell, width) for text, (_, width) in cells])
            tell(number, total)
        painter = QPainter()
        if not painter.begin(self._device):
            raise Unavailable("The pages cannot be made now.", "Choose another printer, or save a PDF.")
        top = self._facts(None)
        laid_out = self._laid_out(top)
        painted = 0
        for number, parts in enumerate(laid_out, start=1):
            if is_stopped():
                painter.end()
                return 0
            if pages[0] and not pages[0] <= number <= (pages[1] or pages[0]):
                continue
            if painted:
                self._device.newPage()
            self._page(painter, parts, number, len(laid_out))
            painted += 1
        painter.end()
        return painted

    def _laid_out(self, top: float) -> list[list[_Part]]:
        pages: list[list[_Part]] = [[]]
        at, pad = top + self._head_height(), 2 * PAD * self._unit
        end = self._height - 2 * self._line
        for place, cells in enumerate(self._rows):
            lines, first = max(1, *(len(one) for one in cells)), 0
            whole_page = end - self._small_head() - self._head_height() - pad
            if at + lines * self._line + pad > end and lines * self._line <= whole_page and pages[-1]:
                pages.append([])
                at = self._small_head() + self._head_height()
            while first < lines:  # a row of more than a page goes on on the next one
                fits = int((end - at - pad) // self._line)
                if fits < 1:
                    pages.append([])
                    at = self._small_head() + self._head_height()
                    continue
                count = min(fits, lines - first)
                pages[-1].append(_Part(place, first, count, at))
                first += count
                at += count * self._line + pad
        return pages

    def _head_height(self) -> float:
        lines = max((len(one) for one in self._heads), default=0)
        return lines * self._line + 2 * PAD * self._unit if lines else 0.0

    def _small_head(self) -> float:
        return 2.0 * self._line

    def _facts(self, draw: QPainter | None) -> float:
        """Title, agency and facts on the first page; gives where the table begins."""
        at = 0.0
        texts = [(self._title, self._paper.title, None), (self._fact, self._paper.agency, MUTED)]
        texts += [(self._fact, one, None) for one in self._paper.facts]
        for font, text, color in texts:
            metrics = QFontMetricsF(font, self._device)
            for line in self._broken(text, font, self._width):
                if draw is not None:
                    draw.setFont(font)
                    draw.setPen(color or QColor(Qt.GlobalColor.black))
                    draw.drawText(QRectF(0, at, self._width, metrics.height()), line)
                at += metrics.height()
            at += 2 * self._unit
        return at + self._line

    def _page(self, painter: QPainter, parts: Sequence[_Part], number: int, pages: int) -> None:
        if number == 1:
            at = self._facts(painter)
        else:
            painter.setFont(self._small)
            painter.setPen(MUTED)
            painter.drawText(QRectF(0, 0, self._width, self._line), f"{self._paper.title} · {self._paper.agency}")
            at = self._small_head()
        painter.setPen(QColor(Qt.GlobalColor.black))
        if self._head_height():
            painter.setFont(self._head)
            self._cells(painter, self._heads, 0, len(max(self._heads, key=len)), at)
            self._rule(painter, at + self._head_height(), QColor(Qt.GlobalColor.black))
        painter.setFont(self._cell)
        for part in parts:
            self._cells(painter, self._rows[part.row], part.first, part.lines, part.top)
            self._rule(painter, part.top + part.lines * self._line + 2 * PAD * self._unit, RULE)
        self._footer(painter, number, pages)

    def _cells(self, painter: QPainter, cells: Sequence[Sequence[str]], first: int, count: int, top: float) -> None:
        for lines, (left, width), column in zip(cells, self._columns, self._paper.columns, strict=True):
            side = Qt.AlignmentFlag.AlignRight if column.at_right else Qt.AlignmentFlag.AlignLeft
            for place, line in enumerate(lines[first : first + count]):
                at = top + PAD * self._unit + place * self._line
                option = QTextOption(side | Qt.AlignmentFlag.AlignVCenter)
                option.setWrapMode(QTextOption.WrapMode.NoWrap)
                painter.drawText(QRectF(left, at, width, self._line), line, option)

    def _rule(self, painter: QPainter, at: float, color: QColor) -> None:
        painter.fillRect(QRectF(0, at, self._width, 0.5 * self._unit), color)

    def _footer(self, painter: QPainter, number: int, pages: int) -> None:
        painter.setFont(self._small)
        painter.setPen(MUTED)
        area = QRectF(0, self._height - self._line, self._width, self._line)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft), self._paper.footer)
        said = self._paper.page_words.format(page=number, pages=pages)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight), said)
