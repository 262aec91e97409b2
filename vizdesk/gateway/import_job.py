"""The child process of one import: it encrypts and indexes, so that the gateway's loop never waits.

A child of its own reads the data file (see `import_reader`).

One JSON line on standard input is the job; JSON lines on standard output are its progress and its end. Standard input
stays open as long as the gateway lives: when it ends, so does this process, and what it wrote is swept.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import threading
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from vizdesk.db.connection import open_db, translated
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import StorageError, VizDeskError
from vizdesk.domain.filled import parts_in
from vizdesk.domain.problems import problem_of
from vizdesk.gateway.identities import NOBODY, Identities, read_identities
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.import_reader import ROLE, ReadSpec, own_command, reading, serve_reading
from vizdesk.gateway.importing import Progress, write_more, write_new
from vizdesk.gateway.record_format import check_format, read_fields

TELL_SECONDS = 0.1
NICENESS = 10
"""An import takes what searches and windows on the same machine leave of it."""


@dataclass(frozen=True, slots=True)
class JobSpec:
    """What the gateway asks of its child.

    Args:
        path: the data file.
        agency: whose records they become.
        page: the page that is to show them.
        date_order: `mdy`, `dmy`, or `auto` for what the columns themselves tell.
        mode: what becomes of the page's records; see `Mode`.
        record_key: the fields that tell one record from another; none on a page without a key.
        target: the records file to be made.
        before: the records file that the page serves now, or None.
        key: the folder's key in hexadecimal digits.
    """

    path: str
    agency: str
    page: str
    date_order: str
    mode: str
    record_key: list[str]
    target: str
    before: str | None
    key: str

    def to_line(self) -> str:
        """The line for the child's standard input."""
        return json.dumps({"role": "write"} | asdict(self)) + "\n"


def main() -> None:
    """Do the job that standard input names."""
    spec = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_parent, name="parent-watch", daemon=True).start()  # at the usual priority
    gc.disable()  # millions of cells, and no cycles among them
    _give_way()
    if spec.pop("role") == ROLE:
        serve_reading(ReadSpec(**spec), sys.stdout.buffer)
        return
    tell = _Teller(sys.stdout)
    try:
        tell.now(event="done", **_run(JobSpec(**spec), tell.progress))
    except VizDeskError as error:
        tell.now(event="refused", problem=problem_of(error))
        sys.exit(1)


def _give_way() -> None:
    """Run when nothing else on the machine wants to; threads that are started behind this inherit it.

    A niced process still ends its slice of some milliseconds where a window wakes up; one that Linux schedules as idle
    is interrupted at once (`sched(7)`).
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _end_with_the_parent() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock, held here, would hinder the orderly end
        pass
    os._exit(1)  # at once: the main thread may be deep inside SQLite


def _run(spec: JobSpec, progress: Progress) -> dict[str, Any]:
    progress("reading", 0, 0)
    mode, key, target = Mode(spec.mode), DataKey(bytes.fromhex(spec.key)), Path(spec.target)
    before = Path(spec.before) if spec.before is not None else None
    if mode.keeps_others and before is not None:
        _copy(before, target)
    with closing(open_db(target, key)) as connection:
        fields = None
        if mode.keeps_others:
            check_format(connection)
            fields = ReadSpec.listed(read_fields(connection))
        asked = ReadSpec(spec.path, spec.agency, spec.page, spec.date_order, mode, spec.record_key, fields)
        with reading(own_command(), asked, progress) as incoming:
            if mode.keeps_others:
                outcome = write_more(incoming, connection, progress, mode)
            else:
                outcome = write_new(incoming, connection, progress, mode, _before(before, key, spec.record_key))
    _sync(target)
    return {
        "page": outcome.page,
        "rows": outcome.rows,
        "revision": outcome.revision,
        "imported": outcome.imported,
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "deleted": outcome.deleted,
        "setAside": outcome.set_aside,
        "setAsideLines": [asdict(one) for one in outcome.lines],
        "notes": outcome.notes,
        "filled": {
            "notes": parts_in(outcome.notes),
            "setAsideLines": parts_in(one.reason for one in outcome.lines),
        },
    }


def _before(path: Path | None, key: DataKey, record_key: list[str]) -> Identities:
    """Who the records are that others take the place of; a file that this program cannot read tells nothing."""
    if path is None:
        return NOBODY
    try:
        with closing(open_db(path, key, read_only=True)) as connection:
            check_format(connection)
            with translated():
                return read_identities(connection, record_key)
    except StorageError:
        return NOBODY


def _copy(source: Path, target: Path) -> None:
    """A records file is never changed once it is served, so its copy is whole."""
    try:
        shutil.copyfile(source, target)
    except OSError:
        raise StorageError("The records cannot be copied.", "Check the rights and the free space.") from None


def _sync(path: Path) -> None:
    """Bring the file and its name to the disk: it is published right after."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class _Teller:
    """Writes JSON lines; of progress at most one every `TELL_SECONDS`, and every change of phase."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._phase = ""
        self._told = 0.0

    def progress(self, phase: str, done: int, rows: int) -> None:
        moment = time.monotonic()
        if phase != self._phase or moment - self._told >= TELL_SECONDS:
            self._phase, self._told = phase, moment
            self.now(event="progress", phase=phase, bytes=done, rows=rows)

    def now(self, **event: object) -> None:
        self._out.write(json.dumps(event) + "\n")
        self._out.flush()
