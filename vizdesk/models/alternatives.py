"""Alternatives: groups of criteria of which a record meets at least one; what the panel holds of `$any`.

Their draft is `{"groups": [{filter id: its draft, …}, …]}`. Filters in which nothing is typed yet, and groups without
any, are kept in it and ask for nothing. All groups stand or fall together: one less would mean something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import BadRequest
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
    made = (read_group(group, page, locale) for group in group_drafts(draft))
    return tuple(group for group in made if group)


def read_group(group: Mapping[str, Draft], page: Page, locale: QLocale) -> Mapping[str, Criterion]:
    """What one group asks for, which may be nothing.

    Raises:
        BadRequest: as for `read_groups`.
    """
    asked: dict[str, Criterion] = {}
    for identifier, typed in group.items():
        one = page.filter(identifier)
        criterion = draft_to_criterion(one, typed, locale) if one is not None else None
        if criterion is not None:
            asked[identifier] = criterion
    return asked


def place_among(asked: Groups, draft: Draft, place: int, filter_id: str, page: Page, locale: QLocale) -> int | None:
    """Which of the groups that were searched for a group of the draft is, if all but one of its filters is as then.

    Args:
        asked: the groups that were searched for.
        draft: all groups as they are now.
        place: of the group in the draft.
        filter_id: the filter in it that may be another.
        page: the page.
        locale: the user's.

    Returns:
        Its place among `asked`, and one behind them where it was not among them; None where more is another, so that
        nothing that was counted then holds now.
    """
    try:
        groups = [read_group(one, page, locale) for one in group_drafts(draft)]
    except BadRequest:
        return None
    rest = _without(groups[place], filter_id)
    others = [one for at, one in enumerate(groups) if at != place and one]
    if not rest and others == list(asked):
        return len(asked)
    fitting = (
        at
        for at, one in enumerate(asked)
        if _without(one, filter_id) == rest and [*asked[:at], *asked[at + 1 :]] == others
    )
    return next(fitting, None)


def _without(group: Mapping[str, Criterion], filter_id: str) -> dict[str, Criterion]:
    return {key: value for key, value in group.items() if key != filter_id}


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
