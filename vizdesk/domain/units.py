"""Units of numbers: what is typed in one (5'11", 165 lb) as the records have it in another, and back.

Factors are exact: NIST Special Publication 811 (2008), appendix B.8; the inch is 2.54 cm, the pound 0.45359237 kg.

A value typed in another unit than the records' stands for all that rounds to it, for 180 cm is what a man of 5'11"
(180.34 cm) has in records of whole centimeters. So it is a small range, 49 hundredths of its last place to either side
(of half a place, one could not tell 5'11" and above from 5'10" and below), and its last place is never more than the
unit's grain: `6 ft` means 6'0", to the inch, and `1.8 m` means 1.80 m. The ends of a range are widened so. A value in
the records' own unit is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """One unit.

    Args:
        dimension: units of one dimension are turned into each other.
        size: in meters, kilograms or meters per second.
        grain: how finely people mean it, in itself.
    """

    dimension: str
    size: Fraction
    grain: Fraction = Fraction(1)


_INCH = Fraction("0.0254")
_POUND = Fraction("0.45359237")
_MILE = Fraction("1609.344")

UNITS: Mapping[str, Unit] = {
    "cm": Unit("length", Fraction("0.01")),
    "in": Unit("length", _INCH),
    "ft": Unit("length", 12 * _INCH, Fraction(1, 12)),
    "m": Unit("length", Fraction(1), Fraction("0.01")),
    "km": Unit("length", Fraction(1000), Fraction("0.1")),
    "mi": Unit("length", _MILE, Fraction("0.1")),
    "kg": Unit("mass", Fraction(1)),
    "g": Unit("mass", Fraction("0.001")),
    "lb": Unit("mass", _POUND),
    "oz": Unit("mass", _POUND / 16),
    "mph": Unit("speed", _MILE / 3600),
    "kmh": Unit("speed", Fraction(1000, 3600)),
}
"""The units that are known; any other text is a label only."""

_NAMES: Mapping[str, str] = {
    **{name: name for name in UNITS},
    '"': "in", "″": "in", "”": "in", "''": "in", "inch": "in", "inches": "in",
    "'": "ft", "′": "ft", "’": "ft", "foot": "ft", "feet": "ft",
    "lbs": "lb", "pound": "lb", "pounds": "lb", "kgs": "kg", "mile": "mi", "miles": "mi", "km/h": "kmh", "kph": "kmh",
}  # fmt: skip
_FEET = re.compile(
    r"(\d+)\s*(?:'|′|’|ft\.?|feet|foot)\s*(?:(\d+(?:[.,]\d+)?)\s*(?:\"|″|”|''|′′|in\.?|inch|inches)?)", re.IGNORECASE
)
_WITH_UNIT = re.compile(r"(.*?[^\W_a-z])\s*([a-z/]+|''|[\"″”'′’])\.?", re.IGNORECASE)
_SPREAD = Fraction(49, 100)
_FINER = tuple(Fraction(1, 10**places) for places in range(4))
_DECIMALS = 9
_LARGEST = 10**12


class Quantity(NamedTuple):
    """A number in a unit, as it was meant."""

    value: Fraction
    unit: str


def are_alike(one: str, other: str) -> bool:
    """Whether both are known units of one dimension."""
    return one in UNITS and other in UNITS and UNITS[one].dimension == UNITS[other].dimension


def read_quantity(text: str, shown: str, records: str, read_number: Callable[[str], float]) -> Quantity:
    """Read what was typed: a number in the unit that is shown, or with a unit that can be turned into the records'.

    Args:
        text: such as `5'11"`, `5 ft 11`, `180 cm`, `71`.
        shown: the unit of a plain number.
        records: the records' unit; where it is not known, only its own text may stand behind the number.
        read_number: reads a finite number as the reader's locale writes it.

    Raises:
        ValueError: it is not a number, or its unit is another kind of unit.
    """
    plain = text.strip()
    if records not in UNITS:
        return Quantity(exactly(read_number(plain.removesuffix(records) if records else plain)), records)
    if match := _FEET.fullmatch(plain):
        unit, value = "ft", int(match[1]) + Fraction(match[2].replace(",", ".")) / 12
    elif (match := _WITH_UNIT.fullmatch(plain)) and match[2].lower() in _NAMES:
        unit, value = _NAMES[match[2].lower()], exactly(read_number(match[1]))
    else:
        unit, value = shown, exactly(read_number(plain))
    if not are_alike(unit, records) or abs(value) > _LARGEST:
        raise ValueError
    return Quantity(value, unit)


def ends(quantity: Quantity, records: str) -> tuple[int | float, int | float]:
    """The least and the most that a quantity stands for, in the records' unit; equal if it is in that unit."""
    if quantity.unit == records:
        return _plain(quantity.value), _plain(quantity.value)
    spread = _SPREAD * _last_place(quantity)
    lower, upper = (_plain(_turned(quantity.value + each, quantity.unit, records)) for each in (-spread, spread))
    return lower, upper


def nearest(quantity: Quantity, records: str) -> int | float:
    """The one value of the records' unit that is nearest, at that unit's grain: where no range can be asked."""
    if quantity.unit == records:
        return _plain(quantity.value)
    grain = UNITS[records].grain
    return _plain(round(_turned(quantity.value, quantity.unit, records) / grain) * grain)


@lru_cache(1024)
def meant(value: float, records: str, shown: str) -> Quantity | None:
    """The quantity one of whose `ends` a value is, told in the shown unit if it can be; None where there is none."""
    exact = exactly(value)
    if records not in UNITS or abs(exact) > _LARGEST * 1000:
        return None
    for unit in dict.fromkeys((shown, *UNITS)):
        if unit == records or not are_alike(unit, records):
            continue
        here = _turned(exact, records, unit)
        for step in (UNITS[unit].grain * finer for finer in _FINER):
            for spread in (_SPREAD * step, -_SPREAD * step):
                quantity = Quantity(round((here + spread) / step) * step, unit)
                if value in ends(quantity, records):
                    return quantity
    return None


def shown_in(value: float, records: str, shown: str) -> Quantity:
    """A value of the records in the shown unit, to that unit's grain."""
    if shown == records or not are_alike(shown, records):
        return Quantity(exactly(value), records)
    grain = UNITS[shown].grain
    return Quantity(round(_turned(exactly(value), records, shown) / grain) * grain, shown)


def written(quantity: Quantity, show_number: Callable[[float], str]) -> str:
    """A quantity with its unit: `165 lb`, and feet with their inches: `5′11″`.

    Args:
        quantity: what is written.
        show_number: writes a number as the reader's locale does.
    """
    if quantity.unit != "ft":
        return f"{show_number(_plain(quantity.value))} {quantity.unit}".strip()
    feet, inches = divmod(abs(quantity.value) * 12, 12)
    sign = "−" if quantity.value < 0 else ""
    return f"{sign}{show_number(int(feet))}′{show_number(_plain(inches))}″"


def _last_place(quantity: Quantity) -> Fraction:
    """The size of the last place that was told, in the quantity's unit; at most the unit's grain."""
    value, grain = quantity.value, UNITS[quantity.unit].grain
    return next((grain * finer for finer in _FINER if (value / (grain * finer)).denominator == 1), grain * _FINER[-1])


def _turned(value: Fraction, unit: str, into: str) -> Fraction:
    return value * UNITS[unit].size / UNITS[into].size


def exactly(value: float) -> Fraction:
    """The decimal number that a float is written as."""
    return Fraction(Decimal(repr(value)))


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), _DECIMALS)
