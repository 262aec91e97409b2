"""Whether a layout fits the records that its pages serve."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from vizdesk.domain.errors import Fault
from vizdesk.domain.layout import Filter, Layout, Page
from vizdesk.gateway.engine.matching import STORED_KINDS
from vizdesk.gateway.record_format import RecordField

FieldsOf = Callable[[str], Mapping[str, RecordField] | None]
"""The fields that the records of a page have, by name; None where nothing was imported for it yet."""


def faults_against_records(layout: Layout, fields_of: FieldsOf) -> list[Fault]:
    """Every place where a layout names a field that the records lack, or hold in another kind.

    A page without records is not checked: it may be laid out before its first import.
    """
    faults: list[Fault] = []
    for place, page in enumerate(layout.pages):
        fields = fields_of(page.id)
        if fields is not None:
            faults += _page_faults(page, f"/pages/{place}", fields)
    return faults


def faults_against_lists(layout: Layout, names: Collection[str]) -> list[Fault]:
    """Every place where a layout names a list of options that its agency has not published."""
    known = f"The lists are {', '.join(names)}." if names else "Publish the list first."
    return [
        Fault(f"/pages/{place}/filters/{number}/value/list", f"There is no list “{one.option_list}”.", known)
        for place, page in enumerate(layout.pages)
        for number, one in enumerate(page.filters)
        if one.option_list and one.option_list not in names
    ]


def _page_faults(page: Page, pointer: str, fields: Mapping[str, RecordField]) -> list[Fault]:
    known = f"The records have {', '.join(fields)}."
    faults: list[Fault] = []
    for place, one in enumerate(page.filters):
        faults += _filter_faults(one, f"{pointer}/filters/{place}", fields, known)
    named = [(f"columns/{place}/field", one.field) for place, one in enumerate(page.columns)]
    named += [(f"sort/{place}/field", one.field) for place, one in enumerate(page.sort)]
    named += [(f"record/key/{place}", field) for place, field in enumerate(page.key_fields)]
    faults += [
        Fault(f"{pointer}/{where}", f"The records have no field “{field}”.", known)
        for where, field in named
        if field not in fields
    ]
    return faults


def _filter_faults(one: Filter, pointer: str, fields: Mapping[str, RecordField], known: str) -> list[Fault]:
    faults = []
    for key, name in zip(("field", "longitude"), one.fields, strict=False):
        stored = fields.get(name)
        if stored is None:
            faults.append(Fault(f"{pointer}/bind/{key}", f"The records have no field “{name}”.", known))
        elif stored.kind not in STORED_KINDS[one.kind]:
            sentence = f"The field “{name}” holds {stored.kind}, which a filter of kind {one.kind} cannot ask for."
            fitting = [kind for kind, stored_kinds in STORED_KINDS.items() if stored.kind in stored_kinds]
            faults.append(Fault(f"{pointer}/kind", sentence, f"Kinds that fit: {', '.join(fitting)}."))
    return faults
