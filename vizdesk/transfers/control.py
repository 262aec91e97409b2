"""Pausing, cancelling and stopping a transfer from other threads."""

from __future__ import annotations

import threading
from enum import StrEnum


class Wish(StrEnum):
    """What is asked of a transfer."""

    GO = "go"
    PAUSE = "pause"
    CANCEL = "cancel"
    STOP = "stop"
    """The program ends; the transfer goes on when it is back."""


class Stopped(Exception):
    """The work at hand was given up, as was asked."""


class Control:
    """One transfer's wish; looked at between any two pieces."""

    def __init__(self) -> None:
        self._changed = threading.Event()
        self.wish = Wish.GO

    def ask(self, wish: Wish) -> None:
        """Ask for something; a pause may be followed by a cancel or a stop, these by nothing."""
        if self.wish in (Wish.GO, Wish.PAUSE):
            self.wish = wish
        if self.wish is not Wish.GO:
            self._changed.set()

    def check(self) -> None:
        """Go on.

        Raises:
            Stopped: that is not wished.
        """
        if self._changed.is_set():
            raise Stopped

    def sleep(self, seconds: float) -> None:
        """Wait, unless something else is wished.

        Raises:
            Stopped: it is.
        """
        self._changed.wait(seconds)
        self.check()
