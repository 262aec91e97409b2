"""Ranks of texts by the Unicode Collation Algorithm, from the ICU data that DuckDB carries.

PyICU has no wheels, and pyuca, in pure Python, takes forty times as long for the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cache
from typing import NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.uint32]

COLLATION = f"und, ICU of DuckDB {duckdb.__version__}"
"""What ranks were made with."""

COMPARED = 40
"""Characters of a text that the collation rules compare; the rest goes by its bytes. Texts that the rules hold for
equal are told apart by a hash, so that equal ones are neighbors."""

FEW = 10_000
"""After more texts than these the database is let go, with the memory that it keeps for more of them."""

_KEY = f"icu_sort_key(left(text, {COMPARED}), 'und')"
_REST = f"substr(text, {COMPARED + 1})"


class Standing(NamedTuple):
    """Where a text stands among ranked ones: the rank of an equal one; where there is none, of the last before it."""

    rank: int
    equal: bool


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """In memory, and kept: to make it takes longer than to rank some thousand texts."""
    return duckdb.connect(config={"threads": "1", "temp_directory": ""})


def ranks(blocks: Iterable[Sequence[str]]) -> Ranks:
    """For each text its place among all, by the root locale's rules: from 1, equal texts alike, 0 for an empty one.

    Args:
        blocks: the texts, in parts that are small enough to be held as Python's.
    """
    with closing(_database().cursor()) as connection:
        connection.execute("CREATE TEMP TABLE texts (text VARCHAR)")
        for texts in blocks:
            connection.execute("INSERT INTO texts SELECT unnest(?)", [list(texts)])
        order = f"text <> '', from_hex({_KEY}), {_REST}, hash"
        found = connection.execute(f"SELECT rowid, hash(text) AS hash FROM texts ORDER BY {order}").fetchnumpy()  # noqa: S608  # own names only
        empty = connection.execute("SELECT count(*) FROM texts WHERE text = ''").fetchone()
    order_of, hashes = found["rowid"], found["hash"]
    if len(hashes) > FEW:
        _database.cache_clear()
    fresh = np.ones(len(hashes), np.uint32)
    fresh[1:] = hashes[1:] != hashes[:-1]
    ranked = np.empty(len(hashes), np.uint32)
    ranked[order_of] = np.cumsum(fresh, dtype=np.uint32)
    return ranked - np.uint32(bool(empty and empty[0]))  # the empty text comes before all others


def ranks_with(ranked: Ranks, at: Callable[[Iterable[int]], list[str]], added: Sequence[str]) -> Ranks:
    """The ranks of texts of which only the last few are new: these are looked up among the others, nothing is sorted.

    Args:
        ranked: the ranks of the texts that were there.
        at: gives those of some numbers.
        added: the new texts, which come behind them.
    """
    texts = sorted(set(filter(None, added)))
    ordered = [texts[place] for place in np.argsort(ranks([texts])).tolist()]
    standing = standings(ordered, ranked, at)
    rank = np.array([one.rank for one in standing], np.int64)
    fresh = np.array([not one.equal for one in standing], np.bool_)
    shifted = ranked + np.searchsorted(rank[fresh], ranked).astype(np.uint32)  # makes room for those before it
    shifted[ranked == 0] = 0
    made = rank + np.cumsum(fresh)
    found = {"": 0} | dict(zip(ordered, made.tolist(), strict=True))
    return np.concatenate([shifted, np.array([found[text] for text in added], np.uint32)])


def standings(texts: Sequence[str], ranked: Ranks, at: Callable[[Iterable[int]], list[str]]) -> list[Standing]:
    """Where texts would stand among ranked ones, by halving: each look compares all of them with one text each.

    Args:
        texts: none of them empty.
        ranked: the ranks of the others, 0 for empty ones.
        at: gives those of some numbers.
    """
    order = np.argsort(ranked, kind="stable")[np.count_nonzero(ranked == 0) :]
    lower, upper = np.zeros(len(texts), np.int64), np.full(len(texts), len(order), np.int64)
    with closing(_database().cursor()) as connection:
        keys = _sort_keys(connection, texts)
        while len(open_ones := np.flatnonzero(lower < upper)):
            middles = (lower[open_ones] + upper[open_ones]) // 2
            for one, middle, key in zip(
                open_ones.tolist(), middles.tolist(), _sort_keys(connection, at(order[middles].tolist())), strict=True
            ):
                if key < keys[one]:
                    lower[one] = middle + 1
                else:
                    upper[one] = middle
        nexts = np.flatnonzero(lower < len(order))
        equal = np.zeros(len(texts), np.bool_)
        behind = _sort_keys(connection, at(order[lower[nexts]].tolist()))
        equal[nexts] = [key == keys[one] for one, key in zip(nexts.tolist(), behind, strict=True)]
    from_nothing = np.concatenate([np.zeros(1, np.int64), ranked[order].astype(np.int64)])
    return [Standing(*one) for one in zip(from_nothing[lower + equal].tolist(), equal.tolist(), strict=True)]


_SortKey = tuple[str, bytes, int]


def _sort_keys(connection: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> list[_SortKey]:
    rows = connection.execute(
        f"SELECT {_KEY}, {_REST}, hash(text) FROM (SELECT unnest(?::VARCHAR[]) AS text)",  # noqa: S608  # own names only
        [list(texts)],
    ).fetchall()
    return [(key, rest.encode(), number) for key, rest, number in rows]
