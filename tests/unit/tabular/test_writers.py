"""What is exported can be read again, and no text in it becomes a formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizdesk.domain.errors import BadRequest, StorageError
from vizdesk.domain.layout import Kind, Precision
from vizdesk.tabular.whole_file import whole_file
from vizdesk.tabular.workbook import MOST_CHARACTERS, MOST_RECORDS
from vizdesk.tabular.writers import (
    BYTE_ORDER_MARK,
    FORMULA_STARTS,
    CsvWriter,
    FileColumn,
    FileFormat,
    RecordWriter,
    check_count,
    record_writer,
)

COLUMNS = (
    FileColumn("name", "Last name", Kind.TEXT),
    FileColumn("hair", "Hair, color", Kind.CHOICES),
    FileColumn("height", "Height", Kind.NUMBER),
    FileColumn("born", "Born", Kind.DATE, Precision.DAY),
    FileColumn("armed", "=Armed", Kind.YES_NO),
)
TEXTS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.text(st.sampled_from("=+-@\t\r\n\",'a;|\u2028é"), min_size=1, max_size=5),
)
NUMBERS = st.one_of(st.none(), st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9, allow_nan=False))
ROWS = st.lists(
    st.tuples(TEXTS, TEXTS, NUMBERS, st.none() | st.dates().map(str), st.none() | st.booleans()),
    min_size=1,
    max_size=30,
)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(
    form: FileFormat,
    columns: Sequence[FileColumn],
    pieces: Sequence[Sequence[Sequence[Any]]],
    folder: Path,
    **how: bool,
) -> tuple[bytes, RecordWriter]:
    file = io.BytesIO()
    with record_writer(file, form, columns, folder, **how) as writer:
        for rows in pieces:
            writer.write(rows)
    return file.getvalue(), writer


def guarded(text: str | None) -> str:
    return f"'{text}" if text and text[0] in FORMULA_STARTS else text or ""


def cells(sheet: bytes) -> list[list[tuple[str, str]]]:
    """Type and text of each cell of a workbook's sheet, row by row; a cell that is a formula fails."""
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        assert archive.testzip() is None
        root = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # our own
    rows = []
    for row in root.iter(f"{SHEET}row"):
        found = []
        for cell in row:
            assert cell.find(f"{SHEET}f") is None
            value = cell.find(f"{SHEET}v")
            text = "".join(cell.itertext()) if value is None else value.text or ""
            found.append((cell.get("t", "n"), text))
        rows.append(found)
    return rows


@settings(max_examples=300, deadline=None)
@given(rows=ROWS, cut=st.integers(0, 30))
def test_csv_reads_back_as_it_was_with_only_text_guarded(tmp_path_factory: Any, rows: list[Any], cut: int) -> None:
    pieces = [piece for piece in (rows[:cut], rows[cut:]) if piece]
    content, _ = written(FileFormat.CSV, COLUMNS, pieces, tmp_path_factory.getbasetemp())
    head, *read = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    assert head == ["Last name", "Hair, color", "Height", "Born", "'=Armed"]
    assert len(read) == len(rows)
    for (name, hair, height, born, armed), cells_read in zip(rows, read, strict=True):
        assert cells_read[:2] == [guarded(name), guarded(hair)]
        assert (float(cells_read[2]) if cells_read[2] else None) == height
        assert cells_read[3:] == [born or "", {None: "", True: "yes", False: "no"}[armed]]


@settings(max_examples=100, deadline=None)
@given(values=st.lists(TEXTS, min_size=1, max_size=5))
def test_csv_of_one_column_keeps_empty_cells(tmp_path_factory: Any, values: list[str | None]) -> None:
    rows = [[value] for value in values]
    content, _ = written(FileFormat.CSV, COLUMNS[:1], [rows], tmp_path_factory.getbasetemp())
    assert list(csv.reader(io.StringIO(content.decode(), newline="")))[1:] == [[guarded(value)] for value in values]


@settings(max_examples=100, deadline=None)
@given(rows=ROWS)
def test_json_lines_read_back_as_they_were(tmp_path_factory: Any, rows: list[Any]) -> None:
    content, _ = written(FileFormat.JSON_LINES, COLUMNS, [rows], tmp_path_factory.getbasetemp())
    read = [json.loads(line) for line in content.decode().split("\n")[:-1]]
    assert read == [dict(zip(("name", "hair", "height", "born", "armed"), row, strict=True)) for row in rows]


def test_csv_of_excel_begins_with_its_mark(tmp_path: Path) -> None:
    content, _ = written(FileFormat.CSV, COLUMNS[:1], [[["Ölander"]]], tmp_path, byte_order_mark=True)
    assert content == BYTE_ORDER_MARK + "Last name\r\nÖlander\r\n".encode()


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    rows = [["-1", "=1", -42, None, None], [None, "+", -0.5, None, None]]
    content, _ = written(FileFormat.CSV, COLUMNS, [rows], tmp_path)
    assert content.decode().splitlines()[1:] == ["'-1,'=1,-42,,", ",'+,-0.5,,"]
    sheet, _ = written(FileFormat.XLSX, COLUMNS, [rows], tmp_path)
    assert cells(sheet)[1:] == [
        [("inlineStr", "-1"), ("inlineStr", "=1"), ("n", "-42")],
        [("inlineStr", "+"), ("n", "-0.5")],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0"])
def test_what_may_begin_a_formula_is_guarded(start: str) -> None:
    file = io.BytesIO()
    CsvWriter(file, [FileColumn("name", "Name", Kind.TEXT)], byte_order_mark=False).write([["Quimby"], [f"{start}1+1"]])
    assert f"'{start}1+1" in file.getvalue().decode()


def test_several_values_stand_in_one_cell(tmp_path: Path) -> None:
    content, _ = written(FileFormat.CSV, COLUMNS[:1], [[[["Q", "=R"]], [["=Q"]], [[]]]], tmp_path)
    assert content.decode().splitlines()[1:] == ["Q; =R", "'=Q", '""']


def test_a_workbook_s_cells_are_typed(tmp_path: Path) -> None:
    columns = [
        *COLUMNS,
        FileColumn("at", "At", Kind.DATE, Precision.MINUTE),
        FileColumn("seen", "Seen", Kind.DATE, Precision.MONTH),
    ]
    rows: list[list[Any]] = [
        ["=HYPERLINK(1)", "http://a.example", 1.5, "1980-01-02", True, "1980-01-02T12:00Z", "1980-01"],
        ["\x07bell", None, 10**17, "1899-01-02", False, "1980-13-99T12:00", None],
    ]
    sheet, writer = written(FileFormat.XLSX, columns, [rows], tmp_path)
    head, first, second = cells(sheet)
    assert [text for _, text in head] == [column.label for column in columns]
    assert first == [
        ("inlineStr", "=HYPERLINK(1)"), ("inlineStr", "http://a.example"), ("n", "1.5"), ("n", "29222"), ("b", "1"),
        ("n", "29222.5"), ("inlineStr", "1980-01"),
    ]  # fmt: skip
    assert second[1:] == [
        ("inlineStr", str(10**17)), ("inlineStr", "1899-01-02"), ("b", "0"), ("inlineStr", "1980-13-99T12:00"),
    ]  # fmt: skip
    assert writer.cut_cells == 0
    assert not list(tmp_path.iterdir())


def test_texts_beyond_a_cell_are_cut_and_counted(tmp_path: Path) -> None:
    sheet, writer = written(FileFormat.XLSX, COLUMNS[:1], [[["x" * (MOST_CHARACTERS + 1)]]], tmp_path)
    assert writer.cut_cells == 1
    assert cells(sheet)[1] == [("inlineStr", "x" * MOST_CHARACTERS)]


def test_more_records_than_a_sheet_has_rows_are_refused() -> None:
    check_count(FileFormat.XLSX, MOST_RECORDS)
    check_count(FileFormat.CSV, MOST_RECORDS + 1)
    with pytest.raises(BadRequest, match="1,048,575"):
        check_count(FileFormat.XLSX, MOST_RECORDS + 1)


@pytest.mark.parametrize("form", FileFormat)
def test_a_failure_leaves_nothing_and_what_was_there(tmp_path: Path, form: FileFormat) -> None:
    path = tmp_path / "people"
    path.write_text("before")
    with (  # the failure is the block's
        pytest.raises(ZeroDivisionError),
        whole_file(path) as file,
        record_writer(file, form, COLUMNS[:1], tmp_path) as writer,
    ):
        writer.write([["Quimby"]])
        raise ZeroDivisionError
    assert [one.name for one in tmp_path.iterdir()] == ["people"]
    assert path.read_text() == "before"


def test_a_whole_file_takes_the_place_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    (tmp_path / "people.csv.part").write_text("left by a crash")
    with whole_file(path) as file:
        file.write(b"all")
        assert not path.exists()
    assert path.read_bytes() == b"all"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["people.csv"]


def test_a_folder_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"), whole_file(tmp_path / "gone" / "people.csv"):
        pass
