"""Labels that show data or an agency's words: always as plain text, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from vizdesk.widgets.theme import Type, set_type

LEAST_WIDTH = 40


def label(
    text: str, kind: Type = Type.BODY, *, tone: str = "", wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """A plain text label.

    Args:
        text: shown letter by letter, whatever it holds.
        kind: step of the type scale.
        tone: "", "muted", "danger", "warning" or "success".
        wrap: whether it may take several lines.
        parent: its owner.
    """
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if kind is not Type.BODY:
        set_type(made, kind)
    if tone:
        made.setProperty("tone", tone)
    return made


class ElidedLabel(QLabel):
    """One line that ends in “…” where it does not fit; the whole text is its tip.

    It takes as much room as the layout gives it, whatever its text.

    Args:
        text: shown letter by letter.
        kind: step of the type scale.
        parent: its owner.
    """

    def __init__(self, text: str = "", kind: Type = Type.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind is not Type.BODY:
            set_type(self, kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self.setText(text)
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Created):  # else it is resized before it is shown
            self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text anew."""
        super().resizeEvent(event)
        self._elide()

    def _natural_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._full) + 1

    def _elide(self) -> None:
        fits = self._natural_width() <= self.width()
        if fits and self.text() == self._full:
            return
        metrics = self.fontMetrics()
        self.setText(self._full if fits else metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width()))
        self.setToolTip("" if fits else plain_tip(self._full))


class HuggingLabel(ElidedLabel):
    """An elided label that takes as much room as its text, if there is so much."""

    def __init__(self, text: str = "", kind: Type = Type.BODY, parent: QWidget | None = None) -> None:
        super().__init__(text, kind, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(self._natural_width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self._natural_width(), LEAST_WIDTH), super().minimumSizeHint().height())


def plain_tip(text: str) -> str:
    """A tool tip that shows `text` letter by letter; Qt would take a `<` for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")  # between tags, these two alone have a meaning
    return f"<span>{escaped}</span>" if text else ""
