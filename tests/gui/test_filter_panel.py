"""A panel of hundreds of filters: what is in sight is made first; keyboard, finding and going reach all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.panel_filters import IN_GROUP, layout_of
from tests.helpers.services import page_services
from vizdesk.domain.layout import decode_layout
from vizdesk.models.page import PageModel
from vizdesk.widgets.filter_panel import FilterPanel
from vizdesk.widgets.filter_row import FilterRow

FILTERS = 120
WAIT = 20_000


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[FilterPanel]:
    layout = decode_layout(layout_of(FILTERS))
    with page_services() as services:
        window = QWidget()
        qtbot.addWidget(window)
        model = PageModel(layout.pages[0], layout, services, services.pool)
        made = FilterPanel(model.criteria, model.reason, model.options, model.facets, services.locale, window)
        window.resize(320, 700)
        made.resize(window.size())
        made.fold_groups(())
        window.show()
        qtbot.waitExposed(window)
        yield made
        made.hide()


def visible(panel: FilterPanel) -> list[str]:
    return [one.filter.id for one in panel.findChildren(FilterRow) if one.isVisible()]


def ids(panel: FilterPanel) -> list[str]:
    return [one.id for one in panel._criteria.page.filters]


def row_of(widget: QWidget | None) -> str | None:
    while widget is not None and not isinstance(widget, FilterRow):
        widget = widget.parentWidget()
    return widget.filter.id if widget is not None else None


def test_what_is_in_sight_comes_first_and_all_in_the_end(panel: FilterPanel, qtbot: QtBot) -> None:
    assert visible(panel)
    assert len(panel._rows) < FILTERS
    bar = panel._scroll.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(bar.maximum())  # the room of what is not made yet is kept
    last = ids(panel)[-1]
    qtbot.waitUntil(lambda: last in visible(panel), timeout=WAIT)
    assert not panel.is_whole
    qtbot.waitUntil(lambda: panel.is_whole, timeout=WAIT)
    assert sorted(visible(panel)) == sorted(ids(panel))


def test_tab_goes_through_filters_that_were_not_made_yet(panel: FilterPanel) -> None:
    panel._making.stop()
    panel._find.setFocus()
    came: list[str] = []
    heads = 0
    for _ in range(FILTERS * 8):
        panel._making.stop()  # a person with quick fingers on a slow machine
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        identifier = row_of(QApplication.focusWidget())
        if identifier is not None and identifier not in came:
            came.append(identifier)
        heads += QApplication.focusWidget().property("look") == "fold"
        if isinstance(QApplication.focusWidget(), QPushButton) and QApplication.focusWidget() is panel._apply:
            break
    assert came == ids(panel)
    assert heads == FILTERS // IN_GROUP


def test_a_filter_is_found_before_it_was_made_and_all_are_back_after(panel: FilterPanel, qtbot: QtBot) -> None:
    wanted = ids(panel)[-3]
    assert wanted not in panel._rows
    panel._making.stop()
    QTest.keyClicks(panel._find, "filter 117")
    assert visible(panel) == [wanted]
    panel._find.clear()
    qtbot.waitUntil(lambda: panel.is_whole, timeout=WAIT)
    assert len(visible(panel)) == FILTERS


def test_enter_goes_to_the_filter_that_was_looked_for_and_searches_nothing(panel: FilterPanel, qtbot: QtBot) -> None:
    panel._find.setFocus()
    with qtbot.assertNotEmitted(panel.apply_wanted):
        QTest.keyClicks(panel._find, "filter 117")
        QTest.keyClick(panel._find, Qt.Key.Key_Return)
    row = next(row for row in panel.findChildren(FilterRow) if row.isAncestorOf(panel.focusWidget()))
    assert row.filter.label("en").casefold() == "filter 117"
    panel._find.clear()
    panel._find.setFocus()
    with qtbot.waitSignal(panel.apply_wanted):
        QTest.keyClick(panel._find, Qt.Key.Key_Return)


def test_going_to_a_filter_makes_it(panel: FilterPanel) -> None:
    panel._making.stop()
    wanted = ids(panel)[-1]
    panel.go_to(wanted)
    assert row_of(QApplication.focusWidget()) == wanted
    assert not panel._rows[wanted].visibleRegion().isEmpty()


def test_what_has_the_focus_keeps_it_while_others_are_set(panel: FilterPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.is_whole, timeout=WAIT)
    first = panel._rows[ids(panel)[0]].field.controls()[0]
    first.setFocus()
    QTest.keyClicks(first, "quimby")
    panel._criteria.apply()
    assert QApplication.focusWidget() is first
    assert panel._criteria.applied()
