"""One or some of many options: a button says what is taken and opens the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter
from vizdesk.models.drafts import Draft, choice_operators
from vizdesk.widgets.fields.base import options_of
from vizdesk.widgets.fields.opening import OpeningField

if TYPE_CHECKING:
    from vizdesk.widgets.fields.option_list import OptionPopup


class ListField(OpeningField):
    """Some, or one, of many options: a button that says what is taken and opens the list."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None, *, several: bool) -> None:
        super().__init__(one, locale, parent, choice_operators(one))
        self._several = several
        self._values: list[str] = []
        self._unfit: frozenset[str] = frozenset()

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

    def _make_popup(self) -> OptionPopup:
        from vizdesk.widgets.fields.option_list import OptionPopup  # late: the window's start does not wait for it

        known = options_of(self.filter, self.locale_in_use)
        listed = {value for value, _ in known}
        gone = [(value, value) for value in self._values if value not in listed]
        known = [(value, label) for value, label in known if value not in self._unfit or value in self._values]
        return OptionPopup(gone + known, self._values, self.label, self._button, several=self._several)

    def show_unfit(self, values: frozenset[str]) -> None:
        """Offer all options but these, the next time the list opens; those that are chosen stay."""
        self._unfit = values

    def _on_chosen(self, values: object) -> None:
        if isinstance(values, list):
            self._values = values
            self._say()
            self.edited.emit()

    def _say(self) -> None:
        self._button.say([self.filter.option_label(value, self.locale_in_use.name()) for value in self._values])
