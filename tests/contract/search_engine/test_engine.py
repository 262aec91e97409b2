"""Every search engine answers as a naive reading of the contract does.

The suite runs against each engine of `tests.helpers.search_engines`; a new engine is added there and nowhere here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.records import Row, TestField
from tests.helpers.search_engines import ENGINES, EngineUnderTest, Stopped
from tests.helpers.search_oracle import counted, matching
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest, Cancelled, CursorExpired, DeadlineExceeded
from vizdesk.domain.facets import FacetQuestion
from vizdesk.domain.layout import OPERATORS, Direction, Filter, Kind, Missing, Operator, Page, SortKey
from vizdesk.domain.records_state import HeldRecords
from vizdesk.domain.search import Examined, Relation, SearchRequest, Total
from vizdesk.gateway.engine.protocol import Budget, Found, Position, SearchEngine
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_format import Coding

FIELDS = (
    TestField("name", "text"),
    TestField("hair", "choices"),
    TestField("height", "number"),
    TestField("born", "date", "day"),
    TestField("seen", "date", "month"),
    TestField("at", "date", "minute"),
    TestField("armed", "yesNo"),
    TestField("street", "text", coding=Coding.OWN),
    TestField("weight", "number", coding=Coding.OWN),
    TestField("died", "date", "day", coding=Coding.OWN),
)
KINDS = {"text": Kind.TEXT, "choices": Kind.CHOICES, "number": Kind.NUMBER, "date": Kind.DATE, "yesNo": Kind.YES_NO}


def page_filter(name: str, kind: Kind, field: str, missing: Missing = Missing.EXCLUDE) -> Filter:
    return Filter(id=f"a:people.{name}", kind=kind, field=field, operators=OPERATORS[kind], text={}, missing=missing)


FILTERS = (
    *(page_filter(one.name, KINDS[one.kind], one.name) for one in FIELDS),
    page_filter("name_or_none", Kind.TEXT, "name", Missing.INCLUDE),
    page_filter("hair_or_none", Kind.CHOICE, "hair", Missing.INCLUDE),
    page_filter("height_or_none", Kind.NUMBER, "height", Missing.INCLUDE),
    page_filter("died_or_none", Kind.DATE, "died", Missing.INCLUDE),
    page_filter("hair_as_text", Kind.TEXT, "hair"),
    page_filter("hair_as_text_or_none", Kind.TEXT, "hair", Missing.INCLUDE),
    page_filter("name_as_choices", Kind.CHOICES, "name"),
    page_filter("street_as_identifier", Kind.IDENTIFIER, "street"),
    page_filter("name_as_identifier_or_none", Kind.IDENTIFIER, "name", Missing.INCLUDE),
)
PAGE = Page("people", {}, (), FILTERS, ())

WORDS = st.sampled_from(
    ["Quim", "quimby", "Núñez", "NUNEZ", "o'brien", "Åberg", "İz", "straße", "x-1", "007", "a b", "李"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)
HAIR = st.sampled_from(["BRO", "bro", "BRO\u200b", "Blk", "Ölig"])  # the third has the sort key of the first
NUMBERS = st.one_of(st.integers(-3, 6), st.sampled_from([0.5, 2.5, -(10**15), 10**15]))
DAYS = st.dates(min_value=date(1979, 12, 28), max_value=date(1980, 3, 3))
DATES = {
    "day": DAYS.map(str),
    "month": DAYS.map(lambda day: str(day)[:7]),
    "minute": st.tuples(DAYS, st.integers(0, 23)).map(lambda both: f"{both[0]}T{both[1]:02}:30Z"),
}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": NAMES,
    "hair": HAIR,
    "height": NUMBERS,
    "born": DATES["day"],
    "seen": DATES["month"],
    "at": DATES["minute"],
    "armed": st.booleans(),
    "street": NAMES,
    "weight": NUMBERS,
    "died": DATES["day"],
}
ROWS = st.lists(st.fixed_dictionaries({}, optional=VALUES), max_size=25)
ANY_DATE = st.one_of(*DATES.values())


def field_kind(one: Filter) -> str:
    return next(field.kind for field in FIELDS if field.name == one.field)


@st.composite
def criteria(draw: st.DrawFn) -> tuple[str, Criterion]:
    one = draw(st.sampled_from(FILTERS))
    operator = draw(st.sampled_from(one.operators))
    value = ANY_DATE if one.kind is Kind.DATE else VALUES[one.field]
    if operator is Operator.EXISTS:
        return one.id, Criterion(operator, (draw(st.booleans()),))
    if operator in (Operator.BETWEEN, Operator.NOT_BETWEEN):
        lower, upper = draw(st.one_of(st.none(), value)), draw(value)
        return one.id, Criterion(operator, lower=lower, upper=upper)
    if operator in (Operator.IN, Operator.NOT_IN, Operator.LOOKS_LIKE):
        return one.id, Criterion(operator, tuple(draw(st.lists(value, min_size=1, max_size=3))))
    if operator in (Operator.CONTAINS, Operator.NOT_CONTAINS, Operator.PREFIX):
        text = draw(value)
        return one.id, Criterion(operator, (text[: draw(st.integers(1, len(text)))],))
    if operator is Operator.WILDCARD:
        text, place = draw(value), draw(st.integers(0, 3))
        return one.id, Criterion(
            operator, (draw(st.sampled_from(["*", "?", "*?"])).join([text[:place], text[place + 1 :]]),)
        )
    return one.id, Criterion(operator, (draw(value),))


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    chosen = dict(draw(st.lists(criteria(), max_size=3)))
    keys = draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True))
    query = draw(
        st.sampled_from(["", "", "quim*", "nunez", "o'brien", "bro x-1", "1980*", '"a" OR', "NEAR(", "- a", "李"])
    )
    return SearchRequest(
        "people",
        query=query,
        filters=chosen,
        any_of=tuple(dict([one]) for one in draw(st.lists(criteria(), max_size=2))),
        sort=tuple(SortKey(key.name, draw(st.sampled_from(list(Direction)))) for key in keys),
        size=draw(st.integers(1, 7)),
    )


class Bench:
    """An engine with the records of one test."""

    def __init__(self, engine: SearchEngine, records: RecordSet) -> None:
        self.engine, self.records = engine, records

    def search(self, request: SearchRequest, after: Position | None = None, budget: Budget | None = None) -> Found:
        return self.engine.search(self.records, PAGE, request, after, budget or Budget())

    def walk(self, request: SearchRequest, budget: Callable[[], Budget] = Budget) -> list[int]:
        found = self.search(request, None, budget())
        numbers = [int(hit.id) for hit in found.hits]
        while found.position is not None:
            found = self.search(request, found.position, budget())
            numbers += [int(hit.id) for hit in found.hits]
        return numbers


@contextmanager
def bench_of(engine: EngineUnderTest, rows: Sequence[Row]) -> Iterator[Bench]:
    with engine.load(FIELDS, rows, PAGE) as (loaded, records):
        yield Bench(loaded, records)


@pytest.fixture(scope="module", params=ENGINES)
def engine_under_test(request: pytest.FixtureRequest) -> EngineUnderTest:
    return ENGINES[request.param]


@pytest.fixture
def bench(engine_under_test: EngineUnderTest) -> Iterator[Bench]:
    rows = [{"name": f"Person {n}", "height": n % 5, "hair": "BRO"} for n in range(60)]
    with bench_of(engine_under_test, rows) as made:
        yield made


@settings(max_examples=200, deadline=None)
@given(rows=ROWS, search=requests())
def test_answers_as_the_oracle(engine_under_test: EngineUnderTest, rows: list[Row], search: SearchRequest) -> None:
    with bench_of(engine_under_test, rows) as bench:
        expected = matching(PAGE, FIELDS, rows, search)
        assert bench.walk(search) == expected
        total = bench.search(search).total
        assert (total.value, total.relation) == (len(expected), Relation.EXACT)


@settings(max_examples=150, deadline=None)
@given(
    rows=ROWS,
    search=requests(),
    name=st.sampled_from([one.id for one in FILTERS if one.kind is KINDS.get(field_kind(one))]),
    prefix=st.sampled_from(["", "", "q", "198", "o'b", "b"]),
    limit=st.integers(1, 4),
)
def test_counts_as_the_oracle(
    engine_under_test: EngineUnderTest, rows: list[Row], search: SearchRequest, name: str, prefix: str, limit: int
) -> None:
    question = FacetQuestion(name, limit, prefix)
    with bench_of(engine_under_test, rows) as bench:
        found = bench.engine.facets(bench.records, PAGE, search, [question], Budget()).facets[name]
    counts, missing = counted(PAGE, FIELDS, rows, search, question)
    assert found.missing == missing
    assert found.relation is Relation.EXACT
    assert found.more == (len(counts) > limit)
    assert {value: counts[value] for value, _ in found.values} == dict(found.values)
    told = [count for _, count in found.values]
    expected = sorted(counts.values(), reverse=True)[:limit] if not prefix else told
    assert told == expected
    assert len(told) == min(limit, len(counts))


@settings(max_examples=100, deadline=None)
@given(rows=ROWS, search=requests(), place=st.integers(0, 2), name=st.sampled_from(["hair", "name_as_choices"]))
def test_counts_in_a_group_are_what_choosing_gives(
    engine_under_test: EngineUnderTest, rows: list[Row], search: SearchRequest, place: int, name: str
) -> None:
    one, group = f"a:people.{name}", min(place, len(search.any_of))
    others = [*search.any_of[:group], *search.any_of[group + 1 :]]
    own = search.any_of[group] if group < len(search.any_of) else {}
    with bench_of(engine_under_test, rows) as bench:
        question = FacetQuestion(one, 1000)
        found = bench.engine.facets(bench.records, PAGE, search, [question], Budget(), group=group).facets[one]
        given = dict(found.values)
        for value in {*given, *(row["hair"] for row in rows if row.get("hair"))}:
            chosen = {**own, one: Criterion(Operator.IN, (value,))}
            total = bench.search(search._replace(any_of=(*others, chosen))).total
            assert given.get(value, found.others) == total.value


@settings(max_examples=100, deadline=None)
@given(rows=ROWS, search=requests(), wanted=st.none() | st.lists(st.integers(1, 25).map(str), max_size=5))
def test_all_in_order_are_those_of_the_pages(
    engine_under_test: EngineUnderTest, rows: list[Row], search: SearchRequest, wanted: list[str] | None
) -> None:
    names = ["height", "name", "at", "armed"]
    expected = [n for n in matching(PAGE, FIELDS, rows, search) if wanted is None or str(n) in wanted]
    with bench_of(engine_under_test, rows) as bench:
        opened = bench.engine.in_order(bench.records, PAGE, search, names, wanted, Budget())
        with opened as found:
            told = [json.loads(line) for piece in found.pieces for line in piece]
    assert told == [[rows[number - 1].get(name) for name in names] for number in expected]
    assert found.total == Total(len(expected))


def test_ids_that_no_record_has_are_passed_over(bench: Bench) -> None:
    ids = ["7", "0", "61", "-1", "7.0", "٧", "9" * 30, "x", ""]
    request = SearchRequest("people")
    with bench.engine.in_order(bench.records, PAGE, request, ["name"], ids, Budget()) as found:
        assert [line for piece in found.pieces for line in piece] == [b'["Person 6"]']


def test_an_export_that_is_taken_back_ends_at_its_next_piece(bench: Bench) -> None:
    budget = Budget()
    with (
        pytest.raises(Cancelled),
        bench.engine.in_order(bench.records, PAGE, SearchRequest("people"), ["name"], None, budget) as found,
    ):
        budget.interrupt()
        list(found.pieces)


@settings(max_examples=80, deadline=None)
@given(rows=ROWS, search=requests(), most=st.integers(1, 30))
def test_a_row_budget_leaves_later_records_out(
    engine_under_test: EngineUnderTest, rows: list[Row], search: SearchRequest, most: int
) -> None:
    expected = [number for number in matching(PAGE, FIELDS, rows, search) if number <= most]
    with bench_of(engine_under_test, rows) as bench:
        found = bench.search(search, budget=Budget(records=most))
        assert found.examined == (Examined(most, len(rows)) if most < len(rows) else None)
        relation = Relation.AT_LEAST if most < len(rows) else Relation.EXACT
        assert found.total == Total(len(expected), relation)
        assert bench.walk(search, lambda: Budget(records=most)) == expected
        behind = found.position and bench.search(search, found.position)
        assert behind is None or behind.examined == found.examined, "the next page goes no further, whatever its budget"
        assert bench.walk(search) == matching(PAGE, FIELDS, rows, search), "nothing partial is kept as whole"


@settings(max_examples=120, deadline=None)
@given(rows=ROWS, search=requests(), looks=st.integers(0, 12))
def test_a_search_whose_soft_time_is_over_answers_what_it_has(
    engine_under_test: EngineUnderTest, rows: list[Row], search: SearchRequest, looks: int
) -> None:
    whole = matching(PAGE, FIELDS, rows, search)
    with bench_of(engine_under_test, rows) as bench:
        found = bench.search(search, budget=Stopped(looks))
        reached = found.examined.records if found.examined else len(rows)
        expected = [number for number in whole if number <= reached]
        assert [int(hit.id) for hit in found.hits] == expected[: search.size]
        assert found.total == Total(len(expected), Relation.AT_LEAST if found.examined else Relation.EXACT)
        in_order = iter(whole)
        assert all(number in in_order for number in bench.walk(search, lambda: Stopped(looks)))
        assert bench.walk(search) == whole, "nothing partial is kept as whole"


@settings(max_examples=80, deadline=None)
@given(rows=ROWS, search=requests(), looks=st.integers(0, 12), most=st.integers(1, 30))
def test_partial_counts_are_at_least(
    engine_under_test: EngineUnderTest, rows: list[Row], search: SearchRequest, looks: int, most: int
) -> None:
    questions = [FacetQuestion(f"a:people.{name}", 1000, prefix) for name, prefix in (("hair", ""), ("street", "q"))]
    for budget in (Stopped(looks), Budget(records=most)):
        with bench_of(engine_under_test, rows) as bench:
            counted_so_far = bench.engine.facets(bench.records, PAGE, search, questions, budget)
        for question in questions:
            found = counted_so_far.facets[question.filter]
            counts, missing = counted(PAGE, FIELDS, rows, search, question)
            assert found.relation is (Relation.AT_LEAST if counted_so_far.examined else Relation.EXACT)
            assert all(records <= counts[value] for value, records in found.values)
            assert found.missing <= missing
            assert counted_so_far.examined is not None or dict(found.values) == dict(counts)


@pytest.mark.parametrize("sort", [(), ("height",), ("-height", "name"), ("-name",)])
def test_paging_shows_each_record_once(bench: Bench, sort: tuple[str, ...]) -> None:
    keys = tuple(SortKey(one.lstrip("-"), Direction.DESC if one[0] == "-" else Direction.ASC) for one in sort)
    shown = bench.walk(SearchRequest("people", sort=keys, size=4))
    assert sorted(shown) == list(range(1, 61))


def test_later_pages_carry_the_first_pages_total(bench: Bench) -> None:
    request = SearchRequest("people", size=10)
    first = bench.search(request).position
    assert first is not None
    told = Total(17)
    assert bench.search(request, replace(first, total=told)).total == told


def test_a_search_taken_back_before_it_starts_does_not_run(bench: Bench) -> None:
    budget = Budget()
    budget.interrupt()
    with pytest.raises(Cancelled):
        bench.search(SearchRequest("people"), budget=budget)
    assert len(bench.search(SearchRequest("people")).hits) == 50


def test_a_search_past_its_time_says_so(bench: Bench) -> None:
    with pytest.raises(DeadlineExceeded):
        bench.search(SearchRequest("people"), budget=Budget(seconds=-1))


@pytest.mark.parametrize("unseen", [{"name"}, {"street"}, {"hair"}, {"name", "street"}])
@pytest.mark.parametrize("query", ["quim", "qui*", "quim 007"])
def test_no_word_of_a_field_that_may_not_be_seen_is_found(
    engine_under_test: EngineUnderTest, unseen: set[str], query: str
) -> None:
    rows: list[Row] = [
        {"name": "Quim", "street": "007"},
        {"name": "007", "street": "Quim"},
        {"name": "Quim", "weight": 7},
        {"hair": "quim", "street": "Quim 007"},
        *({"street": "Quim"} for _ in range(9)),
    ]
    page = PAGE._replace(unseen_fields=frozenset(unseen))
    with engine_under_test.load(FIELDS, rows, PAGE) as (loaded, records):
        found = loaded.search(records, page, SearchRequest("people", query=query), None, Budget())
        all_fields = loaded.search(records, PAGE, SearchRequest("people", query=query), None, Budget())
    assert [int(hit.id) for hit in found.hits] == matching(page, FIELDS, rows, SearchRequest("people", query=query))
    assert [int(hit.id) for hit in all_fields.hits] == matching(
        PAGE, FIELDS, rows, SearchRequest("people", query=query)
    )


def test_fields_come_typed_and_raw_texts_beside_them(engine_under_test: EngineUnderTest) -> None:
    row = {"name": "Núñez", "height": 1.5, "born": "1980-01-02", "armed": True, "raw": {"born": "2/1/80"}}
    with bench_of(engine_under_test, [row]) as bench:
        (hit,) = bench.search(SearchRequest("people", query="núñez")).hits
    assert hit.fields == {
        "name": "Núñez",
        "hair": None,
        "height": 1.5,
        "born": "1980-01-02",
        "seen": None,
        "at": None,
        "armed": True,
        "street": None,
        "weight": None,
        "died": None,
    }
    assert hit.raw == {"born": "2/1/80"}


@pytest.mark.parametrize(
    ("operator", "typed", "words"),
    [
        (Operator.PHONETIC, "Jon", ["jahn", "john"]),
        (Operator.FUZZY, "jon", ["john"]),
        (Operator.FUZZY, "Jon Smith", ["john", "smyth"]),
        (Operator.CONTAINS, "jo", None),
        (Operator.PHONETIC, "Xavier", None),
    ],
)
def test_words_that_are_looked_for_as_well_are_told_on_the_first_page(
    engine_under_test: EngineUnderTest, operator: Operator, typed: str, words: list[str] | None
) -> None:
    names = ["John", "Jon", "Jahn Smyth", "Jonas Smith", "Ada", None]
    request = SearchRequest("people", filters={"a:people.name": Criterion(operator, (typed,))}, size=1)
    with bench_of(engine_under_test, [{"name": name} for name in names]) as bench:
        first = bench.search(request)
        assert {name: list(told) for name, told in first.expanded.items()} == (
            {"a:people.name": words} if words else {}
        )
        if first.position is not None:
            assert not bench.search(request, first.position).expanded


@pytest.mark.parametrize("query", ["-", "* *", "\"'", "😀"])
def test_a_query_without_a_word_is_refused(bench: Bench, query: str) -> None:
    with pytest.raises(BadRequest):
        bench.search(SearchRequest("people", query=query))


@pytest.mark.parametrize("pattern", ["*a" * 300 + "*b", "*?" * 200 + "b*", "a*" * 400 + "b", "?" * 999])
def test_a_hostile_wildcard_takes_no_longer_than_another(engine_under_test: EngineUnderTest, pattern: str) -> None:
    request = SearchRequest("people", filters={"a:people.name": Criterion(Operator.WILDCARD, (pattern,))})
    with bench_of(engine_under_test, [{"name": "a" * 900} for _ in range(200)]) as bench:
        assert bench.search(request, budget=Budget(seconds=5)).total.value == 0


def test_unknown_sort_fields_and_misfit_filters_are_refused(bench: Bench) -> None:
    with pytest.raises(BadRequest):
        bench.search(SearchRequest("people", sort=(SortKey("nobody"),)))
    misfit = Page("people", {}, (), (page_filter("x", Kind.NUMBER, "name"), page_filter("y", Kind.TEXT, "gone")), ())
    for name in ("x", "y"):
        request = SearchRequest("people", filters={f"a:people.{name}": Criterion(Operator.EQUALS, (1,))})
        with pytest.raises(BadRequest):
            bench.engine.search(bench.records, misfit, request, None, Budget())


def test_numbers_beyond_64_bits_are_compared(bench: Bench) -> None:
    wanted = Criterion(Operator.BETWEEN, lower=-(10**40), upper=10**40)
    assert bench.search(SearchRequest("people", filters={"a:people.height": wanted})).total.value == 60


def test_records_that_were_retired_are_told_as_replaced(bench: Bench) -> None:
    bench.engine.retire(bench.records)
    with pytest.raises(CursorExpired):
        bench.search(SearchRequest("people"))


def test_what_is_held_of_records_that_are_there_no_more_is_told(bench: Bench) -> None:
    held = HeldRecords("people", None, bench.records.generation, ("1", "60", "61", "77"))
    assert bench.engine.changes(bench.records, held, Budget()).gone == ("61", "77")


def test_fields_are_told_in_the_order_of_the_records(bench: Bench) -> None:
    assert list(bench.engine.fields(bench.records)) == [one.name for one in FIELDS]


def test_warming_changes_no_answer(bench: Bench) -> None:
    bench.engine.warm(bench.records)
    assert bench.search(SearchRequest("people")).total.value == 60
