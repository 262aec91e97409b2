"""Every search engine finds places, and what stands below a choice, as a naive reading of the contract does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.helpers.records import Row, TestField
from tests.helpers.search_engines import ENGINES, EngineUnderTest
from tests.helpers.search_oracle import matching
from vizdesk.domain.areas import check_area
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.facets import FacetQuestion
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Layout, Missing, Operator, Option, Page
from vizdesk.domain.search import SearchRequest
from vizdesk.gateway.engine.protocol import Budget
from vizdesk.gateway.layout_faults import faults_against_records
from vizdesk.gateway.record_format import Coding

FIELDS = (
    TestField("offense", "choices"),
    TestField("latitude", "number"),
    TestField("longitude", "number", coding=Coding.OWN),
)
TREE = (
    Option("VIO", {}, (Option("ROB", {}, (Option("ARM", {}),)), Option("ASL", {}))),
    Option("PRO", {}, (Option("BUR", {}),)),
    Option("OTH", {}),
)
BELOW = Filter("a:cars.offense", Kind.TREE, "offense", OPERATORS[Kind.TREE], {}, TREE)
BELOW_OR_NONE = BELOW._replace(id="a:cars.offense_or_none", missing=Missing.INCLUDE)
PLACE = Filter("a:cars.place", Kind.PLACE, "latitude", OPERATORS[Kind.PLACE], {}, longitude="longitude")
PAGE = Page("cars", {}, (), (BELOW, BELOW_OR_NONE, PLACE), ())

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "offense": st.sampled_from(["VIO", "ROB", "ARM", "ASL", "PRO", "BUR", "OTH", "gone"]),
    "latitude": st.one_of(st.integers(-9, 9), st.sampled_from([-90, -91, 0, 47.5, 89.9, 90])),
    "longitude": st.one_of(st.integers(-9, 9), st.sampled_from([-180, -179.5, 181, 180, 179.25])),
}
ROWS = st.lists(st.fixed_dictionaries({}, optional=VALUES), max_size=25)
LATITUDES = st.one_of(st.integers(-9, 9), st.sampled_from([-90, 47, 89.5, 90]))
LONGITUDES = st.one_of(st.integers(-9, 9), st.sampled_from([-180, -170, 170, 179.25, 180]))
POINTS = st.tuples(LATITUDES, LONGITUDES)


def is_area(points: list[tuple[float, float]]) -> bool:
    try:
        check_area(points)
    except BadRequest:
        return False
    return True


AREAS = st.lists(POINTS, min_size=3, max_size=7).filter(is_area)


@st.composite
def criteria(draw: st.DrawFn) -> tuple[str, Criterion]:
    one = draw(st.sampled_from(PAGE.filters))
    operator = draw(st.sampled_from(one.operators))
    if operator is Operator.EXISTS:
        return one.id, Criterion(operator, (draw(st.booleans()),))
    if one.kind is Kind.TREE:
        return one.id, Criterion(operator, tuple(draw(st.lists(VALUES["offense"], min_size=1, max_size=3))))
    return one.id, Criterion(operator, draw(placing(operator)))


@st.composite
def placing(draw: st.DrawFn, operator: Operator) -> tuple[float, ...]:
    if operator is Operator.NEAR:
        return *draw(POINTS), draw(st.sampled_from([0.5, 150_001.5, 1_234_567.8, 15_000_000]))
    if operator is Operator.IN_BOX:
        (south, west), (north, east) = draw(POINTS), draw(POINTS)
        return min(south, north), west, max(south, north), east
    return tuple(number for point in draw(AREAS) for number in point)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> EngineUnderTest:
    return ENGINES[request.param]


def found(engine: EngineUnderTest, rows: Sequence[Row], request: SearchRequest) -> list[int]:
    with engine.load(FIELDS, rows, PAGE) as (loaded, records):
        return [int(hit.id) for hit in loaded.search(records, PAGE, request, None, Budget()).hits]


@settings(max_examples=200, deadline=None)
@given(rows=ROWS, chosen=st.lists(criteria(), min_size=1, max_size=2))
def test_answers_as_the_oracle(engine: EngineUnderTest, rows: list[Row], chosen: list[tuple[str, Criterion]]) -> None:
    request = SearchRequest("cars", filters=dict(chosen))
    assert found(engine, rows, request) == matching(PAGE, FIELDS, rows, request)


@settings(max_examples=30, deadline=None)
@given(points=AREAS, shift=st.integers(-180, 180))
def test_an_area_finds_the_same_wherever_it_lies(
    engine: EngineUnderTest, points: list[tuple[float, float]], shift: int
) -> None:
    """Turned round the Earth, across the date line too, records and area stay to each other as they were.

    Both ways are as short along an edge of exactly half the Earth: it goes as its numbers do.
    """
    assume(all(abs(one[1] - other[1]) != 180 for one, other in pairwise([*points, points[0]])))

    def turned(longitude: float) -> float:
        return (longitude + shift + 180) % 360 - 180

    rows = [{"latitude": y, "longitude": x} for y in range(-9, 10, 3) for x in range(-9, 10, 2)]
    asked = [Criterion(Operator.IN_AREA, tuple(n for y, x in points for n in (y, x)))]
    asked.append(Criterion(Operator.IN_AREA, tuple(n for y, x in points for n in (y, turned(x)))))
    moved = [{"latitude": row["latitude"], "longitude": turned(row["longitude"])} for row in rows]
    here, there = (
        found(engine, some, SearchRequest("cars", filters={PLACE.id: one}))
        for some, one in zip((rows, moved), asked, strict=True)
    )
    assert here == there


def test_what_stands_below_is_what_the_layout_says_now(engine: EngineUnderTest) -> None:
    rows = [{"offense": "ROB"}, {"offense": "BUR"}]
    request = SearchRequest("cars", filters={BELOW.id: Criterion(Operator.BELOW, ("PRO",))})
    regrouped = BELOW._replace(options=(Option("PRO", {}, (Option("BUR", {}), Option("ROB", {}))),))
    with engine.load(FIELDS, rows, PAGE) as (loaded, records):
        for one, expected in ((BELOW, ["2"]), (regrouped, ["1", "2"])):
            page = PAGE._replace(filters=(one,))
            assert [hit.id for hit in loaded.search(records, page, request, None, Budget()).hits] == expected


def test_values_of_a_tree_are_counted(engine: EngineUnderTest) -> None:
    with engine.load(FIELDS, [{"offense": "ROB"}, {"offense": "ROB"}, {}], PAGE) as (loaded, records):
        request = SearchRequest("cars", filters={BELOW.id: Criterion(Operator.BELOW, ("PRO",))})
        counted = loaded.facets(records, PAGE, request, [FacetQuestion(BELOW.id)], Budget())
    facet = counted.facets[BELOW.id]
    assert facet.values == (("ROB", 2),)
    assert facet.missing == 1


@pytest.mark.parametrize(
    ("one", "pointer"),
    [
        (PLACE._replace(longitude="gone"), "/pages/0/filters/0/bind/longitude"),
        (PLACE._replace(field="gone"), "/pages/0/filters/0/bind/field"),
        (PLACE._replace(longitude="offense"), "/pages/0/filters/0/kind"),
        (BELOW._replace(field="latitude"), "/pages/0/filters/0/kind"),
    ],
)
def test_a_filter_that_does_not_fit_the_records_is_told(engine: EngineUnderTest, one: Filter, pointer: str) -> None:
    page = PAGE._replace(filters=(one,))
    with engine.load(FIELDS, [], PAGE) as (loaded, records):
        fields = loaded.fields(records)
        (fault,) = faults_against_records(Layout("a", 1, "UTC", (page,), {}), lambda _: fields)
        with pytest.raises(BadRequest):
            loaded.search(
                records,
                page,
                SearchRequest("cars", filters={one.id: Criterion(Operator.EXISTS, (True,))}),
                None,
                Budget(),
            )
    assert fault.pointer == pointer
