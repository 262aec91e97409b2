"""What every storage must do, said once: each storage's tests inherit it and bring a `storage` and its part size."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import httpx
import pytest

from vizdesk.domain.errors import Busy, PartsMissing, Unavailable, UploadGone
from vizdesk.domain.parts import PartPlan, composite_etag
from vizdesk.domain.uploads import ConfirmedPart, NewUpload, PartSum, SignedPart, StoredPart, Upload, UploadState
from vizdesk.gateway.storage.protocol import ObjectStorage
from vizdesk.gateway.storage.settings import parse_storage
from vizdesk.gateway.upload_records import UploadRecords
from vizdesk.gateway.uploads import Swept, Uploads

AGENCY = "harbor"
SIDES = 4
"""So many ask for the same at once."""


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def new_key() -> str:
    return f"contract/{secrets.token_hex(8)}"


def part_sum(number: int, data: bytes) -> PartSum:
    return PartSum(number, len(data), md5(data))


def put(signed: SignedPart, data: bytes, **changed: str) -> httpx.Response:
    headers = {**signed.headers, **changed}
    return httpx.put(signed.url, content=data, headers=headers, trust_env=False, timeout=60)


class Watched:
    """A storage, some of whose calls run `around` the real one."""

    def __init__(self, storage: ObjectStorage, **around: Callable[..., Any]) -> None:
        self._storage, self._around = storage, around

    def __getattr__(self, name: str) -> Any:
        act = getattr(self._storage, name)
        around = self._around.get(name)
        return act if around is None else lambda *values: around(act, *values)


@contextlib.contextmanager
def uploads_over(storage: ObjectStorage | Watched) -> Iterator[Uploads]:
    """What a gateway does, over a storage."""
    with contextlib.closing(UploadRecords(None, None)) as records:
        yield Uploads(records, cast("ObjectStorage", storage), parse_storage("folder"))


def begin_at(uploads: Uploads, parts: Sequence[bytes]) -> Upload:
    return uploads.create(NewUpload(secrets.token_hex(16), AGENCY, "night.bin", sum(map(len, parts))), "ana")[0]


def send_to(uploads: Uploads, parts: Sequence[bytes]) -> tuple[Upload, list[ConfirmedPart]]:
    """An upload with all its parts sent."""
    upload = begin_at(uploads, parts)
    sums = [part_sum(number, data) for number, data in enumerate(parts, start=1)]
    for signed, data in zip(uploads.sign(upload.id, sums, []).parts, parts, strict=True):
        assert put(signed, data).is_success
    return upload, [ConfirmedPart(*one, one.md5.hex()) for one in sums]


class StorageContract:
    """Inherit, and give the fixture `storage`."""

    part_size = 64 * 1024
    signs_md5 = True
    """Whether the MD5 is part of the signature; else only what is sent under an MD5 is checked against it."""

    def parts(self, count: int = 3) -> list[bytes]:
        return [*(secrets.token_bytes(self.part_size) for _ in range(count - 1)), secrets.token_bytes(1234)]

    def begin(self, storage: ObjectStorage, parts: Sequence[bytes]) -> tuple[str, str]:
        key = new_key()
        return key, storage.create(key, PartPlan(sum(map(len, parts)), self.part_size))

    def sign(self, storage: ObjectStorage, key: str, store_id: str, number: int, data: bytes) -> SignedPart:
        return storage.sign(key, store_id, [part_sum(number, data)]).parts[0]

    def send(self, storage: ObjectStorage, key: str, store_id: str, parts: Sequence[bytes]) -> list[StoredPart]:
        sums = [part_sum(number, data) for number, data in enumerate(parts, start=1)]
        signed = storage.sign(key, store_id, sums).parts
        stored = []
        for one, data in zip(signed, parts, strict=True):
            answer = put(one, data)
            assert answer.is_success, answer.text
            stored.append(StoredPart(one.number, len(data), self.etag(answer, data)))
        return stored

    def etag(self, answer: httpx.Response, data: bytes) -> str:  # noqa: ARG002  # Azure tells none
        return answer.headers["ETag"].strip('"')

    def refused(self, answer: httpx.Response, status: int, *codes: str) -> None:
        assert answer.status_code == status, answer.text
        assert any(f"<Code>{code}</Code>" in answer.text for code in codes), answer.text

    def test_a_file_arrives(self, storage: ObjectStorage) -> None:
        parts = self.parts()
        key, store_id = self.begin(storage, parts)
        assert storage.head(key) is None
        stored = self.send(storage, key, store_id, parts)
        assert [one.etag for one in stored] == [md5(one).hex() for one in parts]
        page = storage.list_parts(key, store_id)
        assert list(page.parts) == stored
        assert page.next is None
        storage.complete(key, store_id, stored)
        found = storage.head(key)
        assert found == (sum(map(len, parts)), composite_etag(map(md5, parts)))
        assert self.content(storage, key) == b"".join(parts)

    def content(self, storage: ObjectStorage, key: str) -> bytes:
        raise NotImplementedError

    def test_an_empty_file_arrives(self, storage: ObjectStorage) -> None:
        key, store_id = self.begin(storage, [b""])
        storage.complete(key, store_id, self.send(storage, key, store_id, [b""]))
        assert storage.head(key) == (0, composite_etag([md5(b"")]))

    def test_other_bytes_are_refused(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        signed = self.sign(storage, key, store_id, 1, parts[0])
        flipped = bytes([parts[0][0] ^ 1]) + parts[0][1:]
        self.refused(put(signed, flipped), 400, "BadDigest", "Md5Mismatch")
        assert storage.list_parts(key, store_id).parts == ()
        assert put(signed, parts[0]).is_success  # the URL is good for another try

    def test_a_part_that_was_refused_leaves_the_confirmed_one(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        stored = self.send(storage, key, store_id, parts)
        signed = self.sign(storage, key, store_id, 1, parts[0])
        self.refused(put(signed, bytes(len(parts[0]))), 400, "BadDigest", "Md5Mismatch")
        assert list(storage.list_parts(key, store_id).parts) == stored
        storage.complete(key, store_id, stored)
        assert self.content(storage, key) == b"".join(parts)

    def test_a_part_may_be_sent_again_with_other_bytes(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        self.send(storage, key, store_id, parts)
        parts[0] = secrets.token_bytes(self.part_size)
        stored = self.send(storage, key, store_id, parts)
        storage.complete(key, store_id, stored)
        assert self.content(storage, key) == b"".join(parts)

    def test_what_is_signed_cannot_be_changed(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        signed = self.sign(storage, key, store_id, 1, parts[0])
        other = self.sign(storage, key, store_id, 1, parts[1]).headers["Content-MD5"]
        assert put(signed, parts[0], **{"Content-MD5": other}).status_code == (403 if self.signs_md5 else 400)
        for before, after in self.forgeries(signed.url):
            forged = SignedPart(1, signed.url.replace(before, after), signed.headers)
            assert forged.url != signed.url
            assert put(forged, parts[0]).status_code == 403
        assert storage.list_parts(key, store_id).parts == ()

    def forgeries(self, url: str) -> list[tuple[str, str]]:
        raise NotImplementedError

    def test_without_its_md5_a_part_is_refused(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        signed = self.sign(storage, key, store_id, 1, parts[0])
        answer = httpx.put(signed.url, content=parts[0], trust_env=False)
        assert answer.status_code == 403 or not self.signs_md5

    def test_a_url_expires(self, storage: ObjectStorage, expired: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        signed = self.sign(expired, key, store_id, 1, parts[0])
        deadline = 100
        while (answer := put(signed, parts[0])).is_success and deadline:
            deadline -= 1
        self.refused(answer, 403, "AccessDenied", "ExpiredToken", "RequestTimeTooSkewed", "AuthorizationFailure")

    def test_a_list_of_more_than_a_page(self, storage: ObjectStorage) -> None:
        key = new_key()
        store_id = storage.create(key, PartPlan(1001, 1))
        self.fill(storage, key, store_id, 1001)
        first = storage.list_parts(key, store_id)
        assert first.next is not None
        second = storage.list_parts(key, store_id, first.next)
        assert [one.number for one in (*first.parts, *second.parts)] == list(range(1, 1002))
        assert second.next is None

    def fill(self, storage: ObjectStorage, key: str, store_id: str, count: int) -> None:
        """Put so many parts of one byte."""
        with httpx.Client(trust_env=False) as client:
            for start in range(1, count + 1, 64):
                numbers = range(start, min(start + 64, count + 1))
                for one in storage.sign(key, store_id, [part_sum(number, b"x") for number in numbers]).parts:
                    client.put(one.url, content=b"x", headers=dict(one.headers)).raise_for_status()

    @pytest.mark.parametrize("fault", ["wrong etag", "a part too few", "none sent"])
    def test_completing_what_it_does_not_hold(self, storage: ObjectStorage, fault: str) -> None:
        parts = self.parts()
        key, store_id = self.begin(storage, parts)
        if fault == "none sent":
            asked = [StoredPart(n, len(one), md5(one).hex()) for n, one in enumerate(parts, start=1)]
        else:
            sent = parts[:-1] if fault == "a part too few" else parts
            asked = self.send(storage, key, store_id, sent)
            if fault == "wrong etag":
                asked[0] = asked[0]._replace(etag="0" * 32)
            else:
                asked.append(StoredPart(3, len(parts[2]), md5(parts[2]).hex()))
        with pytest.raises(PartsMissing):
            storage.complete(key, store_id, asked)
        assert storage.head(key) is None

    def test_completing_again_leaves_the_object(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        stored = self.send(storage, key, store_id, parts)
        storage.complete(key, store_id, stored)
        with contextlib.suppress(UploadGone):  # as S3's documentation says; some stores answer with success
            storage.complete(key, store_id, stored)
        assert storage.head(key) == (sum(map(len, parts)), composite_etag(map(md5, parts)))

    def test_aborting(self, storage: ObjectStorage) -> None:
        parts = self.parts()
        key, store_id = self.begin(storage, parts)
        signed = self.sign(storage, key, store_id, 1, parts[0])
        stored = self.send(storage, key, store_id, parts)
        storage.abort(key, store_id)
        with pytest.raises(UploadGone):
            storage.list_parts(key, store_id)
        with pytest.raises((UploadGone, Unavailable)):  # Ceph answers with InternalError; before, the list has told
            storage.complete(key, store_id, stored)
        self.refused_late(put(signed, parts[0]))
        with pytest.raises(UploadGone):
            storage.list_parts(key, store_id)
        assert storage.head(key) is None
        storage.abort(key, store_id)  # again is no error
        assert key not in [one.key for one in storage.unfinished("contract/", -60)]

    def refused_late(self, answer: httpx.Response) -> None:
        """A part that comes behind the end of its upload."""
        self.refused(answer, 404, "NoSuchUpload")

    def test_it_knows_what_is_unfinished(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        done_key, done_id = self.begin(storage, parts)
        storage.complete(done_key, done_id, self.send(storage, done_key, done_id, parts))
        assert (key, store_id) in list(storage.unfinished("contract/", -60))
        assert done_key not in [one.key for one in storage.unfinished("contract/", -60)]
        assert (key, store_id) not in list(storage.unfinished("contract/", 3600))
        assert (key, store_id) not in list(storage.unfinished("another/", -60))

    def of(self, storage: ObjectStorage, upload: Upload) -> list[str]:
        """What the storage knows of an upload that is not finished."""
        return [one.store_id for one in storage.unfinished(upload.key, -3600)]

    def test_what_is_asked_while_an_upload_is_completed_is_asked_to_come_again(self, storage: ObjectStorage) -> None:
        """The client's patience ended, or another one has the same upload. The storage is asked once."""
        parts = self.parts(2)
        entered, leave = threading.Event(), threading.Event()
        asked: list[object] = []

        def slow(act: Callable[..., None], *values: Any) -> None:
            asked.append(values)
            entered.set()
            assert leave.wait(60)
            act(*values)

        with uploads_over(Watched(storage, complete=slow)) as uploads, ThreadPoolExecutor(1) as threads:
            upload, confirmed = send_to(uploads, parts)
            first = threads.submit(uploads.complete, upload.id, confirmed)
            assert entered.wait(60)
            try:
                for again in (lambda: uploads.complete(upload.id, []), lambda: uploads.abort(upload.id)):
                    with pytest.raises(Busy):
                        again()
                assert uploads.sweep(AGENCY, -60) == Swept(0, 0, 0)
            finally:
                leave.set()
            done = first.result(60)
            assert uploads.complete(upload.id, []) == done
            assert len(asked) == 1
        assert done.state is UploadState.DONE
        assert self.content(storage, upload.key) == b"".join(parts)

    def test_completing_from_many_sides_at_once(self, storage: ObjectStorage) -> None:
        parts = self.parts(2)
        with uploads_over(storage) as uploads, ThreadPoolExecutor(SIDES) as threads:
            upload, confirmed = send_to(uploads, parts)
            start = threading.Barrier(SIDES)

            def complete() -> Upload | None:
                start.wait(60)
                try:
                    return uploads.complete(upload.id, confirmed)
                except Busy:
                    return None

            ended = [one.result(120) for one in [threads.submit(complete) for _ in range(SIDES)]]
            assert {one.state for one in ended if one} == {UploadState.DONE}
            kinds = [body["kind"] for _, body in uploads.records.messages()]
        assert kinds == ["part.confirmed", "part.confirmed", "upload.completed"]
        assert self.content(storage, upload.key) == b"".join(parts)

    def test_no_such_upload_after_success(self, storage: ObjectStorage) -> None:
        """The gateway was killed when the storage had made the object, and before that was noted."""
        parts = self.parts(2)
        with uploads_over(storage) as uploads:
            upload, confirmed = send_to(uploads, parts)
            store_id = uploads.records.get(upload.id).store_id
            assert store_id is not None
            told = [StoredPart(one.number, one.size, one.etag) for one in confirmed]
            storage.complete(upload.key, store_id, told)
            with pytest.raises(UploadGone):
                storage.list_parts(upload.key, store_id)
            done = uploads.complete(upload.id, confirmed)
            assert done.etag == composite_etag(map(md5, parts))
            with pytest.raises(UploadGone):
                uploads.abort(upload.id)
        assert self.content(storage, upload.key) == b"".join(parts)

    @pytest.mark.parametrize("gives_up", [True, False])
    def test_what_was_begun_without_that_having_been_noted(self, storage: ObjectStorage, gives_up: bool) -> None:
        """The gateway was killed, or the storage's answer was lost: it is found again, and nothing of it is left."""

        def unheard(act: Callable[..., str], *values: Any) -> str:
            act(*values)
            raise Unavailable("The storage cannot be reached.")

        watched = Watched(storage, create=unheard)
        parts = self.parts(2)
        asked = NewUpload(secrets.token_hex(16), AGENCY, "night.bin", sum(map(len, parts)))
        with uploads_over(watched) as uploads:
            with pytest.raises(Unavailable):
                uploads.create(asked, "ana")
            watched._around.clear()
            (record,) = uploads.records.stale(-60)
            assert len(self.of(storage, record.upload)) == 1
            if not gives_up:
                assert uploads.create(asked, "ana")[0].id == record.upload.id
                assert self.of(storage, record.upload) == [uploads.records.get(record.upload.id).store_id]
            uploads.abort(record.upload.id)
            assert self.of(storage, record.upload) == []
