"""Who becomes who in an import: which rows are new records, which are old ones again, and which records go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
        rows: how many there are now.
        revision: how many imports the page has seen.
        added: records that are new.
        changed: records that came again with other contents.
        unchanged: records that came again as they were.
        deleted: records that were there and are not any more.
        doubled: rows whose key stands again further down: the last one counts.
        left_out: rows of an append whose key is there already.
        unknown: rows of a deletion whose key no record has.
    """

    rows: int
    revision: int
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

    def settle(self) -> tuple[Mask, Identities, Settled]:
        """Who is who, once all rows were taken; may be asked once.

        Returns:
            Of all records in the file, old ones first, which stay; the identities of these; and what that came to.
        """
        before, keeps = self._before, self._mode.keeps_others
        keys, digests, found = self._all_taken()
        last = self._last(keys, found)
        new, old = last & (found == NEW), last & (found != NEW)
        ids = before.ids[found] if len(before) else np.zeros(len(found), np.int64)
        ids[new] = before.next_id + np.arange(np.count_nonzero(new))
        same = np.zeros(len(found), np.bool_)
        if self._keyed:
            same[old] = digests[old] == before.digests[found[old]]
        revisions = np.full(len(found), before.revision + 1, np.int64)
        revisions[same] = before.revisions[found[same]]
        kept = before if keeps else NOBODY
        living = np.concatenate([~self._outdone, last]) if keeps else last
        added, changed = int(np.count_nonzero(new)), int(np.count_nonzero(old & ~same))
        identities = Identities(
            _joined(kept.numbers, self.first_number + np.arange(len(found)), living),
            _joined(kept.ids, ids, living),
            _joined(kept.revisions, revisions, living),
            _joined(kept.keys, keys, living) if self._keyed else NO_KEYS,
            _joined(kept.digests, digests, living) if self._keyed else NO_DIGESTS,
            before.next_id + added,
            before.revision + 1,
        )
        return living, identities, self._told(len(identities), added, changed)

    def _told(self, rows: int, added: int, changed: int) -> Settled:
        before, seen = self._before, int(np.count_nonzero(self._seen))
        gone = int(np.count_nonzero(self._outdone & ~self._seen))
        distinct = gone if self._mode is Mode.DELETE else added + seen
        return Settled(
            rows,
            before.revision + 1,
            added=added,
            changed=changed,
            unchanged=seen - changed,
            deleted=gone if self._mode.keeps_others else len(before) - seen,
            doubled=self._rows - self._left_out - self._unknown - distinct,
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
        self._taken = []
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


def _joined(kept: npt.NDArray[Any], taken: npt.NDArray[Any], living: Mask) -> npt.NDArray[Any]:
    """What the living have of two arrays; no copy where that is all of the second."""
    if not len(kept) and living.all():
        return taken
    return np.concatenate([kept, taken])[living]
