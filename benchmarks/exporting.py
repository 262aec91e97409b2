"""Export of a million people from the window to CSV, encrypted, beside `sqlite3 -csv` of the same columns and order."""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks import people
from benchmarks.heartbeat import figure, gaps
from benchmarks.pages import load
from benchmarks.report import Figure
from benchmarks.sample import PROGRAM, home
from benchmarks.window import running
from vizdesk.home import data_folder

if TYPE_CHECKING:
    from vizdesk.app import Program

ROWS = people.ROWS
SHOWN = 100
MOST_TIMES = 4.0
FLAT_MEGABYTES = 24
"""By how much a process may grow from a quarter of the records to the last one."""

ORDERS = (("in the order of the file", "record_no"), ("in the order of a name", "surname"))


def measure() -> list[Figure]:
    """One export for each order, the peer before it; memory and heartbeat of the same exports."""
    with home() as folder:
        source, plain = folder / "people.csv", folder / "plain.db"
        people.write(source, ROWS)
        _plain_import(source, plain)
        subprocess.run([str(PROGRAM), "import", str(source), "--agency", "big", "--page", "people"], check=True)
        with running() as program:
            load(program.session.pages()[0], SHOWN)
            idle = gaps(program, scrolls=False)
            return [one for order in ORDERS for one in _export_figures(program, plain, folder, order, idle)]


def _export_figures(
    program: Program, plain: Path, folder: Path, order: tuple[str, str], idle: Sequence[float]
) -> list[Figure]:
    name, field = order
    peer, theirs = _peer(plain, folder / "peer.csv", field)
    with _watched(program) as memory:
        started = time.perf_counter()
        _start(program, folder / "own.csv", field)
        busy = gaps(program, scrolls=False, lasts=lambda: program.session.exports.running)
        ours = memory.ended - started
    _assert_same_count(folder / "own.csv", folder / "peer.csv")
    return [
        Figure(
            f"export of 1 M people to CSV, {name}",
            f"{ours:.1f} s",
            f"{peer} {theirs:.1f} s",
            f"{ours / theirs:.2f}×",
            f"≤ {MOST_TIMES:g}×",
            ours <= MOST_TIMES * theirs,
        ),
        *memory.figures(name),
        figure(f"GUI thread while exporting {name}, p99 gap", busy, list(idle)),
    ]


def _start(program: Program, path: Path, field: str) -> None:
    from vizdesk.domain.layout import SortKey
    from vizdesk.models.exports import ExportOrder

    model = program.session.pages()[0]
    search = model.search.shown_request()
    assert search is not None
    columns = tuple(one.field for one in model.page.columns)
    program.session.exports.start(
        ExportOrder(model.page, search._replace(sort=(SortKey(field),)), columns, None, path, "csv")
    )


class _Memory:
    """The memory of desktop and gateway by how many records were written."""

    def __init__(self, program: Program) -> None:
        self._exports = program.session.exports
        self._own = psutil.Process()
        lock = json.loads((data_folder() / "gateway.lock").read_text(encoding="utf-8"))
        self._gateway = psutil.Process(lock["pid"])
        self._samples: list[tuple[int, int, int]] = []
        self.ended = 0.0

    def look(self) -> None:
        """Take one sample."""
        writing = [one for one in self._own.children() if one.pid != self._gateway.pid]
        desktop = sum(map(_rss, (self._own, *writing)))
        self._samples.append((self._exports.state.rows, desktop, _rss(self._gateway)))
        if self._exports.running:
            self.ended = time.perf_counter()

    def figures(self, name: str) -> list[Figure]:
        """How much each grew."""
        return [self._figure(name, "desktop with its child", 1), self._figure(name, "gateway", 2)]

    def _figure(self, name: str, who: str, place: int) -> Figure:
        early = max(sample[place] for sample in self._samples if sample[0] <= ROWS / 4)
        late = max(sample[place] for sample in self._samples if sample[0] > ROWS / 4)
        grown, over = (late - early) / 1e6, (max(early, late) - self._samples[0][place]) / 1e6
        return Figure(
            f"memory of the {who} while exporting {name}",
            f"{over:.0f} MB over idle, {grown:+.0f} MB behind the first quarter",
            "–",
            "–",
            f"flat: ≤ {FLAT_MEGABYTES} MB",
            grown <= FLAT_MEGABYTES,
        )


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has ended meanwhile
        return 0


@contextlib.contextmanager
def _watched(program: Program) -> Iterator[_Memory]:
    memory, ended = _Memory(program), threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            memory.look()

    memory.look()
    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield memory
    finally:
        ended.set()
        watcher.join()


def _peer(plain: Path, target: Path, field: str) -> tuple[str, float]:
    """Name and seconds: the `sqlite3` shell, or where it is not installed Python's sqlite3 and csv."""
    statement = f"SELECT {', '.join(people.HEADER)} FROM people ORDER BY {field}"  # noqa: S608  # own names
    shell = shutil.which("sqlite3")
    started = time.perf_counter()
    if shell:
        with target.open("wb") as file:
            subprocess.run([shell, "-csv", str(plain), statement], check=True, stdout=file)
    else:
        words = [sys.executable, "-m", "benchmarks.exporting", str(plain), statement, str(target)]
        subprocess.run(words, check=True)
    return "sqlite3 -csv" if shell else "Python's sqlite3 and csv", time.perf_counter() - started


def _plain_import(source: Path, target: Path) -> None:
    """Not encrypted, not indexed."""
    with source.open(encoding="utf-8", newline="") as file, contextlib.closing(sqlite3.connect(target)) as connection:
        rows = csv.reader(file)
        next(rows)
        columns, marks = ", ".join(people.HEADER), ", ".join("?" * len(people.HEADER))
        connection.execute(f"CREATE TABLE people ({columns})")
        connection.executemany(f"INSERT INTO people VALUES ({marks})", rows)  # noqa: S608  # own names only
        connection.commit()


def _assert_same_count(own: Path, peer: Path) -> None:
    with own.open("rb") as one, peer.open("rb") as other:
        lines = sum(1 for _ in one) - 1
        if lines != sum(1 for _ in other):
            raise RuntimeError(f"{lines} records were exported")


if __name__ == "__main__":
    with contextlib.closing(sqlite3.connect(sys.argv[1])) as plain_peer, Path(sys.argv[3]).open("w", newline="") as out:
        csv.writer(out).writerows(plain_peer.execute(sys.argv[2]))
