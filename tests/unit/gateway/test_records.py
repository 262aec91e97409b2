"""Records files as the engine reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vizdesk.db.connection import Connection, open_db
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import BadRequest, ImportRefused, StorageError
from vizdesk.domain.layout import Kind, Precision
from vizdesk.gateway import records
from vizdesk.gateway.collation import COLLATION, ranks
from vizdesk.gateway.encoding import Encoded, OwnCells
from vizdesk.gateway.engine.columns import PartCache, Parts
from vizdesk.gateway.engine.word_search import holding
from vizdesk.gateway.engine.words import terms
from vizdesk.gateway.importing import Outcome, Progress, write_more, write_new
from vizdesk.gateway.incoming import Task, read_more, read_new
from vizdesk.gateway.record_format import Coding, RecordField, read_fields
from vizdesk.gateway.records import RecordsWriter
from vizdesk.tabular.source import open_source

KEY = DataKey(bytes(range(32)))
PEOPLE = (
    "Name,Hair,Born,Height,Wanted,Code\n"
    'Żaneta "Z" Müller,BRO ,4-Mar-81,180,yes,007\n'
    "anna,BLK,,NA,no,12\n"
    "Anna,BRO,5-Mar-81,1.50,yes,x\n"
    "Bo,BLK,6-Mar-81,170,no,y\n"
)


def task(folder: Path, text: str) -> Task:
    file = folder / "data.csv"
    file.write_text(text, encoding="utf-8")
    return Task(open_source(file), "harbor", "people", None, 2026)


def import_new(task: Task, connection: Connection, progress: Progress | None = None) -> Outcome:
    return write_new(read_new(task), connection, progress)


def append(task: Task, connection: Connection) -> Outcome:
    return write_more(read_more(task, read_fields(connection)), connection)


@pytest.fixture(params=["file", "memory"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    on_disk = request.param == "file"
    opened = open_db(tmp_path / "records.db" if on_disk else None, KEY if on_disk else None)
    yield opened
    opened.close()


def all_of(connection: Connection, statement: str, *values: object) -> list[Any]:
    return [tuple(row) for row in connection.execute(statement, values)]


def test_what_the_engine_finds(connection: Connection, tmp_path: Path) -> None:
    phases: list[str] = []
    outcome = import_new(task(tmp_path, PEOPLE), connection, lambda phase, _bytes, _rows: phases.append(phase))
    assert (outcome.rows, outcome.imported, outcome.set_aside) == (4, 4, 0)
    assert list(dict.fromkeys(phases)) == ["writing", "indexing"]
    assert read_fields(connection) == [
        RecordField(0, "name", "Name", Kind.TEXT, None, Coding.OWN),
        RecordField(1, "hair", "Hair", Kind.CHOICES),
        RecordField(2, "born", "Born", Kind.DATE, Precision.DAY, Coding.OWN),
        RecordField(3, "height", "Height", Kind.NUMBER, None, Coding.OWN),
        RecordField(4, "wanted", "Wanted", Kind.YES_NO),
        RecordField(5, "code", "Code", Kind.TEXT, None, Coding.OWN),
    ]
    first, second, third, _ = records_of(connection)
    assert first[:-1] == ['Żaneta "Z" Müller', "BRO", "1981-03-04", 180, True, "007"]
    assert second[:-1] == ["anna", "BLK", None, None, False, "12"]
    assert third[3] == 1.5
    assert first[-1] == {"hair": "BRO ", "born": "4-Mar-81", "wanted": "yes"}
    assert second[-1] == {"height": "NA", "wanted": "no"}
    assert third[-1]["height"] == "1.50"
    meta = dict(all_of(connection, "SELECT key, value FROM meta"))
    assert (meta["collation"], meta["rows"]) == (COLLATION, "4")


def records_of(connection: Connection) -> list[list[Any]]:
    return [json.loads(one) for (one,) in all_of(connection, "SELECT record FROM records ORDER BY number")]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("muller", [1]),
        ("MÜLLER", [1]),
        ("mar", [1, 3, 4]),
        ("bro", [1, 3]),
        ("1.50", [3]),
        ("an*", [2, 3]),
        ("na", []),
        ("yes", []),
    ],
)
def test_words(connection: Connection, tmp_path: Path, words: str, numbers: list[int]) -> None:
    import_new(task(tmp_path, PEOPLE), connection)
    assert numbers_with(connection, words) == numbers


def numbers_with(connection: Connection, word: str) -> list[int]:
    fields = {one.name: one for one in read_fields(connection)}
    rows = connection.execute("SELECT count(*) FROM records").fetchone()[0]
    connection.row_factory = None
    held = holding(terms(word)[0], connection, Parts("file", connection, PartCache(1000), lambda: None), fields, rows)
    return [number + 1 for number in np.flatnonzero(held).tolist()]


@pytest.mark.parametrize("field", ["text", "choice"])
@pytest.mark.parametrize("word", ["Ma\u00adr\u200blo", "\u200emarlo\u200e", "\ufeffmar*", "marlo"])
def test_characters_that_nobody_sees_part_no_word(
    connection: Connection, tmp_path: Path, word: str, field: str
) -> None:
    others = "Marlo\n" * 9 if field == "choice" else "Quim\nQuimby\n"
    import_new(task(tmp_path, f"Name\nMar\u200blo\u00ad\nQuimby\n{others}"), connection)
    assert numbers_with(connection, word)[0] == 1


def test_nothing_but_what_nobody_sees_is_nothing_to_look_for() -> None:
    with pytest.raises(BadRequest):
        terms("\u200b")


@pytest.mark.parametrize("word", ["st", "Müller", "muller", "Straße", "5", "st*"])
def test_common_words_are_found_as_others_are(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr(records, "FEW", 2)
    rows = "".join(f"{n} {'Müller' if n % 3 else 'Straße'} St\n" for n in range(40))
    import_new(task(tmp_path, f"Street\n{rows}"), connection)
    assert {one for (one,) in all_of(connection, "SELECT word FROM common_words")} == {"muller", "straße", "st"}
    found = numbers_with(connection, word)
    connection.execute("DELETE FROM common_words")
    assert numbers_with(connection, word) == found
    assert bool(found)


def test_a_file_is_sealed_and_durable(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    connection = open_db(path, KEY)
    import_new(task(tmp_path, PEOPLE), connection)
    connection.close()
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith("records")) == ["records.db"]
    assert b"anna" not in path.read_bytes()
    reader = open_db(path, KEY, read_only=True)
    assert all_of(reader, "PRAGMA journal_mode") == [("wal",)]
    assert all_of(reader, "PRAGMA integrity_check") == [("ok",)]
    reader.close()


def test_append(connection: Connection, tmp_path: Path) -> None:
    import_new(task(tmp_path, PEOPLE), connection)
    outcome: Outcome = append(task(tmp_path, "height,name,hair\n175,Cy,RED\nhigh,Di,BRO\n180\n"), connection)
    assert (outcome.rows, outcome.imported, outcome.set_aside) == (5, 1, 2)
    assert [(one.line, one.reason) for one in outcome.lines] == [
        (3, "the cell of “Height” is not a number"),
        (4, "1 cell where the header has 3"),
    ]
    assert records_of(connection)[4] == ["Cy", "RED", None, 175, None, None, None]
    assert numbers_with(connection, "cy") == [5]
    assert numbers_with(connection, "bro") == [1, 3]
    assert numbers_with(connection, "red") == [5]
    options = next(one for one in outcome.page["filters"] if one["bind"]["field"] == "hair")["value"]["options"]
    assert [one["value"] for one in options] == ["BRO", "RED"]


def test_append_names_columns_that_are_foreign(connection: Connection, tmp_path: Path) -> None:
    import_new(task(tmp_path, PEOPLE), connection)
    with pytest.raises(ImportRefused, match=r"has not: eyes, shoe_size\."):
        append(task(tmp_path, "Name,Eyes,Shoe size\nCy,BLU,40\n"), connection)


def test_a_fault_of_the_database_reaches_the_caller(connection: Connection) -> None:
    field = RecordField(0, "a", "a", Kind.NUMBER, None, Coding.OWN)
    writer = RecordsWriter(connection, [field])
    with pytest.raises(StorageError):
        writer.add(Encoded([OwnCells([1], None)], ["[1, null]"]))  # the tables were never made


def test_names_sort_as_people_expect() -> None:
    names = ["Zoe", "Örn", "anna", "Anna", "Ångström", "", "Ana", "de la Cruz", "Özil", "Oz", "Æsa", "Anna"]
    ranked = ranks([names[:5], names[5:]]).tolist()
    ordered = [name for _, name in sorted(set(zip(ranked, names, strict=True)))]
    assert ordered == ["", "Æsa", "Ana", "Ångström", "anna", "Anna", "de la Cruz", "Örn", "Oz", "Özil", "Zoe"]
    assert sorted(set(ranked)) == list(range(11))  # from 0, the empty one; two are equal
    assert ranks([["b", "a"]]).tolist() == [2, 1]
    assert ranks([["\u200b", ""], ["a"]]).tolist() == [1, 0, 2]  # nothing that the rules compare, but not missing
