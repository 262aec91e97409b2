"""Checking a layout document: all faults of one that parses, or the one fault of syntax.

The published JSON Schema says what is of the form; what it cannot say (references from one part to another) is checked
here. Sentences come from the catalogue below, by the kind of error, never from the library: its texts repeat what the
document holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from vizdesk.domain.errors import Fault, LayoutRefused
from vizdesk.domain.json_positions import Positions
from vizdesk.domain.layout import MAX_BYTES, Json
from vizdesk.domain.migration_check import migration_faults
from vizdesk.domain.policy_check import policy_faults

MAX_DEPTH: Final = 32
MAX_FILTERS: Final = 2000
MAX_FAULTS: Final = 200
"""Faults told at once; a document with more is of another form altogether."""

_NEXT = "Mend the document, then publish it again."


def check_layout(document: str | bytes | Json, schema: Json) -> Json:
    """Check a layout document.

    Args:
        document: its text, or the value that was decoded from it.
        schema: the published JSON Schema.

    Returns:
        The decoded document, which `layout.decode_layout` accepts.

    Raises:
        LayoutRefused: it has faults; all of them are told.
    """
    text = _text(document) if isinstance(document, str | bytes) else None
    decoded: Any = document if text is None else _decoded(text)
    if _depth_exceeds(decoded, MAX_DEPTH):
        raise _refused([Fault("", f"The layout is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")])
    faults = _schema_faults(decoded, schema) or _reference_faults(decoded)
    if faults:
        raise _refused(faults if text is None else _placed(faults, Positions(text)))
    checked: Json = decoded
    return checked


def _refused(faults: list[Fault]) -> LayoutRefused:
    told = "one fault" if len(faults) == 1 else f"{len(faults):,} faults"
    return LayoutRefused(f"The layout has {told}.", _NEXT, faults)


def _placed(faults: list[Fault], positions: Positions) -> list[Fault]:
    """The faults with their lines and columns, in the order of the text."""
    placed = []
    for fault in faults:
        line, column = positions.place(fault.pointer)
        placed.append(fault._replace(line=line, column=column))
    return sorted(placed, key=lambda fault: (fault.line, fault.column))


def _text(document: str | bytes) -> str:
    encoded = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    if len(encoded) > MAX_BYTES:
        raise _refused([Fault("", f"The layout is larger than {MAX_BYTES // 1024:,} KiB.", "Split it by agency.")])
    try:
        return encoded.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused([Fault("", "The layout is not text in UTF-8.", "Save it as UTF-8.")]) from None


def _decoded(text: str) -> Any:
    doubled = False

    def pairs(items: list[tuple[str, Any]]) -> Json:
        nonlocal doubled
        found = dict(items)
        doubled = doubled or len(found) < len(items)
        return found

    try:
        decoded = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        hint = "Look for a missing comma, quote or bracket, here or just before."
        raise _refused([Fault("", "This is not JSON.", hint, error.lineno, error.colno)]) from None
    except (ValueError, RecursionError):
        raise _refused([Fault("", "The layout holds what JSON has not, or is nested too deeply.")]) from None
    if doubled:
        positions = Positions(text)
        sentence, hint = "This key stands twice in one object.", "Keep one of the two."
        raise _refused(_placed([Fault(one, sentence, hint) for one in positions.doubled[:MAX_FAULTS]], positions))
    return decoded


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _depth_exceeds(value: Any, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return depth == 0 or any(_depth_exceeds(one, depth - 1) for one in inner)


def _schema_faults(document: Any, schema: Json) -> list[Fault]:
    import jsonschema_rs  # late: only who checks a layout pays for it

    validator = jsonschema_rs.Draft202012Validator(schema)
    errors = islice(validator.iter_errors(document), MAX_FAULTS)
    return list(dict.fromkeys(_told(error.instance_path, error.kind.name, error.kind.as_dict()) for error in errors))


def _told(path: Iterable[str | int], name: str, kind: Mapping[str, Any]) -> Fault:
    tell = _SENTENCES.get(name)
    sentence, hint = tell(kind) if tell else ("This is not of the form that a layout has.", "See the layout schema.")
    return Fault(_pointer(*path), sentence, hint)


def _unexpected(kind: Mapping[str, Any]) -> tuple[str, str]:
    keys = [_short(key) for key in kind["unexpected"]]
    listed = ", ".join(f"“{key}”" for key in keys[:5])
    plural = "keys" if len(keys) > 1 else "key"
    return f"Unknown {plural} {listed}.", "Remove what is unknown, or look for a slip of the pen."


def _type(kind: Mapping[str, Any]) -> tuple[str, str]:
    types = kind.get("types") or kind.get("type") or []
    names = [types] if isinstance(types, str) else list(types)
    wanted = " or ".join(_TYPES.get(str(name), str(name)) for name in names)
    return (f"This must be {wanted}." if wanted else "This is of the wrong type."), ""


def _enumerated(kind: Mapping[str, Any]) -> tuple[str, str]:
    return "This is not one of the values that are possible here.", f"Possible are {_listed(kind['options'])}."


def _listed(values: Any) -> str:
    return ", ".join(str(value) for value in values) if isinstance(values, list) else str(values)


_TYPES: Final[Mapping[str, str]] = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}

_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str]]]] = {
    "additionalProperties": _unexpected,
    "constant": lambda _: ("This value is not the one that must stand here.", "This program reads layouts of form 1."),
    "const": lambda _: ("This value is not the one that must stand here.", "This program reads layouts of form 1."),
    "enum": _enumerated,
    "maxItems": lambda kind: (f"This list has more than {kind['limit']:,} entries.", "Shorten it."),
    "maxLength": lambda kind: (f"This text is longer than {kind['limit']:,} characters.", "Shorten it."),
    "maximum": lambda kind: (f"This number is larger than {kind['limit']}.", ""),
    "minItems": lambda _: ("This list is empty.", "Add an entry, or leave the key away."),
    "minLength": lambda _: ("This text is empty.", "Write a text."),
    "minProperties": lambda _: ("This object is empty.", "Give at least one language, such as “en”."),
    "minimum": lambda kind: (f"This number is smaller than {kind['limit']}.", ""),
    "pattern": lambda _: (
        "This is not written as it must be.",
        "Names are lower_snake_case, ids agency:page.name, dates such as 2024-05-31.",
    ),
    "propertyNames": lambda _: ("A key here is not a language.", "Use codes such as “en” or “es-MX”."),
    "required": lambda kind: (f"The key “{_unquoted(kind['property'])}” is missing.", "Add it."),
    "type": _type,
    "uniqueItems": lambda _: ("An entry of this list stands in it twice.", "Keep one."),
}


def _unquoted(text: Any) -> str:
    return str(text).strip('"')


def _reference_faults(document: Json) -> list[Fault]:
    """What hangs together across the parts of a document of the right form."""
    faults: list[Fault] = []
    pages = document["pages"]
    if sum(len(page["filters"]) for page in pages) > MAX_FILTERS:
        faults.append(Fault("/pages", f"The layout has more than {MAX_FILTERS:,} filters.", "Leave some out."))
    faults += _doubles(((("pages", place, "id"), page["id"]) for place, page in enumerate(pages)), "page")
    ids = [
        (("pages", place, "filters", number, "id"), one["id"])
        for place, page in enumerate(pages)
        for number, one in enumerate(page["filters"])
    ]
    faults += _doubles(ids, "filter")
    for place, page in enumerate(pages):
        faults += _page_faults(page, ("pages", place))
    return [*faults, *policy_faults(document), *migration_faults(document)]


def _page_faults(page: Json, path: tuple[str | int, ...]) -> list[Fault]:
    groups = [one["id"] for one in page.get("groups", ())]
    faults = _doubles((((*path, "groups", place, "id"), one) for place, one in enumerate(groups)), "group")
    ids = {one["id"] for one in page["filters"]}
    for number, one in enumerate(page["filters"]):
        here = (*path, "filters", number)
        ui, value = one.get("ui", {}), one.get("value", {})
        if "group" in ui and ui["group"] not in groups:
            faults.append(Fault(_pointer(*here, "ui", "group"), "There is no such group on this page.", _among(groups)))
        condition = ui.get("visibleWhen")
        if condition is not None and condition["id"] not in ids:
            hint = "Name a filter of the same page."
            faults.append(Fault(_pointer(*here, "ui", "visibleWhen", "id"), "There is no filter with this id.", hint))
        elif condition is not None and condition["id"] == one["id"]:
            hint = "Let it hang on another filter."
            faults.append(Fault(_pointer(*here, "ui", "visibleWhen", "id"), "A filter cannot hang on itself.", hint))
        if one["kind"] in ("choice", "choices") and "value" in one and len(value) != 1:
            hint = "Give one of “options”, “list” and “source”."
            faults.append(Fault(_pointer(*here, "value"), "The options come from exactly one place.", hint))
        options = value.get("options", ())
        faults += _doubles(
            _option_values(options, (*here, "value", "options")),
            "option",
        )
        if "minimum" in value and "maximum" in value and value["minimum"] > value["maximum"]:
            faults.append(Fault(_pointer(*here, "value"), "The minimum is larger than the maximum.", "Swap the two."))
    return faults + _field_faults(page, path)


def _option_values(options: Iterable[Json], path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each value of a tree of options stands, and the value."""
    for place, one in enumerate(options):
        yield (*path, place, "value"), one["value"]
        yield from _option_values(one.get("children", ()), (*path, place, "children"))


def _field_faults(page: Json, path: tuple[str | int, ...]) -> list[Fault]:
    """Sorting and titles name fields that the page shows or asks for; a column may show any field of the records."""
    known = {one["field"] for one in page["columns"]} | {
        one["bind"][key] for one in page["filters"] for key in ("field", "longitude") if key in one["bind"]
    }
    named: list[tuple[tuple[str | int, ...], str]]
    named = [(("sort", place, "field"), one["field"]) for place, one in enumerate(page.get("sort", ()))]
    record = page.get("record", {})
    named += [(("record", "title", place), name) for place, name in enumerate(record.get("title", ()))]
    if "photo" in record:
        named.append((("record", "photo"), record["photo"]))
    faults = [
        Fault(_pointer(*path, *where), "The page neither shows nor asks for this field.", "Name one of its columns.")
        for where, name in named
        if name not in known
    ]
    columns = (((*path, "columns", place, "field"), one["field"]) for place, one in enumerate(page["columns"]))
    return faults + _doubles(columns, "column")


def _doubles(named: Iterable[tuple[tuple[str | int, ...], str]], what: str) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for path, name in named:
        if name in seen:
            faults.append(Fault(_pointer(*path), f"Another {what} has this name already.", "Give each its own."))
        seen.add(name)
    return faults


def _among(names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f"Groups are {listed}." if listed else "Add it to the page's groups."


def _pointer(*path: str | int) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
