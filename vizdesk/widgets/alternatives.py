"""“Either … or …” at the top of the filter panel: groups of filters, of which a record meets at least one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter
from vizdesk.models.alternatives import ANY, MAX_GROUPS, Groups, drafts_to_draft, group_drafts, place_among
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.drafts import Draft, draft_to_criterion
from vizdesk.models.options import OptionsModel
from vizdesk.models.wording import sentence_of
from vizdesk.widgets.fields.option_list import OptionPopup
from vizdesk.widgets.filter_row import FilterRow
from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_3


class AlternativeRow(FilterRow):
    """A filter in an alternative; its cross takes it out.

    Signals:
        removed: the filter's id.
    """

    removed = Signal(str)
    offers_alternative = False

    def _clear_words(self) -> tuple[str, str]:
        name = self.tr("Take {label} out of this alternative").format(label=self.name)
        return name, self.tr("Take this filter out")

    def _can_clear(self) -> bool:
        return True

    def _on_clear(self) -> None:
        self.removed.emit(self.filter.id)


class Alternative(QWidget):
    """One group: all of its filters must be met.

    Signals:
        edited: a filter's id and its draft, None where it is taken out.
        left: the whole group is not wanted any more.
        counts_wanted: options are to be seen now whose counts may be wanted.
    """

    edited = Signal(str, object)
    left = Signal()
    counts_wanted = Signal()

    def __init__(self, place: int, criteria: CriteriaModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criteria, self._locale = criteria, locale
        self._rows: dict[str, AlternativeRow] = {}
        self.setAccessibleName(self.tr("Alternative {number}").format(number=locale.toString(place + 1)))
        word = label(self.tr("Either") if place == 0 else self.tr("or"), Type.STRONG, parent=self)
        self._add = QPushButton(self.tr("Add a filter"), self)
        self._add.setProperty("look", "link")
        self._add.setAccessibleName(
            self.tr("Add a filter to alternative {number}").format(number=locale.toString(place + 1))
        )
        self._add.clicked.connect(self._on_add)
        self._leave = QToolButton(self)
        self._leave.setIcon(icon("x"))
        self._leave.setAccessibleName(self.tr("Remove alternative {number}").format(number=locale.toString(place + 1)))
        self._leave.setToolTip(self.tr("Remove this alternative"))
        self._leave.clicked.connect(self.left)
        self._unused = label(self.tr("Empty, so it is not asked for."), Type.CAPTION, tone="muted", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_3, 0, SPACE_1, 0)
        head.addWidget(word, 1)
        head.addWidget(self._leave)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_2, 0, SPACE_1, 0)
        foot.setSpacing(SPACE_2)
        foot.addWidget(self._add)
        foot.addWidget(self._unused)
        foot.addStretch(1)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._inside)
        layout.addLayout(foot)

    def rows(self) -> list[AlternativeRow]:
        """Its filters."""
        return list(self._rows.values())

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [*(stop for row in self._rows.values() for stop in row.stops()), self._add, self._leave]

    def show_drafts(self, drafts: dict[str, Draft], options: OptionsModel, *, pending: bool) -> None:
        """Show a group; rows are used again, so that the focus stays where it is."""
        for gone in [one for one in self._rows if one not in drafts]:
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for identifier, draft in drafts.items():
            one = self._criteria.page.filter(identifier)
            if one is None:
                continue
            if identifier not in self._rows:
                row = self._rows[identifier] = AlternativeRow(one, self._locale, self)
                row.draft_edited.connect(self.edited)
                row.removed.connect(self._on_removed)
                row.field.serve(options)
                row.field.counts_wanted.connect(self.counts_wanted)
                self._inside.addWidget(row)
            self._rows[identifier].show_state(draft, self._fault(one, draft), pending=pending and bool(draft))
        self._unused.setVisible(not drafts)

    def _fault(self, one: Filter, draft: Draft) -> str:
        try:
            draft_to_criterion(one, draft, self._locale)
        except BadRequest as error:
            return sentence_of(error)
        return ""

    def focus_first(self) -> None:
        """Take the focus at its first filter, or where one is added."""
        first = next(iter(self._rows.values()), None)
        if first is not None:
            first.field.take_focus()
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self, filter_id: str) -> None:
        """Take the focus at one of its filters."""
        if filter_id in self._rows:
            self._rows[filter_id].field.take_focus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, filter_id: str) -> None:
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)  # before the row goes, and the focus with it
        self.edited.emit(filter_id, None)

    def _on_add(self) -> None:
        named = [
            (one.id, one.label(self._locale.name()))
            for one in self._criteria.page.filters
            if one.id not in self._rows and self._criteria.is_active(one.id)
        ]
        popup = FilterPopup(named, self._add)
        popup.chosen.connect(self._on_chosen)
        popup.setMinimumWidth(self.width() - 2 * SPACE_3)
        popup.show_below(self._add)

    def _on_chosen(self, chosen: Sequence[str]) -> None:
        if chosen:
            self.edited.emit(chosen[0], {})
            self.focus_filter(chosen[0])


class FilterPopup(OptionPopup):
    """The page's filters, of which one is taken."""

    def __init__(self, named: Sequence[tuple[str, str]], owner: QWidget) -> None:
        super().__init__(named, [], self.tr("filters"), owner, several=True)
        self._search.setPlaceholderText(self.tr("Find a filter"))
        self._search.setAccessibleName(self.tr("Find a filter"))
        self.chosen.connect(self.close)


class AlternativesCard(QFrame):
    """All alternatives of a page over its criteria.

    Args:
        criteria: the page's.
        options: where filters take options from.
        locale: the user's.
        parent: its owner.

    Signals:
        rows_changed: Tab comes to others.
        counts_wanted: counts beside others are wanted: what is asked for changed, or more options are to be seen.
    """

    rows_changed = Signal()
    counts_wanted = Signal()

    def __init__(
        self, criteria: CriteriaModel, options: OptionsModel, locale: QLocale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("alternatives")
        self.setAccessibleName(self.tr("Alternatives"))
        self._criteria, self._options, self._locale = criteria, options, locale
        self._boxes: list[Alternative] = []
        self._more = QPushButton(self.tr("Add an alternative"), self)
        self._more.setProperty("look", "link")
        self._more.clicked.connect(self._on_more)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(SPACE_2)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_2, 0, 0, 0)
        foot.addWidget(self._more)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_2, SPACE_1, SPACE_2)
        layout.setSpacing(SPACE_1)
        layout.addLayout(self._inside)
        layout.addLayout(foot)

    def rows(self) -> list[AlternativeRow]:
        """The filters of all alternatives."""
        return [row for box in self._boxes for row in box.rows()]

    def counted_rows(self, asked: Groups) -> list[tuple[AlternativeRow, int | None]]:
        """Each filter with the group, of those that were searched for, whose counts are what a choice in it gives.

        That is None where more than the filter itself has changed since.
        """
        criteria, draft = self._criteria, self._criteria.draft(ANY)
        return [
            (row, place_among(asked, draft, place, row.filter.id, criteria.page, self._locale))
            for place, box in enumerate(self._boxes)
            for row in box.rows()
        ]

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [*(stop for box in self._boxes for stop in box.stops()), self._more]

    def refresh(self) -> None:
        """Show what the criteria hold; nothing at all where there are no alternatives."""
        drafts = group_drafts(self._criteria.draft(ANY))
        shown = [list(one) for one in drafts]
        changed = shown != [[row.filter.id for row in box.rows()] for box in self._boxes]
        self.setVisible(bool(drafts))
        while len(self._boxes) > len(drafts):
            box = self._boxes.pop()
            box.hide()
            box.deleteLater()
        for place in range(len(self._boxes), len(drafts)):
            box = Alternative(place, self._criteria, self._locale, self)
            box.edited.connect(self._on_edited)
            box.left.connect(self._on_left)
            box.counts_wanted.connect(self.counts_wanted)
            self._inside.addWidget(box)
            self._boxes.append(box)
        pending = self._criteria.is_pending(ANY)
        for box, group in zip(self._boxes, drafts, strict=True):
            box.show_drafts(group, self._options, pending=pending)
        self._more.setEnabled(len(drafts) < MAX_GROUPS)
        if changed:
            self.rows_changed.emit()
        self.counts_wanted.emit()

    def focus_next(self) -> None:
        """Take the focus where something is to be filled in: in an empty alternative, else in the first."""
        if not self._boxes:
            self._put([{}, {}])
        boxes = [*(box for box in self._boxes if not box.rows()), *self._boxes]
        boxes[0].focus_first()

    def _put(self, groups: Sequence[dict[str, Draft]]) -> None:
        self._criteria.set_draft(ANY, drafts_to_draft(groups))

    def _on_edited(self, filter_id: str, draft: Draft | None) -> None:
        box = self.sender()
        if not isinstance(box, Alternative):
            return
        groups = group_drafts(self._criteria.draft(ANY))
        group = groups[self._boxes.index(box)]
        if draft is None:
            group.pop(filter_id, None)
        else:
            group[filter_id] = draft
        self._put(groups)

    def _on_left(self) -> None:
        box = self.sender()
        if isinstance(box, Alternative):
            groups = group_drafts(self._criteria.draft(ANY))
            del groups[self._boxes.index(box)]
            self._put(groups if any(groups) else [])
            if self._boxes:
                self._boxes[-1].focus_first()

    def _on_more(self) -> None:
        self._put([*group_drafts(self._criteria.draft(ANY)), {}])
        self._boxes[-1].focus_first()
