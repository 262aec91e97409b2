"""Tab goes through the whole window as it is read, and comes round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import Shown
from vizdesk.models.alternatives import ANY

MOST = 200


def way_round(shown: Shown) -> list[str]:
    """The names of all stops from the search line on."""
    shown.qtbot.waitUntil(lambda: shown.page.panel.is_whole and shown.page._found is not None, timeout=15_000)
    QApplication.processEvents()
    shown.page.focus_query()
    names = []
    for _ in range(MOST):
        focused = shown.window.focusWidget()
        assert focused is not None
        text = getattr(focused, "text", str)
        names.append(focused.accessibleName() or text())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if shown.window.focusWidget() is shown.page.query:
            return names
    raise AssertionError(names)


def test_tab_reaches_the_rail_every_filter_and_the_alternatives_in_their_order(shown: Shown) -> None:
    groups = [{"harbor:people.hair": {"values": ["RED"]}}, {}]
    shown.model.criteria.set_draft(ANY, {"groups": groups})
    names = way_round(shown)
    wanted = [
        "Search all fields", "Saved searches, lists and history", "Open a copy of this search in a new tab",
        "Find a filter", "Hair color: Red", "Take Hair color out of this alternative", "Add a filter to alternative 1",
        "Add a filter to alternative 2", "Add an alternative", "Identity, 0 set, unfolded", "Last name",
        "Condition of District", "Apply filters", "Clear all", "Go to the filters", "Persons", "Settings",
    ]  # fmt: skip
    assert [one for one in wanted if one not in names] == []
    places = [names.index(one) for one in wanted]
    assert places == sorted(places)
