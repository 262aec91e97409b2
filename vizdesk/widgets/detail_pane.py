"""The detail pane: every field of one record, and what stood in the file where that differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from vizdesk.domain.search import Hit
from vizdesk.models.drafts import show_field
from vizdesk.models.page import PageModel
from vizdesk.models.results import said_of_unreadable
from vizdesk.widgets.clipboard import make_selectable, put
from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.record_note import RecordNote
from vizdesk.widgets.theme import Type, scaled, set_type
from vizdesk.widgets.tokens import DETAIL_WIDTH, SPACE_1, SPACE_2, SPACE_3, SPACE_4

if TYPE_CHECKING:
    from vizdesk.models.photos import PhotoModel
    from vizdesk.models.record_text import Show
    from vizdesk.widgets.photo_view import PhotoView

LABEL_WIDTH = 104
MISSING = "–"


class DetailPane(QWidget):
    """Label and value of each field of the selected record.

    Signals:
        closed: the user wants it away.
        save_wanted: the record is to become a PDF.
        print_wanted: the record is to be printed.
    """

    closed = Signal()
    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, model: PageModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(scaled(DETAIL_WIDTH - 96))
        self._page = model.page
        self._locale = locale
        self._hit: Hit | None = None
        self._printable = False
        self._rows: list[_FieldRow] = []
        self._title = label("", Type.HEADING, wrap=True, parent=self)
        make_selectable(self._title)
        self._title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._subtitle = label("", Type.CAPTION, tone="muted", parent=self)
        self._hint = label("", tone="muted", wrap=True, parent=self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        self.note = RecordNote(model.marks, self)
        self._photo: PhotoModel | None = None
        self._photo_view: PhotoView | None = None
        if model.page.photo_field:
            self._make_photo(model)
        self._copy = self._button("copy", self.tr("Copy this record"), self.copy)
        self._print = self._button("printer", self.tr("Print this record"), None)
        self._print.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._print.setMenu(self._print_menu())
        self._close = self._button("x", self.tr("Close the record (Space)"), self.closed)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Record"))
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_4)
        self._grid.setHorizontalSpacing(SPACE_3)
        self._grid.setVerticalSpacing(SPACE_2)
        self._grid.setColumnMinimumWidth(0, scaled(LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self._scroll.setWidget(inside)
        self._lay_out()
        self.show_hit(None)

    def _make_photo(self, model: PageModel) -> None:
        from vizdesk.models.photos import PhotoModel  # late: most pages have no photos
        from vizdesk.widgets.photo_view import PhotoView, decode_photo

        self._photo = PhotoModel(model.page, model.services, decode_photo, self)
        self._photo_view = PhotoView(self._photo, self)

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Save this record as PDF…")).triggered.connect(self.save_wanted)
        menu.addAction(self.tr("Print this record…")).triggered.connect(self.print_wanted)
        return menu

    def set_printable(self, printable: bool) -> None:
        """Offer printing, or not."""
        self._printable = printable
        self._print.setEnabled(printable and self._hit is not None)

    def _button(self, name: str, text: str, then: Callable[[], None] | SignalInstance | None) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAccessibleName(text)
        button.setToolTip(text)
        if then is not None:
            button.clicked.connect(then)
        return button

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_4, SPACE_3, SPACE_2, SPACE_2)
        head.setSpacing(SPACE_1)
        head.addLayout(words, 1)
        for button in (self.note.star, self._copy, self._print, self._close):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._hint, 1)
        if self._photo_view is not None:
            layout.addWidget(self._photo_view)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.note)

    def show_hit(self, hit: Hit | None) -> None:
        """Show a record; None shows what to do instead, and one that cannot be read says so."""
        self._hit = hit
        readable = hit is not None and hit.readable
        known = hit is not None and bool(hit.id)
        self.note.show_hit(hit if known else None)
        if self._photo is not None and self._photo_view is not None:
            self._photo.show(hit)
            self._photo_view.setVisible(readable)
        self._hint.setText(
            said_of_unreadable() if hit and not readable else self.tr("Select a record to see all of it.")
        )
        self._hint.setVisible(not readable)
        self._scroll.setVisible(readable)
        self.note.star.setVisible(known)
        for button in (self._copy, self._print):
            button.setVisible(readable)
        self.set_printable(self._printable)
        self._title.setText(self.title_of(hit) if hit else "")
        self._subtitle.setText(self._page.label(self._locale.name()) if hit else "")
        if hit is None or not readable:
            return
        fields = self._fields_of(hit)
        while len(self._rows) < len(fields):
            self._rows.append(_FieldRow(self._grid, len(self._rows)))
        for row, name in zip(self._rows, fields, strict=False):
            row.show(self._page.field_label(name, self._locale.name()), self._text(hit, name), self._raw(hit, name))
        for row in self._rows[len(fields) :]:
            row.hide()
        self._grid.setRowStretch(len(self._rows), 1)

    def focus_first(self) -> None:
        """Take the focus at the pane's first button."""
        target = self.note.star if self.note.star.isEnabled() else self._close
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def title_of(self, hit: Hit) -> str:
        """What the page calls a record: its title fields, else its first column."""
        names = self._page.title_fields or tuple(column.field for column in self._page.columns[:1])
        shown = [text for text in (self._text(hit, name) for name in names) if text]
        unnamed = self.tr("Record without a name") if hit.readable else self.tr("This record cannot be read")
        return " ".join(shown) or unnamed

    def copy(self) -> None:
        """Put the record on the clipboard, a line for each field: its label and its text, as a table of two columns."""
        from vizdesk.models.record_text import table_cell  # late: most runs never copy

        lines = [(table_cell(None, label, self._locale), text) for label, text in self.lines(table_cell)]
        put("\n".join("\t".join(line) for line in lines))

    def lines(self, show: Show = show_field) -> list[tuple[str, str]]:
        """Label and text of each field of the record that is shown.

        Args:
            show: writes the text.
        """
        hit, page, locale = self._hit, self._page, self._locale
        if hit is None:
            return []
        fields = self._fields_of(hit)
        texts = [show(page.filter_on(name), hit.fields.get(name), locale) for name in fields]
        return [(page.field_label(name, locale.name()), text) for name, text in zip(fields, texts, strict=True)]

    def title(self) -> str:
        """What the record that is shown is called."""
        return self._title.text()

    def _fields_of(self, hit: Hit) -> list[str]:
        named = [column.field for column in self._page.columns] + [one.field for one in self._page.filters]
        shown = dict.fromkeys([*named, *hit.fields])
        return [name for name in shown if name in hit.fields and name != self._page.photo_field]

    def _text(self, hit: Hit, name: str) -> str:
        return show_field(self._page.filter_on(name), hit.fields.get(name), self._locale)

    def _raw(self, hit: Hit, name: str) -> str:
        raw = hit.raw.get(name, "")
        return "" if raw == self._text(hit, name) else raw


class _FieldRow:
    """Label, value and the file's own text, used again for each record."""

    def __init__(self, grid: QGridLayout, row: int) -> None:
        self._label = label("", tone="muted", wrap=True)
        self._value = label("", wrap=True)
        set_type(self._value, Type.BODY, tabular=True)
        self._raw = label("", Type.CAPTION, tone="muted", wrap=True)
        values = QVBoxLayout()
        values.setSpacing(0)
        for one in (self._value, self._raw):
            make_selectable(one)
            values.addWidget(one)
        values.addStretch(1)
        grid.addWidget(self._label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(values, row, 1)  # not aligned: an aligned layout's height does not follow its width
        self._label.setBuddy(self._value)

    def show(self, name: str, text: str, raw: str) -> None:
        """Show another field."""
        self._label.setText(name)
        self._value.setText(text or MISSING)
        self._value.setAccessibleName(f"{name}: {text or _no_value()}")
        self._value.setEnabled(bool(text))
        self._raw.setText(_in_file(raw) if raw else "")
        self._raw.setAccessibleName(self._raw.text())
        for one in (self._label, self._value):
            one.show()
        self._raw.setVisible(bool(raw))

    def hide(self) -> None:
        """Show nothing."""
        for one in (self._label, self._value, self._raw):
            one.hide()


def _no_value() -> str:
    return QCoreApplication.translate("DetailPane", "no value")


def _in_file(raw: str) -> str:
    return QCoreApplication.translate("DetailPane", "In the file: {text}").format(text=raw)
