"""Numbers typed in one unit, as records of another have them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.units import UNITS, Quantity, are_alike, ends, meant, nearest, read_quantity, shown_in, written

PAIRS = [(one, other) for one in UNITS for other in UNITS if one != other and are_alike(one, other)]


@pytest.mark.parametrize(
    "typed", ["5'11\"", "5 ft 11 in", "5ft11", "5′11″", "5’11”", "5 foot 11", "5' 11''", "71 in", '71"', "71 inches"]
)
def test_five_foot_eleven_however_it_is_typed(typed: str) -> None:
    lower, upper = ends(read_quantity(typed, "ft", "cm", float), "cm")
    assert (lower, upper) == (179.0954, 181.5846)
    assert nearest(read_quantity(typed, "ft", "cm", float), "cm") == 180


@pytest.mark.parametrize(
    ("typed", "records", "least", "most"),
    [
        ("180 cm", "cm", 180, 180),
        ("180", "cm", 180, 180),
        ("1.80 m", "cm", 179.51, 180.49),
        ("1.8m", "cm", 179.51, 180.49),
        ("6 ft", "cm", 181.6354, 184.1246),
        ("165 lb", "kg", 74.62037605, 75.064908663),
        ("60 mph", "kmh", 95.771969, 97.348831),
    ],
)
def test_what_rounds_to_the_typed_value_is_meant(typed: str, records: str, least: float, most: float) -> None:
    lower, upper = ends(read_quantity(typed, records, records, float), records)
    assert (lower, upper) == (pytest.approx(least, abs=1e-3), pytest.approx(most, abs=1e-3))


@pytest.mark.parametrize("typed", ["", "tall", "5 kg", "5'11'12", "cm", "180 furlongs", "1e99", "ft"])
def test_what_is_no_length_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # the caller has the sentence
        read_quantity(typed, "ft", "cm", float)


def test_a_unit_that_is_not_known_is_a_label_only() -> None:
    assert read_quantity("12 USD", "USD", "USD", float) == Quantity(Fraction(12), "USD")
    assert ends(Quantity(Fraction(12), "USD"), "USD") == (12, 12)
    assert written(shown_in(12.5, "USD", "USD"), str) == "12.5 USD"


@given(st.sampled_from(PAIRS), st.integers(0, 5000), st.sampled_from([1, 10, 100]))
def test_each_end_tells_what_was_meant(pair: tuple[str, str], places: int, finer: int) -> None:
    shown, records = pair
    quantity = Quantity(places * UNITS[shown].grain / finer, shown)
    for end in ends(quantity, records):
        assert meant(end, records, shown) == quantity


@given(st.sampled_from(PAIRS), st.integers(0, 5000))
def test_a_record_is_found_by_what_is_shown_of_it(pair: tuple[str, str], number: int) -> None:
    shown, records = pair
    seen = shown_in(number, records, shown)
    lower, upper = ends(seen, records)
    grain = UNITS[shown].grain * UNITS[shown].size / UNITS[records].size
    assert float(lower - grain / 50) <= number <= float(upper + grain / 50)  # but for the hundredth beside the half


def test_written_as_people_write_it() -> None:
    assert written(shown_in(180, "cm", "ft"), str) == "5′11″"
    assert written(shown_in(75, "kg", "lb"), str) == "165 lb"
    assert written(Quantity(Fraction(143, 24), "ft"), str) == "5′11.5″"
