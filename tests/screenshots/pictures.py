"""Pictures as files: with the 256 colours that they have most of, so that they are small and look the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage, qRgb

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
COLORS = 256
SMALLEST_FILE = 0
"""What Qt calls the quality of a PNG: how little it is compressed."""


def save(picture: QImage, path: Path) -> None:
    """Write a picture without transparency as a PNG.

    Args:
        picture: in 32 bits a pixel.
        path: of the file.
    """
    pixels = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), -1)[:, : picture.width()]
    colors, places, counts = np.unique(pixels & 0xFFFFFF, return_inverse=True, return_counts=True)
    most = np.argsort(counts)[::-1][:COLORS]
    rgb = np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=1).astype(np.int32)
    near = np.empty(len(colors), np.uint8)
    for first in range(0, len(colors), COLORS):
        some = rgb[first : first + COLORS]
        near[first : first + COLORS] = ((some[:, None] - rgb[most][None]) ** 2).sum(axis=2).argmin(axis=1)
    indexed = near[places].reshape(pixels.shape)
    width = -(-picture.width() // 4) * 4  # Qt's lines are as long as whole words
    lines = np.zeros((picture.height(), width), np.uint8)
    lines[:, : picture.width()] = indexed
    made = QImage(lines.tobytes(), picture.width(), picture.height(), width, QImage.Format.Format_Indexed8)
    made.setColorTable([qRgb(*(int(part) for part in rgb[one])) for one in most])
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(path), "PNG", SMALLEST_FILE)
