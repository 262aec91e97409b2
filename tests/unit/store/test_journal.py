"""The transfer journal on a real database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from tests.helpers.services import KEY
from vizdesk.db.connection import Connection, Schema
from vizdesk.db.database import Database
from vizdesk.domain.errors import UploadRefused
from vizdesk.domain.filled import Filled, fill
from vizdesk.domain.reasons import NEXT_STEP, SENTENCE, Reason, Why, because
from vizdesk.domain.transfers import TransferState
from vizdesk.domain.uploads import ConfirmedPart, PartSum, Upload, UploadState
from vizdesk.store.journal import JOURNAL_SCHEMA, Fingerprint, NewTransfer, TransferJournal

TOKEN = "t1"
SOURCE = Fingerprint(30, 1, 2**63, 2**64 + 5, b"sample")
UPLOAD = Upload("u", "harbor", "harbor/2026/11/u", UploadState.OPEN, 30, 10)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(file: Path) -> Iterator[TransferJournal]:
    with closing(TransferJournal(file, KEY)) as made:
        yield made


def new(path: str = "/case/night.csv", agency: str = "harbor", *, token: str = TOKEN) -> NewTransfer:
    return NewTransfer(token, "gateway", agency, Path(path), "night.csv", SOURCE)


def test_a_transfer_from_queue_to_end(journal: TransferJournal) -> None:
    (identifier,) = journal.add([new()])
    queued = journal.get(identifier)
    assert (queued.state, queued.source, queued.upload) == (TransferState.QUEUED, SOURCE, None)
    journal.begun(identifier, UPLOAD).result()
    journal.hashed(identifier, [PartSum(n, 10, bytes([n]) * 16) for n in (1, 2, 3)])
    journal.confirmed(identifier, [ConfirmedPart(1, 10, b"\1" * 16, "e1"), ConfirmedPart(2, 10, b"\2" * 16, "e2")])
    journal.hashed(identifier, [], reported=[1, 3]).result()
    assert [(one.number, one.etag, one.reported) for one in journal.parts(identifier)] == [
        (1, "e1", True),
        (2, "e2", False),
        (3, None, False),  # not confirmed, so it cannot have been told
    ]
    running = journal.get(identifier)
    assert (running.state, running.key, running.plan.count) == (TransferState.RUNNING, UPLOAD.key, 3)
    journal.unconfirmed(identifier, [1]).result()
    assert journal.parts(identifier)[0][3:] == (None, False)
    journal.done(identifier, "whole-3")
    assert (journal.get(identifier).state, journal.get(identifier).etag) == (TransferState.DONE, "whole-3")
    assert journal.parts(identifier) == []


def test_a_part_that_is_hashed_anew_is_not_confirmed(journal: TransferJournal) -> None:
    (identifier,) = journal.add([new()])
    journal.confirmed(identifier, [ConfirmedPart(1, 10, b"\1" * 16, "e1")])
    journal.hashed(identifier, [PartSum(1, 10, b"\2" * 16)]).result()
    assert journal.parts(identifier) == [(1, 10, b"\2" * 16, None, False)]


def test_an_upload_that_is_gone_begins_anew(journal: TransferJournal) -> None:
    (identifier,) = journal.add([new()])
    journal.begun(identifier, UPLOAD)
    journal.confirmed(identifier, [ConfirmedPart(1, 10, b"\1" * 16, "e1")])
    journal.begin_anew(identifier, "t2")
    found = journal.get(identifier)
    assert (found.token, found.upload, found.state) == ("t2", None, TransferState.QUEUED)
    assert journal.parts(identifier) == [(1, 10, b"\1" * 16, None, False)]
    journal.begun(identifier, replace(UPLOAD, part_size=20)).result()
    assert journal.parts(identifier) == []  # of parts that begin elsewhere now


def test_the_latest_of_each_path(journal: TransferJournal) -> None:
    odd = os.fsdecode(b"/case/\xff")
    journal.add([new(token="1"), new(token="2"), new(odd, token="3"), new(agency="metro", token="4")])
    found = journal.latest("gateway", "harbor")
    assert {path: one.token for path, one in found.items()} == {Path("/case/night.csv"): "2", Path(odd): "3"}


def test_why_one_failed_is_kept(journal: TransferJournal, file: Path) -> None:
    (identifier,) = journal.add([new()])
    problem = because(Reason.STORAGE_REFUSES, answer="403 AccessDenied")
    journal.set_state(identifier, TransferState.FAILED, problem).result()
    journal.close()
    with closing(TransferJournal(file, KEY)) as again:
        kept = again.get(identifier).why
        assert kept == Why(Reason.STORAGE_REFUSES, {"answer": "403 AccessDenied"})
        assert kept.told() == problem.told()
        assert kept.told(in_german) == (
            "Der Speicher nimmt die Datei nicht an (403 AccessDenied). Fragen Sie den Betreiber."
        )
        assert [one.id for one in again.in_states(TransferState.FAILED, TransferState.PAUSED)] == [identifier]
        again.set_state(identifier, TransferState.FAILED, UploadRefused("A gateway’s own.", "Wait.")).result()
        assert again.queue.rows("gateway")[0].why == Why(
            Reason.TOLD, {SENTENCE: "A gateway’s own.", NEXT_STEP: "Wait."}
        )


GERMAN = {
    "The storage refuses the file ({answer}).": "Der Speicher nimmt die Datei nicht an ({answer}).",
    "Tell the gateway’s operator.": "Fragen Sie den Betreiber.",
}


def in_german(text: str) -> str:
    return fill(GERMAN[text.template], text.values, str) if isinstance(text, Filled) else GERMAN[text]


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.TOLD])
def test_each_reason_has_a_sentence_and_a_next_step(reason: Reason) -> None:
    sentence, next_step = Why(reason, {"answer": "403"}).words()
    assert sentence.endswith(".")
    assert next_step.endswith(".")
    assert "{" not in sentence


def test_a_text_of_an_earlier_version_stays_readable(file: Path) -> None:
    old = Schema("journal", version=2, migrations=_first_two)
    with closing(Database(file, KEY, old)) as before:
        before.write(_fail_as_before).result()
    with closing(TransferJournal(file, KEY)) as now:
        (row,) = now.queue.rows("gateway")
        assert row.why is not None
        assert row.why.told() == "The file is not there. Check its name."


def _first_two() -> Migrations:
    steps = JOURNAL_SCHEMA.migrations()
    del steps._migrations[2:]
    return steps


def _fail_as_before(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO transfers (token, gateway, agency, path, name, size, mtime_ns, device, inode, sample, state,"
        " added, problem, problem_told) VALUES ('t', 'gateway', 'harbor', x'2f', 'a', 1, 1, '1', '1', x'00',"
        " 'failed', 0, 'upload-refused', 'The file is not there. Check its name.')"
    )


def test_nothing_in_it_is_readable(journal: TransferJournal, file: Path) -> None:
    journal.add([new()])
    assert b"night" not in b"".join(one.read_bytes() for one in file.parent.glob("journal.db*"))
