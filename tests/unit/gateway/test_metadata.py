"""Layouts, their history, and the one transaction that publishes an import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.layouts import people_document
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import Conflict, NotFound
from vizdesk.gateway.metadata import Metadata, RecordSet

KEY = DataKey(bytes(range(32)))


@pytest.fixture
def superseded() -> list[RecordSet]:
    return []


@pytest.fixture(params=["file", "memory"])
def metadata(request: pytest.FixtureRequest, tmp_path: Path, superseded: list[RecordSet]) -> Iterator[Metadata]:
    in_file = request.param == "file"

    def published(_new: RecordSet, before: RecordSet | None) -> None:
        if before is not None:
            superseded.append(before)

    made = Metadata(tmp_path / "metadata.db" if in_file else None, KEY if in_file else None, published)
    yield made
    made.close()


def test_versions_count_up_and_old_ones_stay(metadata: Metadata) -> None:
    assert metadata.put_layout("harbor", people_document(), None, "ana") == 1
    assert metadata.put_layout("harbor", people_document(), 1, "ben") == 2
    assert metadata.agencies() == {"harbor": 2}
    assert [(one.version, one.by) for one in metadata.history("harbor")] == [(2, "ben"), (1, "ana")]
    assert metadata.layout("harbor").reference == "harbor@2"
    assert metadata.layout("harbor", 1).document["version"] == 1


@pytest.mark.parametrize("base", [None, 2])
def test_an_edit_of_another_version_is_refused(metadata: Metadata, base: int | None) -> None:
    metadata.put_layout("harbor", people_document(), None, "ana")
    with pytest.raises(Conflict):
        metadata.put_layout("harbor", people_document(), base, "ben")
    assert metadata.agencies() == {"harbor": 1}


def test_what_is_not_there_is_not_found(metadata: Metadata) -> None:
    for look in (lambda: metadata.layout("harbor"), lambda: metadata.history("harbor")):
        with pytest.raises(NotFound):
            look()
    metadata.put_layout("harbor", people_document(), None, "ana")
    with pytest.raises(NotFound):
        metadata.layout("harbor", 2)


def test_an_import_publishes_records_and_layout_together(metadata: Metadata, superseded: list[RecordSet]) -> None:
    assert metadata.publish_import("harbor", "people", "a.db", "0a", 5, people_document(), "ana") == 1
    served = metadata.record_set("harbor", "people")
    assert served is not None
    assert (served.file, served.rows) == ("a.db", 5)
    assert metadata.publish_import("harbor", "people", "b.db", "0b", 6, None, "ana") == 1
    assert [one.file for one in superseded] == ["a.db"]
    assert metadata.publish_import("harbor", "people", "b.db", "0b", 7, None, "ana") == 1
    assert [one.file for one in superseded] == ["a.db"]


def test_a_conflict_publishes_neither(metadata: Metadata) -> None:
    metadata.put_layout("harbor", people_document(), None, "ana")
    with pytest.raises(Conflict):
        metadata.publish_import("harbor", "people", "a.db", "0a", 5, people_document(), "ana", base=7)
    assert metadata.record_set("harbor", "people") is None
    assert metadata.agencies() == {"harbor": 1}


def test_all_of_it_is_there_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        metadata = Metadata(tmp_path / "metadata.db", KEY)
        try:
            if not metadata.agencies():
                metadata.publish_import("harbor", "people", "a.db", "0a", 5, people_document(), "ana")
                key = metadata.sealing_key()
            assert metadata.layout("harbor").reference == "harbor@1"
            assert [one.file for one in metadata.record_sets()] == ["a.db"]
            assert metadata.sealing_key() == key
        finally:
            metadata.close()
