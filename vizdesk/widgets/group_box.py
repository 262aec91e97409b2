"""A group of filters in the panel: a heading that folds, and the filters below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vizdesk.domain.layout import Filter
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import Type, set_type
from vizdesk.widgets.tokens import SPACE_2


class GroupBox(QWidget):
    """A heading that folds, and the filters below it; the filters are made when they are first seen.

    Signals:
        toggled: the user folded or unfolded it.
        row_made: a filter's row exists now.
    """

    toggled = Signal()
    row_made = Signal(object)

    def __init__(self, name: str, identifier: str, filters: Sequence[Filter], locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self.identifier = identifier
        self.filters = filters
        self._name = name
        self._locale = locale
        self._folded = False
        self._count = label("", Type.CAPTION, tone="muted", parent=self)
        self._body = QWidget(self)
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, SPACE_2)
        self._rows.setSpacing(0)
        self._made: dict[str, FilterRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._head: QPushButton | None = None
        if name:
            self._head = self._make_head()
            strip = QHBoxLayout()
            strip.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
            strip.addWidget(self._head)
            layout.addLayout(strip)
        layout.addWidget(self._body)
        self.show_count(0)

    def _make_head(self) -> QPushButton:
        head = QPushButton(self._name.replace("&", "&&"), self)
        head.setProperty("look", "fold")
        set_type(head, Type.STRONG)
        head.setIcon(icon("chevron-down"))
        head.clicked.connect(self._on_head_clicked)
        inner = QHBoxLayout(head)
        inner.setContentsMargins(0, 0, SPACE_2, 0)
        inner.addStretch(1)
        inner.addWidget(self._count)
        return head

    @property
    def folded(self) -> bool:
        """Whether only the heading is shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show only the heading, or the filters too."""
        self._folded = folded
        self._body.setVisible(not folded)
        if self._head is not None:
            self._head.setIcon(icon("chevron-right" if folded else "chevron-down"))
            self._say()

    @property
    def is_waiting(self) -> bool:
        """Whether some of its filters are to be seen and not made yet."""
        return not self._folded and len(self._made) < len(self.filters)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        rows = [stop for row in self._made.values() for stop in row.stops()]
        return [self._head, *rows] if self._head is not None else rows

    def make_row(self) -> None:
        """Make the row of the next filter that has none."""
        one = self.filters[len(self._made)]
        row = FilterRow(one, self._locale, self._body)
        self._made[one.id] = row
        self._rows.addWidget(row)
        self.row_made.emit(row)

    def show_count(self, count: int) -> None:
        """Say how many of the filters are set."""
        self._count.setText(str(count) if count else "")
        self._count.setVisible(bool(count) and self._head is not None)
        self._say()

    def _say(self) -> None:
        if self._head is None:
            return
        name = self.tr("{group}, {count} set").format(group=self._name, count=self._count.text() or "0")
        state = self.tr("folded") if self._folded else self.tr("unfolded")
        self._head.setAccessibleName(f"{name}, {state}")

    def _on_head_clicked(self) -> None:
        self.fold(not self._folded)
        self.toggled.emit()
