"""The filter panel: groups that fold, a line that finds a filter, and the buttons that apply and clear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vizdesk.domain.policies import Breach
from vizdesk.domain.text import fold
from vizdesk.models.alternatives import ANY
from vizdesk.models.criteria import ALL, CriteriaModel
from vizdesk.models.facets import FacetsModel
from vizdesk.models.options import OptionsModel
from vizdesk.models.reason import ReasonModel
from vizdesk.widgets.counts_in_sight import CountsInSight
from vizdesk.widgets.filter_group import AT_TOP, GroupBox, laid_out_once
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.icons import icon, lead_with, offer_clearing
from vizdesk.widgets.labels import label
from vizdesk.widgets.reason_row import ReasonRow
from vizdesk.widgets.shortcuts import Key, is_pressed
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tokens import MOST_SOUGHT, PANEL_WIDTH, SPACE_1, SPACE_2, SPACE_3, SPACE_4

if TYPE_CHECKING:
    from vizdesk.widgets.alternatives import AlternativesCard

SCROLL_BAR_WIDTH = 12
SLICE_MILLISECONDS = 6
"""Filters are made in slices of this length; in between, keys and painting get their turn."""
FIRST_MILLISECONDS = 24
"""The same once the panel is on the screen, until all in sight is there: whoever opened it waits for that."""
FRAME_MILLISECONDS = 12
"""The first filters are painted, and take keys, before others are made."""
UNSEEN_MILLISECONDS = 100
"""Where nothing is painted, the others wait so long."""
FIND_FROM = 13
"""With so many filters there is a line that finds one."""


class FilterPanel(QWidget):
    """All filters of a page over its criteria.

    Signals:
        apply_wanted: Enter, or “Apply filters”.
        folds_changed: the user folded or unfolded a group.
        refused: a sentence to be read out: what is typed may not be searched for.
    """

    refused = Signal(str)
    apply_wanted = Signal()
    folds_changed = Signal()

    def __init__(
        self,
        criteria: CriteriaModel,
        reason: ReasonModel,
        options: OptionsModel,
        facets: FacetsModel,
        locale: QLocale,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filterPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._criteria = criteria
        self._options = options
        self._locale = locale
        self._rows: dict[str, FilterRow] = {}
        self._groups: list[GroupBox] = []
        self._boxes: dict[str, GroupBox] = {}
        self._labels = {one.id: fold(one.label(locale.name())) for one in criteria.page.filters}
        self._sought = ""
        self._is_filled = False
        self._is_painted = False
        self._card: AlternativesCard | None = None
        self._making = QTimer(self, singleShot=True, interval=0)
        self._making.timeout.connect(self._make_slice)
        self._find = self._make_find()
        self._status = label("", Type.CAPTION, tone="muted", parent=self)
        self._refusal = label("", Type.CAPTION, tone="danger", wrap=True, parent=self)
        self._refusal.hide()
        self._reason = ReasonRow(reason, locale, self)
        self._apply = QPushButton(self.tr("Apply filters"), self)
        self._clear_all = QPushButton(self.tr("Clear all"), self)
        self._reset = QToolButton(self)
        self._scroll = self._make_scroll()
        self._counts = CountsInSight(facets, self._scroll)
        self._lay_out()
        criteria.draft_changed.connect(self._on_draft_changed)
        criteria.applied_changed.connect(self.refresh, Qt.ConnectionType.QueuedConnection)  # the search goes out first
        for edited in (criteria.draft_changed, criteria.applied_changed, reason.changed):
            edited.connect(self._on_edited)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.refresh()

    def _make_find(self) -> QLineEdit:
        find = QLineEdit(self)
        find.setMaxLength(MOST_SOUGHT)
        find.setPlaceholderText(self.tr("Find a filter"))
        find.setAccessibleName(self.tr("Find a filter"))
        lead_with(find, "search")
        offer_clearing(find)
        find.textChanged.connect(self._on_find)
        find.setVisible(len(self._criteria.page.filters) >= FIND_FROM)
        _name_clear_button(find, self.tr("Clear what was looked for"))
        return find

    def _make_scroll(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        layout = self._inside = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, SPACE_2)
        layout.setSpacing(SPACE_1)
        for group, filters in self._criteria.page.filters_by_group():
            name = group.label(self._locale.name()) if group else ""
            box = GroupBox(name, group.id if group else "", filters, self._locale, self._is_shown, inside)
            box.row_made.connect(self._on_row_made)
            box.chained.connect(self._on_chained)
            box.toggled.connect(self._on_toggled)
            self._groups.append(box)
            self._boxes |= dict.fromkeys((one.id for one in filters), box)
            layout.addWidget(box, 0, AT_TOP)
        layout.addStretch(1)
        scroll = QScrollArea(self)
        # One of our own: asked for Qt's, PySide makes all its types of widgets to find out what that is (20 ms).
        scroll.setViewport(QWidget())
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName(self.tr("Filters"))
        scroll.setWidget(inside)
        scroll.verticalScrollBar().rangeChanged.connect(self._on_scroll_range)
        return scroll

    def _lay_out(self) -> None:
        self.setMinimumWidth(scaled(PANEL_WIDTH))
        self._apply.setProperty("look", "primary")
        self._apply.clicked.connect(self.apply_wanted)
        self._clear_all.setProperty("look", "plain")
        self._clear_all.clicked.connect(self._criteria.clear_all)
        self._reset.setIcon(icon("rotate-cw"))
        self._reset.setAccessibleName(self.tr("Reset to what the page opens with"))
        self._reset.setToolTip(self._reset.accessibleName())
        self._reset.clicked.connect(self._criteria.reset)
        self._reset.setVisible(self._criteria.has_defaults)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_2)
        head.addWidget(self._find)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self._apply, 1)
        buttons.addWidget(self._clear_all)
        buttons.addWidget(self._reset)
        footer = QFrame(self)
        footer.setObjectName("panelFooter")
        bottom = QVBoxLayout(footer)
        bottom.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        bottom.setSpacing(SPACE_2)
        bottom.addWidget(self._status)
        bottom.addWidget(self._refusal)
        bottom.addWidget(self._reason)
        bottom.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(footer)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Behind the first paint comes what was not made for it."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self._making.start(FRAME_MILLISECONDS)

    def _on_scroll_range(self, _least: int, most: int) -> None:
        """The fields end at the same line whether or not the scroll bar is there."""
        self._inside.setContentsMargins(0, 0, 0 if most else SCROLL_BAR_WIDTH, SPACE_2)

    # What the page asks of it

    @property
    def first_stop(self) -> QWidget:
        """Where Tab enters; the others follow as they are made."""
        return self._find

    def folded_groups(self) -> list[str]:
        """The ids of the groups that show only their heading."""
        return [box.identifier for box in self._groups if box.folded]

    def fold_groups(self, identifiers: Iterable[str]) -> None:
        """Fold these groups and unfold the others.

        The first filters are made now, the others as the event loop comes to it, so that a page is there at once.
        """
        folded = set(identifiers)
        with laid_out_once(self._inside):
            for box in self._groups:
                box.fold(box.identifier in folded)
        self._settle_edge(self._groups)
        self._order_stops()
        self._making.start(0 if self._is_painted else UNSEEN_MILLISECONDS)

    @property
    def is_whole(self) -> bool:
        """Whether all filters that are to be seen were made."""
        return not any(box.is_waiting for box in self._groups)

    def _make_slice(self) -> None:
        """Make what is to be seen: what is in sight first, all of it in the end, so that all can be reached."""
        with laid_out_once(self._inside):
            self._make_some()

    def _make_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        top = self._scroll.verticalScrollBar().value()
        bottom = top + self._scroll.viewport().height()
        waiting = [box for box in self._groups if box.is_waiting]
        gaps = [box for box in waiting if box.has_gap(top - box.y(), bottom - box.y())]
        self._is_filled |= self.isVisible() and not gaps
        limit = SLICE_MILLISECONDS if self._is_filled or not self.isVisible() else FIRST_MILLISECONDS
        for box in gaps or waiting:
            while box.has_gap(top - box.y(), bottom - box.y()) if gaps else box.is_waiting:
                if clock.hasExpired(limit):
                    break
                box.work(top - box.y(), bottom - box.y())
        if any(box.is_waiting for box in waiting):
            self._making.start(0)

    def _settle_edge(self, boxes: Iterable[GroupBox], *, last: bool = False) -> None:
        """Make the first shelf, or the last one, that is to be seen in these groups."""
        for box in boxes:
            shelves = box.shelves()
            if shelves:
                box.settle(shelves[-1 if last else 0])
                return

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab was pressed: what it comes to is made now, if it is not yet."""
        focused = self.focusWidget()
        if focused is not None and focused is not self._find:
            self._settle_around(focused)
        return super().focusNextPrevChild(forwards)

    def _settle_around(self, widget: QWidget) -> None:
        """Make what Tab comes to next, forwards and backwards, from a widget that has the focus."""
        place = next((place for place, box in enumerate(self._groups) if box.isAncestorOf(widget)), len(self._groups))
        before, after = self._groups[:place], self._groups[place + 1 :]
        shelves = self._groups[place].shelves() if place < len(self._groups) else []
        at = next((number for number, shelf in enumerate(shelves) if shelf.isAncestorOf(widget)), -1)
        for near in shelves[max(0, at - 1) : at + 2]:
            self._groups[place].settle(near)
        if at <= 0:
            self._settle_edge(reversed(before), last=True)
        if at == len(shelves) - 1:
            self._settle_edge(after)

    def _on_chained(self, before: QWidget | None, stops: Sequence[QWidget]) -> None:
        """Let Tab go through the panel as it is read."""
        if before is None:
            above = self._groups[: next(place for place, box in enumerate(self._groups) if box.isAncestorOf(stops[0]))]
            before = next((stop for box in reversed(above) if (stop := box.last_stop()) is not None), self._stop_above)
        for one, following in pairwise([before, *stops]):
            QWidget.setTabOrder(one, following)

    @property
    def _stop_above(self) -> QWidget:
        """What Tab comes to before the first group."""
        return self._card.stops()[-1] if self._card is not None else self._find

    def _order_stops(self) -> None:
        """Let Tab go through all that was made as it is read."""
        stops: list[QWidget] = [self._find, *(self._card.stops() if self._card is not None else ())]
        stops += [stop for each in self._groups for stop in each.stops()]
        stops += [*self._reason.stops(), self._apply, self._clear_all, self._reset]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def reveal_faults(self) -> bool:
        """Show every fault now and go to the first.

        Returns:
            Whether there is one.
        """
        for box in self._groups:
            for one in box.filters:
                if self._criteria.fault(one.id):
                    box.fold(False)
                    box.settle(box.shelf_of(one.id))
        faulty = [row for row in self._rows.values() if row.has_fault and self._criteria.is_active(row.filter.id)]
        if self._card is not None:
            faulty = [row for row in self._card.rows() if row.has_fault] + faulty
        for row in faulty:
            row.visited = True
            row.show_fault()
        if faulty:
            faulty[0].field.take_focus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(faulty[0])
        return bool(faulty)

    def show_refusal(self, breach: Breach) -> None:
        """Say why the page's policy forbids this search, and go where that can be mended."""
        self._refusal.setText(f"{breach.sentence} {breach.next_step}")
        self._refusal.show()
        self._apply.setAccessibleDescription(self._refusal.text())
        if breach.of_reason:
            self._reason.focus_missing()
        self.refused.emit(self._refusal.text())

    def _on_edited(self) -> None:
        self._refusal.hide()
        self._apply.setAccessibleDescription("")

    def focus_first(self) -> None:
        """Take the focus at the first filter."""
        if self._find.isVisible():
            self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._focus_first_filter()

    def _focus_first_filter(self) -> None:
        self._settle_edge(self._groups)
        rows = (row for box in self._groups for row in box.rows() if not row.isHidden())
        row = next((row for row in rows if self._is_shown(row.filter.id)), None)
        if row is not None:
            row.field.take_focus(Qt.FocusReason.ShortcutFocusReason)

    def go_to(self, filter_id: str) -> None:
        """Take the focus at a filter; its group unfolds, and what was looked for is cleared."""
        box = self._boxes.get(filter_id)
        if box is None:
            return
        self._find.clear()
        if box.folded:
            box.fold(False)
            self.folds_changed.emit()
        box.settle(box.shelf_of(filter_id))
        row = self._rows[filter_id]
        self._inside.activate()
        row.field.take_focus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(row)
        self._making.start(0)

    def add_alternatives(self, filter_id: str = "") -> None:
        """Show the alternatives, with what is typed in a filter as one of them, and take the focus there."""
        if filter_id:
            self._criteria.make_alternative(filter_id)
        self._find.clear()
        card = self._make_card()
        card.show()
        self._inside.activate()
        card.focus_next()
        self._scroll.ensureWidgetVisible(card)

    def _make_card(self) -> AlternativesCard:
        if self._card is None:
            from vizdesk.widgets.alternatives import AlternativesCard  # late: most searches have none

            card = self._card = AlternativesCard(self._criteria, self._options, self._locale, self._scroll.widget())
            card.rows_changed.connect(self._order_stops)
            self._counts.add_alternatives(card)
            self._inside.insertWidget(0, card)
        return self._card

    def _show_alternatives(self) -> None:
        if self._card is not None or self._criteria.draft(ANY):
            self._make_card().refresh()

    def refresh(self) -> None:
        """Show how all filters stand."""
        self._show_alternatives()
        for identifier in self._rows:
            self._show_row(identifier)
        self._show_counts()
        self._narrow()

    # What the criteria and the user do

    def _on_row_made(self, row: FilterRow) -> None:
        self._rows[row.filter.id] = row
        row.draft_edited.connect(self._criteria.set_draft)
        row.alternative_wanted.connect(self.add_alternatives)
        row.field.serve(self._options)
        self._counts.add(row)
        self._show_row(row.filter.id)

    def _on_draft_changed(self, identifier: str) -> None:
        if identifier == ALL:
            self.refresh()
            return
        if identifier == ANY:
            self._show_alternatives()
        elif identifier in self._rows:
            self._show_row(identifier)
        if identifier in self._boxes:
            self._boxes[identifier].narrow(at_once=True)
            self._making.start(0)
        self._show_counts()

    def _show_row(self, identifier: str) -> None:
        row, criteria = self._rows[identifier], self._criteria
        row.show_state(criteria.draft(identifier), criteria.fault(identifier), pending=criteria.is_pending(identifier))
        if row.filter.depends_on:
            row.field.show_unfit(criteria.unfit(identifier))
            row.show_caution(criteria.caution_of(identifier))

    def _narrow(self) -> None:
        """Show the filters that are to be seen now, and no other."""
        with laid_out_once(self._inside):
            self._narrow_groups(at_once=True)
        self._making.start(0)

    def _narrow_groups(self, *, at_once: bool = False) -> None:
        for box in self._groups:
            box.narrow(at_once=at_once)
            box.put_away(bool(self._sought) and not any(self._is_shown(one.id) for one in box.filters))

    def _is_shown(self, identifier: str) -> bool:
        return self._sought in self._labels[identifier] and self._criteria.is_active(identifier)

    def _show_counts(self) -> None:
        for box in self._groups:
            box.show_count(sum(bool(self._criteria.draft(one.id)) for one in box.filters))
        changed = self._criteria.count_pending()
        if changed:
            one, several = self.tr("1 change is not applied yet"), self.tr("{count} changes are not applied yet")
            self._status.setText(one if changed == 1 else several.format(count=self._locale.toString(changed)))
        else:
            nothing = self._criteria.is_empty()
            self._status.setText(self.tr("No filter is set") if nothing else self.tr("All filters are applied"))
        self._clear_all.setEnabled(not self._criteria.is_empty())

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        left, entered = self._row_of(old), self._row_of(new)
        if left is not None and left is not entered and new is not None:
            left.visited = True
            left.show_fault()

    def _row_of(self, widget: QWidget | None) -> FilterRow | None:
        while widget is not None and widget is not self:
            if isinstance(widget, FilterRow):
                in_card = self._card is not None and widget in self._card.rows()
                return widget if in_card or self._rows.get(widget.filter.id) is widget else None
            widget = widget.parentWidget()
        return None

    def _on_toggled(self) -> None:
        self._make_slice()
        self.folds_changed.emit()

    def _on_find(self, text: str) -> None:
        self._sought = fold(text)
        for box in self._groups if text.strip() else ():
            if box.folded and any(self._is_shown(one.id) for one in box.filters):
                box.fold(False)
        self._scroll.verticalScrollBar().setValue(0)
        with laid_out_once(self._inside):
            self._narrow_groups()
            self._settle_edge(self._groups)
        self._making.start(FRAME_MILLISECONDS)  # what is there is shown first, and takes the next key

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumWidth(scaled(PANEL_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies from anywhere in the panel.

        On a push button it presses that button; behind what is looked for it goes to the first filter found, as a
        search that nobody meant is disclosed all the same.
        """
        if not is_pressed(Key.APPLY, event):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton | QToolButton) and not focused.isCheckable():
            focused.click()
        elif focused is self._find and self._sought:
            self._focus_first_filter()
        else:
            self.apply_wanted.emit()


def _name_clear_button(line: QLineEdit, name: str) -> None:
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(button.accessibleName() or name)
