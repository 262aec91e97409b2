"""The process outlives any number of signals."""

from __future__ import annotations

import subprocess
import sys

MANY_SIGNALS = """
import vizdesk.models
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal(object)
sender = Sender()
for _ in range(20_000):
    sender.sent.emit(True)
    sender.setObjectName("x")
"""


def test_twenty_thousand_signals() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_SIGNALS], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
