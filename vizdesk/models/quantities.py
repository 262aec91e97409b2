"""Numbers with units as the reader's locale writes them: shown in the layout's unit, read back in any.

Imported when the first one is wanted: exact fractions take 4 ms that the window's start saves.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale

from vizdesk.domain.layout import Filter
from vizdesk.domain.units import Quantity, ends, meant, nearest, read_quantity, shown_in, written
from vizdesk.models.values import parse_number, show_number


def show_quantity(one: Filter, value: float, locale: QLocale) -> str:
    """A record's value in the unit that is shown, to its grain."""
    return _written(shown_in(value, one.unit, one.shown_unit), locale)


def show_meant(one: Filter, value: float, locale: QLocale) -> str:
    """What was meant by a criterion's value, in the unit that is shown."""
    typed = meant(value, one.unit, one.shown_unit)
    if typed is None:
        return show_quantity(one, value, locale)
    if typed.unit == one.shown_unit:
        return _written(typed, locale)
    return show_quantity(one, nearest(typed, one.unit), locale)


def type_quantity(one: Filter, value: float, locale: QLocale) -> str:
    """A criterion's value as one would type it; `read_end` reads it back."""
    typed = meant(value, one.unit, one.shown_unit)
    if typed is not None:
        return _written(typed, locale)
    own = show_number(value, locale)
    return own if one.shown_unit == one.unit else f"{own} {one.unit}"


def read_end(one: Filter, text: str, locale: QLocale, *, last: bool) -> int | float:
    """One end of a range as typed, in the records' unit, widened as `units` tells.

    Raises:
        ValueError: it is not a number, or its unit is of another kind.
    """
    least, most = ends(_read(one, text, locale), one.unit)
    return most if last else least


def read_nearest(one: Filter, text: str, locale: QLocale) -> int | float:
    """The value of the records' unit that is nearest to what was typed.

    Raises:
        ValueError: as for `read_end`.
    """
    return nearest(_read(one, text, locale), one.unit)


def _read(one: Filter, text: str, locale: QLocale) -> Quantity:
    return read_quantity(text, one.shown_unit, one.unit, lambda number: parse_number(number, locale))


def _written(quantity: Quantity, locale: QLocale) -> str:
    return written(quantity, lambda number: show_number(number, locale))
