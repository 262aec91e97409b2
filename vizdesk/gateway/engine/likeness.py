"""Words that sound like a word, or that differ from it by a slip of the pen.

Sounding alike: equal by Soundex, as the FBI's NCIC compares names, or by Metaphone, which also knows that Katherine and
Catherine begin alike. Slips: an edit distance with transpositions (Damerau and Levenshtein) of one from three letters
on, of two from six on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import jellyfish

from vizdesk.domain.search import MAX_EXPANDED
from vizdesk.gateway.engine.columns import Column, Form
from vizdesk.gateway.engine.texts import Mask, words_of

_BEFORE, _BEHIND = rb"(?<=[ \n])(?:", rb")(?=[ \n])"

FEW = 300
"""So many words are looked for as one pattern; with more, each text is taken apart."""

Alike = Callable[[str, str], bool]
"""Whether a word of the records is like a typed one."""


def holding_words_like(column: Column, typed: str, alike: Alike) -> Mask:
    """The entries of a text field that hold, for each word of a text, a word like it."""
    met = column.present()
    for word in words_of(typed):
        met &= _holding_one_of(column, column.parts.words_like(column.field, word, alike))
    return met


def other_words_like(column: Column, typed: str, alike: Alike) -> tuple[str, ...]:
    """Words of a text field that are looked for as well, though they were not typed; the first `MAX_EXPANDED`."""
    words = words_of(typed)
    found = {other for word in words for other in column.parts.words_like(column.field, word, alike)}
    return tuple(sorted(found.difference(words))[:MAX_EXPANDED])


def sounds_alike(one: str, other: str) -> bool:
    """Whether two folded words sound alike."""
    if one == other:
        return True
    if not (one.isascii() and other.isascii() and one.isalpha() and other.isalpha()):
        return False  # the rules are those of Latin letters
    return jellyfish.soundex(one) == jellyfish.soundex(other) or jellyfish.metaphone(one) == jellyfish.metaphone(other)


def slips_of(one: str, other: str) -> bool:
    """Whether two folded words differ by so little that one may be meant by the other."""
    allowed = 0 if len(other) < 3 else 1 if len(other) < 6 else 2
    if abs(len(one) - len(other)) > allowed:
        return False
    return one == other or jellyfish.damerau_levenshtein_distance(one, other) <= allowed


def _holding_one_of(column: Column, words: Sequence[str]) -> Mask:
    texts, wanted = column.texts(Form.WORDS), frozenset(word.encode() for word in words)
    if not 0 < len(wanted) <= FEW:
        return texts.having_one_of(wanted)
    return texts.matching(re.compile(_BEFORE + b"|".join(map(re.escape, sorted(wanted))) + _BEHIND))
