"""An operator's switches: what a gateway in trouble serves less of, as values and in their JSON form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.layout import NOTHING, Json
from vizdesk.domain.search import MAX_BUDGET_MS, MAX_PAGE_SIZE

MOST_AT_ONCE = 10_000
MOST_RECORDS = 10**12
LONGEST_NOTICE = 500

ON, OFF = "on", "off"


class Switches(NamedTuple):
    """The switches in force; a limit of 0 is none.

    Args:
        facets: whether facets are counted.
        max_page_size: the most hits of one page; larger pages are cut to it.
        searches_per_agency: so many searches of one agency run or wait at once.
        facets_per_agency: so many requests for facets, likewise.
        search_milliseconds: after so long a search is answered in part.
        search_records: so many records are looked at, and the answer is partial if there are more.
        notice: shown in every desktop; empty for none.
    """

    facets: bool = True
    max_page_size: int = MAX_PAGE_SIZE
    searches_per_agency: int = 0
    facets_per_agency: int = 0
    search_milliseconds: int = 0
    search_records: int = 0
    notice: str = ""

    def to_wire(self) -> Json:
        """As `gateway.json` and `GET /operations` have them."""
        return {one.key: one.show(value) for one, value in zip(_ALL, self, strict=True)}


class _Switch(NamedTuple):
    key: str
    takes: str
    accepts: Callable[[Any], bool]
    read: Callable[[Any], Any] = lambda value: value
    show: Callable[[Any], Any] = lambda value: value


def _whole(key: str, least: int, most: int, meaning: str) -> _Switch:
    def accepts(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return _Switch(key, f"a whole number from {least} to {most:,}{meaning}", accepts)


_NONE = ", 0 for no limit"
_ALL = (
    _Switch(
        "facets",
        f"“{ON}” or “{OFF}”",
        lambda value: value in (ON, OFF),
        lambda value: value == ON,
        lambda value: ON if value else OFF,
    ),
    _whole("maxPageSize", 1, MAX_PAGE_SIZE, ""),
    _whole("searchesPerAgency", 0, MOST_AT_ONCE, _NONE),
    _whole("facetsPerAgency", 0, MOST_AT_ONCE, _NONE),
    _whole("searchMilliseconds", 0, MAX_BUDGET_MS, _NONE),
    _whole("searchRecords", 0, MOST_RECORDS, _NONE),
    _Switch(
        "notice",
        f"a text of at most {LONGEST_NOTICE} characters",
        lambda value: isinstance(value, str) and len(value) <= LONGEST_NOTICE,
        lambda value: " ".join(value.split()),
    ),
)
"""In the order of the fields of `Switches`."""

_BY_KEY: Mapping[str, _Switch] = {one.key: one for one in _ALL}


def check_switches(source: Any, *, clearing: bool = False) -> Json:
    """Some switches in their JSON form, known to be right.

    Args:
        source: decoded JSON.
        clearing: whether null stands for a value, too.

    Raises:
        BadRequest: an unknown key, or a value that a switch does not take; the sentence names the key.
    """
    if not isinstance(source, dict):
        raise BadRequest("The switches must be a JSON object.", f"Known: {', '.join(_BY_KEY)}.")
    for key, value in source.items():
        switch = _BY_KEY.get(key)
        if switch is None:
            raise BadRequest(f"There is no switch “{key}”.", f"Known: {', '.join(_BY_KEY)}.")
        if not (switch.accepts(value) or (clearing and value is None)):
            raise BadRequest(f"The switch “{key}” has a value that it does not take.", f"It takes {switch.takes}.")
    return source


def switches_of(configured: Mapping[str, Any], changed: Mapping[str, Any] = NOTHING) -> Switches:
    """The switches in force.

    Args:
        configured: checked switches.
        changed: checked switches that win over them.
    """
    given = {**configured, **changed}
    defaults = zip(_ALL, Switches(), strict=True)
    return Switches._make(one.read(given[one.key]) if one.key in given else default for one, default in defaults)
