"""What the agency asks about files, drawn by the same controls as filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.questions import Question
from vizdesk.models.answers import answer_of, draft_of
from vizdesk.models.drafts import Draft
from vizdesk.widgets.fields import make_field
from vizdesk.widgets.labels import label
from vizdesk.widgets.overlay import Overlay
from vizdesk.widgets.shortcuts import Key, is_pressed
from vizdesk.widgets.theme import Type, set_look
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4

CARD_WIDTH = 480


class QuestionField(QWidget):
    """A question with its control and what is wrong with the answer.

    Signals:
        edited: the user has changed the answer.
    """

    edited = Signal()

    def __init__(self, question: Question, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._locale = locale
        name = question.filter.label(locale.name())
        self._label = label(
            self.tr("{label} (required)").format(label=name) if question.required else name, parent=self
        )
        self.field = make_field(question.filter, locale, self)
        self.field.call_nothing(self.tr("Not answered"))
        self._fault = label("", Type.CAPTION, tone="danger", wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        help_text = question.filter.help(locale.name())
        layout.addWidget(self._label)
        layout.addWidget(self.field)
        if help_text:
            layout.addWidget(label(help_text, Type.CAPTION, tone="muted", wrap=True, parent=self))
        layout.addWidget(self._fault)
        self.field.describe(help_text)
        self._fault.hide()
        self.field.edited.connect(self._on_edited)

    def answer(self) -> Any:
        """What is answered, None for nothing; a fault is shown.

        Raises:
            BadRequest: it is no answer.
        """
        try:
            found = answer_of(self.question, self.field.draft(), self._locale)
        except BadRequest as error:
            self._show_fault(error.sentence)
            raise
        self._show_fault("")
        return found

    def _show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self.field.describe(" ".join(filter(None, (sentence, self.question.filter.help(self._locale.name())))))
        for control in self.field.controls():
            set_look(control, fault=bool(sentence))

    def _on_edited(self) -> None:
        self._show_fault("")
        self.edited.emit()


class TransferQuestions(QWidget):
    """All questions of an agency.

    Args:
        questions: in the agency's order.
        locale: how numbers and dates are written.

    Signals:
        edited: an answer was changed by the user.
    """

    edited = Signal()

    def __init__(self, questions: Sequence[Question], locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locale = locale
        self.fields = [QuestionField(one, locale, self) for one in questions]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        for field in self.fields:
            layout.addWidget(field)
            field.edited.connect(self.edited)

    def show_answers(self, answers: Mapping[str, Any]) -> None:
        """Show what was answered."""
        for field in self.fields:
            field.field.show_draft(draft_of(field.question, answers.get(field.question.id), self._locale))

    def drafts(self) -> dict[str, Draft]:
        """All that is typed, by the question's id."""
        return {field.question.id: field.field.draft() for field in self.fields}

    def show_drafts(self, drafts: Mapping[str, Draft]) -> None:
        """Show what was typed."""
        for field in self.fields:
            field.field.show_draft(drafts.get(field.question.id, {}))

    def answers(self) -> dict[str, Any] | None:
        """What is answered; None where something is wrong, which is shown and gets the focus."""
        found: dict[str, Any] = {}
        for field in self.fields:
            try:
                answer = field.answer()
            except BadRequest:
                field.field.take_focus()
                return None
            if answer is not None:
                found[field.question.id] = answer
        return found


class QuestionsCard(Overlay):
    """Asks once about files that are being added.

    Args:
        window: what it covers.
        questions: what is asked.
        said: which files, in words.
        locale: how numbers and dates are written.

    Signals:
        answered: send them; the answers.
    """

    answered = Signal(object)

    def __init__(self, window: QWidget, questions: Sequence[Question], said: str, locale: QLocale) -> None:
        super().__init__(window, CARD_WIDTH)
        self.setAccessibleName(said)
        self.questions = TransferQuestions(questions, locale, self.card)
        self.send = QPushButton(self.tr("Send"), self.card)
        self.send.setProperty("look", "primary")
        self._leave = QPushButton(self.tr("Do not send"), self.card)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        layout.setSpacing(SPACE_2)
        layout.addWidget(label(said, Type.HEADING, wrap=True, parent=self.card))
        hint = self.tr("Answers hold for all of them and can be changed until a file has arrived.")
        later = self.tr("What is required may also be answered later; a file is completed then.")
        told = f"{hint} {later}" if any(one.required for one in questions) else hint
        layout.addWidget(label(told, tone="muted", wrap=True, parent=self.card))
        layout.addSpacing(SPACE_1)
        layout.addWidget(self.questions)
        layout.addSpacing(SPACE_2)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self.send)
        layout.addLayout(buttons)
        self.send.clicked.connect(self._on_send)
        self._leave.clicked.connect(self.close_back)

    def open(self) -> None:
        """Show it, with the focus in the first question."""
        self.open_on(self.questions.fields[0].field.controls()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, or press the button that has the focus."""
        if not is_pressed(Key.SEND_FILES, event):
            super().keyPressEvent(event)
        elif self._leave.hasFocus():
            self.close_back()
        else:
            self._on_send()

    def _on_send(self) -> None:
        answers = self.questions.answers()
        if answers is not None:
            self.close_back()
            self.answered.emit(answers)
