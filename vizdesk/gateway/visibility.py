"""What of a layout, and of the records behind it, a principal may see.

Pages, filters and columns may name roles. A field of the records is hidden from those who may see none of the filters
and columns on it; one that has neither is not. Hiding is the gateway's: what is hidden is never sent, and no word of a
query is looked for in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from vizdesk.domain.layout import Json, Layout, Page
from vizdesk.domain.search import Hit

Sees = Callable[[Sequence[str]], bool]
"""Whether a principal may see what needs one of some roles; what needs none is everybody's."""


def hidden_fields(page: Page, sees: Sees) -> frozenset[str]:
    """The fields of a page's records that a principal may not see."""
    ways = [(name, one.roles) for one in page.filters for name in one.fields]
    ways += [(one.field, one.roles) for one in page.columns]
    seen = {name for name, roles in ways if sees(roles)}
    return frozenset(name for name, _ in ways if name not in seen)


def visible_page(page: Page, hidden: frozenset[str]) -> Page:
    """A page that neither looks for words in hidden fields, nor sorts by them, nor calls records by them."""
    return page._replace(
        unseen_fields=hidden,
        sort=tuple(one for one in page.sort if one.field not in hidden),
        title_fields=tuple(one for one in page.title_fields if one not in hidden),
    )


def visible_hit(hit: Hit, hidden: Collection[str]) -> Hit:
    """A record without its hidden fields."""
    if not hidden:
        return hit
    return hit._replace(fields=_without(hit.fields, hidden), raw=_without(hit.raw, hidden))


def _without(fields: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in hidden}


def visible_document(layout: Layout, sees: Sees) -> Json:
    """A layout's document without the pages, filters and columns that a principal may not see; itself if all may be."""
    if all(sees([role]) for role in _roles(layout)):
        return layout.document
    sources = zip(layout.pages, layout.document["pages"], strict=True)
    shown = [_visible_source(page, source, sees) for page, source in sources if sees(page.roles)]
    return layout.document | {"pages": [one for one in shown if one["columns"]]}


def _visible_source(page: Page, source: Json, sees: Sees) -> Json:
    hidden = hidden_fields(page, sees)
    record = dict(source.get("record", {}))
    record["title"] = [one for one in record.get("title", ()) if one not in hidden]
    if record.get("photo") in hidden:
        del record["photo"]
    return source | {
        "filters": [one for one in source["filters"] if sees(_source_roles(one))],
        "columns": [one for one in source["columns"] if sees(_source_roles(one))],
        "sort": [one for one in source.get("sort", ()) if one["field"] not in hidden],
        "record": record,
    }


def _source_roles(source: Json) -> Sequence[str]:
    roles: Sequence[str] = source.get("policy", {}).get("roles", ())
    return roles


def tag_of(layout: Layout, sees: Sees) -> str:
    """The entity tag of what a principal sees of a layout: another for each set of the roles that matter."""
    roles = _roles(layout)
    seen = sorted(role for role in roles if sees([role]))
    if len(seen) == len(roles):
        return f'"{layout.version}"'
    return f'"{layout.version}-{hashlib.sha256(" ".join(seen).encode()).hexdigest()[:8]}"'


def _roles(layout: Layout) -> set[str]:
    named: list[Sequence[str]] = []
    for page in layout.pages:
        named += [page.roles, *(one.roles for one in page.filters), *(one.roles for one in page.columns)]
    return {role for roles in named for role in roles}
