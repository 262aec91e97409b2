"""What an agency asks about a file that is sent: a part of its layout, drawn like filters and answered with values.

An answer stands on the wire as a criterion that equals it does: a value, or a list where several may be chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vizdesk.domain.criteria import Criterion, check_criterion, criterion_from_wire, is_relative_date
from vizdesk.domain.errors import BadRequest, Fault
from vizdesk.domain.filled import Filled
from vizdesk.domain.json_positions import pointer_of
from vizdesk.domain.layout import Filter, Json, Kind, Operator, decode_filter
from vizdesk.domain.layout_names import doubles, looks_the_same
from vizdesk.domain.naming import PRODUCT, last_name

PAGE = "transfers"
"""Stands in the ids of questions where those of filters have their page."""

MAX_ANSWERS = 100


class Question(NamedTuple):
    """One question.

    Args:
        filter: how it is drawn and what it takes.
        required: a file is not completed before it is answered.
    """

    filter: Filter
    required: bool

    @property
    def id(self) -> str:
        """Its id."""
        return self.filter.id


def questions_of(document: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions of a checked layout document, in its order."""
    source = document.get("transfers", {})
    return tuple(_question(one) for one in source.get("questions", ()))


def _question(source: Json) -> Question:
    operator = Operator.IN if source["kind"] == Kind.CHOICES else Operator.EQUALS
    bind = {"field": last_name(source["id"]), "operators": [operator.value]}
    shape = {key: value for key, value in source.items() if key not in ("required", "widget")}
    if source["kind"] == Kind.IDENTIFIER:
        shape["kind"] = Kind.TEXT  # one of them, so it is one line
    ui = {"widget": source["widget"]} if "widget" in source else {}
    return Question(decode_filter({**shape, "bind": bind, "ui": ui}), source.get("required", False))


def check_answers(questions: Sequence[Question], answers: Any) -> dict[str, Any]:
    """Check what was answered; not every question needs to be.

    Returns:
        The answers.

    Raises:
        BadRequest: they are not of the contract's form, or not what was asked.
    """
    if not isinstance(answers, dict) or len(answers) > MAX_ANSWERS:
        raise BadRequest(Filled("/answers must be an object of at most {most} answers.", most=MAX_ANSWERS))
    asked = {one.id: one for one in questions}
    for place, (identifier, value) in enumerate(answers.items()):
        if identifier not in asked:
            raise BadRequest(
                Filled("/answers: the agency does not ask what answer {place} is for.", place=place + 1),
                "Load its layout.",
            )
        criterion = criterion_from_wire(value, f"/answers/{identifier}")
        check_answer(asked[identifier], criterion)
    return answers


def check_answer(question: Question, criterion: Criterion) -> None:
    """Whether a question accepts an answer.

    Raises:
        BadRequest: it is not of the question's kind, not among its options, or beyond its bounds.
    """
    one = question.filter
    check_criterion(one, criterion)
    if one.options and not {str(value) for value in criterion.values} <= {option.value for option in one.options}:
        raise BadRequest(Filled("The question {question} takes its options only.", question=one.id))
    for value in criterion.values:
        if is_relative_date(value):
            raise BadRequest(Filled("The question {question} takes dates such as 2024-05-31.", question=one.id))
        if one.kind not in (Kind.NUMBER, Kind.DATE):
            continue
        low, high = one.minimum, one.maximum
        if (low is not None and value < low) or (high is not None and value > high):  # type: ignore[operator]  # of one kind
            raise BadRequest(Filled("The answer to {question} is beyond its bounds.", question=one.id))


def missing_answers(questions: Sequence[Question], answers: Mapping[str, Any]) -> list[Question]:
    """The questions that must be answered and are not."""
    return [one for one in questions if one.required and one.id not in answers]


def question_faults(document: Json, namespaces: Collection[str]) -> Iterator[Fault]:
    """Questions that stand twice or are of another agency, options that do, and bounds that exclude everything.

    Args:
        document: of the schema's form.
        namespaces: beside the agency's own and the product's, those that ids may have.
    """
    questions = document.get("transfers", {}).get("questions", ())
    ids = [(("transfers", "questions", place, "id"), one["id"]) for place, one in enumerate(questions)]
    yield from doubles(ids, "question")
    labels: set[tuple[str, str]] = set()
    for place, one in enumerate(questions):
        here: tuple[str | int, ...] = ("transfers", "questions", place)
        namespace, _, rest = one["id"].partition(":")
        if namespace not in (document["agency"], PRODUCT, *namespaces) or rest.partition(".")[0] != PAGE:
            hint = f"Ids here are {document['agency']}:{PAGE}.name."
            yield Fault(pointer_of(*here, "id"), "This id belongs to another agency or page.", hint)
        for locale, text in one["text"].items():
            told = locale, looks_the_same(text["label"])
            if told in labels:
                where = pointer_of(*here, "text", locale, "label")
                yield Fault(where, "Another question is called the same.", "Call one of them otherwise.")
            labels.add(told)
        value = one.get("value", {})
        options = [
            ((*here, "value", "options", at, "value"), option["value"])
            for at, option in enumerate(value.get("options", ()))
        ]
        yield from doubles(options, "option")
        if "minimum" in value and "maximum" in value and value["minimum"] > value["maximum"]:
            yield Fault(pointer_of(*here, "value"), "The minimum is larger than the maximum.", "Swap the two.")
