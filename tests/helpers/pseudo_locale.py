"""A pseudo-locale: every string of the window with accents, and 40 % longer, as a translation may be.

A string that stays as it was is one that nobody can translate; a text that does not fit would not fit in German.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QTranslator

LONGER = 0.4
LONGEST_WORD = 16
_ACCENTS = str.maketrans("aeiouncyAEIOUNCY", "áéíöúñçýÁÉÍÖÚÑÇÝ")
_PLACEHOLDER = re.compile(r"(\{[^}]*\})")


def pseudo(text: str) -> str:
    """A text in the pseudo-locale; what stands in braces stays."""
    parts = _PLACEHOLDER.split(text)
    accented = "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
    more = max(1, round(len(text) * LONGER))
    words = ["·" * min(LONGEST_WORD, more - begun) for begun in range(0, more, LONGEST_WORD)]
    return accented + " ".join(words)  # lines break between words in any language


class PseudoLocale(QTranslator):
    """Translates everything; to be installed in the application."""

    def isEmpty(self) -> bool:
        """Never: Qt leaves out a translator that is."""
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """The text in the pseudo-locale."""
        return pseudo(source)
