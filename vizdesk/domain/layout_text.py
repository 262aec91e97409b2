"""From the text of a layout document to its value, and what JSON lets pass there but no program can work with."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from vizdesk.domain.errors import Fault
from vizdesk.domain.json_positions import pointer_of
from vizdesk.domain.layout import MAX_BYTES, Json
from vizdesk.domain.layout_errors import MAX_FAULTS
from vizdesk.domain.text import UNFIT

MAX_DEPTH: Final = 32
MAX_CONTAINERS: Final = 100_000
"""Objects and lists of a document: in its megabyte no layout has three quarters as many."""

_TOO_DEEP: Final = Fault("", f"The layout is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")
_TOO_MANY: Final = Fault("", f"The layout has more than {MAX_CONTAINERS:,} objects and lists.", "Split it by agency.")
_CONTAINERS: Final = (dict, list)


class Unreadable(Exception):
    """A document is not JSON, or holds what JSON lets pass and no program can work with.

    Args:
        faults: all of them.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = list(faults)


class _Doubled(dict[str, Any]):
    """An object of the text in which keys stand twice; they are in `keys_twice`."""

    keys_twice: tuple[str, ...] = ()


def text_of(document: str | bytes) -> str:
    """The text, where it is not too long and UTF-8.

    Raises:
        Unreadable: it is neither.
    """
    encoded = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    if len(encoded) > MAX_BYTES:
        told = f"The layout is larger than {MAX_BYTES // 1024:,} KiB."
        raise Unreadable(Fault("", told, "Split it by agency.", 1, 1))
    try:
        return encoded.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = encoded[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        raise Unreadable(Fault("", "The layout is not text in UTF-8.", "Save it as UTF-8.", line, column)) from None


def value_of(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        Unreadable: it is not JSON, is nested too deeply, or holds what `check_value` refuses or a key twice.
    """
    doubled = False

    def made(items: list[tuple[str, Any]]) -> Json:
        nonlocal doubled
        found = dict(items)
        if len(found) < len(items):
            doubled, found = True, _Doubled(found)
            found.keys_twice = _twice(key for key, _ in items)
        return found

    try:
        value = json.loads(text, object_pairs_hook=made)
    except json.JSONDecodeError as error:
        hint = "Look for a missing comma, quote or bracket, here or just before."
        raise Unreadable(Fault("", "This is not JSON.", hint, error.lineno, error.colno)) from None
    except RecursionError:
        raise Unreadable(_TOO_DEEP._replace(line=1, column=1)) from None
    except ValueError:  # Python converts numbers up to a length only
        told = "The layout holds a number of thousands of digits."
        raise Unreadable(Fault("", told, "Shorten it.", 1, 1)) from None
    check_value(value)
    if doubled:
        raise Unreadable(*islice(_value_faults(value, ()), MAX_FAULTS))
    return value


def _twice(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key, times in Counter(keys).items() if times > 1)


def check_value(document: Any) -> None:
    """Whether a document holds nothing that JSON's grammar lets pass, but no other program.

    Raises:
        Unreadable: it is nested too deeply, has too many parts, or holds endless numbers, half characters or NUL.
    """
    _check_nesting(document)
    try:
        written = json.dumps(document, ensure_ascii=False, allow_nan=False)
        written.encode()
        sound = "\\u0000" not in written
    except ValueError:
        sound = False
    if not sound and (faults := list(islice(_value_faults(document, ()), MAX_FAULTS))):
        raise Unreadable(*faults)


def _check_nesting(document: Any) -> None:
    level = [document] if isinstance(document, _CONTAINERS) else []
    count = 0
    for _ in range(MAX_DEPTH):
        count += len(level)
        if count > MAX_CONTAINERS:
            raise Unreadable(_TOO_MANY)
        around = (one.values() if isinstance(one, dict) else one for one in level)
        level = [inner for values in around for inner in values if isinstance(inner, _CONTAINERS)]
    if level:
        raise Unreadable(_TOO_DEEP)


def _value_faults(value: Any, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if isinstance(value, str):
        if UNFIT.search(value):
            yield Fault(pointer_of(*path), "This text holds half a character, or none.", "Write the text anew.")
    elif isinstance(value, float) and not math.isfinite(value):
        yield Fault(pointer_of(*path), "This number is without end.", "Write a number.")
    elif isinstance(value, dict):
        for key in getattr(value, "keys_twice", ()):
            yield Fault(pointer_of(*path, key), "This key stands twice in one object.", "Keep one of the two.")
        for key, inner in value.items():
            if UNFIT.search(key):
                yield Fault(pointer_of(*path), "A key here holds half a character, or none.", "Write the key anew.")
            yield from _value_faults(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _value_faults(inner, (*path, place))
