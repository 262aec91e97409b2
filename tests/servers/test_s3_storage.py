"""S3 as a real store speaks it, one that checks signatures, expiry and MD5: what every storage does."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest

from tests.helpers.storage_contract import StorageContract
from tests.servers.conftest import BUCKET
from vizdesk.gateway.storage.protocol import ObjectStorage
from vizdesk.gateway.storage.s3 import S3Storage
from vizdesk.gateway.storage.settings import parse_storage

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300), pytest.mark.usefixtures("ceph")]


@pytest.fixture
def storage() -> Iterator[S3Storage]:
    made = S3Storage(parse_storage(f"s3://{BUCKET}/contract?partSize=5MiB"))
    yield made
    made.close()


class TestS3(StorageContract):
    part_size = 5 * 1024 * 1024

    @pytest.fixture
    def expired(self) -> Iterator[ObjectStorage]:
        """The same storage, with URLs that are over a second after they are signed."""
        made = S3Storage(parse_storage(f"s3://{BUCKET}/contract?urlSeconds=1"))
        yield made
        made.close()

    def content(self, storage: ObjectStorage, key: str) -> bytes:  # noqa: ARG002  # the contract's signature
        client = boto3.client("s3")
        try:
            return bytes(client.get_object(Bucket=BUCKET, Key=key)["Body"].read())
        finally:
            client.close()

    def forgeries(self, url: str) -> list[tuple[str, str]]:
        assert "content-md5" in url
        return [("partNumber=1", "partNumber=2"), ("X-Amz-Expires=900", "X-Amz-Expires=901")]
