"""Who is who among the records of a file.

Each record has a *place* in the columns. By place are kept

- its *number*, the row of the tables that it stands in: a later row has a higher one;
- its *id*, which it keeps for good: through updates, replacing by key and appending, and no other record of the page
  ever gets it;
- the *revision* it last changed in: each import makes one;
- on a page with a key, its key and a digest of all that is shown of it (see `record_keys`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vizdesk.db.connection import Connection
from vizdesk.gateway.record_format import read_fields
from vizdesk.gateway.record_keys import Digests, Keys, hash_records, read_digests, read_keys, stored_keys

Integers = npt.NDArray[np.int64]
NO_FIELD = -1
"""The blocks that belong to no field."""

LONGEST_NUMBER = 10

NO_KEYS: Keys = read_keys(b"")
NO_DIGESTS: Digests = read_digests(b"")


@dataclass(frozen=True, slots=True)
class Identities:
    """The identities of a file's records, by place; without a key, `keys` and `digests` are empty.

    Args:
        numbers: their rows, in ascending order.
        ids: their ids.
        revisions: in which revision each last changed.
        keys: their keys.
        digests: of their contents.
        next_id: the first id that no record of the page ever had.
        revision: how many imports the page has seen.
    """

    numbers: Integers
    ids: Integers
    revisions: Integers
    keys: Keys
    digests: Digests
    next_id: int
    revision: int

    def __len__(self) -> int:
        return len(self.ids)


_NONE: Integers = np.zeros(0, np.int64)

NOBODY = Identities(_NONE, _NONE, _NONE, NO_KEYS, NO_DIGESTS, next_id=1, revision=0)
"""The identities of a page without records."""


def generation_of(revision: int, token: str) -> str:
    """What names the records of one import to clients, who read nothing in it."""
    return f"{revision}-{token}"


def revision_of(generation: str) -> int | None:
    """The revision that a generation tells; None where it tells none, as those of earlier versions do not."""
    number, dash, _ = generation.partition("-")
    is_number = dash and number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER
    return int(number) if is_number else None


def read_part(connection: Connection, part: str) -> Integers:
    """One of `numbers`, `ids` and `revisions`."""
    row = connection.execute("SELECT data FROM blocks WHERE field = ? AND part = ?", (NO_FIELD, part)).fetchone()
    if row is not None:
        return np.frombuffer(row[0], np.int64)
    rows = int(_meta(connection, "rows") or 0)  # a file of form 3: records never changed, and were numbered from 1
    return np.zeros(rows, np.int64) if part == "revisions" else np.arange(1, rows + 1)


def read_identities(connection: Connection, key: Sequence[str]) -> Identities:
    """The identities in a records file.

    Args:
        connection: reads it.
        key: the fields of the page's key; where they are not those that the file was written with, its keys are made
            from its records.
    """
    numbers, ids, revisions = (read_part(connection, part) for part in ("numbers", "ids", "revisions"))
    keys, digests = _read_keys(connection, key) if key else (NO_KEYS, NO_DIGESTS)
    next_id, revision = _meta(connection, "next_id"), _meta(connection, "revision")
    return Identities(
        numbers, ids, revisions, keys, digests, int(next_id or ids.max(initial=0) + 1), int(revision or 0)
    )


def write_identities(connection: Connection, identities: Identities, key: Sequence[str]) -> None:
    """Store identities in place of those that are there."""
    connection.execute("DELETE FROM blocks WHERE field = ?", (NO_FIELD,))
    parts: dict[str, npt.NDArray[np.generic]] = {
        "numbers": identities.numbers,
        "ids": identities.ids,
        "revisions": identities.revisions,
    }
    if key:
        parts |= {"keys": identities.keys, "digests": identities.digests}
    for part, array in parts.items():
        values = (NO_FIELD, part, bytearray(array.tobytes()))
        connection.execute("INSERT INTO blocks (field, part, data) VALUES (?, ?, ?)", values)
    meta = {
        "rows": str(len(identities)),
        "next_id": str(identities.next_id),
        "revision": str(identities.revision),
        "key": json.dumps(list(key)),
    }
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))


def _read_keys(connection: Connection, key: Sequence[str]) -> tuple[Keys, Digests]:
    if _meta(connection, "key") == json.dumps(list(key)):
        statement = "SELECT data FROM blocks WHERE field = ? AND part = ?"
        keys, digests = (connection.execute(statement, (NO_FIELD, part)).fetchone()[0] for part in ("keys", "digests"))
        return read_keys(keys), read_digests(digests)
    fields = [one.name for one in read_fields(connection)]
    if not set(key) <= set(fields):
        return NO_KEYS, NO_DIGESTS
    positions = [fields.index(one) for one in key]
    statement = "SELECT number, record FROM records ORDER BY number"
    keys = stored_keys(connection.execute(statement), positions)
    digests = hash_records((record for _, record in connection.execute(statement)), fields)
    return read_keys(keys), read_digests(digests)


def _meta(connection: Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])
