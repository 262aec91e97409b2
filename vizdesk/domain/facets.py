"""Facets and options: how often each value stands in the records that meet criteria, as values that both sides share.

A facet on a filter leaves that filter's own criterion out, so that each count is what choosing that value gives. In an
OR group that is what this group finds with the value, and what the other groups find beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vizdesk.domain.criteria import MAX_TEXT, Scalar
from vizdesk.domain.errors import BadRequest, UnexpectedAnswer
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import NOTHING, Json
from vizdesk.domain.records_state import RecordsState, records_state_from_wire
from vizdesk.domain.search import (
    Examined,
    Relation,
    SearchRequest,
    echo_of,
    examined_from_wire,
    examined_to_wire,
    request_from_wire,
)

MAX_FACETS = 50
MAX_VALUES = 1000
DEFAULT_VALUES = 30
_QUESTION_KEYS = frozenset({"filter", "limit", "prefix"})
_PAGING_KEYS = ("sort", "page")


class FacetQuestion(NamedTuple):
    """One facet that is asked for.

    Args:
        filter: the id of the filter whose values are counted.
        limit: the most values to tell: the most frequent, or, with a prefix, the first in their order.
        prefix: only values in which a word begins so; case and accents do not count.
    """

    filter: str
    limit: int = DEFAULT_VALUES
    prefix: str = ""

    def to_wire(self) -> Json:
        """`{"filter", "limit", "prefix"}`."""
        return self._asdict()


class FacetsRequest(NamedTuple):
    """Facets of the records that meet the criteria of a search.

    Args:
        search: the search.
        questions: the facets.
        group: the place of the OR group whose filters these are, as many as there are for a new one; None for the
            filters that stand in no group.
    """

    search: SearchRequest
    questions: tuple[FacetQuestion, ...]
    group: int | None = None

    def to_wire(self) -> Json:
        """The body of `POST /facets`."""
        body = {key: value for key, value in self.search.to_wire().items() if key not in _PAGING_KEYS}
        of_group = {} if self.group is None else {"group": self.group}
        return body | {"facets": [one.to_wire() for one in self.questions]} | of_group

    def echo(self) -> str:
        """See `SearchRequest.echo`."""
        return echo_of(self.to_wire(), self.search.request_id)


class FacetValue(NamedTuple):
    """One value and in how many of the records it stands."""

    value: Scalar
    records: int


class Facet(NamedTuple):
    """The values of one field among the records that meet the criteria.

    Args:
        values: those told.
        missing: how many of the records have no value.
        more: whether there are further values, or may be.
        relation: how exact the counts are.
        others: of a filter in an OR group, how many records the other groups find: they are in the count of every
            value, and what a value that is not told gives.

    Moments are counted by their day, instants by their UTC day.
    """

    values: tuple[FacetValue, ...]
    missing: int = 0
    more: bool = False
    relation: Relation = Relation.EXACT
    others: int = 0

    def beside(self, others: int) -> Facet:
        """The same in an OR group, beside which others find so many further records."""
        values = tuple(FacetValue(value, records + others) for value, records in self.values)
        return self._replace(values=values, others=others)

    def as_at_least(self) -> Facet:
        """The same, counted in some of the records only: counts are at least so high, and there may be more values."""
        return self._replace(more=True, relation=Relation.AT_LEAST)

    def to_wire(self) -> Json:
        """The contract's form."""
        return {
            "values": [{"value": one.value, "count": one.records} for one in self.values],
            "missing": self.missing,
            "more": self.more,
            "relation": self.relation.value,
            "others": self.others,
        }


class FacetsAnswer(NamedTuple):
    """Facets by filter id.

    `examined` tells how far a count came that was stopped, and is None for a whole one; `resolved` is as that of a
    search's answer, and so is `records`: those that were counted.
    """

    facets: Mapping[str, Facet]
    as_of: str
    echo: str
    took_ms: int
    examined: Examined | None = None
    resolved: Mapping[str, Any] = NOTHING
    records: RecordsState | None = None

    def to_wire(self) -> Json:
        """The body of the answer."""
        body = {
            "facets": {identifier: one.to_wire() for identifier, one in self.facets.items()},
            "asOf": self.as_of,
            "echo": self.echo,
            "tookMs": self.took_ms,
            "examined": examined_to_wire(self.examined),
        } | ({"resolved": dict(self.resolved)} if self.resolved else {})
        return body | ({"records": self.records.to_wire()} if self.records else {})


def facets_request_from_wire(body: Any) -> FacetsRequest:
    """Read the body of `POST /facets`.

    Raises:
        BadRequest: it is not of the contract's form; the sentence names the key.
    """
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object with “type”, “query”, “filters” and “facets”.")
    if paging := [key for key in _PAGING_KEYS if key in body]:
        raise BadRequest(
            Filled("The body has an unknown key “{key}”.", key=paging[0]), "Facets are neither sorted nor paged."
        )
    asked = body.get("facets")
    if not isinstance(asked, list) or not 1 <= len(asked) <= MAX_FACETS:
        raise BadRequest(Filled("/facets must be a list of 1 to {most} objects.", most=MAX_FACETS))
    questions = tuple(_question(one, f"/facets/{place}") for place, one in enumerate(asked))
    if len({one.filter for one in questions}) < len(questions):
        raise BadRequest("/facets names a filter twice.", "Ask for each once.")
    search = request_from_wire({key: value for key, value in body.items() if key not in ("facets", "group")})
    group = body.get("group")
    groups = len(search.any_of)
    if group is not None and (not isinstance(group, int) or isinstance(group, bool) or not 0 <= group <= groups):
        raise BadRequest(
            Filled("/group must be a whole number from 0 to {most}: the place of a group in “$any”.", most=groups)
        )
    return FacetsRequest(search, questions, group)


def _question(source: Any, pointer: str) -> FacetQuestion:
    if not isinstance(source, dict) or not isinstance(source.get("filter"), str):
        raise BadRequest(Filled("{pointer} must be an object with “filter”.", pointer=pointer))
    if unknown := sorted(set(source) - _QUESTION_KEYS):
        raise BadRequest(Filled("{pointer} has an unknown key “{key}”.", pointer=pointer, key=unknown[0]))
    limit, prefix = source.get("limit", DEFAULT_VALUES), source.get("prefix", "")
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MAX_VALUES:
        raise BadRequest(
            Filled("{pointer}/limit must be a whole number from 1 to {most}.", pointer=pointer, most=MAX_VALUES)
        )
    if not isinstance(prefix, str) or len(prefix) > MAX_TEXT:
        raise BadRequest(
            Filled("{pointer}/prefix must be text of at most {most} characters.", pointer=pointer, most=MAX_TEXT)
        )
    return FacetQuestion(source["filter"], limit, prefix)


def facets_answer_from_wire(body: Any, request: FacetsRequest) -> FacetsAnswer:
    """Read an answer, and refuse one that is not this request's.

    Raises:
        UnexpectedAnswer: it is not of the contract's form, or its echo is another's.
    """
    try:
        answer = FacetsAnswer(
            {one.filter: _facet(body["facets"][one.filter]) for one in request.questions},
            str(body["asOf"]),
            str(body["echo"]),
            int(body["tookMs"]),
            examined_from_wire(body.get("examined")),
            dict(body.get("resolved", {})),
            records_state_from_wire(body.get("records")),
        )
    except (KeyError, TypeError, ValueError):
        raise UnexpectedAnswer("The search service’s counts cannot be read.", "Try again; nothing was shown.") from None
    if answer.echo != request.echo():
        raise UnexpectedAnswer("The search service counted for another search.", "Try again; nothing was shown.")
    return answer


def _facet(source: Any) -> Facet:
    values = tuple(FacetValue(one["value"], int(one["count"])) for one in source["values"])
    relation = Relation(source["relation"])
    return Facet(values, int(source["missing"]), source["more"] is True, relation, int(source["others"]))
