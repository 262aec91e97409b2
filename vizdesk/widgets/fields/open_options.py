"""One or some of a few options that all stand open."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from vizdesk.domain.layout import Filter
from vizdesk.models.drafts import Draft, choice_operators
from vizdesk.models.option_counts import OptionCounts
from vizdesk.widgets.fields.base import FilterField, options_of
from vizdesk.widgets.fields.counts import COUNT_WIDTH, CountedCheckBox, CountedRadioButton
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import PANEL_WIDTH, SPACE_2, SPACE_4

OptionButton = CountedCheckBox | CountedRadioButton

_MARK_WIDTH = 24
_COLUMN_WIDTH = (PANEL_WIDTH - 2 * SPACE_4 - SPACE_2) // 2
"""Both at the usual text size."""


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

    def show_unfit(self, values: frozenset[str]) -> None:
        """Offer all options but these; those that are chosen stay."""
        for value, button in self._buttons.items():
            button.setVisible(value not in values or button.isChecked())

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
