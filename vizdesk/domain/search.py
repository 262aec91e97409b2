"""The search contract: `{type, query, filters}` and its answer, as values that both sides share."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from vizdesk.domain.criteria import MAX_TEXT, Criteria, Criterion, check_criterion, criterion_from_wire
from vizdesk.domain.errors import BadRequest, UnexpectedAnswer
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import NOTHING, Direction, Json, Page, SortKey
from vizdesk.domain.records_state import RecordsState, records_state_from_wire

MAX_PAGE_SIZE = 500
DEFAULT_PAGE_SIZE = 50
MAX_SORT_KEYS = 5
MAX_BUDGET_MS = 30_000
_REQUEST_KEYS = frozenset({"type", "query", "filters", "sort", "page", "layout", "requestId", "reason", "budget"})

_MUST_BE: Mapping[type[Any], str] = {
    dict: "/{key} must be an object.",
    list: "/{key} must be a list.",
    str: "/{key} must be text.",
}

ANY = "$any"
"""The key of the OR groups among the filters; no filter's id can start with a dollar sign."""

MAX_GROUPS = 20

MAX_EXPANDED = 20
"""Words that are told of those that a criterion finds beside the typed ones."""


class Relation(StrEnum):
    """How exact a total is."""

    EXACT = "exact"
    AT_LEAST = "atLeast"
    ESTIMATE = "estimate"


class SearchRequest(NamedTuple):
    """One search.

    Args:
        type: the id of the page.
        query: words, all of which a record must hold.
        filters: criteria, all of which a record must meet.
        sort: the order; the page's own where there is none.
        size: the most hits of one page.
        after: the cursor of the page before, None for the first page.
        layout: `agency@version` or `agency`.
        request_id: names the request and keys its echo.
        reason: why the search is made, where the page asks for that.
        any_of: groups of criteria; where there are any, a record must meet all criteria of at least one of them.
        budget_ms: after so many milliseconds an answer with what was looked at until then is wanted; None for no limit.
    """

    type: str
    query: str = ""
    filters: Criteria = NOTHING
    sort: tuple[SortKey, ...] = ()
    size: int = DEFAULT_PAGE_SIZE
    after: str | None = None
    layout: str | None = None
    request_id: str = ""
    reason: Mapping[str, str] | None = None
    any_of: tuple[Criteria, ...] = ()
    budget_ms: int | None = None

    @property
    def agency(self) -> str | None:
        """The agency that `layout` names, or None."""
        return self.layout.partition("@")[0] if self.layout else None

    def all_filters(self) -> list[tuple[str, Criterion]]:
        """Every criterion with its filter's id, those in groups too."""
        return [pair for criteria in (self.filters, *self.any_of) for pair in criteria.items()]

    def following(self, cursor: str, request_id: str) -> SearchRequest:
        """The request for the page behind a cursor."""
        return self._replace(after=cursor, request_id=request_id)

    def to_wire(self) -> Json:
        """The body of `POST /search`."""
        body: Json = {
            "type": self.type,
            "query": self.query,
            "filters": _criteria_wire(self.filters) | ({ANY: groups_to_wire(self.any_of)} if self.any_of else {}),
            "sort": [key.to_wire() for key in self.sort],
            "page": {"size": self.size, "after": self.after},
            "requestId": self.request_id,
        }
        if self.layout:
            body["layout"] = self.layout
        if self.reason:
            body["reason"] = dict(self.reason)
        if self.budget_ms is not None:
            body["budget"] = {"ms": self.budget_ms}
        return body

    def echo(self) -> str:
        """What an answer must repeat to be shown: HMAC-SHA-256 over the request's criteria, keyed by its request id.

        It covers type, query, filters, sort, page, layout and budget in canonical JSON (sorted keys, no white space),
        so an answer to other criteria, or to another request, cannot be taken for this one's. Nothing typed can be
        read from it.
        """
        return echo_of(self.to_wire(), self.request_id)


def echo_of(wire: Json, request_id: str) -> str:
    """The echo of a request in its wire form; see `SearchRequest.echo`."""
    import hashlib  # late, as hmac below: 3 ms that the window's start saves
    import hmac

    body = {key: value for key, value in wire.items() if key not in ("requestId", "reason")}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(request_id.encode(), canonical.encode(), hashlib.sha256).hexdigest()


def new_request_id() -> str:
    """128 random bits in hexadecimal digits: names one request, and keys its echo."""
    return os.urandom(16).hex()


def request_from_wire(body: Any) -> SearchRequest:
    """Read the body of `POST /search`.

    Raises:
        BadRequest: it is not of the contract's form; the sentence names the key.
    """
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object with “type”, “query” and “filters”.")
    if unknown := sorted(set(body) - _REQUEST_KEYS):
        raise BadRequest(
            Filled("The body has an unknown key “{key}”.", key=unknown[0]),
            Filled("Known keys: {keys}.", keys=", ".join(sorted(_REQUEST_KEYS))),
        )
    if missing := [key for key in ("type", "query", "filters") if key not in body]:
        raise BadRequest(
            Filled("The body lacks “{key}”.", key=missing[0]), "“type”, “query” and “filters” are required."
        )
    page = _typed(body, "page", dict, {})
    if unknown := sorted(set(page) - {"size", "after"}):
        raise BadRequest(Filled("/page has an unknown key “{key}”.", key=unknown[0]))
    size = page.get("size", DEFAULT_PAGE_SIZE)
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= MAX_PAGE_SIZE:
        raise BadRequest(Filled("/page/size must be a whole number from 1 to {most}.", most=MAX_PAGE_SIZE))
    after = page.get("after")
    if after is not None and not isinstance(after, str):
        raise BadRequest("/page/after must be a cursor or null.")
    query = _typed(body, "query", str, "")
    if len(query) > MAX_TEXT:
        raise BadRequest(Filled("/query is longer than {most} characters.", most=MAX_TEXT))
    filters = _typed(body, "filters", dict, {})
    layout = body.get("layout")
    if layout is not None and not isinstance(layout, str):
        raise BadRequest("/layout must be text such as harbor@7.")
    reason = body.get("reason")
    if reason is not None and not (isinstance(reason, dict) and all(isinstance(v, str) for v in reason.values())):
        raise BadRequest("/reason must be an object of texts.")
    return SearchRequest(
        type=_typed(body, "type", str, ""),
        query=query,
        filters=_filters(_without_any(filters), "/filters"),
        any_of=groups_from_wire(filters.get(ANY)),
        sort=_sort(_typed(body, "sort", list, [])),
        size=size,
        after=after,
        layout=layout,
        request_id=_typed(body, "requestId", str, ""),
        reason=reason,
        budget_ms=_budget_ms(body.get("budget")),
    )


def _budget_ms(source: Any) -> int | None:
    if source is None:
        return None
    milliseconds = source.get("ms") if isinstance(source, dict) and set(source) == {"ms"} else None
    if not isinstance(milliseconds, int) or isinstance(milliseconds, bool) or not 1 <= milliseconds <= MAX_BUDGET_MS:
        raise BadRequest(
            Filled("/budget must be an object with “ms”, a whole number from 1 to {most}.", most=MAX_BUDGET_MS)
        )
    return milliseconds


def _typed(body: Mapping[str, Any], key: str, kind: type[Any], default: Any) -> Any:
    value = body.get(key, default)
    if not isinstance(value, kind):
        raise BadRequest(Filled(_MUST_BE[kind], key=key))
    return value


def _without_any(source: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in source.items() if key != ANY}


def _filters(source: Mapping[str, Any], pointer: str) -> dict[str, Criterion]:
    if reserved := sorted(key for key in source if key.startswith("$")):
        raise BadRequest(
            Filled("{pointer}/{key} is not offered here.", pointer=pointer, key=_escaped(reserved[0])),
            "Groups stand in /filters/$any.",
        )
    return {key: criterion_from_wire(value, f"{pointer}/{_escaped(key)}") for key, value in source.items()}


def groups_from_wire(source: Any) -> tuple[Criteria, ...]:
    """The OR groups: a list of objects of criteria, none of them empty; nothing where there are none.

    Raises:
        BadRequest: they are not of the contract's form.
    """
    if source is None:
        return ()
    if not isinstance(source, list) or not 1 <= len(source) <= MAX_GROUPS:
        raise BadRequest(Filled("/filters/$any must be a list of 1 to {most} objects of filters.", most=MAX_GROUPS))
    for place, one in enumerate(source):
        if not isinstance(one, dict) or not one:
            raise BadRequest(Filled("/filters/$any/{place} must be an object with at least one filter.", place=place))
    return tuple(_filters(one, f"/filters/{ANY}/{place}") for place, one in enumerate(source))


def groups_to_wire(groups: Sequence[Criteria]) -> list[Json]:
    """What `groups_from_wire` reads."""
    return [_criteria_wire(group) for group in groups]


def _criteria_wire(criteria: Criteria) -> Json:
    return {identifier: one.to_wire() for identifier, one in criteria.items()}


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _sort(source: list[Any]) -> tuple[SortKey, ...]:
    if len(source) > MAX_SORT_KEYS:
        raise BadRequest(Filled("/sort has more than {most} keys.", most=MAX_SORT_KEYS))
    keys = []
    for index, one in enumerate(source):
        if not isinstance(one, dict) or not isinstance(one.get("field"), str) or set(one) - {"field", "direction"}:
            raise BadRequest(Filled("/sort/{place} must be an object with “field” and “direction”.", place=index))
        if one.get("direction", "asc") not in list(Direction):
            raise BadRequest(Filled("/sort/{place}/direction must be asc or desc.", place=index))
        keys.append(SortKey(one["field"], Direction(one.get("direction", "asc"))))
    return tuple(keys)


def check_request(request: SearchRequest, page: Page) -> None:
    """Whether a page of the layout offers what a request asks for.

    Raises:
        BadRequest: an unknown filter, or an operator or value that a filter does not take.
    """
    for identifier, criterion in request.all_filters():
        one = page.filter(identifier)
        if one is None:
            raise BadRequest(
                Filled("The page {page} has no filter {filter}.", page=page.id, filter=identifier),
                "Load the current layout.",
            )
        check_criterion(one, criterion)


class Hit(NamedTuple):
    """One record found.

    Args:
        id: the record's.
        fields: typed values.
        raw: a field's text as it stood in the file, where it differs from the typed value.
        readable: False where what was kept of the record is spoiled; then there are no fields.
    """

    id: str
    fields: Mapping[str, Any]
    raw: Mapping[str, str] = NOTHING
    readable: bool = True


class Total(NamedTuple):
    """How many records match."""

    value: int
    relation: Relation = Relation.EXACT


class Examined(NamedTuple):
    """How far a search came that its budget ended: it looked at so many records `of` all."""

    records: int
    of: int


def examined_to_wire(examined: Examined | None) -> Json | None:
    """`{"records", "of"}`, null where all records were looked at."""
    return None if examined is None else examined._asdict()


def examined_from_wire(source: Any) -> Examined | None:
    """The same, read.

    Raises:
        KeyError: a number is missing.
        TypeError: it is not an object.
        ValueError: a number is none.
    """
    return None if source is None else Examined(int(source["records"]), int(source["of"]))


class Sources(NamedTuple):
    """How many sources a search asks, and how many of them have answered."""

    answered: int
    total: int

    def to_wire(self) -> Json:
        """The body that tells how a running search stands."""
        return {"sources": {"answered": self.answered, "total": self.total}}


class SearchAnswer(NamedTuple):
    """One page of hits.

    A partial answer is not `complete`: either not every source answered, or `examined` tells how far the search came.

    Args:
        next: the cursor of the following page, None on the last.
        silent: what the sources that did not answer are called, as far as that is known.
        expanded: by filter id, at most `MAX_EXPANDED` words that were looked for beside those typed; first page only.
        resolved: in the form of the request's filters, the ends `{"from", "to"}` of what was asked by relative dates.
    """

    hits: tuple[Hit, ...]
    next: str | None
    total: Total
    complete: bool
    answered: int
    sources: int
    as_of: str
    echo: str
    took_ms: int
    examined: Examined | None = None
    resolved: Mapping[str, Any] = NOTHING
    expanded: Mapping[str, Sequence[str]] = NOTHING
    records: RecordsState | None = None
    silent: tuple[str, ...] = ()

    def to_wire(self) -> Json:
        """The body of the answer."""
        body: Json = {
            "hits": [
                {"id": hit.id, "fields": dict(hit.fields)} | ({"raw": dict(hit.raw)} if hit.raw else {})
                for hit in self.hits
            ],
            "next": self.next,
            "total": {"value": self.total.value, "relation": self.total.relation.value},
            "complete": self.complete,
            "sources": {"answered": self.answered, "total": self.sources}
            | ({"silent": list(self.silent)} if self.silent else {}),
            "asOf": self.as_of,
            "echo": self.echo,
            "tookMs": self.took_ms,
            "examined": examined_to_wire(self.examined),
        }
        if self.resolved:
            body["resolved"] = dict(self.resolved)
        if self.expanded:
            body["expanded"] = {identifier: list(words) for identifier, words in self.expanded.items()}
        return body | ({"records": self.records.to_wire()} if self.records else {})


def answer_from_wire(body: Any, request: SearchRequest) -> SearchAnswer:
    """Read an answer, and refuse one that is not this request's.

    Raises:
        UnexpectedAnswer: it is not of the contract's form, or its echo is another's.
    """
    try:
        answer = SearchAnswer(
            hits=tuple(Hit(one["id"], one["fields"], one.get("raw", {})) for one in body["hits"]),
            next=body["next"],
            total=Total(int(body["total"]["value"]), Relation(body["total"]["relation"])),
            complete=body["complete"] is True,
            answered=int(body["sources"]["answered"]),
            sources=int(body["sources"]["total"]),
            silent=tuple(str(name) for name in body["sources"].get("silent", ())),
            as_of=str(body["asOf"]),
            echo=str(body["echo"]),
            took_ms=int(body["tookMs"]),
            examined=examined_from_wire(body.get("examined")),
            resolved=dict(body.get("resolved", {})),
            expanded={one: [str(word) for word in words] for one, words in dict(body.get("expanded", {})).items()},
            records=records_state_from_wire(body.get("records")),
        )
    except (KeyError, TypeError, ValueError):
        raise UnexpectedAnswer("The search service’s answer cannot be read.", "Try again; nothing was shown.") from None
    if answer.echo != request.echo():
        raise UnexpectedAnswer("The search service answered another search.", "Try again; nothing was shown.")
    return answer
