"""Comparing what people write, where case, accents and width do not count; and things with their number."""

from __future__ import annotations

import re
import unicodedata

UNFIT = re.compile("[\ud800-\udfff\0]")
"""Half characters, which no UTF-8 has, and NUL, which ends a text elsewhere."""

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""What Unicode ignores where texts are compared (UAX 44, Default_Ignorable_Code_Point); it is pasted with names."""


def visible(text: str) -> str:
    """A text without what nobody sees of it."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """The comparable form of a text: NFKD, case-folded, without combining marks, invisible characters and idle space.

    Two texts are "the same" to a text filter exactly when their folded forms are equal.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", visible(text).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def counted(count: int, one: str) -> str:
    """How many there are, as in `1 record` and `2,400 records`.

    Args:
        count: how many.
        one: the word for one; an `s` makes it the word for many.
    """
    return f"{count:,} {one if count == 1 else f'{one}s'}"
