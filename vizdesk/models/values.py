"""Numbers and dates as the reader's locale writes them: shown, and read back from what was typed."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from vizdesk.domain.layout import Precision

GROUPED_FROM = 10_000
"""Smaller whole numbers are shown without separators: a year must not read “1,981”."""

_PLAIN_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z?))?)?)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:([ap])\.?m\.?)?\s*(Z|UTC)?", re.IGNORECASE)
_LARGEST_QT_INTEGER = 2**63 - 1
_FLOAT_DIGITS = (1e-4, 1e15)


def reader_locale(system: QLocale | None = None) -> QLocale:
    """How the system's user writes numbers and dates.

    A machine set to no language at all ("C") would show dates such as `7 02 1976`, which nobody can read for sure; it
    gets United States English, the language of the texts.
    """
    system = system or QLocale.system()
    unset = system.language() is QLocale.Language.C
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates) if unset else system


def show_number(value: float, locale: QLocale) -> str:
    """A number in the locale's digits and marks; whole numbers below 10,000 without separators."""
    if isinstance(value, int) or value.is_integer():
        whole = int(value)
        if abs(whole) > _LARGEST_QT_INTEGER:
            return str(whole)
        return _ungrouped(locale).toString(whole) if abs(whole) < GROUPED_FROM else locale.toString(whole)
    form = "f" if _FLOAT_DIGITS[0] <= abs(value) < _FLOAT_DIGITS[1] else "g"
    used = _ungrouped(locale) if abs(value) < GROUPED_FROM else locale
    return used.toString(value, form, QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value)


@lru_cache(maxsize=8)
def _ungrouped(locale: QLocale) -> QLocale:
    plain = QLocale(locale)
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return plain


def parse_number(text: str, locale: QLocale) -> int | float:
    """Read a number as the locale writes it, else with a decimal point where the locale cannot mean anything by it.

    Raises:
        ValueError: it is not a finite number.
    """
    plain = text.strip()
    value, understood = locale.toDouble(plain)
    if not understood:
        if not _PLAIN_NUMBER.fullmatch(plain):
            raise ValueError
        value = float(plain)
    if not math.isfinite(value):
        raise ValueError
    if not value.is_integer():
        return value
    exact, understood = locale.toLongLong(plain)  # a double does not hold long identifiers exactly
    return int(exact) if understood else int(value)


def show_date(iso: str, locale: QLocale) -> str:
    """An ISO 8601 date at its own precision; one that no calendar has is shown as it is. Instants say “UTC”."""
    found = _ISO.fullmatch(iso)
    if found is None or found[2] is None:
        return iso
    date = QDate(int(found[1]), int(found[2]), int(found[3] or 1))
    if not date.isValid():
        return iso
    if found[3] is None:
        return locale.toString(date, "MMM yyyy")
    shown = locale.toString(date, _numeric_format(locale))
    if found[4] is None:
        return shown
    time = QTime(int(found[4]), int(found[5]), int(found[6] or 0))
    shown = f"{shown} {locale.toString(time, 'HH:mm:ss' if found[6] else 'HH:mm')}"
    return f"{shown} UTC" if found[7] else shown


def show_moment(at: QDateTime, locale: QLocale) -> str:
    """A moment of this computer's clock, as in `11/25/2026 3:04 AM`."""
    clock = locale.toString(at.time(), QLocale.FormatType.ShortFormat)
    return f"{locale.toString(at.date(), _numeric_format(locale))} {clock}"


def type_date(iso: str, locale: QLocale) -> str:
    """A date as one would type it: numeric, and read back by `parse_date`."""
    return show_date(iso, locale) if len(iso) > len("1962-08") else iso


def _numeric_format(locale: QLocale) -> str:
    """The locale's short format, always with four digits for the year: births lie in two centuries."""
    return re.sub(r"(?<!y)yy(?!y)", "yyyy", locale.dateFormat(QLocale.FormatType.ShortFormat))


def parse_date(text: str, locale: QLocale, precision: Precision, *, end: bool) -> str:
    """Read a date as the locale writes it, or in ISO 8601; years have four digits, a year or month alone is fine.

    Args:
        text: as typed.
        locale: tells the order of day and month.
        precision: of the field; anything finer is left away.
        end: the date ends a range, so a year alone means its last month.

    Returns:
        ISO 8601, never finer than the field's precision.

    Raises:
        ValueError: it is not a date.
    """
    plain = "".join(c for c in text if c not in "\u200e\u200f\u061c").strip()
    found = _ISO.fullmatch(plain)
    parts = [part and int(part) for part in found.groups()[:3]] if found else _local_date(_TIME.sub("", plain), locale)
    year, month, day = parts
    if not year or not QDate(year, month or 1, day or 1).isValid():
        raise ValueError
    if month is None:
        return f"{year:04}-{12 if end else 1:02}"
    if day is None or precision is Precision.MONTH:
        return f"{year:04}-{month:02}"
    date = f"{year:04}-{month:02}-{day:02}"
    time = _TIME.search(plain)
    if time is None or precision is Precision.DAY:
        return date
    return f"{date}T{_clock(time, precision)}"


def _local_date(text: str, locale: QLocale) -> list[int | None]:
    """Year, month and day of numbers in the locale's order; the year is the one of four digits."""
    texts = re.findall(r"\d+", text)
    if re.search(r"[^\W\d_]", re.sub(r"'[^']*'|г", "", text)) or not 1 <= len(texts) <= 3:
        raise ValueError
    years = [one for one in texts if len(one) == 4]
    if len(years) != 1:
        raise ValueError
    others = [int(one) for one in texts if one is not years[0]]
    year = int(years[0])
    if len(others) < 2:
        return [year, *others, *([None] * (2 - len(others)))]
    order = re.sub(r"[^dMy]|'[^']*'", "", locale.dateFormat(QLocale.FormatType.ShortFormat))
    month_first = texts[0] is years[0] or order.index("M") < order.index("d")
    if texts[0] is not years[0] and order.startswith("y"):
        raise ValueError  # the locale does not tell which of the two is the day
    return [year, *others] if month_first else [year, *reversed(others)]


def _clock(time: re.Match[str], precision: Precision) -> str:
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if time[4].lower() == "p" else 0)
    if not QTime(hour, minute, second).isValid():
        raise ValueError
    seconds = f":{second:02}" if precision is Precision.SECOND and time[3] else ""
    return f"{hour:02}:{minute:02}{seconds}{'Z' if time[5] else ''}"
