"""Checking what an agency publishes: a whole layout, or an overlay together with the base that it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from vizdesk.domain.errors import Fault, LayoutRefused, NotFound
from vizdesk.domain.layout import Json
from vizdesk.domain.layout_check import check_form, check_layout, layout_rules, refused
from vizdesk.domain.overlay import BaseOf, Overlaid, apply_overlay, base_document, is_overlay


class Publishable(NamedTuple):
    """A document without faults.

    Args:
        source: as it was written.
        whole: the layout that it amounts to; the same unless it is an overlay.
        as_written: a fault of the whole in the terms of the source.
    """

    source: Json
    whole: Json
    as_written: Callable[[Fault], Fault]


def check_publishable(
    document: str | bytes | Json, schema: Json, base_of: BaseOf, agency: str | None = None
) -> Publishable:
    """Check a layout document that may be an overlay.

    Args:
        document: its text, or the value that was decoded from it.
        schema: the published JSON Schema.
        base_of: gives the documents of other agencies.
        agency: whose layout it must be; any unless given.

    Raises:
        LayoutRefused: it has faults; those of an overlay are told in its own terms.
    """
    found: list[Overlaid] = []

    def rules(source: Json) -> Iterator[Fault]:
        if agency is not None and source["agency"] != agency:
            yield Fault("/agency", "The layout is another agency’s.", f"Write “{agency}”.")
        elif is_overlay(source):
            try:
                found.append(_overlaid(source, schema, base_of))
            except LayoutRefused as error:
                yield from error.faults
        elif source.get("base") is not None:
            hint = "Publish the overlay itself: “vizdesk layout show --source” prints it."
            yield Fault("/base", "A layout that stands on a base says so by an overlay, not by pages.", hint)
        else:
            yield from layout_rules(source)

    source = check_form(document, schema, rules)
    return Publishable(source, found[0].whole, found[0].in_overlay) if found else Publishable(source, source, _same)


def _same(fault: Fault) -> Fault:
    return fault


def _overlaid(source: Json, schema: Json, base_of: BaseOf) -> Overlaid:
    try:
        base = base_document(source, base_of)
    except NotFound:
        hint = "Name an agency and a version of its layout."
        raise refused([Fault("/base", "There is no such layout to stand on.", hint)]) from None
    overlaid = apply_overlay(source, base)
    named = [one for page in base["pages"] for one in page["filters"]] + base.get("transfers", {}).get("questions", [])
    namespaces = {one["id"].partition(":")[0] for one in named}
    try:
        check_layout(overlaid.whole, schema, namespaces)
    except LayoutRefused as error:
        raise refused(map(overlaid.in_overlay, error.faults)) from None
    return overlaid
