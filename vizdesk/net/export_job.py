"""The child process of one export: it reads from the gateway and writes the file.

One JSON line on standard input is the task; JSON lines on standard output are progress and end. Standard input stays
open as long as the window wants the export: when it ends, so does this process, and no file is left.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from vizdesk.domain.errors import Cancelled, VizDeskError
from vizdesk.domain.exports import export_request_from_wire
from vizdesk.net.client import GatewayClient
from vizdesk.net.errors import PROBLEM_PREFIX
from vizdesk.net.exporting import ExportTarget, export_to_file
from vizdesk.net.proxy import route_from_json
from vizdesk.tabular.writers import FileFormat

TELL_SECONDS = 0.1
NICENESS = 5
"""An export takes what searches and windows on the same machine leave of it."""


def main() -> None:
    """Do the task on standard input."""
    line = sys.stdin.readline()
    if not line:  # nobody wants it any more
        return
    task = json.loads(line)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    stopped = threading.Event()
    threading.Thread(target=_watch, args=(stopped,), name="export-parent", daemon=True).start()
    target = ExportTarget(Path(task["path"]), FileFormat(task["form"]), task["labels"], task["byteOrderMark"])
    try:
        with GatewayClient(task["url"], task["token"], route_from_json(task["route"])) as client:
            request = export_request_from_wire(task["request"])
            done = export_to_file(client, request, target, _Telling().tell, stopped.is_set)
    except VizDeskError as error:
        problem = {"type": f"{PROBLEM_PREFIX}{error.code}", "title": error.sentence, "detail": error.next_step}
        _say({"problem": problem})
    else:
        _say({"done": done._asdict()})


def _watch(stopped: threading.Event) -> None:
    os.read(sys.stdin.fileno(), 1)  # past Python's buffer, whose lock would be held at the end of the process
    stopped.set()


class _Telling:
    """Tells progress now and then."""

    def __init__(self) -> None:
        self._next = 0.0

    def tell(self, rows: int, total: int) -> None:
        """Tell how many records are written, of how many."""
        now = time.monotonic()
        if now >= self._next or rows == total:
            self._next = now + TELL_SECONDS
            _say({"rows": rows, "total": total})


def _say(told: Any) -> None:
    """One line.

    Raises:
        Cancelled: the window is gone.
    """
    try:
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()
    except OSError:
        raise Cancelled("The export was stopped.", "No file was made.") from None
