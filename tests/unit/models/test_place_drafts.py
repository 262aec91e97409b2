"""Drafts of places and of trees mean one criterion, in every locale."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator, Option
from vizdesk.models.drafts import criterion_to_draft, draft_to_criterion

ENGLISH = QLocale("en_US")
locales = st.sampled_from(["en_US", "de_DE", "ar_EG"]).map(QLocale)
PLACE = Filter(
    "a:cars.place", Kind.PLACE, "latitude", OPERATORS[Kind.PLACE], {"en": {"label": "Place"}}, longitude="longitude"
)
TREE = Filter(
    "a:cars.offense", Kind.TREE, "offense", OPERATORS[Kind.TREE], {},
    (Option("VIO", {}, (Option("ROB", {}, (Option("ARM", {}),)), Option("ASL", {}))), Option("OTH", {})),
)  # fmt: skip
TREE_VALUES = st.lists(st.sampled_from(["VIO", "ROB", "ARM", "ASL", "OTH", "gone"]), min_size=1, unique=True)
latitudes, longitudes = (st.integers(-end * 10, end * 10).map(lambda tenth: tenth / 10) for end in (90, 180))
PLACES = st.one_of(
    st.builds(
        lambda y, x, meters: Criterion(Operator.NEAR, (y, x, meters)),
        latitudes, longitudes, st.sampled_from([500.0, 1609.344, 30.48, 12_345.6]),
    ),
    st.builds(lambda y, x, east: Criterion(Operator.IN_BOX, (y, x, 90.0, east)), latitudes, longitudes, longitudes),
    st.just(Criterion(Operator.IN_AREA, (0.0, 0.0, 0.5, 1.0, 1.0, 0.0))),
)  # fmt: skip


@given(PLACES, locales)
def test_every_criterion_on_a_place_has_a_draft_that_means_it(criterion: Criterion, locale: QLocale) -> None:
    draft = criterion_to_draft(PLACE, criterion, locale)
    assert "criterion" not in draft or criterion.operator is Operator.NEAR
    assert draft_to_criterion(PLACE, draft, locale) == criterion


@given(st.sampled_from([Operator.IN, Operator.BELOW, Operator.NOT_IN]), TREE_VALUES)
def test_every_criterion_on_a_tree_has_a_draft_that_means_it(operator: Operator, values: list[str]) -> None:
    criterion = Criterion(operator, tuple(values))
    assert draft_to_criterion(TREE, criterion_to_draft(TREE, criterion, ENGLISH), ENGLISH) == criterion


@pytest.mark.parametrize(
    ("draft", "operator", "values"),
    [
        ({"below": ["VIO"]}, Operator.BELOW, ("VIO",)),
        ({"values": ["VIO", "OTH"]}, Operator.IN, ("VIO", "OTH")),
        ({"below": ["ROB"], "values": ["OTH"]}, Operator.BELOW, ("ROB", "OTH")),
        ({"below": ["ROB"], "values": ["VIO"]}, Operator.IN, ("VIO", "ROB", "ARM")),
    ],
)
def test_ticks_in_a_tree_become_one_criterion(draft: dict[str, Any], operator: Operator, values: tuple[str]) -> None:
    assert draft_to_criterion(TREE, draft, ENGLISH) == Criterion(operator, values)


def test_an_entry_alone_needs_a_filter_that_offers_it() -> None:
    only_below = TREE._replace(operators=(Operator.BELOW,))
    assert draft_to_criterion(only_below, {"values": ["OTH"]}, ENGLISH) == Criterion(Operator.BELOW, ("OTH",))


@pytest.mark.parametrize(
    ("draft", "values"),
    [
        ({"point": "47°30'N 122°15'W", "distance": "0.5", "unit": "mi"}, (47.5, -122.25, 804.672)),
        ({"operator": "near", "point": "47.5, -122.25", "distance": "2"}, (47.5, -122.25, 3218.688)),
        ({"operator": "near", "point": "1, 2", "distance": "1,200", "unit": "m", "area": "x"}, (1, 2, 1200)),
        ({"operator": "inBox", "southWest": "1, 2", "northEast": "3, 4"}, (1, 2, 3, 4)),
        ({"operator": "inArea", "area": "POLYGON ((0 0, 1 0, 1 1, 0 0))"}, (0, 0, 0, 1, 1, 1)),
    ],
)
def test_a_place_is_read_as_typed(draft: dict[str, str], values: tuple[float, ...]) -> None:
    criterion = draft_to_criterion(PLACE, draft, ENGLISH)
    assert criterion is not None
    assert criterion.values == pytest.approx(values)


@pytest.mark.parametrize(
    "draft",
    [
        {"point": "here", "distance": "1"},
        {"point": "47.5, -122.25"},
        {"point": "47.5, -122.25", "distance": "far"},
        {"point": "47.5, -122.25", "distance": "0"},
        {"distance": "1"},
        {"operator": "inBox", "southWest": "1, 2"},
        {"operator": "inBox", "southWest": "5, 2", "northEast": "3, 4"},
        {"operator": "inArea", "area": "1, 2"},
    ],
)
def test_a_place_that_cannot_be_asked_for_says_why(draft: dict[str, str]) -> None:
    with pytest.raises(BadRequest) as refused:
        draft_to_criterion(PLACE, draft, ENGLISH)
    assert refused.value.sentence.endswith((".", "?"))


@pytest.mark.parametrize("draft", [{}, {"operator": "inBox", "point": "1, 2"}, {"unit": "m"}, {"operator": "inArea"}])
def test_nothing_typed_asks_nothing(draft: dict[str, str]) -> None:
    assert draft_to_criterion(PLACE, draft, ENGLISH) is None
