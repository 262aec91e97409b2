"""Labels that show data or an agency's words: always as plain text, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
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

    Args:
        text: shown letter by letter.
        kind: step of the type scale.
        parent: its owner.
        hugging: it takes as much room as its text, if there is so much; else as much as the layout gives it.
    """

    def __init__(
        self, text: str = "", kind: Type = Type.BODY, parent: QWidget | None = None, *, hugging: bool = False
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_type(self, kind)
        across = QSizePolicy.Policy.Maximum if hugging else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self._full) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self.sizeHint().width(), LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(plain_tip(self._full) if shown != self._full else "")


def plain_tip(text: str) -> str:
    """A tool tip that shows `text` letter by letter; Qt would take a `<` for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")  # between tags, these two alone have a meaning
    return f"<span>{escaped}</span>" if text else ""
