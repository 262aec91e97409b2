"""What a Spanish catalogue cannot say by itself: words that depend on how the next one sounds."""

from __future__ import annotations

import re
from collections.abc import Mapping

_AND_OR = re.compile(r"\b([yo])(?= \{([a-z_]+)\})")
_INSTEAD = {
    "y": (re.compile(r"[«“]?h?[ií](?![aeouáéóú])", re.IGNORECASE), "e"),
    "o": (re.compile(r"[«“]?(h?[oó]|8|11\b)", re.IGNORECASE), "u"),
}


def euphonic(template: str, values: Mapping[str, str]) -> str:
    """A template with “e” for “y” where a value that sounds as i follows, and “u” for “o” where one as o does.

    Args:
        template: in Spanish, with names of values in braces.
        values: as they will be shown, by name.
    """

    def heard(found: re.Match[str]) -> str:
        sound, instead = _INSTEAD[found[1]]
        return instead if sound.match(values.get(found[2], "")) else found[1]

    return _AND_OR.sub(heard, template)
