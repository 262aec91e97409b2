"""How the window looks and searches, as the user has chosen it; kept in the session's settings."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from vizdesk.models.session import Session
from vizdesk.widgets.theme import Scheme, Theme
from vizdesk.widgets.tokens import TEXT_SIZES

SCHEME, TEXT_SIZE, DENSITY = "window.scheme", "window.textSize", "window.density"
AS_YOU_TYPE = "search.asYouType"


class Density(StrEnum):
    """How close the rows of the results stand."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Appearance(QObject):
    """Applies what is chosen at once, and keeps it.

    Args:
        session: whose settings keep it.
        theme: the look.

    Signals:
        changed: something of it is another.
    """

    changed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self.density = Density.COMFORTABLE
        self.as_you_type = False

    @property
    def scheme(self) -> Scheme:
        """Light, dark, or as the system."""
        return self._theme.scheme

    @property
    def text_size(self) -> int:
        """In percent of the system's."""
        return self._theme.text_size

    def restore(self) -> None:
        """Take what the settings keep; what this program does not know is left as it is."""
        scheme, size, density = (self._session.setting(name) for name in (SCHEME, TEXT_SIZE, DENSITY))
        if scheme in list(Scheme):
            self._theme.choose(Scheme(scheme))
        if size in TEXT_SIZES:
            self._theme.set_text_size(size)
        if density in list(Density):
            self.density = Density(density)
        self.as_you_type = self._session.setting(AS_YOU_TYPE) is True
        self.changed.emit()

    def choose_scheme(self, scheme: Scheme) -> None:
        """Take light or dark colours, or follow the system."""
        self._theme.choose(scheme)
        self._keep(SCHEME, scheme.value)

    def choose_text_size(self, percent: int) -> None:
        """Make all text larger or smaller."""
        self._theme.set_text_size(percent)
        self._keep(TEXT_SIZE, percent)

    def choose_density(self, density: Density) -> None:
        """Let the rows of the results stand closer together, or with more room."""
        self.density = density
        self._keep(DENSITY, density.value)

    def choose_as_you_type(self, on: bool) -> None:  # one fact, set
        """Let pages search while one types, where the agency allows it."""
        self.as_you_type = on
        self._keep(AS_YOU_TYPE, on)

    def _keep(self, name: str, value: str | int) -> None:
        self._session.set_setting(name, value)
        self.changed.emit()
