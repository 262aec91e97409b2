"""Backups of a data folder, made while its gateway runs, and put back.

A backup is a folder: the metadata and the transfers as of one moment each, each records file that it names,
`principals.json`, `gateway.json` and `key.json` where they are there, and `manifest.json` with the hash of each. It
is encrypted as the data folder is; the key is not in it. Records files are never changed once they are served, so a
copy is whole; where an import replaced one meanwhile, everything is copied once more.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vizdesk import __version__
from vizdesk.db.connection import open_db, translated
from vizdesk.db.keys import DataKey, load_key
from vizdesk.domain.errors import Conflict, DamagedFile, NotFound, StorageError
from vizdesk.gateway.app import METADATA_NAME
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.folder import LOCK_NAME, OWNER_NAME, DataFolder
from vizdesk.gateway.operations import FILE_NAME as SWITCHES_NAME
from vizdesk.gateway.principals import FILE_NAME as PRINCIPALS_NAME
from vizdesk.gateway.record_files import FOLDER_NAME, remove_companions
from vizdesk.gateway.record_format import check_format
from vizdesk.gateway.upload_records import TRANSFERS_NAME

MANIFEST_NAME = "manifest.json"
KEY_NAME = "key.json"
FORM = 1
TRIES = 5
PIECE = 1024 * 1024
ENDING_SECONDS = 3.0
"""A gateway that a window or a command had started outlives its last client by a moment."""

_DATABASES = (METADATA_NAME, TRANSFERS_NAME)
_NO_CONTENT = {OWNER_NAME, LOCK_NAME, "gateway.log"}
_DAMAGED = DamagedFile("The backup is damaged: a file is not what it was.", "Use another backup; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Args:
        at: when it was made, in UTC.
        pages: how many pages have records.
        records: how many records there are.
        size: bytes of all its files.
    """

    at: str
    pages: int
    records: int
    size: int


def back_up(data: Path, target: Path) -> Backup:
    """Copy a data folder, and open every copy to see that it is whole.

    Args:
        data: the data folder; its gateway may run.
        target: the folder to be made; it is there once everything is, or not at all.

    Raises:
        Conflict: `target` is there already.
        NotFound: the data folder has nothing in it.
        NoKey, WrongKey: the data cannot be read.
        StorageError: something cannot be read or written.
    """
    if not (data / METADATA_NAME).exists():
        raise NotFound("The data folder has no data in it.", "Check its path.")
    if target.exists():
        raise Conflict("The folder of the backup is there already.", "Name a new one.")
    key = load_key(data)
    for _ in range(TRIES):
        with _draft_of(target) as draft, suppress(FileNotFoundError):
            backup = _copied(data, key, draft)
            draft.rename(target)
            _sync_folder(target.parent)
            return backup
    raise StorageError("The records change all the time.", "Wait until the imports are done, then try again.")


def restore(source: Path, data: Path, *, replace: bool = False) -> Backup:
    """Put a backup back, once every file in it was opened.

    Args:
        source: the backup.
        data: the data folder to be made.
        replace: move a data folder that is there aside, instead of refusing.

    Raises:
        Conflict: the data folder has something in it.
        DamagedFile: a file of the backup is not what it was.
        FolderInUse: a gateway runs on the data folder.
        NoKey, WrongKey: the backup belongs to another key.
        NotFound: there is no backup.
        StorageError: something cannot be read or written.
    """
    manifest = _read_manifest(source)
    with closing(DataFolder(data, ENDING_SECONDS)):
        if not replace and any(one.name not in _NO_CONTENT for one in data.iterdir()):
            raise Conflict("The data folder has something in it.", "Restore with --replace to have it moved aside.")
        with _draft_of(data) as draft:
            for one in manifest["files"]:
                if _copied_as(source / one["name"], draft / one["name"]) != one["sha256"]:
                    raise _DAMAGED
            key = load_key(draft)
            _check_all(draft, key, manifest["recordSets"])
            _put_in_place(draft, data)
    return _summary(manifest)


def _put_in_place(draft: Path, data: Path) -> None:
    """Let a folder become the data folder; the one of before is moved aside, if anything is in it."""
    aside = data.with_name(f"{data.name}.before-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}")
    with _told():
        data.rename(aside)
        try:
            draft.rename(data)
        except OSError:
            aside.rename(data)
            raise
        if all(one.name in _NO_CONTENT for one in aside.iterdir()):
            shutil.rmtree(aside, ignore_errors=True)
        _sync_folder(data.parent)


def _copied(data: Path, key: DataKey, draft: Path) -> Backup:
    hashes = {}
    for name in _DATABASES:
        if (data / name).exists():
            with closing(open_db(data / name, key, read_only=True)) as connection, translated():
                connection.execute("VACUUM INTO ?", (str(draft / name),))  # one moment of it, with the same key
            hashes[name] = _hash(draft / name)
    sets = _record_sets(draft / METADATA_NAME, key)
    for one in sets:
        name = f"{FOLDER_NAME}/{one['file']}"
        hashes[name] = _copy(data / name, draft / name)
    for name in (KEY_NAME, PRINCIPALS_NAME, SWITCHES_NAME):
        if (data / name).exists():
            hashes[name] = _copy(data / name, draft / name)
    _check_all(draft, key, sets)
    manifest = {
        "form": FORM,
        "program": __version__,
        "at": utc_now(),
        "recordSets": sets,
        "files": [
            {"name": name, "bytes": (draft / name).stat().st_size, "sha256": digest} for name, digest in hashes.items()
        ],
    }
    with _told():
        _write(draft / MANIFEST_NAME, json.dumps(manifest, indent=1).encode())
    return _summary(manifest)


def _check_all(folder: Path, key: DataKey, sets: Sequence[dict[str, Any]]) -> None:
    """Open every database and look whether all is there: each page by its checksum, each table, each count."""
    if _record_sets(folder / METADATA_NAME, key) != list(sets):
        raise _DAMAGED
    if (folder / TRANSFERS_NAME).exists():
        with closing(open_db(folder / TRANSFERS_NAME, key, read_only=True)) as connection, translated():
            _check_pages(connection)
        remove_companions(folder / TRANSFERS_NAME)
    for one in sets:
        path = folder / FOLDER_NAME / one["file"]
        with closing(open_db(path, key, read_only=True)) as connection, translated():
            check_format(connection)
            _check_pages(connection)
            if connection.execute("SELECT count(*) FROM records").fetchone()[0] != one["rows"]:
                raise _DAMAGED
        remove_companions(path)


def _record_sets(path: Path, key: DataKey) -> list[dict[str, Any]]:
    with closing(open_db(path, key, read_only=True)) as connection, translated():
        _check_pages(connection)
        rows = connection.execute("SELECT agency, page, file, rows FROM record_sets ORDER BY agency, page").fetchall()
    remove_companions(path)
    return [dict(zip(("agency", "page", "file", "rows"), row, strict=True)) for row in rows]


def _check_pages(connection: Any) -> None:
    faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if faults or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise _DAMAGED


def _read_manifest(source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((source / MANIFEST_NAME).read_text(encoding="utf-8"))
        names = [Path(one["name"]) for one in manifest["files"]]
        form = manifest["form"]
    except FileNotFoundError:
        raise NotFound("There is no backup in this folder.", f"Name the folder that holds {MANIFEST_NAME}.") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise _DAMAGED from None
    if form != FORM:
        raise StorageError("The backup was made by a newer VizDesk.", "Update VizDesk on this machine.")
    if any(one.is_absolute() or ".." in one.parts for one in names):
        raise _DAMAGED
    return manifest


def _summary(manifest: dict[str, Any]) -> Backup:
    sets = manifest["recordSets"]
    size = sum(one["bytes"] for one in manifest["files"])
    return Backup(manifest["at"], len(sets), sum(one["rows"] for one in sets), size)


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """A folder beside another, which is to become it; removed where it did not."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    with _told():
        draft.mkdir(mode=0o700, parents=True)
        (draft / FOLDER_NAME).mkdir(mode=0o700)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _copied_as(source: Path, target: Path) -> str:
    try:
        return _copy(source, target)
    except FileNotFoundError:
        raise _DAMAGED from None


def _copy(source: Path, target: Path) -> str:
    """Copy a file to the disk, and tell the SHA-256 of what was read.

    Raises:
        FileNotFoundError: it is not there.
    """
    digest = hashlib.sha256()
    with _told(), source.open("rb") as original, target.open("xb") as copy:
        while piece := original.read(PIECE):
            digest.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
        target.chmod(0o600)
    return digest.hexdigest()


def _hash(path: Path) -> str:
    with _told(), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)


def _sync_folder(path: Path) -> None:
    if os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _told() -> Iterator[None]:
    """Turns what the file system can raise into `StorageError`; a file that is not there is the caller's to know."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError:
        raise StorageError("A folder cannot be read or written.", "Check its rights and the free space.") from None
