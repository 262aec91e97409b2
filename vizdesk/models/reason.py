"""Why one searches: the reason and the case number that a page's policy asks for, kept like all that is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from vizdesk.domain.layout import CaseNumber, Json, Page


class ReasonModel(QObject):
    """The reason of one page's searches; it stays until it is changed.

    Signals:
        changed: it is another one.
    """

    changed = Signal()

    def __init__(self, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self._code = self._case = ""

    def code(self) -> str:
        """The value of the reason that is chosen, or an empty text."""
        return self._code

    def case_number(self) -> str:
        """The case number as typed."""
        return self._case

    def set_code(self, code: str) -> None:
        """Choose another reason."""
        if code != self._code:
            self._code = code
            self.changed.emit()

    def set_case_number(self, text: str) -> None:
        """Take another case number."""
        if text != self._case:
            self._case = text
            self.changed.emit()

    def asked(self) -> dict[str, str] | None:
        """What a request sends, None where the page asks for no reason."""
        page, found = self.page, {}
        if page.reasons and self._code:
            found["code"] = self._code
        if page.case_number is not CaseNumber.NONE and self._case.strip():
            found["case"] = self._case.strip()
        return found or None

    def snapshot(self) -> Json:
        """All of it, for the store."""
        return {"code": self._code, "case": self._case}

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Take a snapshot back; a reason that the page does not offer any more is not chosen."""
        code = snapshot.get("code")
        self._code = next((one.value for one in self.page.reasons if one.value == code), "")
        self._case = str(snapshot.get("case", ""))
        self.changed.emit()
