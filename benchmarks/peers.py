"""The peers: Datasette and tantivy, and PySide6 as it is installed, in environments of their own."""

from __future__ import annotations

import contextlib
import csv
import json
import socket
import sqlite3
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import httpx
import platformdirs

from benchmarks.people import HEADER
from benchmarks.questions import FACETS, Question

SEARCH_PEERS = ("datasette==0.65.5", "tantivy==0.27.0", "setuptools<81")
INDEXED = ("surname", "dob", "city", "hair", "status")
PAGE = 50
FACET_VALUES = 30
SETTINGS = ("sql_time_limit_ms", "facet_time_limit_ms")
UNLIMITED_MS = "600000"
TABLE = "people"


def environment(packages: Sequence[str] = SEARCH_PEERS) -> Path:
    """A Python with these packages, as their wheels install them; made once."""
    folder = platformdirs.user_cache_path("vizdesk-bench") / "-".join(packages).replace("==", "_").replace("<", "_")
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], check=True)
        (folder / "ready").touch()
    return python


def plain_import(people: Path, target: Path) -> None:
    """SQLite, FTS5 over all columns, five indexes: not encrypted."""
    columns = ", ".join(HEADER)
    with people.open(encoding="utf-8", newline="") as file, contextlib.closing(sqlite3.connect(target)) as connection:
        rows = csv.reader(file)
        next(rows)
        connection.execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {columns})")
        marks = ", ".join("?" * len(HEADER))
        connection.executemany(f"INSERT INTO {TABLE} ({columns}) VALUES ({marks})", rows)  # noqa: S608  # own names
        connection.execute(
            f'CREATE VIRTUAL TABLE {TABLE}_fts USING fts5 ({columns}, content="{TABLE}", content_rowid="id")'
        )
        connection.execute(f"INSERT INTO {TABLE}_fts ({TABLE}_fts) VALUES ('rebuild')")  # noqa: S608  # own names
        for name in INDEXED:
            connection.execute(f"CREATE INDEX by_{name} ON {TABLE} ({name})")
        connection.commit()


@contextlib.contextmanager
def datasette(database: Path) -> Iterator[httpx.Client]:
    """Datasette on a database file, its time limits raised."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = [word for name in SETTINGS for word in ("--setting", name, UNLIMITED_MS)]
    words = [str(environment()), "-m", "datasette", "serve", str(database), "-p", str(port), *settings]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/{database.stem}", timeout=600) as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    client.get(f"/{TABLE}.json", params={"_size": 1}).raise_for_status()
                    break
                time.sleep(0.1)
            yield client
    finally:
        process.terminate()
        process.wait(20)


def ask_datasette(client: httpx.Client, question: Question, *, facets: bool = False) -> tuple[float, int]:
    """Milliseconds for the first page (or for the facets), and the total."""
    params: list[tuple[str, str | int]] = [("_nosuggest", 1), ("_size", 0 if facets else PAGE)]
    params += list(question.filters.items())
    if question.words:
        params.append(("_search", question.words))
    if facets:
        params += [("_facet", name) for name in FACETS] + [("_facet_size", FACET_VALUES)]
    started = time.perf_counter()
    answer = client.get(f"/{TABLE}.json", params=params).raise_for_status()
    took = (time.perf_counter() - started) * 1000
    body = answer.json()
    if facets and (len(body["facet_results"]) < len(FACETS) or body.get("facets_timed_out")):
        raise RuntimeError("Datasette left facets out")
    return took, body["filtered_table_rows_count"]


def ask_tantivy(people: Path, kinds: Sequence[Sequence[Question]], folder: Path) -> list[list[tuple[float, int]]]:
    """For each list of questions the milliseconds and the totals."""
    asked = folder / "questions.json"
    asked.write_text(json.dumps([[asdict(one) for one in kind] for kind in kinds]), encoding="utf-8")
    script = Path(__file__).with_name("tantivy_peer.py")
    ran = subprocess.run(
        [str(environment()), str(script), str(people), str(asked)], check=True, capture_output=True, text=True
    )
    times: list[list[tuple[float, int]]] = json.loads(ran.stdout)
    return times


if __name__ == "__main__":
    plain_import(Path(sys.argv[1]), Path(sys.argv[2]))
