"""`vizdesk search`: words of the command line become a request of the contract, its answer becomes text."""

from __future__ import annotations

import csv
import json
import math
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from vizdesk.domain import units
from vizdesk.domain.areas import parse_area
from vizdesk.domain.criteria import Criteria, Criterion, Scalar, check_criterion
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import (
    RANGES,
    Direction,
    Filter,
    Kind,
    Operator,
    Page,
    SortKey,
    decode_layout,
    walk_options,
)
from vizdesk.domain.naming import last_name
from vizdesk.domain.places import parse_meters, parse_point
from vizdesk.domain.search import MAX_PAGE_SIZE, SearchAnswer, SearchRequest, Total, new_request_id, request_from_wire
from vizdesk.domain.sentences import criterion_sentence, groups_sentence
from vizdesk.domain.text import fold

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

LOCALE = "en"
_DISTANCE = re.compile(r"\s*(\d+(?:\.\d*)?)\s*(m|km|ft|mi)?\s*")
WIDEST_CELL = 40


class Words(NamedTuple):
    """What the command line says of a search, word for word."""

    agency: str
    page: str
    query: str
    filters: Sequence[str]
    groups: Sequence[str]
    sort: Sequence[str]
    reason: str | None
    case_number: str | None


def run_search(
    client: GatewayClient,
    words: Words,
    *,
    limit: int,
    after: str | None,
    request_file: IO[bytes] | None,
    counts: Sequence[str],
    output: str,
) -> None:
    """Search and print the records found, or how often some filters' values stand in them.

    Raises:
        VizDeskError: the gateway or the layout refuses.
        click.UsageError: a filter or the request file is malformed.
    """
    request, shown = search_of(client, words)
    if request_file is not None:
        request = _with_reason(_request_of(request_file, request), words)
        limit = request.size
    else:
        request = request._replace(after=after)
    if counts:
        from vizdesk.cli_counts import print_counts

        print_counts(client, request, [filter_named(name, shown) for name in counts], limit, output)
        return
    answer = fetch(client, request, limit)
    _WRITERS[output](answer, shown)
    if output == "table":
        for line in notes(request, answer, shown):
            click.echo(line)


def notes(request: SearchRequest, answer: SearchAnswer, page: Page) -> list[str]:
    """What was asked that the words of the command leave open: OR groups, days of relative dates, words alike."""
    told = [f"{groups_sentence(request.any_of, page, LOCALE, shown_value)}."] if request.any_of else []
    for identifier, ends in answer.resolved.items():
        one = page.filter(identifier)
        if one is not None:
            meant = Criterion(Operator.BETWEEN, lower=ends["from"], upper=ends["to"])
            told.append(f"{criterion_sentence(one, meant, LOCALE, shown_value)}.")
    for identifier, words in answer.expanded.items():
        one = page.filter(identifier)
        if one is not None:
            told.append(f"{one.label(LOCALE)}: also searching {', '.join(words)}.")
    return told


def shown_value(one: Filter, value: Scalar) -> str:
    """A value as the command line writes it: options by their labels, numbers with their unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return one.option_label(value, LOCALE)
    meant = units.meant(value, one.unit, one.shown_unit)
    return units.written(meant or units.shown_in(value, one.unit, one.shown_unit), str)


def search_of(client: GatewayClient, words: Words) -> tuple[SearchRequest, Page]:
    """The search that words of the command line ask for, and its page.

    Raises:
        BadRequest: the agency has no such page, or the page no such filter.
        click.UsageError: a filter is malformed.
    """
    layout = decode_layout(client.layout(words.agency).document)
    shown = layout.page(words.page)
    if shown is None:
        known = ", ".join(one.id for one in layout.pages)
        raise BadRequest(f"The agency {words.agency} has no page {words.page}.", f"Its pages: {known}.")
    request = SearchRequest(
        type=words.page,
        query=words.query,
        filters=criteria_of(words.filters, shown),
        any_of=groups_of(words.groups, shown),
        sort=tuple(_sort_key(one) for one in words.sort),
        layout=layout.reference,
    )
    return _with_reason(request, words), shown


def _with_reason(request: SearchRequest, words: Words) -> SearchRequest:
    """The request with the reason that was given beside it."""
    told = (("code", words.reason), ("case", words.case_number))
    named = {key: text for key, text in told if text is not None}
    return request._replace(reason={**(request.reason or {}), **named}) if named else request


def fetch(client: GatewayClient, request: SearchRequest, limit: int) -> SearchAnswer:
    """The first `limit` hits as one answer, asked for in pages of at most `MAX_PAGE_SIZE`."""
    answer: SearchAnswer | None = None
    after = request.after
    while answer is None or (after is not None and len(answer.hits) < limit):
        gathered = answer.hits if answer else ()
        size = min(MAX_PAGE_SIZE, limit - len(gathered))
        page = client.search(request._replace(after=after, size=size, request_id=new_request_id()))
        after = page.next
        answer = page._replace(hits=gathered + page.hits)
    return answer


def _request_of(file: IO[bytes], search: SearchRequest) -> SearchRequest:
    try:
        body = json.loads(file.read())
    except ValueError:
        raise click.UsageError("The request file is not JSON.") from None
    if isinstance(body, dict):
        body = {"type": search.type, "layout": search.layout} | body
    return request_from_wire(body)


def _sort_key(word: str) -> SortKey:
    return SortKey(word.lstrip("-"), Direction.DESC if word.startswith("-") else Direction.ASC)


def groups_of(texts: Sequence[str], page: Page) -> tuple[Criteria, ...]:
    """The OR groups of texts such as `hair=BRO;eyes=BLU`.

    Raises:
        click.UsageError: a word is malformed, or a group has none.
        BadRequest: as for `criteria_of`.
    """
    groups = tuple(criteria_of([word.strip() for word in text.split(";") if word.strip()], page) for text in texts)
    if not all(groups):
        raise click.UsageError("A group is written F;F with at least one filter.")
    return groups


def criteria_of(words: Sequence[str], page: Page) -> dict[str, Criterion]:
    """The criteria of `ID=VALUE` and `ID:OPERATOR=VALUE` words; a filter named again takes any of its values.

    Raises:
        click.UsageError: a word is malformed.
        BadRequest: the page has no such filter, or two different operators were given for one.
    """
    criteria: dict[str, Criterion] = {}
    for word in words:
        left, equals, value = word.partition("=")
        if not equals or not left:
            raise click.UsageError("A filter is written ID=VALUE or ID:OPERATOR=VALUE.")
        one, operator = _filter_and_operator(left, page)
        made = _criterion(one, operator, value)
        before = criteria.get(one.id)
        criteria[one.id] = _joined(one, before, made) if before else made
        check_criterion(one, criteria[one.id])
    return criteria


def _filter_and_operator(left: str, page: Page) -> tuple[Filter, Operator]:
    if found := _find(left, page):
        return found, Operator.EQUALS
    name, _, operator = left.rpartition(":")
    found = filter_named(name, page)
    try:
        return found, Operator(operator)
    except ValueError:
        known = ", ".join(Operator)
        raise click.UsageError(f"Unknown operator “{operator}”; operators are {known}.") from None


def filter_named(name: str, page: Page) -> Filter:
    """The filter with this id, or with this last name where only one has it.

    Raises:
        BadRequest: there is none, or more than one.
    """
    found = _find(name, page)
    if found is None:
        known = ", ".join(last_name(one.id) for one in page.filters)
        raise BadRequest(f"The page {page.id} has no filter of that name.", f"Its filters: {known}.")
    return found


def _find(name: str, page: Page) -> Filter | None:
    if exact := page.filter(name):
        return exact
    alike = [one for one in page.filters if last_name(one.id) == name]
    if len(alike) > 1:
        raise BadRequest(f"More than one filter is called {name}.", "Name it by its full id.")
    return alike[0] if alike else None


def _criterion(one: Filter, operator: Operator, text: str) -> Criterion:
    if one.kind is Kind.NUMBER and operator is Operator.EQUALS and Operator.BETWEEN in one.operators:
        least, most = units.ends(_quantity(one, text), one.unit)
        return Criterion(operator, (least,)) if least == most else Criterion(Operator.BETWEEN, (), least, most)
    if operator is Operator.EXISTS:
        return Criterion(operator, (_yes_no(text),))
    if one.kind is Kind.PLACE:
        return _place_criterion(operator, text)
    if one.kind is Kind.TREE and operator is Operator.EQUALS:
        operator = Operator.IN
    if operator in RANGES:
        lower, dots, upper = text.partition("..")
        if not dots or not (lower or upper):
            raise click.UsageError("A range is written FROM..TO, FROM.. or ..TO.")
        return Criterion(
            operator,
            lower=_end(one, lower, last=False),
            upper=_end(one, upper, last=True),
        )
    return Criterion(operator, (_value(one, text),))


def _place_criterion(operator: Operator, text: str) -> Criterion:
    """`47.6, -122.3 / 500 m`, `47, -123 / 48, -122`, or the corners of an area with slashes between them."""
    if operator is Operator.IN_AREA:
        points = parse_area(text.replace("/", "\n"))
        return Criterion(operator, tuple(number for point in points for number in point))
    first, slash, second = text.partition("/")
    if operator not in (Operator.NEAR, Operator.IN_BOX) or not slash:
        raise click.UsageError(
            "Ask for a place by ID:near=LAT,LON/500m, ID:inBox=SOUTH,WEST/NORTH,EAST or ID:inArea=LAT,LON/LAT,LON/…"
        )
    if operator is Operator.IN_BOX:
        return Criterion(operator, (*parse_point(first), *parse_point(second)))
    found = _DISTANCE.fullmatch(second)
    if found is None:
        raise click.UsageError("A distance is a number and a unit: m, km, ft or mi.")
    return Criterion(operator, (*parse_point(first), parse_meters(float(found[1]), found[2] or "m")))


def _end(one: Filter, text: str, *, last: bool) -> Scalar | None:
    if not text:
        return None
    return units.ends(_quantity(one, text), one.unit)[last] if one.kind is Kind.NUMBER else _value(one, text)


def _joined(one: Filter, before: Criterion, made: Criterion) -> Criterion:
    both = {before.operator, made.operator}
    if both <= {Operator.EQUALS, Operator.IN} and one.kind is not Kind.YES_NO:
        return Criterion(Operator.IN, before.values + made.values)
    if both in ({Operator.NOT_IN}, {Operator.LOOKS_LIKE}, {Operator.BELOW}):
        return Criterion(made.operator, before.values + made.values)
    raise BadRequest(f"The filter {one.id} was given twice in ways that do not go together.")


def _value(one: Filter, text: str) -> Scalar:
    match one.kind:
        case Kind.NUMBER:
            return units.nearest(_quantity(one, text), one.unit)
        case Kind.YES_NO:
            return _yes_no(text)
        case Kind.CHOICE | Kind.CHOICES | Kind.TREE:
            return _option(one, text)
        case _:
            return text


def _quantity(one: Filter, text: str) -> units.Quantity:
    try:
        return units.read_quantity(text, one.shown_unit, one.unit, _number)
    except ValueError:
        example = "12 or 3.5" if one.unit not in units.UNITS else f"12 {one.unit}"
        raise click.UsageError(f"This filter takes numbers, such as {example}.") from None


def _number(text: str) -> int | float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    try:
        return int(text)
    except ValueError:
        return number


def _yes_no(text: str) -> bool:
    folded = fold(text)
    if folded in ("yes", "true"):
        return True
    if folded in ("no", "false"):
        return False
    raise click.UsageError("Write yes or no.")


def _option(one: Filter, text: str) -> str:
    """The option's value: as written if it is one, else the one option that is called so."""
    options = list(walk_options(one.options))
    if any(option.value == text for option in options):
        return text
    alike = [o.value for o in options if fold(text) in (fold(o.value), *(fold(label) for label in o.text.values()))]
    return alike[0] if len(alike) == 1 else text


def _write_json(answer: SearchAnswer, _page: Page) -> None:
    click.echo(json.dumps(answer.to_wire(), ensure_ascii=False, indent=2))


def _write_csv(answer: SearchAnswer, page: Page) -> None:
    fields = [column.field for column in page.columns]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", *fields])
    writer.writerows([hit.id, *(_plain(hit.fields.get(name)) for name in fields)] for hit in answer.hits)


def _write_table(answer: SearchAnswer, page: Page) -> None:
    columns = page.columns
    rows = [[_plain(hit.fields.get(column.field)) for column in columns] for hit in answer.hits]
    heads = [column.label(LOCALE) for column in columns]
    widths = [
        min(WIDEST_CELL, max([len(head), *(len(row[index]) for row in rows)])) for index, head in enumerate(heads)
    ]
    room = shutil.get_terminal_size((160, 24)).columns if sys.stdout.isatty() else None
    for row in (heads, ["─" * width for width in widths], *rows):
        line = "  ".join(_cell(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        click.echo(line[:room])
    click.echo(summary(answer))


def _cell(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return (flat if len(flat) <= width else flat[: width - 1] + "…").ljust(width)


def summary(answer: SearchAnswer) -> str:
    """How many are shown of how many; never “no results” of an answer that is not complete."""
    counts = {"exact": "", "atLeast": "at least ", "estimate": "about "}
    total = f"{counts[answer.total.relation.value]}{answer.total.value:,}"
    if answer.examined is not None:
        records, of = answer.examined
        return (
            f"Showing {len(answer.hits):,} of {total} so far: the search was stopped after {records:,} of {of:,} "
            "records, so there may be more."
        )
    if not answer.complete:
        silent = f"{', '.join(answer.silent)} did not answer" if answer.silent else "not all sources have answered"
        return f"Showing {len(answer.hits):,} of {total}; {silent}, so there may be more."
    if answer.total == Total(0):
        return "No results."
    return f"Showing {len(answer.hits):,} of {total}." + (" Go on with --after." if answer.next else "")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


_WRITERS: dict[str, Callable[[SearchAnswer, Page], None]] = {
    "table": _write_table,
    "json": _write_json,
    "csv": _write_csv,
}
