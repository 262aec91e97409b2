"""Where the values of a JSON text stand: JSON's own parser gives values, but not places."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, takewhile
from typing import NamedTuple

LONGEST_KEY = 1000
_BETWEEN = re.compile(r"[ \t\r\n,:]*")
_DECODER = json.JSONDecoder()


class Place(NamedTuple):
    """A line and a column of a text, both from 1."""

    line: int
    column: int


class Positions:
    """The places of the values of a text that is JSON.

    Only the containers on the way to a value are looked into, and what else they hold is left to JSON's own parser: it
    is in C.

    Args:
        text: parsed without fault.
        twice: whether keys may stand twice in one object, where the later counts; it takes longer.
    """

    def __init__(self, text: str, *, twice: bool = False) -> None:
        self._text = text
        self._twice = twice
        self._lines = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._known: dict[str, tuple[dict[str, int], Iterator[tuple[str, int]]]] = {}

    def place(self, pointer: str) -> Place:
        """Where the value of a JSON pointer stands; of one that is not there, the nearest value around it."""
        around, offset = "", self._start(0)
        for part in pointer.split("/")[1:]:
            inner = self._inner(around, offset, part)
            if part not in inner:
                break
            around, offset = f"{around}/{part}", inner[part]
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)

    def _inner(self, pointer: str, offset: int, wanted: str) -> dict[str, int]:
        """Where the values of a container start, by their parts of the pointer, at least as far as the wanted one."""
        if pointer not in self._known:
            self._known[pointer] = {}, self._members(offset)
        found, more = self._known[pointer]
        while self._twice or wanted not in found:
            following = next(more, None)
            if following is None:
                break
            found[following[0]] = following[1]
        return found

    def _members(self, offset: int) -> Iterator[tuple[str, int]]:
        text, opening = self._text, self._text[offset]
        if opening not in "{[":
            return
        count = 0
        start = self._start(offset + 1)
        while text[start] not in "}]":
            name = str(count)
            if opening == "{":
                key, end = _DECODER.raw_decode(text, start)
                name, start = escaped(key), self._start(end)
            yield name, start
            count += 1
            start = self._start(_DECODER.raw_decode(text, start)[1])

    def _start(self, offset: int) -> int:
        """Where the next key, value or closing bracket is."""
        found = _BETWEEN.match(self._text, offset)
        return found.end() if found else offset


def pointer_of(*path: str | int) -> str:
    """The JSON pointer (RFC 6901) of a path of keys and places; it ends before a key longer than any real one."""
    parts = [part if isinstance(part, str) else str(part) for part in path]
    real = takewhile(lambda part: len(part) <= LONGEST_KEY, parts)
    return "".join(f"/{escaped(part)}" for part in real)


def escaped(key: str) -> str:
    """A key as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")
