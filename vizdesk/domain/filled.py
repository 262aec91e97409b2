"""Sentences with values worked into them, which can be said in another language than English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

Value = str | int | float

GROUPED_FROM = 10_000
"""Smaller numbers are shown without separators: a year must not read “1,981”."""

_PLACE = re.compile(r"\{([a-z_]+)\}")
_LARGEST = 2**53
"""Beyond it, JSON's numbers are not exact."""


class Filled(str):
    """An English sentence that still knows what it was made of.

    Logs, the command line and whoever else wants text take it as it is. `str()` of it gives itself, so that `str`, the
    domain's way to say a text in no other language, loses nothing of it.

    Args:
        template: a text with the names of values in braces; braces around anything else stay.
        values: by these names; one that the template does not name is left away.
    """

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> Self:
        """Fill a template."""
        made = super().__new__(cls, fill(template, values, _in_english))
        made.template, made.values = template, values
        return made

    def __str__(self) -> str:
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Value]]:
        return (self.template,), dict(self.values)


def fill(template: str, values: Mapping[str, Value], show: Callable[[Value], str]) -> str:
    """A template with its values in their places; what stands in a value's own braces stays.

    Args:
        template: with the names of values in braces; a name without a value stays as it is written.
        values: by name.
        show: writes a value.
    """
    return _PLACE.sub(lambda found: show(values[found[1]]) if found[1] in values else found[0], template)


def parts_of(**texts: str) -> dict[str, Any]:
    """What some texts were made of, for JSON: template and values of those that have any, by the texts' names."""
    return {
        name: {"template": text.template, "values": dict(text.values)}
        for name, text in texts.items()
        if isinstance(text, Filled) and text.values
    }


def parts_in(texts: Iterable[str]) -> dict[str, Any]:
    """The same of a list, by the places in it, from 0."""
    return parts_of(**{str(place): text for place, text in enumerate(texts)})


def filled_again(text: str, parts: Any) -> str:
    """The text that `parts_of` took apart.

    Args:
        text: as it is said in English.
        parts: decoded JSON from anywhere.

    Returns:
        A `Filled` if the parts make just this text, else the text as it is.
    """
    if not isinstance(parts, Mapping):
        return text
    template, values = parts.get("template"), parts.get("values")
    if not isinstance(template, str) or not isinstance(values, Mapping) or not all(map(_is_value, values.values())):
        return text
    made = Filled(template, **values)
    return made if made == text else text


def all_filled_again(texts: Iterable[str], parts: Any) -> list[str]:
    """The texts that `parts_in` took apart; `parts` may be anything, as in `filled_again`."""
    known = parts if isinstance(parts, Mapping) else {}
    return [filled_again(text, known.get(str(place))) for place, text in enumerate(texts)]


def _is_value(value: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return abs(value) <= _LARGEST  # what is no number is not
    return isinstance(value, str)


def _in_english(value: Value) -> str:
    return value if isinstance(value, str) else str(value) if abs(value) < GROUPED_FROM else f"{value:,}"
