"""Numbers and dates are shown and read as each locale writes them."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from vizdesk.domain.layout import Precision
from vizdesk.models.values import parse_date, parse_number, reader_locale, show_date, show_number, type_date

LOCALES = [
    "en_US",
    "en_GB",
    "de_DE",
    "es_MX",
    "fr_CA",
    "sv_SE",
    "ja_JP",
    "ar_EG",
    "fa_IR",
    "bg_BG",
    "hu_HU",
    "hi_IN",
    "ko_KR",
    "zh_HK",
]
locales = st.sampled_from(LOCALES).map(QLocale)


@given(
    st.one_of(st.integers(-(2**62), 2**62), st.floats(-1e14, 1e14).filter(lambda value: not value.is_integer())),
    locales,
)
def test_a_shown_number_is_read_back(value: float, locale: QLocale) -> None:
    read = parse_number(show_number(value, locale), locale)
    assert read == value if isinstance(value, int) else math.isclose(read, value, rel_tol=1e-15)


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("1,234.5", "en_US", 1234.5),
        ("1.234,5", "de_DE", 1234.5),
        ("1.500", "de_DE", 1500),
        ("1.5", "de_DE", 1.5),
        (" 12 ", "en_US", 12),
        ("9007199254740993", "en_US", 9007199254740993),
        ("٣٤", "ar_EG", 34),
    ],
)
def test_numbers_as_people_type_them(text: str, locale: str, value: float) -> None:
    assert parse_number(text, QLocale(locale)) == value


@pytest.mark.parametrize("text", ["abc", "", "1 2 3 x", "inf", "nan", "12,34", "0x10"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):  # it has no text by design
        parse_number(text, QLocale("en_US"))


def test_years_are_shown_without_separators_and_counts_with() -> None:
    assert show_number(1981, QLocale("en_US")) == "1981"
    assert show_number(336776, QLocale("en_US")) == "336,776"
    assert show_number(10**30, QLocale("en_US")) == "1" + "0" * 30


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)), locales)
def test_a_shown_date_is_read_back(day: date, locale: QLocale) -> None:
    iso = day.isoformat()
    assert parse_date(show_date(iso, locale), locale, Precision.DAY, end=False) == iso
    assert parse_date(iso, locale, Precision.DAY, end=True) == iso


@given(st.datetimes(), st.booleans(), locales)
def test_a_moment_is_read_back_as_it_is_typed(moment: object, utc: bool, locale: QLocale) -> None:
    iso = f"{moment:%Y-%m-%dT%H:%M:%S}".zfill(19) + ("Z" if utc else "")
    if iso < "1000":
        return
    assert parse_date(type_date(iso, locale), locale, Precision.SECOND, end=False) == iso


@pytest.mark.parametrize(
    ("text", "locale", "precision", "iso"),
    [
        ("3/4/1981", "en_US", "day", "1981-03-04"),
        ("3/4/1981", "en_GB", "day", "1981-04-03"),
        ("4.3.1981", "de_DE", "day", "1981-03-04"),
        ("04.03.1981", "de_DE", "day", "1981-03-04"),
        ("1981/3/4", "en_US", "day", "1981-03-04"),
        ("8/1962", "en_US", "day", "1962-08"),
        ("1962-08-15", "en_US", "month", "1962-08"),
        ("3/4/1981 2:05 pm", "en_US", "minute", "1981-03-04T14:05"),
        ("3/4/1981 12:30 AM", "en_US", "minute", "1981-03-04T00:30"),
        ("3/4/1981 14:05:09", "en_US", "day", "1981-03-04"),
        ("4/3/1981 2:05 p. m.", "es_MX", "minute", "1981-03-04T14:05"),
    ],
)
def test_dates_as_people_type_them(text: str, locale: str, precision: str, iso: str) -> None:
    assert parse_date(text, QLocale(locale), Precision(precision), end=False) == iso


def test_a_year_alone_covers_all_of_it() -> None:
    assert parse_date("1980", QLocale("en_US"), Precision.DAY, end=False) == "1980-01"
    assert parse_date("1980", QLocale("en_US"), Precision.DAY, end=True) == "1980-12"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "3/4/81",
        "31/31/1981",
        "2023-02-30",
        "1/2/3/1981",
        "3/4/1981 25:00",
        "2024-05-31 10:00 +02:00",
        "2024-05-31 10:00-05:00",
        "5/31/2024 10:00 11:00",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # it has no text by design
        parse_date(text, QLocale("en_US"), Precision.SECOND, end=False)


def test_dates_are_shown_at_their_precision_and_odd_ones_as_they_are() -> None:
    english = QLocale("en_US")
    assert show_date("1962-08", english) == "Aug 1962"
    assert show_date("1981-03-04", english) == "3/4/1981"
    assert show_date("1981-03-04T14:05Z", english) == "3/4/1981 2:05\u202fPM UTC"
    assert show_date("1981-03-04T00:05:09", english) == "3/4/1981 12:05:09\u202fAM"
    assert show_date("1981-03-04T14:05", QLocale("en_GB")) == "04/03/1981 14:05"
    assert show_date("1981-02-31", english) == "1981-02-31"


def test_a_machine_without_a_language_gets_dates_that_can_be_read() -> None:
    assert show_date("1976-02-07", reader_locale(QLocale.c())) == "2/7/1976"
    assert reader_locale(QLocale("de_DE")) == QLocale("de_DE")
