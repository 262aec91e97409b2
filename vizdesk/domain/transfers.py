"""A file on its way, as the desktop sees it."""

from __future__ import annotations

from enum import StrEnum


class TransferState(StrEnum):
    """How a transfer stands in the journal. What it waits for (network, storage, turn) is not a state.

    `running` covers everything between its first call and its last part: where exactly a crash found it, the storage's
    own list tells better than any note.
    """

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETING = "completing"
    HELD = "held"
    """All of it is sent; the agency's questions about it must be answered before it is made whole."""

    DONE = "done"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_ended(self) -> bool:
        """Whether nothing happens to it any more by itself."""
        return self in (TransferState.DONE, TransferState.CANCELLED, TransferState.FAILED)
