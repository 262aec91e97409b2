"""Relative dates as people type and read them: `today-7d` and “7 days ago” for `today-P7D`."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from vizdesk.domain.criteria import is_relative_date

translate = QCoreApplication.translate

_UNITS = {"y": "Y", "m": "M", "w": "W", "d": "D", "h": "TH", "min": "TM"}
_TYPED = {unit: typed for typed, unit in _UNITS.items()}
_ONE_STEP = re.compile(r"(now|today|thisMonth|thisYear)(?:([+-])P(T?)([1-9]\d{0,3})([YMWDH]))?", re.ASCII)
_ANCHORS = {"now": "now", "today": "today", "thismonth": "thisMonth", "thisyear": "thisYear"}


@cache
def _short() -> re.Pattern[str]:
    """Compiled when first wanted, as nobody types at a window's start."""
    return re.compile(
        r"(now|today|this ?month|this ?year)?\s*(?:([-+−])\s*(\d{1,4})\s*(min|[hdwmy]))?", re.IGNORECASE | re.ASCII
    )


def parse_relative(text: str) -> str | None:
    """The relative date that was typed, in short (`-7d`, `today + 2w`) or in full (`today-P7D`); None if it is none.

    Units are `y`, `m`, `w` and `d`, and with `now` also `h` and `min`; without an anchor, days and more are from today,
    hours and minutes from now.
    """
    plain = text.strip()
    if is_relative_date(plain):
        return plain
    match = _short().fullmatch(plain)
    if not plain or match is None:
        return None
    anchor, sign, amount, unit = (part.lower() if part else "" for part in match.groups())
    found = _ANCHORS[anchor.replace(" ", "") or ("now" if unit in ("h", "min") else "today")]
    if unit:
        time, letter = _UNITS[unit][:-1], _UNITS[unit][-1]
        found += f"{'+' if sign == '+' else '-'}P{time}{int(amount)}{letter}"
    return found if is_relative_date(found) else None


def type_relative(value: str) -> str:
    """A relative date as one would type it; read back by `parse_relative`. One of several steps stays as it is."""
    step = _one_step(value)
    if step is None:
        return value
    anchor, sign, amount, unit = step
    words = re.sub("this", "this ", anchor).lower()
    return f"{words}{sign}{amount}{_TYPED[unit]}" if sign else words


def show_relative(value: str) -> str:
    """A relative date in words: “today”, “7 days ago”, “in 2 weeks”; one of several steps stays as it is written."""
    step = _one_step(value)
    if step is None:
        return value
    anchor, sign, amount, unit = step
    if not sign:
        return _anchor(anchor)
    told = {"time": _amount(int(amount), unit), "start": _anchor(anchor)}
    if anchor in ("thisMonth", "thisYear"):
        before, after = (
            translate("RelativeDates", "{start}, {time} before"),
            translate("RelativeDates", "{start}, {time} after"),
        )
    else:
        before, after = translate("RelativeDates", "{time} ago"), translate("RelativeDates", "in {time}")
    return (before if sign == "-" else after).format(**told)


def _one_step(value: str) -> tuple[str, str, str, str] | None:
    """Anchor, sign, amount and unit (`TM`: minutes), the last three empty for an anchor alone; None for more steps."""
    match = _ONE_STEP.fullmatch(value)
    if match is None or not is_relative_date(value):
        return None
    anchor, sign, time, amount, unit = (part or "" for part in match.groups())
    return anchor, sign, amount, time + unit


def _anchor(name: str) -> str:
    return {
        "now": translate("RelativeDates", "now"),
        "today": translate("RelativeDates", "today"),
        "thisMonth": translate("RelativeDates", "this month"),
        "thisYear": translate("RelativeDates", "this year"),
    }[name]


def _amount(number: int, unit: str) -> str:
    one, several = {
        "Y": (translate("RelativeDates", "1 year"), translate("RelativeDates", "{count} years")),
        "M": (translate("RelativeDates", "1 month"), translate("RelativeDates", "{count} months")),
        "W": (translate("RelativeDates", "1 week"), translate("RelativeDates", "{count} weeks")),
        "D": (translate("RelativeDates", "1 day"), translate("RelativeDates", "{count} days")),
        "TH": (translate("RelativeDates", "1 hour"), translate("RelativeDates", "{count} hours")),
        "TM": (translate("RelativeDates", "1 minute"), translate("RelativeDates", "{count} minutes")),
    }[unit]
    return one if number == 1 else several.format(count=number)
