"""The clipboard: what is copied is for the next paste, not for a history that others may read or that is sent away.

Histories on macOS go by pasteboard types that Qt for Python has no way to set; there the time alone counts.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu

KEPT_MILLISECONDS = 60_000
"""So long a copy waits to be pasted."""

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_NO = QByteArray(b"\0\0\0\0")
KEPT_OUT = {
    "x-kde-passwordManagerHint": QByteArray(b"secret"),
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format(name="CanUploadToCloudClipboard"): _NO,
}
"""By which KDE and Windows know that a text is not for their clipboard histories, nor to be sent to other computers."""

_NAME = "application/x-vizdesk-copy"
"""Holds which copy it is; nothing of what was copied."""

_TELLS_OWNER = ("xcb", "wayland", "windows")
"""Where Qt knows whose the clipboard is; asking for what it holds may wait for another program on the first two."""


def put(text: str, html: str = "") -> None:
    """Put a text on the clipboard; it goes after a while and with the program, unless something else was copied then.

    Args:
        text: plain.
        html: the same for programs that take tables; empty for none.
    """
    data, name = QMimeData(), QByteArray(os.urandom(16))
    data.setText(text)
    if html:
        data.setHtml(html)
    for form, value in {**KEPT_OUT, _NAME: name}.items():
        data.setData(form, value)
    QGuiApplication.clipboard().setMimeData(data)
    application = QCoreApplication.instance()
    if application is not None:
        _Copy(name, application)


def make_selectable(label: QLabel) -> None:
    """Let a label's text be selected by mouse and keys, and copied as `put` does."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.installEventFilter(_Copying(label))


class _Copy(QObject):
    """One copy: takes itself off the clipboard after its time, and at the program's end."""

    def __init__(self, name: QByteArray, application: QCoreApplication) -> None:
        super().__init__(application)
        self._name = name
        application.aboutToQuit.connect(self._on_over)
        QTimer.singleShot(KEPT_MILLISECONDS, self, self._on_over)

    def _on_over(self) -> None:
        if self._is_there():
            QGuiApplication.clipboard().clear()
        self.deleteLater()

    def _is_there(self) -> bool:
        clipboard = QGuiApplication.clipboard()
        if QGuiApplication.platformName() in _TELLS_OWNER and not clipboard.ownsClipboard():
            return False
        held = clipboard.mimeData()
        return held is not None and held.data(_NAME) == self._name


class _Copying(QObject):
    """Copies in place of a label, which would put its text on the clipboard for every history to keep."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label)
        self._label = label

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the key that copies, and the menu."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Copy):
                self._copy()
                return True
        elif isinstance(event, QContextMenuEvent):
            self._show_menu(event)
            return True
        return False

    def _copy(self) -> None:
        if self._label.hasSelectedText():
            put(self._label.selectedText().replace("\u2029", "\n"))

    def _show_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self._label)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"))
        copy.setEnabled(self._label.hasSelectedText())
        copy.triggered.connect(self._copy)
        menu.addAction(self.tr("Select all")).triggered.connect(self._select_all)
        menu.popup(event.globalPos())

    def _select_all(self) -> None:
        self._label.setSelection(0, len(self._label.text()))
