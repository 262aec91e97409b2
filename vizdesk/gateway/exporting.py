"""One export from its request to its lines: rights, columns, the records in their order, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Mapping
from contextlib import ExitStack

from vizdesk.domain.errors import BadRequest, NotAllowed, VizDeskError
from vizdesk.domain.exports import ExportColumn, ExportHead, ExportRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Json, Page
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.engine.protocol import Budget, InOrder, SearchEngine
from vizdesk.gateway.errors import problem_document
from vizdesk.gateway.metadata import RecordSet
from vizdesk.gateway.principals import Principal
from vizdesk.gateway.record_format import RecordField
from vizdesk.gateway.searching import Searching


class Export:
    """An export under way: its lines piece by piece, until it is closed.

    Args:
        head: the first line.
        found: the records.
        held: what is let go of at the end.
    """

    def __init__(self, head: ExportHead, found: InOrder, held: ExitStack) -> None:
        self._held = held
        self._pieces = self._lines(head, found)

    def next_piece(self) -> bytes:
        """Some more lines; none at the end. Blocks."""
        return next(self._pieces, b"")

    def close(self) -> None:
        """Let go of the records; may be called twice, never while a piece is being read."""
        self._pieces.close()
        self._held.close()

    def _lines(self, head: ExportHead, found: InOrder) -> Generator[bytes, None, None]:
        yield _line(head.to_wire())
        rows = 0
        try:
            for piece in found.pieces:
                yield b"\n".join([*piece, b""])
                rows += len(piece)
        except VizDeskError as error:
            yield _line({"problem": problem_document(error)})
        else:
            yield _line({"end": {"rows": rows}})


class Exporting:
    """Starts exports; may be used from several threads.

    Args:
        searching: checks requests.
        engine: finds records.
    """

    def __init__(self, searching: Searching, engine: SearchEngine) -> None:
        self._searching = searching
        self._engine = engine

    def start(self, principal: Principal, request: ExportRequest, budget: Budget) -> Export:
        """Find the records and put them in order; the caller closes the export.

        Raises:
            VizDeskError: the request does not fit the layout, the principal's rights or the records, or was taken back.
        """
        layout, page = self._searching.checked(principal, request.search)
        hidden = self._searching.hidden(principal, layout, page)

        def find(records: RecordSet) -> Export:
            fields = self._engine.fields(records)
            columns = [fields[name] for name in _columns(request, page, hidden, fields)]
            dated, _ = self._searching.dated(request.search, layout, page, records)
            names = [one.name for one in columns]
            with ExitStack() as held:
                found = held.enter_context(self._engine.in_order(records, page, dated, names, request.ids, budget))
                told = tuple(ExportColumn(one.name, one.kind, one.precision) for one in columns)
                head = ExportHead(told, found.total, utc_now(), request.echo())
                return Export(head, found, held.pop_all())

        return self._searching.with_records(layout, page, find)


def _columns(
    request: ExportRequest, page: Page, hidden: Collection[str], fields: Mapping[str, RecordField]
) -> list[str]:
    """The fields to give: those named, or those of the page that the principal may see and the records have."""
    offered = list(dict.fromkeys(one.field for one in page.columns))
    if not request.columns:
        return [name for name in offered if name in fields and name not in hidden]
    for name in request.columns:
        if name not in offered or name not in fields:
            raise BadRequest(
                Filled("The page {page} has no column {column}.", page=page.id, column=name), "Load the current layout."
            )
        if name in hidden:
            raise NotAllowed(
                Filled("Your account may not export the column {column}.", column=name),
                "Leave it out, then export again.",
            )
    return list(request.columns)


def _line(content: Json) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False)}\n".encode()
