"""An upload is completed once, whatever the storage's answers were: in doubt, what stands under the key decides."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from vizdesk.domain.errors import PartsMissing, Unavailable, UploadGone, UploadRefused
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.uploads import ConfirmedPart, NewUpload, PartSum, StoredPart, Upload, UploadState
from vizdesk.gateway.storage.folder import FolderStorage
from vizdesk.gateway.storage.settings import parse_storage
from vizdesk.gateway.upload_records import UploadRecords
from vizdesk.gateway.uploads import Uploads

SETTINGS = parse_storage("folder?partSize=100")
PARTS = [b"a" * 100, b"b" * 100, b"c" * 7]


class Doubtful(FolderStorage):
    """Does what it is asked; `lost` says whether the answer to completing gets lost."""

    lost = True

    def complete(self, key: str, store_id: str, parts: Sequence[StoredPart]) -> None:
        super().complete(key, store_id, parts)
        if self.lost:
            self.lost = False
            raise Unavailable("The storage cannot be reached.")


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Doubtful]:
    with closing(Doubtful(tmp_path, SETTINGS)) as made:
        yield made


@pytest.fixture
def uploads(storage: Doubtful) -> Iterator[Uploads]:
    with closing(UploadRecords(None, None)) as records:
        yield Uploads(records, storage, SETTINGS)


def sent(uploads: Uploads) -> tuple[Upload, list[ConfirmedPart]]:
    upload, _ = uploads.create(NewUpload("t" * 16, "harbor", "night.csv", sum(map(len, PARTS))), "ana")
    sums = [
        PartSum(number, len(one), hashlib.md5(one, usedforsecurity=False).digest())
        for number, one in enumerate(PARTS, start=1)
    ]
    for signed, one in zip(uploads.sign(upload.id, sums, []).parts, PARTS, strict=True):
        httpx.put(signed.url, content=one, headers=dict(signed.headers), trust_env=False).raise_for_status()
    return upload, [ConfirmedPart(*one, one.md5.hex()) for one in sums]


def test_a_lost_answer_of_the_storage(uploads: Uploads) -> None:
    upload, parts = sent(uploads)
    assert uploads.complete(upload.id, parts).state is UploadState.DONE


def test_another_object_is_not_taken_for_it(
    uploads: Uploads, storage: Doubtful, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload, parts = sent(uploads)
    found = storage.head
    monkeypatch.setattr(storage, "head", lambda key: (one := found(key)) and one._replace(size=one.size + 1))
    with pytest.raises(UploadRefused):
        uploads.complete(upload.id, parts)


def test_a_part_that_the_storage_lists_otherwise(uploads: Uploads) -> None:
    upload, parts = sent(uploads)
    with pytest.raises(PartsMissing):
        uploads.complete(upload.id, [parts[0]._replace(etag="0" * 32), *parts[1:]])
    assert uploads.complete(upload.id, parts[:1]).state is UploadState.DONE


def half_done(uploads: Uploads, storage: Doubtful) -> Upload:
    """An upload whose object was made, and whose gateway ended before it had noted that."""
    upload, parts = sent(uploads)
    storage.lost = False
    store_id = uploads.records.get(upload.id).store_id
    assert store_id is not None
    uploads.records.confirm(upload, parts)
    uploads.records.set_state(upload, UploadState.COMPLETING)
    storage.complete(upload.key, store_id, [StoredPart(one.number, one.size, one.etag) for one in parts])
    return upload


def test_what_stands_at_the_storage_is_not_given_up(uploads: Uploads, storage: Doubtful) -> None:
    """Else the file would be sent again, and stand there twice, once without anybody's knowing."""
    upload = half_done(uploads, storage)
    with pytest.raises(UploadGone):
        uploads.abort(upload.id)
    assert uploads.get(upload.id).state is UploadState.DONE


def test_a_sweep_finishes_what_stands_at_the_storage(uploads: Uploads, storage: Doubtful) -> None:
    upload = half_done(uploads, storage)
    assert uploads.sweep(None, 0) == (0, 0, 0)
    assert uploads.get(upload.id).state is UploadState.DONE
    assert [body["kind"] for _, body in uploads.records.messages()][-1] == "upload.completed"


def test_a_sweep_goes_on_behind_what_cannot_be_ended(
    uploads: Uploads, storage: Doubtful, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [f"harbor/2026/11/{place:032x}" for place in range(3)]
    for key in keys:
        storage.create(key, PartPlan(10, 10))
    abort = storage.abort

    def refuse_one(key: str, store_id: str) -> None:
        if key == keys[1]:
            raise Unavailable("The storage folder is busy.")
        abort(key, store_id)

    monkeypatch.setattr(storage, "abort", refuse_one)
    assert uploads.sweep(None, 0) == (0, 2, 1)


def test_a_client_that_is_back_while_a_sweep_runs_keeps_what_it_had_sent(
    uploads: Uploads, storage: Doubtful, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (uploads.create(NewUpload(token * 16, "harbor", "night.csv", 10), "ana")[0] for token in ("a", "b"))
    later = time.time() + 1000
    monkeypatch.setattr(time, "time", lambda: later)
    abort = storage.abort

    def come_back(key: str, store_id: str) -> None:
        abort(key, store_id)
        uploads.sign(second.id, [PartSum(1, 10, b"0" * 16)], [])

    monkeypatch.setattr(storage, "abort", come_back)
    assert uploads.sweep(None, 500) == (1, 0, 0)
    assert [uploads.get(one.id).state for one in (first, second)] == [UploadState.ABORTED, UploadState.OPEN]


def test_a_client_that_is_back_is_heard_of(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was away for nearly as long as a sweep waits keeps what it had sent."""
    upload, parts = sent(uploads)
    uploads.sign(upload.id, [], parts[:2])
    away = time.time() + 1000
    monkeypatch.setattr(time, "time", lambda: away)
    uploads.sign(upload.id, [PartSum(*parts[2][:3])], [])
    assert uploads.sweep(None, 500) == (0, 0, 0)
