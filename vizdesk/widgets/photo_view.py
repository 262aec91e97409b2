"""A record's photo with all its states, and what makes a picture of a file that nobody trusts."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from vizdesk.domain.errors import UnexpectedAnswer
from vizdesk.models.photos import PhotoModel, PhotoPhase, PhotoState
from vizdesk.widgets.icons import Tint, pixmap
from vizdesk.widgets.labels import label
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_4

HEIGHT = 176
SIGN = 32
LONGEST_SIDE = 640
"""Pixels of what is kept of a photo."""

MOST_PIXELS = 50_000_000
MOST_MEGABYTES = 256
"""That a decoder may take; 50 million pixels of four bytes."""

FORMATS = (b"jpeg", b"png")


def decode_photo(data: bytes) -> QImage:
    """A picture of a file's bytes, at most `LONGEST_SIDE` long; on a worker's thread.

    Raises:
        UnexpectedAnswer: it is no photo, or one of too many pixels.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in FORMATS:
        raise UnexpectedAnswer("What the record has for a photo is not one that VizDesk can show.")
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS:
        raise UnexpectedAnswer("The photo is too large to be shown.")
    reader.setAutoTransform(True)
    if size.width() > LONGEST_SIDE or size.height() > LONGEST_SIDE:
        reader.setScaledSize(size.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    if picture.isNull():
        raise UnexpectedAnswer("What the record has for a photo is not one that VizDesk can show.")
    return picture


class PhotoView(QFrame):
    """Shows how a photo stands.

    Args:
        model: whose photo it is.
    """

    def __init__(self, model: PhotoModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photoView")
        self._model = model
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again = QPushButton(self.tr("Try again"), self)
        self._again.setProperty("look", "link")
        self._again.clicked.connect(model.retry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        layout.setSpacing(SPACE_1)
        layout.addStretch(1)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._said)
        layout.addWidget(self._again, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setFixedHeight(scaled(HEIGHT))
        model.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the photo, or why there is none."""
        state = self._model.state
        sentences = {
            PhotoPhase.NONE: self.tr("No photo"),
            PhotoPhase.LOADING: self.tr("Loading the photo…"),
            PhotoPhase.SHOWN: "",
            PhotoPhase.FAILED: state.sentence,
        }
        self._said.setText(sentences[state.phase])
        self._said.setVisible(state.phase is not PhotoPhase.SHOWN)
        self._again.setVisible(state.again)
        self._picture.setPixmap(self._drawn(state))
        self._picture.setAccessibleName(self.tr("Photo of the record") if state.phase is PhotoPhase.SHOWN else "")

    def _drawn(self, state: PhotoState) -> QPixmap:
        scale = self.devicePixelRatioF()
        if not isinstance(state.picture, QImage):
            return pixmap("circle-alert" if state.phase is PhotoPhase.FAILED else "user", Tint.MUTED, SIGN, scale)
        room = QSize(self.width() - 2 * SPACE_4, self.height() - 2 * SPACE_2) * scale
        fit = state.picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        drawn = QPixmap.fromImage(fit)
        drawn.setDevicePixelRatio(scale)
        return drawn

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours, and be as high as another text size needs."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_again"):
            self.setFixedHeight(scaled(HEIGHT))
            self.show_state()
