"""Who becomes who in an import: which rows are new records, which are old ones again, and which records go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vizdesk.gateway.identities import NO_DIGESTS, NO_KEYS, NOBODY, Identities, Integers
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.record_keys import Digests, Keys

Mask = npt.NDArray[np.bool_]

NEW = -1
"""Among the places of old records: there is none."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the records.

    Args:
        living: of all records in the file, old ones first, which stay.
        identities: those of the living.
        added: records that are new.
        changed: records that came again with other contents.
        unchanged: records that came again as they were.
        deleted: records that were there and are not any more.
        doubled: rows whose key stands again further down: the last one counts.
        left_out: rows of an append whose key is there already.
        unknown: rows of a deletion whose key no record has.
    """

    living: Mask
    identities: Identities
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    doubled: int = 0
    left_out: int = 0
    unknown: int = 0


class Roster:
    """Takes the keys of an import's rows, and settles who is who.

    Args:
        before: the identities of the page's records.
        mode: what the import does with them.
        keyed: whether the page has a key.
    """

    def __init__(self, before: Identities, mode: Mode, *, keyed: bool) -> None:
        self._before = before
        self._mode = mode
        self._keyed = keyed
        self._order = np.argsort(before.keys, kind="stable")
        self._sorted = before.keys[self._order]
        self._seen = np.zeros(len(before), np.bool_)  # came again
        self._outdone = np.zeros(len(before), np.bool_)  # came again with other contents, or is to be removed
        self._taken: list[tuple[Keys, Digests, Integers]] = []
        self._rows = self._written = self._left_out = self._unknown = 0
        self.first_number = int(before.numbers.max(initial=0)) + 1 if mode.keeps_others else 1

    @property
    def has_doubles(self) -> bool:
        """Whether several of the old records have one key, as they may where the page got its key later."""
        return bool(np.any(self._sorted[1:] == self._sorted[:-1]))

    def take(self, count: int, keys: Keys, digests: Digests) -> Integers | None:
        """Take rows of the file.

        Args:
            count: how many.
            keys: their keys; empty on a page without a key.
            digests: the digests of their contents.

        Returns:
            Which of them are to be written; None for all.
        """
        self._rows += count
        if not self._keyed:
            self._written += count
            return None
        found = self._find(keys)
        there = found != NEW
        if self._mode is Mode.DELETE:
            self._outdone[found[there]] = True
            self._unknown += int(np.count_nonzero(~there))
            return np.zeros(0, np.int64)
        if self._mode is Mode.APPEND:
            self._left_out += int(np.count_nonzero(there))
            chosen = ~there
        else:
            self._seen[found[there]] = True
            chosen = ~self._is_the_same(found, digests) if self._mode is Mode.UPDATE else np.ones(count, np.bool_)
            self._outdone[found[there & chosen]] = True
        self._taken.append((keys[chosen], digests[chosen], found[chosen]))
        self._written += int(np.count_nonzero(chosen))
        return None if chosen.all() else np.flatnonzero(chosen)

    def settle(self) -> Settled:
        """Who is who, once all rows were taken."""
        before, keeps = self._before, self._mode.keeps_others
        keys, digests, found = self._all_taken()
        last = self._last(keys, found)
        new = last & (found == NEW)
        old = last & (found != NEW)
        ids = before.ids[found] if len(before) else np.zeros(len(found), np.int64)
        ids[new] = before.next_id + np.arange(np.count_nonzero(new))
        revisions = np.full(len(found), before.revision + 1, np.int64)
        same = np.zeros(len(found), np.bool_)
        if self._keyed:
            same[old] = digests[old] == before.digests[found[old]]
        revisions[same] = before.revisions[found[same]]
        stays = ~self._outdone if keeps else np.zeros(0, np.bool_)
        kept = before if keeps else NOBODY
        numbers = self.first_number + np.arange(len(found))
        living = np.concatenate([stays, last])
        added, seen = int(np.count_nonzero(new)), int(np.count_nonzero(self._seen))
        changed = int(np.count_nonzero(old & ~same))
        deleted = len(before) - seen if not keeps else int(np.count_nonzero(self._outdone & ~self._seen))
        return Settled(
            living,
            Identities(
                np.concatenate([kept.numbers, numbers])[living],
                np.concatenate([kept.ids, ids])[living],
                np.concatenate([kept.revisions, revisions])[living],
                np.concatenate([kept.keys, keys])[living] if self._keyed else NO_KEYS,
                np.concatenate([kept.digests, digests])[living] if self._keyed else NO_DIGESTS,
                before.next_id + added,
                before.revision + 1,
            ),
            added=added,
            changed=changed,
            unchanged=seen - changed,
            deleted=deleted,
            doubled=self._rows
            - self._left_out
            - self._unknown
            - (deleted if self._mode is Mode.DELETE else added + seen),
            left_out=self._left_out,
            unknown=self._unknown,
        )

    def _find(self, keys: Keys) -> Integers:
        """The places of the old records with some keys."""
        if not len(self._sorted):
            return np.full(len(keys), NEW, np.int64)
        at = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        return np.where(self._sorted[at] == keys, self._order[at], NEW)

    def _is_the_same(self, found: Integers, digests: Digests) -> Mask:
        """Which rows only repeat an old record; not one whose key came with other contents before, or comes again."""
        there = found != NEW
        same = np.zeros(len(found), np.bool_)
        same[there] = (self._before.digests[found[there]] == digests[there]) & ~self._outdone[found[there]]
        values, counts = np.unique(found[there], return_counts=True)
        return same & ~np.isin(found, values[counts > 1])

    def _all_taken(self) -> tuple[Keys, Digests, Integers]:
        if not self._keyed:
            return NO_KEYS, NO_DIGESTS, np.full(self._written, NEW, np.int64)
        parts = self._taken or [(NO_KEYS, NO_DIGESTS, np.zeros(0, np.int64))]
        keys, digests, found = zip(*parts, strict=True)
        return np.concatenate(keys), np.concatenate(digests), np.concatenate(found)

    def _last(self, keys: Keys, found: Integers) -> Mask:
        """Which of the rows that were taken is the last with its key."""
        if not self._keyed:
            return np.ones(len(found), np.bool_)
        who, new = found.copy(), found == NEW
        who[new] = len(self._before) + np.unique(keys[new], return_inverse=True)[1]
        _, at = np.unique(who[::-1], return_index=True)
        last = np.zeros(len(found), np.bool_)
        last[len(found) - 1 - at] = True
        return last
