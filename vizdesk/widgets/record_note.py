"""The user's own part of a record: a mark, and a note that is kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from vizdesk.domain.search import Hit
from vizdesk.models.marks import MOST_NOTE, MarksModel
from vizdesk.widgets.bounded_edit import BoundedEdit
from vizdesk.widgets.icons import Tint, icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.shortcuts import Key, keys_of, shown_keys
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_4

HEIGHT = 72


class RecordNote(QWidget):
    """The note on the record that is shown.

    Args:
        marks: the page's.

    Signals:
        star_wanted: the record is to be marked, or its mark taken away.
    """

    star_wanted = Signal()

    def __init__(self, marks: MarksModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recordNote")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._marks = marks
        self._hit: Hit | None = None
        self.star = QToolButton(parent)
        self.star.setCheckable(True)
        self.text = BoundedEdit(MOST_NOTE, self)
        self._caption = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        name = label(self.tr("Note"), Type.STRONG, parent=self)
        name.setBuddy(self.text)
        self.text.setAccessibleName(self.tr("Note on this record"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(scaled(HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        layout.setSpacing(SPACE_1)
        layout.addWidget(name)
        layout.addWidget(self.text)
        layout.addWidget(self._caption)
        self.text.textChanged.connect(self._on_typed)
        self.text.refused.connect(self._on_refused)
        self.star.clicked.connect(self._on_star)
        marks.changed.connect(self._show_mark)
        self.show_hit(None)

    def show_hit(self, hit: Hit | None) -> None:
        """Show what there is on a record; None hides it."""
        self._hit = hit
        self.setVisible(hit is not None)
        self.star.setEnabled(hit is not None)
        self._show_mark()

    def _show_mark(self) -> None:
        mark = self._marks.mark(self._hit.id if self._hit else None)
        self.star.setChecked(mark.starred)
        self.star.setIcon(icon("star-marked", Tint.ACCENT) if mark.starred else icon("star"))
        said = self.tr("Take the mark away ({keys})") if mark.starred else self.tr("Mark this record ({keys})")
        name = said.format(keys=shown_keys(keys_of(Key.MARK)))
        self.star.setToolTip(name)
        self.star.setAccessibleName(name)
        self.text.setReadOnly(not self._marks.is_loaded)  # else the note that is kept would be written over
        if self.text.toPlainText() != mark.note:
            self.text.blockSignals(True)
            self.text.setPlainText(mark.note)
            self.text.blockSignals(False)
        self._tell(len(mark.note))

    def _tell(self, letters: int) -> None:
        full = self.tr("A note has {count} letters at most; what goes beyond is not kept.").format(count=MOST_NOTE)
        usual = self.tr("Kept on this computer only. It goes into no export and no print.")
        self._caption.setText(full if letters >= MOST_NOTE else usual)

    def _on_typed(self) -> None:
        if self._hit is not None:
            typed = self.text.toPlainText()
            self._tell(len(typed))
            self._marks.note(self._hit, typed[:MOST_NOTE])

    def _on_refused(self, most: int) -> None:
        from vizdesk.widgets.announcing import announce  # late: the window's start does without

        told = self.tr("That is too long for a note: it has {count} letters at most. Nothing was changed.")
        self._caption.setText(told.format(count=most))
        announce(self.text, self._caption.text())

    def _on_star(self) -> None:
        self._show_mark()  # it is marked once that is kept
        self.star_wanted.emit()

    def focus_note(self) -> None:
        """Take the focus where the note is typed."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Be as high as another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "text"):
            self.text.setFixedHeight(scaled(HEIGHT))
