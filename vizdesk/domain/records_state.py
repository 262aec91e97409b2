"""Which records a page serves, and what became of some that somebody holds."""

from __future__ import annotations

from typing import Any, NamedTuple

from vizdesk.domain.errors import BadRequest, UnexpectedAnswer
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Json

MAX_IDS = 1000
LONGEST_ID = 19
"""Digits of an id."""


class RecordsState(NamedTuple):
    """Which records: `generation` is another after each import that changed them; `at` is when they came."""

    generation: str
    at: str

    def to_wire(self) -> Json:
        """`{"generation", "at"}`."""
        return {"generation": self.generation, "at": self.at}


def records_state_from_wire(body: Any) -> RecordsState | None:
    """Read a state; None where a gateway tells none.

    Raises:
        UnexpectedAnswer: it is not of the contract's form.
    """
    if body is None:
        return None
    try:
        return RecordsState(str(body["generation"]), str(body["at"]))
    except (KeyError, TypeError):
        raise UnexpectedAnswer("The search service’s answer cannot be read.", "Try again; nothing was shown.") from None


class HeldRecords(NamedTuple):
    """Records that somebody holds: ids of a page, found in one generation."""

    type: str
    layout: str | None
    generation: str
    ids: tuple[str, ...]

    def to_wire(self) -> Json:
        """The body of `POST /records/state`."""
        body: Json = {"type": self.type, "generation": self.generation, "ids": list(self.ids)}
        return body | ({"layout": self.layout} if self.layout else {})


class RecordsChanges(NamedTuple):
    """What became of them: those that are there no more, and those that read otherwise now."""

    gone: tuple[str, ...]
    changed: tuple[str, ...]


def held_records_from_wire(body: Any) -> HeldRecords:
    """Read the body of `POST /records/state`.

    Raises:
        BadRequest: it is not of the contract's form.
    """
    if not isinstance(body, dict) or not {"type", "generation", "ids"} <= set(body) <= {*HeldRecords._fields}:
        raise BadRequest("The body must be an object with “type”, “generation”, “ids” and perhaps “layout”.")
    layout, ids = body.get("layout"), body["ids"]
    texts = (body["type"], body["generation"], "" if layout is None else layout)
    if not all(isinstance(one, str) for one in texts):
        raise BadRequest("/type, /generation and /layout must be texts.")
    if not isinstance(ids, list) or len(ids) > MAX_IDS or not all(isinstance(one, str) for one in ids):
        raise BadRequest(Filled("/ids must be a list of at most {most} ids.", most=MAX_IDS))
    if not all(one.isascii() and one.isdigit() and len(one) < LONGEST_ID for one in ids):
        raise BadRequest("/ids holds what is not the id of a record.")
    return HeldRecords(body["type"], layout, body["generation"], tuple(ids))
