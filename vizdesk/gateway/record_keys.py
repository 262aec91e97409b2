"""The keys of records: which fields tell one from another, as short values that can be compared by the million.

A key is a hash of 128 bits over the values of its fields, a digest one of 64 bits over a whole record: two records that
differ are taken for the same once in more imports than anybody will make.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

KEY_BYTES = 16
DIGEST_BYTES = 8
MISSING = "null"
"""What stands for a missing value among values in JSON."""

Keys = npt.NDArray[np.bytes_]
Digests = npt.NDArray[np.uint64]


def hash_keys(values: Sequence[Sequence[str]]) -> bytes:
    """For each record the hash of its key.

    Args:
        values: field by field of the key, each record's value in JSON, none of them missing. A number is the same as
            the text that reads so: a column of one may become a column of the other.
    """
    if len(values) == 1:
        return b"".join([_hash(_as_text(one)) for one in values[0]])
    return b"".join([_hash(",".join(map(_as_text, row))) for row in zip(*values, strict=True)])


def hash_records(records: Iterable[str], fields: Sequence[str]) -> bytes:
    """For each whole record, as it is shown, a digest that also tells the names of its fields."""
    salt = hashlib.blake2b("\0".join(fields).encode(), digest_size=16).digest()
    blake = hashlib.blake2b
    return b"".join([blake(one.encode(), digest_size=DIGEST_BYTES, key=salt).digest() for one in records])


def stored_keys(records: Iterable[tuple[int, str]], positions: Sequence[int]) -> bytes:
    """The keys of stored records, for a file that was written when its page had another key, or none.

    Args:
        records: number and whole record of each.
        positions: of the key's fields. A record that lacks one has a key of its own.
    """
    made = []
    for number, record in records:
        values = json.loads(record)
        parts = [_json(values[position]) for position in positions]
        missing = MISSING in parts
        made.append(_hash(f"\0{number}") if missing else hash_keys([[one] for one in parts]))
    return b"".join(made)


def read_keys(data: bytes) -> Keys:
    """Keys as an array."""
    return np.frombuffer(data, f"S{KEY_BYTES}")


def read_digests(data: bytes) -> Digests:
    """Digests as an array."""
    return np.frombuffer(data, np.uint64)


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=KEY_BYTES).digest()


def _as_text(value: str) -> str:
    return value if value[0] == '"' else f'"{value}"'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
