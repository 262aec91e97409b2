"""Numbers and dates as the reader's locale writes them: shown, and read back from what was typed."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from vizdesk.domain.filled import GROUPED_FROM
from vizdesk.domain.layout import Precision

_PLAIN_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z?))?)?)?", re.ASCII)
_HALF = r"(?:([ap])\.?\s?m\.?)?\s*"
_TWELVE_HOURS = r"h{1,2}:mm\s?Ap|Ap\s?h{1,2}:mm"
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
    shown = f"{shown} {show_clock(time, locale, seconds=found[6] is not None)}"
    return f"{shown} UTC" if found[7] else shown


def show_clock(time: QTime, locale: QLocale, *, seconds: bool = False) -> str:
    """A time of day, as in `3:04 AM` or `15:04`; `parse_date` reads it back."""
    form = _clock_format(locale)
    return locale.toString(time, form.replace("mm", "mm:ss") if seconds else form)


def show_moment(at: QDateTime, locale: QLocale) -> str:
    """A moment of this computer's clock, as in `11/25/2026 3:04 AM`."""
    return f"{locale.toString(at.date(), _numeric_format(locale))} {show_clock(at.time(), locale)}"


def type_date(iso: str, locale: QLocale) -> str:
    """A date as one would type it: numeric, and read back by `parse_date`."""
    return show_date(iso, locale) if len(iso) > len("1962-08") else iso


def _numeric_format(locale: QLocale) -> str:
    """The locale's short format, always with four digits for the year: births lie in two centuries."""
    return re.sub(r"(?<!y)yy(?!y)", "yyyy", locale.dateFormat(QLocale.FormatType.ShortFormat))


@lru_cache(maxsize=8)
def _clock_format(locale: QLocale) -> str:
    """Twelve hours where the locale counts so, in its own order; else twenty-four."""
    short = locale.timeFormat(QLocale.FormatType.ShortFormat)
    return short if re.fullmatch(_TWELVE_HOURS, short, re.IGNORECASE) else "HH:mm"


@cache
def _time() -> re.Pattern[str]:
    """Compiled when first wanted, as nobody types at a window's start."""
    return re.compile(rf"{_HALF}(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?\s*{_HALF}(Z|UTC)?", re.IGNORECASE)


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
    plain = _halves_in_english("".join(c for c in text if c not in "\u200e\u200f\u061c").strip(), locale)
    found = _ISO.fullmatch(plain)
    parts = (
        [part and int(part) for part in found.groups()[:3]] if found else _local_date(_time().sub("", plain), locale)
    )
    year, month, day = parts
    if not year or not QDate(year, month or 1, day or 1).isValid():
        raise ValueError
    if "+" in plain or len(_time().findall(plain)) > 1:
        raise ValueError  # an offset, or a second time: what it says of the first must not get lost
    if month is None:
        return f"{year:04}-{12 if end else 1:02}"
    if day is None or precision is Precision.MONTH:
        return f"{year:04}-{month:02}"
    date = f"{year:04}-{month:02}-{day:02}"
    time = _time().search(plain)
    if time is None or precision is Precision.DAY:
        return date
    return f"{date}T{_clock(time, precision)}"


def _halves_in_english(text: str, locale: QLocale) -> str:
    """The text with the locale's own words for the halves of a day as AM and PM."""
    for own, english in ((locale.pmText(), "PM"), (locale.amText(), "AM")):
        if own:
            text = re.sub(rf"(?<![^\W\d_]){re.escape(own)}(?![^\W\d_])", english, text, flags=re.IGNORECASE)
    return text


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
    before, after, utc = time[1], time[5], time[6]
    hour, minute, second = int(time[2]), int(time[3]), int(time[4] or 0)
    if half := after or before:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if not QTime(hour, minute, second).isValid():
        raise ValueError
    seconds = f":{second:02}" if precision is Precision.SECOND and time[4] else ""
    return f"{hour:02}:{minute:02}{seconds}{'Z' if utc else ''}"
