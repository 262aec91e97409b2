"""Hierarchical choices: a button that says what is taken, and the tree that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter, Operator, values_below
from vizdesk.models.drafts import Draft
from vizdesk.models.option_counts import OptionCounts
from vizdesk.widgets.fields.base import FilterField
from vizdesk.widgets.fields.chosen_button import ChosenButton

if TYPE_CHECKING:
    from vizdesk.widgets.fields.tree_popup import TreePopup


class TreeField(FilterField):
    """Some of a tree of options, each alone or with everything below it."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent)
        self._below: list[str] = []
        self._alone: list[str] = []
        self._counts: OptionCounts | None = None
        self._popup: TreePopup | None = None
        self._button = ChosenButton(self.label, self)
        self._button.clicked.connect(self._on_open)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        parts = {"below": list(self._below), "values": list(self._alone)}
        return {key: values for key, values in parts.items() if values}

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        self._below = [str(value) for value in draft.get("below", ())]
        self._alone = [str(value) for value in draft.get("values", ())]
        self._say()

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return [self._button]

    def _on_open(self) -> None:
        from vizdesk.widgets.fields.tree_popup import TreePopup  # late: the window's start does not wait for it

        popup = TreePopup(self.filter, self.locale_in_use, self._button, alone=Operator.IN in self.filter.operators)
        popup.tick(self._below, self._alone)
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
        """While the tree is open."""
        return self._popup is not None

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show how often the entries stand in what was found; None for no counts."""
        self._counts = counts
        if self._popup is not None:
            self._popup.show_counts(counts)

    def _on_chosen(self, taken: object) -> None:
        if isinstance(taken, tuple):
            self._below, self._alone = taken
            self._say()
            self.edited.emit()

    def _say(self) -> None:
        named = [(value, self.tr("{label} and everything below")) for value in self._below]
        named += [(value, self.tr("{label} itself")) for value in self._alone]
        self._button.say([self._named(value, text) for value, text in named])

    def _named(self, value: str, text: str) -> str:
        label = self.filter.option_label(value, self.locale_in_use.name())
        return text.format(label=label) if len(values_below(self.filter.options, [value])) > 1 else label
