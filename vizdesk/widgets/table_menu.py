"""The menu of the results table: order, columns and export, all of it also by keyboard."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from vizdesk.domain.layout import Direction, Page, SortKey
from vizdesk.models.search import Part
from vizdesk.widgets.shortcuts import Key, keys_of, shown_keys


class _Wish(NamedTuple):
    """What an action stands for.

    Args:
        what: `sort`, `hide`, `pin`, `part`, or what a signal is called after.
        level: of a sort key, 0 for the first.
        place: a column's place in the layout; of a sort key -1 for none.
        direction: of a sort key.
        part: of the results.
    """

    what: str
    level: int = 0
    place: int = -1
    direction: str = Direction.ASC.value
    part: Part = Part.MARKED


class TableMenu(QMenu):
    """Filled anew each time it opens.

    Signals:
        sort_wanted: a tuple of `SortKey`.
        hide_wanted: the column at this place in the layout is not to be shown.
        pin_wanted: a column's place in the layout, and whether it is to stay at the left.
        columns_wanted: all columns are to be chosen from.
        marked_wanted: the marked records are to be shown.
        part_wanted: only some of the results are to be shown, a `Part`.
        pdf_wanted: the results are to become a PDF.
        print_wanted: the results are to be printed.
        export_wanted: the results are to be written into a file.
    """

    sort_wanted = Signal(object)
    hide_wanted = Signal(int)
    pin_wanted = Signal(int, bool)
    columns_wanted = Signal()
    marked_wanted = Signal()
    part_wanted = Signal(object)
    pdf_wanted = Signal()
    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, page: Page, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._locale = locale
        self._sort: tuple[SortKey, ...] = ()
        self.triggered.connect(self._on_triggered)

    def show_state(
        self, sort: tuple[SortKey, ...], column: int, part: Part | None, *, exportable: bool, pinned: bool
    ) -> None:
        """Fill the menu.

        Args:
            sort: the order there is.
            column: the column that was pointed at, by its place in the layout; -1 for none.
            part: which of the results are shown; None for all.
            exportable: whether the results can be exported now.
            pinned: whether that column stays at the left.
        """
        self._sort = sort
        self.clear()
        if column >= 0:
            name = self._name(column)
            self._add(self, self.tr("Pin “{column}”").format(column=name), _Wish("pin", place=column), checked=pinned)
            hide = self.addAction(self.tr("Hide “{column}”").format(column=name).replace("&", "&&"))
            hide.setData(_Wish("hide", place=column))
            self.addSeparator()
        names = (self.tr("Sort by"), self.tr("Then by"), self.tr("And then by"))  # the header takes more keys
        for level in range(len(names)):
            menu = self.addMenu(names[level])
            menu.setEnabled(len(sort) >= level)
            self._add_orders(menu, level, sort[level] if len(sort) > level else None)
        self.addSeparator()
        self._add_plain(self.tr("Choose columns…"), _Wish("columns"), Key.COLUMNS)
        self.addSeparator()
        only = self._add_plain(self.tr("Only marked results"), _Wish("part", part=Part.MARKED), Key.ONLY_MARKED)
        noted = self._add_plain(self.tr("Only results with a note"), _Wish("part", part=Part.NOTED), Key.ONLY_NOTED)
        for action, shown in ((only, Part.MARKED), (noted, Part.NOTED)):
            action.setCheckable(True)
            action.setChecked(part is shown)
        self._add_plain(self.tr("All marked records"), _Wish("marked"), Key.MARKED)
        self.addSeparator()
        for text, what, key in (
            (self.tr("Save as PDF…"), "pdf", Key.PDF),
            (self.tr("Print…"), "print", Key.PRINT),
            (self.tr("Export…"), "export", Key.EXPORT),
        ):
            self._add_plain(text, _Wish(what), key).setEnabled(exportable)

    def _name(self, place: int) -> str:
        return self._page.columns[place].label(self._locale.name())

    def _add_orders(self, menu: QMenu, level: int, now: SortKey | None) -> None:
        direction = now.direction if now else Direction.ASC
        above = {key.field for key in self._sort[:level]}
        for place, column in enumerate(self._page.columns):
            if column.field not in above:
                wish = _Wish("sort", level, place, direction.value)
                self._add(menu, self._name(place), wish, checked=now is not None and now.field == column.field)
        if level:
            self._add(menu, self.tr("Nothing else"), _Wish("sort", level), checked=now is None)
        menu.addSeparator()
        place = next((n for n, column in enumerate(self._page.columns) if now and column.field == now.field), -1)
        for one, name in ((Direction.ASC, self.tr("Ascending")), (Direction.DESC, self.tr("Descending"))):
            action = self._add(menu, name, _Wish("sort", level, place, one.value), checked=direction is one)
            action.setEnabled(place >= 0)

    def _add(self, menu: QMenu, text: str, wish: _Wish, *, checked: bool) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(wish)
        return action

    def _add_plain(self, text: str, wish: _Wish, key: Key) -> QAction:
        action = self.addAction(f"{text}\t{shown_keys(keys_of(key))}")
        action.setData(wish)
        return action

    def _on_triggered(self, action: QAction) -> None:
        wish = _Wish(*action.data())
        plain = {
            "marked": self.marked_wanted,
            "columns": self.columns_wanted,
            "pdf": self.pdf_wanted,
            "print": self.print_wanted,
            "export": self.export_wanted,
        }
        if wish.what in plain:
            plain[wish.what].emit()
        elif wish.what == "part":
            self.part_wanted.emit(wish.part)
        elif wish.what == "hide":
            self.hide_wanted.emit(wish.place)
        elif wish.what == "pin":
            self.pin_wanted.emit(wish.place, action.isChecked())
        elif wish.place < 0:
            self.sort_wanted.emit(self._sort[: wish.level])
        else:
            key = SortKey(self._page.columns[wish.place].field, Direction(wish.direction))
            before, after = self._sort[: wish.level], self._sort[wish.level + 1 :]
            self.sort_wanted.emit((*before, key, *(one for one in after if one.field != key.field)))
