"""A real window over a real gateway, for measurements that need one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from vizdesk.app import Program

DEADLINE_SECONDS = 120.0
LOOK_MILLISECONDS = 2
"""How often a condition is looked at: often enough to measure with, and far from keeping the thread busy."""


@contextmanager
def running() -> Iterator[Program]:
    """VizDesk's window, online, on the home that the environment names."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from vizdesk.app import Program, make_application
    from vizdesk.models.session import Connection

    QApplication.instance() or make_application()
    program = Program()
    program.start()
    try:
        wait(lambda: program.session.connection is Connection.ONLINE and bool(program.session.pages()))
        yield program
    finally:
        program.window.close()
        program.stop()


def wait(holds: Callable[[], bool]) -> None:
    """Run the event loop, asleep between events as in the running program, until a condition holds.

    Raises:
        TimeoutError: it did not within two minutes.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    until = time.monotonic() + DEADLINE_SECONDS
    loop, looks = QEventLoop(), QTimer()

    def look() -> None:
        if holds() or time.monotonic() > until:
            loop.quit()

    looks.timeout.connect(look)
    looks.start(LOOK_MILLISECONDS)
    if not holds():
        loop.exec()
    looks.stop()
    if not holds():
        raise TimeoutError


def until_painted(widget: QWidget, act: Callable[[], object], holds: Callable[[], bool] = lambda: True) -> float:
    """Seconds from an act until a widget has been painted as wanted.

    Args:
        widget: is to be painted.
        act: lets it be painted; its time counts.
        holds: whether what it shows by now is what is wanted.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer

    ended: list[float] = []

    class Painted(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and holds():
                QTimer.singleShot(0, self.on_painted)
            return False

        def on_painted(self) -> None:
            ended.append(time.perf_counter())

    filter_ = Painted()
    widget.installEventFilter(filter_)
    started = time.perf_counter()
    act()
    wait(lambda: bool(ended))
    widget.removeEventFilter(filter_)
    return ended[0] - started
