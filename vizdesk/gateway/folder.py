"""A data folder has one owner: the gateway that holds `gateway.owner` and tells its address in `gateway.lock`."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from filelock import FileLock, Timeout

from vizdesk import __version__
from vizdesk.domain.errors import FolderInUse, StorageError

OWNER_NAME = "gateway.owner"
LOCK_NAME = "gateway.lock"


class DataFolder:
    """Exclusive ownership of a data folder, from construction to `close`; the system ends it with the process.

    Args:
        path: the folder; made, for its user only, where it is missing.
        patience: seconds to wait for an owner that may be ending.

    Raises:
        FolderInUse: another gateway runs on it.
        StorageError: it cannot be made or written.
    """

    def __init__(self, path: Path, patience: float = 0.0) -> None:
        self.path = path
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)
            self._owner = FileLock(path / OWNER_NAME, mode=0o600, thread_local=False)
            self._owner.acquire(timeout=patience)
        except Timeout:
            raise FolderInUse(
                "Another gateway runs on this data folder.", "Use that one, or name another folder with --data."
            ) from None
        except OSError:
            raise StorageError("The data folder cannot be made or written.", "Check its path and rights.") from None
        self._address = path / LOCK_NAME
        self._address.unlink(missing_ok=True)  # whoever wrote it is gone: the folder is ours

    def publish(self, url: str, token: str) -> None:
        """Write `gateway.lock`, whole or not at all, for this user only.

        Raises:
            StorageError: it cannot be written.
        """
        content = {"pid": os.getpid(), "url": url, "token": token, "program": __version__}
        draft = self.path / f".{LOCK_NAME}.{secrets.token_hex(4)}"
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(content, file)
            draft.replace(self._address)
        except OSError:
            raise StorageError("The data folder cannot be written.", "Check its rights and the free space.") from None

    def close(self) -> None:
        """Take the address back and give the folder up."""
        self._address.unlink(missing_ok=True)
        self._owner.release()
