"""Pausing, cancelling and stopping a transfer from other threads."""

from __future__ import annotations

import threading
from enum import StrEnum


class Wish(StrEnum):
    """What is asked of a transfer."""

    GO = "go"
    PAUSE = "pause"
    CANCEL = "cancel"
    YIELD = "yield"
    """Others come first; it waits for its turn."""

    STOP = "stop"
    """The program ends; the transfer goes on when it is back."""


class Stopped(Exception):
    """The work at hand was given up, as was asked."""


class Control:
    """One transfer's wish; looked at between any two pieces."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.wish = Wish.GO
        self.woken = 0
        """How often it was woken: what is waited for may be there now."""
        self.slept = 0
        """How often the computer slept: connections may be dead without anybody having been told."""

    def ask(self, wish: Wish) -> None:
        """Ask for something; a cancel or a stop may follow anything, and nothing follows these."""
        with self._changed:
            if self.wish not in (Wish.CANCEL, Wish.STOP):
                self.wish = wish
            self._changed.notify_all()

    def wake(self, *, slept: bool = False) -> None:
        """Let it try at once what it waits to try again; where the computer slept, on new connections."""
        with self._changed:
            self.woken += 1
            self.slept += slept
            self._changed.notify_all()

    def check(self) -> None:
        """Go on.

        Raises:
            Stopped: that is not wished.
        """
        if self.wish is not Wish.GO:
            raise Stopped

    def sleep(self, seconds: float, woken: int | None = None) -> None:
        """Wait, unless it is woken or something else is wished.

        Args:
            seconds: how long.
            woken: how often it had been woken before what failed was tried: it may have been woken since.

        Raises:
            Stopped: something else is wished.
        """
        with self._changed:
            woken = self.woken if woken is None else woken
            self._changed.wait_for(lambda: self.woken != woken or self.wish is not Wish.GO, seconds)
        self.check()
