"""Hierarchical choices: a button that says what is taken, and the tree that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter, Operator, values_below
from vizdesk.models.drafts import Draft
from vizdesk.widgets.fields.opening import OpeningField

if TYPE_CHECKING:
    from vizdesk.widgets.fields.tree_popup import TreePopup


class TreeField(OpeningField):
    """Some of a tree of options, each alone or with everything below it."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent)
        self._below: list[str] = []
        self._alone: list[str] = []

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        parts = {"below": list(self._below), "values": list(self._alone)}
        return {key: values for key, values in parts.items() if values}

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        self._below = [str(value) for value in draft.get("below", ())]
        self._alone = [str(value) for value in draft.get("values", ())]
        self._say()

    def _make_popup(self) -> TreePopup:
        from vizdesk.widgets.fields.tree_popup import TreePopup  # late: the window's start does not wait for it

        popup = TreePopup(self.filter, self.locale_in_use, self._button, alone=Operator.IN in self.filter.operators)
        popup.tick(self._below, self._alone)
        return popup

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
