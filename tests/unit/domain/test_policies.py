"""What a page's policy asks of its searches."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.layouts import people_document
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest, LayoutRefused
from vizdesk.domain.layout import Operator, Page, decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.policies import breach_of, check_policy
from vizdesk.domain.search import SearchRequest
from vizdesk.resources import layout_schema

SURNAME, HAIR, EYES = (f"harbor:people.{name}" for name in ("surname", "hair", "eyes"))
REASONS = [{"value": "C", "text": {"en": "Criminal justice"}}, {"value": "M"}]
REQUIRED = {"reason": "required", "reasons": REASONS}


def page_with(**policy: Any) -> Page:
    document = people_document()
    document["pages"][0]["policy"] = policy
    return decode_layout(check_layout(document, layout_schema())).pages[0]


def asking(*filters: str, query: str = "", **more: Any) -> SearchRequest:
    return SearchRequest("people", query, {one: Criterion(Operator.EXISTS, (True,)) for one in filters}, **more)


@pytest.mark.parametrize(
    ("request_", "policy", "sentence"),
    [
        (asking(SURNAME), {"minimumCriteria": 2}, "This page needs at least 2 filters."),
        (asking(SURNAME, query="x"), {"minimumCriteria": 2}, ""),
        (asking(), {"minimumCriteria": 1}, "This page needs at least one filter."),
        (
            asking(EYES),
            {"exactlyOneOf": [[SURNAME, HAIR]]},
            "This page needs exactly one of “Last name” and “Hair color”.",
        ),
        (asking(EYES, HAIR), {"exactlyOneOf": [[SURNAME, HAIR]]}, ""),
        (
            asking(SURNAME, HAIR),
            {"exactlyOneOf": [[SURNAME, HAIR, EYES]]},
            "Only one of “Last name”, “Hair color” and “Eyes” can be asked at a time.",
        ),
        (
            asking(SURNAME, any_of=({HAIR: Criterion(Operator.IN, ("BRO",))},)),
            {"exactlyOneOf": [[SURNAME, HAIR]]},
            "Only one of “Last name” and “Hair color” can be asked at a time.",
        ),
        (asking(), REQUIRED, "This page needs a reason for each search."),
        (
            asking(reason={"code": "X"}),
            {"reason": "required", "reasons": REASONS},
            "This page needs a reason for each search.",
        ),
        (asking(reason={"code": "M"}), REQUIRED, ""),
        (asking(reason={"case": " "}), {"caseNumber": "required"}, "This page needs a case number for each search."),
        (asking(reason={"case": "24-1187"}), {"caseNumber": "required"}, ""),
        (asking(reason={"case": "1" * 101}), {"caseNumber": "optional"}, "A case number has at most 100 characters."),
        (asking(reason={"code": "old"}), {}, ""),
    ],
)
def test_breaches_are_told_in_a_sentence(request_: SearchRequest, policy: dict[str, Any], sentence: str) -> None:
    page = page_with(**policy)
    breach = breach_of(request_, page, "en")
    assert (breach.sentence if breach else "") == sentence
    if breach:
        with pytest.raises(BadRequest):
            check_policy(request_, page)


@pytest.mark.parametrize(
    ("policy", "pointer"),
    [
        ({"exactlyOneOf": [[SURNAME, "harbor:people.gone"]]}, "/pages/0/policy/exactlyOneOf/0/1"),
        ({"exactlyOneOf": [[SURNAME]]}, "/pages/0/policy/exactlyOneOf/0"),
        ({"reason": "required"}, "/pages/0/policy/reason"),
        ({"reasons": [*REASONS, {"value": "C"}]}, "/pages/0/policy/reasons/2/value"),
    ],
)
def test_faults_of_a_policy_are_found(policy: dict[str, Any], pointer: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        page_with(**policy)
    assert [one.pointer for one in refused.value.faults] == [pointer]


def test_an_unknown_zone_and_a_unit_of_another_kind_are_faults() -> None:
    document = people_document() | {"timeZone": "Nowhere/Else"}
    height = next(one for one in document["pages"][0]["filters"] if one["kind"] == "number")
    height["value"]["display"] = "lb"
    with pytest.raises(LayoutRefused) as refused:
        check_layout(document, layout_schema())
    assert [one.pointer for one in refused.value.faults] == ["/timeZone", "/pages/0/filters/4/value/display"]
