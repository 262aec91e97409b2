"""From what somebody typed to the words that a record must hold."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.text import visible


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query.

    Args:
        text: the word, or a phrase of several parts such as `O'Brien`.
        begins: whether it matches beginnings.
    """

    text: str
    begins: bool

    @property
    def expression(self) -> str:
        """The FTS5 expression, quoted so that none of its operators can be meant."""
        quoted = '"' + self.text.replace('"', '""') + '"'
        return quoted + "*" if self.begins else quoted

    @property
    def token(self) -> str | None:
        """The word as the tokenizer unicode61 stores it; None where that is not plain to see."""
        if self.begins or not self.text.isalnum():
            return None
        decomposed = unicodedata.normalize("NFD", self.text.lower())
        return "".join(character for character in decomposed if not unicodedata.combining(character))


def terms(query: str) -> list[Term]:
    """The words of a query; a record must hold all of them.

    Words are parted by white space; one that ends in `*` matches beginnings. Invisible characters, which are pasted
    with names, are left out, and so is a word without any letter or digit, as full-text indexes hold none.

    Raises:
        BadRequest: something was typed, but no letter and no digit.
    """
    typed = query.replace("\x00", " ").split()
    words = [word for word in map(visible, typed) if any(_is_word_character(character) for character in word)]
    if typed and not words:
        raise BadRequest("The query has no letter and no digit to look for.", "Type at least one word.")
    return [Term(word.rstrip("*"), word.endswith("*")) for word in words]


def _is_word_character(character: str) -> bool:
    """What the tokenizer unicode61 keeps: letters, numbers and private-use characters."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
