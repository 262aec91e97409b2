"""From typing to results, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton, QWidget

from tests.gui.conftest import Shown
from vizdesk.domain.layout import Direction, SortKey
from vizdesk.models.criteria import ChipState
from vizdesk.models.search import Phase
from vizdesk.widgets.chips import ChipButton
from vizdesk.widgets.rail import IMPORT, SETTINGS, TRANSFERS
from vizdesk.widgets.tokens import CONTROL_HEIGHT


def chips(shown: Shown) -> list[tuple[str, ChipState]]:
    return [(one.chip.text, one.chip.state) for one in shown.page.chips.findChildren(ChipButton) if one.isVisible()]


def texts(shown: Shown) -> list[str]:
    return [one.text() for one in shown.window.findChildren(QLabel) if one.isVisible()]


def cells(shown: Shown, column: int, count: int) -> list[str]:
    results = shown.model.results
    return [str(results.index(row, column).data()) for row in range(min(count, results.rowCount()))]


def test_what_is_typed_is_pending_until_enter_applies_it(shown: Shown) -> None:
    shown.type_into("surname", "quim")
    assert chips(shown) == [("Last name: contains “quim”", ChipState.PENDING)]
    assert "1 change is not applied yet" in texts(shown)
    assert shown.phase() is Phase.EMPTY

    shown.press(Qt.Key.Key_Return)
    shown.wait_for_answer()

    assert chips(shown) == [("Last name: contains “quim”", ChipState.APPLIED)]
    assert shown.phase() is Phase.DONE
    assert all("uim" in name for name in cells(shown, 0, 10))
    assert any(text.startswith("Showing ") for text in texts(shown))


def test_what_a_new_layout_does_not_take_is_struck_through_and_the_search_called_broader(shown: Shown) -> None:
    criteria = shown.model.criteria
    criteria.set_draft("harbor:people.surname", {"text": "quim", "operator": "contains"})
    criteria.apply()
    kept = criteria.snapshot()
    kept["applied"]["harbor:people.tattoo"] = "anchor"
    kept["converted"] = {"harbor:people.surname": "“name” has become “Last name”."}
    criteria.restore(kept)
    assert chips(shown)[-1] == ("tattoo", ChipState.PARKED)
    assert not any("Broader" in text for text in texts(shown)), "nothing was searched for yet"
    shown.model.search.start()
    shown.wait_for_answer()
    (strip,) = (text for text in texts(shown) if "Broader than you set it" in text)
    assert "A new layout has converted filters; their chips say how." in strip
    buttons = {one.chip.state: one for one in shown.page.chips.findChildren(ChipButton) if one.isVisible()}
    assert "“name” has become “Last name”." in buttons[ChipState.APPLIED].accessibleDescription()
    assert "The page has no filter “tattoo” any more." in buttons[ChipState.PARKED].accessibleDescription()

    buttons[ChipState.PARKED].click()
    assert [state for _, state in chips(shown)] == [ChipState.APPLIED]
    shown.page.apply()
    shown.wait_for_answer()
    assert not any("Broader" in text or "converted" in text for text in texts(shown))


def test_a_query_line_that_is_too_long_is_told_where_enter_was_pressed(shown: Shown) -> None:
    shown.page.focus_query()
    shown.page.query.insert("quim " * 300)
    shown.press(Qt.Key.Key_Return)
    assert "The search line takes at most 1000 characters." in " ".join(texts(shown))
    assert shown.page.query.hasFocus()
    shown.page.query.clear()
    QTest.keyClicks(shown.page.query, "quim*")
    assert "at most" not in " ".join(texts(shown))


def test_the_query_line_searches_all_fields(shown: Shown) -> None:
    shown.page.focus_query()
    QTest.keyClicks(shown.page.query, "quim*")
    shown.press(Qt.Key.Key_Return)
    shown.wait_for_answer()

    assert shown.phase() is Phase.DONE
    assert chips(shown)[0] == ("“quim*”", ChipState.APPLIED)


def test_clearing_strikes_out_what_is_applied_and_a_press_puts_it_back(shown: Shown) -> None:
    shown.search("surname", "quim")
    clear = next(one for one in shown.row("surname").findChildren(QToolButton) if "Clear" in one.accessibleName())
    clear.click()
    assert chips(shown) == [("Last name: contains “quim”", ChipState.REMOVED)]

    shown.page.chips.findChildren(ChipButton)[0].click()

    assert chips(shown) == [("Last name: contains “quim”", ChipState.APPLIED)]
    assert shown.control("surname").property("text") == "quim"


def test_clear_all_empties_every_control_and_applies_nothing_by_itself(shown: Shown) -> None:
    shown.search("surname", "quim")
    shown.model.criteria.set_query("x")
    shown.page.panel._clear_all.click()

    assert shown.control("surname").property("text") == ""
    assert shown.page.query.text() == ""
    assert shown.model.criteria.applied()
    assert {state for _, state in chips(shown)} == {ChipState.REMOVED}


def test_no_results_names_the_criteria_and_dropping_one_searches_again(shown: Shown) -> None:
    shown.model.criteria.set_draft("harbor:people.wanted", {"value": True})
    shown.search("surname", "qqqqq")
    assert shown.phase() is Phase.NO_RESULTS
    assert shown.page.results.state.isVisible()

    offered = [one for one in shown.page.results.state.findChildren(ChipButton) if "qqqqq" in one.chip.text]
    offered[0].click()
    shown.wait_for_answer()

    assert shown.phase() is Phase.DONE
    assert shown.page.results.table.isVisible()


def test_a_fault_is_told_once_the_control_is_left_or_enter_pressed(shown: Shown) -> None:
    shown.type_into("height_cm", "tall")
    assert not [text for text in texts(shown) if "needs a number" in text]

    shown.control("surname").setFocus()
    assert [text for text in texts(shown) if "needs a number" in text]
    assert "needs a number" in shown.control("height_cm").accessibleDescription()

    shown.press(Qt.Key.Key_Return)
    assert shown.phase() is Phase.EMPTY
    assert shown.window.focusWidget() is shown.control("height_cm")


def test_a_header_sorts_and_shift_adds_a_second_key(shown: Shown) -> None:
    shown.search("surname", "a")
    head = shown.page.results.table.horizontalHeader()

    def click(column: int, modifier: Qt.KeyboardModifier) -> None:
        place = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, modifier, place)
        shown.wait_for_answer()

    click(1, Qt.KeyboardModifier.NoModifier)
    assert shown.model.search.sort() == (SortKey("given_name"),)
    click(1, Qt.KeyboardModifier.NoModifier)
    assert shown.model.search.sort() == (SortKey("given_name", Direction.DESC),)
    QTest.keyPress(head, Qt.Key.Key_Shift)
    click(0, Qt.KeyboardModifier.ShiftModifier)
    assert [key.field for key in shown.model.search.sort()] == ["given_name", "surname"]


def test_results_load_on_while_scrolling(shown: Shown) -> None:
    shown.press(Qt.Key.Key_Return, shown.page.panel)
    shown.wait_for_answer()
    before = shown.model.results.loaded_rows
    assert before < (shown.model.search.status.total or 0)

    bar = shown.page.results.table.verticalScrollBar()
    bar.setValue(bar.maximum())

    shown.qtbot.waitUntil(lambda: shown.model.results.loaded_rows > before, timeout=10_000)


def test_space_opens_the_record_and_arrow_keys_walk_through_records(shown: Shown) -> None:
    shown.search("surname", "quim")
    table = shown.page.results.table
    table.setFocus()
    table.select_row(0)
    shown.press(Qt.Key.Key_Space)
    detail = shown.page.detail
    assert detail.isVisible()
    first = detail.title_of(shown.model.results.hit(0))  # type: ignore[arg-type]  # it is loaded
    assert first in texts(shown)

    shown.press(Qt.Key.Key_Down)
    second = detail.title_of(shown.model.results.hit(1))  # type: ignore[arg-type]  # it is loaded
    assert second in texts(shown)

    shown.press(Qt.Key.Key_Space)
    assert not detail.isVisible()


def test_copy_takes_the_selected_rows_as_they_are_shown(shown: Shown) -> None:
    shown.search("surname", "a")
    table = shown.page.results.table
    told: list[str] = []
    shown.page.results.tools.copying.told.connect(told.append)
    table.select_row(0)
    table.setFocus()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table, Qt.Key.Key_C, control)
    shown.qtbot.waitUntil(lambda: told == ["1 row is copied; it stays on the clipboard for a minute."])
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[0] == cells(shown, 0, 1)[0]
    assert len(copied) == shown.model.results.columnCount()

    table.columns.show(1, shown=False)
    QTest.keyClick(table, Qt.Key.Key_Down, shift)
    assert "2 rows selected" in shown.page.results._remark.accessibleName()
    QTest.keyClick(table, Qt.Key.Key_C, control | shift)
    shown.qtbot.waitUntil(lambda: told[-1] == "2 rows are copied; they stay on the clipboard for a minute.")
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().split("\n")]
    assert lines[0][0] == shown.model.page.columns[0].label("en")
    assert [line[0] for line in lines[1:]] == cells(shown, 0, 2)
    assert len(lines[0]) == shown.model.results.columnCount() - 1, "as shown"
    assert data.html().startswith("<table><tr><th>")
    assert data.data("x-kde-passwordManagerHint") == b"secret", "not for the clipboard's history"

    QTest.keyClick(table, Qt.Key.Key_A, control)
    loaded, total = shown.model.results.loaded_rows, shown.model.search.status.total
    assert total is not None
    assert loaded < total, "the rest is not loaded"
    said = shown.page.results._remark.accessibleName()
    assert said.startswith(f"All {loaded} loaded rows selected, of {total:,} results. Export takes all results.")


def test_escape_cancels_a_running_search(shown: Shown) -> None:
    shown.type_into("surname", "a")
    shown.press(Qt.Key.Key_Return)
    assert shown.phase() is Phase.SEARCHING
    shown.press(Qt.Key.Key_Escape)
    assert shown.phase() is Phase.CANCELLED


def test_a_sentence_that_must_be_read_is_never_cut(shown: Shown) -> None:
    shown.search("surname", "a")
    shown.window.resize(shown.window.minimumSize())
    shown.page.show_detail(True)
    shown.type_into("surname", "b")
    shown.press(Qt.Key.Key_Return)
    shown.press(Qt.Key.Key_Escape)
    assert shown.phase() is Phase.CANCELLED
    assert shown.model.results.rowCount() > 0

    status = shown.model.search.status
    told = f"{status.headline} {status.next_step}"
    label = next(one for one in shown.page.results.findChildren(QLabel) if one.isVisible() and one.text() == told)
    shown.qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))


def test_a_page_switch_keeps_everything(shown: Shown) -> None:
    shown.search("surname", "a")
    table = shown.page.results.table
    table.select_row(7)
    table.verticalScrollBar().setValue(20)
    shown.type_into("given_name", "half typ")

    QTest.keyClick(shown.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shown.model.page.id == "vehicles"
    QTest.keyClick(shown.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

    assert shown.model.page.id == "people"
    assert shown.page.results.table.currentIndex().row() == 7
    assert shown.page.results.table.verticalScrollBar().value() == 20
    assert shown.control("given_name").property("text") == "half typ"
    assert shown.model.criteria.is_pending("harbor:people.given_name")


def test_f6_goes_round_the_parts_as_they_are_read(shown: Shown) -> None:
    shown.search("surname", "quim")
    page, window = shown.page, shown.window
    page.results.table.select_row(0)
    page.show_detail(True)
    page.focus_query()
    parts = [page.results.table, page.detail, window._rail, page.panel, page.query]

    def at(part: QWidget) -> bool:
        focused = window.focusWidget()
        return focused is not None and (focused is part or part.isAncestorOf(focused))

    for part in [*parts, *parts]:
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert at(part), part
    for part in [*reversed(parts[:-1]), parts[-1]]:
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert at(part), part
    for beside in (page.saved_button, page.chips.findChildren(ChipButton)[0]):
        beside.setFocus()
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert at(page.results.table), "what stands around the search line belongs to its part"

    window.show_shortcuts()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window._overlay is not None
    assert at(window._overlay)
    window._overlay.close_back()

    for name in (SETTINGS, TRANSFERS, IMPORT):
        window.open_page(name)
        shown.qtbot.waitUntil(lambda: window._stack.currentWidget().isVisible())
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        for _ in range(3):
            if at(window._rail):
                break
            QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert at(window._rail), name
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert at(window._stack.currentWidget()), name


def test_all_of_a_search_can_be_done_by_keyboard_alone(shown: Shown) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_F6)
    for _ in range(60):
        if shown.window.focusWidget() is shown.control("surname"):
            break
        shown.press(Qt.Key.Key_Tab)
    QTest.keyClicks(shown.control("surname"), "quim")
    shown.press(Qt.Key.Key_Return)
    shown.wait_for_answer()

    QTest.keyClick(shown.window, Qt.Key.Key_F6)
    QTest.keyClick(shown.window, Qt.Key.Key_F6)
    assert shown.window.focusWidget() is shown.page.results.table
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Return)
    assert shown.page.detail.isVisible()

    QTest.keyClick(shown.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert shown.window.focusWidget() is shown.page.query


def test_a_slash_goes_to_the_query_line_except_while_typing(shown: Shown) -> None:
    shown.type_into("surname", "a/b")
    assert shown.control("surname").property("text") == "a/b"
    shown.search("surname", "")
    shown.page.panel._apply.setFocus()
    shown.press(Qt.Key.Key_Slash)
    assert shown.window.focusWidget() is shown.page.query


def test_the_wheel_over_a_combo_box_changes_nothing(shown: Shown) -> None:
    combo = shown.control("role")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(1)
    middle = QPoint(combo.width() // 2, CONTROL_HEIGHT // 2)
    wheel = QWheelEvent(
        middle.toPointF(),
        combo.mapToGlobal(middle).toPointF(),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, wheel)
    assert combo.currentIndex() == 1


def test_has_no_value_is_asked_from_the_condition_menu(shown: Shown) -> None:
    row = shown.row("aliases")
    menu = row._condition.menu() if row._condition else None
    assert menu is not None
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Has no value").trigger()

    assert shown.model.criteria.draft(row.filter.id) == {"exists": False}
    assert "Has no value" in texts(shown)
    assert not row.field.isVisible()


@pytest.mark.parametrize("typed", ["skyline", "hair"])
def test_finding_a_filter_leaves_only_those_called_so(shown: Shown, typed: str) -> None:
    QTest.keyClicks(shown.page.panel._find, typed)
    visible = [row.name for row in shown.page.panel._rows.values() if row.isVisible()]
    assert visible == (["Hair color"] if typed == "hair" else [])


def test_a_restart_shows_what_was_there_without_asking(shown: Shown, open_window: object) -> None:
    shown.search("surname", "quim")
    rows = cells(shown, 0, 5)
    shown.page.results.table.select_row(1)
    shown.page.show_detail(True)
    shown.window.close()
    shown.session.close()

    assert callable(open_window)
    again = open_window()
    again.qtbot.waitUntil(lambda: again.window.current_page() is not None, timeout=30_000)

    assert again.model.search.status.phase is Phase.STORED
    again.qtbot.waitUntil(lambda: cells(again, 0, 5) == rows)
    again.qtbot.waitUntil(lambda: again.page.results.table.currentIndex().row() == 1)
    assert again.page.detail.isVisible()
    assert any("Search again" in one for one in (again.page.results._action.text(),))
