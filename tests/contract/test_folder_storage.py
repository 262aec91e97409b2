"""The signed folder, its real process: what every storage does, and what only this one can do."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from tests.helpers.storage_contract import StorageContract, md5, new_key, part_sum, put
from vizdesk.domain.errors import UploadGone
from vizdesk.domain.parts import PartPlan
from vizdesk.gateway.storage.folder import FolderStorage
from vizdesk.gateway.storage.folder_files import PartFault, SignedFolder
from vizdesk.gateway.storage.protocol import ObjectStorage
from vizdesk.gateway.storage.settings import parse_storage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "storage"


@pytest.fixture
def storage(root: Path) -> Iterator[FolderStorage]:
    made = FolderStorage(root, parse_storage("folder?partSize=64KiB"))
    yield made
    made.close()


class TestFolder(StorageContract):
    @pytest.fixture(autouse=True)
    def _root(self, root: Path) -> None:
        self.root = root

    @pytest.fixture
    def expired(self, storage: FolderStorage) -> ObjectStorage:
        """The same storage, with URLs that are over when they are signed."""
        late = FolderStorage(self.root, parse_storage("folder?urlSeconds=1"))
        late._process = storage._process
        return late

    def content(self, storage: ObjectStorage, key: str) -> bytes:  # noqa: ARG002  # the contract's signature
        return (self.root / "objects" / key / "data").read_bytes()

    def forgeries(self, url: str) -> list[tuple[str, str]]:
        assert "/parts/" in url
        return [("/1?", "/2?"), ("size=65536", "size=1"), ("expires=1", "expires=2"), ("md5=", "md5=00")]

    def fill(self, storage: ObjectStorage, key: str, store_id: str, count: int) -> None:  # noqa: ARG002  # as above
        """As if they had been put before the process started; putting them would sync the disk a thousand times."""
        lines = (f"+ {number} 1 {md5(b'x').hex()} .\n" for number in range(1, count + 1))
        (self.root / "incoming" / store_id / "parts.log").write_text("".join(lines), encoding="ascii")

    def test_parts_outlive_the_process(self, storage: FolderStorage) -> None:
        parts = self.parts()
        key, store_id = self.begin(storage, parts)
        stored = self.send(storage, key, store_id, parts)
        child = storage._process._child
        assert child is not None
        child.kill()
        child.wait()
        assert list(storage.list_parts(key, store_id).parts) == stored
        storage.complete(key, store_id, stored)
        assert self.content(storage, key) == b"".join(parts)

    def test_half_a_part_does_not_count(self, storage: FolderStorage) -> None:
        parts = self.parts(2)
        key, store_id = self.begin(storage, parts)
        signed = self.sign(storage, key, store_id, 1, parts[0])

        def half() -> Iterator[bytes]:
            yield parts[0][:1000]
            raise ConnectionResetError

        headers = {**signed.headers, "Content-Length": str(len(parts[0]))}
        with pytest.raises(ConnectionResetError), httpx.Client(trust_env=False) as client:
            client.put(signed.url, content=half(), headers=headers)
        while put(signed, parts[0]).status_code == 503:  # until the folder has seen that the first one broke off
            pass
        assert [one.number for one in storage.list_parts(key, store_id).parts] == [1]

    def test_what_is_not_the_gateway_calls_nothing(self, storage: FolderStorage) -> None:
        url = f"http://127.0.0.1:{storage._process.port()}/calls/abort"
        for token in ("", "Bearer", "Bearer " + "0" * 64):
            answer = httpx.post(url, json={"id": "0" * 32}, headers={"Authorization": token}, trust_env=False)
            assert answer.status_code == 403

    def test_it_ends_with_its_gateway(self, storage: FolderStorage) -> None:
        storage._process.port()
        child = storage._process._child
        assert child is not None
        assert child.stdin is not None
        child.stdin.close()  # as when the gateway is killed
        psutil.Process(child.pid).wait(10)


def test_a_torn_line_counts_for_nothing(tmp_path: Path) -> None:
    folder = SignedFolder(tmp_path)
    identifier = folder.create(new_key(), 3, 1)
    data = iter([b"a", b"b", b"c"])

    def read(buffer: memoryview) -> int:
        buffer[:1] = next(data)
        return 1

    folder.upload(identifier).receive(*part_sum(1, b"a"), read)
    log = tmp_path / "incoming" / identifier / "parts.log"
    with log.open("a") as file:
        file.write(f"+ 2 1 {md5(b'b').hex()}")  # killed before the end of the line
    again = SignedFolder(tmp_path).upload(identifier)
    assert [one.number for one in again.page(0).parts] == [1]
    again.receive(*part_sum(2, b"b"), read)
    again.receive(*part_sum(3, b"c"), read)
    assert [one.number for one in SignedFolder(tmp_path).upload(identifier).page(0).parts] == [1, 2, 3]


class Disk:
    """What a power cut leaves: each file and folder as it was when it was last synced."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._sync = os.fsync
        self._folders: dict[int, set[str]] = {}  # by inode: a folder may get another name
        self._files: dict[Path, bytes] = {}
        patch.setattr(os, "fsync", self._fsync)

    def _fsync(self, descriptor: int) -> None:
        self._sync(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.is_dir():
            self._folders[path.stat().st_ino] = {one.name for one in path.iterdir()}
        else:
            self._files[path] = path.read_bytes()

    def has(self, path: Path, root: Path) -> bool:
        """Whether all names from the root to there are on it."""
        steps = [path, *path.parents]
        return all(one.name in self._folders.get(one.parent.stat().st_ino, ()) for one in steps[: steps.index(root)])

    def text(self, path: Path) -> str:
        return self._files[path].decode("ascii")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="nobody tells here which file was synced")
def test_what_was_confirmed_and_what_was_completed_outlive_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    folder = SignedFolder(tmp_path / "data" / "storage")
    identifier = folder.create("harbor/2026/11/a", 1, 1)
    log = tmp_path / "data" / "storage" / "incoming" / identifier / "parts.log"
    seen = []

    def read(buffer: memoryview) -> int:
        seen.append(disk.text(log) if log in disk._files else "")
        buffer[:1] = b"ab"[len(seen) - 1 : len(seen)]
        return 1

    upload = folder.upload(identifier)
    etags = [upload.receive(*part_sum(1, one), read) for one in (b"a", b"b")]
    first, second = (f"+ 1 1 {etag} .\n" for etag in etags)
    assert seen == ["", f"{first}- 1 .\n"]
    assert disk.text(log) == f"{first}- 1 .\n{second}"
    folder.complete(identifier, [(1, etags[1])])
    assert disk.has(tmp_path / "data" / "storage" / "objects" / "harbor/2026/11/a" / "object.json", tmp_path)


def test_aborting_breaks_off_what_arrives(tmp_path: Path) -> None:
    folder = SignedFolder(tmp_path)
    identifier = folder.create("a/b", 1, 1)
    upload = folder.upload(identifier)
    entered, leave = threading.Event(), threading.Event()

    def slow(buffer: memoryview) -> int:
        entered.set()
        assert leave.wait(10)
        buffer[:1] = b"a"
        return 1

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(upload.receive, *part_sum(1, b"a"), slow)
        assert entered.wait(10)
        with pytest.raises(PartFault, match="SlowDown"):
            upload.receive(*part_sum(1, b"a"), slow)
        aborting = threads.submit(folder.abort, identifier)
        while not upload.closed:
            pass
        with pytest.raises(PartFault, match="NoSuchUpload"):
            upload.receive(*part_sum(1, b"a"), slow)
        leave.set()
        with pytest.raises(PartFault, match="NoSuchUpload"):
            first.result(10)
        aborting.result(10)
    assert list((tmp_path / "incoming").iterdir()) == []


def test_completing_while_it_is_completed_already_is_no_end_of_it(tmp_path: Path) -> None:
    """Its first answer was lost: told that the upload is gone, the client would give it up and send all of it again."""
    folder = SignedFolder(tmp_path)
    identifier = folder.create("a/b", 1, 1)
    upload = folder.upload(identifier)
    entered, leave = threading.Event(), threading.Event()

    def quick(buffer: memoryview) -> int:
        buffer[:1] = b"a"
        return 1

    def slow(_buffer: memoryview) -> int:
        entered.set()
        assert leave.wait(10)
        return 0

    etag = upload.receive(*part_sum(1, b"a"), quick)
    with ThreadPoolExecutor(2) as threads:
        late = threads.submit(upload.receive, *part_sum(1, b"a"), slow)
        assert entered.wait(10)
        first = threads.submit(folder.complete, identifier, [(1, etag)])
        while not upload.closed:
            pass
        for again in (lambda: folder.complete(identifier, [(1, etag)]), lambda: folder.abort(identifier)):
            with pytest.raises(PartFault, match="OperationAborted"):
                again()
        leave.set()
        first.result(10)
        assert isinstance(late.exception(10), PartFault)
    with pytest.raises(UploadGone):
        folder.complete(identifier, [(1, etag)])
    assert folder.head("a/b") is not None


def test_what_a_kill_left_of_an_aborted_upload_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = SignedFolder(tmp_path)
    identifier = folder.create("a/b", 1, 1)

    def kill(path: Path) -> None:
        (path / "upload.json").unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", kill)
        with pytest.raises(KeyboardInterrupt):
            folder.abort(identifier)
    SignedFolder(tmp_path).abort(identifier)
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_plan_of_the_largest_file_is_small() -> None:
    assert PartPlan(48 * 2**40, 5 * 2**30).count == 9831
