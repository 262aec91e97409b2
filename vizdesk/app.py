"""The window's composition: builds the parts, starts them in order, stops them in reverse."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

from vizdesk import __version__
from vizdesk.home import data_folder, desktop_folder
from vizdesk.models.session import Session

log = logging.getLogger(__name__)


class Program(QObject):
    """The running desktop: its session and its window.

    Args:
        data: the embedded gateway's folder, or None for this user's.
        gateway: the address of a gateway to use in place of the embedded one, or None.
    """

    def __init__(self, data: Path | None = None, gateway: str | None = None) -> None:
        super().__init__()
        folder = (data or data_folder()).absolute()
        self.session = Session(desktop_folder(), folder, gateway, demo=gateway is None, parent=self)
        self.session.start()  # its worker reads what was kept while the window's modules load and the window is made
        from vizdesk.widgets.main_window import MainWindow
        from vizdesk.widgets.theme import Theme

        self.theme = Theme(self)
        self.window = MainWindow(self.session, self.theme)

    def start(self) -> None:
        """Show the window; what was kept comes into it as soon as it is read, then the gateway is reached for."""
        self.window.show()

    def stop(self) -> None:
        """Keep what is typed, end every thread and let go of the gateway; within 5 seconds."""
        self.session.close()


class StopSignals(QObject):
    """Ends the event loop on SIGINT and SIGTERM, as closing the window does.

    Python runs its signal handlers between two of its own instructions only, and none runs while Qt waits; the wake-up
    socket is what ends that wait.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ours, self._pythons = socket.socketpair()
        self._ours.setblocking(False)
        self._pythons.setblocking(False)
        signal.set_wakeup_fd(self._pythons.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _leave_to_the_loop)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        self._ours.recv(16)
        self._app.quit()

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._pythons.close()


def _leave_to_the_loop(_number: int, _frame: object) -> None:
    """The wake-up socket has told the event loop already."""


def run(data: Path | None = None, gateway: str | None = None) -> int:
    """Open the window and stay until it is closed.

    Returns:
        The exit code.
    """
    _tell_uncaught_errors()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("VizDesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("vizdesk")
    signals = StopSignals(app)
    program = Program(data, gateway)
    program.start()
    try:
        return int(app.exec())
    finally:
        program.stop()
        signals.close()


def _tell_uncaught_errors() -> None:
    """Log where an unforeseen error arose and of which class it was; its text and its locals may hold personal data."""

    def on_error(kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
        places = []
        while trace is not None:
            places.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
            trace = trace.tb_next
        log.error("unforeseen %s in %s", kind.__name__, " > ".join(places))

    sys.excepthook = on_error
    threading.excepthook = lambda arguments: on_error(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
