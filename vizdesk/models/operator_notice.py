"""What the gateway's operator tells everybody, until the user closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from vizdesk.models.session import Session

CLOSED_SETTING = "operator.notice.closed"


class OperatorNotice(QObject):
    """One notice at a time.

    Args:
        session: keeps which text was closed.

    Signals:
        changed: `text` is another.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._told = ""

    @property
    def text(self) -> str:
        """What is to be shown: nothing once the user has closed this text."""
        return "" if self._told == self._session.setting(CLOSED_SETTING) else self._told

    def close(self) -> None:
        """Do not show this text again, unless it is taken back and told anew."""
        self._session.set_setting(CLOSED_SETTING, self._told)
        self.changed.emit()

    def take(self, told: str) -> None:
        """The gateway tells this now; an empty text is nothing."""
        if not told and self._session.setting(CLOSED_SETTING):
            self._session.set_setting(CLOSED_SETTING, "")
        if told != self._told:
            self._told = told
            self.changed.emit()
