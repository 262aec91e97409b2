"""The parts of the window that F6 goes round, as they are read: the rail, then those of the open page."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from vizdesk.widgets.rail import Rail


@runtime_checkable
class Parted(Protocol):
    """A page of several parts."""

    def panes(self) -> list[QWidget]:
        """Those that are visible now, as they are read; one that lies inside another stands behind it."""

    def enter(self, pane: QWidget) -> None:
        """Take the focus in one of them."""


def go_round(rail: Rail, page: QWidget | Parted | None, focused: QWidget | None, step: int) -> None:
    """Take the focus to the next part that has a place for it.

    Args:
        rail: the window's.
        page: the one that is open.
        focused: what has the focus; what lies in no part counts to the rail.
        step: 1 for the next part, -1 for the one before.
    """
    panes: list[QWidget] = []
    if isinstance(page, Parted):
        panes = page.panes()
    elif page is not None:
        panes = [page]
    panes = [rail, *(pane for pane in panes if first_stop(pane) is not None)]
    here = max((n for n, pane in enumerate(panes) if focused and _holds(pane, focused)), default=0)
    target = panes[(here + step) % len(panes)]
    if target is rail:
        rail.focus_first()
    elif isinstance(page, Parted):
        page.enter(target)
    else:
        enter_first(target)


def enter_first(pane: QWidget) -> None:
    """Take the focus at the first control of a part."""
    stop = first_stop(pane)
    if stop is not None:
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)


def first_stop(pane: QWidget) -> QWidget | None:
    """The first control of a part that takes the focus now, None where it has none."""
    one: QWidget | None = pane
    while one is not None and not (_holds(pane, one) and _is_stop(one)):
        one = one.nextInFocusChain()
        if one is pane:
            return None
    return one


def _holds(pane: QWidget, one: QWidget) -> bool:
    return pane is one or pane.isAncestorOf(one)


def _is_stop(one: QWidget) -> bool:
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isVisible() and one.isEnabled()
