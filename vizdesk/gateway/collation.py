"""Ranks of texts by the Unicode Collation Algorithm, from the ICU data that DuckDB carries.

PyICU has no wheels, and pyuca, in pure Python, takes forty times as long for the same names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing

import duckdb
import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.uint32]

COLLATION = f"und, ICU of DuckDB {duckdb.__version__}"
"""What ranks were made with."""

COMPARED = 40
"""Characters of a text that the collation rules compare; the rest goes by its bytes. Texts that the rules hold for
equal are told apart by a hash, so that equal ones are neighbors."""


def ranks(blocks: Iterable[Sequence[str]]) -> Ranks:
    """For each text its place among all, by the root locale's rules: from 1, equal texts alike, 0 for an empty one.

    Args:
        blocks: the texts, in parts that are small enough to be held as Python's.
    """
    with closing(duckdb.connect(config={"threads": "1", "temp_directory": ""})) as connection:
        connection.execute("CREATE TABLE texts (text VARCHAR)")
        for texts in blocks:
            connection.execute("INSERT INTO texts SELECT unnest(?)", [list(texts)])
        key = f"from_hex(icu_sort_key(left(text, {COMPARED}), 'und'))"
        order = f"text <> '', {key}, substr(text, {COMPARED + 1}), hash"
        found = connection.execute(f"SELECT rowid, hash(text) AS hash FROM texts ORDER BY {order}").fetchnumpy()  # noqa: S608  # own names only
        empty = connection.execute("SELECT count(*) FROM texts WHERE text = ''").fetchone()
    order_of, hashes = found["rowid"], found["hash"]
    fresh = np.ones(len(hashes), np.uint32)
    fresh[1:] = hashes[1:] != hashes[:-1]
    ranked = np.empty(len(hashes), np.uint32)
    ranked[order_of] = np.cumsum(fresh, dtype=np.uint32)
    return ranked - np.uint32(bool(empty and empty[0]))  # the empty text comes before all others
