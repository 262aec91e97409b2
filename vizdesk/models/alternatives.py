"""Alternatives: groups of criteria of which a record meets at least one; what the panel holds of `$any`.

Their draft is `{"groups": [{filter id: its draft, …}, …]}`. Filters in which nothing is typed yet, and groups without
any, are kept in it and ask for nothing. All groups stand or fall together: one less would mean something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.layout import Page
from vizdesk.domain.search import ANY, MAX_GROUPS
from vizdesk.models.drafts import TYPED_KEYS, Draft, criterion_to_draft, draft_to_criterion

__all__ = ["ANY", "MAX_GROUPS", "Groups", "group_drafts", "groups_to_draft", "is_typing", "moved", "read_groups"]

Groups = tuple[Mapping[str, Criterion], ...]

_GROUPS = "groups"


def group_drafts(draft: Draft) -> list[dict[str, Draft]]:
    """By group, the drafts of its filters; to be changed by the caller."""
    return [dict(one) for one in draft.get(_GROUPS, ()) if isinstance(one, Mapping)]


def drafts_to_draft(groups: Sequence[Mapping[str, Draft]]) -> Draft:
    """The draft of these groups; empty where there are none."""
    return {_GROUPS: [dict(one) for one in groups]} if groups else {}


def read_groups(draft: Draft, page: Page, locale: QLocale) -> Groups:
    """What the groups ask for, without those that ask for nothing.

    Raises:
        BadRequest: one of them cannot be asked.
    """
    made = []
    for group in group_drafts(draft):
        asked: dict[str, Criterion] = {}
        for identifier, typed in group.items():
            one = page.filter(identifier)
            criterion = draft_to_criterion(one, typed, locale) if one is not None else None
            if criterion is not None:
                asked[identifier] = criterion
        if asked:
            made.append(asked)
    return tuple(made)


def groups_to_draft(groups: Groups, page: Page, locale: QLocale) -> Draft:
    """The draft that means these groups."""
    found = [{one: (page.filter(one), asked) for one, asked in group.items()} for group in groups]
    return drafts_to_draft(
        [
            {key: criterion_to_draft(one, asked, locale) for key, (one, asked) in group.items() if one is not None}
            for group in found
        ]
    )


def moved(draft: Draft, filter_id: str, typed: Draft) -> Draft:
    """The draft with what is typed in a filter as one more alternative.

    The first one brings an empty one with it; else it takes an empty one's place.
    """
    groups = group_drafts(draft)
    empty = next((place for place, one in enumerate(groups) if not one), None)
    if not groups:
        groups = [{filter_id: typed}, {}]
    elif empty is not None:
        groups[empty] = {filter_id: typed}
    elif len(groups) < MAX_GROUPS:
        groups.append({filter_id: typed})
    return drafts_to_draft(groups)


def is_typing(before: Draft, after: Draft) -> bool:
    """Whether one draft comes of another by typing letters; the first letter brings its operator with it."""
    if _GROUPS in before and _GROUPS in after:
        return _is_typing_in_group(group_drafts(before), group_drafts(after))
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return differing <= TYPED_KEYS | (set() if before and after else {"operator", "unit"})


def _is_typing_in_group(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> bool:
    if [list(one) for one in before] != [list(one) for one in after]:
        return False
    pairs = ((old[key], new[key]) for old, new in zip(before, after, strict=True) for key in old)
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    return len(changed) == 1 and is_typing(*changed[0])
