"""What is said beside the results' headline."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QLocale

from vizdesk.models.search import Phase, SearchStatus
from vizdesk.widgets.results_status import headline_of, remark_on, said_in_short

ENGLISH = QLocale("en_GB")


def test_results_of_another_day_are_told_with_their_date() -> None:
    now = datetime.now().astimezone()
    before = now - timedelta(days=3)
    today = remark_on(SearchStatus(Phase.DONE, as_of=now), ENGLISH)
    assert today == f"as of {now:%H:%M}"
    assert remark_on(SearchStatus(Phase.DONE, as_of=before), ENGLISH) == f"as of {before:%d/%m/%Y}, {before:%H:%M}"


def test_a_list_counts_records_where_its_name_has_no_room() -> None:
    assert said_in_short(SearchStatus(Phase.LISTED, shown=1), ENGLISH) == "1 record"
    assert said_in_short(SearchStatus(Phase.LISTED, shown=12_000), ENGLISH) == "12,000 records"


def test_a_single_sentence_stands_without_a_full_stop_and_several_keep_theirs() -> None:
    assert headline_of(SearchStatus(headline="Still searching.")) == "Still searching"
    said = "Still searching. 2 of 3 sources have answered."
    assert headline_of(SearchStatus(headline=said)) == said
