"""Finds texts that do not fit into the widgets that show them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
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
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    return sorted({told for widget in shown for told in (*_lacks(widget), *_cut_off(widget))})


def _cut_off(widget: QWidget) -> Iterator[str]:
    """What its parents do not have room for; what scrolls into sight does not count."""
    if not isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox) or widget.visibleRegion().isEmpty():
        return
    around = widget.parentWidget()
    while around is not None and not widget.isWindow():
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return
        inside = QRect(widget.mapTo(around, QPoint()), widget.size())
        lack = inside.width() - inside.intersected(around.rect()).width()
        yield from _told(widget, f"{_text_of(widget)}” in {type(around).__name__} “", lack)
        if lack > SLACK or around.isWindow():
            return
        around = around.parentWidget()


def _text_of(widget: QWidget) -> str:
    return str(widget.currentText() if isinstance(widget, QComboBox) else getattr(widget, "text", str)())


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
