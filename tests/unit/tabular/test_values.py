"""Numbers, dates and yes/no, one cell at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.criteria import is_iso_date
from vizdesk.domain.layout import Kind
from vizdesk.tabular.dates import DateOrder, read_date
from vizdesk.tabular.values import Cell, CellReader, read_number

M, D = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-31", "2024-05-31"),
        ("2024/5/1", "2024-05-01"),
        ("2024-05", "2024-05"),
        ("2024-05-31 10:00", "2024-05-31T10:00"),
        ("2013-01-01T10:00:00Z", "2013-01-01T10:00:00Z"),
        ("2013-01-01T01:30:00+02:00", "2012-12-31T23:30:00Z"),
        ("2013-01-01T01:30:00.25", "2013-01-01T01:30:00"),
        ("1/1/06 0:00", "2006-01-01T00:00"),
        ("12/31/2020 11:05 PM", "2020-12-31T23:05"),
        ("31.12.2020", "2020-12-31"),
        ("4-Mar-81", "1981-03-04"),
        ("4 March 2027", "2027-03-04"),
        ("Mar 4, 1981", "1981-03-04"),
        ("1939, May", "1939-05"),
        ("Aug-62", "1962-08"),
        ("Aug-27", "2027-08"),
        ("Aug-28", "1928-08"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    found = read_date(text, M, 2026)
    assert found is not None
    assert found.iso == iso
    assert is_iso_date(found.iso)


@pytest.mark.parametrize(
    "text", ["2024-02-30", "13/13/2020", "1988, Holiday", "12", "", "2020-1-1T25:00", "1/1/06 13:00 PM", "1-1-2-2"]
)
def test_no_dates(text: str) -> None:
    assert read_date(text, M, 2026) is None


def test_the_order_decides() -> None:
    first, second = read_date("3/4/2020", M, 2026), read_date("3/4/2020", D, 2026)
    assert first is not None
    assert second is not None
    assert (first.iso, second.iso, first.ordered) == ("2020-03-04", "2020-04-03", True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-12", -12),
        ("3.50", 3.5),
        (".5", 0.5),
        ("3,5", 3.5),
        ("1.5e+10", 1.5e10),
        ("999999999999999", 10**15 - 1),
    ],
)
def test_numbers(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["007", "-01", "1234567890123456", "1E5", "+5", "1,234.5", "5.", "0x1", "NaN", "٣", ""]
)
def test_no_numbers(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("kind", "text", "cell"),
    [
        (Kind.TEXT, " NA ", Cell("NA", " NA ", "NA")),
        (Kind.TEXT, "  ", Cell(None, "  ", "")),
        (Kind.CHOICES, "3C   ", Cell("3C", "3C   ", "3C")),
        (Kind.NUMBER, "NA", Cell(None, "NA", "")),
        (Kind.NUMBER, "", Cell(None, None, "")),
        (Kind.NUMBER, "517", Cell(517, None, "517")),
        (Kind.NUMBER, "1.50", Cell(1.5, "1.50", "1.50")),
        (Kind.DATE, "Aug-62", Cell("1962-08", "Aug-62", "Aug-62")),
        (Kind.DATE, "2013-01-01", Cell("2013-01-01", None, "2013-01-01")),
        (Kind.YES_NO, "Y", Cell(1, "Y", "")),
        (Kind.YES_NO, "false", Cell(0, None, "")),
    ],
)
def test_cells(kind: Kind, text: str, cell: Cell) -> None:
    assert CellReader(kind, reference_year=2026).read(text) == cell


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.NUMBER, "x"), (Kind.NUMBER, "3,5"), (Kind.DATE, "3/4/2020"), (Kind.YES_NO, "maybe")]
)
def test_cells_that_do_not_fit(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match=kind.value):
        CellReader(kind, reference_year=2026).read(text)


@given(st.text(), st.sampled_from([Kind.TEXT, Kind.CHOICES, Kind.NUMBER, Kind.DATE, Kind.YES_NO]))
def test_the_text_is_never_lost(text: str, kind: Kind) -> None:
    try:
        cell = CellReader(kind, date_order=M, reference_year=2026).read(text)
    except ValueError:
        return
    repeated = {None: "", 1: "true", 0: "false"}.get(cell.value) if kind is Kind.YES_NO else cell.value  # type: ignore[call-overload]  # of the kind
    assert (cell.raw if cell.raw is not None else str(repeated or "") if cell.value is None else str(repeated)) == text


def test_a_column_of_instants_takes_no_local_times_and_the_other_way_round() -> None:
    instants = CellReader(Kind.DATE, instants=True)
    assert instants.plain_values(["2024-05-31T14:02Z"]) == ["2024-05-31T14:02Z"]
    assert instants.plain_values(["2024-05-31T14:02"]) is None
    assert instants.value("2024-05-31") == "2024-05-31"
    with pytest.raises(ValueError, match="date"):
        instants.value("2024-05-31T14:02")
    with pytest.raises(ValueError, match="date"):
        CellReader(Kind.DATE, instants=False).value("2024-05-31T14:02Z")
