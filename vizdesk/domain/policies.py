"""A page's policy: what a search of it must have, whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.layout import DEFAULT_LOCALE, CaseNumber, Page
from vizdesk.domain.search import SearchRequest
from vizdesk.domain.sentences import Say, quoted

MAX_CASE = 100
"""Characters of a case number."""


class Breach(NamedTuple):
    """Why a search may not be made.

    Args:
        sentence: one plain sentence, with the agency's labels.
        next_step: what can be done.
        of_reason: it is about the reason, not about what is searched for.
    """

    sentence: str
    next_step: str
    of_reason: bool = False


def check_policy(request: SearchRequest, page: Page) -> None:
    """Whether a request keeps its page's policy.

    Raises:
        BadRequest: it does not; the sentence names the filters, never a value.
    """
    breach = breach_of(request, page, DEFAULT_LOCALE)
    if breach is not None:
        raise BadRequest(breach.sentence, breach.next_step)


def breach_of(request: SearchRequest, page: Page, locale: str, say: Say = str) -> Breach | None:
    """The first part of a page's policy that a request does not keep, or None.

    Args:
        request: what is about to be asked.
        page: its page.
        locale: in which the filters are named.
        say: how the product's own words are said in that language.
    """
    given = len(request.filters) + bool(request.any_of) + bool(request.query.strip())
    if given < page.minimum_criteria:
        one = "This page needs at least one filter."
        many = Filled("This page needs at least {count} filters.", count=page.minimum_criteria)
        sentence = one if page.minimum_criteria == 1 else many
        return Breach(say(sentence), say("Fill in more filters, then search again."))
    return _group_breach(request, page, locale, say) or _reason_breach(request.reason or {}, page, say)


def _group_breach(request: SearchRequest, page: Page, locale: str, say: Say) -> Breach | None:
    alternatives = {identifier for group in request.any_of for identifier in group}
    for group in page.exactly_one_of:
        set_ones = [identifier for identifier in group if identifier in request.filters]
        if len(set_ones) == 1 and alternatives.isdisjoint(group):
            continue
        labels = [quoted(one.label(locale), say) for one in map(page.filter, group) if one is not None]
        listed = say(Filled("{labels} and {last}", labels=", ".join(labels[:-1]), last=labels[-1]))
        if not set_ones and alternatives.isdisjoint(group):
            needed = Filled("This page needs exactly one of {labels}.", labels=listed)
            return Breach(say(needed), say("Fill in one of them, then search again."))
        single = Filled("Only one of {labels} can be asked at a time.", labels=listed)
        return Breach(say(single), say("Clear the others, then search again."))
    return None


def _reason_breach(reason: Mapping[str, str], page: Page, say: Say) -> Breach | None:
    code, case = reason.get("code", ""), reason.get("case", "").strip()
    if page.reason_required and code not in {one.value for one in page.reasons}:
        needed, choose = say("This page needs a reason for each search."), say("Choose one of its reasons.")
        return Breach(needed, choose, of_reason=True)
    if page.case_number is CaseNumber.REQUIRED and not case:
        return Breach(say("This page needs a case number for each search."), say("Fill it in."), of_reason=True)
    if len(case) > MAX_CASE:
        most = Filled("A case number has at most {count} characters.", count=MAX_CASE)
        return Breach(say(most), say("Shorten it."), of_reason=True)
    return None
