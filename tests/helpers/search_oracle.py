"""A naive search over plain rows, written from the contract and not from the engine."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from fnmatch import fnmatchcase
from functools import cmp_to_key
from typing import Any

import jellyfish

from tests.helpers.records import Row, TestField, sort_key, text_hash
from vizdesk.domain.criteria import Criteria, Criterion
from vizdesk.domain.facets import FacetQuestion
from vizdesk.domain.layout import Direction, Filter, Kind, Missing, Operator, Option, Page
from vizdesk.domain.search import SearchRequest
from vizdesk.domain.text import fold, visible

PRECISION_LENGTH = {"month": 7, "day": 10, "minute": 16, "second": 19}


def matching(page: Page, fields: Sequence[TestField], rows: Sequence[Row], request: SearchRequest) -> list[int]:
    """The numbers of the records that meet a request, in its order."""
    by_name = {one.name: one for one in fields}
    numbers = []
    for number, row in enumerate(rows, start=1):
        meets = _meets_all(page, by_name, row, request.filters) and (
            not request.any_of or any(_meets_all(page, by_name, row, group) for group in request.any_of)
        )
        if meets and _has_words(row, [one for one in fields if one.name not in page.unseen_fields], request.query):
            numbers.append(number)
    return ordered(numbers, fields, rows, request)


def ordered(
    numbers: Iterable[int], fields: Sequence[TestField], rows: Sequence[Row], request: SearchRequest
) -> list[int]:
    """Some records in the order of a request."""
    by_name = {one.name: one for one in fields}
    return sorted(numbers, key=cmp_to_key(lambda a, b: _compare(a, b, rows, by_name, request)))


def counted(
    page: Page,
    fields: Sequence[TestField],
    rows: Sequence[Row],
    request: SearchRequest,
    question: FacetQuestion,
    zone: tzinfo = UTC,
) -> tuple[Counter[Any], int]:
    """How often each value that a facet asks for stands in the records, and in how many of them none does."""
    one = page.filter(question.filter)
    assert one is not None
    others = {key: value for key, value in request.filters.items() if key != one.id}
    numbers = matching(page, fields, rows, request._replace(filters=others))
    values = [rows[number - 1].get(one.field) for number in numbers]
    if next(field.precision for field in fields if field.name == one.field) in ("minute", "second"):
        values = [value and _day(value, zone) for value in values]  # moments count by their day
    asked = (value for value in values if value is not None and _has_word_beginning(value, fold(question.prefix)))
    return Counter(asked), values.count(None)


def _day(value: str, zone: tzinfo) -> str:
    return str(datetime.fromisoformat(value).astimezone(zone).date()) if value.endswith("Z") else value[:10]


def _has_word_beginning(value: Any, prefix: str) -> bool:
    folded = fold(str(value))
    return folded.startswith(prefix) or f" {prefix}" in folded


def _meets_all(page: Page, fields: dict[str, TestField], row: Row, criteria: Criteria) -> bool:
    found = [(page.filter(name), criterion) for name, criterion in criteria.items()]
    return all(
        in_place(row.get(one.field), row.get(one.longitude), wanted)
        if one.kind is Kind.PLACE
        else _meets(one, fields[one.field], row.get(one.field), wanted)
        for one, wanted in found
        if one
    )


def _meets(one: Filter, stored: TestField, value: Any, criterion: Criterion) -> bool:
    operator, values = criterion.operator, criterion.values
    if operator is Operator.EXISTS:
        return (value is not None) is values[0]
    if value is None:
        negation = operator in (Operator.NOT_IN, Operator.NOT_CONTAINS, Operator.NOT_BETWEEN)
        return negation and one.missing is Missing.INCLUDE
    if operator is Operator.NOT_BETWEEN:
        return not _meets(one, stored, value, criterion._replace(operator=Operator.BETWEEN))
    if one.kind in _COMPARABLE:
        value, values = _COMPARABLE[one.kind](value, values, operator)
    if one.kind is Kind.DATE:
        return _in_date_range(value, stored, criterion)
    if operator is Operator.BELOW:
        return any(value == wanted or value in _under(wanted, one.options) for wanted in values)
    return _holds(value, values, criterion)


def _holds(value: Any, values: tuple[Any, ...], criterion: Criterion) -> bool:
    operator = criterion.operator
    if operator in _TEXT_TESTS:
        return _TEXT_TESTS[operator](value, values[0])
    match operator:
        case Operator.EQUALS | Operator.IN:
            return value in values
        case Operator.NOT_IN:
            return value not in values
        case Operator.LOOKS_LIKE:
            return _alike(value) in {_alike(wanted) for wanted in values}
        case _:
            lower, upper = criterion.lower, criterion.upper
            return (lower is None or value >= lower) and (upper is None or value <= upper)


def _under(wanted: str, options: Sequence[Option], *, taken: bool = False) -> set[str]:
    """Every value below `wanted`."""
    found = {one.value for one in options} if taken else set()
    return found.union(*(_under(wanted, one.children, taken=taken or one.value == wanted) for one in options))


def in_place(latitude: float | None, longitude: float | None, criterion: Criterion) -> bool:
    """Whether a record lies where a criterion asks."""
    there = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
    if criterion.operator is Operator.EXISTS:
        return there is criterion.values[0]
    if not there or latitude is None or longitude is None:
        return False
    numbers = [float(value) for value in criterion.values]
    match criterion.operator:
        case Operator.NEAR:
            return _meters(latitude, longitude, numbers[0], numbers[1]) <= numbers[2]
        case Operator.IN_BOX:
            south, west, north, east = numbers
            across = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
            return south <= latitude <= north and across
        case _:
            ring = list(zip(numbers[::2], numbers[1::2], strict=True))
            return any(_in_ring(latitude, longitude + turn, _flat(ring)) for turn in (-360, 0, 360))


def _meters(y1: float, x1: float, y2: float, x2: float) -> float:
    """The angle between two directions from the middle of a sphere, times its radius."""
    a, b = (
        (math.cos(math.radians(y)) * math.cos(math.radians(x)), math.cos(math.radians(y)) * math.sin(math.radians(x)),
         math.sin(math.radians(y)))
        for y, x in ((y1, x1), (y2, x2))
    )  # fmt: skip
    cross = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    return 6_371_008.8 * math.atan2(math.hypot(*cross), sum(one * other for one, other in zip(a, b, strict=True)))


def _flat(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Longitudes that go on where an edge crosses the date line."""
    flat = ring[:1]
    for y, x in ring[1:]:
        flat.append((y, min((x - 360, x, x + 360), key=lambda turned: abs(turned - flat[-1][1]))))
    return flat


def _in_ring(y: float, x: float, ring: list[tuple[float, float]]) -> bool:
    """The winding number is not zero, or the point is on an edge."""
    turns = 0
    for (y1, x1), (y2, x2) in zip(ring, ring[1:] + ring[:1], strict=True):
        side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        if side == 0 and min(y1, y2) <= y <= max(y1, y2) and min(x1, x2) <= x <= max(x1, x2):
            return True
        if y1 <= y < y2 and side > 0:
            turns += 1
        elif y2 <= y < y1 and side < 0:
            turns -= 1
    return turns != 0


def _like(value: str, pattern: str) -> bool:
    return fnmatchcase(value, pattern.replace("[", "[[]"))


def _words_like(value: str, typed: str, like: Callable[[str, str], bool]) -> bool:
    words = [word for word in re.split(r"[\W_]+", value) if word]
    return all(any(like(word, wanted) for word in words) for wanted in re.split(r"[\W_]+", typed) if wanted)


def _as_identifiers(value: str, values: tuple[Any, ...], operator: Operator) -> tuple[str, tuple[str, ...]]:
    kept = "*?" if operator is Operator.WILDCARD else ""
    return _identifier(value, ""), tuple(_identifier(str(wanted), kept) for wanted in values)


def _as_text(value: str, values: tuple[Any, ...], _operator: Operator) -> tuple[str, tuple[str, ...]]:
    return fold(value), tuple(fold(str(wanted)) for wanted in values)


_COMPARABLE = {Kind.IDENTIFIER: _as_identifiers, Kind.TEXT: _as_text}


def _identifier(text: str, kept: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum() or c in kept)


def _alike(text: str) -> str:
    return text.replace("o", "0").replace("i", "1").replace("l", "1")


def _sound_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    latin = (one + other).isascii() and one.isalpha() and other.isalpha()
    return latin and any(code(one) == code(other) for code in (jellyfish.soundex, jellyfish.metaphone))


def _slip(one: str, other: str) -> bool:
    allowed = 0 if len(other) < 3 else 1 if len(other) < 6 else 2
    return jellyfish.damerau_levenshtein_distance(one, other) <= allowed


def other_words(one: Filter, rows: Sequence[Row], criterion: Criterion) -> list[str]:
    """The first 20 other words of the records that a criterion of likeness stands for."""
    like = {Operator.PHONETIC: _sound_alike, Operator.FUZZY: _slip}.get(criterion.operator)
    if like is None:
        return []
    typed = [word for word in re.split(r"[\W_]+", fold(str(criterion.values[0]))) if word]
    texts = [fold(str(row[one.field])) for row in rows if row.get(one.field) is not None]
    words = {word for text in texts for word in re.split(r"[\W_]+", text) if word}
    return sorted(word for word in words - set(typed) if any(like(word, wanted) for wanted in typed))[:20]


_TEXT_TESTS: dict[Operator, Callable[[str, str], bool]] = {
    Operator.CONTAINS: lambda value, wanted: wanted in value,
    Operator.NOT_CONTAINS: lambda value, wanted: wanted not in value,
    Operator.PREFIX: str.startswith,
    Operator.WILDCARD: _like,
    Operator.PHONETIC: lambda value, wanted: _words_like(value, wanted, _sound_alike),
    Operator.FUZZY: lambda value, wanted: _words_like(value, wanted, _slip),
}


def _in_date_range(value: str, stored: TestField, criterion: Criterion) -> bool:
    lower, upper = criterion.lower, criterion.upper
    if criterion.operator is Operator.EQUALS:
        lower = upper = criterion.values[0]
    shared = PRECISION_LENGTH[stored.precision or "second"]
    plain = value.removesuffix("Z")
    starts = lower is None or plain >= str(lower).removesuffix("Z")[:shared]
    end = str(upper).removesuffix("Z")
    return starts and (upper is None or plain[: len(end)] <= end[: len(plain)])


def _has_words(row: Row, fields: Sequence[TestField], query: str) -> bool:
    worded = [one for one in fields if one.kind != "yesNo" and one.precision not in ("minute", "second")]
    cells = [_tokens(str(row[one.name])) for one in worded if row.get(one.name) is not None]
    for word in query.split():
        wanted = _tokens(word)
        if wanted and not any(_has_phrase(found, wanted, begins=word.endswith("*")) for found in cells):
            return False
    return True


def _has_phrase(found: list[str], wanted: list[str], *, begins: bool) -> bool:
    for start in range(len(found) - len(wanted) + 1):
        part = found[start : start + len(wanted)]
        if part[:-1] == wanted[:-1] and (part[-1] == wanted[-1] or (begins and part[-1].startswith(wanted[-1]))):
            return True
    return False


def _tokens(text: str) -> list[str]:
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in visible(text))
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return plain.lower().split()


def _compare(a: int, b: int, rows: Sequence[Row], fields: dict[str, TestField], request: SearchRequest) -> int:
    direction = Direction.ASC
    for key in request.sort:
        direction = key.direction
        left, right = (_ordered(rows[number - 1].get(key.field), fields[key.field]) for number in (a, b))
        if left == right:
            continue
        if left is None or right is None:
            return 1 if left is None else -1
        return _signed(-1 if left < right else 1, direction)
    return _signed(-1 if a < b else 1, direction)


def _ordered(value: Any, field: TestField) -> Any:
    if field.kind in ("text", "choices") and value is not None:
        return sort_key(value[:40]), value[40:].encode(), text_hash(value)
    return value


def _signed(order: int, direction: Direction) -> int:
    return order if direction is Direction.ASC else -order
