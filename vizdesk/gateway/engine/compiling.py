"""From criteria to SQL conditions: identifiers from the records' own table of fields, values only ever bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vizdesk.domain.criteria import Criterion, Scalar
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Filter, Kind, Missing, Operator, Page, Precision
from vizdesk.domain.search import SearchRequest
from vizdesk.domain.text import fold
from vizdesk.gateway.engine.protocol import Field
from vizdesk.gateway.engine.words import match_expression

INTEGER_LIMIT = 2**63
"""SQLite's integers are signed 64-bit; beyond them a number is compared as a float."""

BEHIND_EVERY_CHARACTER = "\U0010ffff"
BEHIND_EVERY_DATE = "~"
_DATE_LENGTHS = {Precision.MONTH: 7, Precision.DAY: 10, Precision.MINUTE: 16, Precision.SECOND: 19}

SortKeys = Callable[[str], Mapping[str, bytes]]
"""All values that a field of kind choices holds, each with its sort key, on which the field's index stands."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on the records.

    Args:
        template: SQL with `{0}` for every mention of the column.
        column: the quoted column; empty for the full-text condition, which has none.
        values: the values to bind, in order.
    """

    template: str
    column: str
    values: tuple[Any, ...] = ()

    def by_index(self) -> str:
        """SQL that may use an index on the column."""
        return self.template.format(self.column)

    def on_record(self) -> str:
        """The same SQL, but never by an index: SQLite's unary plus keeps the column's index out of the plan."""
        return self.template.format(f"+{self.column}") if self.column else self.template

    def numbers(self) -> str:
        """The numbers of all records that meet it."""
        return f"SELECT number FROM records WHERE {self.by_index()}"  # noqa: S608  # own names only; values are bound


@dataclass(frozen=True, slots=True)
class TextCondition(Condition):
    """The full-text condition; `values` is the FTS5 expression."""

    def numbers(self) -> str:
        """The numbers of all records that hold the words."""
        return "SELECT rowid FROM words WHERE words MATCH ?"


def text_condition(query: str) -> TextCondition | None:
    """What a query asks of a record, or None where it asks nothing.

    Raises:
        BadRequest: the query has no word in it.
    """
    expression = match_expression(query)
    if expression is None:
        return None
    return TextCondition("number IN (SELECT rowid FROM words WHERE words MATCH ?)", "", (expression,))


def conditions(page: Page, request: SearchRequest, fields: Mapping[str, Field], sort_keys: SortKeys) -> list[Condition]:
    """The conditions of a request: one for each criterion, and one for the query.

    Raises:
        BadRequest: the records lack a filter's field or hold another kind, or the query has no word in it.
    """
    found: list[Condition] = []
    for identifier, criterion in request.filters.items():
        one = page.filter(identifier)
        if one is None:
            raise BadRequest(f"The page {page.id} has no filter {identifier}.", "Load the current layout.")
        found.append(condition(one, criterion, fields, sort_keys))
    text = text_condition(request.query)
    return found if text is None else [*found, text]


STORED_KINDS: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.TEXT: (Kind.TEXT, Kind.CHOICES),
    Kind.CHOICE: (Kind.CHOICES, Kind.TEXT),
    Kind.CHOICES: (Kind.CHOICES, Kind.TEXT),
    Kind.NUMBER: (Kind.NUMBER,),
    Kind.DATE: (Kind.DATE,),
    Kind.YES_NO: (Kind.YES_NO,),
}
"""For each kind of filter, the kinds of field that it can be bound to."""


def condition(one: Filter, criterion: Criterion, fields: Mapping[str, Field], sort_keys: SortKeys) -> Condition:
    """The condition of one criterion.

    Raises:
        BadRequest: the records lack the filter's field, or hold another kind.
    """
    stored = fields.get(one.field)
    if stored is None:
        raise BadRequest(f"The records have no field for the filter {one.id}.", "Ask who keeps the layout to mend it.")
    if stored.kind not in STORED_KINDS[one.kind]:
        raise BadRequest(
            f"The filter {one.id} is of another kind than its field.", "Ask who keeps the layout to mend it."
        )
    column = quoted(stored.name)
    if criterion.operator is Operator.EXISTS:
        return Condition("{0} IS NOT NULL" if criterion.values[0] else "{0} IS NULL", sort_column(stored))
    if stored.kind is Kind.DATE:
        return _date_range(column, criterion, stored.precision or Precision.SECOND)
    if criterion.operator is Operator.BETWEEN:
        return _range(column, criterion.lower, criterion.upper)
    if one.kind is Kind.TEXT:
        return _text(one, stored, criterion, sort_keys)
    if stored.kind is Kind.TEXT:
        return _exact_text(one, stored, criterion)
    if stored.kind is Kind.CHOICES:
        return _choices(stored, frozenset(criterion.values), sort_keys(stored.name), criterion.operator, one.missing)
    values = tuple(_bound(value) for value in criterion.values)
    return _one_of(column, values, criterion.operator, one.missing)


def quoted(name: str) -> str:
    """A name from the table of fields as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def sort_column(field: Field) -> str:
    """The column that orders by a field, and that its index stands on."""
    return quoted(f"{field.name}__sort" if field.kind in (Kind.TEXT, Kind.CHOICES) else field.name)


def _bound(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and not -INTEGER_LIMIT <= value < INTEGER_LIMIT:
        return float(value)
    return value


def _one_of(column: str, values: tuple[Any, ...], operator: Operator, missing: Missing) -> Condition:
    marks = ", ".join("?" * len(values))
    if operator is not Operator.NOT_IN:
        return Condition(f"{{0}} IN ({marks})", column, values)
    if missing is Missing.INCLUDE:
        return Condition(f"({{0}} IS NULL OR {{0}} NOT IN ({marks}))", column, values)
    return Condition(f"({{0}} IS NOT NULL AND {{0}} NOT IN ({marks}))", column, values)


def _choices(
    stored: Field, values: frozenset[Scalar], held: Mapping[str, bytes], operator: Operator, missing: Missing
) -> Condition:
    """Choices letter by letter, by the index on their sort keys; values that share a key need the column itself."""
    keys = {key for value, key in held.items() if value in values}
    if any(key in keys and value not in values for value, key in held.items()):
        return _one_of(quoted(stored.name), tuple(values), operator, missing)
    return _one_of(sort_column(stored), tuple(keys), operator, missing)


def _range(column: str, lower: Scalar | None, upper: Scalar | None) -> Condition:
    ends = [("{0} >= ?", lower), ("{0} <= ?", upper)]
    given = [(sql, _bound(end)) for sql, end in ends if end is not None]
    return Condition(" AND ".join(sql for sql, _ in given), column, tuple(end for _, end in given))


def _date_range(column: str, criterion: Criterion, precision: Precision) -> Condition:
    """ISO 8601 orders as text does. An end covers all that it names: a day's end all of that day."""
    lower, upper = criterion.lower, criterion.upper
    if criterion.operator is not Operator.BETWEEN:
        lower = upper = criterion.values[0]
    starts = None if lower is None else str(lower).removesuffix("Z")[: _DATE_LENGTHS[precision]]
    ends = None if upper is None else str(upper).removesuffix("Z") + BEHIND_EVERY_DATE
    return _range(column, starts, ends)


def _text(one: Filter, stored: Field, criterion: Criterion, sort_keys: SortKeys) -> Condition:
    wanted = tuple(fold(str(value)) for value in criterion.values)
    if stored.kind is Kind.CHOICES:
        held = sort_keys(stored.name)
        same = frozenset(value for value in held if _meets(fold(value), criterion.operator, wanted))
        return _choices(stored, same, held, criterion.operator, one.missing)
    column = quoted(f"{stored.name}__fold")
    match criterion.operator:
        case Operator.CONTAINS:
            return Condition("instr({0}, ?) > 0", column, wanted)
        case Operator.PREFIX:
            return Condition("{0} >= ? AND {0} < ?", column, (wanted[0], wanted[0] + BEHIND_EVERY_CHARACTER))
        case _:
            return _one_of(column, wanted, criterion.operator, one.missing)


def _meets(folded: str, operator: Operator, wanted: Sequence[str]) -> bool:
    """Whether a value counts for a text criterion; for `notIn`, whether it is one of those to leave out."""
    if operator is Operator.CONTAINS:
        return wanted[0] in folded
    if operator is Operator.PREFIX:
        return folded.startswith(wanted[0])
    return folded in wanted


def _exact_text(one: Filter, stored: Field, criterion: Criterion) -> Condition:
    """Choices on a text field: letter by letter; the folded column, which has an index, finds the candidates."""
    column, folded = quoted(stored.name), quoted(f"{stored.name}__fold")
    if criterion.operator is Operator.NOT_IN:
        return _one_of(column, criterion.values, criterion.operator, one.missing)
    marks = ", ".join("?" * len(criterion.values))
    candidates = tuple(fold(str(value)) for value in criterion.values)
    return Condition(f"{{0}} IN ({marks}) AND {column} IN ({marks})", folded, (*candidates, *criterion.values))
