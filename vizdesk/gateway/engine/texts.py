"""Many texts as blocks of bytes, so that looking for something in them runs at the speed of memory."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vizdesk.domain.text import fold

Mask = npt.NDArray[np.bool_]
"""A yes or no for each record, or for each entry of a field."""

SEPARATOR = b"\0"
"""Between the texts of a block, letter by letter."""

LINE = b"\n"
"""Between folded texts, which hold no line end themselves."""

FEW_VALUES = 8
"""So many values are looked for one by one; of more, each text is looked up among them."""

_SPACES = bytes.maketrans(b"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f", b" " * 9)
_LOOKALIKES = str.maketrans("oil", "011")
_LOOKALIKE_BYTES = bytes.maketrans(b"oil", b"011")
_MARKS_AS_SPACES = bytes(
    byte if byte >= 128 or byte == LINE[0] or chr(byte).isalnum() else ord(" ") for byte in range(256)
)
_NO_WORD = re.compile(r"[^\w\n]|_")
_MARKS = bytes(byte for byte in range(128) if byte != LINE[0] and not chr(byte).isalnum())
_PARTS = re.compile(rb"[^ \n]+")
_ANY_CHARACTER = rb"[^\n\x80-\xbf][\x80-\xbf]*"
"""In UTF-8 a character is one byte that does not go on, and those that go on."""


class TextBlocks:
    """The texts themselves, shared by all who look.

    Args:
        blocks: each starts and ends with the separator, and has it between any two texts.
        separator: one byte.
    """

    def __init__(self, blocks: Sequence[bytes], separator: bytes) -> None:
        self.blocks = blocks
        self.separator = separator

    @cached_property
    def size(self) -> int:
        """Bytes held, those of `breaks` included."""
        return sum(map(len, self.blocks)) + 4 * self.starts[-1]

    @cached_property
    def starts(self) -> list[int]:
        """The number of each block's first text, and at the end how many texts there are."""
        counts = [block.count(self.separator) - 1 for block in self.blocks]
        return [0, *np.cumsum(counts).tolist()]

    @cached_property
    def breaks(self) -> list[npt.NDArray[np.int32]]:
        """For each block where its separators stand."""
        mark = self.separator[0]
        return [np.flatnonzero(np.frombuffer(one, np.uint8) == mark).astype(np.int32) for one in self.blocks]


class Texts:
    """One look at texts.

    Args:
        stored: the texts.
        check: called between blocks; raises where the time is over.
    """

    def __init__(self, stored: TextBlocks, check: Callable[[], None]) -> None:
        self._stored = stored
        self._blocks = stored.blocks
        self._separator = stored.separator
        self._starts = stored.starts
        self._check = check

    def __len__(self) -> int:
        return int(self._starts[-1])

    def at(self, numbers: Iterable[int]) -> list[str]:
        """The texts of some numbers."""
        found = []
        for number in numbers:
            block = bisect_right(self._starts, number) - 1
            breaks, place = self._stored.breaks[block], number - self._starts[block]
            found.append(self._blocks[block][breaks[place] + 1 : breaks[place + 1]].decode())
        return found

    def equal_to(self, values: Iterable[str]) -> Mask:
        """Which texts are one of some values."""
        wanted = {value.encode() for value in values}
        if len(wanted) <= FEW_VALUES:
            met = np.zeros(len(self), np.bool_)
            for value in wanted:
                met |= self._holding(self._separator + value + self._separator)
            return met
        found = [np.zeros(0, np.bool_)]
        for block in self._blocks:
            self._check()
            texts = block.split(self._separator)[1:-1]
            found.append(np.fromiter((text in wanted for text in texts), np.bool_, len(texts)))
        return np.concatenate(found)

    def starting_with(self, value: str) -> Mask:
        """Which texts begin so."""
        return self._holding(self._separator + value.encode())

    def containing(self, value: str) -> Mask:
        """Which texts have a part that reads so; all, for an empty one."""
        return self._holding(value.encode()) if value else np.ones(len(self), np.bool_)

    def like(self, pattern: str) -> Mask:
        """Which folded texts as a whole are like a pattern: `*` stands for any characters or none, `?` for one."""
        return self.matching(_wildcard(pattern))

    def matching(self, pattern: re.Pattern[bytes]) -> Mask:
        """Which texts a pattern is found in; it must not reach from one text into another."""
        return self._meeting(lambda block: (match.start() for match in pattern.finditer(block)))

    def having_one_of(self, words: frozenset[bytes]) -> Mask:
        """Which texts have one of these words; of texts in which nothing but spaces stands between words."""
        return self._meeting(lambda block: (match.start() for match in _PARTS.finditer(block) if match[0] in words))

    def words(self) -> frozenset[str]:
        """All words of texts in which nothing but spaces stands between words."""
        found: set[bytes] = set()
        for block in self._blocks:
            self._check()
            found.update(block.split())
        return frozenset(word.decode() for word in found)

    def _holding(self, wanted: bytes) -> Mask:
        def find(block: bytes) -> Iterator[int]:
            at = block.find(wanted)
            while at >= 0:
                yield at
                end = block.find(self._separator, at + 1)  # one place in a text is enough
                at = block.find(wanted, end) if end >= 0 else -1

        return self._meeting(find)

    def _meeting(self, finds: Callable[[bytes], Iterator[int]]) -> Mask:
        """Which texts something stands in.

        Args:
            finds: gives for a block the offsets where it stands; an offset on a separator means the text behind it.
        """
        met = np.zeros(len(self), np.bool_)
        for first, block, breaks in zip(self._starts, self._blocks, self._stored.breaks, strict=False):
            self._check()
            offsets = np.fromiter(finds(block), np.int32)
            if len(offsets):
                met[first + np.searchsorted(breaks, offsets, side="right") - 1] = True
        return met


def folded(block: bytes) -> bytes:
    """A stored block in comparable form, ready to be scanned."""
    if block.isascii():
        lowered = block.translate(_SPACES).lower()
        if b"  " not in lowered:
            return LINE + lowered.replace(SEPARATOR, LINE) + LINE
    return LINE + "\n".join(map(fold, block.decode().split("\0"))).encode() + LINE


def compacted(block: bytes) -> bytes:
    """A folded block as identifiers are compared: see `compact`."""
    if block.isascii():
        return block.translate(None, delete=_MARKS)
    return "\n".join("".join(filter(str.isalnum, text)) for text in block.decode().split("\n")).encode()


def worded(block: bytes) -> bytes:
    """A folded block with nothing but spaces between its words: see `words_of`."""
    if block.isascii():
        return block.translate(_MARKS_AS_SPACES)
    return _NO_WORD.sub(" ", block.decode()).encode()


def lookalikes(block: bytes) -> bytes:
    """A compacted block in which what looks alike is the same: see `lookalike`."""
    return block.translate(_LOOKALIKE_BYTES)


def compact(text: str, kept: str = "") -> str:
    """An identifier as it is compared: folded, without what is neither a letter nor a digit nor one of those kept."""
    return "".join(character for character in fold(text) if character.isalnum() or character in kept)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: runs of letters and digits."""
    return _NO_WORD.sub(" ", fold(text)).split()


def lookalike(text: str) -> str:
    """A compact identifier in which letters and digits that look alike are the same: O and 0; I, L and 1."""
    return compact(text).translate(_LOOKALIKES)


def _wildcard(pattern: str) -> re.Pattern[bytes]:
    """Finds lines like a pattern in one pass, whatever the pattern.

    Between two `*` the first place that fits is always good enough, so each such part is atomic: without that, a
    pattern of many `*` would be tried in more ways than anybody can wait for.
    """
    parts = [_ANY_CHARACTER.join(re.escape(text.encode()) for text in part.split("?")) for part in pattern.split("*")]
    if len(parts) == 1:
        return re.compile(rb"\n" + parts[0] + rb"(?=\n)")
    first, *inner, last = parts
    found = b"".join(rb"(?>[^\n]*?" + part + rb")" for part in inner if part)
    return re.compile(rb"\n" + first + found + rb"[^\n]*" + last + rb"(?=\n)")
