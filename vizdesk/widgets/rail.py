"""The rail: which agency, its pages, importing, and how the connection stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from vizdesk.widgets.icons import Tint, icon
from vizdesk.widgets.labels import ElidedLabel, in_lines, label, plain_tip
from vizdesk.widgets.shortcuts import SHORTCUTS, Key, keys_of, shown_keys
from vizdesk.widgets.theme import Type, font, scaled, set_type
from vizdesk.widgets.tokens import BUTTON_HEIGHT, RAIL_WIDTH, SPACE_1, SPACE_2

ICON_ROOM, BUTTON_ROOM = 20, 32
"""Of a button's icon with the gap to the text, and of all else beside the text."""

IMPORT = ""
"""Stands for the import page where a page's id is expected."""

SETTINGS = ":settings"
"""Stands for the settings; no page's id has a colon."""

TRANSFERS = ":transfers"
"""Stands for the transfers."""

_PAGE_ICONS = {
    "user": ("people", "person", "persons", "subjects", "suspects", "victims", "witnesses", "employees", "officers"),
    "car": ("vehicles", "vehicle", "cars", "plates", "tows"),
    "siren": ("incidents", "incident", "calls", "crimes", "offenses", "arrests", "cases"),
}
_ICON_OF = {name: one for one, names in _PAGE_ICONS.items() for name in names}


def _beside() -> int:
    """What a button needs beside its text."""
    return scaled(ICON_ROOM) + BUTTON_ROOM + 2 * SPACE_2


def page_icon(identifier: str) -> str:
    """The name of the icon of a page, of the import page or of the transfers."""
    own = {IMPORT: "file-up", TRANSFERS: "upload"}
    return own.get(identifier) or _ICON_OF.get(identifier, "table-2")


class Rail(QFrame):
    """The window's navigation.

    Signals:
        chosen: a page's id, `IMPORT`, `TRANSFERS` or `SETTINGS`.
        agency_chosen: an agency's short name.
    """

    chosen = Signal(str)
    agency_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._name = ""
        self._agency = label("", Type.STRONG, wrap=True, parent=self)
        self._agency.setMinimumHeight(scaled(BUTTON_HEIGHT))
        self._agency.setContentsMargins(SPACE_2 + 2, SPACE_1, 0, SPACE_1)
        self._chooser = self._make_chooser()
        self._agencies = QMenu(self)
        self._agencies.triggered.connect(self._on_agency)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(2)
        self._buttons: dict[str, QPushButton] = {}
        self._texts: dict[QPushButton, str] = {}
        self._keys: dict[QPushButton, str] = {}
        self._transfers = self._button(TRANSFERS, self.tr("Transfers"), shown_keys(keys_of(Key.TRANSFERS)))
        self._import = self._button(IMPORT, self.tr("Import a file…"))
        self._connection = ElidedLabel("", Type.CAPTION, self)
        self._connection.setProperty("tone", "muted")
        self._settings = self._make_settings()
        self._lay_out()

    def _make_chooser(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("look", "rail")
        button.setProperty("opens", "agencies")
        button.setIcon(icon("chevron-down"))
        set_type(button, Type.STRONG)
        left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight  # the arrow stands behind the text
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft if left else Qt.LayoutDirection.LeftToRight)
        button.clicked.connect(self._on_agencies)
        return button

    def _button(self, identifier: str, text: str, keys: str = "") -> QPushButton:
        button = QPushButton(self)
        button.setProperty("look", "rail")
        button.setProperty("page", identifier)
        button.setIcon(icon(page_icon(identifier)))
        button.setCheckable(True)
        button.setAccessibleName(text)
        self._texts[button], self._keys[button] = text, keys
        self._group.addButton(button)
        return button

    def _make_settings(self) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon("settings"))
        button.setCheckable(True)
        button.setAccessibleName(self.tr("Settings"))
        button.setToolTip(self.tr("Settings ({keys})").format(keys=shown_keys(keys_of(Key.SETTINGS))))
        button.clicked.connect(self._on_settings)
        return button

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_2 + 2, 0, 0, 0)
        foot.addWidget(self._connection, 1)
        foot.addWidget(self._settings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.setSpacing(2)
        layout.addWidget(self._agency)
        layout.addWidget(self._chooser)
        layout.addSpacing(SPACE_1)
        layout.addLayout(self._pages)
        layout.addSpacing(SPACE_2)
        layout.addWidget(self._transfers)
        layout.addWidget(self._import)
        layout.addStretch(1)
        layout.addLayout(foot)

    def show_agency(self, name: str, agency: str, agencies: Sequence[str]) -> None:
        """Show whose records these are, and offer the others where there are several.

        Args:
            name: what the agency calls itself.
            agency: its short name.
            agencies: all short names.
        """
        several = len(agencies) > 1
        self._name = name
        self._agency.setText(name)
        self._agency.setVisible(not several)
        self._chooser.setVisible(several)
        self._break_name()
        self._chooser.setAccessibleName(self.tr("Agency: {name}").format(name=name))
        menu = self._agencies
        menu.clear()
        for one in agencies:
            action = menu.addAction(one)
            action.setCheckable(True)
            action.setChecked(one == agency)
            action.setData(one)

    def _fit(self) -> None:
        """Be as wide as larger text needs, and no wider: the page needs the room."""
        metrics = QFontMetrics(font(Type.BODY))  # of the text size in force: the buttons may not have it yet
        self.setFixedWidth(self._wanted_width(metrics))  # the window's layout gives it that width later
        for button in self._texts:
            self._write(button, metrics)
        self._break_name()

    def _wanted_width(self, metrics: QFontMetrics) -> int:
        needed = _beside() + max(map(metrics.horizontalAdvance, self._texts.values())) + 1  # advances are rounded
        return max(RAIL_WIDTH, min(scaled(RAIL_WIDTH), needed))

    def _write(self, button: QPushButton, metrics: QFontMetrics) -> None:
        text = self._texts[button]
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.minimumWidth() - _beside())
        button.setText(shown.replace("&", "&&"))
        button.setToolTip(plain_tip("  ".join(filter(None, ("" if shown == text else text, self._keys[button])))))

    def _break_name(self) -> None:
        """Write the agency's name in two lines where one is too short; a button does not break its text by itself."""
        room = self.minimumWidth() - _beside()
        lines = in_lines(self._name, QFontMetrics(font(Type.STRONG)), room, most=2)
        self._chooser.setText("\n".join(lines).replace("&", "&&"))

    def show_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        """Show these pages.

        Args:
            pages: id and name of each.
        """
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._pages.removeWidget(button)
            del self._texts[button], self._keys[button]
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        for place, (identifier, name) in enumerate(pages, start=1):
            keys = SHORTCUTS[Key.PAGES].keys
            button = self._button(identifier, name, shown_keys(keys[place - 1]) if place <= len(keys) else "")
            self._pages.addWidget(button)
            self._buttons[identifier] = button
        self._fit()
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        order = [self._chooser, *self._buttons.values(), self._transfers, self._import, self._settings]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def show_current(self, identifier: str | None) -> None:
        """Mark a page, the import page or the settings as what is open; None marks none."""
        own = {IMPORT: self._import, TRANSFERS: self._transfers}
        target = own.get(identifier or "") if identifier in own else self._buttons.get(identifier or "")
        self._group.setExclusive(False)
        for button in (*self._buttons.values(), self._transfers, self._import):
            button.setChecked(button is target)
            button.setIcon(self._icon_for(button, marked=button is target))
        self._group.setExclusive(True)
        self._settings.setChecked(identifier == SETTINGS)

    def show_transfers(self, told: str) -> None:
        """Say how many files are under way; an empty text for none."""
        name = self.tr("Transfers")
        self._texts[self._transfers] = f"{name}  {told}" if told else name
        metrics = QFontMetrics(font(Type.BODY))
        if self._wanted_width(metrics) == self.minimumWidth():
            self._write(self._transfers, metrics)  # the count changes twice a second, and all else stays
        else:
            self._fit()
        self._transfers.setAccessibleName(f"{name}: {told}" if told else name)

    def show_connection(self, short: str, sentence: str) -> None:
        """Say how the connection stands."""
        self._connection.show_text(short)
        self._connection.setToolTip(sentence)

    def focus_first(self) -> None:
        """Take the focus at the open page."""
        checked = self._group.checkedButton() or self._import
        checked.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _icon_for(self, button: QPushButton, *, marked: bool) -> QIcon:
        identifier = str(button.property("page"))
        return icon(page_icon(identifier), Tint.ACCENT if marked else Tint.MUTED)

    def _on_clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("page")))

    def _on_agencies(self) -> None:
        self._agencies.popup(self._chooser.mapToGlobal(self._chooser.rect().bottomLeft()))

    def _on_agency(self, action: QAction) -> None:
        self.agency_chosen.emit(str(action.data()))

    def _on_settings(self) -> None:
        self.chosen.emit(SETTINGS)

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._agency.setMinimumHeight(scaled(BUTTON_HEIGHT))
            self._fit()
