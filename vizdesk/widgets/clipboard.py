"""The clipboard: what is copied is for the next paste, not for a history that others may read or that is sent away."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_NO = QByteArray(b"\0\0\0\0")
KEPT_OUT = {
    "x-kde-passwordManagerHint": QByteArray(b"secret"),
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format(name="CanUploadToCloudClipboard"): _NO,
}
"""By which KDE and Windows know that a text is not for their clipboard histories."""


def put(text: str, html: str = "") -> None:
    """Put a text on the clipboard.

    Args:
        text: plain.
        html: the same for programs that take tables; empty for none.
    """
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    for form, value in KEPT_OUT.items():
        data.setData(form, value)
    QGuiApplication.clipboard().setMimeData(data)
