"""How the status of a search looks above its results: the icon, and what is said beside and below the headline."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.search import Total
from vizdesk.models.search import Phase, SearchStatus
from vizdesk.models.search_words import said_by_buttons, said_moment, said_of_sources, said_of_total
from vizdesk.widgets.icons import Tint

_ICONS = {
    Phase.EMPTY: ("search", Tint.MUTED),
    Phase.SEARCHING: ("loader", Tint.MUTED),
    Phase.NO_RESULTS: ("search-x", Tint.MUTED),
    Phase.FAILED: ("circle-alert", Tint.DANGER),
    Phase.CANCELLED: ("ban", Tint.MUTED),
    Phase.STORED: ("history", Tint.MUTED),
    Phase.OFFLINE: ("unplug", Tint.DANGER),
    Phase.LISTED: ("list", Tint.ACCENT),
    Phase.PART: ("star-marked", Tint.ACCENT),
}
_CAUTION = ("triangle-alert", Tint.WARNING)
"""Of an answer that is not whole."""


def icon_of(status: SearchStatus) -> tuple[str, Tint]:
    """The name of the icon, empty for none, and its colour."""
    partial = status.unread or (status.phase is Phase.DONE and bool(status.next_step))
    return _CAUTION if partial else _ICONS.get(status.phase, ("", Tint.MUTED))


def must_be_read(status: SearchStatus) -> bool:
    """Whether the rows may be taken for more than they are; such a sentence wraps and is never cut short."""
    told_elsewhere = status.phase in (Phase.SEARCHING, Phase.STORED, Phase.LISTED) and not status.unread
    return bool(status.next_step) and not told_elsewhere


def headline_of(status: SearchStatus) -> str:
    """The headline; a single sentence needs no full stop there."""
    single = status.headline.removesuffix(".")
    return status.headline if ". " in single else single


def step_of(status: SearchStatus) -> str:
    """The next step, unless the buttons say it."""
    return "" if status.phase is Phase.FAILED and said_by_buttons(status.next_step) else status.next_step


def said_in_short(status: SearchStatus, locale: QLocale) -> str:
    """The total alone, for where the headline does not fit: a total is never cut short. Or the sources alone."""
    if status.sources is not None:
        return said_of_sources(status.sources, locale)
    if status.phase is Phase.LISTED:
        if status.shown == 1:
            return QCoreApplication.translate("ResultsPane", "1 record")
        many = QCoreApplication.translate("ResultsPane", "{count} records")
        return many.format(count=locale.toString(status.shown))
    if status.phase is not Phase.DONE or status.total is None or status.relation is None:
        return ""
    return said_of_total(Total(status.total, status.relation), locale)


def remark_on(status: SearchStatus, locale: QLocale) -> str:
    """What stands beside the headline, where there is room."""
    if status.loading_more:
        return QCoreApplication.translate("ResultsPane", "Loading more…")
    if status.phase is Phase.DONE and status.as_of is not None and not status.next_step:
        return QCoreApplication.translate("ResultsPane", "as of {time}").format(time=said_moment(status.as_of, locale))
    return "" if status.phase is Phase.LISTED else status.next_step
