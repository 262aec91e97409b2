"""Searching while one types, on pages where the agency allows it; off unless the user asks for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from vizdesk.domain.criteria import Criterion
from vizdesk.domain.layout import Operator
from vizdesk.models.criteria import ALL
from vizdesk.models.page import PageModel

PAUSE_MILLISECONDS = 400
"""Each search is disclosed and recorded, so none is sent in the middle of a word."""

LEAST_LETTERS = 2
_OF_LETTERS = (Operator.CONTAINS, Operator.PREFIX, Operator.WILDCARD, Operator.PHONETIC, Operator.FUZZY)


class AsYouType(QObject):
    """Tells when what is typed is to be searched for, a moment after the last key.

    Criteria that change all at once, as when a saved search is used, are left for the user to apply.

    Args:
        page: the tab.
        parent: owns it.

    Signals:
        wanted: what is typed can be searched for now.
    """

    wanted = Signal()

    def __init__(self, page: PageModel, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._on_pause)
        page.criteria.draft_changed.connect(self._on_typed)

    def _on_typed(self, filter_id: str) -> None:
        if filter_id == ALL or not self._page.is_restored:
            self._pause.stop()
        else:
            self._pause.start()

    def _on_pause(self) -> None:
        criteria = self._page.criteria
        asked = [*criteria.wanted().values(), *(one for group in criteria.wanted_groups() for one in group.values())]
        if not criteria.count_pending() or criteria.has_faults() or self._page.breach() is not None:
            return
        if len(criteria.query().strip()) != 1 and all(map(_is_enough, asked)):
            self.wanted.emit()


def _is_enough(criterion: Criterion) -> bool:
    return criterion.operator not in _OF_LETTERS or len(str(criterion.values[0]).strip("*?")) >= LEAST_LETTERS
