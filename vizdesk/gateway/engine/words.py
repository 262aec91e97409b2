"""From what somebody typed to a full-text expression that can only mean those words."""

from __future__ import annotations

import unicodedata

from vizdesk.domain.errors import BadRequest


def match_expression(query: str) -> str | None:
    """The FTS5 expression for a query, or None where nothing was asked.

    Words are parted by white space, and a record must hold all of them; one that ends in `*` matches beginnings. Every
    word is quoted, so that none of FTS5's operators can be meant; a word of several parts (`O'Brien`, `12-345`) is a
    phrase. A word without any letter or digit is left out, as full-text indexes hold none.

    Raises:
        BadRequest: something was typed, but no letter and no digit.
    """
    typed = query.replace("\x00", " ").split()
    words = [word for word in typed if any(_is_word_character(character) for character in word)]
    if typed and not words:
        raise BadRequest("The query has no letter and no digit to look for.", "Type at least one word.")
    return " AND ".join(_term(word) for word in words) or None


def _term(word: str) -> str:
    text = word.rstrip("*")
    quoted = '"' + text.replace('"', '""') + '"'
    return quoted + "*" if text != word else quoted


def _is_word_character(character: str) -> bool:
    """What the tokenizer unicode61 keeps: letters, numbers and private-use characters."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
