"""What goes on paper or into a PDF: a heading, what was asked and when, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vizdesk.domain.layout import Json

MOST_ROWS = 5000
"""Records of one list on paper: about 200 pages."""


class PaperColumn(NamedTuple):
    """One column: its name, its share of the width, and whether its texts stand at the right."""

    name: str
    width: float
    at_right: bool = False


class Paper(NamedTuple):
    """One print.

    Args:
        title: of the whole.
        agency: whose records these are.
        facts: paragraphs below the title: what was asked, when, and how complete the answer is.
        columns: of the table.
        rows: texts by column.
        footer: stands at the end of each page.
        page_words: likewise, with `{page}` and `{pages}` in it.
        headed: whether the columns' names stand above them on each page.
        wide: whether pages lie on their side.
        letter: whether pages are US Letter; else A4.
    """

    title: str
    agency: str
    facts: Sequence[str]
    columns: Sequence[PaperColumn]
    rows: Sequence[Sequence[str]]
    footer: str
    page_words: str
    headed: bool = True
    wide: bool = False
    letter: bool = False

    def to_json(self) -> Json:
        """For the process that makes it."""
        return self._asdict() | {"columns": [list(one) for one in self.columns]}


def paper_from_json(told: Json) -> Paper:
    """What `Paper.to_json` wrote."""
    return Paper(**told | {"columns": [PaperColumn(*one) for one in told["columns"]]})
