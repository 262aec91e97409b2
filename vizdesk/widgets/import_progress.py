"""An import under way, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from vizdesk.models.imports import ImportModel, ImportPhase, ImportState
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import Type, set_type
from vizdesk.widgets.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

ICON = 20
MOST_LINES = 10
PERMILLE = 1000

_ICONS = {
    ImportPhase.DONE: ("circle-check", Tint.ACCENT),
    ImportPhase.FAILED: ("circle-alert", Tint.DANGER),
    ImportPhase.CANCELLED: ("ban", Tint.MUTED),
}


class ImportProgress(QWidget):
    """Headline, bar, notes, and the rows that were set aside.

    Signals:
        page_wanted: agency and page to open.
        another_wanted: back to the form.
    """

    page_wanted = Signal(str, str)
    another_wanted = Signal()

    def __init__(self, imports: ImportModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._imports = imports
        self._locale = locale
        self._icon = QLabel(self)
        self._headline = label("", Type.HEADING, wrap=True, parent=self)
        self._detail = label("", tone="muted", wrap=True, parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the import"))
        self._notes = label("", wrap=True, parent=self)
        self._aside = QPlainTextEdit(self)
        self._aside.setReadOnly(True)
        set_type(self._aside, Type.BODY, tabular=True)
        self._aside.setTabChangesFocus(True)
        self._aside.setAccessibleName(self.tr("Rows set aside"))
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._open = QPushButton(self.tr("Open page"), self)
        self._open.setProperty("look", "primary")
        self._again = QPushButton(self)
        self._lay_out()
        self._cancel.clicked.connect(imports.cancel)
        self._open.clicked.connect(self._on_open)
        self._again.clicked.connect(self.another_wanted)
        imports.changed.connect(self.show_state)
        self.show_state()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._headline, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self._open, self._again, self._cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._detail)
        layout.addWidget(self._notes)
        layout.addWidget(self._aside)
        layout.addSpacing(SPACE_4)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def show_state(self) -> None:
        """Show how the import stands."""
        state = self._imports.state
        running, done = state.phase is ImportPhase.RUNNING, state.phase is ImportPhase.DONE
        said_before = self._headline.text()
        self._headline.setText(state.headline)
        self._detail.setText(state.detail)
        self._detail.setVisible(bool(state.detail))
        self._draw_icon()
        self._bar.setVisible(running)
        self._bar.setRange(0, 0 if state.permille is None else PERMILLE)
        self._bar.setValue(state.permille or 0)
        self._notes.setText("\n".join(f"• {note}" for note in state.notes))
        self._notes.setVisible(bool(state.notes))
        self._show_aside(state)
        self._cancel.setVisible(running)
        self._open.setVisible(done)
        self._again.setVisible(not running)
        self._again.setText(self.tr("Import another file…") if done else self.tr("Back"))
        target = self._open if done else self._cancel if running else self._again
        if self.isVisible() and not any(one.hasFocus() for one in (self._aside, target)):
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isVisible() and state.headline != said_before:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, state.headline))

    def _show_aside(self, state: ImportState) -> None:
        form = self.tr("Line {line}: {reason}")
        lines = [form.format(line=self._locale.toString(line), reason=reason) for line, reason in state.set_aside_lines]
        if state.set_aside > len(lines) > 0:
            rest = self._locale.toString(state.set_aside - len(lines))
            lines.append(self.tr("and {count} more").format(count=rest))
        self._aside.setPlainText("\n".join(lines))
        shown = min(len(lines), MOST_LINES) * self._aside.fontMetrics().lineSpacing()
        self._aside.setFixedHeight(shown + SPACE_6)
        self._aside.setVisible(bool(lines))

    def _draw_icon(self) -> None:
        name, tint = _ICONS.get(self._imports.state.phase, ("", Tint.MUTED))
        self._icon.setVisible(bool(name))
        if name:
            self._icon.setPixmap(pixmap(name, tint, ICON, self.devicePixelRatioF()))

    def _on_open(self) -> None:
        self.page_wanted.emit(self._imports.state.agency, self._imports.state.page)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours of the new scheme, or for another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_open"):
            self._draw_icon()
