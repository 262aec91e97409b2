"""All of one transfer: how it stands, what can be done with it, where it comes from and what it came to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vizdesk.domain.questions import Question
from vizdesk.domain.transfers import TransferState
from vizdesk.models.drafts import Draft
from vizdesk.models.transfer_words import said_bytes, said_folder, said_moment, said_row
from vizdesk.models.transfers import TransfersModel
from vizdesk.transfers.order import HIGH, LOW, NORMAL
from vizdesk.transfers.rows import Row
from vizdesk.widgets.breakable_label import BreakableLabel
from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import label
from vizdesk.widgets.rate_menu import RateButton
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.theme import Type, scaled, set_look
from vizdesk.widgets.tokens import DETAIL_WIDTH, SPACE_2, SPACE_3, SPACE_4
from vizdesk.widgets.transfer_actions import Action, action_name, ending_action, main_action
from vizdesk.widgets.transfer_questions import TransferQuestions

CAPTION_WIDTH = 72
QWIDGETSIZE_MAX = 16_777_215
"""Qt's, which PySide does not have: no limit."""
_OVER = (TransferState.DONE, TransferState.CANCELLED, TransferState.CANCELLING)
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class TransferDetail(QWidget):
    """Shows one transfer, or how many are chosen.

    Args:
        model: the transfers.
        locale: how numbers and dates are written.

    Signals:
        acted: an `Action` and the rows that it is for.
    """

    acted = Signal(object, object)

    def __init__(self, model: TransfersModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailPane")
        self.setProperty("edged", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model, self._locale = model, locale
        self._beside = True
        self._fit_width()
        self._rows: list[Row] = []
        self._title = label("", Type.HEADING, wrap=True, parent=self)
        self._said = label("", wrap=True, parent=self)
        self._main = QPushButton(self)
        self._end = QPushButton(self)
        self._rate = RateButton(self.tr("Limit of this transfer"), locale, self)
        self._priority = Segments(
            self.tr("Priority"),
            [(HIGH, self.tr("High")), (NORMAL, self.tr("Normal")), (LOW, self.tr("Low"))],
            self,
        )
        self._facts: dict[str, BreakableLabel] = {}
        self._questions: TransferQuestions | None = None
        self._asked: tuple[Question, ...] = ()
        self._typed: dict[int, dict[str, Draft]] = {}
        self._answered_for: tuple[int, ...] = ()
        self._save = QPushButton(self.tr("Save answers"), self)
        self._unsaved = label("", tone="danger", wrap=True, parent=self)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(0, SPACE_2, 0, 0)
        self._lay_out()
        self._main.clicked.connect(self._on_main)
        self._end.clicked.connect(self._on_end)
        self._save.clicked.connect(self._on_save)
        self._rate.chosen.connect(self._on_rate)
        self._priority.chosen.connect(self._on_priority)
        for one in (self._title, self._said):
            one.setTextInteractionFlags(_SELECTABLE)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self._main, self._end):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for one in (self._title, self._said):
            column.addWidget(one)
        column.addLayout(buttons)
        column.addLayout(self._below)
        column.addWidget(self._unsaved)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeading)
        self._steering = QWidget(inside)
        steering = QFormLayout(self._steering)
        steering.setContentsMargins(0, SPACE_2, 0, 0)
        steering.setHorizontalSpacing(SPACE_3)
        steering.setVerticalSpacing(SPACE_2)
        steering.addRow(self._caption(self.tr("Priority")), self._priority)
        steering.addRow(self._caption(self.tr("Limit")), self._rate)
        column.addWidget(self._steering)
        facts = QFormLayout()
        facts.setContentsMargins(0, SPACE_3, 0, 0)
        facts.setHorizontalSpacing(SPACE_3)
        facts.setVerticalSpacing(SPACE_2)
        facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        names = {
            "folder": self.tr("Folder"),
            "size": self.tr("Size"),
            "sent": self.tr("Sent"),
            "confirmed": self.tr("Confirmed"),
            "parts": self.tr("Parts"),
            "added": self.tr("Added"),
            "ended": self.tr("Ended"),
            "checksum": self.tr("Checksum"),
            "key": self.tr("Stored as"),
        }
        for name, text in names.items():
            value = self._facts[name] = BreakableLabel()
            name_of_it = self._caption(text)
            name_of_it.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            facts.addRow(name_of_it, value)
        self._form = facts
        column.addLayout(facts)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("Transfer"))
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _caption(self, text: str) -> QLabel:
        """What stands at the left of a value, in one column for all of them."""
        made = label(text, tone="muted", parent=self)
        made.setMinimumWidth(scaled(CAPTION_WIDTH))
        return made

    def show_rows(self, rows: list[Row], *, allowed: bool) -> None:
        """Show a transfer, or several in sum.

        Args:
            rows: what is chosen; at least one.
            allowed: whether something can be done with them.
        """
        self._rows = rows
        first = rows[0]
        single = len(rows) == 1
        self._title.setText(first.transfer.name if single else self._said_of_many(rows))
        self._said.setText(said_row(first, self._locale) if single else "")
        self._said.setVisible(single)
        set_look(self._said, tone="danger" if first.is_in_trouble else "muted")
        self._show_button(self._main, main_action(first), allowed=allowed)
        self._show_button(self._end, ending_action(first), allowed=allowed)
        unfinished = any(not one.transfer.state.is_ended for one in rows)
        self._steering.setVisible(allowed and unfinished)
        self._rate.show_rate(first.transfer.rate)
        self._priority.show_value(first.transfer.priority)
        self._show_answers(rows, allowed=allowed)
        self._show_facts(first if single else None)

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_width()

    def stand(self, *, beside: bool) -> None:
        """Stand beside the list in a width of its own, or below it as wide as that."""
        if beside is not self._beside:
            self._beside = beside
            set_look(self, edged="left" if beside else "top")
            self._fit_width()

    def _fit_width(self) -> None:
        width = scaled(DETAIL_WIDTH)
        self.setMinimumWidth(width if self._beside else 0)
        self.setMaximumWidth(width if self._beside else QWIDGETSIZE_MAX)

    # What the agency asks

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """Ask these about each transfer."""
        if questions == self._asked:
            return
        self._asked, self._answered_for = questions, ()
        self._typed.clear()
        if self._questions is not None:
            self._below.removeWidget(self._questions)
            self._questions.deleteLater()
            self._questions = None
        if questions:
            self._questions = TransferQuestions(questions, self._locale, self)
            self._questions.edited.connect(self._on_edited)
            self._below.addWidget(self._questions)

    def _show_answers(self, rows: list[Row], *, allowed: bool) -> None:
        """The answers of the first; what is typed and not saved stays until it is."""
        if self._questions is None:
            self._save.hide()
            self._unsaved.hide()
            return
        ids = tuple(one.transfer.id for one in rows)
        over = all(one.transfer.state in _OVER for one in rows)
        unsaved = over and ids[0] in self._typed and rows[0].transfer.state is TransferState.DONE
        self._unsaved.setVisible(unsaved)
        if unsaved:
            self._unsaved.setText(
                self.tr("The file arrived before these answers were saved. Tell your agency what has changed.")
            )
        self._questions.setVisible(not over or unsaved or bool(rows[0].transfer.answers))
        self._questions.setEnabled(allowed and not over)
        if ids != self._answered_for:
            self._answered_for = ids
            typed = self._typed.get(ids[0])
            if typed is None:
                self._questions.show_answers(rows[0].transfer.answers)
            else:
                self._questions.show_drafts(typed)
        held = any(one.transfer.state is TransferState.HELD for one in rows)
        self._save.setVisible(allowed and not over and (ids[0] in self._typed or held))

    def _on_edited(self) -> None:
        if self._questions is not None and self._rows:
            self._typed[self._rows[0].transfer.id] = self._questions.drafts()
            self._save.show()

    def _on_save(self) -> None:
        answers = self._questions.answers() if self._questions is not None else None
        if answers is not None:
            ids = [one.transfer.id for one in self._rows]
            for one in ids:
                self._typed.pop(one, None)
            self._model.answer(ids, answers)
            self._save.hide()

    def _said_of_many(self, rows: list[Row]) -> str:
        size = said_bytes(sum(one.transfer.size for one in rows), self._locale)
        return self.tr("{count} files, {size}").format(count=self._locale.toString(len(rows)), size=size)

    def _show_button(self, button: QPushButton, action: Action | None, *, allowed: bool) -> None:
        button.setVisible(action is not None and allowed)
        if action is not None and button.property("action") != action.value:
            button.setProperty("action", action.value)
            button.setText(action_name(action))
            button.setIcon(icon(action.value))

    def _show_facts(self, row: Row | None) -> None:
        shown: dict[str, str] = {}
        if row is not None:
            transfer, locale = row.transfer, self._locale
            unfinished = not transfer.state.is_ended
            shown = {
                "folder": said_folder(transfer.path.parent),
                "size": said_bytes(transfer.size, locale),
                "sent": said_bytes(row.sent, locale) if unfinished else "",
                "confirmed": said_bytes(row.confirmed, locale) if unfinished else "",
                "parts": locale.toString(transfer.parts) if transfer.parts else "",
                "added": said_moment(transfer.added, locale),
                "ended": said_moment(transfer.ended, locale),
                "checksum": transfer.etag or "",
                "key": transfer.key or "",
            }
        for name, value in self._facts.items():
            text = shown.get(name, "")
            value.show_text(text)
            self._form.setRowVisible(value, bool(text))

    def _on_main(self) -> None:
        action = main_action(self._rows[0])
        if action is not None:
            self.acted.emit(action, self._rows)

    def _on_end(self) -> None:
        action = ending_action(self._rows[0])
        if action is not None:
            self.acted.emit(action, self._rows)

    def _on_rate(self, rate: int | None) -> None:
        self._model.set_transfer_rate([one.transfer.id for one in self._rows], rate)

    def _on_priority(self, priority: int) -> None:
        self._model.prioritize([one.transfer.id for one in self._rows], priority)
