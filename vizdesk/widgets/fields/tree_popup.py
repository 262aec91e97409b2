"""A tree of options below its button, with a line that finds entries; imported when the first one is wanted.

A ticked entry takes everything below it; what is not all ticked is shown half ticked. An entry that others stand below
has a first line of its own below it, which takes the entry itself and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from vizdesk.domain.layout import Filter, Option, values_below, walk_options
from vizdesk.domain.text import fold
from vizdesk.models.option_counts import Counted, OptionCounts
from vizdesk.widgets.fields.count_delegate import COUNTED, CountDelegate
from vizdesk.widgets.fields.counts import counts_tip, spoken
from vizdesk.widgets.icons import lead_with
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import MOST_SOUGHT, SPACE_1, SPACE_2

MOST_ROWS_SHOWN = 14
SMALLEST_WIDTH = 360

_VALUE = Qt.ItemDataRole.UserRole
_LABEL = Qt.ItemDataRole.UserRole + 1
_CHECK = Qt.ItemDataRole.CheckStateRole


class TreePopup(Popup):
    """Search line and tree; Space and Enter tick, arrow keys open and close, Esc closes.

    Args:
        one: the filter.
        locale: tells the labels.
        owner: the button.
        alone: whether an entry can be taken without what stands below it.
    """

    def __init__(self, one: Filter, locale: QLocale, owner: QWidget, *, alone: bool) -> None:
        super().__init__(owner)
        self._locale = locale.name()
        self._options = one.options
        self._with_alone = alone
        name = one.label(self._locale)
        self._search = QLineEdit(self)
        self._search.setMaxLength(MOST_SOUGHT)
        self._search.setPlaceholderText(self.tr("Find an entry"))
        self._search.setAccessibleName(self.tr("Find an entry of {label}").format(label=name))
        lead_with(self._search, "search")
        self._search.textChanged.connect(self._on_searched)
        self._search.installEventFilter(self)
        self._tree = QTreeWidget(self)
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        self._tree.setItemDelegate(CountDelegate(self._tree))
        self._tree.setFrameShape(QFrame.Shape.NoFrame)
        self._tree.setAccessibleName(name)
        self._tree.installEventFilter(self)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._tree.addTopLevelItems([self._item(option) for option in one.options])
        self._nothing = QLabel(self.tr("No entry has this name."), self)
        self._nothing.setProperty("tone", "muted")
        self._nothing.hide()
        hint = QLabel(self.tr("A ticked entry takes everything below it."), self)
        hint.setProperty("tone", "muted")
        self._tip = QLabel(counts_tip(), self)
        self._tip.setProperty("tone", "muted")
        self._tip.setWordWrap(True)
        self._tip.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.setSpacing(SPACE_1)
        for part in (self._search, self._nothing, self._tree, hint, self._tip):
            layout.addWidget(part)
        rows = sum(1 for _ in walk_options(one.options))
        height = max(self._tree.sizeHintForRow(0), 1)
        self._tree.setFixedHeight(height * min(max(rows + 1, 4), MOST_ROWS_SHOWN))
        self._tree.setMinimumWidth(scaled(SMALLEST_WIDTH))
        self.setFocusProxy(self._search)
        self._telling = QTimer(self)  # one change ticks many entries
        self._telling.setSingleShot(True)
        self._telling.setInterval(0)
        self._telling.timeout.connect(self._on_ticked)
        self._tree.itemChanged.connect(self._telling.start)

    def _item(self, option: Option) -> QTreeWidgetItem:
        label = option.label(self._locale)
        item = _entry(option.value, label)
        self._items[option.value] = item
        if option.children:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
            if self._with_alone:
                item.addChild(_entry(option.value, self.tr("{label} itself").format(label=label)))
            item.addChildren([self._item(child) for child in option.children])
        return item

    def tick(self, below: Iterable[str], alone: Sequence[str]) -> None:
        """Tick entries with everything below them, and entries alone."""
        self._tree.blockSignals(True)
        for value in (*below, *alone):
            if value not in self._items:  # a value that the layout no longer lists stays what is asked
                self._items[value] = _entry(value, value)
                self._tree.addTopLevelItem(self._items[value])
        for value in below:
            self._items[value].setCheckState(0, Qt.CheckState.Checked)
        for value in alone:
            item = self._items[value]
            next(_children(item), item).setCheckState(0, Qt.CheckState.Checked)
        for item in self._items.values():
            item.setExpanded(item.checkState(0) is Qt.CheckState.PartiallyChecked)
        self._name_entries()
        self._tree.blockSignals(False)

    def show_counts(self, counts: OptionCounts | None) -> None:
        """Show counts beside the entries, or none; an entry's own line counts it alone, the entry all below it too."""
        self._tree.blockSignals(True)
        for value, item in self._items.items():
            counted = counts.below(values_below(self._options, [value])) if counts is not None else None
            self._show_count(item, counted)
            alone = item.child(0) if item.childCount() and self._with_alone else None
            if alone is not None:
                self._show_count(alone, counts.of(value) if counts is not None else None)
        self._tree.blockSignals(False)
        self._tree.viewport().update()
        self._tip.setVisible(counts is not None)

    def _show_count(self, item: QTreeWidgetItem, counted: Counted | None) -> None:
        item.setData(0, COUNTED, counted)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken(str(item.data(0, _LABEL)), counted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search line into the tree, Enter ticks."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tick_current()
            return True
        if watched is self._search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._tree.setFocus(Qt.FocusReason.TabFocusReason)
            if self._tree.currentItem() is None:
                self._go_to_first()
            return True
        return super().eventFilter(watched, event)

    def _tick_current(self) -> None:
        if self._tree.currentItem() is None:
            self._go_to_first()
        item = self._tree.currentItem()
        if item is not None:
            ticked = item.checkState(0) is Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _go_to_first(self) -> None:
        """Make the first entry that the search line names, else the first of all, the current one."""
        wanted = fold(self._search.text())
        shown = [item for item in self._items.values() if not item.isHidden()]
        first = next((item for item in shown if wanted in fold(str(item.data(0, _LABEL)))), None)
        if first is not None:
            self._tree.setCurrentItem(first)

    def _on_ticked(self) -> None:
        self._tree.blockSignals(True)
        self._name_entries()
        self._tree.blockSignals(False)
        below: list[str] = []
        alone: list[str] = []
        for item in _children(self._tree.invisibleRootItem()):
            _gather(item, below, alone)
        self.chosen.emit((below, alone))

    def _name_entries(self) -> None:
        """Say of each ticked entry with others below it what it takes."""
        ticked = self.tr("{label} and everything below")
        for item in self._items.values():
            if item.childCount():
                label = str(item.data(0, _LABEL))
                whole = item.checkState(0) is Qt.CheckState.Checked
                item.setText(0, ticked.format(label=label) if whole else label)

    def _on_searched(self, text: str) -> None:
        wanted = fold(text)
        found = [_narrow(item, wanted) for item in _children(self._tree.invisibleRootItem())]
        self._nothing.setVisible(not any(found))
        self._tree.setCurrentIndex(QModelIndex())


def _entry(value: str, label: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([label])
    item.setData(0, _VALUE, value)
    item.setData(0, _LABEL, label)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setData(0, _CHECK, Qt.CheckState.Unchecked)
    return item


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    children = (item.child(place) for place in range(item.childCount()))
    return (one for one in children if one is not None)


def _gather(item: QTreeWidgetItem, below: list[str], alone: list[str]) -> None:
    """The fewest entries that say what is ticked."""
    state = item.checkState(0)
    if state is Qt.CheckState.Checked:
        (below if item.childCount() else alone).append(str(item.data(0, _VALUE)))
    elif state is Qt.CheckState.PartiallyChecked:
        for child in _children(item):
            _gather(child, below, alone)


def _narrow(item: QTreeWidgetItem, wanted: str) -> bool:
    """Show an entry if it, or one below it, is called so; True if it is shown."""
    named = wanted in fold(str(item.data(0, _LABEL)))
    within = [_narrow(child, "" if named else wanted) for child in _children(item)]
    item.setHidden(not (named or any(within)))
    item.setExpanded(bool(wanted) and not named and any(within))
    return not item.isHidden()
