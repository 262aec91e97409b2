"""What the embedded engine has beyond the contract: files, connections, what it keeps in memory."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpers.records import PEOPLE_FIELDS, TestField, people, write_records
from tests.helpers.search_engines import ColumnarUnderTest, Stopped
from vizdesk.db.keys import DataKey
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import Cancelled, CursorExpired, StorageError
from vizdesk.domain.layout import OPERATORS, Filter, Kind, Operator, Page, SortKey
from vizdesk.domain.search import Examined, SearchRequest
from vizdesk.gateway.engine import pieces
from vizdesk.gateway.engine.columnar import ColumnarEngine
from vizdesk.gateway.engine.protocol import Budget, Found
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.record_format import Coding

FIELDS = (TestField("street", "text", coding=Coding.OWN), TestField("city", "text"))
STREET, CITY = (
    Filter(id=f"a:people.{name}", kind=Kind.TEXT, field=name, operators=OPERATORS[Kind.TEXT], text={})
    for name in ("street", "city")
)
PAGE = Page("people", {}, (), (STREET, CITY), ())
ALL = SearchRequest("people")


class Bench:
    """The engine over sixty people."""

    def __init__(self, engine: ColumnarEngine, records: RecordSet) -> None:
        self.engine, self.records = engine, records

    def search(self, budget: Budget | None = None) -> Found:
        return self.engine.search(self.records, PAGE, ALL, None, budget or Budget())


@pytest.fixture
def bench() -> Iterator[Bench]:
    with ColumnarUnderTest().load(PEOPLE_FIELDS, people(60), PAGE) as (engine, records):
        yield Bench(engine, records)


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
                bench.search(budget)
        except Cancelled as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert running.wait(10)
    budget.interrupt()
    thread.join(10)
    assert len(outcome) == 1
    assert len(bench.search().hits) == 50


def test_a_retired_file_is_deleted_once_its_last_search_is_done(tmp_path: Path) -> None:
    files = RecordFiles(tmp_path, DataKey(bytes(32)))
    engine = ColumnarEngine(files)
    name, generation = files.new_name("a", "people")
    writer = files.writer(name)
    write_records(writer, PEOPLE_FIELDS, [])
    writer.close()
    records = RecordSet("a", "people", name, generation, 0, "")
    path = files.path(name)
    assert path is not None
    with engine._reading(records, Budget()):
        engine.retire(records)
        assert path.exists()
    assert not path.exists()
    with pytest.raises(CursorExpired):
        engine.search(records, PAGE, ALL, None, Budget())
    engine.close()


def test_records_of_another_form_are_refused_with_what_to_do(tmp_path: Path) -> None:
    files = RecordFiles(tmp_path, DataKey(bytes(32)))
    name, generation = files.new_name("a", "people")
    with closing(files.writer(name)) as writer:
        write_records(writer, PEOPLE_FIELDS, [])
        writer.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
    engine = ColumnarEngine(files)
    with pytest.raises(StorageError, match="another version") as refused:
        engine.search(RecordSet("a", "people", name, generation, 0, ""), PAGE, ALL, None, Budget())
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
    held = {key[1] for key in bench.engine._cache._parts if key[-1] == "codes"}
    assert held == {place for place, one in enumerate(PEOPLE_FIELDS) if one.coding is Coding.SHARED}
    assert bench.search().total.value == 60


def test_warming_ends_with_the_engine(bench: Bench) -> None:
    for _ in range(50):
        bench.engine.warm(bench.records)
    bench.engine.close()
    bench.engine.warm(bench.records)  # too late, and no fault


@pytest.mark.parametrize(("piece", "window"), [(1, 1), (2, 200), (7, 10**6), (59, 1), (60, 1), (61, 1)])
@pytest.mark.parametrize("names", [["dob"], ["surname", "dob"]])
def test_windows_and_pieces_of_any_size_give_all_records_in_the_order_asked_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, piece: int, window: int, names: list[str]
) -> None:
    monkeypatch.setattr(pieces, "PIECE", piece)
    monkeypatch.setattr(pieces, "WINDOW_BYTES", window)
    monkeypatch.setattr(pieces, "MOST_VALUES", 1)
    rows = people(60)
    expected = [[row.get(name) for name in names] for row in sorted(rows, key=lambda row: row["dob"])]
    asked = ALL._replace(sort=(SortKey("dob"),))
    with bench.engine.in_order(bench.records, PAGE, asked, names, None, Budget()) as found:
        given = list(found.pieces)
    assert [json.loads(line) for one in given for line in one] == expected
    assert all(len(one) <= piece for one in given)


@pytest.mark.parametrize(
    ("names", "looks", "reached"),
    [
        (("street",), 0, 4),  # the first block is always looked through
        (("street",), 1, 8),
        (("street",), 2, None),
        (("city",), 0, 6),  # the first block of cities has those of the first six records
        (("street", "city"), 1, 6),
    ],
)
def test_how_far_a_look_through_texts_comes(names: tuple[str, ...], looks: int, reached: int | None) -> None:
    cities = ["A", "B", "C", "D", "A", "A", "E", "A", "F", "G", "H", "A"]  # in a block: entries new in four records
    rows = [{"street": f"{n} Elm", "city": f"{city} City"} for n, city in enumerate(cities)]
    criteria = {
        f"a:people.{name}": Criterion(Operator.CONTAINS, ("elm" if name == "street" else "city",)) for name in names
    }
    with ColumnarUnderTest().load(FIELDS, rows, PAGE) as (engine, records):
        found = engine.search(records, PAGE, SearchRequest("people", filters=criteria), None, Stopped(looks))
    assert found.examined == (reached and Examined(reached, 12))
    assert found.total.value == (reached or 12)


@pytest.mark.parametrize(("looks", "reached"), [(0, 4), (1000, None)])
def test_a_word_that_takes_too_long_is_looked_for_in_the_first_records(
    looks: int, reached: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizdesk.gateway.engine.columnar.STEPS_BETWEEN_CHECKS", 1)
    monkeypatch.setattr("vizdesk.gateway.engine.reach.LEAST_RECORDS", 4)
    rows = [{"street": f"Elm{n} Street", "city": None} for n in range(12)]
    with ColumnarUnderTest().load(FIELDS, rows, PAGE) as (engine, records):
        request = SearchRequest("people", "elm*")
        found = engine.search(records, PAGE, request, None, Stopped(looks))
        assert found.examined == (reached and Examined(reached, 12))
        assert found.total.value == (reached or 12)
        assert engine.search(records, PAGE, request, None, Budget()).total.value == 12
