"""What is saved: the panel with what was just deleted, a saved list, and two searches of one page in tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from tests.screenshots.stage import Stage
from tests.screenshots.studio import Studio, wait_for
from vizdesk.store.saved import SavedKind


def take(stage: Stage) -> None:
    """Take the pictures."""
    _take_saved(stage.studio)
    _take_tabs(stage.studio)


def _take_saved(studio: Studio) -> None:
    studio.window.open_page("people")
    saved = studio.page.model.saved
    for name, hair in (("Brown hair", ["BRO"]), ("Black hair", ["BLK"]), ("Old one", ["BRO", "BLK"])):
        studio.draft("hair", values=hair)
        studio.search()
        _change(studio, partial(saved.save_search, name))
    _change(studio, partial(saved.save_list, "Shown at the briefing", [(0, 2)]))
    _change(studio, partial(saved.remove, saved.find("old one")[0]))
    studio.take_popup("saved", studio.page.open_saved())
    saved.use(next(one for one in saved.entries if one.kind is SavedKind.LIST))
    wait_for(lambda: studio.page.model.results.id_at(0) is not None)
    studio.page.results.table.select_row(0)
    studio.page.show_detail(True)
    studio.take("people-saved-list", everywhere=True)
    studio.page.model.search.close_list()
    studio.clear()


def _change(studio: Studio, change: Callable[[], None]) -> None:
    changed: list[int] = []
    connection = studio.page.model.saved.changed.connect(lambda: changed.append(1))
    change()
    wait_for(lambda: bool(changed))
    QObject.disconnect(connection)


def _take_tabs(studio: Studio) -> None:
    studio.window.open_page("people")
    studio.draft("hair", values=["BRO", "BLK"])
    studio.search()
    studio.page.copy_wanted.emit()
    wait_for(lambda: len(studio.session.tabs.of("people")) == 2)
    studio.draft("height_cm", **{"from": "5'11"})
    studio.page.results.table.select_row(1)
    studio.take("people-tabs")
    studio.session.tabs.close(studio.page.model)
    studio.clear()
