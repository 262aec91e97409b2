"""The calendar that opens below a date's line; imported when the first one is wanted."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QVBoxLayout

from vizdesk.widgets.icons import icon
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import SPACE_2

CALENDAR_SIZE = (296, 244)


class CalendarPopup(Popup):
    """A calendar below a line; it goes away with the choice."""

    def __init__(self, date: QDate, label: str, locale: QLocale, line: QLineEdit) -> None:
        super().__init__(line)
        self.line = line
        calendar = QCalendarWidget(self)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(date)
        calendar.setMinimumSize(*map(scaled, CALENDAR_SIZE))
        calendar.setLocale(locale)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        plain = QTextCharFormat()  # Qt's own shows weekends in a red that dark schemes swallow
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, plain)
        for name, arrow in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(arrow))
        calendar.setAccessibleName(self.tr("Calendar for {label}").format(label=label))
        calendar.activated.connect(self._on_chosen)
        calendar.clicked.connect(self._on_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.addWidget(calendar)
        self.setFocusProxy(calendar)

    def _on_chosen(self, date: QDate) -> None:
        self.chosen.emit(date)
        self.close()
