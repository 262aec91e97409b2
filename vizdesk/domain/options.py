"""Options of a filter as one types: the call's request and answer, as values that both sides share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vizdesk.domain.criteria import MAX_TEXT, MAX_VALUES, Scalar
from vizdesk.domain.errors import BadRequest, UnexpectedAnswer
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import NOTHING, Json, Option
from vizdesk.domain.search import SearchRequest, request_from_wire

MAX_ITEMS = 500
DEFAULT_ITEMS = 30
_OWN_KEYS = ("filter", "prefix", "limit", "values")
_PAGING_KEYS = ("sort", "page")


class OptionsRequest(NamedTuple):
    """What is asked of a filter's options.

    Args:
        search: the page, the layout, and the criteria that records must meet where the options are their values.
        filter: the id of the filter.
        prefix: only options in which a word begins so; case and accents do not count.
        limit: the most options.
        values: where given, these values with what they are called, and nothing is looked for.
    """

    search: SearchRequest
    filter: str
    prefix: str = ""
    limit: int = DEFAULT_ITEMS
    values: tuple[str, ...] = ()

    def to_wire(self) -> Json:
        """The body of `POST /options`."""
        body = {key: value for key, value in self.search.to_wire().items() if key not in _PAGING_KEYS}
        body |= {"filter": self.filter, "prefix": self.prefix, "limit": self.limit}
        return body | ({"values": list(self.values)} if self.values else {})


class OptionItem(NamedTuple):
    """One option: its value, what it is called per locale, and how many records have it where these were counted.

    `of` is what it belongs to, as `Option.of`.
    """

    value: Scalar
    text: Mapping[str, str] = NOTHING
    records: int | None = None
    of: tuple[str, ...] = ()

    def label(self, locale: str) -> str:
        """What people call it."""
        return Option(str(self.value), self.text).label(locale)

    def to_wire(self) -> Json:
        """`{"value", "text"?, "of"?, "count"?}`."""
        item: Json = {"value": self.value}
        if self.text:
            item["text"] = dict(self.text)
        if self.of:
            item["of"] = list(self.of)
        return item if self.records is None else item | {"count": self.records}


class OptionsAnswer(NamedTuple):
    """The options found; `truncated` where there are more."""

    items: tuple[OptionItem, ...]
    truncated: bool
    as_of: str

    def to_wire(self) -> Json:
        """The body of the answer."""
        return {"items": [one.to_wire() for one in self.items], "truncated": self.truncated, "asOf": self.as_of}


def options_request_from_wire(body: Any) -> OptionsRequest:
    """Read the body of `POST /options`.

    Raises:
        BadRequest: it is not of the contract's form; the sentence names the key.
    """
    if not isinstance(body, dict) or not isinstance(body.get("filter"), str):
        raise BadRequest("The body must be a JSON object with “type” and “filter”.")
    if paging := [key for key in _PAGING_KEYS if key in body]:
        raise BadRequest(
            Filled("The body has an unknown key “{key}”.", key=paging[0]), "Options are neither sorted nor paged."
        )
    prefix, limit, values = body.get("prefix", ""), body.get("limit", DEFAULT_ITEMS), body.get("values", [])
    if not isinstance(prefix, str) or len(prefix) > MAX_TEXT:
        raise BadRequest(Filled("/prefix must be text of at most {most} characters.", most=MAX_TEXT))
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MAX_ITEMS:
        raise BadRequest(Filled("/limit must be a whole number from 1 to {most}.", most=MAX_ITEMS))
    if not isinstance(values, list) or len(values) > MAX_VALUES or not all(isinstance(one, str) for one in values):
        raise BadRequest(Filled("/values must be a list of at most {most} texts.", most=MAX_VALUES))
    rest = {key: value for key, value in body.items() if key not in _OWN_KEYS}
    search = request_from_wire({"query": "", "filters": {}} | rest)
    return OptionsRequest(search, body["filter"], prefix, limit, tuple(values))


def options_answer_from_wire(body: Any) -> OptionsAnswer:
    """Read an answer.

    Raises:
        UnexpectedAnswer: it is not of the contract's form.
    """
    try:
        items = tuple(
            OptionItem(one["value"], dict(one.get("text", {})), one.get("count"), tuple(map(str, one.get("of", ()))))
            for one in body["items"]
        )
        return OptionsAnswer(items, body["truncated"] is True, str(body["asOf"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnexpectedAnswer(
            "The search service’s options cannot be read.", "Try again; nothing was shown."
        ) from None
