"""Counts beside options: in the window, in lists and in trees."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QListView, QToolButton, QTreeWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import ANSWER_MILLISECONDS, Shown
from vizdesk.domain.facets import Facet, FacetValue
from vizdesk.domain.layout import Filter, Kind, Operator, Option
from vizdesk.models.option_counts import OptionCounts
from vizdesk.widgets.fields import FilterField, make_field
from vizdesk.widgets.fields.count_delegate import COUNTED
from vizdesk.widgets.fields.option_list import OptionPopup

LOCALE = QLocale("en_US")


def counts(*, more: bool = False, **records: int) -> OptionCounts:
    return OptionCounts(Facet(tuple(FacetValue(*one) for one in records.items()), more=more), LOCALE)


def field_of(qtbot: QtBot, kind: Kind, options: tuple[Option, ...], operators: tuple[Operator, ...]) -> FilterField:
    one = Filter("harbor:people.hair", kind, "hair", operators, {"en": {"label": "Hair color"}}, options)
    made = make_field(one, LOCALE)
    qtbot.addWidget(made)
    made.show()
    return made


def names(shown: Shown, name: str) -> list[str]:
    return [one.accessibleName() for one in shown.row(name).field.controls()]


def test_options_in_sight_are_counted_after_the_results_came(shown: Shown) -> None:
    assert not any("record" in name for name in names(shown, "hair"))
    shown.search("surname", "br")
    shown.qtbot.waitUntil(lambda: "records" in names(shown, "hair")[0], timeout=ANSWER_MILLISECONDS)
    brown = names(shown, "hair")[0]
    assert brown.startswith("Hair color: Brown, ")
    far = shown.row("district")
    assert not any("record" in name for name in names(shown, "district")), "out of sight"
    shown.page.panel._scroll.ensureWidgetVisible(far)
    shown.qtbot.waitUntil(lambda: "record" in names(shown, "district")[0], timeout=ANSWER_MILLISECONDS)

    shown.search("surname", "zzz")
    shown.qtbot.waitUntil(lambda: names(shown, "district")[0].endswith(", 0 records"), timeout=ANSWER_MILLISECONDS)
    button = shown.row("district").field.controls()[0]
    assert button.isEnabled()
    assert button.property("none") is True


def test_counts_that_the_operator_switches_off_go_and_nobody_is_told(shown: Shown) -> None:
    shown.search("surname", "br")
    shown.qtbot.waitUntil(lambda: "records" in names(shown, "hair")[0], timeout=ANSWER_MILLISECONDS)
    shown.wait_for_the_rest()
    said = shown.model.search.status
    operator = shown.session._link.client(1)
    operator.change_operations({"facets": "off"})
    try:
        shown.session.refresh()
        shown.qtbot.waitUntil(lambda: "record" not in names(shown, "hair")[0], timeout=ANSWER_MILLISECONDS)
        assert shown.model.search.status == said
    finally:
        operator.change_operations({"facets": None})
    shown.session.refresh()
    shown.qtbot.waitUntil(lambda: "record" in names(shown, "hair")[0], timeout=ANSWER_MILLISECONDS)


@pytest.fixture
def listed(qtbot: QtBot) -> tuple[FilterField, OptionPopup, QListView]:
    """The open list of many options."""
    options = tuple(Option(f"V{n}", {"en": f"Option {n}"}) for n in range(12))
    field = field_of(qtbot, Kind.CHOICES, options, (Operator.IN,))
    wanted: list[bool] = []
    field.counts_wanted.connect(lambda: wanted.append(field.shows_counts()))
    assert not field.shows_counts()
    qtbot.mouseClick(field.controls()[0], Qt.MouseButton.LeftButton)
    assert wanted == [True]
    popup = field.findChild(OptionPopup)
    view = popup.findChild(QListView) if isinstance(popup, OptionPopup) else None
    assert isinstance(popup, OptionPopup)
    assert isinstance(view, QListView)
    return field, popup, view


def told(view: Any, row: int) -> tuple[str, str]:
    index = view.model().index(row, 0)
    counted = index.data(COUNTED)
    return counted.text if counted else "", index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_list_shows_counts_and_puts_many_first_only_when_asked(
    listed: tuple[FilterField, OptionPopup, QListView],
) -> None:
    field, popup, view = listed
    by_count = popup.findChild(QToolButton)
    assert isinstance(by_count, QToolButton)
    assert not by_count.isVisible()
    field.show_counts(counts(V3=1214, V7=2))
    assert told(view, 3) == ("1,214", "Option 3, 1,214 records")
    assert told(view, 0) == ("0", "Option 0, 0 records")
    by_count.click()
    assert view.model().rowCount() == 12, "none is left out"
    assert [view.model().index(row, 0).data() for row in range(3)] == ["Option 3", "Option 7", "Option 0"]
    by_count.click()
    assert view.model().index(0, 0).data() == "Option 0"
    field.show_counts(None)
    assert told(view, 3) == ("", "Option 3")
    popup.close()
    assert not field.shows_counts()


def test_what_nobody_counted_has_no_count(listed: tuple[FilterField, OptionPopup, QListView]) -> None:
    field, popup, view = listed
    field.show_counts(counts(more=True, V3=5))
    assert [told(view, row)[0] for row in (2, 3)] == ["", "5"]
    popup.close()


def test_a_tree_counts_an_entry_with_all_below_it(qtbot: QtBot) -> None:
    tree = (Option("PRO", {"en": "Property"}, (Option("BUR", {}), Option("ROB", {}))), Option("VIO", {}))
    field = field_of(qtbot, Kind.TREE, tree, (Operator.BELOW, Operator.IN))
    field.show_counts(counts(PRO=4, ROB=30))
    qtbot.mouseClick(field.controls()[0], Qt.MouseButton.LeftButton)
    view = field.findChild(QTreeWidget)
    assert isinstance(view, QTreeWidget)
    top = view.topLevelItem(0)
    assert top is not None
    texts = [top.data(0, COUNTED).text, *(top.child(place).data(0, COUNTED).text for place in range(3))]
    assert texts == ["≈34", "4", "0", "30"]
    assert top.child(2).data(0, Qt.ItemDataRole.AccessibleTextRole) == "ROB, 30 records"


def test_a_few_options_in_a_combo_box(qtbot: QtBot) -> None:
    field = field_of(qtbot, Kind.CHOICE, (Option("BRO", {"en": "Brown"}), Option("BLK", {})), (Operator.EQUALS,))
    field.show_counts(counts(BRO=1))
    combo = field.findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    assert told(combo, 1) == ("1", "Brown, 1 record")
    assert told(combo, 2) == ("0", "BLK, 0 records")
    field.show_draft({"value": "GRY"})
    field.show_counts(counts(BRO=1))
    assert told(combo, 3)[0] == "0", "what the layout no longer lists has a count too"
