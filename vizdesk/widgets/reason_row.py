"""Why one searches: a choice of the agency's reasons and a line for the case number, above “Apply filters”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from vizdesk.domain.layout import CaseNumber
from vizdesk.domain.policies import MAX_CASE
from vizdesk.models.reason import ReasonModel
from vizdesk.widgets.tokens import SPACE_2

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox


class ReasonRow(QWidget):
    """What the page's policy asks for of both; hidden where it asks for neither."""

    def __init__(self, reason: ReasonModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = reason
        page = reason.page
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        self._codes: QComboBox | None = None
        self._case: QLineEdit | None = None
        if page.reasons:
            self._codes = self._make_codes(locale)
            layout.addWidget(self._codes, 3)
        if page.case_number is not CaseNumber.NONE:
            self._case = QLineEdit(self)
            self._case.setMaxLength(MAX_CASE + 1)  # one more than is taken, so that too much is told and not cut off
            self._case.setAccessibleName(self.tr("Case number"))
            self._case.setPlaceholderText(self.tr("Case no."))
            if page.case_number is CaseNumber.OPTIONAL:
                self._case.setToolTip(self.tr("Case number, if there is one"))
            self._case.textEdited.connect(reason.set_case_number)
            layout.addWidget(self._case, 2)
        self.setVisible(bool(self.stops()))
        reason.changed.connect(self._show)
        self._show()

    def _make_codes(self, locale: QLocale) -> QComboBox:
        from PySide6.QtWidgets import QComboBox, QStyledItemDelegate  # late: few pages ask for a reason

        from vizdesk.widgets.quiet_combo_box import QuietComboBox

        codes = QuietComboBox(self.tr("Reason for searching"), self)
        codes.setItemDelegate(QStyledItemDelegate(codes))  # else the list ignores the style sheet
        codes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        codes.addItem(self.tr("Choose a reason"), "")
        for one in self._reason.page.reasons:
            codes.addItem(one.label(locale.name()), one.value)
        codes.activated.connect(self._on_chosen)
        return codes

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [one for one in (self._codes, self._case) if one is not None]

    def focus_missing(self) -> None:
        """Take the focus where something is not filled in."""
        unchosen = self._reason.page.reason_required and not self._reason.code()
        target = self._codes if unchosen else self._case
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        if self._codes is not None:
            self._codes.setCurrentIndex(max(0, self._codes.findData(self._reason.code())))
        if self._case is not None and self._case.text() != self._reason.case_number():
            self._case.setText(self._reason.case_number())

    def _on_chosen(self, _place: int) -> None:
        if self._codes is not None:
            self._reason.set_code(str(self._codes.currentData()))
