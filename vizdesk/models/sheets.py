"""The sheets that are printed: a list of records with what was asked for and when, or one record.

All that the window knows is taken on the GUI thread; rows are read by the worker that calls what these functions give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from vizdesk.domain.paper import Paper, PaperColumn
from vizdesk.models import search_words as words
from vizdesk.models.page import PageModel
from vizdesk.models.results import said_of_unreadable_rows
from vizdesk.models.saved_criteria import applied_body, request_body, said_criteria
from vizdesk.models.values import show_moment
from vizdesk.store.results import ResultSet, asked_by

translate = QCoreApplication.translate

MISSING = "–"
"""Stands for a field without a value, as in the window."""

MOST_UPRIGHT = 6
"""Columns of a list on upright pages; more lie on their side."""


def list_sheet(
    page: PageModel, rows: Sequence[tuple[int, int]], columns: Sequence[tuple[int, int]], locale: QLocale
) -> Callable[[], Paper]:
    """What gives the sheet of some loaded rows, on a worker's thread.

    Args:
        page: whose results these are.
        rows: first and last of each stretch.
        columns: the place in the layout and the width of each column, from left to right.
        locale: how numbers and times are written.
    """
    places = [place for place, _ in columns]
    count = sum(last - first + 1 for first, last in rows)
    read = page.results.texts_of(rows, places)
    sheet = Paper(
        title=page.page.label(locale.name()),
        agency=page.agency_label,
        facts=_facts(page, count, locale),
        columns=[
            PaperColumn(
                page.page.columns[place].label(locale.name()),
                width,
                bool(page.results.alignment(place) & Qt.AlignmentFlag.AlignRight),
            )
            for place, width in columns
        ],
        rows=(),
        footer=_footer(locale),
        page_words=_page_words(),
        wide=len(columns) > MOST_UPRIGHT,
        letter=_takes_letter(locale),
    )

    def make() -> Paper:
        texts = read()
        said = said_of_unreadable_rows(texts.unreadable, locale)
        return sheet._replace(rows=texts.lines, facts=[*sheet.facts, *filter(None, [said])])

    return make


def record_sheet(page: PageModel, title: str, lines: Sequence[tuple[str, str]], locale: QLocale) -> Callable[[], Paper]:
    """What gives the sheet of one record.

    Args:
        page: whose record it is.
        title: what the page calls it.
        lines: label and text of each field.
        locale: how times are written.
    """
    shown = page.search.shown_set()
    facts = [page.page.label(locale.name())]
    if shown is not None and not page.search.is_marked_shown:
        facts.append(_as_of(shown, locale))
    sheet = Paper(
        title=title,
        agency=page.agency_label,
        facts=facts,
        columns=[PaperColumn("", 1), PaperColumn("", 3)],
        rows=[[name, text or MISSING] for name, text in lines],
        footer=_footer(locale),
        page_words=_page_words(),
        headed=False,
        letter=_takes_letter(locale),
    )
    return lambda: sheet


def _facts(page: PageModel, count: int, locale: QLocale) -> list[str]:
    """What was asked, what it meant, how much of the answer this is, and of when it is."""
    search, shown = page.search, page.search.shown_set()
    if shown is None:
        return []
    facts = []
    if not search.is_marked_shown:
        own = shown.asked == asked_by(search.request())
        body = applied_body(page.criteria, page.agency) if own else request_body(shown.request)
        criteria = said_criteria(body, page.page, locale)
        facts += [translate("Sheets", "Criteria: {criteria}").format(criteria=criteria), search.status.dates]
    said = search.status if search.is_list_shown else words.said_of_set(shown, locale)
    facts.append(f"{said.headline} {said.next_step}".strip())
    if count < shown.rows:
        one, many = translate("Sheets", "1 selected record."), translate("Sheets", "{count} selected records.")
        facts.append(one if count == 1 else many.format(count=locale.toString(count)))
    if not search.is_list_shown:
        facts.append(_as_of(shown, locale))
    facts.append(search.status.changed)
    return [one for one in facts if one]


def _as_of(shown: ResultSet, locale: QLocale) -> str:
    at = QDateTime.fromString(shown.as_of, Qt.DateFormat.ISODate).toLocalTime()
    return translate("Sheets", "As of {time}.").format(time=show_moment(at, locale))


def _footer(locale: QLocale) -> str:
    now = show_moment(QDateTime.currentDateTime(), locale)
    return translate("Sheets", "VizDesk · printed {time}").format(time=now)


def _page_words() -> str:
    return translate("Sheets", "Page {page} of {pages}")


def _takes_letter(locale: QLocale) -> bool:
    return locale.measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
