"""The settings: how the window looks, transfers, the way to the gateway, and what is kept on this computer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from vizdesk.models.session import Session
from vizdesk.widgets.appearance import Appearance, Density
from vizdesk.widgets.form_scroll import fill_with_form
from vizdesk.widgets.kept_settings import KeptSettings
from vizdesk.widgets.labels import label
from vizdesk.widgets.language_settings import LanguageSettings
from vizdesk.widgets.measures_settings import MeasuresSettings
from vizdesk.widgets.proxy_settings import ProxySettings
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.theme import Scheme, Type, scaled
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6, TEXT_SIZES
from vizdesk.widgets.transfer_settings import TransferSettings

FORM_WIDTH = 640


class SettingsPage(QWidget):
    """All settings; each holds at once, but for the language.

    Args:
        session: whose settings they are.
        appearance: how the window looks.
        locale: how numbers are written.
    """

    def __init__(
        self, session: Session, appearance: Appearance, locale: QLocale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        self._scheme = Segments(
            self.tr("Colors"),
            [
                (Scheme.SYSTEM, self.tr("As the system")),
                (Scheme.LIGHT, self.tr("Light")),
                (Scheme.DARK, self.tr("Dark")),
            ],
            self,
        )
        percent = self.tr("{number}%")
        sizes = [(size, percent.format(number=locale.toString(size))) for size in TEXT_SIZES]
        self._size = Segments(self.tr("Text size"), sizes, self)
        self.language = LanguageSettings(session.language, self)
        self._density = Segments(
            self.tr("Rows of the results"),
            [(Density.COMFORTABLE, self.tr("Comfortable")), (Density.COMPACT, self.tr("Compact"))],
            self,
        )
        self._as_you_type = Segments(
            self.tr("Search as you type"), [(True, self.tr("On")), (False, self.tr("Off"))], self
        )
        self._allowed = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        self._session, self._locale = session, locale
        self.proxy = ProxySettings(session.proxy, self)
        self.transfers = TransferSettings(session, locale, self)
        self.kept = KeptSettings(session.kept, locale, self)
        self.measures = MeasuresSettings(session.measures, locale, self)
        self._lay_out()
        self._scheme.chosen.connect(appearance.choose_scheme)
        self._size.chosen.connect(appearance.choose_text_size)
        self._density.chosen.connect(appearance.choose_density)
        self._as_you_type.chosen.connect(appearance.choose_as_you_type)
        appearance.changed.connect(self._show)
        session.layout_changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_6)
        grid.setVerticalSpacing(SPACE_3)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("Colors"), self._scheme),
            (self.tr("Text size"), self._size),
            (self.tr("Language"), self.language),
            (self.tr("Rows of the results"), self._density),
            (self.tr("Search as you type"), self._as_you_type),
        )
        for row, (name, control) in enumerate(rows):
            grid.addWidget(label(name, parent=self), row, 0)
            grid.addWidget(control, row, 1)
        grid.addWidget(self._allowed, len(rows), 1)
        middle = self._middle = QWidget(self)
        middle.setMaximumWidth(scaled(FORM_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(label(self.tr("Settings"), Type.TITLE, parent=middle))
        column.addSpacing(SPACE_3)
        column.addWidget(self._heading(self.tr("Appearance and search"), middle))
        column.addLayout(grid)
        for heading, part in (
            (self.tr("Transfers"), self.transfers),
            (self.tr("Proxy"), self.proxy),
            (self.tr("Kept on this computer"), self.kept),
            (self.tr("What VizDesk measures"), self.measures),
        ):
            column.addSpacing(SPACE_6)
            column.addWidget(self._heading(heading, middle))
            column.addWidget(part)
        column.addStretch(1)
        fill_with_form(self, middle, self.tr("Settings"))

    def _heading(self, text: str, parent: QWidget) -> QLabel:
        made = label(text, Type.HEADING, parent=parent)
        made.setContentsMargins(0, 0, 0, SPACE_1)
        return made

    def focus_first(self) -> None:
        """Take the focus at the first setting."""
        self._scheme.take_focus()

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_middle"):
            self._middle.setMaximumWidth(scaled(FORM_WIDTH))

    def _show(self) -> None:
        self._scheme.show_value(self._appearance.scheme)
        self._size.show_value(self._appearance.text_size)
        self._density.show_value(self._appearance.density)
        named = [one.page.label(self._locale.name()) for one in self._session.pages() if one.page.as_you_type]
        pages = self._locale.createSeparatedList(list(dict.fromkeys(named)))
        self._as_you_type.setEnabled(bool(named))
        self._as_you_type.show_value(self._appearance.as_you_type and bool(named))
        allowed, none = (
            self.tr("The agency allows it on: {pages}."),
            self.tr("The agency allows it on none of its pages."),
        )
        self._allowed.setText(allowed.format(pages=pages) if named else none)
