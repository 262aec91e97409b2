"""Import of 336,776 flights, encrypted, indexed and searchable, beside csv.reader and executemany into one table."""

from __future__ import annotations

import contextlib
import csv
import gzip
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.report import Figure, middle
from benchmarks.sample import PROGRAM, ROWS, flights, home

RUNS = 3
BATCH = 10_000


def plain_import(source: Path, target: Path) -> None:
    """The peer: no encryption, no kinds, no index, no full text."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        connection = sqlite3.connect(target)
        connection.execute(f"CREATE TABLE flights ({', '.join(header)})")
        connection.executemany(f"INSERT INTO flights VALUES ({', '.join('?' * len(header))})", rows)  # noqa: S608  # own names only; values are bound
        connection.commit()
        connection.close()


def measure() -> list[Figure]:
    """Alternate the two; medians of whole processes."""
    ours, peers, peaks = [], [], []
    for _ in range(RUNS):
        with home() as folder:
            source = flights(folder)
            peers.append(
                timed([sys.executable, "-m", "benchmarks.importing", str(source), str(folder / "plain.db")])[0]
            )
            data = folder / "data"
            words = [str(PROGRAM), "import", str(source), "--agency", "air", "--page", "flights", "--data", str(data)]
            with gateway(data) as running:
                idle = running.memory_info().rss
                seconds, peak = timed(words, running)
                ours.append(seconds)
                peaks.append((peak - idle) / 1e6)
                _assert_searchable(data)
    ratio = middle(ours) / middle(peers)
    return [
        Figure(
            "import of 336,776 flights, encrypted, indexed, searchable",
            f"{middle(ours):.1f} s",
            f"csv.reader + executemany {middle(peers):.1f} s",
            f"{ratio:.1f}×",
            "≤ 6× (aim 4×)",
            ratio <= 6,
        ),
        Figure("its memory over idle", f"{max(peaks):.0f} MB", "–", "–", "≤ 300 MB", max(peaks) <= 300),
    ]


@contextlib.contextmanager
def gateway(data: Path) -> Iterator[psutil.Process]:
    """A gateway on a data folder, ready."""
    process = subprocess.Popen([str(PROGRAM), "gateway", "--data", str(data)], stderr=subprocess.DEVNULL)
    try:
        while not (data / "gateway.lock").exists():
            time.sleep(0.01)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def timed(words: list[str], running: psutil.Process | None = None) -> tuple[float, int]:
    """Seconds of a whole process, and the most memory (bytes) that the gateway and its children took meanwhile."""
    peak, ended = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while running is not None and not ended.wait(0.05):
            with contextlib.suppress(psutil.Error):
                peak = max(peak, sum(one.memory_info().rss for one in (running, *running.children(recursive=True))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    ended.set()
    watcher.join()
    return seconds, peak


def _assert_searchable(data: Path) -> None:
    words = [str(PROGRAM), "search", "--agency", "air", "--page", "flights", "--data", str(data), "--format", "json"]
    answer = json.loads(subprocess.run([*words, "--limit", "1"], check=True, capture_output=True).stdout)
    assert answer["total"] == {"value": ROWS, "relation": "exact"}, answer["total"]


if __name__ == "__main__":
    plain_import(Path(sys.argv[1]), Path(sys.argv[2]))
