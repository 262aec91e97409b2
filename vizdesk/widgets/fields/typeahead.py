"""Choices whose options stand elsewhere: a button that says what is taken, and a line that finds more as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.layout import Filter
from vizdesk.domain.options import OptionsAnswer
from vizdesk.models.drafts import Draft, choice_operators
from vizdesk.models.options import OptionsModel
from vizdesk.models.wording import told
from vizdesk.widgets.fields.opening import OpeningField
from vizdesk.widgets.fields.option_list import OptionPopup

ROWS_SHOWN = 8


class TypeaheadField(OpeningField):
    """Some, or one, of more options than a list can show; the draft keeps what those taken are called."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None, *, several: bool) -> None:
        super().__init__(one, locale, parent, choice_operators(one))
        self._several = several
        self._values: list[str] = []
        self._labels: dict[str, str] = {}
        self._of: dict[str, list[str]] = {}
        self._asked: set[str] = set()
        self._options: OptionsModel | None = None

    def serve(self, options: OptionsModel) -> None:
        """Ask these for options."""
        self._options = options
        options.found.connect(self._on_found)
        options.failed.connect(self._on_failed)
        options.named.connect(self._on_named)
        self._ask_for_names()

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        if not self._values:
            return {}
        taken: dict[str, object] = {"values": list(self._values)} if self._several else {"value": self._values[0]}
        labels = {value: self._labels[value] for value in self._values if value in self._labels}
        of = {value: self._of[value] for value in self._values if value in self._of}
        return self._with_operator(taken | ({"labels": labels} if labels else {}) | ({"of": of} if of else {}))

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        given = draft.get("values", ()) if self._several else [draft["value"]] if draft.get("value") else []
        self._values = [str(value) for value in given]
        self._labels |= {str(value): str(label) for value, label in draft.get("labels", {}).items()}
        self._of |= {str(value): list(of) for value, of in draft.get("of", {}).items()}
        self._take_operator(draft)
        self._say()
        self._ask_for_names()

    def _ask_for_names(self) -> None:
        unknown = [value for value in self._values if value not in self._labels and value not in self._asked]
        if unknown and self._options is not None and self.filter.option_list:
            self._asked.update(unknown)
            self._options.name(self.filter.id, unknown)

    def _on_named(self, filter_id: str, labels: dict[str, str]) -> None:
        if filter_id == self.filter.id and labels:
            self._labels |= labels
            self._say()
            self.edited.emit()  # the draft knows more, and asks for the same

    def _named(self, values: Sequence[str]) -> list[tuple[str, str]]:
        return [(value, self._labels.get(value, value)) for value in values]

    def _say(self) -> None:
        self._button.say([label for _, label in self._named(self._values)])

    def _make_popup(self) -> OptionPopup:
        self._asked.clear()  # what could not be told before may be told now
        self._ask_for_names()
        popup = TypeaheadPopup(self._named(self._values), self._values, self.label, self._button, several=self._several)
        popup.wanted.connect(self._on_wanted)
        return popup

    def _on_closed(self) -> None:
        super()._on_closed()
        if self._options is not None:
            self._options.drop()

    def _on_wanted(self, prefix: str) -> None:
        if self._options is not None:
            if prefix:
                self._options.find(self.filter.id, prefix)
            else:
                self._options.drop()

    def _on_found(self, filter_id: str, answer: OptionsAnswer) -> None:
        if filter_id != self.filter.id or not isinstance(self._popup, TypeaheadPopup):
            return
        locale = self.locale_in_use.name()
        offered = [(str(one.value), one.label(locale)) for one in answer.items]
        self._labels |= dict(offered)
        if self.filter.depends_on:
            self._of |= {str(one.value): list(one.of) for one in answer.items if one.of}
        self._popup.offer(offered, more=answer.truncated)

    def _on_failed(self, filter_id: str, error: VizDeskError) -> None:
        if filter_id == self.filter.id and isinstance(self._popup, TypeaheadPopup):
            self._popup.tell(told(error))

    def _on_chosen(self, values: object) -> None:
        if isinstance(values, list):
            self._values = values
            self._say()
            self.edited.emit()


class TypeaheadPopup(OptionPopup):
    """What is taken while nothing is typed, else the options found.

    Signals:
        wanted: what is typed is another.
    """

    wanted = Signal(str)

    def __init__(
        self, taken: Sequence[tuple[str, str]], checked: Sequence[str], label: str, owner: QWidget, *, several: bool
    ) -> None:
        super().__init__(taken, checked, label, owner, several=several)
        self._looking = False
        self.set_rows(ROWS_SHOWN)
        self.tell(self.tr("Type the beginning of a word."))

    def offer(self, options: Sequence[tuple[str, str]], *, more: bool) -> None:
        """Show what was found."""
        self._looking = False
        self.show_options(options)
        if not options:
            self.tell(self.tr("No option has a word that begins so."))
        else:
            self.tell(self.tr("There are more; type more of it.") if more else "")

    def take_current(self) -> None:
        """Take an option; none of before while others are looked for."""
        if not self._looking:
            super().take_current()

    def on_searched(self, text: str) -> None:
        """Ask for what is typed; with nothing typed, show what is taken."""
        typed = text.strip()
        self._looking = bool(typed)
        if typed:
            self.tell(self.tr("Looking…"))
        else:
            self.show_taken()
            self.tell(self.tr("Type the beginning of a word."))
        self.wanted.emit(typed)
