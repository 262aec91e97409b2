"""What is said about a search: one headline and one next step for each state."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.errors import (
    ASK_ADMIN,
    CursorExpired,
    DeadlineExceeded,
    NotAnswering,
    NotSignedIn,
    Unavailable,
    VizDeskError,
)
from vizdesk.domain.layout import Operator, Page
from vizdesk.domain.search import ANY, Examined, Relation, Sources, Total
from vizdesk.domain.sentences import criterion_sentence
from vizdesk.models.values import show_clock, show_date
from vizdesk.models.wording import next_step_of, say, sentence_of, told
from vizdesk.store.results import ResultSet

translate = QCoreApplication.translate


class Phase(StrEnum):
    """Where a page's search stands."""

    EMPTY = "empty"
    SEARCHING = "searching"
    DONE = "done"
    NO_RESULTS = "noResults"
    FAILED = "failed"
    CANCELLED = "cancelled"
    STORED = "stored"
    OFFLINE = "offline"
    LISTED = "listed"
    PART = "part"


class Part(StrEnum):
    """Some of the results, by what the user made of them: marked or noted on, or noted on only."""

    MARKED = "marked"
    NOTED = "noted"


class SearchStatus(NamedTuple):
    """What the window says about a search.

    Args:
        phase: where it stands.
        headline: one plain sentence.
        next_step: what can be done, one plain sentence, or an empty text.
        shown: rows in the table.
        total: how many records match, None where nobody knows.
        relation: how exact the total is.
        as_of: when the shown rows were found.
        slow: a running search has taken longer than 200 ms, so that it should be visible.
        offers_to_tell: a running search takes so long that the user may want to be told when it has ended.
        loading_more: the following rows are being fetched.
        dates: what relative dates meant when the shown rows were found, or an empty text.
        previous: says whose rows are shown, where they are not those of the applied criteria; else an empty text.
        changed: says that the records changed since the rows were found; else an empty text.
        sources: how many sources of a running search have answered, where it has several and the gateway told.
        changing_helps: a search that failed may do so no more with other filters.
        unread: some of the shown rows cannot be read, which `next_step` tells.
    """

    phase: Phase = Phase.EMPTY
    headline: str = ""
    next_step: str = ""
    shown: int = 0
    total: int | None = None
    relation: Relation | None = None
    as_of: datetime | None = None
    slow: bool = False
    offers_to_tell: bool = False
    loading_more: bool = False
    dates: str = ""
    previous: str = ""
    changed: str = ""
    sources: Sources | None = None
    changing_helps: bool = True
    unread: bool = False


class Said(NamedTuple):
    """Headline and next step, and whether to ask otherwise may help."""

    headline: str
    next_step: str = ""
    changing_helps: bool = True


def said_of_nothing() -> Said:
    """Nothing was searched for yet."""
    return Said(
        translate("Search", "Nothing searched yet."),
        translate("Search", "Set filters or type words, then choose “Apply filters”."),
    )


def said_while_searching(seconds: float, sources: Sources | None, locale: QLocale) -> Said:
    """A search runs.

    Args:
        seconds: for how long.
        sources: how many of its sources have answered, None where it has one or nobody told.
        locale: the reader's.
    """
    if seconds < 3:
        return Said(translate("Search", "Searching…"))
    if seconds < 10:
        return Said(_still(sources, locale), translate("Search", "Press Esc to cancel."))
    return Said(_still(sources, locale), translate("Search", "You can keep working; the results will appear here."))


def _still(sources: Sources | None, locale: QLocale) -> str:
    still = translate("Search", "Still searching.")
    if sources is None:
        return still
    one, many = (
        translate("Search", "1 of {sources} sources has answered."),
        translate("Search", "{answered} of {sources} sources have answered."),
    )
    counts = {"answered": locale.toString(sources.answered), "sources": locale.toString(sources.total)}
    return f"{still} {(one if sources.answered == 1 else many).format(**counts)}"


def said_of_sources(sources: Sources, locale: QLocale) -> str:
    """The sources alone, for where there is little room."""
    counts = {"answered": locale.toString(sources.answered), "sources": locale.toString(sources.total)}
    return translate("Search", "{answered} of {sources} sources so far").format(**counts)


def said_of_set(found: ResultSet, locale: QLocale) -> Said:
    """An answer to the applied criteria."""
    if found.found_nothing:
        return Said(
            translate("Search", "No results."),
            translate("Search", "Remove a filter or shorten a word, then apply the filters again."),
        )
    if found.examined is not None:
        return _said_of_stopped(found, found.examined, locale)
    if not found.complete:
        return _said_of_partial(found, locale)
    if found.rows == 0 and found.removed:
        return Said(
            translate("Search", "All records that were found have been removed since."),
            translate("Search", "This does not mean there are no matches now. Search again for current results."),
        )
    if found.rows == 0:
        return Said(
            translate("Search", "Nothing found so far."),
            translate("Search", "This does not mean there are no matches. Try again later."),
        )
    total = said_total(found, locale)
    if found.next is None and found.total.relation is Relation.EXACT and found.rows >= found.total.value:
        all_of_it = translate("Search", "Showing {total}."), translate("Search", "Showing all {total}.")
        return Said(all_of_it[found.rows != 1].format(total=total))
    first = translate("Search", "Showing 1–{shown} of {total}.")
    return Said(first.format(shown=locale.toString(found.rows), total=total))


def _said_of_stopped(found: ResultSet, examined: Examined, locale: QLocale) -> Said:
    """The search's budget ended it before it had looked at all records."""
    counts = {"records": locale.toString(examined.records), "of": locale.toString(examined.of)}
    if found.rows == 0:
        nothing = translate("Search", "Nothing found so far: the search was stopped after {records} of {of} records.")
        return Said(
            nothing.format(**counts),
            translate("Search", "This does not mean there are no matches. Try again later."),
        )
    some = translate(
        "Search", "Showing 1–{shown} of {total} so far: the search was stopped after {records} of {of} records."
    )
    shown = locale.toString(found.rows)
    return Said(
        some.format(shown=shown, total=said_total(found, locale), **counts),
        translate("Search", "There may be more matches. Try again later."),
    )


def _said_of_partial(found: ResultSet, locale: QLocale) -> Said:
    sources = {"answered": found.answered, "sources": found.sources}
    silent = translate("Search", "The others did not answer.")
    if found.silent:
        silent = translate("Search", "{names} did not answer.").format(names=locale.createSeparatedList(found.silent))
    if found.rows == 0:
        nothing = translate("Search", "Nothing found in {answered} of {sources} sources.").format(**sources)
        doubt = translate("Search", "This does not mean there are no matches. Try again later.")
        return Said(f"{nothing} {silent}", doubt)
    one, many = (
        translate("Search", "Showing {shown} result from {answered} of {sources} sources."),
        translate("Search", "Showing {shown} results from {answered} of {sources} sources."),
    )
    some = one if found.rows == 1 else many
    doubt = translate("Search", "There may be more matches. Try again later.")
    return Said(f"{some.format(shown=locale.toString(found.rows), **sources)} {silent}", doubt)


def said_total(found: ResultSet, locale: QLocale) -> str:
    """“2,431 results”, “at least 10,000 results”, “about 3,000 results”."""
    return said_of_total(found.total, locale)


def said_of_total(total: Total, locale: QLocale) -> str:
    """As `said_total`."""
    if total.relation is Relation.EXACT and total.value == 1:
        return translate("Search", "1 result")
    if total.relation is Relation.AT_LEAST and total.value == 0:
        return translate("Search", "nothing found so far")
    if total.relation is Relation.AT_LEAST and total.value == 1:
        return translate("Search", "at least 1 result")
    forms = {
        Relation.EXACT: translate("Search", "{total} results"),
        Relation.AT_LEAST: translate("Search", "at least {total} results"),
        Relation.ESTIMATE: translate("Search", "about {total} results"),
    }
    return forms[total.relation].format(total=locale.toString(total.value))


def said_of_stored(found: ResultSet, locale: QLocale) -> Said:
    """Results of an earlier run of the program."""
    again = translate("Search", "Search again for current results.")
    if found.rows == 0 and found.removed:
        return said_of_set(found, locale)
    if found.rows == 0:
        none = translate("Search", "No results as of {time}.")
        partial = translate("Search", "The search of {time} did not look everywhere.")
        return Said((none if found.found_nothing else partial).format(time=said_time(found.as_of, locale)), again)
    stored = translate("Search", "{said} As of {time}.")
    said = said_of_set(found, locale)
    return Said(stored.format(said=said.headline, time=said_time(found.as_of, locale)), again)


def said_of_list(name: str, found: ResultSet, locale: QLocale) -> Said:
    """A saved list stands in place of the results."""
    one, many = (
        translate("Search", "Saved list “{name}”: 1 record."),
        translate("Search", "Saved list “{name}”: {count} records."),
    )
    told = one if found.rows == 1 else many
    kept = translate("Search", "As of {time}; kept on this computer.")
    return Said(
        told.format(name=name, count=locale.toString(found.rows)),
        kept.format(time=said_time(found.as_of, locale)),
    )


def said_of_marked(found: ResultSet, locale: QLocale) -> Said:
    """The marked records stand in place of the results."""
    one, many = translate("Search", "1 marked record."), translate("Search", "{count} marked records.")
    return Said(
        one if found.rows == 1 else many.format(count=locale.toString(found.rows)),
        translate("Search", "Kept on this computer, each as it was when you marked it."),
    )


def said_of_part(part: Part, rows: int, found: ResultSet, locale: QLocale) -> Said:
    """Only some of the results are shown, by what the user made of them; what the search found is told beside it.

    Args:
        part: which of them.
        rows: how many.
        found: the results.
        locale: the reader's.
    """
    only = {
        Part.MARKED: translate("Search", "Only marked records: {rows} of the {loaded} results loaded here."),
        Part.NOTED: translate("Search", "Only records with a note: {rows} of the {loaded} results loaded here."),
    }
    said = only[part].format(rows=locale.toString(rows), loaded=locale.toString(found.rows))
    whole = said_of_set(found, locale)
    if whole.next_step:  # it did not look everywhere
        dated = translate("Search", "{said} As of {time}.").format(
            said=whole.headline, time=said_time(found.as_of, locale)
        )
        return Said(said, f"{dated} {whole.next_step}")
    told = translate("Search", "The search found {total} as of {time}.")
    next_step = told.format(total=said_total(found, locale), time=said_time(found.as_of, locale))
    if found.next is not None:
        next_step += " " + translate("Search", "Those not loaded yet are left out.")
    return Said(said, next_step)


def said_of_no_part(part: Part) -> str:
    """None of the loaded results is marked, or has a note."""
    if part is Part.NOTED:
        return translate("Search", "None of the results loaded here has a note.")
    return translate("Search", "None of the results loaded here is marked.")


def said_of_nothing_to_part() -> str:
    """There are no results of the applied criteria to show only some of."""
    return translate("Search", "There are no results of this search to show only some of.")


def said_of_fixed_part() -> str:
    """Why only some of the results are not sorted."""
    return translate("Search", "Show all results to sort them.")


def said_of_fixed_order() -> str:
    """Why a saved list is not sorted."""
    return translate("Search", "A saved list keeps its order. Go back to the search to sort.")


def said_of_unfinished() -> Said:
    """The program ended while the applied criteria were searched for."""
    return Said(
        translate("Search", "The results of this search are not here yet."),
        translate("Search", "Search again to see them."),
    )


def said_of_keeping_on(sources: Sources | None, locale: QLocale) -> Said:
    """A slow search runs, and the user works on; see `said_while_searching`."""
    return Said(_still(sources, locale), translate("Search", "You will be told when it is done."))


def said_of_end(page: str, headline: str) -> str:
    """A search that the user did not wait for has ended; to be shown on another page.

    Args:
        page: what its page is called.
        headline: how it ended.
    """
    return translate("Search", "{page}: {headline}").format(page=page, headline=headline)


def said_of_cancelled() -> Said:
    """The user took the search back."""
    return Said(
        translate("Search", "Search cancelled."),
        translate("Search", "Change the filters, or search again."),
    )


def said_of_deadline(seconds: int) -> Said:
    """No complete answer in time.

    Args:
        seconds: the time allowed.
    """
    late = translate("Search", "Search not finished after {seconds} seconds. This does not mean there are no matches.")
    return Said(late.format(seconds=seconds), _again_or_change())


def said_of_offline(shown: ResultSet | None, locale: QLocale) -> Said:
    """The gateway cannot be reached; stored results stay."""
    later = translate("Search", "New searches wait until you run them.")
    if shown is None or shown.rows == 0:
        return Said(translate("Search", "Offline. The search service cannot be reached."), later)
    kept = translate("Search", "Offline. Showing results from {time}.")
    return Said(kept.format(time=said_time(shown.as_of, locale)), later)


def said_of_error(error: VizDeskError, seconds: int, shown: ResultSet | None, locale: QLocale) -> Said:
    """A search failed.

    Args:
        error: how.
        seconds: the time allowed.
        shown: what the table shows.
        locale: the reader's.
    """
    if isinstance(error, DeadlineExceeded):
        return said_of_deadline(seconds)
    if isinstance(error, Unavailable) and not isinstance(error, NotAnswering):
        return said_of_offline(shown, locale)
    lacks_right = isinstance(error, NotSignedIn) or error.next_step == ASK_ADMIN
    return Said(sentence_of(error), next_step_of(error) or _again(), changing_helps=not lacks_right)


def said_by_buttons(next_step: str) -> bool:
    """Whether a next step says no more than the buttons beside it, “Try again” and “Change filters”."""
    return next_step in (_again(), _again_or_change())


def _again() -> str:
    return translate("Search", "Try again.")


def _again_or_change() -> str:
    return translate("Search", "Try again, or change the filters.")


def said_of_more_error(error: VizDeskError) -> str:
    """Why the following rows did not come; what is shown stays."""
    if isinstance(error, CursorExpired):
        return translate("Search", "The records have changed since this search. Search again to see the rest.")
    if isinstance(error, Unavailable | DeadlineExceeded):
        return translate("Search", "The rest could not be loaded now. Scroll on to try again.")
    return told(error)


def said_of_unkept(error: VizDeskError) -> str:
    """Why what is shown will not be there any more after a restart."""
    unkept = translate("Search", "These results are shown, but could not be kept for later. {reason}")
    return unkept.format(reason=told(error))


def said_of_unread(reason: VizDeskError | None, *, searched: bool) -> str:
    """Why some of the shown rows are not there to be read; they are looked for again.

    Args:
        reason: what reading them failed with, None where they are gone.
        searched: whether they are what a search has found, so that it brings them back.
    """
    if reason is None:
        gone = translate("Search", "Some of these results are no longer kept on this computer; their rows say so.")
        return f"{gone} {translate('Search', 'Search again to see them.')}" if searched else gone
    unread = translate(
        "Search", "Some of these results cannot be read from this computer now; their rows say so. {reason}"
    )
    return unread.format(reason=told(reason))


def said_of_previous(shown: ResultSet, locale: QLocale) -> str:
    """Whose rows are shown while the applied criteria have none."""
    previous = translate("Search", "Results for your previous search, {time}")
    return previous.format(time=said_time(shown.as_of, locale))


def said_of_changed(shown: ResultSet, at: str, locale: QLocale) -> str:
    """The records are others than those that the shown results were found in.

    Args:
        shown: what the table shows.
        at: when the records changed.
        locale: the reader's.
    """
    changed = translate("Search", "The records changed at {time}. These results are from before.")
    said = [changed.format(time=said_time(at, locale))]
    if shown.removed:
        one, many = translate("Search", "1 record was removed."), translate("Search", "{count} records were removed.")
        said.append(one if shown.removed == 1 else many.format(count=locale.toString(shown.removed)))
    if shown.changed:
        one, many = (
            translate("Search", "1 record reads otherwise now."),
            translate("Search", "{count} read otherwise now."),
        )
        said.append(one if shown.changed == 1 else many.format(count=locale.toString(shown.changed)))
    return " ".join(said)


def said_dates(found: ResultSet, page: Page, locale: QLocale) -> str:
    """“Born: 1/24/2026 to 1/31/2026”: what the relative dates of the criteria meant at this search."""
    told: dict[str, None] = {}
    every = [found.resolved, *found.resolved.get(ANY, ())]
    for identifier, ends in (pair for one in every for pair in one.items()):
        one = page.filter(identifier)
        if one is not None:
            criterion = Criterion(Operator.BETWEEN, lower=ends["from"], upper=ends["to"])
            shown = criterion_sentence(one, criterion, locale.name(), lambda _, end: show_date(str(end), locale), say)
            told[shown] = None
    return "; ".join(told)


def moment(as_of: str) -> datetime | None:
    """An answer's time in the computer's own zone; None if it is not one."""
    try:
        return datetime.fromisoformat(as_of).astimezone()
    except ValueError:
        return None


def said_time(as_of: str, locale: QLocale) -> str:
    """An answer's time, as `said_moment` says it."""
    at = moment(as_of)
    return said_moment(at, locale) if at is not None else translate("Search", "an unknown time")


def said_moment(at: datetime, locale: QLocale) -> str:
    """“14:02” today, else with the date."""
    clock = show_clock(QTime(at.hour, at.minute), locale)
    if at.date() == datetime.now(at.tzinfo).date():
        return clock
    return f"{show_date(at.date().isoformat(), locale)}, {clock}"
