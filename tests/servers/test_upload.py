"""The whole way of a file into real stores: command, gateway, store; with kills, faults and short-lived URLs."""

from __future__ import annotations

import json
import random
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import boto3
import pytest
from azure.storage.blob import ContainerClient

from tests.helpers.fault_proxy import Fault, FaultProxy
from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.uploading import etag_of
from tests.servers.conftest import AZURITE_PORT, BUCKET, CONTAINER, PORT
from vizdesk.domain.sizes import MIB

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]

PART = 5 * MIB
CONTENT = secrets.token_bytes(7 * PART + 12_345)
PREFIX = "intake"
FAULTS = (Fault.BUSY, Fault.RESET, Fault.ERROR_IN_200, Fault.LOST_ANSWER)


class S3:
    """The bucket."""

    port, path = PORT, ""
    address = f"s3://{BUCKET}/{PREFIX}?partSize=5MiB"

    def take(self, key: object) -> bytes:
        """An object's content; the object goes."""
        with closing(boto3.client("s3")) as client:
            content = bytes(client.get_object(Bucket=BUCKET, Key=key)["Body"].read())
            client.delete_object(Bucket=BUCKET, Key=key)
        return content

    def left(self) -> list[object]:
        """What else is there, finished or not."""
        with closing(boto3.client("s3")) as client:
            uploads = client.list_multipart_uploads(Bucket=BUCKET, Prefix=PREFIX).get("Uploads", [])
            return [*uploads, *client.list_objects_v2(Bucket=BUCKET, Prefix=PREFIX).get("Contents", [])]


class Azure:
    """The container."""

    port, path = AZURITE_PORT, "/devstoreaccount1"
    address = f"azure://{CONTAINER}/{PREFIX}?partSize=5MiB"

    def __init__(self, client: ContainerClient) -> None:
        self.client = client

    def take(self, key: object) -> bytes:
        """As above."""
        content = bytes(self.client.download_blob(str(key)).readall())
        self.client.delete_blob(str(key))
        return content

    def left(self) -> list[object]:
        """As above."""
        return list(self.client.list_blobs(PREFIX, include=["uncommittedblobs"]))


Store = S3 | Azure


@pytest.fixture(params=["s3", "azure"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "azure":
        return Azure(request.getfixturevalue("azurite"))
    request.getfixturevalue("ceph")
    return S3()


@pytest.fixture
def proxy(store: Store) -> Iterator[FaultProxy]:
    """Between command and store; URLs are signed for the proxy's address, which the store then sees as its own."""
    with FaultProxy(store.port) as made:
        yield made


@pytest.fixture
def gateway(
    vizdesk_home: Path, store: Store, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningGateway]:
    storage = f"{store.address}&urlSeconds=10&publicUrl={proxy.url}{store.path}"
    with running_gateway(vizdesk_home / "data", "--storage", storage) as running:
        monkeypatch.setenv("VIZDESK_TOKEN", running.token)
        yield running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "night.bin"
    path.write_bytes(CONTENT)
    return path


def start(gateway: RunningGateway, file: Path) -> subprocess.Popen[str]:
    words = ["upload", str(file), "--agency", "harbor", "--json", "--gateway", gateway.url]
    return subprocess.Popen([sys.executable, "-m", "vizdesk", *words], stdout=subprocess.PIPE, text=True)


def has_arrived(process: subprocess.Popen[str], store: Store) -> dict[str, object]:
    """The command has ended well, and the store has the file, once, and nothing else of it."""
    out, _ = process.communicate(timeout=250)
    assert process.returncode == 0
    told: dict[str, object] = json.loads(out)
    assert told["etag"] == etag_of(CONTENT, PART)
    assert store.take(told["key"]) == CONTENT
    assert store.left() == []
    return told


def test_a_file_arrives(gateway: RunningGateway, store: Store, file: Path) -> None:
    told = has_arrived(start(gateway, file), store)
    assert str(told["key"]).startswith(f"{PREFIX}/harbor/")
    assert told["bytesSent"] == len(CONTENT)


def test_it_arrives_through_faults(gateway: RunningGateway, store: Store, proxy: FaultProxy, file: Path) -> None:
    chance = random.Random(3)
    proxy.choose = lambda _: chance.choice(FAULTS) if chance.random() < 0.3 else Fault.NONE
    has_arrived(start(gateway, file), store)
    assert any(one.fault in FAULTS for one in proxy.puts())


def test_it_goes_on_after_kills(gateway: RunningGateway, store: Store, proxy: FaultProxy, file: Path) -> None:
    for after in (1, 3, 2):
        process = start(gateway, file)
        left = [after]

        def kill(_seen: object, process: subprocess.Popen[str] = process, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                process.kill()

        proxy.on_seen = kill
        process.communicate(timeout=100)
        assert process.returncode == -9
    proxy.on_seen = lambda _: None
    told = has_arrived(start(gateway, file), store)
    assert told["resumed"] is True
    confirmed = [one.path for one in proxy.puts() if one.status == 200]
    assert len(confirmed) <= 8 + 2 * 3  # what was in flight at a kill may come twice, nothing else
    assert all(one.forwarded <= PART for one in proxy.puts())


def test_a_sweep_ends_what_was_forgotten(gateway: RunningGateway, store: Store, proxy: FaultProxy, file: Path) -> None:
    process = start(gateway, file)
    proxy.on_seen = lambda _: process.kill()
    process.communicate(timeout=100)
    with gateway.client() as client:
        swept = client.post("/uploads/sweep", json={"olderThanHours": 0}).json()
    assert swept == {"stale": 1, "unknown": 0, "failed": 0}
    assert store.left() == []
