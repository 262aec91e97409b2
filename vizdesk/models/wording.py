"""Sentences that are made where there is no Qt, in the reader's language: criteria in words, and errors."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain import sentences
from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.filled import Filled, Value, fill
from vizdesk.models.values import reader_locale, show_number

translate = QCoreApplication.translate


def say(text: str) -> str:
    """A text of the domain, with the values worked into it as the reader writes them; other braces stay."""
    if isinstance(text, Filled):
        template = translate("Sentences", text.template)
        shown = {name: _shown(value) for name, value in text.values.items()}
        if template != text.template:  # English needs none of it
            from vizdesk.models.spanish import euphonic

            template = euphonic(template, shown)
        return fill(template, shown, str)
    return translate("Sentences", text) if text else ""


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else show_number(value, reader_locale(QLocale()))


def quoted(text: str) -> str:
    """A text in the quotation marks of the window's language."""
    return sentences.quoted(text, say)


def say_both(text: str) -> str:
    """A sentence and its next step, which were kept as one text."""
    if isinstance(text, Filled):
        return say(text)
    parts = text.split(". ")
    for place in range(1, len(parts)):
        both = f"{'. '.join(parts[:place])}.", ". ".join(parts[place:])
        said = [say(one) for one in both]
        if all(one != source for one, source in zip(said, both, strict=True)):
            return " ".join(said)
    return say(text)


def sentence_of(error: VizDeskError) -> str:
    """What went wrong."""
    return say_both(error.sentence)


def next_step_of(error: VizDeskError) -> str:
    """What can be done; may be empty."""
    return say(error.next_step)


def told(error: VizDeskError) -> str:
    """Both, as one text."""
    return f"{sentence_of(error)} {next_step_of(error)}".strip()
