"""Finds texts that do not fit into the widgets that show them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from vizdesk.widgets.chips import ChipButton
from vizdesk.widgets.elided_button import ElidedButton
from vizdesk.widgets.labels import ElidedLabel

SLACK = 1
"""Pixels that rounding may take."""


def clipped(window: QWidget) -> list[str]:
    """What is shown and does not fit, and the pixels it lacks; elided labels, elided buttons and chips may be cut."""
    return sorted({told for widget in window.findChildren(QWidget) if widget.isVisible() for told in _lacks(widget)})


def _lacks(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel | ElidedButton | ChipButton):
        return
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            lack = widget.heightForWidth(widget.width()) - widget.height()
        else:
            lack = max(widget.minimumSizeHint().width() - widget.width(), _line_height(widget) - widget.height())
        yield from _told(widget, widget.text(), lack)
    elif isinstance(widget, QAbstractButton) and widget.text() and not _is_icon(widget):
        room = _button_room(widget)
        needed = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, widget.text()).width()
        yield from _told(widget, widget.text(), max(needed - room, _line_height(widget) - widget.height()))
    elif isinstance(widget, QComboBox) and not widget.isEditable() and widget.currentText():
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
        yield from _told(widget, widget.currentText(), needed + 24 - widget.width())


def _button_room(button: QAbstractButton) -> int:
    if isinstance(button, QCheckBox | QRadioButton):
        return button.width() - 24
    if isinstance(button, QPushButton):
        option = QStyleOptionButton()
        option.initFrom(button)
        button.initStyleOption(option)
        room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button).width()
        return room - (button.iconSize().width() if not button.icon().isNull() else 0)
    if isinstance(button, QToolButton) and not button.icon().isNull():
        return button.width() - button.iconSize().width()
    return button.width()


def _is_icon(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


def _line_height(widget: QWidget) -> int:
    return widget.fontMetrics().height()


def _told(widget: QWidget, text: str, lack: int) -> Iterator[str]:
    if lack > SLACK:
        yield f"{type(widget).__name__} in {type(widget.parent()).__name__}: “{text}” lacks {lack} px"
