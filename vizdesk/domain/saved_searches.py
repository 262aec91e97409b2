"""Saved searches in files: one JSON object each, brought to a layout's version.

`{"name", "type", "layout": "harbor@6", "query", "filters"}`; `page` may stand for `type`. What is brought to a newer
version carries `outcomes`, one for each criterion, and keeps under `parked` what is not asked any more.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Json, Layout
from vizdesk.domain.migrations import Fate, History, Migrated, migrate

PARKED = "parked"


class MigratedSearch(NamedTuple):
    """A saved search as it is now.

    Args:
        wire: the JSON object.
        migrated: what became of its criteria.
    """

    wire: Json
    migrated: Migrated


def migrate_search(saved: Any, layout: Layout, history: History, version: int | None = None) -> MigratedSearch:
    """Bring one saved search to a layout's version; keys that this program does not know stay.

    Args:
        saved: decoded JSON.
        layout: the layout at hand.
        history: of that layout.
        version: with which version it was saved, where it does not say so itself.

    Raises:
        BadRequest: it is not a saved search of this agency; nobody can say what it asks for.
    """
    page, filters, parked = _parts(saved)
    version = _version(saved.get("layout"), layout.agency, version)
    result = migrate(filters, version, layout.page(page), history)
    if result.is_newer:
        return MigratedSearch({**saved, "readOnly": True}, result)
    left = {one.id: {"layout": f"{layout.agency}@{version}", "saved": one.filters[one.id]} for one in result.parked}
    wire = {
        **saved,
        "layout": f"{layout.agency}@{result.version}",
        "filters": result.filters,
        "outcomes": [_told(one.id, one.fate, one.why) for one in result.outcomes],
    }
    if parked or left:
        wire[PARKED] = [*parked, *({"id": key} | one for key, one in left.items())]
    return MigratedSearch(wire, result)


def _parts(saved: Any) -> tuple[str, Json, list[Any]]:
    if not isinstance(saved, dict):
        raise BadRequest("It is not a JSON object.")
    page, filters, parked = saved.get("type", saved.get("page")), saved.get("filters"), saved.get(PARKED, [])
    if not isinstance(page, str):
        raise BadRequest("It does not name its page in “type”.")
    if not isinstance(filters, dict):
        raise BadRequest("It has no object “filters”.")
    if not isinstance(parked, list):
        raise BadRequest("Its “parked” is not a list.")
    return page, filters, parked


def _version(reference: Any, agency: str, version: int | None) -> int:
    """The version in `agency@version`; the given one where there is none.

    Raises:
        BadRequest: it is not of the form, or another agency's.
    """
    if reference is None and version is not None:
        return version
    named, _, digits = str(reference or "").partition("@")
    if reference is not None and named != agency:
        raise BadRequest("It is another agency’s.")
    if not digits and version is not None:
        return version
    if not (digits.isascii() and digits.isdigit() and 0 < len(digits) < 10):
        raise BadRequest("It does not name its version in “layout”, as in harbor@6.")
    return int(digits)


def _told(identifier: str, fate: Fate, why: str) -> Json:
    return {"id": identifier, "outcome": fate.value} | ({"why": why} if why else {})
