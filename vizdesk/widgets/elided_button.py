"""A button whose text is cut short where there is no room for it; assistive technology and the tip tell all of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QToolTip

from vizdesk.widgets.theme import scaled

LEAST_WIDTH = 64


class ElidedButton(QPushButton):
    """A button that may be narrower than its text."""

    def minimumSizeHint(self) -> QSize:
        """As high as the text, and wide enough for the beginning of it."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), scaled(LEAST_WIDTH)), hint.height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """What fits of the text."""
        super().initStyleOption(option)
        option.text = self._elided(option)

    def event(self, event: QEvent) -> bool:
        """A text that is cut short is its own tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            option = QStyleOptionButton()
            super().initStyleOption(option)
            if self._elided(option) != option.text:
                QToolTip.showText(event.globalPos(), self.text().replace("&&", "&"), self)
                return True
        return super().event(event)

    def _elided(self, option: QStyleOptionButton) -> str:
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        if not self.icon().isNull():
            room -= self.iconSize().width()
        return self.fontMetrics().elidedText(
            option.text, Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic
        )
