"""What every filter's control can do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter, Operator
from vizdesk.models.drafts import Draft
from vizdesk.models.option_counts import OptionCounts
from vizdesk.models.options import OptionsModel


class FilterField(QWidget):
    """The control of one filter; it holds a draft and knows nothing of what is applied.

    Args:
        one: the filter.
        locale: the user's.
        parent: owns it.
        operators: what a control of this kind can do with its value, the usual first; those that the filter offers
            are the user's to choose from.

    Signals:
        edited: the user changed the draft.
        counts_wanted: options are to be seen now whose counts may be wanted.
        refused: too much was pasted, and the draft stays as it was; the most characters.
    """

    edited = Signal()
    counts_wanted = Signal()
    refused = Signal(int)

    tells_usual_operator = False
    """Whether the operator is told in words even where it is the usual one."""

    def __init__(
        self, one: Filter, locale: QLocale, parent: QWidget | None = None, operators: Sequence[Operator] = ()
    ) -> None:
        super().__init__(parent)
        self._operators = tuple(operator for operator in operators if operator in one.operators)
        self._operator = next(iter(self._operators), None)
        self.filter = one
        self.locale_in_use = locale
        self.label = one.label(locale.name())

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        raise NotImplementedError

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        raise NotImplementedError

    def controls(self) -> list[QWidget]:
        """The parts that take the focus, in order."""
        raise NotImplementedError

    def faulty(self) -> list[QWidget]:
        """The parts that are marked where what is typed is wrong."""
        return self.controls()

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Take the focus in the first part that is not hidden.

        Never by a focus proxy: Tab would stop at the field where it stands in the order of making, and go on there.
        """
        first = next((one for one in self.controls() if not one.isHidden()), None)
        if first is not None:
            first.setFocus(reason)

    def serve(self, options: OptionsModel) -> None:
        """Take options from here, where they do not stand in the layout."""

    def call_nothing(self, text: str) -> None:
        """Say it in these words where nothing is chosen; in a filter that is “Any”."""

    def shows_counts(self) -> bool:
        """Whether options are to be seen now that counts can stand beside."""
        return False

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show how often the options stand in what was found; None for no counts."""

    def show_unfit(self, values: frozenset[str]) -> None:
        """Offer all options but these, which another criterion rules out; what is chosen stays in sight."""

    def operators(self) -> tuple[Operator, ...]:
        """What the user may choose to do with the value; empty where there is no choice."""
        return self._operators

    def operator(self) -> Operator | None:
        """What is chosen of `operators`."""
        return self._operator

    def choose_operator(self, operator: Operator) -> None:
        """Take another of `operators`."""
        self._operator = operator
        self.edited.emit()

    def _take_operator(self, draft: Draft) -> None:
        """The operator of a draft, the usual one where it has none; an empty draft leaves what was chosen."""
        if draft:
            usual = next(iter(self._operators), None)
            asked = draft.get("operator")
            self._operator = next((one for one in self._operators if one.value == asked), usual)

    def _with_operator(self, draft: Draft) -> Draft:
        """A draft with the operator, where that is not the usual one."""
        if not draft or self._operator is None or self._operator is self._operators[0]:
            return draft
        return {**draft, "operator": self._operator.value}

    def shortcuts(self) -> tuple[tuple[str, Draft], ...]:
        """Drafts that are often wanted, each with its name."""
        return ()

    def describe(self, text: str) -> None:
        """Give assistive technology the help and the fault of this filter, on each part that takes the focus."""
        for control in self.controls():
            control.setAccessibleDescription(text)


def options_of(one: Filter, locale: QLocale) -> list[tuple[str, str]]:
    """Value and label of each option, as the layout orders them."""
    return [(option.value, option.label(locale.name())) for option in one.options]
