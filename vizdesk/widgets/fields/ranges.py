"""Ranges of numbers and dates: two lines, each of which may stay empty."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from vizdesk.domain.layout import RANGES, Filter, Precision
from vizdesk.models.drafts import RANGE_OPERATORS, Draft, show_field
from vizdesk.models.values import parse_date, type_date
from vizdesk.widgets.fields.base import FilterField
from vizdesk.widgets.fields.criterion_line import CriterionLine
from vizdesk.widgets.icons import icon
from vizdesk.widgets.shortcuts import Key, keys_of
from vizdesk.widgets.tokens import SPACE_2

MAX_TYPED = 64


class RangeField(FilterField):
    """From and to, as typed; whether they can be read is told by the criteria, not here."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent, RANGE_OPERATORS)
        self._lines: dict[str, QLineEdit] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        for key, name in self._ends():
            line = CriterionLine(self)
            line.setMaxLength(MAX_TYPED)
            line.setPlaceholderText(self._hint(key, name))
            line.setAccessibleName(f"{self.label}, {name}" if name else self.label)
            line.textEdited.connect(self._on_edited)
            self._lines[key] = line
            layout.addWidget(line, 1)
        if one.shown_unit:
            unit = QLabel(one.shown_unit, self)
            unit.setTextFormat(Qt.TextFormat.PlainText)
            unit.setProperty("tone", "muted")
            layout.addWidget(unit)

    def draft(self) -> Draft:
        """What the control holds; empty when nothing is asked."""
        return self._with_operator({key: line.text() for key, line in self._lines.items() if line.text().strip()})

    def show_draft(self, draft: Draft) -> None:
        """Hold this draft, without `edited`."""
        for key, line in self._lines.items():
            text = str(draft.get(key) or "")
            if text != line.text():
                line.setText(text)
        self._take_operator(draft)

    def controls(self) -> list[QWidget]:
        """The parts that take the focus."""
        return list(self._lines.values())

    def _ends(self) -> tuple[tuple[str, str], ...]:
        if RANGES.isdisjoint(self.filter.operators):
            return (("from", ""),)
        return (("from", self.tr("from")), ("to", self.tr("to")))

    def faulty(self) -> list[QWidget]:
        """The ends that something is typed in."""
        return [line for line in self._lines.values() if line.text().strip()]

    def _hint(self, key: str, name: str) -> str:
        bound = self.filter.minimum if key == "from" else self.filter.maximum
        if bound is None:
            return name
        shown = show_field(self.filter, bound, self.locale_in_use).removesuffix(self.filter.shown_unit).strip()
        return f"{name} {shown}".strip()

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()


class NumberField(RangeField):
    """A range of numbers, with its unit behind."""


class DateField(RangeField):
    """A range of dates; each end has a calendar."""

    def _hint(self, _key: str, name: str) -> str:
        return name  # a date would not fit

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(one, locale, parent)
        for key, line in self._lines.items():
            action = QAction(icon("calendar"), self.tr("Choose from a calendar"), line)
            action.setShortcut(QKeySequence(keys_of(Key.CALENDAR)))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setData(key)
            action.triggered.connect(self._on_calendar_wanted)
            line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def shortcuts(self) -> tuple[tuple[str, Draft], ...]:
        """Ranges that end today, whichever day that is at the search."""
        if RANGES.isdisjoint(self.filter.operators):
            return ((self.tr("Today"), {"from": "today"}),)
        return (
            (self.tr("Today"), {"from": "today", "to": "today"}),
            (self.tr("Last 7 days"), {"from": "today-7d", "to": "today"}),
            (self.tr("Last 30 days"), {"from": "today-30d", "to": "today"}),
            (self.tr("This year"), {"from": "this year", "to": "this year"}),
        )

    def _on_calendar_wanted(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        line = self._lines[str(action.data())]
        from vizdesk.widgets.fields.calendar_popup import CalendarPopup  # late: 3 ms that the window's start saves

        popup = CalendarPopup(self._date_of(line), self.label, self.locale_in_use, line)
        popup.chosen.connect(self._on_date_chosen)
        popup.show_below(line)

    def _date_of(self, line: QLineEdit) -> QDate:
        try:
            typed = parse_date(line.text(), self.locale_in_use, Precision.DAY, end=False)
        except ValueError:
            typed = ""
        bound = self.filter.maximum
        return _first_valid(typed, str(bound) if bound else "")

    def _on_date_chosen(self, date: QDate) -> None:
        popup = self.sender()
        line = popup.parent() if popup is not None else None
        if not isinstance(line, QLineEdit):
            return
        iso = date.toString(Qt.DateFormat.ISODate)
        typed = iso[: len("2024-05")] if self.filter.precision is Precision.MONTH else iso
        line.setText(type_date(typed, self.locale_in_use))
        line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.edited.emit()


def _first_valid(*texts: str) -> QDate:
    dates = (QDate.fromString(text[:10].ljust(10, "-"), Qt.DateFormat.ISODate) for text in texts)
    return next((date for date in dates if date.isValid()), QDate.currentDate())
