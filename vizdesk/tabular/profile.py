"""Profiling: what kind of values each column of a data file holds, from one pass over all of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Kind, Precision
from vizdesk.domain.naming import field_names
from vizdesk.domain.text import fold
from vizdesk.tabular.dates import DateOrder, ReadDate, read_date, written_precision
from vizdesk.tabular.source import Batch, Source
from vizdesk.tabular.values import MISSING_MARKS, YES_NO_PAIRS, CellReader, read_number, unescaped

MAX_OPTIONS = 200
LONGEST_OPTION = 80
REPEATS = 2
"""A column of choices has each of its values this often on average; otherwise its values are texts of their own."""

_REMEMBERED = 20_000
"""Distinct cells of a column that are remembered as seen; beyond, some are looked at again, which changes nothing."""

_SAMPLED = 40_000
"""Cells from which it is told whether a column's values are unlike each other."""

UNLIKE = 0.75
"""The share of distinct values among those sampled, from which on values hardly repeat."""

_WITH_TIME = frozenset({Precision.MINUTE, Precision.SECOND})
_FINENESS = tuple(Precision)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a data file.

    Args:
        name: its field name.
        header: its header as written.
        reader: reads its cells; its `kind` is what the column holds.
        precision: of a column of dates.
        options: its distinct values in alphabetical order, none where there are more than `MAX_OPTIONS` or long ones.
        minimum: the smallest number or earliest date.
        maximum: the largest number or latest date.
        note: what was decided about it that a user should know; mostly empty.
        unlike: whether hardly any two of its first values are equal.
    """

    name: str
    header: str
    reader: CellReader
    precision: Precision | None = None
    options: tuple[str, ...] = ()
    minimum: float | str | None = None
    maximum: float | str | None = None
    note: str = ""
    unlike: bool = False

    @property
    def instants(self) -> bool:
        """Whether it holds moments in UTC."""
        return bool(self.reader.instants)

    @property
    def kind(self) -> Kind:
        """What the column holds."""
        return self.reader.kind


@dataclass(frozen=True, slots=True)
class Profile:
    """What one pass over a data file found."""

    columns: tuple[Column, ...]
    rows: int
    set_aside: int
    notes: tuple[str, ...]


def profile(
    source: Source,
    reference_year: int,
    date_order: DateOrder | None = None,
    watch: Callable[[Batch], None] | None = None,
) -> Profile:
    """Find the kind of every column.

    Args:
        source: the file.
        reference_year: the current year, for years of two digits.
        date_order: decides the columns whose own values leave open whether day or month stands first.
        watch: is shown every batch, for progress; may raise to stop.

    Raises:
        ImportRefused: the file cannot be read to its end, or has no whole row.
    """
    names = field_names(source.headers)
    evidence = [_Evidence(source.json_escapes, source.decimal_comma, reference_year) for _ in names]
    rows = set_aside = 0
    for batch in source.batches():
        rows += len(batch.rows)
        set_aside += len(batch.set_aside)
        if batch.rows:
            for one, cells in zip(evidence, zip(*batch.rows, strict=True), strict=True):
                one.add(cells)
        if watch is not None:
            watch(batch)
    if not rows:
        raise ImportRefused("No row of the file is as long as its header.", "Check the header line and the delimiter.")
    columns = tuple(
        one.column(name, header, rows, date_order)
        for one, name, header in zip(evidence, names, source.headers, strict=True)
    )
    notes = [column.note for column in columns if column.note]
    if source.json_escapes:
        notes.append(
            Filled(r"Texts are escaped as in JSON (\", \/, \u00e9); they are shown as the characters that they mean.")
        )
    return Profile(columns, rows, set_aside, tuple(notes))


@dataclass(slots=True)
class _Dates:
    """What is known of a column's dates under one order of day and month; `fits` until one cell does not."""

    order: DateOrder
    fits: bool = True
    minimum: str = ""
    maximum: str = ""
    precisions: set[Precision] = field(default_factory=set)
    zones: set[bool] = field(default_factory=set)

    @property
    def instants(self) -> bool | None:
        """Whether its moments are instants; None where it has no times."""
        return next(iter(self.zones), None)

    def add(self, found: ReadDate | None) -> None:
        if found is None:
            self.fits = False
            return
        self.minimum = min(self.minimum or found.iso, found.iso)
        self.maximum = max(self.maximum, found.iso)
        self.precisions.add(found.precision)
        if found.precision in _WITH_TIME:
            self.zones.add(found.iso.endswith("Z"))

    @property
    def precision(self) -> Precision | None:
        """The finest there is; None where months and days, or local times and instants, are mixed."""
        mixed = len(self.zones) > 1 or (Precision.MONTH in self.precisions and len(self.precisions) > 1)
        if not self.fits or not self.precisions or mixed:
            return None
        return max(self.precisions, key=_FINENESS.index)


class _Evidence:
    """What the cells of one column have shown so far. Each distinct cell is looked at once."""

    def __init__(self, json_escapes: bool, decimal_comma: bool | None, reference_year: int) -> None:
        self._json_escapes = json_escapes
        self._decimal_comma = decimal_comma
        self._reference_year = reference_year
        self._sampled = self._distinct = 0
        self._sample: set[int] = set()  # hashes: the cells themselves would take three times the room
        self._seen: set[str] = set()
        self._blank: set[str] = set()
        self._options: set[str] | None = set()
        self._missing = 0
        self._number = True
        self._minimum: int | float | None = None
        self._maximum: int | float | None = None
        self._commas = self._thousands = 0
        self._points = False
        self._dates = [_Dates(order) for order in DateOrder]
        self._ordered = False
        self._date = True

    def add(self, cells: Sequence[str]) -> None:
        """Look at some cells, from top to bottom."""
        if self._sampled < _SAMPLED:
            self._take_sample(cells)
        if not (self._number or self._date or self._options is not None):
            return  # it is text, whatever follows
        fresh = set(cells) - self._seen
        if not self._look_at_written_dates(fresh):
            for cell in fresh:
                self._look(cell)
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        self._seen |= fresh
        self._missing += sum(cells.count(blank) for blank in self._blank)

    def _take_sample(self, cells: Sequence[str]) -> None:
        self._sampled += len(cells)
        self._sample.update(map(hash, cells))
        self._distinct = len(self._sample)
        if self._sampled >= _SAMPLED:
            self._sample.clear()  # a file may have thousands of columns

    def _look_at_written_dates(self, fresh: set[str]) -> bool:
        """Whether all cells are dates as this program writes them: millions of moments are looked at together then."""
        if self._number or self._options is not None or not self._date:
            return False
        precision = written_precision(fresh)
        if precision is None:
            return False
        self._blank |= fresh & {""}
        dates = fresh - {""}
        earliest, latest = min(dates), max(dates)
        for one in self._dates:
            for iso in (earliest, latest):
                one.add(ReadDate(iso, precision))
        return True

    def _look(self, cell: str) -> None:
        plain = (unescaped(cell) if self._json_escapes else cell).strip()
        if not plain:
            self._blank.add(cell)
            return
        if self._options is not None:
            self._options.add(plain)
            if len(self._options) > MAX_OPTIONS or len(plain) > LONGEST_OPTION or "\n" in plain or "\r" in plain:
                self._options = None
        if plain.lower() in MISSING_MARKS:
            return
        if self._number:
            self._look_for_number(plain)
        if self._date:
            self._look_for_date(plain)

    def _look_for_number(self, plain: str) -> None:
        number = read_number(plain)
        if number is None or ("," in plain and self._decimal_comma is False):
            self._number = False
            return
        if "," in plain:
            self._commas += 1
            self._thousands += len(plain.rpartition(",")[2]) == 3
        self._points = self._points or "." in plain
        if self._minimum is None or number < self._minimum:
            self._minimum = number
        if self._maximum is None or number > self._maximum:
            self._maximum = number

    def _look_for_date(self, plain: str) -> None:
        found = None
        for one in self._dates:
            if one.fits:
                if found is None or found.ordered:  # else it reads the same in any order
                    found = read_date(plain, one.order, self._reference_year)
                one.add(found)
                self._ordered = self._ordered or (found is not None and found.ordered)
        self._date = any(one.fits for one in self._dates)

    def column(self, name: str, header: str, rows: int, date_order: DateOrder | None) -> Column:
        """The verdict."""
        return replace(self._column(name, header, rows, date_order), unlike=self._is_unlike)

    def _column(self, name: str, header: str, rows: int, date_order: DateOrder | None) -> Column:
        """The first kind that all values fit: yes/no, number, date, choices, else text."""
        present = rows - self._missing
        options = tuple(sorted(self._options or (), key=lambda option: (fold(option), option)))
        if tuple(sorted({one.lower() for one in options}, reverse=True)) in YES_NO_PAIRS:
            return Column(name, header, self._reader(Kind.YES_NO), options=options)
        if self._is_number():
            reader = self._reader(Kind.NUMBER, decimal_comma=self._commas > 0)
            return Column(name, header, reader, None, options, self._minimum, self._maximum)
        found, note = self._which_dates(header or name, date_order)
        if found is not None:
            reader = replace(self._reader(Kind.DATE, date_order=found.order), instants=found.instants)
            cut = 7 if found.precision is Precision.MONTH else 10
            return Column(name, header, reader, found.precision, options, found.minimum[:cut], found.maximum[:cut])
        if options and not note and present >= REPEATS * len(options):
            return Column(name, header, self._reader(Kind.CHOICES), options=options)
        return Column(name, header, self._reader(Kind.TEXT), options=options, note=note)

    @property
    def _is_unlike(self) -> bool:
        return self._distinct > UNLIKE * self._sampled

    def _is_number(self) -> bool:
        if not self._number or self._minimum is None or (self._commas and self._points):
            return False
        # 1,234 behind a tab may be a thousand and some, or one and a quarter: only ";" files say which
        return self._decimal_comma is not None or not self._commas or self._thousands < self._commas

    def _which_dates(self, title: str, date_order: DateOrder | None) -> tuple[_Dates | None, str]:
        fitting = [one for one in self._dates if one.precision is not None] if self._date else []
        if len(fitting) == 2 and self._ordered:
            fitting = [one for one in fitting if one.order is date_order]
            if not fitting:
                return None, Filled(
                    "The column “{column}” stays text: its dates can be read month first or day first."
                    " Import again with --date-order mdy or dmy to decide.",
                    column=title,
                )
        return (fitting[0] if fitting else None), ""

    def _reader(self, kind: Kind, *, decimal_comma: bool = False, date_order: DateOrder | None = None) -> CellReader:
        return CellReader(kind, self._json_escapes, decimal_comma, date_order, self._reference_year)
