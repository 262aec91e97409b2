"""What every storage can do. The bytes of files never pass through here: clients put them by signed URLs.

All calls block and run in worker threads. Keys are made by the gateway and are never used twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from vizdesk.domain.errors import UploadGone
from vizdesk.domain.parts import PartLimits, PartPlan
from vizdesk.domain.uploads import PartPage, PartSum, SignedBatch, StoredPart


class StoredObject(NamedTuple):
    """A finished object; the ETag without quotes."""

    size: int
    etag: str


class Unfinished(NamedTuple):
    """An upload that a storage holds the parts of."""

    key: str
    store_id: str


def gone() -> UploadGone:
    """What an upload that is not there is told as."""
    return UploadGone("The upload is gone: it was finished, aborted or has expired.", "Send the file again.")


class ObjectStorage(Protocol):
    """A storage that takes files in parts.

    `store_id` is the storage's own name of an upload. Every method but `close` may raise `Unavailable`: the storage
    cannot be reached, or its answer leaves in doubt what it did.
    """

    @property
    def limits(self) -> PartLimits:
        """What it takes."""

    def create(self, key: str, plan: PartPlan) -> str:
        """Begin an upload.

        Returns:
            Its `store_id`.
        """

    def sign(self, key: str, store_id: str, parts: Sequence[PartSum]) -> SignedBatch:
        """Leave to put each of these parts, with exactly these bytes: their MD5 (RFC 1864) is part of the signature."""

    def list_parts(self, key: str, store_id: str, after: int = 0) -> PartPage:
        """One page of the parts that it holds, by number, from behind `after`.

        Raises:
            UploadGone: there is no such upload (any more).
        """

    def complete(self, key: str, store_id: str, parts: Sequence[StoredPart]) -> None:
        """Make one object of these parts.

        Raises:
            UploadGone: there is no such upload any more; it may have been completed before.
            PartsMissing: it does not hold these parts, with these ETags.
        """

    def head(self, key: str) -> StoredObject | None:
        """The finished object, or None."""

    def abort(self, key: str, store_id: str) -> None:
        """Give an upload up, again and again until nothing of it is left. One that is gone already is no error."""

    def unfinished(self, prefix: str, older_than_seconds: float) -> Iterator[Unfinished]:
        """The uploads below a prefix that were begun longer ago than that, as the storage itself knows them."""

    def close(self) -> None:
        """Give up what it holds: processes, connections."""
