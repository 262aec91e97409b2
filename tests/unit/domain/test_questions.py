"""What an agency asks about a file: faults of the layout at their places, and answers that fit or do not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vizdesk.domain.errors import BadRequest, LayoutRefused
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.overlay import apply_overlay
from vizdesk.domain.publishing import check_publishable
from vizdesk.domain.questions import check_answers, missing_answers, questions_of
from vizdesk.resources import resource

SCHEMA = json.loads(resource("layout.schema.json").read_text(encoding="utf-8"))
PAGE = {"id": "people", "text": {"en": {"label": "People"}}, "filters": [], "columns": [
    {"field": "name", "text": {"en": {"label": "Name"}}}]}  # fmt: skip


def layout(*questions: dict[str, Any]) -> dict[str, Any]:
    return {"layout": 1, "agency": "bay", "version": 1, "pages": [PAGE], "transfers": {"questions": list(questions)}}


def ask(name: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": f"bay:transfers.{name}", "kind": kind, "text": {"en": {"label": name.title()}}, **more}


OPTIONS = {"options": [{"value": "A"}, {"value": "B"}]}
QUESTIONS = questions_of(
    check_layout(
        layout(
            ask("case", "identifier", required=True),
            ask("kind", "choice", value=OPTIONS),
            ask("tags", "choices", value=OPTIONS),
            ask("count", "number", value={"minimum": 1, "maximum": 9}),
            ask("taken", "date", value={"minimum": "2020-01-01"}),
            ask("sealed", "yesNo"),
        ),
        SCHEMA,
    )
)


@pytest.mark.parametrize(
    ("questions", "pointer"),
    [
        ([ask("case"), ask("case", text={"en": {"label": "Other"}})], "/transfers/questions/1/id"),
        ([ask("case") | {"id": "other:transfers.case"}], "/transfers/questions/0/id"),
        ([ask("case") | {"id": "bay:people.case"}], "/transfers/questions/0/id"),
        ([ask("case"), ask("b", text={"en": {"label": "CASE"}})], "/transfers/questions/1/text/en/label"),
        ([ask("kind", "choice")], "/transfers/questions/0"),
        ([ask("kind", "choice", value={"options": [{"value": "A"}, {"value": "A"}]})],
         "/transfers/questions/0/value/options/1/value"),
        ([ask("n", "number", value={"minimum": 2, "maximum": 1})], "/transfers/questions/0/value"),
        ([ask("case", value={"options": []})], "/transfers/questions/0/value/options"),
        ([ask("where", "place")], "/transfers/questions/0/kind"),
    ],
)  # fmt: skip
def test_faults_are_told_at_their_places(questions: list[dict[str, Any]], pointer: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        check_layout(json.dumps(layout(*questions)), SCHEMA)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]
    assert all(fault.line for fault in refused.value.faults)


def test_answers_that_fit_and_what_is_missing() -> None:
    answers = {
        "bay:transfers.kind": "A",
        "bay:transfers.tags": ["A", "B"],
        "bay:transfers.count": 3,
        "bay:transfers.taken": "2024-05-31",
        "bay:transfers.sealed": True,
    }
    assert check_answers(QUESTIONS, answers) == answers
    assert [one.id for one in missing_answers(QUESTIONS, answers)] == ["bay:transfers.case"]
    assert not missing_answers(QUESTIONS, {"bay:transfers.case": "24-1"})


@pytest.mark.parametrize(
    "answers",
    [
        [],
        {"bay:transfers.other": "x"},
        {"bay:transfers.case": ""},
        {"bay:transfers.case": None},
        {"bay:transfers.case": ["24-1", "24-2"]},
        {"bay:transfers.kind": "C"},
        {"bay:transfers.tags": ["A", "C"]},
        {"bay:transfers.tags": []},
        {"bay:transfers.count": 10},
        {"bay:transfers.count": "3"},
        {"bay:transfers.taken": "2019-12-31"},
        {"bay:transfers.taken": "today-P7D"},
        {"bay:transfers.sealed": "yes"},
    ],
)
def test_other_answers_are_refused(answers: Any) -> None:
    with pytest.raises(BadRequest):
        check_answers(QUESTIONS, answers)


def test_an_overlay_asks_as_its_base_does_unless_it_asks_itself() -> None:
    base = layout(ask("case"))
    over = {"layout": 1, "agency": "bay", "version": 2, "base": "bay@1", "overlay": []}
    assert [one.id for one in questions_of(apply_overlay(over, base).whole)] == ["bay:transfers.case"]
    over["transfers"] = {"questions": [ask("title")]}
    assert [one.id for one in questions_of(apply_overlay(over, base).whole)] == ["bay:transfers.title"]


def test_an_agency_may_inherit_the_questions_of_another_one() -> None:
    base = layout(ask("case"))
    over = {"layout": 1, "agency": "pier", "version": 1, "base": "bay@1", "overlay": []}
    published = check_publishable(over, SCHEMA, lambda _agency, _version: base)
    assert [one.id for one in questions_of(published.whole)] == ["bay:transfers.case"]
