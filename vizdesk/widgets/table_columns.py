"""The columns of the results table: which are shown, in which order, how wide, and which stay at the left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from vizdesk.domain.layout import Page
from vizdesk.widgets.sort_header import LEAST_COLUMN, SortHeader
from vizdesk.widgets.theme import scaled

SCALE = 1000
"""A length to compare text sizes by."""

MOST_WIDTH = 1200


class ColumnState(NamedTuple):
    """One column as the user has it.

    Args:
        place: in the layout.
        shown: whether the table shows it.
        pinned: whether it stays at the left when the others scroll.
        width: in pixels, at the usual text size.
    """

    place: int
    shown: bool
    pinned: bool
    width: int


class TableColumns(QObject):
    """Keeps the columns of a page on a header.

    Args:
        page: whose columns these are; nobody sees one that the agency has not given.
        header: the table's, which has its sections already.
        least: what each column needs for values of its kind, in pixels at the usual text size; only the user makes one
            narrower.

    Signals:
        changed: something of it is another.
    """

    changed = Signal()

    def __init__(self, page: Page, header: SortHeader, least: Sequence[int]) -> None:
        super().__init__(header)
        self._fields = [one.field for one in page.columns]
        self._given = [one.width for one in page.columns]
        self._usual = list(map(max, self._given, least))
        self._head = header
        self._widths = list(self._usual)
        self._pinned: set[int] = set()
        self._busy = False
        self._apply_widths()
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)

    # How it stands

    def states(self) -> list[ColumnState]:
        """All columns, from left to right."""
        places = map(self._head.logicalIndex, range(len(self._fields)))
        return [
            ColumnState(place, not self._head.isSectionHidden(place), place in self._pinned, self._widths[place])
            for place in places
        ]

    def shown(self) -> list[int]:
        """The places in the layout of the columns that are shown, from left to right."""
        return [one.place for one in self.states() if one.shown]

    def widths(self) -> dict[str, int]:
        """The widths by field, as they are at the usual text size."""
        return dict(zip(self._fields, self._widths, strict=True))

    def order(self) -> list[str]:
        """The fields from left to right; empty while the order is the layout's."""
        fields = [self._fields[one.place] for one in self.states()]
        return [] if fields == self._fields else fields

    def hidden(self) -> list[str]:
        """The fields of the columns that the user took away."""
        return [field for place, field in enumerate(self._fields) if self._head.isSectionHidden(place)]

    def pinned(self) -> list[str]:
        """The fields of the columns that stay at the left."""
        return [self._fields[place] for place in sorted(self._pinned)]

    def are_the_layout_s(self) -> bool:
        """Whether nothing is other than the layout has it."""
        return self._widths == self._usual and not (self._pinned or self.order() or self.hidden())

    # Changing it

    def restore(
        self, widths: Mapping[str, int], order: Sequence[str], hidden: Sequence[str], pinned: Sequence[str] = ()
    ) -> None:
        """Take back how it was left; fields that the layout lost do not count, and one column at least is shown."""
        places = {field: place for place, field in enumerate(self._fields)}
        with self._quietly():
            for target, name in enumerate(name for name in order if name in places):
                self._head.moveSection(self._head.visualIndex(places[name]), target)
            for name, place in places.items():
                width = widths.get(name)
                if isinstance(width, int) and width >= LEAST_COLUMN:
                    self._widths[place] = self._usual[place] if width == self._given[place] else width
                self._head.setSectionHidden(place, name in hidden and not places.keys() <= set(hidden))
            self._pinned = {places[name] for name in pinned if name in places}
            self._gather()
            self._apply_widths()

    def reset(self) -> None:
        """Be as the layout has it."""
        self.restore(dict(zip(self._fields, self._usual, strict=True)), self._fields, ())
        self.changed.emit()

    def rescale(self) -> None:
        """Let columns hold as much text as before, at another text size."""
        with self._quietly():
            self._apply_widths()

    def show(self, place: int, *, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not shown and len(self.shown()) <= 1:
            return
        with self._quietly():
            self._head.setSectionHidden(place, not shown)
            self._apply_widths()
        self.changed.emit()

    def pin(self, place: int, *, pinned: bool) -> None:
        """Let a column stay at the left, after those that do already, or scroll with the others."""
        with self._quietly():
            (self._pinned.add if pinned else self._pinned.discard)(place)
            if pinned:
                self._head.moveSection(self._head.visualIndex(place), len(self._pinned) - 1)
            self._gather()
        self.changed.emit()

    def move(self, place: int, to: int) -> None:
        """Put a column at another place from the left; pinned ones stay before the others."""
        with self._quietly():
            self._head.moveSection(self._head.visualIndex(place), max(0, min(to, len(self._fields) - 1)))
            self._gather()
        self.changed.emit()

    def set_width(self, place: int, width: int) -> None:
        """Make a column wider or narrower, in pixels at the usual text size."""
        self._widths[place] = max(LEAST_COLUMN, min(width, MOST_WIDTH))
        with self._quietly():
            self._apply_widths()
        self.changed.emit()

    # On the header

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What the program does to the header is not the user's doing."""
        before, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = before

    def _apply_widths(self) -> None:
        self._scale = scaled(SCALE)
        for place, width in enumerate(self._widths):
            if not self._head.isSectionHidden(place):
                self._head.resizeSection(place, round(width * self._scale / SCALE))

    def _gather(self) -> None:
        """Pinned columns first, in their order."""
        for target, place in enumerate(sorted(self._pinned, key=self._head.visualIndex)):
            self._head.moveSection(self._head.visualIndex(place), target)
        self._head.pin(sorted(self._pinned))

    def _on_resized(self, place: int, _before: int, now: int) -> None:
        if not self._busy and now > 0:
            self._widths[place] = max(LEAST_COLUMN, round(now * SCALE / self._scale))
            self.changed.emit()

    def _on_moved(self) -> None:
        if not self._busy:
            with self._quietly():
                self._gather()
            self.changed.emit()
