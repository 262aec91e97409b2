"""The database key of a folder: from the operating system's keyring, or from a key file that an operator provides.

The program never writes a key to disk itself. What stands in the folder is `key.json`: which keyring entry holds the
key, and a check value (an HMAC of a constant), so that a wrong key can be told from a damaged file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from vizdesk.db.platform_keyring import KEYRING_SERVICE, with_keyring
from vizdesk.domain.errors import StorageError, WrongKey, no_key

KEY_BYTES = 32
KEY_FILE_VARIABLE = "VIZDESK_KEY_FILE"


class DataKey(NamedTuple):
    """The 32 bytes that encrypt a folder's databases."""

    secret: bytes

    def __repr__(self) -> str:
        return "DataKey()"  # no log and no traceback may show it

    @property
    def check(self) -> str:
        """A value that tells whether two keys are the same without telling the key."""
        import hashlib  # late: OpenSSL is a hundredth of the window's start
        import hmac

        return hmac.new(self.secret, b"vizdesk key check", hashlib.sha256).hexdigest()


def load_key(folder: Path, *, is_proved: bool = False) -> DataKey:
    """The key of a data folder; a folder without one gets a new one. May take `KEYRING_SECONDS`.

    Args:
        folder: the data folder.
        is_proved: a database will be opened with it, which tells whether it is the right one.

    Raises:
        NoKey: there is neither a usable keyring nor a key file.
        WrongKey: the key is not the one that this folder was encrypted with.
        StorageError: the key file or the folder cannot be read or written.
    """
    if name := os.environ.get(KEY_FILE_VARIABLE):
        key = _read_key_file(Path(name))
        record = _read_record(folder) or _claim(folder, {"id": "key-file", "check": key.check})
    else:
        record, key = _from_keyring(folder)
    if not is_proved and record["check"] != key.check:
        raise WrongKey(
            "The key does not belong to this data folder.",
            "Use the key that the folder was made with; nothing was changed.",
        )
    return key


def _read_key_file(path: Path) -> DataKey:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError:
        raise StorageError(
            "The key file named in VIZDESK_KEY_FILE cannot be read.", "Check its path and rights."
        ) from None
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise StorageError("The key file named in VIZDESK_KEY_FILE must hold 32 bytes as 64 hexadecimal digits.")
    return DataKey(secret)


def _from_keyring(folder: Path) -> tuple[dict[str, str], DataKey]:
    record = _read_record(folder)
    if record is None:
        import secrets

        entry, key = secrets.token_hex(16), DataKey(secrets.token_bytes(KEY_BYTES))
        with_keyring(lambda keyring: keyring.set_password(KEYRING_SERVICE, entry, key.secret.hex()), no_key())
        record = _claim(folder, {"id": entry, "check": key.check})
        if record["id"] == entry:
            return record, key
        with_keyring(lambda keyring: keyring.delete_password(KEYRING_SERVICE, entry), no_key())
    identifier = record["id"]
    text = with_keyring(lambda keyring: keyring.get_password(KEYRING_SERVICE, identifier), no_key())
    if not isinstance(text, str):
        raise WrongKey(
            "The keyring of this computer does not hold this data folder’s key.",
            "Sign in as the user who made the folder, or name its key file in VIZDESK_KEY_FILE.",
        )
    return record, DataKey(bytes.fromhex(text))


def _read_record(folder: Path) -> dict[str, str] | None:
    try:
        record = json.loads((folder / "key.json").read_text(encoding="ascii"))
        return {"id": str(record["id"]), "check": str(record["check"])}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise StorageError("The folder’s key.json cannot be read.", "Restore it from a backup.") from None


def _claim(folder: Path, record: dict[str, str]) -> dict[str, str]:
    """Write `key.json` unless it is there; of two programs that start at once, both go on with the first one's."""
    import secrets

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".key.{secrets.token_hex(4)}"
        draft.write_text(json.dumps(record), encoding="ascii")
        draft.chmod(0o600)
        try:
            os.link(draft, folder / "key.json")
        except FileExistsError:
            return _read_record(folder) or record
        finally:
            draft.unlink()
    except OSError:
        raise StorageError("The data folder cannot be written.", "Check its rights and the free space.") from None
    return record
