"""Azure Blob Storage as Azurite speaks it, which checks signatures and MD5: what every storage does, and more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from azure.storage.blob import ContainerClient

from tests.helpers.storage_contract import StorageContract, md5, new_key
from tests.servers.conftest import CONTAINER
from vizdesk.doctor import _storage, _tried
from vizdesk.domain.errors import Unavailable, UploadGone
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.uploads import StoredPart
from vizdesk.gateway.storage.azure import AzureStorage
from vizdesk.gateway.storage.azure_access import AzureAccess
from vizdesk.gateway.storage.protocol import ObjectStorage
from vizdesk.gateway.storage.settings import parse_storage

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300), pytest.mark.usefixtures("azurite")]


def opened(options: str = "", container: str = CONTAINER) -> AzureStorage:
    return AzureStorage(parse_storage(f"azure://{container}/contract{options}"), AzureAccess())


@pytest.fixture
def storage() -> Iterator[AzureStorage]:
    with closing(opened("?partSize=64KiB")) as made:
        yield made


class TestAzure(StorageContract):
    signs_md5 = False

    @pytest.fixture(autouse=True)
    def _client(self, azurite: ContainerClient) -> None:
        self.client = azurite

    @pytest.fixture
    def expired(self) -> Iterator[ObjectStorage]:
        """The same storage, with URLs that are over a second after they are signed."""
        with closing(opened("?urlSeconds=1")) as made:
            yield made

    def content(self, storage: ObjectStorage, key: str) -> bytes:  # noqa: ARG002  # the contract's signature
        return bytes(self.client.download_blob(key).readall())

    def etag(self, answer: httpx.Response, data: bytes) -> str:
        assert answer.status_code == 201
        return md5(data).hex()

    def forgeries(self, url: str) -> list[tuple[str, str]]:
        assert "sp=w&" in url
        return [("sp=w&", "sp=rw&"), ("se=2", "se=3"), ("/contract/", "/contract/x")]

    def refused_late(self, answer: httpx.Response) -> None:
        """Azure takes it, and nothing comes of it: the upload stays gone, and a sweep finds it."""
        assert answer.status_code == 201

    def test_a_late_part_is_swept(self, storage: AzureStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        storage.abort(key, store_id)
        self.send(storage, key, store_id, parts)
        assert (key, store_id) in list(storage.unfinished("contract/", 3600))
        storage.abort(key, store_id)
        assert key not in [one.name for one in self.client.list_blobs(include=["uncommittedblobs"])]

    def test_what_stands_there_is_never_written_over(self, storage: AzureStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        stored = self.send(storage, key, store_id, parts)
        self.client.upload_blob(key, b"another's", overwrite=True)
        storage.create(key, PartPlan(1, 1))
        self.send(storage, key, store_id, parts)
        with pytest.raises(UploadGone):
            storage.complete(key, store_id, stored)
        storage.abort(key, store_id)
        assert self.content(storage, key) == b"another's"
        found = storage.head(key)
        assert found is not None
        assert found.size == len(b"another's")
        assert "-" not in found.etag

    def test_a_part_with_two_blocks_is_listed_twice(self, storage: AzureStorage) -> None:
        first, second = b"a" * 10, b"b" * 10
        key, store_id = self.begin(storage, [first])
        for one in (first, second):
            self.send(storage, key, store_id, [one])
        assert set(storage.list_parts(key, store_id).parts) == {
            StoredPart(1, 10, md5(one).hex()) for one in (first, second)
        }

    def test_a_finished_file_is_not_unfinished_for_being_empty(self, storage: AzureStorage) -> None:
        key, store_id = self.begin(storage, [b""])
        storage.complete(key, store_id, self.send(storage, key, store_id, [b""]))
        assert key not in [one.key for one in storage.unfinished("contract/", -60)]

    def test_an_empty_file_that_was_given_up_is_gone(self, storage: AzureStorage) -> None:
        key, store_id = self.begin(storage, [b""])
        self.send(storage, key, store_id, [b""])
        storage.abort(key, store_id)
        assert storage.head(key) is None


def test_no_such_container() -> None:
    with closing(opened(container="nobody-made-it")) as storage:
        for call in (lambda: storage.create(new_key(), PartPlan(1, 1)), lambda: storage.head(new_key())):
            with pytest.raises(Unavailable):
                call()


def test_the_options_of_azure() -> None:
    with closing(opened("?publicUrl=https://files.example/acc&partSize=4000MiB")) as storage:
        assert storage.limits.most == 50_000
        signed = storage.sign("contract/x", "0" * 16, []).parts
        assert signed == ()


def test_the_doctor_asks_the_storage(tmp_path: Path) -> None:
    assert _tried("It answers", lambda: _storage(f"azure://{CONTAINER}/x", tmp_path)).works
    finding = _tried("It answers", lambda: _storage("azure://nobody-made-it", tmp_path))
    assert not finding.works
    assert "no such container" in finding.sentence
