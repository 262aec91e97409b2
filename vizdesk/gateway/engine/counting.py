"""How often each value of a field stands in some records."""

from __future__ import annotations

from datetime import UTC, tzinfo

import numpy as np
import numpy.typing as npt

from vizdesk.domain.criteria import Scalar
from vizdesk.domain.facets import Facet, FacetValue
from vizdesk.domain.layout import Kind, Precision
from vizdesk.domain.text import fold
from vizdesk.gateway.engine.columns import Column, Form, Places
from vizdesk.gateway.engine.days import days_of
from vizdesk.gateway.engine.texts import Mask
from vizdesk.gateway.record_format import DATE_DIGITS

Counts = npt.NDArray[np.int64]


def facet(column: Column, places: Places, limit: int, asked: Mask | None = None, zone: tzinfo = UTC) -> Facet:
    """The values of a field among some records.

    Args:
        column: the field.
        places: the records.
        limit: the most values to tell: the most frequent, or, of those asked for, the first in their order.
        asked: which entries are asked for; None for all.
        zone: whose days instants are counted by.
    """
    present = column.present()
    entries, counts = _entries(column, places)
    missing = len(places) - int(counts[present[entries]].sum())
    wanted = present if asked is None else present & asked
    entries, counts = _merged(column, entries[wanted[entries]], counts[wanted[entries]], zone)
    if asked is None:
        by_count = np.argsort(-counts, kind="stable")
        entries, counts = entries[by_count], counts[by_count]
    told = entries[:limit]
    values = zip(_values(column, told, zone), counts[:limit].tolist(), strict=True)
    return Facet(tuple(FacetValue(value, count) for value, count in values), missing, len(entries) > len(told))


def _order(column: Column, entries: Places, zone: tzinfo) -> npt.NDArray[np.float64]:
    """For some entries a number that is the same for values that count as one: moments count by their day."""
    return days_of(column.field, column.order(entries), zone)


def _entries(column: Column, places: Places) -> tuple[Places, Counts]:
    """The entries that the records have, and in how many of them each stands."""
    if column.codes is None:
        return places, np.ones(len(places), np.int64)
    counts = np.bincount(column.codes[places])
    entries = np.flatnonzero(counts)
    return entries, counts[entries]


def _merged(column: Column, entries: Places, counts: Counts, zone: tzinfo) -> tuple[Places, Counts]:
    """One entry for each value, in the order of the values: entries may be equal."""
    _, first, inverse = np.unique(_order(column, entries, zone), return_index=True, return_inverse=True)
    if len(first) == len(entries):
        return entries[first], counts[first]
    return entries[first], np.bincount(inverse, weights=counts).astype(np.int64)


def beginning_so(column: Column, prefix: str, zone: tzinfo = UTC) -> Mask:
    """The entries in which a word begins with a folded text; of instants, by their day in a zone."""
    if column.is_text:
        texts = column.texts(Form.FOLDED)
        return texts.starting_with(prefix) | texts.containing(f" {prefix}")
    present = np.flatnonzero(column.present())
    begins = np.zeros(len(column.numbers), np.bool_)
    shown = (fold(str(value)) for value in _values(column, present, zone))
    begins[present] = np.fromiter((one.startswith(prefix) for one in shown), np.bool_, len(present))
    return begins


def _values(column: Column, entries: Places, zone: tzinfo) -> list[Scalar]:
    if column.is_text:
        return list(column.texts(Form.STORED).at(entries.tolist()))
    return [_value(number, column) for number in days_of(column.field, column.numbers[entries], zone).tolist()]


def _value(number: float, column: Column) -> Scalar:
    kind = column.field.kind
    if kind is Kind.YES_NO:
        return bool(number)
    if kind is Kind.DATE:
        return _iso(int(number), column.field.precision or Precision.DAY)
    return int(number) if number.is_integer() else number


def _iso(number: int, precision: Precision) -> str:
    """A month, or else a day, from the digits of its ISO 8601 form."""
    digits = f"{number:0{min(DATE_DIGITS[precision], DATE_DIGITS[Precision.DAY])}}"
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))
