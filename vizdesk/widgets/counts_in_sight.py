"""Which filters' counts are wanted: those whose options the user can see now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea

from vizdesk.domain.layout import Kind
from vizdesk.models.criteria import ALL
from vizdesk.models.facets import Asked, FacetsModel
from vizdesk.widgets.filter_row import FilterRow

if TYPE_CHECKING:
    from vizdesk.widgets.alternatives import AlternativesCard

COUNTED_KINDS = (Kind.CHOICE, Kind.CHOICES, Kind.TREE)
SETTLE_MILLISECONDS = 300
"""Nothing is asked for while the panel still moves."""


class CountsInSight(QObject):
    """Asks for the counts of the filters in sight, and shows them where they come.

    Args:
        facets: the counts.
        scroll: what the filters scroll in; owns it.
    """

    def __init__(self, facets: FacetsModel, scroll: QScrollArea) -> None:
        super().__init__(scroll)
        self._facets, self._scroll = facets, scroll
        self._rows: dict[str, FilterRow] = {}
        self._card: AlternativesCard | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._settling.timeout.connect(self._ask)
        facets.awaited.connect(self._settling.start)
        facets.changed.connect(self._on_changed)
        scroll.verticalScrollBar().valueChanged.connect(self._on_moved)
        for watched in (scroll.viewport(), scroll.widget()):
            if watched is not None:
                watched.installEventFilter(self)

    def add(self, row: FilterRow) -> None:
        """Here is a filter."""
        self._rows[row.filter.id] = row
        if row.filter.kind in COUNTED_KINDS:
            row.field.counts_wanted.connect(self._on_moved)
        counts = self._facets.counts(row.filter.id)
        if counts is not None:
            row.field.show_counts(counts)
        self._on_moved()

    def add_alternatives(self, card: AlternativesCard) -> None:
        """Here are the alternatives, whose filters are counted for the place that each stands in."""
        self._card = card
        card.counts_wanted.connect(self._on_alternatives)

    def _on_alternatives(self) -> None:
        self._show_alternatives()
        self._on_moved()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size, or another page: others may be in sight."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._on_moved()
        return super().eventFilter(watched, event)

    def _on_moved(self) -> None:
        self._settling.start()

    def _ask(self) -> None:
        rows = [*((Asked(one), row) for one, row in self._rows.items()), *self._asked_in_alternatives()]
        self._facets.ask([asked for asked, row in rows if row.field.shows_counts() and self._is_seen(row)])

    def _asked_in_alternatives(self) -> list[tuple[Asked, FilterRow]]:
        groups = self._facets.groups
        if self._card is None or groups is None:
            return []
        rows = ((row, group) for row, group in self._card.counted_rows(groups) if row.filter.kind in COUNTED_KINDS)
        return [(Asked(row.filter.id, group), row) for row, group in rows if group is not None]

    def _show_alternatives(self) -> None:
        if self._card is None:
            return
        asked = {row: one for one, row in self._asked_in_alternatives()}
        for row in self._card.rows():
            row.field.show_counts(self._facets.counts(*asked[row]) if row in asked else None)

    def _is_seen(self, row: FilterRow) -> bool:
        viewport = self._scroll.viewport()
        place = row.mapTo(viewport, QPoint(0, 0)) if row.isVisible() else None
        return place is not None and place.y() < viewport.height() and place.y() + row.height() > 0

    def _on_changed(self, filter_id: str) -> None:
        for identifier, row in self._rows.items():
            if filter_id in (identifier, ALL):
                row.field.show_counts(self._facets.counts(identifier))
        self._show_alternatives()
