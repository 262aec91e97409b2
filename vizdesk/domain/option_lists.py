"""An agency's lists of options, which its layouts name: `{"list": "gangs", "version": 3, "options": […]}`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from vizdesk.domain.criteria import MAX_TEXT
from vizdesk.domain.errors import Fault, LayoutRefused
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import Json, Option
from vizdesk.domain.naming import NAME_PATTERN

MAX_BYTES: Final = 16 * 1024 * 1024
"""Largest list, in bytes of UTF-8."""

MAX_OPTIONS: Final = 100_000
MAX_FAULTS: Final = 200
MAX_LABEL: Final = 200
MAX_PARENTS: Final = 200
_LOCALE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NEXT = "Mend the list, then publish it again."


def check_option_list(text: str | bytes) -> Json:
    """Check a list of options.

    Args:
        text: JSON.

    Returns:
        The document, without faults.

    Raises:
        LayoutRefused: it has faults; up to `MAX_FAULTS` of them are told.
    """
    if len(text) > MAX_BYTES:
        raise _refused([Fault("", f"The list is larger than {MAX_BYTES // 1024 // 1024} MiB.", "Shorten it.")])
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise _refused([Fault("", "The list is not JSON in UTF-8.")]) from None
    faults = []
    for fault in _faults(document):
        faults.append(fault)
        if len(faults) == MAX_FAULTS:
            break
    if faults:
        raise _refused(faults)
    checked: Json = document
    return checked


def decode_options(document: Json) -> list[Option]:
    """The options of a checked list."""
    return [Option(one["value"], one.get("text", {}), of=tuple(one.get("of", ()))) for one in document["options"]]


def _refused(faults: list[Fault]) -> LayoutRefused:
    one, many = (
        "The list of options has one fault.",
        Filled("The list of options has {count} faults.", count=len(faults)),
    )
    return LayoutRefused(one if len(faults) == 1 else many, _NEXT, faults)


def _faults(document: Any) -> Iterator[Fault]:
    if not isinstance(document, dict):
        yield Fault("", "A list of options is an object with “list” and “options”.")
        return
    for key in sorted(set(document) - {"list", "version", "options"})[:5]:
        yield Fault("", f"Unknown key “{key[:40]}”.", "Remove it.")
    name, options = document.get("list"), document.get("options")
    if not isinstance(name, str) or not NAME_PATTERN.fullmatch(name):
        yield Fault("/list", "A list needs a name in lower_snake_case.", "Write it in “list”.")
    if not isinstance(options, list):
        yield Fault("/options", "The options must be a list.")
        return
    if len(options) > MAX_OPTIONS:
        yield Fault("/options", f"This list has more than {MAX_OPTIONS:,} options.", "Shorten it.")
        return
    seen: set[str] = set()
    for place, one in enumerate(options):
        sentence = _option_fault(one)
        if sentence:
            yield Fault(f"/options/{place}", sentence)
        elif one["value"] in seen:
            yield Fault(f"/options/{place}/value", "Another option has this value already.", "Give each its own.")
        else:
            seen.add(one["value"])


def _option_fault(one: Any) -> str:
    if not isinstance(one, dict) or not {"value"} <= set(one) <= {"value", "text", "of"}:
        return "An option is an object with “value” and perhaps “text” and “of”."
    value, texts, of = one["value"], one.get("text", {}), one.get("of", [])
    if not isinstance(of, list) or len(of) > MAX_PARENTS or not all(isinstance(name, str) and name for name in of):
        return f"What an option belongs to, “of”, is a list of at most {MAX_PARENTS} values."
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT or "\0" in value:
        return f"A value is text of 1 to {MAX_TEXT} characters."
    if not isinstance(texts, dict) or not all(_LOCALE.fullmatch(locale) for locale in texts):
        return "The texts of an option are an object of languages, such as “en”."
    if not all(isinstance(label, str) and 0 < len(label) <= MAX_LABEL for label in texts.values()):
        return f"What an option is called is text of 1 to {MAX_LABEL} characters."
    return ""
