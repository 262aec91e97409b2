"""One of a few options in a combo box."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QWidget

from vizdesk.domain.layout import Filter
from vizdesk.models.drafts import Draft, choice_operators
from vizdesk.models.option_counts import OptionCounts
from vizdesk.widgets.fields.base import FilterField, options_of
from vizdesk.widgets.fields.count_delegate import COUNTED, CountDelegate
from vizdesk.widgets.fields.counts import counts_tip, spoken
from vizdesk.widgets.quiet_combo_box import QuietComboBox


class ComboField(FilterField):
    """One of a few options; “Any” asks nothing."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent, choice_operators(one))
        self._combo = QuietComboBox(self.label, self)
        self._combo.setItemDelegate(CountDelegate(self._combo))  # else the list ignores the style sheet
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.addItem(self.tr("Any"), "")
        for value, label in options_of(one, locale):
            self._combo.addItem(label, value)
        self._combo.activated.connect(self._on_activated)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._combo, 1)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        value = str(self._combo.currentData())
        return self._with_operator({"value": value} if value else {})

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        value = str(draft.get("value", ""))
        place = self._combo.findData(value)
        if place < 0:  # a value that the layout no longer lists stays what is asked
            self._combo.addItem(value, value)
            place = self._combo.count() - 1
        self._combo.setCurrentIndex(place)
        self._take_operator(draft)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return [self._combo]

    def call_nothing(self, text: str) -> None:
        """Say it in these words where nothing is chosen."""
        self._combo.setItemText(0, text)

    def shows_counts(self) -> bool:
        """Always: a list of a few options is opened and closed too quickly to be asked for."""
        return True

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show how often the options stand in what was found; None for no counts."""
        for place in range(1, self._combo.count()):
            counted = counts.of(str(self._combo.itemData(place))) if counts is not None else None
            self._combo.setItemData(place, counted, COUNTED)
            said = spoken(self._combo.itemText(place), counted)
            self._combo.setItemData(place, said, Qt.ItemDataRole.AccessibleTextRole)
        self._combo.setToolTip(counts_tip() if counts is not None else "")

    def show_unfit(self, values: frozenset[str]) -> None:
        """Offer all options but these; one that is chosen stays."""
        view, model = self._combo.view(), self._combo.model()
        for place in range(1, self._combo.count()):
            hidden = self._combo.itemData(place) in values and place != self._combo.currentIndex()
            if isinstance(view, QListView):
                view.setRowHidden(place, hidden)
            item = model.item(place) if isinstance(model, QStandardItemModel) else None
            if item is not None:
                item.setEnabled(not hidden)  # else the arrow keys would choose it unseen

    def _on_activated(self, _place: int) -> None:
        self.edited.emit()
