"""What the schema's errors are called in words, and which node of the document each is about.

Sentences come from the catalogue below, by the kind of error, never from the library: its texts repeat what the
document holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from vizdesk.domain.errors import Fault
from vizdesk.domain.json_positions import pointer_of
from vizdesk.domain.layout import Json
from vizdesk.domain.layout_errors import MAX_FAULTS

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

Path = tuple[str | int, ...]
Words = tuple[str, str]
"""A sentence and a hint."""

ALIKE = 0.5
"""From 0 to 1: how alike two keys are of which one is a slip of the pen; short ones differ a lot by one letter."""

_OTHER_KIND = ("What this filter holds is of another kind.", "Change its kind, or both its value and its operators.")

SHOWN_KEYS = 12
"""Keys that a hint lists at most."""


def told(errors: Iterable[ValidationError], schema: Json) -> list[Fault]:
    """The faults that errors of the schema amount to: one for each node, and one for each key that is missing.

    A key that is missing beside one that is almost written so is a slip of the pen: one fault.
    """
    errors = list(errors)
    other_kinds = _of_other_kinds(errors)
    faults = {path: Fault(pointer_of(*path), *_OTHER_KIND) for path in other_kinds}
    unknown: dict[Path, list[str]] = {}
    missing: dict[Path, list[str]] = {}
    for error in errors:
        path, name, kind = tuple(error.instance_path), error.kind.name, error.kind.as_dict()
        if (*path[:4], "kind") in other_kinds and _hangs_on_kind(error):
            continue
        if name == "additionalProperties":
            known = _known_keys(error.schema_path, schema)
            unknown.setdefault(path, []).extend(kind["unexpected"])
            for key in kind["unexpected"][:MAX_FAULTS]:
                faults.setdefault((*path, key), _unknown_key((*path, key), known))
        elif name == "required":
            missing.setdefault(path, []).append(str(kind["property"]).strip('"'))
        else:
            path, words = _words(error, path, name, kind)
            faults.setdefault(path, Fault(pointer_of(*path), *words))
    return [*faults.values(), *_missing_keys(missing, unknown)]


def _of_other_kinds(errors: Iterable[ValidationError]) -> set[Path]:
    """The kinds of filters whose value and operators are both those of another kind: it is the kind that is wrong."""
    parts: dict[Path, set[str | int]] = {}
    for error in errors:
        if _hangs_on_kind(error):
            parts.setdefault((*error.instance_path[:4], "kind"), set()).add(error.instance_path[4])
    return {path for path, wrong in parts.items() if len(wrong) > 1}


def _hangs_on_kind(error: ValidationError) -> bool:
    """Whether a filter's value has other keys, or its operators are others, than its kind has."""
    path, name = error.instance_path, error.kind.name
    if error.schema_path[:3] != ["$defs", "filter", "allOf"] or len(path) < 5:
        return False
    return name == "enum" if path[4] == "bind" else len(path) == 5 and name in ("additionalProperties", "required")


def _missing_keys(missing: Mapping[Path, Sequence[str]], unknown: Mapping[Path, Sequence[str]]) -> Iterator[Fault]:
    for path, keys in missing.items():
        for key in dict.fromkeys(keys):
            if not get_close_matches(key, unknown.get(path, ()), cutoff=ALIKE):
                yield Fault(pointer_of(*path), f"The key “{key}” is missing.", "Add it.")


def _unknown_key(path: Path, known: Sequence[str]) -> Fault:
    key = str(path[-1])
    meant = get_close_matches(key[:SHOWN_KEY], known, 1, ALIKE)
    hint = "Remove it."
    if meant:
        hint = f"Is “{meant[0]}” meant?"
    elif known:
        more = ", …" if len(known) > SHOWN_KEYS else ""
        hint = f"Known here: {', '.join(known[:SHOWN_KEYS])}{more}."
    return Fault(pointer_of(*path), f"Unknown key “{_short(key)}”.", hint)


def _known_keys(schema_path: Sequence[str | int], schema: Json) -> list[str]:
    """The keys that the schema has where an error's path through it ends."""
    at: Any = schema
    for part in schema_path[:-1]:
        at = at[part]
    return list(at.get("properties", ()))


def _words(error: ValidationError, path: Path, name: str, kind: Mapping[str, Any]) -> tuple[Path, Words]:
    """What an error is about, and what is told of it."""
    if name == "propertyNames":
        return (*path, str(kind["error"].instance)), ("This key is no language.", "Use codes such as “en” or “es-MX”.")
    if name == "uniqueItems":
        return (*path, _second(error.instance)), ("This entry stands in the list twice.", "Keep one.")
    if name == "pattern":
        return path, _pattern(error)
    tell = _WORDS.get(name)
    return path, tell(kind) if tell else ("This is not of the form that a layout has.", "See the layout schema.")


def _second(entries: Any) -> int:
    """The place of the first entry that stood in a list before."""
    return next(place for place, one in enumerate(entries) if one in entries[:place])


def _pattern(error: ValidationError) -> Words:
    named = [str(part) for part in error.schema_path[:-1]]
    hint = next((_FORMS[part] for part in reversed(named) if part in _FORMS), "")
    if isinstance(error.instance, str) and not error.instance.isascii():
        return "Some letters here are not of a to z, even if they look so.", hint
    return "This is not written as it must be.", hint


def _type(kind: Mapping[str, Any]) -> Words:
    types = kind.get("types") or kind.get("type") or []
    names = [types] if isinstance(types, str) else list(types)
    wanted = " or ".join(_TYPES.get(str(name), str(name)) for name in names)
    return (f"This must be {wanted}." if wanted else "This is of the wrong type."), ""


def _enumerated(kind: Mapping[str, Any]) -> Words:
    options = kind["options"]
    listed = ", ".join(map(str, options)) if isinstance(options, list) else str(options)
    return "This is not one of the values that are possible here.", f"Possible are {listed}."


SHOWN_KEY = 40
"""Letters of an unknown key that are shown at most."""


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_KEY else f"{text[:SHOWN_KEY]}…"


_TYPES: Final[Mapping[str, str]] = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}

_FORMS: Final[Mapping[str, str]] = {
    "agency": "Agencies are lower case, with digits and hyphens, such as harbor-city.",
    "reference": "A base is an agency and a version, such as state@7.",
    "id": "Ids are agency:page.name, such as harbor:people.last_name.",
    "name": "Names are lower_snake_case, such as last_name.",
    "date": "Dates are such as 2024-05-31.",
}
"""By the part of the schema that has the pattern."""

_WORDS: Final[Mapping[str, Callable[[Mapping[str, Any]], Words]]] = {
    "constant": lambda _: ("This value is not the one that must stand here.", "This program reads layouts of form 1."),
    "const": lambda _: ("This value is not the one that must stand here.", "This program reads layouts of form 1."),
    "enum": _enumerated,
    "falseSchema": lambda _: (
        "This key does not go with the others here.",
        "A layout has pages or an overlay; an operation has one target.",
    ),
    "maxItems": lambda kind: (f"This list has more than {kind['limit']:,} entries.", "Shorten it."),
    "maxLength": lambda kind: (f"This text is longer than {kind['limit']:,} characters.", "Shorten it."),
    "maxProperties": lambda _: (
        "This condition says two things at once.",
        "Give an id with “in” or “exists”, or one of “all”, “any” and “not”.",
    ),
    "maximum": lambda kind: (f"This number is larger than {kind['limit']}.", ""),
    "minItems": lambda _: ("This list is empty.", "Add an entry, or leave the key away."),
    "minLength": lambda _: ("This text is empty.", "Write a text."),
    "minProperties": lambda _: ("This object is empty.", "Give at least one language, such as “en”."),
    "minimum": lambda kind: (f"This number is smaller than {kind['limit']}.", ""),
    "type": _type,
}
