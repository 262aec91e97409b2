"""Pictures as files: in 256 colours of their own, so that they are small and look the same."""

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
    rgb = np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=1).astype(np.int32)
    kept, near = _palette(rgb, np.argsort(counts)[::-1])
    indexed = near[places].reshape(pixels.shape)
    width = -(-picture.width() // 4) * 4  # Qt's lines are as long as whole words
    lines = np.zeros((picture.height(), width), np.uint8)
    lines[:, : picture.width()] = indexed
    made = QImage(lines.tobytes(), picture.width(), picture.height(), width, QImage.Format.Format_Indexed8)
    made.setColorTable([qRgb(*(int(part) for part in rgb[one])) for one in kept])
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(path), "PNG", SMALLEST_FILE)


def _palette(rgb: np.ndarray, by_count: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The colours that are kept, and for each colour the place of the nearest of them.

    Args:
        rgb: all colours.
        by_count: their places, the most frequent one first; half of what is kept comes from there, the rest are those
            that are farthest from all that is kept: a small red icon is to stay red.
    """
    kept = [int(one) for one in by_count[: COLORS // 2]]
    apart = ((rgb[:, None] - rgb[kept][None]) ** 2).sum(axis=2)
    near, distance = apart.argmin(axis=1), apart.min(axis=1)
    while len(kept) < COLORS and distance.any():
        added = int(distance.argmax())
        closer = ((rgb - rgb[added]) ** 2).sum(axis=1)
        near[closer < distance] = len(kept)
        distance = np.minimum(distance, closer)
        kept.append(added)
    return kept, near.astype(np.uint8)
