"""One choice and many choices: a few options stand open, many are in a list with a search line."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from vizdesk.domain.layout import Filter
from vizdesk.models.drafts import Draft, choice_operators
from vizdesk.models.option_counts import OptionCounts
from vizdesk.widgets.fields.base import FilterField
from vizdesk.widgets.fields.chosen_button import ChosenButton
from vizdesk.widgets.fields.counts import (
    COUNT_WIDTH,
    COUNTED,
    CountDelegate,
    CountedCheckBox,
    CountedRadioButton,
    counts_tip,
    spoken,
)
from vizdesk.widgets.fields.option_list import OptionPopup
from vizdesk.widgets.fields.typeahead import TypeaheadField
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import PANEL_WIDTH, SPACE_2, SPACE_4

MOST_OPEN = 8
"""More options than these go into a list."""

OptionButton = CountedCheckBox | CountedRadioButton

_MARK_WIDTH = 24
_COLUMN_WIDTH = (PANEL_WIDTH - 2 * SPACE_4 - SPACE_2) // 2
"""Both at the usual text size."""


def choice_field(one: Filter, locale: QLocale, parent: QWidget | None = None) -> FilterField:
    """The control for one of several options."""
    if one.offers_many:
        return TypeaheadField(one, locale, parent, several=False)
    if len(one.options) > MOST_OPEN:
        return ListField(one, locale, parent, several=False)
    if one.widget == "radio":
        return RadioField(one, locale, parent)
    return ComboField(one, locale, parent)


def choices_field(one: Filter, locale: QLocale, parent: QWidget | None = None) -> FilterField:
    """The control for any of several options."""
    if one.offers_many:
        return TypeaheadField(one, locale, parent, several=True)
    if len(one.options) > MOST_OPEN:
        return ListField(one, locale, parent, several=True)
    return CheckField(one, locale, parent)


def options_of(one: Filter, locale: QLocale) -> list[tuple[str, str]]:
    """Value and label of each option, as the layout orders them."""
    return [(option.value, option.label(locale.name())) for option in one.options]


class QuietComboBox(QComboBox):
    """A named combo box that the mouse wheel does not change, so that scrolling past it is safe.

    Args:
        name: what assistive technology calls it.
        parent: what it stands in.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        # On Linux, Qt tells assistive technology what is chosen as a combo box's own name, and takes what it is called
        # from the label beside it; one that is hidden counts too.
        naming = QLabel(parent)
        naming.setTextFormat(Qt.TextFormat.PlainText)
        naming.setText(name.replace("&", "&&"))
        naming.setBuddy(self)
        naming.hide()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel, which scrolls."""
        event.ignore()


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
        self.setFocusProxy(self._combo)

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

    def _on_activated(self, _place: int) -> None:
        self.edited.emit()


class OpenOptions(FilterField):
    """Options that all stand open, in two columns where their labels are short."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent, choice_operators(one))
        self._buttons: dict[str, OptionButton] = {}
        self._labels: dict[str, str] = {}
        self._counts: OptionCounts | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_2)
        self._grid.setVerticalSpacing(0)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        entries = self._entries()
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(label) for _, label in entries), default=0)
        self._columns = 2 if widest + _MARK_WIDTH + scaled(COUNT_WIDTH) <= scaled(_COLUMN_WIDTH) else 1
        for value, label in entries:
            self._add(value, label)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return list(self._buttons.values())

    def _entries(self) -> list[tuple[str, str]]:
        return options_of(self.filter, self.locale_in_use)

    def _button(self, label: str) -> OptionButton:
        raise NotImplementedError

    def shows_counts(self) -> bool:
        """Always: the options stand open."""
        return True

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show how often the options stand in what was found; None for no counts."""
        self._counts = counts
        for value in filter(None, self._buttons):
            self._show_count(value)

    def _show_count(self, value: str) -> None:
        counted = self._counts.of(value) if self._counts is not None else None
        self._buttons[value].show_count(f"{self.label}: {self._labels[value]}", counted)

    def _add(self, value: str, label: str) -> None:
        button = self._button(label.replace("&", "&&"))
        button.setAccessibleName(f"{self.label}: {label}")
        self._labels[value] = label
        button.clicked.connect(self._on_clicked)
        place = len(self._buttons)
        self._buttons[value] = button
        span = 1 if self._columns == 2 else 2
        self._grid.addWidget(button, place // self._columns, place % self._columns, 1, span)
        self.setFocusProxy(next(iter(self._buttons.values())))
        if self._counts is not None:
            self._show_count(value)

    def _on_clicked(self) -> None:
        self.edited.emit()


class CheckField(OpenOptions):
    """Any of a few options."""

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        values = [value for value, button in self._buttons.items() if button.isChecked()]
        return self._with_operator({"values": values} if values else {})

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        wanted = [str(value) for value in draft.get("values", ())]
        for value in wanted:
            if value not in self._buttons:  # a value that the layout no longer lists stays what is asked
                self._add(value, value)
        for value, button in self._buttons.items():
            button.setChecked(value in wanted)
        self._take_operator(draft)

    def _button(self, label: str) -> CountedCheckBox:
        return CountedCheckBox(label, self)


class RadioField(OpenOptions):
    """One of a few options, all in sight; “Any” asks nothing."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        self._group = QButtonGroup()
        super().__init__(one, locale, parent)
        self._group.setParent(self)
        self._buttons[""].setChecked(True)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        value = next((value for value, button in self._buttons.items() if button.isChecked()), "")
        return self._with_operator({"value": value} if value else {})

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        value = str(draft.get("value", ""))
        if value not in self._buttons:
            self._add(value, value)
        self._buttons[value].setChecked(True)
        self._take_operator(draft)

    def _entries(self) -> list[tuple[str, str]]:
        return [("", self.tr("Any")), *super()._entries()]

    def _button(self, label: str) -> CountedRadioButton:
        button = CountedRadioButton(label, self)
        self._group.addButton(button)
        return button


class ListField(FilterField):
    """Some, or one, of many options: a button that says what is taken and opens the list."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None, *, several: bool) -> None:
        super().__init__(one, locale, parent, choice_operators(one))
        self._several = several
        self._values: list[str] = []
        self._counts: OptionCounts | None = None
        self._popup: OptionPopup | None = None
        self._button = ChosenButton(self.label, self)
        self._button.clicked.connect(self._on_open)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        if not self._values:
            return {}
        return self._with_operator({"values": list(self._values)} if self._several else {"value": self._values[0]})

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        given = draft.get("values", ()) if self._several else [draft["value"]] if draft.get("value") else []
        self._values = [str(value) for value in given]
        self._take_operator(draft)
        self._say()

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return [self._button]

    def _on_open(self) -> None:
        known = options_of(self.filter, self.locale_in_use)
        listed = {value for value, _ in known}
        gone = [(value, value) for value in self._values if value not in listed]
        popup = OptionPopup(gone + known, self._values, self.label, self._button, several=self._several)
        popup.chosen.connect(self._on_chosen)
        popup.closed.connect(self._on_closed)
        popup.setMinimumWidth(self._button.width())
        self._popup = popup
        popup.show_counts(self._counts)
        popup.show_below(self._button)
        self.counts_wanted.emit()

    def _on_closed(self) -> None:
        self._popup = None

    def shows_counts(self) -> bool:
        """While the list is open."""
        return self._popup is not None

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show how often the options stand in what was found; None for no counts."""
        self._counts = counts
        if self._popup is not None:
            self._popup.show_counts(counts)

    def _on_chosen(self, values: object) -> None:
        if isinstance(values, list):
            self._values = values
            self._say()
            self.edited.emit()

    def _say(self) -> None:
        self._button.say([self.filter.option_label(value, self.locale_in_use.name()) for value in self._values])
