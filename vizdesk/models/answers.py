"""What an agency asks about a file: from the controls' drafts to answers and back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale

from vizdesk.domain.criteria import criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Kind
from vizdesk.domain.questions import Question, check_answer
from vizdesk.models.drafts import Draft, draft_to_criterion
from vizdesk.models.values import show_number, type_date


def answer_of(question: Question, draft: Draft, locale: QLocale) -> Any:
    """The answer that a control's draft means, None for none.

    Raises:
        BadRequest: it is none.
    """
    criterion = draft_to_criterion(question.filter, draft, locale)
    if criterion is None:
        return None
    check_answer(question, criterion)
    return criterion.to_wire()


def draft_of(question: Question, answer: Any, locale: QLocale) -> Draft:
    """The draft of an answer; empty for none, and for one that does not fit what is asked now."""
    if answer is None:
        return {}
    try:
        check_answer(question, criterion_from_wire(answer, ""))
    except BadRequest:
        return {}
    match question.filter.kind:
        case Kind.CHOICES:
            return {"values": list(answer)}
        case Kind.CHOICE | Kind.YES_NO:
            return {"value": answer}
        case Kind.NUMBER:
            return {"from": show_number(answer, locale)}
        case Kind.DATE:
            return {"from": type_date(answer, locale)}
        case _:
            return {"text": answer}
