"""What controls share that are a button which says what is taken, and a list that it opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter, Operator
from vizdesk.models.option_counts import OptionCounts
from vizdesk.widgets.fields.base import FilterField
from vizdesk.widgets.fields.chosen_button import ChosenButton

if TYPE_CHECKING:
    from vizdesk.widgets.fields.option_list import OptionPopup
    from vizdesk.widgets.fields.tree_popup import TreePopup


class OpeningField(FilterField):
    """A button that says what is taken and opens a list; counts are shown while that is open.

    Args:
        one: the filter.
        locale: the user's.
        parent: owns it.
        operators: as for `FilterField`.
    """

    def __init__(
        self, one: Filter, locale: QLocale, parent: QWidget | None = None, operators: Sequence[Operator] = ()
    ) -> None:
        super().__init__(one, locale, parent, operators)
        self._counts: OptionCounts | None = None
        self._popup: OptionPopup | TreePopup | None = None
        self._button = ChosenButton(self.label, self)
        self._button.clicked.connect(self._on_open)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return [self._button]

    def shows_counts(self) -> bool:
        """While the list is open."""
        return self._popup is not None

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show how often the options stand in what was found; None for no counts."""
        self._counts = counts
        if self._popup is not None:
            self._popup.show_counts(counts)

    def _make_popup(self) -> OptionPopup | TreePopup:
        """The list, with what is taken now."""
        raise NotImplementedError

    def _on_chosen(self, taken: object) -> None:
        """Hold what the user took in the list."""
        raise NotImplementedError

    def _on_open(self) -> None:
        popup = self._make_popup()
        popup.chosen.connect(self._on_chosen)
        popup.closed.connect(self._on_closed)
        popup.setMinimumWidth(self._button.width())
        self._popup = popup
        popup.show_counts(self._counts)
        popup.show_below(self._button)
        self.counts_wanted.emit()

    def _on_closed(self) -> None:
        self._popup = None
