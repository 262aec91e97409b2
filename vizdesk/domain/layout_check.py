"""Checking a layout document: all faults of one that parses, or the one fault of syntax.

The published JSON Schema says what is of the form, and `layout_sentences` what its errors are called; what a schema
cannot say is in `layout_names` and `layout_references`. Nothing is fetched: the schema knows no keys that refer to
anything outside, and the validator works offline.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from vizdesk.domain.errors import Fault, LayoutRefused
from vizdesk.domain.filled import Filled
from vizdesk.domain.json_positions import Positions
from vizdesk.domain.layout import Json
from vizdesk.domain.layout_errors import MAX_FAULTS, first_errors
from vizdesk.domain.layout_names import name_faults
from vizdesk.domain.layout_references import reference_faults
from vizdesk.domain.layout_sentences import told
from vizdesk.domain.layout_text import Unreadable, check_value, text_of, value_of
from vizdesk.domain.migration_check import migration_faults
from vizdesk.domain.policy_check import policy_faults
from vizdesk.domain.questions import question_faults

_NEXT = "Mend the document, then publish it again."

Rules = Callable[[Json], Iterable[Fault]]


def check_layout(document: str | bytes | Json, schema: Json, namespaces: Collection[str] = ()) -> Json:
    """Check a layout document.

    Args:
        document: its text, or the value that was decoded from it.
        schema: the published JSON Schema.
        namespaces: beside the agency's own and the product's, those that ids of filters and questions may have.

    Returns:
        The decoded document, which `layout.decode_layout` accepts.

    Raises:
        LayoutRefused: it has faults; all of them are told.
    """

    def rules(decoded: Json) -> Iterable[Fault]:
        if "overlay" in decoded:
            return [Fault("/overlay", "An overlay is checked together with its base.", "Name the base’s document.")]
        return layout_rules(decoded, namespaces)

    return check_form(document, schema, rules)


def layout_rules(document: Json, namespaces: Collection[str] = ()) -> Iterator[Fault]:
    """What a schema cannot say of a whole layout document of its form; arguments as for `check_layout`."""
    yield from name_faults(document, namespaces)
    yield from reference_faults(document)
    yield from policy_faults(document)
    yield from migration_faults(document)
    yield from question_faults(document, namespaces)


def check_form(document: str | bytes | Json, schema: Json, rules: Rules) -> Json:
    """Check a document against the schema, then against rules that a schema cannot say.

    Args:
        document: its text, or the value that was decoded from it.
        schema: the published JSON Schema.
        rules: give the faults of a document of the schema's form.

    Returns:
        The decoded document.

    Raises:
        LayoutRefused: it has faults; all of them are told.
    """
    text: str | None = None
    try:
        if isinstance(document, str | bytes):
            text = text_of(document)
            decoded = value_of(text)
        else:
            decoded = document
            check_value(decoded)
    except Unreadable as error:
        raise refused(error.faults, text, twice=True) from None
    faults = told(first_errors(schema, decoded), schema)
    if not faults:
        faults = list(islice(rules(decoded), MAX_FAULTS))
    if faults:
        raise refused(faults, text)
    checked: Json = decoded
    return checked


def refused(faults: Iterable[Fault], text: str | None = None, *, twice: bool = False) -> LayoutRefused:
    """The refusal that tells faults, with their places and in the order of the text where there is one.

    Args:
        faults: at least one.
        text: of the document, where there is one.
        twice: whether keys may stand twice in one of its objects.
    """
    found = list(dict.fromkeys(faults))[:MAX_FAULTS]
    if text is not None:
        found = _placed(found, text, twice)
    one, many = "The layout has one fault.", Filled("The layout has {count} faults.", count=len(found))
    return LayoutRefused(one if len(found) == 1 else many, _NEXT, found)


def _placed(faults: list[Fault], text: str, twice: bool) -> list[Fault]:
    if all(fault.line for fault in faults):  # a fault of syntax knows its place, and the text has no other
        return faults
    positions = Positions(text, twice=twice)
    placed = []
    for fault in faults:
        line, column = positions.place(fault.pointer)
        placed.append(fault._replace(line=line, column=column))
    return sorted(placed, key=lambda fault: (fault.line, fault.column))
