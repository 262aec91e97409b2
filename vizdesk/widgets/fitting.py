"""Rows that become columns where what stands in them has no room side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget


def fit(row: QBoxLayout, parts: Sequence[QWidget | int], room: int) -> bool:
    """Lay a row out side by side where it fits, else one below the other.

    Args:
        row: what is laid out.
        parts: what must have room in it: widgets, as wide as they would like to be if they are shown, or pixels.
        room: pixels.

    Returns:
        Whether it fits.
    """
    widths = [one if isinstance(one, int) else one.sizeHint().width() for one in parts if not _is_hidden(one)]
    fits = sum(widths) + max(0, len(widths) - 1) * max(0, row.spacing()) <= room
    row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
    return fits


def _is_hidden(one: QWidget | int) -> bool:
    return isinstance(one, QWidget) and one.isHidden()
