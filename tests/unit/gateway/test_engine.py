"""The embedded engine answers as a naive reading of the contract does."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.records import Row, TestField, write_records
from tests.helpers.search_oracle import matching
from vizdesk.db.keys import DataKey
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest, Cancelled, CursorExpired, DeadlineExceeded, StorageError
from vizdesk.domain.facets import FacetQuestion
from vizdesk.domain.layout import OPERATORS, Direction, Filter, Kind, Missing, Operator, Page, SortKey
from vizdesk.domain.search import Relation, SearchRequest, Total
from vizdesk.domain.text import fold
from vizdesk.gateway.engine.columnar import ColumnarEngine
from vizdesk.gateway.engine.protocol import Budget, Found, Position
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_files import RecordFiles
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
    if operator is Operator.BETWEEN:
        lower, upper = draw(st.one_of(st.none(), value)), draw(value)
        return one.id, Criterion(operator, lower=lower, upper=upper)
    if operator in (Operator.IN, Operator.NOT_IN, Operator.LOOKS_LIKE):
        return one.id, Criterion(operator, tuple(draw(st.lists(value, min_size=1, max_size=3))))
    if operator in (Operator.CONTAINS, Operator.PREFIX):
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
    """An engine over one file in memory that a test fills."""

    def __init__(self, fields: Sequence[TestField] = FIELDS, rows: Sequence[Row] = ()) -> None:
        self.files = RecordFiles(None, None)
        self.engine = ColumnarEngine(self.files)
        name, generation = self.files.new_name("a", "people")
        self.records = RecordSet("a", "people", name, generation, len(rows), "")
        self.fields = fields
        with closing(self.files.writer(name)) as writer:
            write_records(writer, fields, rows)

    def search(self, request: SearchRequest, after: Position | None = None, budget: Budget | None = None) -> Found:
        return self.engine.search(self.records, PAGE, request, after, budget or Budget())

    def walk(self, request: SearchRequest) -> list[int]:
        found = self.search(request)
        numbers = [int(hit.id) for hit in found.hits]
        while found.position is not None:
            found = self.search(request, found.position)
            numbers += [int(hit.id) for hit in found.hits]
        return numbers

    def close(self) -> None:
        self.engine.close()
        self.files.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench(rows=[{"name": f"Person {n}", "height": n % 5, "hair": "BRO"} for n in range(60)])
    yield made
    made.close()


@settings(max_examples=300, deadline=None)
@given(rows=ROWS, request=requests())
def test_answers_as_the_oracle(rows: list[Row], request: SearchRequest) -> None:
    bench = Bench(rows=rows)
    try:
        expected = matching(PAGE, FIELDS, rows, request)
        assert bench.walk(request) == expected
        total = bench.search(request).total
        assert (total.value, total.relation) == (len(expected), Relation.EXACT)
    finally:
        bench.close()


@settings(max_examples=150, deadline=None)
@given(
    rows=ROWS,
    request=requests(),
    name=st.sampled_from([one.id for one in FILTERS if one.kind is KINDS.get(field_kind(one))]),
    prefix=st.sampled_from(["", "", "q", "198", "o'b", "b"]),
    limit=st.integers(1, 4),
)
def test_counts_as_the_oracle(rows: list[Row], request: SearchRequest, name: str, prefix: str, limit: int) -> None:
    bench = Bench(rows=rows)
    one = PAGE.filter(name)
    assert one is not None
    try:
        found = bench.engine.facets(bench.records, PAGE, request, [FacetQuestion(name, limit, prefix)], Budget())[name]
    finally:
        bench.close()
    others = {key: value for key, value in request.filters.items() if key != name}
    numbers = matching(PAGE, FIELDS, rows, request._replace(filters=others))
    values = [rows[number - 1].get(one.field) for number in numbers]
    if one.field == "at":
        values = [value and value[:10] for value in values]  # moments count by their day
    counts = Counter(value for value in values if value is not None and has_word_beginning(value, prefix))
    assert found.missing == values.count(None)
    assert found.relation is Relation.EXACT
    assert found.more == (len(counts) > limit)
    assert {value: counts[value] for value, _ in found.values} == dict(found.values)
    told = [count for _, count in found.values]
    expected = sorted(counts.values(), reverse=True)[:limit] if not prefix else told
    assert told == expected
    assert len(told) == min(limit, len(counts))


def has_word_beginning(value: Any, prefix: str) -> bool:
    folded = fold(str(value))
    return folded.startswith(prefix) or f" {prefix}" in folded


@pytest.mark.parametrize("sort", [(), ("height",), ("-height", "name"), ("-name",)])
def test_paging_shows_each_record_once(bench: Bench, sort: tuple[str, ...]) -> None:
    keys = tuple(SortKey(one.lstrip("-"), Direction.DESC if one[0] == "-" else Direction.ASC) for one in sort)
    shown = bench.walk(SearchRequest("people", sort=keys, size=4))
    assert sorted(shown) == list(range(1, 61))


def test_later_pages_carry_the_first_pages_total(bench: Bench) -> None:
    request = SearchRequest("people", size=10)
    told = Total(17)
    assert bench.search(request, Position(10, told)).total == told


def test_a_search_taken_back_before_it_starts_does_not_run(bench: Bench) -> None:
    budget = Budget()
    budget.interrupt()
    with pytest.raises(Cancelled):
        bench.search(SearchRequest("people"), budget=budget)
    assert len(bench.search(SearchRequest("people")).hits) == 50


def test_a_running_search_is_interrupted_and_its_connection_stays_usable(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget, running = Budget(), threading.Event()
    monkeypatch.setattr("vizdesk.gateway.engine.columnar.STEPS_BETWEEN_CHECKS", 1)

    class Watched(Budget):
        @property
        def is_over(self) -> bool:
            running.set()  # SQLite looks at the clock: the query runs
            return False

    budget = Watched()
    outcome: list[BaseException] = []

    def run() -> None:
        try:
            while True:
                bench.search(SearchRequest("people"), budget=budget)
        except Cancelled as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert running.wait(10)
    budget.interrupt()
    thread.join(10)
    assert len(outcome) == 1
    assert len(bench.search(SearchRequest("people")).hits) == 50


def test_a_search_past_its_time_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.gateway.engine.columnar.STEPS_BETWEEN_CHECKS", 1)
    with pytest.raises(DeadlineExceeded):
        bench.search(SearchRequest("people"), budget=Budget(seconds=-1))


def test_fields_come_typed_and_raw_texts_beside_them() -> None:
    row = {"name": "Núñez", "height": 1.5, "born": "1980-01-02", "armed": True, "raw": {"born": "2/1/80"}}
    bench = Bench(rows=[row])
    try:
        (hit,) = bench.search(SearchRequest("people", query="núñez")).hits
    finally:
        bench.close()
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


@pytest.mark.parametrize("query", ["-", "* *", "\"'", "😀"])
def test_a_query_without_a_word_is_refused(bench: Bench, query: str) -> None:
    with pytest.raises(BadRequest):
        bench.search(SearchRequest("people", query=query))


@pytest.mark.parametrize("pattern", ["*a" * 300 + "*b", "*?" * 200 + "b*", "a*" * 400 + "b", "?" * 999])
def test_a_hostile_wildcard_takes_no_longer_than_another(pattern: str) -> None:
    bench = Bench(rows=[{"name": "a" * 900} for _ in range(200)])
    request = SearchRequest("people", filters={"a:people.name": Criterion(Operator.WILDCARD, (pattern,))})
    try:
        assert bench.search(request, budget=Budget(seconds=5)).total.value == 0
    finally:
        bench.close()


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


def test_a_retired_file_is_deleted_once_its_last_search_is_done(tmp_path: Path) -> None:
    files = RecordFiles(tmp_path, DataKey(bytes(32)))
    engine = ColumnarEngine(files)
    name, generation = files.new_name("a", "people")
    writer = files.writer(name)
    write_records(writer, FIELDS, [])
    writer.close()
    records = RecordSet("a", "people", name, generation, 0, "")
    path = files.path(name)
    assert path is not None
    with engine._reading(records, Budget()):
        engine.retire(records)
        assert path.exists()
    assert not path.exists()
    with pytest.raises(CursorExpired):
        engine.search(records, PAGE, SearchRequest("people"), None, Budget())
    engine.close()


def test_records_of_another_form_are_refused_with_what_to_do(tmp_path: Path) -> None:
    files = RecordFiles(tmp_path, DataKey(bytes(32)))
    name, generation = files.new_name("a", "people")
    with closing(files.writer(name)) as writer:
        write_records(writer, FIELDS, [])
        writer.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
    engine = ColumnarEngine(files)
    with pytest.raises(StorageError, match="another version") as refused:
        engine.search(RecordSet("a", "people", name, generation, 0, ""), PAGE, SearchRequest("people"), None, Budget())
    engine.close()
    assert refused.value.next_step.startswith("Import their file once more")


def test_orphans_are_swept_and_what_is_served_is_kept(tmp_path: Path) -> None:
    files = RecordFiles(tmp_path, DataKey(bytes(32)))
    names = [files.new_name("a", "people")[0] for _ in range(2)]
    for name in names:
        files.writer(name).close()
    assert files.sweep({names[0]}) == 1
    assert [one.name for one in (tmp_path / "records").iterdir() if one.suffix == ".db"] == [names[0]]


def test_warmed_records_are_read_before_the_first_search(bench: Bench) -> None:
    bench.engine.warm(bench.records)
    bench.engine._warming.submit(int).result(10)  # one thread: what was asked before is done
    held = {key[1] for key in bench.engine._cache._parts if key[2] == "codes"}
    assert held == {place for place, one in enumerate(FIELDS) if one.coding is Coding.SHARED}
    assert bench.search(SearchRequest("people")).total.value == 60


def test_warming_ends_with_the_engine(bench: Bench) -> None:
    for _ in range(50):
        bench.engine.warm(bench.records)
    bench.engine.close()
    bench.engine.warm(bench.records)  # too late, and no fault
