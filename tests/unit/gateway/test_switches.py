"""The operator's switches: their form, the file, what is changed while the gateway runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import BadRequest, Busy, StorageError
from vizdesk.gateway.admission import Admission
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.operations import FILE_NAME, Operations
from vizdesk.gateway.switches import Switches, check_switches, switches_of

KEY = DataKey(bytes(range(32)))


@pytest.fixture
def metadata(tmp_path: Path) -> Iterator[Metadata]:
    with closing(Metadata(tmp_path / "metadata.db", KEY)) as made:
        yield made


def write(folder: Path, source: Any) -> None:
    (folder / FILE_NAME).write_text(source if isinstance(source, str) else json.dumps(source), encoding="utf-8")


def test_nothing_is_switched_unless_said() -> None:
    assert switches_of({}) == Switches()
    assert switches_of(Switches().to_wire()) == Switches()
    assert not any((*Switches()[2:6], Switches().notice))


def test_what_is_changed_wins_over_what_is_configured() -> None:
    found = switches_of({"facets": "off", "searchRecords": 5}, {"facets": "on", "notice": "  Slow\nnow "})
    assert found == Switches(facets=True, search_records=5, notice="Slow now")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ([], "must be a JSON object"),
        ({"pageSize": 3}, "no switch “pageSize”"),
        ({"facets": True}, "“facets” has a value that it does not take"),
        ({"maxPageSize": 0}, "“maxPageSize”"),
        ({"maxPageSize": 501}, "“maxPageSize”"),
        ({"searchRecords": True}, "“searchRecords”"),
        ({"searchMilliseconds": 1.5}, "“searchMilliseconds”"),
        ({"notice": "x" * 501}, "“notice”"),
        ({"notice": None}, "“notice”"),
    ],
)
def test_faults_are_named(source: Any, sentence: str) -> None:
    with pytest.raises(BadRequest, match=sentence):
        check_switches(source)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"facets": "off",', "not JSON: line 1, column 18"),
        ('{"facets": "off", "facets": "on"}', "a key stands in it twice"),
        ('{"facets": "maybe"}', "has a fault: The switch “facets”"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "must be a JSON object"),
    ],
)
def test_a_gateway_does_not_start_on_a_faulty_file(
    metadata: Metadata, tmp_path: Path, text: str, sentence: str
) -> None:
    write(tmp_path, text)
    with pytest.raises(StorageError, match=sentence):
        Operations(metadata, tmp_path)


def test_a_named_file_must_be_there(metadata: Metadata, tmp_path: Path) -> None:
    assert Operations(metadata, tmp_path).switches == Switches()
    with pytest.raises(StorageError, match="cannot be read"):
        Operations(metadata, tmp_path, tmp_path / "other.json")


def test_the_file_is_read_again_and_a_fault_changes_nothing(
    metadata: Metadata, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    operations = Operations(metadata, tmp_path)
    write(tmp_path, {"maxPageSize": 20})
    operations.reload()
    assert operations.switches.max_page_size == 20
    write(tmp_path, {"maxPageSize": "many"})
    operations.reload()
    assert operations.switches.max_page_size == 20
    assert "What was configured before stays in force." in caplog.text
    (tmp_path / FILE_NAME).unlink()
    operations.reload()
    assert operations.switches == Switches()


def test_changes_outlive_the_gateway_until_they_are_cleared(tmp_path: Path) -> None:
    write(tmp_path, {"searchRecords": 100})
    with closing(Metadata(tmp_path / "metadata.db", KEY)) as metadata:
        Operations(metadata, tmp_path).change({"searchRecords": 0, "notice": "Slow today."}, "olga")
    with closing(Metadata(tmp_path / "metadata.db", KEY)) as metadata:
        operations = Operations(metadata, tmp_path)
        assert operations.switches == Switches(notice="Slow today.")
        assert operations.to_wire()["changed"]["notice"]["by"] == "olga"
        operations.change({"searchRecords": None, "notice": None}, "olga")
        assert operations.switches == Switches(search_records=100)
        assert operations.to_wire()["changed"] == {}


def test_a_refused_change_changes_nothing(metadata: Metadata, tmp_path: Path) -> None:
    operations = Operations(metadata, tmp_path)
    with pytest.raises(BadRequest):
        operations.change({"facets": "off", "maxPageSize": 0}, "olga")
    assert operations.switches == Switches()


def test_each_agency_has_its_own_places() -> None:
    refusals: list[None] = []
    admission = Admission("Full.", lambda: refusals.append(None))
    with admission.admitted("harbor", 1), admission.admitted("bay", 1):
        with pytest.raises(Busy) as refused, admission.admitted("harbor", 1):
            pass
        assert refused.value.retry_after > 0
        assert len(refusals) == 1
        with admission.admitted("harbor", 0):
            pass
    with admission.admitted("harbor", 1):
        pass
