"""Criteria: wire forms, what filters accept, sentences."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.layouts import people_page
from vizdesk.domain.criteria import Criterion, check_criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter, Operator
from vizdesk.domain.sentences import MAX_LISTED, criterion_sentence

SCALARS = st.text(max_size=20) | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
ENDS = st.text(min_size=1, max_size=9) | st.integers()
UNSET = {"lower": st.none(), "upper": st.none()}
CRITERIA = st.one_of(
    st.builds(Criterion, st.just(Operator.EQUALS), st.tuples(SCALARS | st.booleans()), **UNSET),
    st.builds(
        Criterion,
        st.sampled_from([Operator.IN, Operator.NOT_IN, Operator.LOOKS_LIKE]),
        st.lists(SCALARS, min_size=1).map(tuple),
        **UNSET,
    ),
    st.builds(
        Criterion,
        st.sampled_from(
            [
                Operator.CONTAINS,
                Operator.NOT_CONTAINS,
                Operator.PREFIX,
                Operator.WILDCARD,
                Operator.PHONETIC,
                Operator.FUZZY,
            ]
        ),
        st.tuples(st.text()),
        **UNSET,
    ),
    st.builds(Criterion, st.just(Operator.EXISTS), st.tuples(st.booleans()), **UNSET),
    st.builds(
        Criterion, st.sampled_from([Operator.BETWEEN, Operator.NOT_BETWEEN]), st.just(()), ENDS, ENDS | st.none()
    ),
)


@given(CRITERIA)
def test_the_wire_form_reads_back_as_it_was(criterion: Criterion) -> None:
    assert criterion_from_wire(criterion.to_wire(), "/filters/x") == criterion


def test_the_wire_form_is_the_contracts() -> None:
    assert Criterion(Operator.EQUALS, ("BRO",)).to_wire() == "BRO"
    assert Criterion(Operator.IN, ("BRO", "BLK")).to_wire() == ["BRO", "BLK"]
    assert Criterion(Operator.BETWEEN, lower=1).to_wire() == {"op": "between", "from": 1, "to": None}
    assert Criterion(Operator.EXISTS, (False,)).to_wire() == {"op": "exists", "value": False}


@given(
    st.recursive(st.none() | SCALARS | st.booleans(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_anything_else_is_refused_in_a_sentence(value: Any) -> None:
    try:
        criterion_from_wire(value, "/filters/x")
    except BadRequest as error:
        assert error.sentence.startswith("/filters/x")


def filter_of(name: str) -> Filter:
    found = people_page().filter(f"harbor:people.{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("surname", {"op": "contains", "value": "quim"}),
        ("hair", ["BRO"]),
        ("height", {"op": "between", "from": 150, "to": None}),
        ("dob", {"op": "between", "from": "1980-01-01", "to": "1982-12-31"}),
        ("seen", "1962-08"),
        ("armed", False),
        ("armed", {"op": "exists", "value": False}),
    ],
)
def test_a_filter_takes_what_its_kind_holds(name: str, wire: Any) -> None:
    check_criterion(filter_of(name), criterion_from_wire(wire, "/"))


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("surname", 7),
        ("surname", ""),
        ("surname", "\u200b"),
        ("surname", {"op": "contains", "value": "\u0301"}),
        ("surname", {"op": "wildcard", "value": "*?*"}),
        ("surname", {"op": "phonetic", "value": "--"}),
        ("height", "tall"),
        ("height", True),
        ("height", {"op": "between", "from": 200, "to": 100}),
        ("dob", "04/03/1981"),
        ("dob", {"op": "between", "from": "1983-01-01", "to": "1982-12-31"}),
        ("dob", {"op": "contains", "value": "1981"}),
        ("armed", "yes"),
    ],
)
def test_a_filter_refuses_the_rest(name: str, wire: Any) -> None:
    with pytest.raises(BadRequest):
        check_criterion(filter_of(name), criterion_from_wire(wire, "/"))


@pytest.mark.parametrize(
    ("name", "criterion", "sentence"),
    [
        ("hair", Criterion(Operator.IN, ("BRO", "BLK")), "Hair color: Brown or Black"),
        ("hair", Criterion(Operator.IN, ("a", "b", "c", "d", "e")), "Hair color: a, b, c or 2 more"),
        ("hair", Criterion(Operator.NOT_IN, ("BRO",)), "Hair color: not Brown"),
        ("surname", Criterion(Operator.NOT_CONTAINS, ("quim",)), "Last name: does not contain “quim”"),
        ("height", Criterion(Operator.NOT_BETWEEN, lower=170, upper=180), "Height: not 170 to 180"),
        ("surname", Criterion(Operator.CONTAINS, ("quim",)), "Last name: contains “quim”"),
        ("height", Criterion(Operator.BETWEEN, lower=150), "Height: from 150"),
        ("height", Criterion(Operator.BETWEEN, upper=180), "Height: up to 180"),
        ("dob", Criterion(Operator.EXISTS, (False,)), "Born: has no value"),
    ],
)
def test_a_criterion_reads_as_a_sentence(name: str, criterion: Criterion, sentence: str) -> None:
    def show(one: Filter, value: object) -> str:
        return one.option_label(str(value), "en")

    assert criterion_sentence(filter_of(name), criterion, "en_US", show) == sentence


@pytest.mark.parametrize("operator", [Operator.IN, Operator.NOT_IN, Operator.LOOKS_LIKE])
def test_of_a_pasted_list_only_what_is_told_is_put_into_words(operator: Operator) -> None:
    values = tuple(f"V{number}" for number in range(5000))
    shown: list[object] = []

    def show(_one: Filter, value: object) -> str:
        shown.append(value)
        return str(value)

    sentence = criterion_sentence(filter_of("hair"), Criterion(operator, values), "en_US", show)
    assert "V0, V1, V2 or 4997 more" in sentence
    assert shown == [*values[:MAX_LISTED]]
