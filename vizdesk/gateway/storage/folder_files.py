"""The signed folder on disk: parts are written in place, so that completing copies nothing, however large the file.

`incoming/<id>/` is an upload: `upload.json` says what is to come, `data` takes each part at its offset, `parts.log`
says which parts are whole, a line each (`+ number size md5 .`, `- number .` before a part is overwritten), written
after the data is on disk; a line without its dot was torn by a kill. A line is on disk before anything is built on it,
so that a power cut neither forgets a part that was confirmed nor takes one for whole that is not. Completing writes
`object.json` and renames the whole folder to `objects/<key>/`; each new folder's name is on disk, too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vizdesk.domain.errors import PartsMissing, UploadGone
from vizdesk.domain.parts import PartPlan, composite_etag
from vizdesk.domain.uploads import MAX_LISTED, PartPage, StoredPart
from vizdesk.gateway.storage.protocol import StoredObject, Unfinished, gone

PIECE = 1024 * 1024
BREAK_OFF_SECONDS = 20.0
_ID = re.compile(r"[0-9a-f]{32}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")

Reader = Callable[[memoryview], int]
"""Fills a buffer with what comes next and returns how much; 0 at the end."""


class PartFault(Exception):
    """A part was not taken. `code` and `status` are S3's for the same fault."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class _Head:
    key: str
    plan: PartPlan


class FolderUpload:
    """One upload: what has arrived, and what is arriving now. May be used on several threads at once.

    Args:
        path: its folder.

    Raises:
        UploadGone: there is no upload there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Condition()
        self.arriving: set[int] = set()
        self.closed = False
        try:
            head = json.loads((path / "upload.json").read_text(encoding="utf-8"))
            self.head = _Head(head["key"], PartPlan(head["size"], head["partSize"]))
            self.parts = _read_log(path / "parts.log")
        except FileNotFoundError:
            raise gone() from None

    def receive(self, number: int, size: int, md5: bytes, read: Reader) -> str:
        """Take a part: nothing counts unless all of it came, with the right MD5, and is on disk.

        Returns:
            Its ETag.

        Raises:
            PartFault: it was not taken.
        """
        with self._claimed(number):
            offset = self._offset(number, size)
            stored = StoredPart(number, size, md5.hex())
            if self.parts.get(number) == stored:
                self._take(read, size, md5, None)  # here already: checked again, never written over
                return stored.etag
            with self.lock:
                was_there = self.parts.pop(number, None) is not None
            if was_there:
                self._log(f"- {number} .\n")
            target = _open(self.path / "data", os.O_WRONLY)
            try:
                os.lseek(target, offset, os.SEEK_SET)
                self._take(read, size, md5, target)
                os.fsync(target)
            finally:
                os.close(target)
            self._log(f"+ {number} {size} {stored.etag} .\n")
            with self.lock:
                self.parts[number] = stored
            return stored.etag

    def page(self, after: int) -> PartPage:
        """The parts that are whole, from behind `after`."""
        with self.lock:
            numbers = sorted(number for number in self.parts if number > after)
            found = tuple(self.parts[number] for number in numbers[:MAX_LISTED])
        return PartPage(found, found[-1].number if len(numbers) > MAX_LISTED else None)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Nothing arrives within, and nothing afterwards; what is arriving is broken off.

        Raises:
            UploadGone: it was ended before.
            PartFault: it is being ended, or a part does not break off in time.
        """
        with self.lock:
            if self.closed and self.path.exists():  # gone would mean that all of it may be sent again
                raise PartFault(409, "OperationAborted")
            if self.closed:
                raise gone()
            self.closed = True
        try:
            self._wait_until_still()
            yield
        except BaseException:
            self.closed = False
            raise

    def _wait_until_still(self) -> None:
        with self.lock:
            if not self.lock.wait_for(lambda: not self.arriving, BREAK_OFF_SECONDS):
                raise PartFault(409, "OperationAborted")

    @contextlib.contextmanager
    def _claimed(self, number: int) -> Iterator[None]:
        with self.lock:
            if self.closed:
                raise PartFault(404, "NoSuchUpload")
            if number in self.arriving:
                raise PartFault(503, "SlowDown")
            self.arriving.add(number)
        try:
            yield
        finally:
            with self.lock:
                self.arriving.discard(number)
                self.lock.notify_all()

    def _offset(self, number: int, size: int) -> int:
        plan = self.head.plan
        if not 1 <= number <= plan.count or plan.extent(number).size != size:
            raise PartFault(400, "InvalidPart")
        return plan.extent(number).offset

    def _take(self, read: Reader, size: int, md5: bytes, target: int | None) -> None:
        buffer = memoryview(bytearray(min(PIECE, max(1, size))))
        digest = hashlib.md5(usedforsecurity=False)
        left = size
        while left:
            count = read(buffer[: min(left, PIECE)])
            if self.closed:
                raise PartFault(404, "NoSuchUpload")
            if not count:
                raise PartFault(400, "IncompleteBody")
            piece = buffer[:count]
            digest.update(piece)
            if target is not None:
                _write_all(target, piece)
            left -= count
        if digest.digest() != md5:
            raise PartFault(400, "BadDigest")

    def _log(self, line: str) -> None:
        target = _open(self.path / "parts.log", os.O_RDWR | os.O_APPEND)
        try:
            with self.lock:
                _append(target, line)
            os.fsync(target)  # outside of the lock: one serves all lines that were written before
        finally:
            os.close(target)


class SignedFolder:
    """All uploads and objects below a root folder; made where it is missing.

    Args:
        root: owned by one process.
    """

    def __init__(self, root: Path) -> None:
        self._incoming, self._objects = root / "incoming", root / "objects"
        for one in (self._incoming, self._objects):
            _make_folder(one)
        for one in self._incoming.glob(".*"):  # a kill left them half made, or half removed
            shutil.rmtree(one, ignore_errors=True)
        self._lock = threading.Lock()
        self._uploads: dict[str, FolderUpload] = {}

    def create(self, key: str, size: int, part_size: int) -> str:
        """Begin an upload; its id."""
        _check_key(key)
        identifier = secrets.token_hex(16)
        draft = self._incoming / f".{identifier}"
        draft.mkdir(mode=0o700)
        _write_new(draft / "upload.json", json.dumps({"key": key, "size": size, "partSize": part_size}))
        (draft / "data").touch(mode=0o600)
        (draft / "parts.log").touch(mode=0o600)
        draft.rename(self._incoming / identifier)  # not synced: an upload that a power cut takes begins anew
        return identifier

    def upload(self, identifier: str) -> FolderUpload:
        """A running upload.

        Raises:
            UploadGone: there is none.
        """
        if not _ID.fullmatch(identifier):
            raise gone()
        with self._lock:
            found = self._uploads.get(identifier)
            if found is None:
                found = self._uploads[identifier] = FolderUpload(self._incoming / identifier)
            return found

    def complete(self, identifier: str, asked: Sequence[tuple[int, str]]) -> None:
        """Make an object of an upload; `asked` are the numbers and ETags of all its parts, in order.

        Raises:
            UploadGone: there is no such upload.
            PartsMissing: these are not its parts.
            PartFault: it is being ended, or a part that is arriving does not break off in time.
        """
        upload = self.upload(identifier)
        with upload.alone():
            plan, parts = upload.head.plan, upload.parts
            if [number for number, _ in asked] != list(range(1, plan.count + 1)) or any(
                number not in parts or parts[number].etag != etag for number, etag in asked
            ):
                raise PartsMissing("The storage does not hold all parts of the file.", "Send what is missing.")
            etag = composite_etag(bytes.fromhex(one) for _, one in asked)
            _write_new(upload.path / "object.json", json.dumps({"size": plan.size, "etag": etag}))
            _sync_folder(upload.path)
            target = self._objects / upload.head.key
            with self._lock:  # who finds a folder that another one has made, finds it on disk
                _make_folder(target.parent)
            upload.path.rename(target)
            _sync_folder(target.parent)
            _sync_folder(self._incoming)
        self._forget(identifier)

    def head(self, key: str) -> StoredObject | None:
        """A finished object."""
        _check_key(key)
        try:
            told = json.loads((self._objects / key / "object.json").read_text(encoding="utf-8"))
            size = (self._objects / key / "data").stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        return StoredObject(size, str(told["etag"]))

    def abort(self, identifier: str) -> None:
        """Remove an upload and all that came of it.

        Raises:
            PartFault: it is being ended, or a part that is arriving does not break off in time.
        """
        try:
            upload = self.upload(identifier)
        except UploadGone:
            return
        removed = None
        with contextlib.suppress(UploadGone), upload.alone():
            removed = upload.path.rename(upload.path.with_name(f".{identifier}"))
        if removed is not None:
            shutil.rmtree(removed)
        self._forget(identifier)

    def unfinished(self, prefix: str, older_than_seconds: float) -> list[Unfinished]:
        """Uploads below a prefix that were begun longer ago than that."""
        before = time.time() - older_than_seconds
        found = []
        for path in sorted(self._incoming.iterdir()):
            if not _ID.fullmatch(path.name):
                continue
            with contextlib.suppress(UploadGone, OSError):
                begun = (path / "upload.json").stat().st_mtime
                key = self.upload(path.name).head.key
                if begun < before and key.startswith(prefix):
                    found.append(Unfinished(key, path.name))
        return found

    def _forget(self, identifier: str) -> None:
        with self._lock:
            self._uploads.pop(identifier, None)


def _read_log(path: Path) -> dict[int, StoredPart]:
    parts: dict[int, StoredPart] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        match line.split():
            case ["+", number, size, md5, "."]:
                parts[int(number)] = StoredPart(int(number), int(size), md5)
            case ["-", number, "."]:
                parts.pop(int(number), None)
    return parts


def _append(target: int, line: str) -> None:
    size = os.fstat(target).st_size
    os.lseek(target, max(0, size - 1), os.SEEK_SET)
    torn = size and os.read(target, 1) != b"\n"
    _write_all(target, memoryview(f"\n{line}".encode("ascii") if torn else line.encode("ascii")))


def _open(path: Path, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)


def _write_all(target: int, data: memoryview) -> None:
    while data:
        data = data[os.write(target, data) :]


def _write_new(path: Path, text: str) -> None:
    target = _open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        _write_all(target, memoryview(text.encode("utf-8")))
        os.fsync(target)
    finally:
        os.close(target)


def _make_folder(path: Path) -> None:
    """Make a folder and those above it, each on disk by its name; those that are there cost nothing."""
    if not path.is_dir():
        _make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    if os.name != "posix":
        return  # Windows has no handle of a folder to flush
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError("not a key of ours")
