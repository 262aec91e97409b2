"""The demo agencies: the records are what the generator makes, and fit both layouts."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from vizdesk.domain.criteria import is_iso_date
from vizdesk.domain.layout import Filter, Kind, Layout, Page, decode_layout
from vizdesk.resources import resource

REPOSITORY = Path(__file__).parents[3]
PAGES = {"people": 2400, "vehicles": 900, "incidents": 1500}
LARGEST_FILE = 400_000


def layout_of(agency: str) -> Layout:
    return decode_layout(json.loads(resource("demo", "layouts", f"{agency}.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def layout() -> Layout:
    return layout_of("harbor")


@pytest.fixture(scope="module")
def other() -> Layout:
    return layout_of("mesa")


def page_of(layout: Layout, name: str) -> Page:
    page = layout.page(name)
    assert page is not None
    return page


def records(page: str) -> list[dict[str, str]]:
    with resource("demo", "records", f"{page}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", PAGES)
def test_columns_and_fields_are_the_same(layout: Layout, name: str) -> None:
    page = page_of(layout, name)
    fields = {field for one in page.filters for field in one.fields}
    assert set(records(name)[0]) == fields
    assert {column.field for column in page.columns} <= fields
    assert {key.field for key in page.sort} <= fields
    assert set(page.title_fields) <= fields


@pytest.mark.parametrize("name", PAGES)
def test_each_value_is_of_its_filters_kind_and_in_its_range(layout: Layout, name: str) -> None:
    rows = records(name)
    assert len(rows) == PAGES[name]
    for one in page_of(layout, name).filters:
        values = {row[one.field] for row in rows} - {""}
        assert values, one.field
        assert all(fits(one, value) for value in values), one.field
        if one.kind in (Kind.CHOICE, Kind.CHOICES):
            assert values == {option.value for option in one.options}


def fits(one: Filter, value: str) -> bool:
    match one.kind:
        case Kind.NUMBER:
            assert isinstance(one.minimum, int | float)
            assert isinstance(one.maximum, int | float)
            return one.minimum <= float(value) <= one.maximum
        case Kind.DATE:
            return is_iso_date(value) and str(one.minimum) <= value <= str(one.maximum)
        case Kind.YES_NO:
            return value in ("yes", "no")
        case _:
            return value == value.strip()


def test_every_kind_of_filter_is_shown(layout: Layout) -> None:
    assert {one.kind for page in layout.pages for one in page.filters} == set(Kind)


def test_the_other_agency_calls_the_same_fields_by_other_names_and_leaves_some_out(
    layout: Layout, other: Layout
) -> None:
    for page in other.pages:
        named, fields = page_of(layout, page.id), set(records(page.id)[0])
        asked = {one.field: one.label("en") for one in page.filters}
        assert set(asked) < fields
        assert {column.field for column in page.columns} <= fields
        called = {one.field: one.label("en") for one in named.filters}
        assert sum(called[field] != label for field, label in asked.items()) >= len(asked) / 2


def test_every_label_is_there_in_both_languages(layout: Layout, other: Layout) -> None:
    for page in (*layout.pages, *other.pages):
        texts = [page.text, *(one.text for part in (page.groups, page.filters, page.columns) for one in part)]
        assert all(text.keys() == {"en", "es"} for text in texts)
        assert all(option.text.keys() == {"en", "es"} for one in page.filters for option in one.options)


def test_the_generator_makes_these_files(tmp_path: Path) -> None:
    made = tmp_path / "resources" / "demo"
    (made / "layouts").mkdir(parents=True)
    (made / "records").mkdir()
    (tmp_path / "scripts").mkdir()
    generator = tmp_path / "scripts" / "make_demo.py"
    generator.write_bytes((REPOSITORY / "scripts" / "make_demo.py").read_bytes())
    (made / "layouts" / "harbor.json").write_bytes(resource("demo", "layouts", "harbor.json").read_bytes())
    subprocess.run([sys.executable, generator], check=True, timeout=60)
    for name in PAGES:
        shipped = resource("demo", "records", f"{name}.csv").read_bytes()
        assert (made / "records" / f"{name}.csv").read_bytes() == shipped
        assert len(shipped) < LARGEST_FILE
