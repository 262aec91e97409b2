"""Coordinates, distances and areas: read, written, refused; criteria on places."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.areas import MAX_POINTS, check_area, format_area, outline, parse_area
from vizdesk.domain.criteria import Criterion, check_criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator
from vizdesk.domain.places import METERS, format_distance, format_point, parse_point, round_distance
from vizdesk.domain.sentences import criterion_sentence

PLACE = Filter(
    "a:cars.place", Kind.PLACE, "latitude", OPERATORS[Kind.PLACE], {"en": {"label": "Place"}}, longitude="longitude"
)
LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
SQUARE = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("47.6062, -122.3321", (47.6062, -122.3321)),
        ("47.6062 -122.3321", (47.6062, -122.3321)),
        (" 47.6062;-122.3321 ", (47.6062, -122.3321)),
        ("47.6062° N, 122.3321° W", (47.6062, -122.3321)),
        ("122.3321W 47.6062N", (47.6062, -122.3321)),
        ("N 47.5 W 122.25", (47.5, -122.25)),
        ("47°36'22\"N 122°19'55\"W", (47.606111, -122.331944)),
        ("47°36′22″N, 122°19′55″W", (47.606111, -122.331944)),
        ("S33°52' E151°12.5'", (-33.866667, 151.208333)),
        ("-0.5, 0", (-0.5, 0)),
        ("−0.5 +7.", (-0.5, 7)),
    ],
)
def test_coordinates_are_read_as_people_write_them(text: str, point: tuple[float, float]) -> None:
    assert parse_point(text) == pytest.approx(point, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "47",
        "47.6",
        "Main St 4",
        "91, 0",
        "0, 181",
        "1, 2, 3",
        "47N 12N",
        "3E 4W",
        "47°60'N 0°E",
        "-47S 1E",
        "1e3, 2",
        "7 m",
    ],
)
def test_what_are_no_coordinates_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        parse_point(text)
    assert refused.value.sentence.endswith(".")
    assert refused.value.next_step


@given(LATITUDES, LONGITUDES)
def test_written_coordinates_read_back_as_they_were(latitude: float, longitude: float) -> None:
    read = parse_point(format_point(latitude, longitude))
    assert read == pytest.approx((latitude, longitude), abs=1e-12)


@given(st.text(max_size=40) | st.text("0123456789°'\"., -NSEW", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse_point, parse_area):
        try:
            read(text)
        except BadRequest as error:
            assert error.sentence


@pytest.mark.parametrize(
    ("meters", "locale", "shown"),
    [
        (500, "en_US", "0.5 km"),
        (804.672, "en_US", "0.5 mi"),
        (304.8, "en_US", "1,000 ft"),
        (500, "de_DE", "0.5 km"),
        (50, "de_DE", "50 m"),
        (1609.344, "de_DE", "1 mi"),
        (123.456, "en_US", "123.46 m"),
        (20_000_000, "fr_FR", "20,000 km"),
    ],
)
def test_distances_are_shown_in_the_unit_that_reads_best(meters: float, locale: str, shown: str) -> None:
    assert format_distance(meters, locale) == shown


@given(st.integers(1, 5000), st.sampled_from(sorted(METERS)), st.sampled_from(["en_US", "de_DE"]))
def test_a_distance_typed_in_a_unit_is_told_without_loss(amount: int, unit: str, locale: str) -> None:
    told, in_unit = round_distance(amount * METERS[unit], locale)
    assert told * METERS[in_unit] == pytest.approx(amount * METERS[unit], rel=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "0, 0\n0, 1\n\n1, 1\n1, 0\n",
        "0, 0\n0, 1\n1, 1\n1, 0\n0, 0",
        "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))",
        "polygon((0 0,1 0,1 1,0 1,0 0))",
        json.dumps({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}),
        json.dumps(
            {"type": "FeatureCollection", "features": [
                {"type": "Feature", "properties": {}, "geometry":
                    {"type": "Polygon", "coordinates": [[[0, 0, 9], [1, 0, 9], [1, 1, 9], [0, 1, 9], [0, 0, 9]]]}}]}
        ),
    ],
)  # fmt: skip
def test_areas_are_read_from_lines_wkt_and_geojson(text: str) -> None:
    assert list(parse_area(text)) == SQUARE
    assert parse_area(format_area(SQUARE)) == tuple(SQUARE)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0, 0\n1, 1", "3 to 500 corners"),
        ("\n".join(f"{n / 100}, {n % 2}" for n in range(MAX_POINTS + 1)), "3 to 500 corners"),
        ("0, 0\n1, 1\n0, 1\n1, 0", "meets itself"),
        ("0, 0\n0, 2\n0, 1", "meets itself"),
        ("0, 0\n0, 2\n2, 2\n0, 1", "meets itself"),
        ("0, 0\n0, 1\n1, 1\n0, 0\n1, 0", "meets itself"),
        ("80, 0\n80, 120\n80, -120", "round a pole"),
        ("POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1))", "without holes"),
        ("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))", "without holes"),
        ("POLYGON ((0 0, 9, 9 9))", "cannot be read"),
        ('{"type": "Point", "coordinates": [0, 0]}', "GeoJSON"),
        ("{", "GeoJSON"),
        ("0, 0\nhere\n1, 1", "coordinates"),
        ("POLYGON ((0 0, 0 95, 9 9, 0 0))", "latitude"),
    ],
)
def test_what_bounds_no_area_is_refused_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(BadRequest, match=told):
        parse_area(text)


def test_an_outline_goes_the_short_way_over_the_date_line() -> None:
    ring = outline([(0, 170), (0, -170), (10, -170), (10, 170)])
    assert ring == [(0, 170), (0, 190), (10, 190), (10, 170), (0, 170)]
    check_area([(0, 170), (0, -170), (10, -170), (10, 170)])


@given(
    st.one_of(
        st.builds(
            Criterion, st.just(Operator.NEAR), st.tuples(LATITUDES, LONGITUDES, st.floats(1, 1e6)), st.none(), st.none()
        ),
        st.builds(Criterion, st.just(Operator.IN_BOX), st.tuples(*[st.floats(-90, 90)] * 4), st.none(), st.none()),
        st.just(Criterion(Operator.IN_AREA, tuple(number for point in SQUARE for number in point))),
        st.just(Criterion(Operator.BELOW, ("VIO", "ROB"))),
    )
)
def test_the_wire_form_reads_back_as_it_was(criterion: Criterion) -> None:
    assert criterion_from_wire(json.loads(json.dumps(criterion.to_wire())), "/") == criterion


@pytest.mark.parametrize(
    "wire",
    [
        {"op": "near", "latitude": 91, "longitude": 0, "meters": 5},
        {"op": "near", "latitude": 1, "longitude": 0, "meters": 0},
        {"op": "near", "latitude": 1, "longitude": 0, "meters": 1e9},
        {"op": "near", "latitude": 1, "longitude": 0},
        {"op": "near", "latitude": "1", "longitude": 0, "meters": 5},
        {"op": "near", "latitude": 1, "longitude": 0, "meters": 5, "value": 1},
        {"op": "inBox", "south": 2, "west": 0, "north": 1, "east": 0},
        {"op": "inArea", "points": [[0, 0], [1, 1]]},
        {"op": "inArea", "points": [[0, 0], [1, 1], [0, 1], [1, 0]]},
        {"op": "inArea", "points": [[0, 0], [1, 1], [0, True]]},
        {"op": "inArea", "points": [[0, 0, 0]]},
        {"op": "inArea"},
        {"op": "between", "from": 1},
        7,
    ],
)
def test_a_place_filter_refuses_the_rest(wire: Any) -> None:
    with pytest.raises(BadRequest):
        check_criterion(PLACE, criterion_from_wire(wire, "/"))


@pytest.mark.parametrize(
    ("wire", "sentence"),
    [
        (
            {"op": "near", "latitude": 47.6062, "longitude": -122.3321, "meters": 500},
            "within 0.5 km of 47.6062, -122.3321",
        ),
        ({"op": "inBox", "south": 47, "west": -123, "north": 48, "east": -122}, "in the box from 47, -123 to 48, -122"),
        ({"op": "inArea", "points": [list(one) for one in SQUARE]}, "in an area of 4 corners"),
    ],
)
def test_a_place_reads_as_a_sentence(wire: Any, sentence: str) -> None:
    criterion = criterion_from_wire(wire, "/")
    check_criterion(PLACE, criterion)
    assert criterion_sentence(PLACE, criterion, "en_US", lambda _, value: str(value)) == f"Place: {sentence}"
