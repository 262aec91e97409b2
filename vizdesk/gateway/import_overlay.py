"""What an import makes of a layout that stands on a base."""

from __future__ import annotations

from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import STORED_AS, Json, Kind, Layout


def overlay_with(layout: Layout, source: Json, page: Json) -> tuple[Json | None, list[str]]:
    """An agency's overlay with a page that an import inferred; None where the page stands already: its base decides.

    Args:
        layout: what the overlay amounts to.
        source: the overlay.
        page: what was inferred.

    Raises:
        ImportRefused: the page asks for what the new records lack.
    """
    standing = layout.page(page["id"])
    if standing is None:
        return source | {"overlay": [*source["overlay"], {"op": "add", "newPage": page}]}, []
    kinds = {one["bind"]["field"]: _stored(one["kind"]) for one in page["filters"]}
    lacking = [one.field for one in standing.filters if kinds.get(one.field) != _stored(one.kind)]
    columns = {one["field"] for one in page["columns"]}
    lacking += [one.field for one in standing.columns if one.field not in columns]
    if lacking:
        names = ", ".join(dict.fromkeys(lacking))
        raise ImportRefused(
            Filled(
                "The layout stands on {base}. The file lacks what it asks for, or has it in another kind: {columns}.",
                base=source["base"],
                columns=names,
            ),
            "Hide these fields in the overlay, then import again.",
        )
    return None, [Filled("The layout stands on {base}, so its filters were kept as they are.", base=source["base"])]


def _stored(kind: str) -> str:
    """The kind of field that a filter of some kind asks for."""
    return STORED_AS.get(Kind(kind), kind)
