"""Errors as problem documents (RFC 9457), between the gateway and its clients, and between processes of one program."""

from __future__ import annotations

from typing import Any

from vizdesk.domain.errors import VizDeskError, error_for
from vizdesk.domain.filled import filled_again, parts_of

PREFIX = "urn:vizdesk:problem:"
"""Stands before an error's code in `type`."""


def problem_of(error: VizDeskError) -> dict[str, Any]:
    """The document of an error: `type`, `title` (the sentence) and `detail` (the next step).

    Where values are worked into these, `filled` tells which and into what, so that they can be said in other languages.
    """
    filled = parts_of(title=error.sentence, detail=error.next_step)
    problem = {"type": f"{PREFIX}{error.code}", "title": error.sentence, "detail": error.next_step}
    return problem | ({"filled": filled} if filled else {})


def error_of(problem: Any) -> VizDeskError:
    """The error that a document tells of.

    Args:
        problem: decoded JSON.

    Raises:
        KeyError: a member is missing.
        TypeError: it is not an object.
    """
    filled = problem.get("filled")
    parts = filled if isinstance(filled, dict) else {}
    sentence, next_step = (_text(one) for one in (problem["title"], problem.get("detail") or ""))
    return error_for(
        str(problem["type"]).removeprefix(PREFIX),
        filled_again(sentence, parts.get("title")),
        filled_again(next_step, parts.get("detail")),
    )


def _text(source: Any) -> str:
    """What Qt can show: JSON may hold half a character."""
    return str(source).encode("utf-8", "replace").decode()
