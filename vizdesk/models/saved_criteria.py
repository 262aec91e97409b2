"""Criteria as they are saved: the form of `domain/saved_searches.py`, with what the controls held.

`{"type", "layout": "harbor@7", "query", "filters", "drafts", "parked"}`; drafts carry what options were called, so that
a search can be read without the gateway.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.criteria import criterion_from_wire
from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import Json, Page
from vizdesk.domain.migrations import History, migrate
from vizdesk.domain.naming import last_name
from vizdesk.domain.search import ANY, groups_from_wire, request_from_wire
from vizdesk.domain.sentences import ShowValue, criterion_sentence, groups_sentence
from vizdesk.models.alternatives import group_drafts
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.drafts import show_value
from vizdesk.models.sound import is_draft, is_parked
from vizdesk.models.wording import quoted, say

translate = QCoreApplication.translate


def typed_body(criteria: CriteriaModel, agency: str) -> Json:
    """What is typed on a page, hidden and parked criteria too."""
    snapshot = criteria.snapshot()
    drafts = {key: snapshot["drafts"][key] for key in snapshot["typed"] if key in snapshot["drafts"]}
    return _body(criteria, agency, snapshot["query"].strip(), snapshot["typed"], drafts, snapshot["parked"])


def applied_body(criteria: CriteriaModel, agency: str) -> Json:
    """What is applied on a page; with the drafts that mean it, as long as they do."""
    snapshot = criteria.snapshot()
    applied, typed = snapshot["applied"], snapshot["typed"]
    drafts = {key: snapshot["drafts"][key] for key, wire in applied.items() if typed.get(key) == wire}
    return _body(criteria, agency, snapshot["appliedQuery"], applied, drafts, [])


def request_body(request: Json) -> Json:
    """What an earlier search asked for, from its request."""
    kept = {key: request[key] for key in ("type", "layout", "query", "filters")}
    return {**kept, "drafts": {}, "parked": []}


def _body(criteria: CriteriaModel, agency: str, query: str, filters: Json, drafts: Json, parked: list[Json]) -> Json:
    return {
        "type": criteria.page.id,
        "layout": f"{agency}@{criteria.layout_version}",
        "query": query,
        "filters": filters,
        "drafts": drafts,
        "parked": parked,
    }


def is_sound(body: Json, agency: str, page: str) -> bool:
    """Whether somebody can say what a saved body asks for."""
    filters, drafts, parked = (body.get(key) for key in ("filters", "drafts", "parked"))
    return (
        body.get("type") == page
        and _version(body, agency) is not None
        and isinstance(body.get("query"), str)
        and isinstance(filters, dict)
        and isinstance(drafts, dict)
        and all(is_draft(one) for one in drafts.values())
        and isinstance(parked, list)
        and all(is_parked(one) for one in parked)
        and _is_request(body.get("request"))
    )


def _is_request(one: Any) -> bool:
    """Whether the search that found a list can be told; other items have none."""
    try:
        return one is None or request_from_wire(one) is not None
    except BadRequest:
        return False


def _version(body: Json, agency: str) -> int | None:
    named, _, digits = str(body.get("layout", "")).partition("@")
    return int(digits) if named == agency and digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def snapshot_of(body: Json, agency: str) -> Json:
    """A sound body as `CriteriaModel.take_typed` takes it."""
    return {
        "layout": _version(body, agency),
        "query": body["query"],
        "drafts": body["drafts"],
        "typed": body["filters"],
        "parked": body["parked"],
    }


def said_criteria(body: Json, page: Page, locale: QLocale) -> str:
    """What a sound body asks for, on one line: the query, then each criterion, then what is parked."""
    said = [quoted(body["query"])] if body["query"] else []
    for key, wire in body["filters"].items():
        draft = body["drafts"].get(key, {})
        said.append(_said_groups(wire, draft, page, locale) if key == ANY else _said(key, wire, draft, page, locale))
    said += [one["text"] for one in body["parked"]]
    return " · ".join(said) or translate("Saved", "All records")


def _said(key: str, wire: Any, draft: Json, page: Page, locale: QLocale) -> str:
    one, show = page.filter(key), _shower([draft], locale)
    try:
        if one is not None:
            return criterion_sentence(one, criterion_from_wire(wire, ""), locale.name(), show, say)
    except (BadRequest, ValueError):
        return one.label(locale.name()) if one else ""
    return last_name(key).replace("_", " ")


def _said_groups(wire: Any, draft: Json, page: Page, locale: QLocale) -> str:
    drafts = [one for group in group_drafts(draft) for one in group.values() if isinstance(one, dict)]
    try:
        said = groups_sentence(groups_from_wire(wire), page, locale.name(), _shower(drafts, locale), say)
    except (BadRequest, ValueError):
        said = ""
    return said or translate("CriteriaModel", "Either … or …")


def _shower(drafts: Sequence[Json], locale: QLocale) -> ShowValue:
    """Writes values with what drafts have kept of their names."""
    known: dict[str, Any] = {}
    for draft in drafts:
        labels = draft.get("labels")
        known |= labels if isinstance(labels, dict) else {}
    return lambda one, value: str(known.get(str(value)) or show_value(one, value, locale))


def said_fit(body: Json, agency: str, page: Page, history: History) -> str:
    """What a sound body loses under the layout at hand, one sentence; empty where it fits."""
    version = _version(body, agency)
    if version is None:
        return ""
    if version > history.version:
        return translate("Saved", "Saved with a newer layout than the one here: its filters are not searched for.")
    parked = len(body["parked"])
    if version < history.version:
        parked += len(migrate(body["filters"], version, page, history).parked)
    if parked == 1:
        return translate("Saved", "1 filter does not fit the layout any more; it is kept and not searched for.")
    many = translate("Saved", "{count} filters do not fit the layout any more; they are kept and not searched for.")
    return many.format(count=parked) if parked else ""
