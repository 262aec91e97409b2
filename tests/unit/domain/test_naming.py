"""Column names become field and filter names by one rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.naming import ID_PATTERN, NAME_PATTERN, field_names, filter_id, label_for, last_name, snake_case


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("FIRST APPEARANCE", "first_appearance"),
        ("firstAppearance", "first_appearance"),
        ("ucr_ncic_code", "ucr_ncic_code"),
        ("Größe (cm)", "gro_e_cm"),
        ("1st seen", "n_1st_seen"),
        ("", "column"),
        ("姓名", "column"),
        ("page", "page_field"),
        ("  __a--b__ ", "a_b"),
    ],
)
def test_the_rule(header: str, name: str) -> None:
    assert snake_case(header) == name


def test_duplicates_are_numbered_and_never_collide() -> None:
    assert field_names(["Name", "name", "name 2", "", ""]) == ["name", "name_2", "name_2_2", "column", "column_2"]


@given(st.lists(st.text(max_size=80), max_size=30))
def test_any_headers_give_distinct_lawful_names(headers: list[str]) -> None:
    names = field_names(headers)
    assert len(set(names)) == len(headers)
    for name in names:
        assert NAME_PATTERN.fullmatch(name)
        identifier = filter_id("harbor", "people", name)
        assert ID_PATTERN.fullmatch(identifier)
        assert last_name(identifier) == name


@pytest.mark.parametrize(
    ("header", "label"),
    [("FIRST APPEARANCE", "First appearance"), ("hair_color", "Hair color"), ("DOB", "DOB"), ("", "Column")],
)
def test_labels_read_well(header: str, label: str) -> None:
    assert label_for(header, snake_case(header)) == label
