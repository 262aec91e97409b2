"""Giving an upload up at the gateway, so that nothing of it stays at the storage."""

from __future__ import annotations

from vizdesk.domain.errors import NotFound, UploadGone, VizDeskError
from vizdesk.domain.uploads import NewUpload, Upload
from vizdesk.net.uploads import UploadCalls
from vizdesk.store.journal import Transfer
from vizdesk.transfers.retrying import is_passing


def asked_for(transfer: Transfer, md5: bytes | None = None) -> NewUpload:
    """What the gateway is asked to begin; the same again gives the same upload."""
    return NewUpload(transfer.token, transfer.agency, transfer.name, transfer.source.size, md5)


def give_up(calls: UploadCalls, transfer: Transfer) -> Upload | None:
    """Give a transfer's upload up, also one that the gateway may have begun without its answer having come.

    Returns:
        What it came to, if it was finished before.

    Raises:
        VizDeskError: that is not known; it may be asked for again.
    """
    upload = _begun_unheard(calls, transfer) if transfer.is_unheard else transfer.upload
    if upload is None:
        return None
    try:
        calls.abort(upload)
    except NotFound:
        return None
    except UploadGone:
        return calls.get(upload)
    return None


def _begun_unheard(calls: UploadCalls, transfer: Transfer) -> str | None:
    """Its token tells the gateway which one, and leaves it no way to begin it later."""
    try:
        return calls.create(asked_for(transfer))[0].id
    except VizDeskError as refusal:
        if is_passing(refusal):
            raise
        return None
