"""The language of the window: the system's or one that the user chose, kept in a file that the start reads at once.

The store is opened while the window is made, which is too late for texts; a language's name is nobody's secret. English
is the language of the sources: for it nothing is looked for, loaded or asked.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QThreadPool, QTranslator, Signal

from vizdesk.models.values import reader_locale
from vizdesk.resources import resource

if TYPE_CHECKING:
    from vizdesk.domain.errors import VizDeskError

LANGUAGES = {"en": "English", "es": "Español"}
"""What the window speaks, by the code of the language; each is called what its speakers call it."""

FILE = "language"


def chosen_language(folder: Path) -> str:
    """The code that was chosen, or an empty text for the system's language.

    Args:
        folder: the desktop's.
    """
    with suppress(OSError, UnicodeDecodeError):
        code = (folder / FILE).read_text(encoding="ascii").strip()
        return code if code in LANGUAGES else ""
    return ""


def locale_in(code: str) -> QLocale:
    """How texts, numbers and dates are written in a language: as in the user's own country, if it is spoken there."""
    system = reader_locale()
    language = QLocale(code).language()
    return system if not code or system.language() is language else QLocale(language, system.territory())


def speak(application: QCoreApplication, locale: QLocale) -> None:
    """Let the window and Qt's own dialogs be in a language, where there is a catalogue for it; else all is English."""
    code = QLocale.languageToCode(locale.language())
    if code == "en" or code not in LANGUAGES:
        return
    QLocale.setDefault(locale)
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((Path(qt), f"qtbase_{code}"), (resource("translations"), f"vizdesk_{code}")):
        translator = QTranslator(application)
        if translator.load(name, str(folder)):
            application.installTranslator(translator)


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
        from vizdesk.models.tasks import Requests  # late, as this module is among the first that the start imports

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
        from vizdesk.models.wording import told

        self.failed.emit(told(error))


def _write(path: Path, code: str) -> None:
    from vizdesk.domain.errors import StorageError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{code}\n", encoding="ascii")
    except OSError as error:
        raise StorageError("The file cannot be written there.", "Check its rights and the free space.") from error
