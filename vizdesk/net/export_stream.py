"""The lines of an export as the gateway sends them: head, records, end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from vizdesk.domain.errors import UnexpectedAnswer
from vizdesk.domain.exports import ExportHead, ExportRequest, export_head_from_wire
from vizdesk.net.errors import problem_error

Rows = list[list[Any]]

LARGEST_LINE = 64 * 1024 * 1024
"""Bytes; far above any record."""


class ExportStream:
    """Reads an export; `rows` can be gone through once.

    Args:
        chunks: the body, cut anywhere.
        request: what was asked.

    Raises:
        UnexpectedAnswer: the stream does not begin as this request's export.
        VizDeskError: the gateway says why there is none.
    """

    def __init__(self, chunks: Iterator[bytes], request: ExportRequest) -> None:
        self._blocks = _whole_lines(chunks)
        first, _, self._rest = next(self._blocks, b"").partition(b"\n")
        head = _decoded(first + b"\n")[0] if first else None
        self.head: ExportHead = export_head_from_wire(_told(head), request)

    def rows(self) -> Iterator[Rows]:
        """The records in their order, a few hundred at a time; ends only where the gateway says that all have come.

        Raises:
            UnexpectedAnswer: the stream cannot be read, was cut short, or holds another count than it says.
            VizDeskError: the gateway could not finish; it says why.
        """
        count, width = 0, len(self.head.columns)
        while block := self._rest or next(self._blocks, b""):
            self._rest = b""
            lines = _decoded(block)
            ended = None if isinstance(lines[-1], list) else _told(lines.pop())
            if not all(isinstance(one, list) and len(one) == width for one in lines):
                raise _unreadable()
            count += len(lines)
            if lines:
                yield lines
            if ended is not None:
                if ended.get("end") != {"rows": count} or next(self._blocks, None) is not None:
                    raise _unreadable()
                return
        raise UnexpectedAnswer("The export was cut short.", "Try again; nothing was kept of it.")


def _whole_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks that end with a line; what comes behind the last line end is left out."""
    begun: list[bytes] = []
    size = 0
    for chunk in chunks:
        whole, end, rest = chunk.rpartition(b"\n")
        if end:
            yield b"".join([*begun, whole, end])
            begun, size = [], 0
        begun.append(rest)
        size += len(rest)
        if size > LARGEST_LINE:
            raise _unreadable()


def _decoded(block: bytes) -> list[Any]:
    """The values of some lines of JSON, decoded as one list: a line end stands nowhere within them."""
    try:
        values: list[Any] = json.loads(b"[%b]" % block[:-1].replace(b"\n", b","))
    except ValueError:
        raise _unreadable() from None
    return values


def _told(line: Any) -> dict[str, Any]:
    """An object that the gateway tells beside records.

    Raises:
        VizDeskError: it tells of a failure.
    """
    if not isinstance(line, dict):
        raise _unreadable()
    if "problem" in line:
        raise problem_error(line["problem"], 500)
    return line


def _unreadable() -> UnexpectedAnswer:
    return UnexpectedAnswer("The search service’s export cannot be read.", "Try again; nothing was kept of it.")
