"""Choosing the language that the window speaks from the next start on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from vizdesk.domain.errors import StorageError, VizDeskError
from vizdesk.models.language import FILE, chosen_language
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import told


class LanguageModel(QObject):
    """What is chosen, for the next start.

    Args:
        folder: the desktop's.
        pool: where it is written.
        parent: its owner.

    Signals:
        kept: the choice is on disk.
        failed: a sentence: it could not be kept.
    """

    kept = Signal()
    failed = Signal(str)

    def __init__(self, folder: Path, pool: QThreadPool, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self.code = chosen_language(folder)
        self._writes = Requests(pool, self, self._on_kept, self._on_failed)

    def choose(self, code: str) -> None:
        """Speak this language from the next start on; an empty text stands for the system's."""
        self.code, path = code, self._folder / FILE
        self._writes.submit(lambda: _write(path, code))

    def _on_kept(self, _nothing: object) -> None:
        self.kept.emit()

    def _on_failed(self, error: VizDeskError) -> None:
        self.failed.emit(told(error))


def _write(path: Path, code: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{code}\n", encoding="ascii")
    except OSError as error:
        raise StorageError("The file cannot be written there.", "Check its rights and the free space.") from error
