"""Reading one cell as a value of its column's kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vizdesk.domain.layout import Kind
from vizdesk.tabular.dates import DateOrder, read_date, written_precision

Value = str | int | float
"""Text, a choice's value, a number, a date in ISO 8601, or 0 and 1 for no and yes."""

MISSING_MARKS: Final = frozenset({"na", "n/a", "#n/a", "nan", "null", "none", "nil", r"\n", "-", "--", "?"})
"""What stands for a missing value, in any case, in columns of numbers and dates; elsewhere it is a value."""

YES_NO_PAIRS: Final[tuple[tuple[str, str], ...]] = (("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"))
_YES_NO: Final[Mapping[str, int]] = {word: int(word == pair[0]) for pair in YES_NO_PAIRS for word in pair}

# 15 digits are what a JSON number carries through every program unharmed; longer ones are identifiers.
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})?[.,]\d+(?:[eE][+-]\d{1,2})?|-?\d[eE][+-]\d{1,2}")
_JSON_ESCAPE = re.compile(r'\\(?:(["/\\])|u([0-9a-fA-F]{4}))')


def read_number(text: str) -> int | float | None:
    """A number, or None; never one with a leading zero or more than 15 whole digits: those are identifiers.

    A decimal comma is read like a point; whether the column may have one is the caller's to know. Exponents need a
    sign, so that codes such as `1E5` stay what they are.
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    return None


def unescaped(text: str) -> str:
    r"""A text that was escaped as in JSON (`\"`, `\/`, `\\`, `\u00e9`) as the characters that are meant."""
    return _JSON_ESCAPE.sub(lambda match: match[1] or chr(int(match[2], 16)), text) if "\\" in text else text


class Cell(NamedTuple):
    """A cell that was read.

    Args:
        value: its value, None where it is missing.
        raw: the cell as it stands, where the value does not repeat it letter by letter.
        words: what a search for words finds it by: nothing where it is missing, or only yes or no.
    """

    value: Value | None
    raw: str | None
    words: str


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one column.

    Args:
        kind: what the column holds.
        json_escapes: whether its texts were escaped as in JSON.
        decimal_comma: whether `3,5` is a number.
        date_order: how `3/4/2020` is meant; None where that is not known, so that such a cell does not fit.
        reference_year: the current year, for years of two digits.
        instants: whether times must be instants or must not be; None where either fits.
    """

    kind: Kind
    json_escapes: bool = False
    decimal_comma: bool = False
    date_order: DateOrder | None = None
    reference_year: int = 2000
    instants: bool | None = None

    def clean(self, text: str) -> str:
        """The text that is meant: outer white space is not part of it."""
        return (unescaped(text) if self.json_escapes else text).strip()

    def plain_values(self, cells: Sequence[str]) -> list[Value | None] | None:
        """The values of many cells at once, if each repeats its cell letter by letter or is blank; None otherwise."""
        if self.kind is Kind.DATE:
            as_they_are = written_precision(cells) is not None and self.fits_clock(next(filter(None, cells)))
        elif self.kind in (Kind.TEXT, Kind.CHOICES):
            as_they_are = not self.json_escapes and list(map(str.strip, cells)) == list(cells)
        else:
            as_they_are = False
        return [cell or None for cell in cells] if as_they_are else None

    def fits_clock(self, iso: str) -> bool:
        """Whether a date is an instant where instants are wanted; a day fits either."""
        return self.instants is None or "T" not in iso or iso.endswith("Z") == self.instants

    def value(self, text: str) -> Value | None:
        """The value of a cell, None where it is missing.

        Raises:
            ValueError: the cell does not fit the kind.
        """
        return self.read(text).value

    def read(self, text: str) -> Cell:
        """All there is to know of a cell.

        Raises:
            ValueError: the cell does not fit the kind.
        """
        plain = self.clean(text)
        if not plain:
            return Cell(None, text or None, "")
        convert = _READ.get(self.kind)
        if convert is None:
            return Cell(plain, None if plain == text else text, plain)
        value = convert(self, plain)
        if value is None:
            if plain.lower() in MISSING_MARKS:
                return Cell(None, text, "")
            raise ValueError(self.kind.value)
        if self.kind is Kind.YES_NO:
            return Cell(value, None if text == ("true" if value else "false") else text, "")
        return Cell(value, None if str(value) == text else text, plain)


def _number(reader: CellReader, plain: str) -> Value | None:
    return read_number(plain) if reader.decimal_comma or "," not in plain else None


def _date(reader: CellReader, plain: str) -> Value | None:
    found = read_date(plain, reader.date_order or DateOrder.MONTH_FIRST, reader.reference_year)
    if found is None or (found.ordered and reader.date_order is None) or not reader.fits_clock(found.iso):
        return None
    return found.iso


def _yes_no(_reader: CellReader, plain: str) -> Value | None:
    return _YES_NO.get(plain.lower())


_READ: Mapping[Kind, Callable[[CellReader, str], Value | None]] = {
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
}
