"""Counts as people read them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from vizdesk.domain.facets import Facet, FacetValue
from vizdesk.domain.search import Relation
from vizdesk.models.option_counts import OptionCounts

VALUES = (FacetValue("BRO", 12_043), FacetValue("BLK", 1), FacetValue("RED", 3))


def counts(**changes: object) -> OptionCounts:
    return OptionCounts(Facet(VALUES)._replace(**changes), QLocale("en_US"))


@pytest.mark.parametrize(
    ("relation", "text", "spoken"),
    [
        (Relation.EXACT, "12,043", "12,043 records"),
        (Relation.AT_LEAST, "12,043+", "at least 12,043 records"),
        (Relation.ESTIMATE, "≈12,043", "about 12,043 records"),
    ],
)
def test_how_exact_a_count_is(relation: Relation, text: str, spoken: str) -> None:
    counted = counts(relation=relation).of("BRO")
    assert counted is not None
    assert (counted.text, counted.spoken, counted.none) == (text, spoken, False)


def test_one_record_is_one() -> None:
    counted = counts().of("BLK")
    assert counted is not None
    assert counted.spoken == "1 record"


def test_what_is_not_told_has_none_only_where_all_was_told() -> None:
    certain = counts().of("GRY")
    assert certain is not None
    assert (certain.text, certain.none) == ("0", True)
    assert counts(more=True).of("GRY") is None
    assert counts(more=True, relation=Relation.AT_LEAST).of("GRY") is None


def test_several_together_are_an_estimate_for_a_record_may_have_two() -> None:
    both = counts().below(["BRO", "RED", "GRY"])
    assert both is not None
    assert both.text == "≈12,046"
    alone = counts().below(["RED", "GRY"])
    assert alone is not None
    assert alone.text == "3"
    assert counts(more=True).below(["RED", "GRY"]) is None
