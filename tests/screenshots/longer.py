"""The main screens in a language whose words are 40 % longer, and in Spanish."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from tests.helpers.pseudo_locale import PseudoLocale
from tests.screenshots.stage import Stage
from tests.screenshots.studio import Look, Studio, wait_for
from vizdesk.models.language import speak
from vizdesk.widgets.rail import IMPORT, SETTINGS, TRANSFERS


def take(stage: Stage) -> None:
    """Take the pictures; light is enough to see where words end."""
    if stage.look is not Look.LIGHT:
        return
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    longer, usual = PseudoLocale(), QLocale()
    application.installTranslator(longer)
    _take_in(stage, "longer", usual)
    application.removeTranslator(longer)
    speak(application, QLocale("es_US"))
    _take_in(stage, "spanish", QLocale("es_US"))
    for one in application.findChildren(QTranslator):
        application.removeTranslator(one)
    QLocale.setDefault(usual)


def _take_in(stage: Stage, name: str, locale: QLocale) -> None:
    studio = stage.open(name, language=locale.name())
    try:
        _take_all(studio, name)
    finally:
        studio.close()


def _take_all(studio: Studio, language: str) -> None:
    studio.wait_until_online()
    studio.take(f"{language}-first-run")
    studio.draft("hair", values=["BRO", "BLK"])
    studio.search_page("people")
    studio.page.results.show_export()
    studio.take(f"{language}-results")
    studio.take_popup(f"{language}-saved", studio.page.open_saved())
    chooser = studio.page.results.tools.choose_columns()
    assert chooser is not None
    studio.take_popup(f"{language}-columns", chooser)
    studio.page.model.criteria.set_query("qqq")
    studio.search()
    studio.take(f"{language}-no-results")
    for name, page in (("import", IMPORT), ("settings", SETTINGS), ("transfers", TRANSFERS)):
        studio.window.open_page(page)
        if page == TRANSFERS:
            wait_for(lambda: studio.session.transfers.model.ours)
        studio.take(f"{language}-{name}")
    studio.window.show_shortcuts()
    studio.take(f"{language}-shortcuts")
