"""The columns of the results: chosen, ordered, pinned, made wider; and the order of the rows by several of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QMenu

from tests.gui.conftest import START_MILLISECONDS, Opener, Shown
from vizdesk.domain.layout import Direction, SortKey
from vizdesk.models.page import view_from_json
from vizdesk.widgets.appearance import Density
from vizdesk.widgets.column_chooser import ColumnChooser
from vizdesk.widgets.shortcuts import Key, keys_of
from vizdesk.widgets.sort_header import SortHeader
from vizdesk.widgets.table_columns import TableColumns
from vizdesk.widgets.tokens import COMPACT_ROW_HEIGHT, ROW_HEIGHT

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def columns_of(shown: Shown) -> TableColumns:
    return shown.page.results.table.columns


def fields(shown: Shown) -> list[str]:
    return [shown.model.page.columns[place].field for place in columns_of(shown).shown()]


def chooser_of(shown: Shown) -> tuple[ColumnChooser, QListWidget]:
    QTest.keySequence(shown.page.results.table, keys_of(Key.COLUMNS))
    chooser = shown.page.findChild(ColumnChooser)
    assert chooser is not None
    found = chooser.findChild(QListWidget)
    assert found is not None
    return chooser, found


def test_columns_are_chosen_ordered_and_pinned_by_keys_alone_and_kept_through_a_restart(
    shown: Shown, open_window: Opener
) -> None:
    shown.search("surname", "a")
    usual = fields(shown)
    _, names = chooser_of(shown)
    assert names.hasFocus()
    assert names.item(0).text() == shown.model.page.columns[0].label("en")

    QTest.keyClick(names, Qt.Key.Key_Space)
    assert fields(shown) == usual[1:]
    names.setCurrentRow(3)
    QTest.keyClick(names, Qt.Key.Key_Up, ALT)
    assert fields(shown)[:2] == [usual[1], usual[3]]
    QTest.keyClick(names, Qt.Key.Key_P)
    assert columns_of(shown).pinned() == [usual[3]]
    assert fields(shown)[0] == usual[3]
    chooser = names.window()
    assert isinstance(chooser, ColumnChooser)
    chooser._width.setValue(300)
    chooser._density._on_clicked(list(chooser._density._values)[2])
    left = [*fields(shown)]
    QTest.keyClick(names, Qt.Key.Key_Escape)
    assert shown.page.results.table.hasFocus()
    shown.model.flush()
    shown.window.close()
    shown.session.close()

    again = open_window()
    again.qtbot.waitUntil(lambda: again.window.current_page() is not None, timeout=START_MILLISECONDS)
    assert fields(again) == left
    assert columns_of(again).pinned() == [usual[3]]
    assert columns_of(again).widths()[usual[3]] == 300
    assert again.page.results.table.verticalHeader().defaultSectionSize() == COMPACT_ROW_HEIGHT
    again.window.appearance.choose_density(Density.COMFORTABLE)
    assert again.page.results.table.verticalHeader().defaultSectionSize() == COMPACT_ROW_HEIGHT, "the page says it"

    again.qtbot.waitUntil(again.page.results._order.isVisible, timeout=START_MILLISECONDS)
    reopened = again.page.results.tools.choose_columns()
    assert reopened is not None
    reopened._reset.click()
    assert fields(again) == usual
    assert columns_of(again).are_the_layout_s()
    assert not reopened._reset.isEnabled()
    reopened._density._on_clicked(next(iter(reopened._density._values)))
    assert again.page.results.table.verticalHeader().defaultSectionSize() == ROW_HEIGHT
    reopened.close()


def test_a_header_s_menu_pins_and_hides_and_nothing_hides_every_column(shown: Shown) -> None:
    shown.search("surname", "a")
    table = shown.page.results.table
    menu = shown.page.results.findChild(QMenu)
    assert menu is not None

    def trigger(section: int, text: str) -> None:
        place = QPoint(table._head.sectionViewportPosition(section) + 20, 10)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table._head.mapToGlobal(place))
        QApplication.sendEvent(table._head.viewport(), event)
        action = next(one for one in menu.actions() if isinstance(one, QAction) and text in one.text())
        action.trigger()
        menu.close()

    label = shown.model.page.columns[2].label("en")
    trigger(2, f"Pin “{label}”")
    assert columns_of(shown).pinned() == [shown.model.page.columns[2].field]
    trigger(2, f"Hide “{label}”")
    assert shown.model.page.columns[2].field not in fields(shown)

    columns = columns_of(shown)
    names = [one.field for one in shown.model.page.columns]
    for place in range(len(names)):
        columns.show(place, shown=False)
    assert fields(shown) == names[-1:]
    columns.restore({"gone": 300}, ["gone", names[1]], ["gone", *names], ["gone"])
    assert sorted(fields(shown)) == sorted(names), "a table without columns helps nobody"
    assert columns.pinned() == []
    view = view_from_json({"pinned_columns": "surname", "density": 3, "hidden_columns": ["x"]})
    assert (view.pinned_columns, view.density, view.hidden_columns) == ((), "", ("x",))


def test_pinned_columns_stay_where_they_are_while_the_others_scroll(shown: Shown) -> None:
    shown.search("surname", "a")
    table, columns = shown.page.results.table, columns_of(shown)
    columns.pin(1, pinned=True)
    for place in range(len(shown.model.page.columns)):
        columns.set_width(place, 240)
    bar, head = table.horizontalScrollBar(), table._head
    QApplication.processEvents()
    assert bar.maximum() > 300
    before = table.viewport().grab(head.frozen_area(0) | table.viewport().rect().adjusted(0, 0, 240 - table.width(), 0))
    bar.setValue(300)
    QApplication.processEvents()
    after = table.viewport().grab(table.viewport().rect().adjusted(0, 0, 240 - table.width(), 0))
    pinned = after.toImage().copy(0, 0, 200, 200)
    assert pinned == before.toImage().copy(0, 0, 200, 200)
    assert table.indexAt(QPoint(20, 10)).column() == 1
    assert head.in_frozen(20)
    assert not head.in_frozen(260)

    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, head.height() // 2))
    shown.wait_for_answer()
    assert shown.model.search.sort()[0].field == shown.model.page.columns[1].field, "it is pressed where it is painted"

    table.select_row(1)
    bar.setValue(300)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert bar.value() == 300, "walking through rows leaves the columns where they are"

    columns.set_width(1, 1200)
    assert head.frozen() == [], "the others must be seen, too"


def test_rows_are_sorted_by_three_keys_from_the_menu_and_the_header(shown: Shown) -> None:
    shown.search("surname", "a")
    search, table = shown.model.search, shown.page.results.table
    menu = shown.page.results.findChild(QMenu)
    assert menu is not None
    names = [one.field for one in shown.model.page.columns]

    def choose(level: int, text: str) -> None:
        menu.aboutToShow.emit()
        levels = [one.menu() for one in menu.actions() if isinstance(one.menu(), QMenu)]
        action = next(one for one in levels[level].actions() if one.text() == text)
        menu.triggered.emit(action)
        shown.wait_for_answer()

    labels = [one.label("en") for one in shown.model.page.columns]
    choose(0, labels[0])
    choose(1, labels[1])
    choose(1, "Descending")
    choose(2, labels[2])
    assert search.sort() == (SortKey(names[0]), SortKey(names[1], Direction.DESC), SortKey(names[2]))
    shown_set = search.shown_set()
    assert shown_set is not None
    assert [one["field"] for one in shown_set.request["sort"]] == names[:3], "the gateway sorts"
    assert table._head._order[2] == (3, Direction.ASC)
    choose(1, "Nothing else")
    assert search.sort() == (SortKey(names[0]),)

    def click(section: int) -> None:
        place = QPoint(table._head.sectionViewportPosition(section) + 20, table._head.height() // 2)
        QTest.keyPress(table._head, Qt.Key.Key_Shift)
        QTest.mouseClick(table._head.viewport(), Qt.MouseButton.LeftButton, SHIFT, place)
        shown.wait_for_answer()

    click(1)
    click(1)
    assert search.sort() == (SortKey(names[0]), SortKey(names[1], Direction.DESC))
    click(1)
    assert search.sort() == (SortKey(names[0]),), "the third time it goes"
    told: list[str] = []
    table.refused.connect(told.append)
    for field in range(1, len(names)):
        table._on_sort_wanted(field, True)
    assert len(search.sort()) == 5
    assert told[-1].startswith("Results can be sorted by 5 columns")


def test_a_column_of_times_has_room_for_them_unless_the_user_made_it_narrow(shown: Shown) -> None:
    shown.window.open_page("incidents")
    model, head = shown.model.results, SortHeader(shown.page.results.table)
    page = shown.model.page
    narrow = page._replace(columns=tuple(one._replace(width=60) for one in page.columns))
    place = next(place for place, one in enumerate(page.columns) if one.field == "occurred")
    shown.page.results.table._page = narrow
    least = shown.page.results.table._least_widths()
    metrics = shown.page.results.table.fontMetrics()
    assert least[place] >= metrics.horizontalAdvance(model.widest_date(place))
    assert model.widest_date(place).endswith("PM")
    assert [width for at, width in enumerate(least) if at != place] == [0] * (len(least) - 1)
    head.setModel(model)
    columns = TableColumns(narrow, head, least)
    assert columns.widths()["occurred"] == least[place]
    columns.restore({"occurred": 60}, (), ())
    assert columns.widths()["occurred"] == least[place], "as the layout has it, which nobody chose"
    columns.restore({"occurred": 80}, (), ())
    assert columns.widths()["occurred"] == 80
