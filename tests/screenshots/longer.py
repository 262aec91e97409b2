"""The main screens in a language whose words are 40 % longer."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.helpers.pseudo_locale import PseudoLocale
from tests.screenshots.stage import Stage
from tests.screenshots.studio import Look, Studio, wait_for
from vizdesk.widgets.rail import IMPORT, SETTINGS, TRANSFERS


def take(stage: Stage) -> None:
    """Take the pictures; light is enough to see where words end."""
    if stage.look is not Look.LIGHT:
        return
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    translator = PseudoLocale()
    application.installTranslator(translator)
    studio = stage.open("longer")
    try:
        _take_all(studio)
    finally:
        studio.close()
        application.removeTranslator(translator)


def _take_all(studio: Studio) -> None:
    studio.wait_until_online()
    studio.take("longer-first-run")
    studio.draft("hair", values=["BRO", "BLK"])
    studio.search_page("people")
    studio.page.results.show_export()
    studio.take("longer-results")
    studio.take_popup("longer-saved", studio.page.open_saved())
    chooser = studio.page.results.tools.choose_columns()
    assert chooser is not None
    studio.take_popup("longer-columns", chooser)
    studio.page.model.criteria.set_query("qqq")
    studio.search()
    studio.take("longer-no-results")
    for name, page in (("import", IMPORT), ("settings", SETTINGS), ("transfers", TRANSFERS)):
        studio.window.open_page(page)
        if page == TRANSFERS:
            wait_for(lambda: studio.session.transfers.model.ours)
        studio.take(f"longer-{name}")
    studio.window.show_shortcuts()
    studio.take("longer-shortcuts")
