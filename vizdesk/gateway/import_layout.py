"""What an import makes of its agency's layout."""

from __future__ import annotations

from vizdesk.domain.layout import Json, Layout
from vizdesk.domain.migration_steps import ended_ids
from vizdesk.gateway.metadata import Metadata
from vizdesk.tabular.infer import merge_page, new_layout, with_free_ids


def layout_with(layout: Layout | None, agency: str, page: Json) -> tuple[Json, list[str]]:
    """An agency's layout with a page that an import inferred, and notes on what became of the page's filters.

    A page that stands already keeps what was edited; all other pages are untouched.
    """
    if layout is None:
        return new_layout(agency, page), []
    document = dict(layout.document)
    pages = list(document["pages"])
    taken = ended_ids(document) | {one.id for each in layout.pages for one in each.filters}
    place = next((place for place, one in enumerate(pages) if one["id"] == page["id"]), None)
    if place is None:
        new = page | {"filters": with_free_ids(page["filters"], taken)}
        return document | {"pages": [*pages, new]}, []
    merged = merge_page(pages[place], page, taken)
    pages[place] = merged.page
    document["pages"] = pages
    if merged.steps:
        step = {"from": layout.version, "steps": merged.steps}
        document["migrations"] = [*document.get("migrations", ()), step]
    return document, merged.notes


def current_layout(metadata: Metadata, agency: str) -> Layout | None:
    """The layout that an agency has, if any."""
    return metadata.layout(agency) if agency in metadata.agencies() else None
