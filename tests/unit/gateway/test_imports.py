"""Imports through their real child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.children import children_doing
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import BadRequest, Conflict, ImportRefused, NoKey, NotFound
from vizdesk.gateway.demo import seed_demo
from vizdesk.gateway.identities import read_part
from vizdesk.gateway.import_job import JobSpec
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.import_state import ImportRequest
from vizdesk.gateway.imports import ImportJobs
from vizdesk.gateway.metadata import Metadata, RecordSet
from vizdesk.gateway.record_files import RecordFiles

KEY = DataKey(bytes(range(32)))
CITIES = "Name,Country\nLima,PE\nOslo,NO\nCusco,PE\nBergen,NO\n"
SECONDS = 100.0


class Folder:
    """A data folder with its imports."""

    def __init__(self, path: Path, key: DataKey | None = KEY) -> None:
        kept = path if key else None
        self.path = path
        self.files = RecordFiles(kept, key)
        self.metadata = Metadata(path / "metadata.db" if key else None, key, self.published)
        self.jobs = ImportJobs(self.metadata, self.files, key, None, lambda _outcome: None)

    def published(self, _new: RecordSet, old: RecordSet | None) -> None:
        if old is not None:
            self.files.delete(old.file)

    def start(self, text: str, mode: str = "create", page: str = "cities", key: tuple[str, ...] = ()) -> str:
        file = self.path.parent / "cities.csv"
        file.write_text(text, encoding="utf-8")
        return self.jobs.start(ImportRequest(file, "metro", page, Mode(mode), "auto", "ann", key))

    def ended(self, identifier: str) -> dict[str, Any]:
        deadline = time.monotonic() + SECONDS
        while (state := self.jobs.state(identifier))["state"] == "running":
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return state

    def run(self, text: str, mode: str = "create", page: str = "cities", key: tuple[str, ...] = ()) -> dict[str, Any]:
        return self.ended(self.start(text, mode, page, key))

    def names(self, page: str = "cities") -> list[str]:
        records = self.metadata.record_set("metro", page)
        assert records is not None
        reader = self.files.reader(records.file)
        try:
            return sorted(json.loads(one)[0] for (one,) in reader.execute("SELECT record FROM records"))
        finally:
            reader.close()

    def ids(self) -> dict[str, int]:
        """Of a page's records, by their first field."""
        records = self.metadata.record_set("metro", "cities")
        assert records is not None
        reader = self.files.reader(records.file)
        try:
            ids = dict(zip(*(read_part(reader, part).tolist() for part in ("numbers", "ids")), strict=True))
            found = reader.execute("SELECT number, record FROM records").fetchall()
            return {json.loads(record)[0]: ids[number] for number, record in sorted(map(tuple, found))}
        finally:
            reader.close()

    def generation(self) -> str:
        records = self.metadata.record_set("metro", "cities")
        assert records is not None
        return records.generation

    def stored(self) -> list[str]:
        return sorted(one.name for one in (self.path / "records").glob("*.db"))

    def close(self) -> None:
        self.jobs.close()
        self.metadata.close()
        self.files.close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    path = tmp_path / "data"
    path.mkdir()
    made = Folder(path)
    yield made
    made.close()


def test_create_replace_append(folder: Folder) -> None:
    first = folder.run(CITIES + "ragged\n")
    assert (first["state"], first["imported"], first["setAside"], first["layoutVersion"]) == ("done", 4, 1, 1)
    assert first["setAsideLines"] == [{"line": 6, "reason": "1 cell where the header has 2"}]
    assert first["filled"]["setAsideLines"]["0"]["values"] == {"width": 2}
    assert folder.names() == ["Bergen", "Cusco", "Lima", "Oslo"]

    with pytest.raises(Conflict, match="exists already"):
        folder.start(CITIES)

    added = folder.run("Name,Country\nQuito,EC\n", "append")
    assert (added["state"], added["imported"], added["layoutVersion"]) == ("done", 1, 2)
    assert folder.names() == ["Bergen", "Cusco", "Lima", "Oslo", "Quito"]
    country = folder.metadata.layout("metro").pages[0].filters[1]
    assert [one.value for one in country.options] == ["NO", "PE", "EC"]

    replaced = folder.run("Name\nRome\nParis\n", "replace")
    assert replaced["notes"] == ["1 field is gone; its filter was retired."]
    assert folder.names() == ["Paris", "Rome"]
    document = folder.metadata.layout("metro").document
    assert document["migrations"][0]["from"] == 2
    assert document["migrations"][0]["steps"][0]["op"] == "retire"
    assert len(folder.stored()) == 1

    folder.run(CITIES, "replace")
    filters = folder.metadata.layout("metro").pages[0].filters
    assert [(one.id, one.field) for one in filters] == [
        ("metro:cities.name", "name"), ("metro:cities.country_2", "country"),
    ], "the id of a retired filter is never used again"  # fmt: skip


PEOPLE = "Case Number,Name,Age\nA-1,Quimby,40\nA-2,Lovejoy,50\nA-3,Moe,45\n"


def test_update_delete_and_replace_by_key(folder: Folder) -> None:
    first = folder.run(PEOPLE + ",Nobody,1\nA-3,Moe,46\n", key=("case_number",))
    assert (first["added"], first["setAside"], first["notes"]) == (
        3,
        1,
        ["1 row whose key stands again further down; the last one counts."],
    )
    assert first["setAsideLines"] == [
        {"line": 5, "reason": "the cell of “Case Number” is empty, which is the record’s key"}
    ]
    page = folder.metadata.layout("metro").pages[0]
    assert page.key_fields == ("case_number",)

    updated = folder.run("Name,Age,Case Number\nQuimby,41,A-1\nLovejoy,50,A-2\nApu,30,A-4\n", "update")
    assert [updated[one] for one in ("added", "changed", "unchanged", "deleted")] == [1, 1, 1, 0]
    assert folder.ids() == {"A-1": 1, "A-2": 2, "A-3": 3, "A-4": 4}

    version = updated["layoutVersion"]
    generation = folder.generation()
    same = folder.run("Case Number,Name,Age\nA-2,Lovejoy,50\n", "update")
    assert (same["unchanged"], same["layoutVersion"]) == (1, version)
    assert same["notes"] == ["The records were like that already."]
    assert folder.generation() == generation

    deleted = folder.run("why,Case Number\nwrong,A-2\nwrong,A-77\n", "delete")
    assert (deleted["deleted"], deleted["notes"]) == (1, ["1 row whose key no record has."])
    replaced = folder.run("Case Number,Name\nA-5,Otto\nA-4,Apu\n", "replace")
    assert [replaced[one] for one in ("added", "changed", "unchanged", "deleted")] == [1, 1, 0, 2]
    assert folder.ids() == {"A-4": 4, "A-5": 5}
    assert folder.metadata.layout("metro").pages[0].key_fields == ("case_number",)


def test_what_cannot_be_done_by_key_is_refused(folder: Folder) -> None:
    folder.run(CITIES)
    with pytest.raises(Conflict, match="no key"):
        folder.start(CITIES, "update")
    with pytest.raises(BadRequest):
        folder.start(CITIES, "append", key=("name",))
    folder.run(PEOPLE, page="people", key=("case_number",))
    lacking = folder.run("Name,Age\nQuimby,40\n", "delete", "people")
    assert lacking["problem"]["title"] == "The file lacks the key of its records: case_number."
    partly = folder.run("Case Number,Name\nA-1,Quimby\n", "update", "people")
    assert partly["problem"]["title"] == "The file lacks columns that the page people has: age."
    assert folder.run(PEOPLE, page="other", key=("nothing",))["state"] == "failed"


def test_other_pages_are_untouched(folder: Folder) -> None:
    folder.run(CITIES)
    before = folder.metadata.layout("metro").document["pages"][0]
    folder.run(CITIES, page="towns")
    pages = folder.metadata.layout("metro").document["pages"]
    assert [one["id"] for one in pages] == ["cities", "towns"]
    assert pages[0] == before


def test_a_refused_file_leaves_what_was_there(folder: Folder) -> None:
    folder.run(CITIES)
    state = folder.run("Name\n", "replace")
    assert state["state"] == "failed"
    assert state["problem"]["type"] == "urn:vizdesk:problem:import-refused"
    assert folder.names() == ["Bergen", "Cusco", "Lima", "Oslo"]
    assert len(folder.stored()) == 1


@pytest.mark.parametrize("phase", ["reading", "writing", "indexing"])
def test_cancelling_in_any_phase_leaves_what_was_there(folder: Folder, phase: str) -> None:
    folder.run(CITIES)
    identifier = folder.start("Name,N\n" + "".join(f"n{n},{n}\n" for n in range(100_000)), "replace")
    assert folder.jobs.is_busy
    while (state := folder.jobs.state(identifier))["state"] == "running" and state["phase"] != phase:
        time.sleep(0.001)
    folder.jobs.cancel(identifier)
    assert folder.ended(identifier)["state"] == "cancelled"
    assert not folder.jobs.is_busy
    assert folder.names() == ["Bergen", "Cusco", "Lima", "Oslo"]
    assert len(folder.stored()) == 1


def test_a_killed_child_is_a_failed_import(folder: Folder) -> None:
    identifier = folder.start("Name,N\n" + "".join(f"n{n},{n}\n" for n in range(100_000)))
    while folder.jobs.state(identifier)["rows"] == 0:
        time.sleep(0.001)
    (child,) = children_doing("import-job")
    child.kill()
    state = folder.ended(identifier)
    assert state["state"] == "failed"
    assert state["problem"]["title"] == "The import stopped unexpectedly."
    assert folder.metadata.agencies() == {}
    assert folder.stored() == []


def test_the_child_ends_with_its_gateway(tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    file.write_text("a,b\n" + "1,2\n" * 500_000, encoding="utf-8")
    spec = JobSpec(str(file), "metro", "p", "auto", "create", [], str(tmp_path / "r.db"), None, KEY.secret.hex())
    child = subprocess.Popen(
        [sys.executable, "-m", "vizdesk", "import-job"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        child.stdin.write(spec.to_line())
        child.stdin.flush()
        assert '"progress"' in child.stdout.readline()
        child.stdin.close()
        assert child.wait(10) == 1
        child.stdout.close()


def test_two_at_once_on_one_page(folder: Folder) -> None:
    identifier = folder.start(CITIES)
    with pytest.raises(Conflict, match="right now"):
        folder.start(CITIES)
    assert folder.ended(identifier)["state"] == "done"


def test_what_is_refused_at_once(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="append"):
        folder.start(CITIES, "append")
    with pytest.raises(ImportRefused):
        folder.jobs.start(ImportRequest(tmp_path / "none.csv", "metro", "p", Mode.CREATE, "auto", "ann"))
    with pytest.raises(NotFound):
        folder.jobs.state("none")


def test_without_a_key_nothing_is_imported_but_the_demo_is_there(tmp_path: Path) -> None:
    memory = Folder(tmp_path, None)
    try:
        with pytest.raises(NoKey):
            memory.start(CITIES)
        assert seed_demo(memory.metadata, memory.files)
        assert not seed_demo(memory.metadata, memory.files)
        assert all(one.rows > 0 for one in memory.metadata.record_sets())
    finally:
        memory.close()
    assert [one.name for one in tmp_path.iterdir()] == []


SAMPLES = Path(os.environ.get("VIZDESK_SAMPLE_DATA") or Path(__file__).parents[4] / "shared" / "data")


@pytest.mark.parametrize(
    ("name", "rows", "kinds"),
    [
        ("marvel-characters.csv", 16_376, {"first_appearance": "date", "name": "text", "align": "choices"}),
        ("dc-characters.csv", 6_896, {"first_appearance": "text", "year": "number", "hair": "choices"}),
        ("planes.csv", 3_322, {"tailnum": "text", "speed": "number", "engine": "choices"}),
        ("sacramento-incidents.csv", 7_584, {"cdatetime": "date", "beat": "choices", "latitude": "place"}),
        ("flights.csv.gz", 336_776, {"time_hour": "date", "dep_time": "number", "tailnum": "text", "dest": "choices"}),
    ],
)
def test_real_files(folder: Folder, name: str, rows: int, kinds: dict[str, str]) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip(f"{name} is not here")
    identifier = folder.jobs.start(ImportRequest(SAMPLES / name, "metro", "sample", Mode.CREATE, "auto", "ann"))
    state = folder.ended(identifier)
    assert (state["state"], state["imported"], state["setAside"]) == ("done", rows, 0)
    page = folder.metadata.layout("metro").pages[0]
    found = {one.field: one.kind.value for one in page.filters}
    assert found | kinds == found
