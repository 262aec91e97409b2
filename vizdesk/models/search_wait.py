"""How long a search has been running: when it is spoken of anew, and when it is given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from vizdesk.models.services import Services

if TYPE_CHECKING:
    from vizdesk.domain.search import Sources
    from vizdesk.models.search_sources import SearchSources

DEADLINE_SECONDS = 30
STAGES_MILLISECONDS = (200, 3000, 10_000, 1000 * DEADLINE_SECONDS)
"""When a running search is spoken of anew.

From the second on its sources are told, from the third its end may be told later, at the last it is given up.
"""


class SearchWait(QObject):
    """Watches one running search at a time.

    Args:
        services: what it works with.
        parent: its owner.

    Signals:
        lasts: the search has run so long, or so many of its sources have answered, that it is to be spoken of anew.
        over: its time is over.
    """

    lasts = Signal()
    over = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._request_id = ""
        self._clock, self._stages = QElapsedTimer(), QTimer(self)
        self._stages.setSingleShot(True)
        self._stages.setTimerType(Qt.TimerType.PreciseTimer)
        self._stages.timeout.connect(self._on_stage)
        self._sources: SearchSources | None = None

    def start(self, request_id: str) -> None:
        """Watch a search that has just been sent."""
        self._request_id = request_id
        self._clock.start()
        self._stages.start(STAGES_MILLISECONDS[0])

    def stop(self) -> None:
        """The search is waited for no longer."""
        self._stages.stop()
        if self._sources is not None:
            self._sources.stop()

    @property
    def seconds(self) -> float:
        """For how long it has been running."""
        return self._clock.elapsed() / 1000

    @property
    def is_long(self) -> bool:
        """Whether it takes so long that the user may want to be told when it has ended."""
        return self._clock.elapsed() >= STAGES_MILLISECONDS[-2]

    @property
    def sources(self) -> Sources | None:
        """How many of its sources have answered; None where it has one only, or nobody knows."""
        told = self._sources.told if self._sources is not None else None
        return told if told is not None and told.total > 1 else None

    def _on_stage(self) -> None:
        elapsed = self._clock.elapsed()
        if elapsed >= STAGES_MILLISECONDS[-1]:
            self.over.emit()
            return
        following = next(stage for stage in STAGES_MILLISECONDS if stage > elapsed)
        self._stages.start(following - elapsed)
        if elapsed >= STAGES_MILLISECONDS[1]:
            self._follow_sources()
        self.lasts.emit()

    def _follow_sources(self) -> None:
        if self._sources is None:
            from vizdesk.models.search_sources import SearchSources  # late: few searches are slow

            self._sources = SearchSources(self._services, self)
            self._sources.changed.connect(self.lasts)
        self._sources.follow(self._request_id)
