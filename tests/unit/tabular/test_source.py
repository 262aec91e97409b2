"""Data files as they come: encodings, line ends, delimiters, quotes, ragged rows, and what is refused."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.errors import ImportRefused
from vizdesk.tabular.source import SetAside, Source, open_source

ROWS = [["José", "Ñuñoa; 5, norte", ""], ["Anna", 'said "hi"', "x\ty"], ["Çelo", "a\nb", "7"]]
HEADERS = ["Name", "Address", "Note"]


def rows_of(source: Source) -> list[list[str]]:
    return [row for batch in source.batches() for row in batch.rows]


def set_aside_of(source: Source) -> list[SetAside]:
    return [one for batch in source.batches() for one in batch.set_aside]


def written(rows: list[list[str]], delimiter: str, line_end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data.csv"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_reads_every_way_of_writing(file: Path, encoding: str, delimiter: str, line_end: str, packed: bool) -> None:
    data = written([HEADERS, *ROWS], delimiter, line_end).encode(encoding)
    file.write_bytes(gzip.compress(data) if packed else data)
    source = open_source(file)
    assert source.headers == tuple(HEADERS)
    assert rows_of(source) == ROWS
    assert rows_of(source) == ROWS, "a source can be read again"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\\"), max_size=12), min_size=3, max_size=3
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_whatever_the_csv_writer_wrote_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str
) -> None:
    file = tmp_path_factory.mktemp("csv") / "data.csv"
    file.write_bytes(written([HEADERS] * 3 + rows, delimiter, "\r\n").encode())
    assert rows_of(open_source(file))[2:] == rows


def test_ragged_rows_are_set_aside_with_their_line(file: Path) -> None:
    file.write_text('a,b\n1,2\n\n"x\ny",3\n4\n5,6,7\n8,9\n', encoding="utf-8")
    source = open_source(file)
    assert rows_of(source) == [["1", "2"], ["x\ny", "3"], ["8", "9"]]
    assert set_aside_of(source) == [
        SetAside(6, "1 cell where the header has 2"),
        SetAside(7, "3 cells where the header has 2"),
    ]
    assert [batch.lines() for batch in source.batches()] == [[2, 4, 8]]


def test_lines_are_counted_across_batches(file: Path) -> None:
    file.write_text("a,b\n" + "1,2\n" * 30_000 + "3\n", encoding="utf-8")
    assert [one.line for one in set_aside_of(open_source(file))] == [30_002]


def test_backslashes_before_quotes(file: Path) -> None:
    file.write_text('a,b\n"say \\"hi\\" now",2\n', encoding="utf-8")
    assert rows_of(open_source(file)) == [['say "hi" now', "2"]]


def test_json_escapes_are_noticed(file: Path) -> None:
    file.write_text('a,b\n"James \\""Logan\\"" Howlett",\\/x\n', encoding="utf-8")
    source = open_source(file)
    assert source.json_escapes
    assert rows_of(source) == [['James \\"Logan\\" Howlett', "\\/x"]]


def test_a_windows_path_is_no_escape(file: Path) -> None:
    file.write_text('a,b\n"C:\\dir\\",2\n"C:\\new\\",3\n', encoding="utf-8")
    assert rows_of(open_source(file)) == [["C:\\dir\\", "2"], ["C:\\new\\", "3"]]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b"\r\n\r\n", "The file is empty."),
        (b"a,b\r\n", "The file has a header line but no rows."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is not a text file."),
        (b"PK\x03\x04\x14\x00", "This is a workbook or a zip archive."),
        (b"%PDF-1.7\n", "This is a PDF document."),
        (gzip.compress(b"a,b\n1,2\n" * 99, mtime=0)[:-12], "The packed file is cut off or damaged."),
        (b"PAR1 this is none", "The Parquet file is damaged or uses what cannot be read here."),
        (b'a,b\n1,"' + b"x" * 200_000, "Near line 2 a cell is longer than 131,072 characters."),
    ],
)
def test_what_cannot_be_imported_is_refused_in_one_sentence(file: Path, content: bytes, told: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        rows_of(open_source(file))
    assert refused.value.sentence == told
    assert refused.value.next_step


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="does not exist"):
        open_source(tmp_path / "none.csv")
    with pytest.raises(ImportRefused, match="folder"):
        open_source(tmp_path)


def test_parquet(tmp_path: Path) -> None:
    import duckdb

    file = tmp_path / "data.parquet"
    with duckdb.connect() as connection:
        connection.sql(
            "SELECT i AS id, 'n' || i AS name, i / 4 AS share, i % 2 = 0 AS even, DATE '2024-01-31' AS day,"
            " TIMESTAMP '2024-01-31 10:00:00' AS at, NULL AS nothing, [i, 2] AS many, '007' AS code"
            " FROM range(10000) t(i)"
        ).write_parquet(str(file))
    source = open_source(file)
    assert source.headers == ("id", "name", "share", "even", "day", "at", "nothing", "many", "code")
    rows = rows_of(source)
    assert len(rows) == 10_000
    assert rows[1] == ["1", "n1", "0.25", "false", "2024-01-31", "2024-01-31T10:00:00", "", "[1,2]", "007"]
    assert [line for batch in source.batches() for line in batch.lines()] == list(range(1, 10_001))
