"""What every storage must do, said once: each storage's tests inherit it and bring a `storage` and its part size."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Sequence

import httpx
import pytest

from vizdesk.domain.errors import PartsMissing, Unavailable, UploadGone
from vizdesk.domain.parts import PartPlan, composite_etag
from vizdesk.domain.uploads import PartSum, SignedPart, StoredPart
from vizdesk.gateway.storage.protocol import ObjectStorage


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def new_key() -> str:
    return f"contract/{secrets.token_hex(8)}"


def part_sum(number: int, data: bytes) -> PartSum:
    return PartSum(number, len(data), md5(data))


def put(signed: SignedPart, data: bytes, **changed: str) -> httpx.Response:
    headers = {**signed.headers, **changed}
    return httpx.put(signed.url, content=data, headers=headers, trust_env=False, timeout=60)


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
