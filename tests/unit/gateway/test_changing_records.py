"""Records that are updated, deleted, replaced and appended: who keeps its id, what is found, and paging meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.records import Row, TestField, add_records, replace_records, write_records
from tests.helpers.search_oracle import matching
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.facets import FacetQuestion
from vizdesk.domain.layout import OPERATORS, Direction, Filter, Kind, Operator, Page, SortKey
from vizdesk.domain.records_state import HeldRecords
from vizdesk.domain.search import SearchRequest
from vizdesk.gateway.collation import ranks, ranks_with
from vizdesk.gateway.engine.columnar import ColumnarEngine
from vizdesk.gateway.engine.protocol import Budget, Found, Position
from vizdesk.gateway.identities import read_identities
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.record_format import Coding
from vizdesk.gateway.roster import Settled

FIELDS = (
    TestField("case", "text", coding=Coding.OWN),
    TestField("name", "text"),
    TestField("note", "text", coding=Coding.OWN),
    TestField("age", "number"),
    TestField("weight", "number", coding=Coding.OWN),
    TestField("born", "date", "day"),
    TestField("armed", "yesNo"),
)
KEY = ("case",)
KINDS = {"text": Kind.TEXT, "number": Kind.NUMBER, "date": Kind.DATE, "yesNo": Kind.YES_NO}
FILTERS = tuple(
    Filter(f"a:people.{one.name}", KINDS[one.kind], one.name, OPERATORS[KINDS[one.kind]], {}) for one in FIELDS
)
PAGE = Page("people", {}, (), FILTERS, ())

NAMES = st.sampled_from(["Quim", "Núñez", "nunez", "Åberg", "O'Brien", "a b", "BRO", "BRO\u200b", "李"])
ROW = st.fixed_dictionaries(
    {},
    optional={
        "name": NAMES,
        "note": st.lists(NAMES, min_size=1, max_size=2).map(" ".join),
        "age": st.integers(0, 4),
        "weight": st.sampled_from([1, 2.5, 7]),
        "born": st.sampled_from(["1980-01-02", "1979-12-31", "1990-05-05"]),
        "armed": st.booleans(),
    },
)
CASES = st.integers(1, 14).map(lambda number: f"C-{number}")
ROWS = st.dictionaries(CASES, ROW, max_size=14).map(lambda rows: [{"case": case, **row} for case, row in rows.items()])


@dataclass
class Change:
    """One import of rows."""

    mode: Mode
    rows: list[Row]


CHANGES = st.builds(Change, st.sampled_from([Mode.APPEND, Mode.UPDATE, Mode.UPDATE, Mode.DELETE, Mode.REPLACE]), ROWS)


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    criteria = draw(
        st.sampled_from(
            [
                {},
                {},
                {"a:people.age": Criterion(Operator.BETWEEN, lower=1, upper=3)},
                {"a:people.name": Criterion(Operator.FUZZY, ("nunes",))},
                {"a:people.note": Criterion(Operator.CONTAINS, ("e",))},
                {"a:people.armed": Criterion(Operator.EXISTS, (False,))},
            ]
        )
    )
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True))
    return SearchRequest(
        "people",
        query=draw(st.sampled_from(["", "", "nunez", "bro*", "quim"])),
        filters=criteria,
        sort=tuple(SortKey(one.name, draw(st.sampled_from(list(Direction)))) for one in fields),
        size=draw(st.integers(1, 4)),
    )


class Served:
    """A page's records, imported again and again, beside a naive account of them."""

    def __init__(self, rows: Sequence[Row] = (), key: tuple[str, ...] = KEY) -> None:
        self.files = RecordFiles(None, None)
        self.engine = ColumnarEngine(self.files)
        self.key = key
        self.rows: dict[int, Row] = {}
        self.next_id = 1
        self.records = self._new()
        with closing(self.files.writer(self.records.file)) as writer:
            write_records(writer, FIELDS, rows, key=key)
        self._account(Mode.CREATE, rows)

    def change(self, mode: Mode, rows: Sequence[Row]) -> Settled:
        before, self.records = self.records, self._new()
        with closing(self.files.writer(self.records.file)) as new, closing(self.files.reader(before.file)) as old:
            if mode.keeps_others:
                old.backup(new)
                settled = add_records(new, FIELDS, rows, mode, self.key)
            else:
                settled = replace_records(new, FIELDS, rows, read_identities(old, self.key), self.key)
        self.engine.retire(before)
        self._account(mode, rows)
        return settled

    def search(self, request: SearchRequest, after: Position | None = None) -> Found:
        return self.engine.search(self.records, PAGE, request, after, Budget())

    def walk(self, request: SearchRequest) -> list[int]:
        found = self.search(request)
        ids = [int(hit.id) for hit in found.hits]
        while found.position is not None:
            found = self.search(request, found.position)
            ids += [int(hit.id) for hit in found.hits]
        return ids

    def expected(self, request: SearchRequest) -> list[int]:
        ids = sorted(self.rows)
        return [ids[number - 1] for number in matching(PAGE, FIELDS, [self.rows[one] for one in ids], request)]

    def close(self) -> None:
        self.engine.close()
        self.files.close()

    def _new(self) -> RecordSet:
        name, generation = self.files.new_name("a", "people")
        return RecordSet("a", "people", name, generation, 0, "")

    def _account(self, mode: Mode, rows: Sequence[Row]) -> None:
        by_case = {row["case"]: number for number, row in self.rows.items()}
        if mode is Mode.DELETE:
            for row in rows:
                self.rows.pop(by_case.get(row["case"], 0), None)
            return
        kept: dict[int, Row] = dict(self.rows) if mode.keeps_others else {}
        for row in rows:
            number = by_case.get(row["case"]) if self.key else None
            if number is None:
                number = by_case[row["case"]] = self.next_id
                self.next_id += 1
            elif mode is Mode.APPEND:
                continue
            kept[number] = row
        self.rows = kept


@settings(max_examples=50, deadline=None)
@given(rows=ROWS, changes=st.lists(CHANGES, min_size=1, max_size=3), request=requests())
def test_after_any_imports_the_answers_are_the_oracles(
    rows: list[Row], changes: list[Change], request: SearchRequest
) -> None:
    served = Served(rows)
    try:
        for change in changes:
            served.change(change.mode, change.rows)
        assert served.walk(request) == served.expected(request)
        found = served.search(request)
        assert found.total.value == len(served.expected(request))
        assert {int(hit.id): hit.fields for hit in found.hits} == {
            int(hit.id): {one.name: served.rows[int(hit.id)].get(one.name) for one in FIELDS} for hit in found.hits
        }
        facets = served.engine.facets(served.records, PAGE, request, [FacetQuestion("a:people.name", 20)], Budget())
        values = [served.rows[one].get("name") for one in served.expected(request._replace(filters={}))]
        if "a:people.name" not in request.filters:
            values = [served.rows[one].get("name") for one in served.expected(request)]
        told = dict(facets.facets["a:people.name"].values)
        assert told == {value: values.count(value) for value in set(values) - {None}}
    finally:
        served.close()


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, changes=st.lists(CHANGES, min_size=1, max_size=6), request=requests())
def test_paging_while_records_change_repeats_none_and_skips_none(
    rows: list[Row], changes: list[Change], request: SearchRequest
) -> None:
    served = Served(rows)
    try:
        states = [dict(served.rows)]
        found = served.search(request)
        seen = [int(hit.id) for hit in found.hits]
        while found.position is not None:
            if changes:
                change = changes.pop()
                served.change(change.mode, change.rows)
                states.append(dict(served.rows))
            found = served.search(request, found.position)
            seen += [int(hit.id) for hit in found.hits]
            assert found.total.value == len(served.expected(request))
        all_along = there_and_the_same(states)
        steady = [one for one in seen if one in all_along]
        assert steady == [one for one in served.expected(request) if one in all_along]
        moved = {one for one in seen if seen.count(one) > 1}
        assert all(len({str(sorted(state[one].items())) for state in states if one in state}) > 1 for one in moved)
    finally:
        served.close()


def there_and_the_same(states: Sequence[Mapping[int, Row]]) -> set[int]:
    return {one for one, row in states[0].items() if all(state.get(one) == row for state in states)}


@settings(max_examples=40, deadline=None)
@given(old=st.lists(st.text(max_size=3)), added=st.lists(st.text(max_size=3)), gone=st.sets(st.integers(0, 9)))
def test_new_texts_are_ranked_as_if_all_were_sorted(old: list[str], added: list[str], gone: set[int]) -> None:
    texts = old + added
    before = ranks([old])
    left = [place for place in range(len(old)) if place not in gone]
    kept = [old[place] for place in left]
    made = ranks_with(before[left], lambda numbers: [kept[one] for one in numbers], added)
    expected = ranks([kept + added])
    assert np.array_equal(np.unique(made, return_inverse=True)[1], np.unique(expected, return_inverse=True)[1])
    assert np.array_equal(made == 0, expected == 0)
    assert len(made) == len(kept) + len(texts) - len(old)


def test_what_is_told_of_an_import() -> None:
    served = Served([{"case": f"C-{n}", "age": n} for n in range(5)])
    try:
        rows = [{"case": "C-1", "age": 1}, {"case": "C-2", "age": 9}, {"case": "C-9"}, {"case": "C-9", "age": 3}]
        told = served.change(Mode.UPDATE, rows)
        assert counts(told) == (1, 1, 1, 0, 1)
        told = served.change(Mode.APPEND, [{"case": "C-9"}, {"case": "C-10"}])
        assert (counts(told), told.left_out) == ((1, 0, 0, 0, 0), 1)
        told = served.change(Mode.DELETE, [{"case": "C-9"}, {"case": "C-9"}, {"case": "C-77"}])
        assert (counts(told), told.unknown) == ((0, 0, 0, 1, 1), 1)
        told = served.change(Mode.REPLACE, [{"case": "C-2", "age": 9}, {"case": "C-3"}, {"case": "C-50"}])
        assert counts(told) == (1, 1, 1, 4, 0)
        assert served.walk(SearchRequest("people")) == [3, 4, 8]
    finally:
        served.close()


def counts(told: Settled) -> tuple[int, ...]:
    return told.added, told.changed, told.unchanged, told.deleted, told.doubled


def test_a_row_that_comes_twice_counts_last_even_where_that_is_what_was_there() -> None:
    served = Served([{"case": "C-1", "age": 1}])
    try:
        told = served.change(Mode.UPDATE, [{"case": "C-1", "age": 2}, {"case": "C-1", "age": 1}])
        assert counts(told) == (0, 0, 1, 0, 1)
        assert served.search(SearchRequest("people")).hits[0].fields["age"] == 1
    finally:
        served.close()


def test_ids_are_never_used_again_whatever_replaces_the_records() -> None:
    served = Served([{"case": "C-1"}, {"case": "C-2"}], key=())
    try:
        served.change(Mode.REPLACE, [{"case": "C-1"}])
        assert served.walk(SearchRequest("people")) == [3]
        served.change(Mode.APPEND, [{"case": "C-1"}])
        assert served.walk(SearchRequest("people")) == [3, 4]
    finally:
        served.close()


def test_words_and_values_of_records_that_went_are_gone_from_the_file() -> None:
    rows: list[dict[str, Any]] = [{"case": f"C-{n}", "name": f"Name{n}", "note": f"secret{n}"} for n in range(4)]
    served = Served(rows)
    try:
        served.change(Mode.DELETE, [rows[1]])
        with closing(served.files.reader(served.records.file)) as reader:
            blocks = b"".join(data for (data,) in reader.execute("SELECT data FROM blocks"))
            assert b"Name2" in blocks
            assert b"secret2" in blocks
            assert b"Name1" not in blocks
            assert b"secret1" not in blocks
            for table, word in (("entry_words", "name1"), ("record_words", "secret1")):
                found = reader.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (word,)).fetchone()  # noqa: S608  # own names only
                assert found[0] == 0
    finally:
        served.close()


@pytest.mark.parametrize("form_three", [True, False])
def test_a_page_that_gets_its_key_later_is_updated_by_it(form_three: bool) -> None:
    served = Served([{"case": "C-1", "age": 1}, {"case": "C-2", "age": 2}], key=())
    try:
        if form_three:
            with closing(served.files.writer(served.records.file)) as writer:
                writer.execute("DELETE FROM blocks WHERE field = -1")
                writer.execute("DELETE FROM meta WHERE key IN ('next_id', 'revision', 'key')")
                writer.execute("UPDATE meta SET value = '3' WHERE key = 'format'")
        served.key = KEY
        told = served.change(Mode.UPDATE, [{"case": "C-2", "age": 2}, {"case": "C-1", "age": 5}, {"case": "C-3"}])
        assert counts(told) == (1, 1, 1, 0, 0)
        assert served.walk(SearchRequest("people", sort=(SortKey("age"),))) == [2, 1, 3]
    finally:
        served.close()


def test_what_became_of_held_records() -> None:
    served = Served([{"case": f"C-{n}", "age": n} for n in range(5)])
    try:
        served.change(Mode.UPDATE, [{"case": "C-1", "age": 7}, {"case": "C-2", "age": 2}])
        served.change(Mode.DELETE, [{"case": "C-4"}])
        held = HeldRecords("people", None, "1-x", ("1", "2", "3", "5", "99"))
        changes = served.engine.changes(served.records, held, Budget())
        assert (changes.gone, changes.changed) == (("5", "99"), ("2",))
        later = served.engine.changes(served.records, held._replace(generation="2-y"), Budget())
        assert (later.gone, later.changed) == (("5", "99"), ())
        unknown = served.engine.changes(served.records, held._replace(generation="z"), Budget())
        assert unknown.changed == ()
    finally:
        served.close()
