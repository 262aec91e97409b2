"""Columns that are pinned, hidden and ordered; three keys of the order; what chooses them."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tests.screenshots.stage import Stage
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
