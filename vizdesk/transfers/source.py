"""The file that is sent: what tells whether it is still the same, and reading it in pieces."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.parts import Extent
from vizdesk.domain.reasons import Reason, because
from vizdesk.domain.sizes import KIB, MIB
from vizdesk.store.journal import Fingerprint
from vizdesk.transfers.control import Control

HASH_PIECE = MIB
SAMPLES = 16
SAMPLE_SIZE = 64 * KIB
"""16 windows of 64 KiB, evenly over the file: an edit between them that keeps size and time is not seen."""


def fingerprint(path: Path) -> Fingerprint:
    """The file as it is now.

    Raises:
        UploadRefused: it is not there, not a regular file, or may not be read.
    """
    with _opened(path) as file:
        told = os.fstat(file.fileno())
        if not stat.S_ISREG(told.st_mode):
            raise because(Reason.NO_FILE)
        return Fingerprint(told.st_size, told.st_mtime_ns, told.st_dev, told.st_ino, _sample(file, told.st_size))


def check_unchanged(path: Path, known: Fingerprint, *, sampled: bool = False) -> None:
    """Check that the file is still the one that was found.

    Args:
        path: the file.
        known: what it was.
        sampled: also read its samples again.

    Raises:
        SourceChanged: it is not.
        UploadRefused: it is gone, or may not be read any more.
    """
    try:
        told = path.stat()
    except OSError as error:
        raise _refusal(error) from None
    same = (told.st_size, told.st_mtime_ns, told.st_dev, told.st_ino) == known[:4]
    if not same or (sampled and fingerprint(path).sample != known.sample):
        raise changed()


def changed() -> VizDeskError:
    """What a file that is not what it was is told as."""
    return because(Reason.FILE_CHANGED)


def md5_of(path: Path, extent: Extent, control: Control) -> bytes:
    """The MD5 of a part.

    Raises:
        SourceChanged: the file is too short.
        UploadRefused: it cannot be read.
        Stopped: something else is wished of the transfer.
    """
    digest = hashlib.md5(usedforsecurity=False)
    buffer = memoryview(bytearray(min(HASH_PIECE, max(1, extent.size))))
    with _opened(path) as file:
        file.seek(extent.offset)
        left = extent.size
        while left:
            control.check()
            with _reading():
                count = file.readinto(buffer[: min(left, HASH_PIECE)])
            if not count:
                raise because(Reason.FILE_SHORTER)
            digest.update(buffer[:count])
            left -= count
    return digest.digest()


def pieces_of(path: Path, extent: Extent, largest: int, most: Callable[[], int]) -> Iterator[memoryview]:
    """A part in pieces, each of as many bytes as `most` then says; each is good until the next one is asked for.

    Args:
        path: the file.
        extent: of the part.
        largest: bytes that a piece never has more of.
        most: asked before each piece.

    Raises:
        SourceChanged: the file is too short.
        UploadRefused: it cannot be read.
    """
    with _opened(path) as file:
        file.seek(extent.offset)
        left = extent.size
        buffer = memoryview(bytearray(min(left, largest)))
        while left:
            with _reading():
                count = file.readinto(buffer[: min(left, most())])
            if not count:
                raise because(Reason.FILE_SHORTER)
            left -= count
            yield buffer[:count]


@contextmanager
def _opened(path: Path) -> Iterator[FileIO]:
    with _reading():
        file = FileIO(path, opener=_open_without_waiting)
    with file:
        yield file


def _open_without_waiting(path: str, flags: int) -> int:
    """A pipe would block until somebody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _refusal(error) from None


def _refusal(error: OSError) -> VizDeskError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return because(Reason.FILE_GONE)
    if isinstance(error, PermissionError):
        return because(Reason.FILE_FORBIDDEN)
    if error.errno == errno.ENAMETOOLONG:
        return because(Reason.PATH_TOO_LONG)
    return because(Reason.FILE_UNREADABLE)


def _sample(file: FileIO, size: int) -> bytes:
    digest = hashlib.md5(usedforsecurity=False)
    last = max(0, size - SAMPLE_SIZE)
    for offset in sorted({last * place // (SAMPLES - 1) for place in range(SAMPLES)}):
        with _reading():
            file.seek(offset)
            digest.update(file.read(SAMPLE_SIZE))
    return digest.digest()
