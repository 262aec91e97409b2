"""A file that is there whole, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from vizdesk.domain.errors import StorageError

PART = ".part"
FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # Windows alone has the last one


def part_of(path: Path) -> Path:
    """Where a file is written until it is whole."""
    return path.with_name(path.name + PART)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place under `NAME.part`, and rename it once the block has ended well.

    Only its owner can read it. What was there under the name stays until then.

    Args:
        path: where the file is to be.

    Raises:
        StorageError: it cannot be written; an `OSError` in the block becomes one, too.
    """
    part = part_of(path)
    with _told_plainly():
        try:
            part.unlink(missing_ok=True)  # what a crash left: its rights may be others
            with os.fdopen(os.open(part, FLAGS, 0o600), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StorageError("The disk is full.", "Free some space, or choose another folder.") from None
        raise StorageError("The file cannot be written there.", "Choose another folder or name.") from None
