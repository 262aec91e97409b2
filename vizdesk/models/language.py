"""The language of the window: the system's or one that the user chose, kept in a file that the start reads at once.

The store is opened while the window is made, which is too late for texts; a language's name is nobody's secret. English
is the language of the sources: for it nothing is looked for, loaded or asked.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from vizdesk.models.values import reader_locale

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

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
    from PySide6.QtCore import QLibraryInfo, QTranslator  # late: English needs none of it

    from vizdesk.resources import resource

    QLocale.setDefault(locale)
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((Path(qt), f"qtbase_{code}"), (resource("translations"), f"vizdesk_{code}")):
        translator = QTranslator(application)
        if translator.load(name, str(folder)):
            application.installTranslator(translator)
