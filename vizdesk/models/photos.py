"""The photo of the record that is shown: read and decoded in a worker, kept in memory only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from vizdesk.domain.errors import Unavailable, VizDeskError
from vizdesk.domain.layout import Page
from vizdesk.domain.search import Hit
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import told

CALM_MILLISECONDS = 250
"""Who walks through records asks for the photo of the one that is stayed at: each fetch discloses who is looked at."""

KEPT_PHOTOS = 20


class PhotoPhase(StrEnum):
    """What there is to show."""

    NONE = "none"
    LOADING = "loading"
    SHOWN = "shown"
    FAILED = "failed"


class PhotoState(NamedTuple):
    """How a photo stands.

    Args:
        phase: what there is to show.
        picture: what `decode` made of it.
        sentence: why there is none.
        again: whether trying again may help.
    """

    phase: PhotoPhase = PhotoPhase.NONE
    picture: object = None
    sentence: str = ""
    again: bool = False


class _Loaded(NamedTuple):
    value: str
    picture: object


class PhotoModel(QObject):
    """Follows the record that is shown.

    Args:
        page: which field holds the photo, and from where it may come.
        services: threads, and the way to other computers.
        decode: makes a picture of a file's bytes, on a worker's thread.
        parent: its owner.

    Signals:
        changed: `state` is another one.
    """

    changed = Signal()

    def __init__(self, page: Page, services: Services, decode: Callable[[bytes], object], parent: QObject) -> None:
        super().__init__(parent)
        self.state = PhotoState()
        self._page, self._route, self._decode = page, services.route, decode
        self._value = ""
        self._kept: OrderedDict[str, object] = OrderedDict()
        self._calm = QTimer(self, singleShot=True, interval=CALM_MILLISECONDS)
        self._calm.timeout.connect(self._load)
        self._loads = Requests(services.pool, self, self._on_loaded, self._on_failed)

    def show(self, hit: Hit | None) -> None:
        """Show the photo of a record, once that is stayed at; of None nothing."""
        value = hit.fields.get(self._page.photo_field) if hit is not None else None
        wanted = value.strip() if isinstance(value, str) else ""
        if wanted == self._value:
            return
        self._value = wanted
        self._loads.drop()
        self._calm.stop()
        if not wanted:
            self._set(PhotoState())
        elif wanted in self._kept:
            self._set(PhotoState(PhotoPhase.SHOWN, self._kept[wanted]))
        else:
            self._set(PhotoState(PhotoPhase.LOADING))
            self._calm.start()

    def retry(self) -> None:
        """Try again."""
        if self._value:
            self._set(PhotoState(PhotoPhase.LOADING))
            self._load()

    def _load(self) -> None:
        value, hosts, route, decode = self._value, self._page.photo_hosts, self._route, self._decode

        def load() -> _Loaded:
            from vizdesk.net.photos import photo_bytes  # late: most pages have no photos

            return _Loaded(value, decode(photo_bytes(value, hosts, route)))

        self._loads.submit(load)

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._kept[loaded.value] = loaded.picture
        while len(self._kept) > KEPT_PHOTOS:
            self._kept.popitem(last=False)
        self._set(PhotoState(PhotoPhase.SHOWN, loaded.picture))

    def _on_failed(self, error: VizDeskError) -> None:
        self._set(PhotoState(PhotoPhase.FAILED, sentence=told(error), again=isinstance(error, Unavailable)))

    def _set(self, state: PhotoState) -> None:
        self.state = state
        self.changed.emit()
