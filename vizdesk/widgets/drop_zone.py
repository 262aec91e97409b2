"""Where a file is dropped, or chosen."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import ElidedLabel
from vizdesk.widgets.theme import Type, set_look, set_type
from vizdesk.widgets.tokens import SPACE_2, SPACE_6

ICON = 28


class DropZone(QFrame):
    """A frame that takes one file.

    Signals:
        dropped: the file's path.
    """

    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dropZone")
        self.setAcceptDrops(True)
        self.button = QPushButton(self.tr("Choose a file…"), self)
        self._icon = QLabel(self)
        self._name = ElidedLabel(parent=self)
        self._name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        layout.setSpacing(SPACE_2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._name)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.show_file("")

    def show_file(self, name: str) -> None:
        """Show the file's name, or what can be dropped here."""
        set_type(self._name, Type.STRONG if name else Type.BODY)
        self._name.show_text(name or self.tr("Drop a CSV, TSV or Parquet file here, also gzipped"))
        self.button.setText(self.tr("Choose another file…") if name else self.tr("Choose a file…"))
        self._icon.setPixmap(
            pixmap(
                "file-text" if name else "file-up", Tint.ACCENT if name else Tint.MUTED, ICON, self.devicePixelRatioF()
            )
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that the file would be taken."""
        if _file_of(event.mimeData()):
            event.acceptProposedAction()
            set_look(self, over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        set_look(self, over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        set_look(self, over=False)
        event.acceptProposedAction()
        self.dropped.emit(_file_of(event.mimeData()))


def _file_of(data: QMimeData) -> str:
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else ""
