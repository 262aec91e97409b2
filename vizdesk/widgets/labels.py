"""Labels that show data or an agency's words: always as plain text, never as markup."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from vizdesk.widgets.theme import Type, set_type

LEAST_WIDTH = 40
LONGEST_ENDING = 18
"""Of the last two words of a text, in letters, so that they stay together; longer ones need no company."""

TIE = "\u00a0"
"""A blank at which no line is broken."""

DOT = " · "
"""Between the parts of a line."""


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
    made = WrappedLabel(parent) if wrap else QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if kind is not Type.BODY:
        set_type(made, kind)
    if tone:
        made.setProperty("tone", tone)
    return made


class WrappedLabel(QLabel):
    """A text of several lines, of which the last one is not a single short word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setWordWrap(True)

    def text(self) -> str:
        """As it was set."""
        return self._told

    def setText(self, text: str) -> None:
        """Show a text."""
        is_named_by_text = self.accessibleName() in ("", self._told)
        self._told = text
        super().setText(tied(text))
        if is_named_by_text:
            self.setAccessibleName(text)


def tied(text: str) -> str:
    """A text whose last two words stay in one line, if they are short and the text is not."""
    before, _blank, last = text.rpartition(" ")
    ending = len(before) - before.rfind(" ") + len(last)
    return f"{before}{TIE}{last}" if ending <= LONGEST_ENDING < len(text) // 2 else text


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
        self._full = self._shorter = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind is not Type.BODY:
            set_type(self, kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str, shorter: str = "") -> None:
        """Show another text.

        Args:
            text: the text.
            shorter: what is shown where it does not fit.
        """
        if (text, shorter) == (self._full, self._shorter):
            return
        self._full, self._shorter = text, shorter
        self.setAccessibleName(text)
        self.setText(text)
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Created):  # else it is resized before it is shown
            self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text anew."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Likewise in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.testAttribute(Qt.WidgetAttribute.WA_WState_Created):
            self._elide()

    def _natural_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._full) + 1

    def _elide(self) -> None:
        fits = self._natural_width() <= self.width()
        if fits and self.text() == self._full:
            return
        shown = self._full if fits else self._shorter or self._full
        self.setText(self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, self.width()))
        self._set_tip("" if fits else plain_tip(self._full))

    def _set_tip(self, tip: str) -> None:
        if tip != self.toolTip():
            self.setToolTip(tip)


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


class PartsLabel(ElidedLabel):
    """One line of several parts, of which it shows as many as fit whole; all of them are its tip."""

    def __init__(self, kind: Type = Type.BODY, parent: QWidget | None = None) -> None:
        self._parts: tuple[str, ...] = ()
        super().__init__("", kind, parent)

    def show_text(self, text: str, shorter: str = "") -> None:
        """Show a single text, shortened where it does not fit."""
        self._parts = ()
        super().show_text(text, shorter)

    def show_parts(self, parts: Iterable[str]) -> None:
        """Show these; what comes first is shown first."""
        self._parts = tuple(filter(None, parts))
        super().show_text(DOT.join(self._parts))

    def _elide(self) -> None:
        if not self._parts:
            super()._elide()
            return
        metrics, count = self.fontMetrics(), len(self._parts)
        while count and metrics.horizontalAdvance(DOT.join(self._parts[:count])) > self.width():
            count -= 1
        self.setText(DOT.join(self._parts[:count]))
        self._set_tip(plain_tip(self._full) if count < len(self._parts) else "")


def in_lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """A text in lines of whole words, for what does not break its text by itself; the last one is shortened.

    Args:
        text: words with blanks between them.
        metrics: of the font that it is written in.
        width: of a line, in pixels.
        most: so many lines at most.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or metrics.horizontalAdvance(longer) <= width):
            lines[-1] = longer
        else:
            lines.append(word)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


def plain_tip(text: str) -> str:
    """A tool tip that shows `text` letter by letter; Qt would take a `<` for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")  # between tags, these two alone have a meaning
    return f"<span>{escaped}</span>" if text else ""
