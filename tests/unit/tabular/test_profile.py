"""Kinds, options and ranges from whole files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from vizdesk.domain.layout import Kind, Precision
from vizdesk.tabular.dates import DateOrder
from vizdesk.tabular.profile import Column, Profile, profile
from vizdesk.tabular.source import open_source


def profiled(folder: Path, cells: Sequence[str], delimiter: str = ",", order: DateOrder | None = None) -> Profile:
    file = folder / "data.csv"
    rows = [f'"{cell}"{delimiter}x{number}' for number, cell in enumerate(cells)]
    file.write_text("\n".join([f"It{delimiter}other", *rows]), encoding="utf-8")
    return profile(open_source(file), 2026, order)


def column(folder: Path, cells: Sequence[str], delimiter: str = ",", order: DateOrder | None = None) -> Column:
    return profiled(folder, cells, delimiter, order).columns[0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2", "NA", ""], Kind.NUMBER),
        (["1", "02", "3"], Kind.TEXT),
        (["1", "1234567890123456"], Kind.TEXT),
        (["1", "x", "1", "x"], Kind.CHOICES),
        (["NA", "NA", "BRO", "BRO"], Kind.CHOICES),
        (["NA", "NA"], Kind.CHOICES),
        (["yes", "No", "", "YES"], Kind.YES_NO),
        (["t", "f"], Kind.YES_NO),
        (["yes", "n"], Kind.TEXT),
        (["yes", "no", "NA", "yes", "no", "NA"], Kind.CHOICES),
        (["2024-01-01", "n/a"], Kind.DATE),
        (["2024-01", "2024-01-02"], Kind.TEXT),
        (["2024-01-01T00:00:00Z", "2024-01-01T00:00:00"], Kind.TEXT),
        (["", "  "], Kind.TEXT),
        (["a", "b", "c"], Kind.TEXT),
        ([f"v{n % 200}" for n in range(400)], Kind.CHOICES),
        ([f"v{n % 201}" for n in range(402)], Kind.TEXT),
        (["a" * 81] * 4, Kind.TEXT),
    ],
)
def test_kinds(tmp_path: Path, cells: list[str], kind: Kind) -> None:
    assert column(tmp_path, cells).kind is kind


def test_options_are_sorted_and_trimmed(tmp_path: Path) -> None:
    assert column(tmp_path, ["b ", "Á", "a", "b", "Á", "a"]).options == ("a", "Á", "b")


def test_ranges(tmp_path: Path) -> None:
    found = column(tmp_path, ["10", "-2.5", "NA"])
    assert (found.minimum, found.maximum) == (-2.5, 10)
    dated = column(tmp_path, ["2024-03-01 10:00", "2023-01-31 00:00"])
    assert (dated.minimum, dated.maximum, dated.precision) == ("2023-01-31", "2024-03-01", Precision.MINUTE)


def test_the_column_tells_which_number_is_the_day(tmp_path: Path) -> None:
    assert column(tmp_path, ["3/4/2020", "13/4/2020"]).minimum == "2020-04-03"
    assert column(tmp_path, ["3/4/2020", "4/13/2020"]).minimum == "2020-03-04"
    assert column(tmp_path, ["3/3/2020", "4/4/2020"]).kind is Kind.DATE, "both readings are the same"
    assert column(tmp_path, ["13/4/2020", "4/13/2020"]).kind is Kind.TEXT


def test_an_open_order_stays_text_until_the_user_decides(tmp_path: Path) -> None:
    found = profiled(tmp_path, ["3/4/2020", "5/6/2020"])
    assert found.columns[0].kind is Kind.TEXT
    assert "--date-order" in found.notes[0]
    assert "3/4/2020" not in found.notes[0]
    assert column(tmp_path, ["3/4/2020"], order=DateOrder.DAY_FIRST).minimum == "2020-04-03"


def test_decimal_commas(tmp_path: Path) -> None:
    assert column(tmp_path, ["1,250", "2"], ";").minimum == 1.25
    assert column(tmp_path, ["1,25", "2"], "\t").minimum == 1.25
    assert column(tmp_path, ["1,250", "2"], "\t").kind is Kind.TEXT, "it may be a thousand and some"
    assert column(tmp_path, ["1,25", "2.5"], ";").kind is Kind.TEXT
    assert column(tmp_path, ["1,25", "2"], ",").kind is Kind.TEXT


def test_a_late_cell_can_still_change_the_kind(tmp_path: Path) -> None:
    cells = [str(number) for number in range(30_000)]
    assert column(tmp_path, cells).kind is Kind.NUMBER
    assert column(tmp_path, [*cells, "N/A?"]).kind is Kind.TEXT


def test_duplicate_and_empty_headers(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("Name,name,,1st\na,b,c,d\n", encoding="utf-8")
    assert [one.name for one in profile(open_source(file), 2026).columns] == ["name", "name_2", "column", "n_1st"]


def test_a_column_of_instants_is_told_from_one_of_local_times(tmp_path: Path) -> None:
    assert column(tmp_path, ["2024-01-01T10:00Z", "2024-01-02T11:30Z"]).instants
    assert not column(tmp_path, ["2024-01-01T10:00", "2024-01-02"]).instants
