"""Columns that are pinned, hidden and ordered; what chooses them; a kept record that cannot be read."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tests.screenshots.stage import Stage
from tests.screenshots.studio import Studio, wait_for
from vizdesk.domain.layout import Direction, SortKey

WIDTH = 130


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    studio.search_page("people")
    results = studio.page.results
    order = results.findChild(QMenu)
    assert order is not None
    order.aboutToShow.emit()
    sorting = next(action for action in order.actions() if isinstance(action, QAction)).menu()
    assert isinstance(sorting, QMenu)
    corner = studio.window.mapToGlobal(studio.window.rect().topLeft())
    order.popup(corner)
    studio.take_popup("table", order)
    sorting.popup(corner)
    studio.take_popup("sort", sorting)
    columns = results.table.columns
    fields = [one.field for one in studio.page.model.page.columns]
    for field in ("height_cm", "surname"):
        columns.pin(fields.index(field), pinned=True)
    columns.show(fields.index("given_name"), shown=False)
    for place in range(len(fields)):
        columns.set_width(place, WIDTH)
    studio.page.model.search.set_sort(SortKey(field, Direction.DESC) for field in ("height_cm", "surname", "dob"))
    studio.wait_for_end()
    results.table.horizontalScrollBar().setValue(WIDTH)
    results.table.select_row(2)
    studio.take("people-columns")
    chooser = results.tools.choose_columns()
    assert chooser is not None
    studio.take_popup("columns", chooser)
    columns.reset()
    studio.page.model.search.set_sort(studio.page.model.page.sort)
    studio.wait_for_end()
    _take_spoiled(studio)


def _take_spoiled(studio: Studio) -> None:
    """What is kept of one record is spoiled: it says so, and the others are as they were."""
    model = studio.page.model
    found = model.search.shown_set()
    assert found is not None
    spoil = "UPDATE result_rows SET hit = '{' WHERE set_id = ? AND position = 2"
    database = model.services.workspace._database
    database.write(lambda connection: connection.execute(spoil, (found.id,)) and None).result()
    model.results.show_set(found)
    studio.page.results.table.select_row(2)
    wait_for(lambda: model.results.id_at(2) is not None)
    studio.take("people-unreadable-record", everywhere=True)
    kept = studio.data.parent / "desktop" / "workspace.db"
    away = kept.rename(kept.with_name("away.db"))
    model.results.show_set(found)
    wait_for(lambda: model.search.status.unread)
    studio.page.results.table.select_row(2)
    wait_for(lambda: model.results.hit(2) is not None)
    studio.take("people-unreadable-rows", everywhere=True)
    away.rename(kept)
    studio.window._notice.tell("")  # what was to be kept meanwhile could not be
    studio.search()
