"""Where the records of a data folder live: one keyed file per agency, page and generation."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Collection
from pathlib import Path

from vizdesk.db.connection import Connection, open_db
from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import StorageError

FOLDER_NAME = "records"
_COMPANIONS = ("", "-wal", "-shm", "-journal")


def remove_companions(path: Path) -> None:
    """Remove what SQLite leaves beside a file in WAL mode that nobody writes."""
    for companion in filter(None, _COMPANIONS):
        with contextlib.suppress(OSError):
            path.with_name(f"{path.name}{companion}").unlink(missing_ok=True)


class RecordFiles:
    """Opens, names and deletes records files.

    Args:
        folder: the data folder, or None to keep records in memory only (no key, nothing on disk).
        key: the folder's key; None only in memory.
    """

    def __init__(self, folder: Path | None, key: DataKey | None) -> None:
        self._folder = folder / FOLDER_NAME if folder else None
        self._key = key
        self._process = secrets.token_hex(8)
        self._kept: dict[str, Connection] = {}
        if self._folder is not None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def new_name(self, agency: str, page: str) -> tuple[str, str]:
        """A file name that no file has, and its generation."""
        generation = secrets.token_hex(4)
        return f"{agency}.{page}.{generation}.db", generation

    def path(self, name: str) -> Path | None:
        """The path of a file, or None in memory."""
        return self._folder / name if self._folder else None

    def writer(self, name: str) -> Connection:
        """A connection that may write; creates the file.

        Raises:
            StorageError: the file cannot be opened or made.
        """
        if self._folder is None and name not in self._kept:
            self._kept[name] = self._open(name, read_only=False)  # what is in memory lives while somebody holds it
        return self._open(name, read_only=False)

    def reader(self, name: str) -> Connection:
        """A connection that only reads.

        Raises:
            StorageError: the file is not there, or cannot be read.
        """
        return self._open(name, read_only=True)

    def delete(self, name: str) -> None:
        """Remove a file that nobody reads any more; one that cannot be removed now is swept at the next start."""
        if kept := self._kept.pop(name, None):
            kept.close()
        if self._folder is None:
            return
        remove_companions(self._folder / name)
        with contextlib.suppress(OSError):
            (self._folder / name).unlink(missing_ok=True)

    def sweep(self, keep: Collection[str]) -> int:
        """Delete every file that is not named in `keep`: what killed imports and late readers left behind.

        Returns:
            How many records files were deleted.
        """
        if self._folder is None:
            return 0
        wanted = {f"{name}{companion}" for name in keep for companion in _COMPANIONS}
        orphans = [one for one in self._folder.iterdir() if one.is_file() and one.name not in wanted]
        for orphan in orphans:
            with contextlib.suppress(OSError):
                orphan.unlink()
        return sum(one.suffix == ".db" for one in orphans)

    def close(self) -> None:
        """Let go of what is kept in memory."""
        while self._kept:
            self._kept.popitem()[1].close()

    def _open(self, name: str, *, read_only: bool) -> Connection:
        if self._folder is None:
            return open_db(None, None, read_only=read_only, shared_memory=f"{self._process}-{name}")
        if "/" in name or "\\" in name or name.startswith("."):
            raise StorageError("The data folder names a records file that cannot be its own.")
        return open_db(self._folder / name, self._key, read_only=read_only)
