"""Where the values of a JSON text stand: JSON's own parser gives values, but not places."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import NamedTuple

_TOKEN = re.compile(r'[{}\[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}\[\],:"]+')


class Place(NamedTuple):
    """A line and a column of a text, both from 1."""

    line: int
    column: int


class Positions:
    """The places of all values of a text that is JSON.

    Args:
        text: parsed without fault.
    """

    def __init__(self, text: str) -> None:
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._offsets: dict[str, int] = {}
        self.doubled: list[str] = []
        """Pointers of keys that stand twice in one object, in the order of the text."""
        self._scan(text)

    def place(self, pointer: str) -> Place:
        """Where the value of a JSON pointer stands; of one that is not there, the nearest value around it."""
        while pointer and pointer not in self._offsets:
            pointer = pointer.rpartition("/")[0]
        offset = self._offsets.get(pointer, 0)
        line = bisect_right(self._line_ends, offset - 1)
        return Place(line + 1, offset - (self._line_ends[line - 1] if line else -1))

    def _forget_within(self, pointer: str) -> None:
        """The later of two equal keys counts, and nothing in it stands there for the second time."""
        for inner in [one for one in self._offsets if one.startswith(f"{pointer}/")]:
            del self._offsets[inner]

    def _scan(self, text: str) -> None:
        """One pass over the tokens; `open_` holds the pointer of each open container, and its count if it is a list."""
        open_: list[tuple[str, list[int] | None]] = []
        pointer = ""
        for match in _TOKEN.finditer(text):
            part = match[0]
            parent, count = open_[-1] if open_ else ("", None)
            if part in ("}", "]"):
                open_.pop()
            elif part == ",":
                pointer = ""
            elif part != ":":
                if count is not None:
                    pointer = f"{parent}/{count[0]}"
                    count[0] += 1
                elif open_ and not pointer:  # a key
                    key = json.loads(part)
                    pointer = f"{parent}/{key.replace('~', '~0').replace('/', '~1')}"
                    if pointer in self._offsets:
                        self.doubled.append(pointer)
                        self._forget_within(pointer)
                    self._offsets[pointer] = match.start()  # a value that is missing stands at its key
                    continue
                self._offsets[pointer] = match.start()
                if part in ("{", "["):
                    open_.append((pointer, [0] if part == "[" else None))
                pointer = ""
