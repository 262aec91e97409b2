"""The reading half of an import in a process of its own, and its pipe to the process that writes.

Two processes use two cores, which two threads cannot: SQLite lets go of the interpreter's lock for microseconds, and
taking it back costs what was won. And the process that parses a stranger's file holds no key.

Messages are pickles with their length before them: both ends are this program, and what a data file holds travels as
plain texts, numbers and bytes.
"""

from __future__ import annotations

import json
import pickle
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from vizdesk.domain.errors import ImportRefused, VizDeskError
from vizdesk.domain.layout import Kind, Precision
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.importing import Progress
from vizdesk.gateway.incoming import Incoming, Piece, Plan, Task, read_keys, read_more, read_new
from vizdesk.gateway.record_format import Coding, RecordField
from vizdesk.tabular.dates import DateOrder, this_year
from vizdesk.tabular.source import open_source

ROLE = "read"
_LENGTH = struct.Struct("<Q")
_BROKEN = ImportRefused("The import stopped unexpectedly.", "Try again; what was there before is untouched.")


@dataclass(frozen=True, slots=True)
class ReadSpec:
    """What is to be read.

    Args:
        path: the data file.
        agency: whose records its rows become.
        page: the page that is to show them.
        date_order: `mdy`, `dmy`, or `auto` for what the columns themselves tell.
        mode: what the import does; see `Mode`.
        key: the fields that tell one record from another; none on a page without a key.
        fields: name, header, kind, precision, coding and instants of the fields that the records must have; None to
            infer them.
    """

    path: str
    agency: str
    page: str
    date_order: str
    mode: str
    key: list[str]
    fields: list[tuple[str, str, str, str | None, str, bool]] | None

    @staticmethod
    def listed(fields: Sequence[RecordField]) -> list[tuple[str, str, str, str | None, str, bool]]:
        """Fields in the form of `fields`."""
        return [
            (
                one.name,
                one.header,
                one.kind.value,
                one.precision and one.precision.value,
                one.coding.value,
                one.instants,
            )
            for one in fields
        ]

    def record_fields(self) -> list[RecordField]:
        """Fields from the form of `fields`."""
        return [
            RecordField(
                place, name, header, Kind(kind), Precision(precision) if precision else None, Coding(coding), instants
            )
            for place, (name, header, kind, precision, coding, instants) in enumerate(self.fields or ())
        ]


def serve_reading(spec: ReadSpec, out: IO[bytes]) -> None:
    """The child's side: read, and send everything on."""
    try:
        order = None if spec.date_order == "auto" else DateOrder(spec.date_order)

        def watch(done: int, rows: int) -> None:
            _send(out, (done, rows))

        source = open_source(Path(spec.path))
        task = Task(source, spec.agency, spec.page, order, this_year(), watch, tuple(spec.key))
        incoming = _incoming(task, spec)
        _send(out, incoming.plan)
        for piece in incoming.pieces:
            _send(out, piece)
        _send(out, None)
    except VizDeskError as error:
        _send(out, error)


def _incoming(task: Task, spec: ReadSpec) -> Incoming:
    if spec.fields is None:
        return read_new(task)
    if spec.mode == Mode.DELETE:
        return read_keys(task, spec.record_fields())
    return read_more(task, spec.record_fields(), whole=spec.mode == Mode.UPDATE)


@contextmanager
def reading(command: Sequence[str], spec: ReadSpec, progress: Progress) -> Iterator[Incoming]:
    """The parent's side: records as a child process reads them.

    Args:
        command: starts this program as an import's child.
        spec: what is to be read.
        progress: is told the phase `reading`.

    Raises:
        ImportRefused: the data file cannot be imported; also while the pieces are taken.
    """
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert child.stdin is not None and child.stdout is not None  # noqa: S101  # both are pipes
    try:
        with suppress(BrokenPipeError):
            child.stdin.write(json.dumps({"role": ROLE} | asdict(spec)).encode() + b"\n")
            child.stdin.flush()
        yield Incoming(_plan(child.stdout, progress), _pieces(child.stdout))
    finally:
        child.kill()
        child.wait()
        with suppress(BrokenPipeError):
            child.stdin.close()
        child.stdout.close()


def _plan(source: IO[bytes], progress: Progress) -> Plan:
    while not isinstance(message := _receive(source), Plan):
        progress("reading", *message)
    return message


def _pieces(source: IO[bytes]) -> Iterator[Piece]:
    while (message := _receive(source)) is not None:
        yield message


def _send(out: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, protocol=5)
    out.write(_LENGTH.pack(len(data)) + data)
    out.flush()


def _receive(source: IO[bytes]) -> Any:
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise _BROKEN
    message = pickle.loads(source.read(_LENGTH.unpack(head)[0]))  # noqa: S301  # from this program's own child
    if isinstance(message, VizDeskError):
        raise message
    return message


def own_command() -> list[str]:
    """Starts this program as an import's child."""
    frozen: Any = getattr(sys, "frozen", False)
    return [sys.executable, "import-job"] if frozen else [sys.executable, "-m", "vizdesk", "import-job"]
