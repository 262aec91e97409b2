"""A group of the filter panel: a heading that folds, and filters that are made when they are first needed.

Filters stand on shelves of a few. A shelf is made out of sight and shown as a whole, so that a panel of hundreds of
filters is laid out some dozens of times and not once for each. Until then its room is kept free, so that the scroll bar
is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from vizdesk.domain.layout import Filter
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import Type, scaled, set_type
from vizdesk.widgets.tokens import SPACE_2

ROWS_ON_SHELF = 3
ROW_HEIGHT, HEAD_HEIGHT = 69, 32
"""At the usual text size, until it is known better."""

AT_TOP = Qt.AlignmentFlag.AlignTop
"""Filters are as high as they want to be and no higher: while others come and go there is now more and now less room,
and each would be laid out anew each time."""

IsShown = Callable[[str], bool]
"""Whether a filter, named by its id, is to be seen now."""


@contextmanager
def laid_out_once(*layouts: QLayout) -> Iterator[None]:
    """Whatever is shown and hidden meanwhile, these lay out once, at the end.

    To show something lays out all that it stands in, in the room that there was without it: all the rest is squeezed
    for a moment, and each filter laid out twice.
    """
    for each in layouts:
        each.setEnabled(False)
    try:
        yield
    finally:
        for each in layouts:
            each.setEnabled(True)
            each.invalidate()


class _Room(QSpacerItem):
    """Room that is kept free for what is not shown yet."""

    def __init__(self) -> None:
        super().__init__(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def keep(self, height: int) -> None:
        """Take so many pixels at the usual text size."""
        self.changeSize(0, scaled(height), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)


class Shelf(QWidget):
    """A few filters of a group.

    Args:
        filters: the filters.
        locale: the user's.
        is_shown: which of them are to be seen.
        parent: the group's body.
    """

    def __init__(self, filters: Sequence[Filter], locale: QLocale, is_shown: IsShown, parent: QWidget) -> None:
        super().__init__(parent)
        self.filters = filters
        self.rows: list[FilterRow] = []
        self._locale, self._is_shown = locale, is_shown
        self._shown: frozenset[str] | None = None
        self._is_seen = True
        self._content = QWidget(self)
        self._content.hide()
        self._rows = QVBoxLayout(self._content)
        self._room = _Room()
        layout = QVBoxLayout(self)
        layout.addItem(self._room)
        layout.addWidget(self._content)
        for each in (self._rows, layout):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        self.narrow()

    @property
    def is_waiting(self) -> bool:
        """Whether there is something to be done before it shows what it should."""
        return self._shown is None

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order; nothing until all rows are made."""
        made = len(self.rows) == len(self.filters)
        return [stop for row in self.rows for stop in row.stops()] if made else []

    @property
    def is_empty(self) -> bool:
        """Whether none of its filters is to be seen."""
        return self._shown == frozenset()

    def narrow(self, *, at_once: bool = False) -> None:
        """Show no filter that is not to be seen; where others are to be, keep room for them.

        Args:
            at_once: show those others now, if only they were made; what has the focus keeps it.
        """
        wanted = frozenset(one.id for one in self.filters if self._is_shown(one.id))
        if wanted == self._shown:
            return
        if self._shown and (at_once or wanted < self._shown):
            self._show(wanted)
        else:
            self._keep_room(wanted)

    def _show(self, wanted: frozenset[str]) -> None:
        self._shown = wanted
        self._be_seen(bool(wanted))
        for row in self.rows if wanted else ():
            if row.isHidden() == (row.filter.id in wanted):
                row.setVisible(row.filter.id in wanted)

    def _keep_room(self, wanted: frozenset[str]) -> None:
        self._shown = None if wanted else wanted
        self._content.hide()
        self._room.keep(ROW_HEIGHT * len(wanted))
        self._rows.invalidate()
        self._be_seen(bool(wanted))

    def _be_seen(self, seen: bool) -> None:  # one fact, set
        if seen != self._is_seen:  # to show a new one by itself, not with the body, takes Qt longer
            self._is_seen = seen
            self.setVisible(seen)

    def work(self) -> FilterRow | None:
        """Make the row of the next filter that has none, or None: all have one, and what is to be seen is shown."""
        if len(self.rows) < len(self.filters):
            row = FilterRow(self.filters[len(self.rows)], self._locale, self._content)
            self.rows.append(row)
            self._rows.addWidget(row, 0, AT_TOP)
            return row
        self._show(frozenset(one.id for one in self.filters if self._is_shown(one.id)))
        self._room.keep(0)
        self._rows.invalidate()
        for each in (self, self._content):
            each.resize(self.width(), self._rows.sizeHint().height())
        self._content.show()
        return None


class GroupBox(QWidget):
    """A heading that folds, and the filters below it.

    Args:
        name: what the agency calls it, empty for filters of no group.
        identifier: of the group.
        filters: those in it, in order.
        locale: the user's.
        is_shown: which filters are to be seen.
        parent: what the panel scrolls.

    Signals:
        toggled: the user folded or unfolded it.
        row_made: a filter's row exists now.
        chained: widgets that Tab comes to exist now, in order; they are told behind what stands before them, None for
            a thing above the box.
    """

    toggled = Signal()
    row_made = Signal(object)
    chained = Signal(object, object)

    def __init__(
        self,
        name: str,
        identifier: str,
        filters: Sequence[Filter],
        locale: QLocale,
        is_shown: IsShown,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.identifier = identifier
        self.filters = filters
        self._name, self._locale, self._is_shown = name, locale, is_shown
        self._folded = self._away = False
        self._count = 0
        self._head: QPushButton | None = None
        self._body: QWidget | None = None
        self._shelves: list[Shelf] = []
        self._room = _Room()
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addItem(self._room)

    def _keep_room(self) -> None:
        rows = 0 if self._folded else sum(self._is_shown(one.id) for one in self.filters)
        self._room.keep((HEAD_HEIGHT if self._name else 0) + ROW_HEIGHT * rows)

    def _build(self) -> QWidget:
        """Heading, and shelves without a row yet."""
        if self._body is not None:
            return self._body
        self._room.keep(0)
        if self._name:
            self._head = self._make_head()
            strip = QHBoxLayout()
            strip.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
            strip.addWidget(self._head)
            self._parts.addLayout(strip)
            self._head.show()  # now, for Tab may come to it now
        body = self._body = QWidget(self)
        shelves = QVBoxLayout(body)
        shelves.setContentsMargins(0, 0, 0, SPACE_2)
        shelves.setSpacing(0)
        for first in range(0, len(self.filters), ROWS_ON_SHELF):
            shelf = Shelf(self.filters[first : first + ROWS_ON_SHELF], self._locale, self._is_shown, body)
            self._shelves.append(shelf)
            shelves.addWidget(shelf, 0, AT_TOP)
        self._parts.addWidget(body)
        body.setVisible(not self._folded)
        self._say()
        return body

    def _make_head(self) -> QPushButton:
        head = QPushButton(self._name.replace("&", "&&"), self)
        head.setProperty("look", "fold")
        set_type(head, Type.STRONG)
        head.clicked.connect(self._on_head_clicked)
        self._said = label("", Type.CAPTION, tone="muted", parent=head)
        inner = QHBoxLayout(head)
        inner.setContentsMargins(0, 0, SPACE_2, 0)
        inner.addStretch(1)
        inner.addWidget(self._said)
        self.chained.emit(None, [head])
        return head

    @property
    def folded(self) -> bool:
        """Whether only the heading is shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show only the heading, or the filters too."""
        if folded == self._folded:
            return
        self._folded = folded
        if self._body is None:
            self._keep_room()
            return
        self._body.setVisible(not folded)
        self._say()

    # Making

    @property
    def is_waiting(self) -> bool:
        """Whether some of it is to be seen and not made yet."""
        if self._away:
            return False
        return self._body is None or (not self._folded and any(shelf.is_waiting for shelf in self._shelves))

    def has_gap(self, top: int, bottom: int) -> bool:
        """Whether room is kept between two heights of this box for what is waiting."""
        if self._body is None:
            return self.is_waiting and top < self.height() and bottom > 0
        return not self._folded and self._gap(top, bottom) is not None

    def _gap(self, top: int, bottom: int) -> Shelf | None:
        waiting = [shelf for shelf in self._shelves if shelf.is_waiting]
        at = {shelf: shelf.mapTo(self, QPoint()).y() for shelf in waiting}
        return next((one for one in waiting if at[one] < bottom and at[one] + one.height() > top), None)

    def work(self, top: int, bottom: int) -> None:
        """Do the next piece of what is waiting, what lies between two heights of this box first."""
        if self._body is None:
            self._build()
            return
        self._work_on(self._gap(top, bottom) or next(shelf for shelf in self._shelves if shelf.is_waiting))

    def _work_on(self, shelf: Shelf) -> None:
        with laid_out_once(*self._layouts()):
            row = shelf.work()
        if row is not None:
            self.row_made.emit(row)
            if len(shelf.rows) == len(shelf.filters):
                self.chained.emit(self.last_stop(shelf), shelf.stops())

    def _layouts(self) -> Iterator[QLayout]:
        yield self._parts
        body = self._body.layout() if self._body is not None else None
        if body is not None:
            yield body

    def last_stop(self, shelf: Shelf | None = None) -> QWidget | None:
        """The last that Tab comes to of what was made, or that before a shelf; None where nothing was made."""
        place = self._shelves.index(shelf) if shelf is not None else len(self._shelves)
        made = (stops for each in reversed(self._shelves[:place]) if (stops := each.stops()))
        return next(made, [self._head])[-1]

    def settle(self, shelf: Shelf) -> None:
        """Make all of a shelf now."""
        while shelf.is_waiting:
            self._work_on(shelf)

    def shelf_of(self, filter_id: str) -> Shelf:
        """The shelf of one of the box's filters."""
        self._build()
        return next(shelf for shelf in self._shelves if any(one.id == filter_id for one in shelf.filters))

    def narrow(self, *, at_once: bool = False) -> None:
        """Show those filters that are to be seen and no other; see `Shelf.narrow`."""
        if self._body is None:
            self._keep_room()
        for shelf in self._shelves:
            shelf.narrow(at_once=at_once)

    def put_away(self, away: bool) -> None:  # one fact, set
        """Show nothing of it, not even the heading; or show it again."""
        if away != self._away:
            self._away = away
            self.setVisible(not away)

    def shelves(self) -> list[Shelf]:
        """Those with something to be seen, from the top."""
        if not self._away:
            self._build()
        return [] if self._folded or self._away else [shelf for shelf in self._shelves if not shelf.is_empty]

    def rows(self) -> Iterator[FilterRow]:
        """Those that were made, from the top."""
        for shelf in self._shelves:
            yield from shelf.rows

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order, of what was made."""
        head = [self._head] if self._head is not None else []
        return [*head, *(stop for shelf in self._shelves for stop in shelf.stops())]

    # Saying

    def show_count(self, count: int) -> None:
        """Say how many of the filters are set."""
        if count != self._count:
            self._count = count
            self._say()

    def _say(self) -> None:
        head = self._head
        if head is None:
            return
        self._said.setText(str(self._count) if self._count else "")
        self._said.setVisible(bool(self._count))
        head.setIcon(icon("chevron-right" if self._folded else "chevron-down"))
        name = self.tr("{group}, {count} set").format(group=self._name, count=self._count)
        state = self.tr("folded") if self._folded else self.tr("unfolded")
        head.setAccessibleName(f"{name}, {state}")

    def _on_head_clicked(self) -> None:
        self.fold(not self._folded)
        self.toggled.emit()
