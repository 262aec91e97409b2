"""An export: all records that meet criteria, or some of them, as a stream of lines that both sides share.

The first line is the head, then comes a list of values for each record, in the order of the sort, and last the end with
the count; without that one the stream was cut short, and what came of it is not the export.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from vizdesk.domain.errors import BadRequest, UnexpectedAnswer
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Json, Kind, Precision
from vizdesk.domain.search import Relation, SearchRequest, Total, echo_of, request_from_wire

MAX_IDS = 50_000
"""Records that may be named one by one: their ids stay well under the largest body."""

MAX_COLUMNS = 2000


class ExportRequest(NamedTuple):
    """What to export.

    Args:
        search: criteria and order; its paging does not count.
        columns: the fields to give, in this order; those of the layout's page where there are none.
        ids: only these of the records that meet the criteria; None for all.
    """

    search: SearchRequest
    columns: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None

    def to_wire(self) -> Json:
        """The body of `POST /export`."""
        body = {key: value for key, value in self.search.to_wire().items() if key != "page"}
        body["columns"] = list(self.columns)
        if self.ids is not None:
            body["ids"] = list(self.ids)
        return body

    def echo(self) -> str:
        """See `SearchRequest.echo`."""
        return echo_of(self.to_wire(), self.search.request_id)


class ExportColumn(NamedTuple):
    """One column of an export: the field, what it holds, and of dates how finely they are known."""

    field: str
    kind: Kind
    precision: Precision | None = None

    def to_wire(self) -> Json:
        """The contract's form."""
        told = None if self.precision is None else self.precision.value
        return {"field": self.field, "kind": self.kind.value, "precision": told}


class ExportHead(NamedTuple):
    """The first line of an export."""

    columns: tuple[ExportColumn, ...]
    total: Total
    as_of: str
    echo: str

    def to_wire(self) -> Json:
        """The contract's form."""
        return {
            "columns": [one.to_wire() for one in self.columns],
            "total": {"value": self.total.value, "relation": self.total.relation.value},
            "asOf": self.as_of,
            "echo": self.echo,
        }


def export_request_from_wire(body: Any) -> ExportRequest:
    """Read the body of `POST /export`.

    Raises:
        BadRequest: it is not of the contract's form; the sentence names the key.
    """
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object with “type”, “query” and “filters”.")
    if "page" in body:
        raise BadRequest("The body has an unknown key “page”.", "An export is not paged.")
    columns = _names(body, "columns", MAX_COLUMNS) or ()
    if len(set(columns)) < len(columns):
        raise BadRequest("/columns names a field twice.", "Name each once.")
    search = request_from_wire({key: value for key, value in body.items() if key not in ("columns", "ids")})
    return ExportRequest(search, columns, _names(body, "ids", MAX_IDS))


def _names(body: Json, key: str, most: int) -> tuple[str, ...] | None:
    source = body.get(key)
    if source is None:
        return None
    if not isinstance(source, list) or not all(isinstance(one, str) for one in source):
        raise BadRequest(Filled("/{key} must be a list of texts.", key=key))
    if len(source) > most:
        raise BadRequest(Filled("/{key} names more than {most}.", key=key, most=most), "Name fewer, or export all.")
    return tuple(source)


def export_head_from_wire(line: Any, request: ExportRequest) -> ExportHead:
    """Read the head of an export, and refuse one that is not this request's.

    Raises:
        UnexpectedAnswer: it is not of the contract's form, or its echo is another's.
    """
    try:
        head = ExportHead(
            tuple(_column(one) for one in line["columns"]),
            Total(int(line["total"]["value"]), Relation(line["total"]["relation"])),
            str(line["asOf"]),
            str(line["echo"]),
        )
    except (KeyError, TypeError, ValueError):
        raise UnexpectedAnswer("The search service’s export cannot be read.", "Try again.") from None
    if head.echo != request.echo():
        raise UnexpectedAnswer("The search service exported another search.", "Try again.")
    return head


def _column(source: Any) -> ExportColumn:
    precision = source["precision"]
    return ExportColumn(str(source["field"]), Kind(source["kind"]), Precision(precision) if precision else None)
