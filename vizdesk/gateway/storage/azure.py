"""Azure Blob Storage: the gateway signs, lists and commits blocks; clients put them themselves.

A signature of Azure (SAS) covers the blob and not the bytes; what a block must hold stands in its name, and what is
committed is named block by block. So a blob is made of exactly the blocks whose MD5s were reported.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from vizdesk.domain.errors import PartsMissing, Unavailable
from vizdesk.domain.filled import Filled
from vizdesk.domain.parts import PartLimits, PartPlan, composite_etag
from vizdesk.domain.uploads import MAX_LISTED, PartPage, PartSum, SignedBatch, SignedPart, StoredPart
from vizdesk.gateway.storage.azure_access import API_VERSION, AzureAccess
from vizdesk.gateway.storage.azure_blocks import MARK, MARK_CONTENT, Block, block_of, mark
from vizdesk.gateway.storage.protocol import StoredObject, Unfinished, gone
from vizdesk.gateway.storage.settings import StorageSettings
from vizdesk.gateway.storage.signatures import content_md5

if TYPE_CHECKING:
    from azure.core.exceptions import ResourceNotFoundError
    from azure.storage.blob import BlobClient

ABORT_TRIES = 5
OWNER = "vizdeskupload"
"""The metadata of a blob of no bytes that says whose it is; it has no blocks that could."""

_EMPTY = hashlib.md5(b"", usedforsecurity=False).digest()


class AzureStorage:
    """A container.

    Args:
        settings: container, limits, and how long URLs are good.
        access: who the gateway is.
    """

    def __init__(self, settings: StorageSettings, access: AzureAccess) -> None:
        logging.getLogger("azure").setLevel(logging.WARNING)  # below, it tells of every request
        self._settings, self._access = settings, access
        self._container = access.service.get_container_client(settings.bucket)
        self._public = (settings.public_url or access.service.url).split("?")[0].rstrip("/")
        self._listed: tuple[str, list[StoredPart]] = ("", [])

    @property
    def limits(self) -> PartLimits:
        """What it takes."""
        return self._settings.limits

    def create(self, key: str, plan: PartPlan) -> str:  # noqa: ARG002  # Azure learns of blocks as they come
        """Begin an upload; twice for one key comes to the same one."""
        store_id = _store_id(key)
        with _translated():
            self._blob(key).stage_block(mark(store_id, time.time()).name, MARK_CONTENT, len(MARK_CONTENT))
        return store_id

    def sign(self, key: str, store_id: str, parts: Sequence[PartSum]) -> SignedBatch:
        """Leave to put each of these parts: one signature for all, as it covers the blob."""
        with _translated():
            leave = self._access.sign(self._settings.bucket, key, self._settings.url_seconds)
        url = f"{self._public}/{self._settings.bucket}/{quote(key)}?{leave.query}"
        return SignedBatch(tuple(_signed(url, store_id, one) for one in parts), leave.seconds)

    def list_parts(self, key: str, store_id: str, after: int = 0) -> PartPage:
        """One page of the parts that it holds. Azure gives its list whole, so the last one serves all its pages."""
        name, parts = self._listed
        if after == 0 or name != key:
            parts = self._stored(key, store_id)
            self._listed = (key, parts)
        numbers = sorted({one.number for one in parts if one.number > after})
        last = numbers[MAX_LISTED - 1] if len(numbers) > MAX_LISTED else None
        # a part that was sent with other bytes before has two blocks: which one counts, the caller knows
        return PartPage(tuple(one for one in parts if after < one.number <= (last or one.number)), last)

    def complete(self, key: str, store_id: str, parts: Sequence[StoredPart]) -> None:
        """Make one object of these parts; never over another one."""
        from azure.core import MatchConditions
        from azure.core.exceptions import ResourceExistsError, ResourceModifiedError
        from azure.storage.blob import BlobBlock, BlockState

        stored = set(self._stored(key, store_id))
        if any(one not in stored for one in parts):
            raise _missing()
        if any(one.size == 0 for one in parts):
            return  # a file of no bytes is whole once it was put
        blocks = [BlobBlock(Block(store_id, one.number, one.etag).name, BlockState.UNCOMMITTED) for one in parts]
        with _translated():
            try:
                self._blob(key).commit_block_list(
                    blocks, match_condition=MatchConditions.IfMissing, validate_content=True
                )
            except (ResourceExistsError, ResourceModifiedError):
                raise gone() from None

    def head(self, key: str) -> StoredObject | None:
        """The finished object, or None; its ETag is made of the MD5s of its blocks."""
        from azure.core.exceptions import ResourceNotFoundError

        blob = self._blob(key)
        with _translated():
            try:
                told = blob.get_blob_properties()
            except ResourceNotFoundError as error:
                _check_container(error)
                return None
            blocks = [block_of(one.id) for one in blob.get_block_list("committed")[0]]
        if not blocks and told.size == 0:
            return StoredObject(0, composite_etag([_EMPTY]))
        ours = [one for one in blocks if one is not None]
        if not ours or len(ours) != len(blocks):  # of somebody else
            return StoredObject(told.size, str(told.etag).strip('"'))
        return StoredObject(told.size, composite_etag(bytes.fromhex(one.md5) for one in ours))

    def abort(self, key: str, store_id: str) -> None:
        """Give an upload up. Only committing clears blocks: nothing is committed, and what that makes is deleted."""
        from azure.core import MatchConditions
        from azure.core.exceptions import ResourceExistsError, ResourceModifiedError, ResourceNotFoundError

        blob = self._blob(key)
        with _translated():
            for _ in range(ABORT_TRIES):
                try:
                    told = self._own_empty(blob, store_id)
                    if told is None:
                        if not self._blocks(blob):
                            return
                        emptied = blob.commit_block_list(
                            [], metadata={OWNER: store_id}, match_condition=MatchConditions.IfMissing
                        )
                        told = str(emptied["etag"])
                    blob.delete_blob(etag=told, match_condition=MatchConditions.IfNotModified)
                except ResourceNotFoundError as error:
                    _check_container(error)
                    return
                except (ResourceExistsError, ResourceModifiedError):
                    return  # it was finished meanwhile
        raise Unavailable("The storage still holds parts of an upload that was given up.", "Try again later.")

    def unfinished(self, prefix: str, older_than_seconds: float) -> Iterator[Unfinished]:
        """Uploads that were begun longer ago than that; blocks that came late for one that was given up are old."""
        before = time.time() - older_than_seconds
        with _translated():
            for found in self._container.list_blobs(prefix, include=["uncommittedblobs"]):
                if found.size:
                    continue  # what has no committed block is told as empty
                blob = self._blob(found.name)
                blocks = list(self._blocks(blob))
                begun = min((one.begun for one in blocks if one.number == MARK), default=0)
                if blocks and begun < before and not blob.exists():
                    yield Unfinished(found.name, blocks[0].store_id)

    def close(self) -> None:
        """Give up its connections."""
        self._access.close()

    def _blob(self, key: str) -> BlobClient:
        return self._container.get_blob_client(key)

    def _stored(self, key: str, store_id: str) -> list[StoredPart]:
        """The parts that it holds, by number.

        Raises:
            UploadGone: the mark is not there (any more).
        """
        blob = self._blob(key)
        with _translated():
            sizes = self._blocks(blob)
            ours = sorted(one for one in sizes if one.store_id == store_id)
            parts = [StoredPart(one.number, sizes[one], one.md5) for one in ours if one.number != MARK]
            if not parts and self._own_empty(blob, store_id) is not None:
                return [StoredPart(1, 0, _EMPTY.hex())]
        if not ours or ours[0].number != MARK:
            raise gone()
        return parts

    def _blocks(self, blob: BlobClient) -> dict[Block, int]:
        """Our blocks that are not committed, with their sizes; none where there is no blob."""
        from azure.core.exceptions import ResourceNotFoundError

        try:
            listed = blob.get_block_list("uncommitted")[1]
        except ResourceNotFoundError as error:
            _check_container(error)
            return {}
        return {block: one.size for one in listed if (block := block_of(one.id)) is not None}

    def _own_empty(self, blob: BlobClient, store_id: str) -> str | None:
        """The ETag of the upload's own blob of no bytes, if there is one."""
        from azure.core.exceptions import ResourceNotFoundError

        try:
            told = blob.get_blob_properties()
        except ResourceNotFoundError as error:
            _check_container(error)
            return None
        own = told.size == 0 and told.metadata.get(OWNER) == store_id
        return str(told.etag) if own else None


def _store_id(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def _signed(url: str, store_id: str, part: PartSum) -> SignedPart:
    """A block; Put Block refuses one of no bytes, so a file of no bytes is put as the blob that it is."""
    headers = {"Content-MD5": content_md5(part.md5), "x-ms-version": API_VERSION}
    if part.size == 0:
        return SignedPart(part.number, url, {**headers, "x-ms-blob-type": "BlockBlob", f"x-ms-meta-{OWNER}": store_id})
    name = quote(Block(store_id, part.number, part.md5.hex()).id, safe="")
    return SignedPart(part.number, f"{url}&comp=block&blockid={name}", headers)


def _missing() -> PartsMissing:
    return PartsMissing("The storage does not hold all parts of the file.", "Send what is missing.")


def _check_container(error: ResourceNotFoundError) -> None:
    """A container that is not there is another fault than a blob that is not.

    Raises:
        Unavailable: it is not.
    """
    if str(getattr(error, "error_code", "")) == "ContainerNotFound":
        raise Unavailable("The storage has no such container.", "Tell the gateway’s operator.") from None


@contextmanager
def _translated() -> Iterator[None]:
    """Turns the errors of Azure's library into VizDesk's own; their texts may hold keys and URLs.

    Raises:
        PartsMissing: the store does not have these blocks.
        Unavailable: anything else.
    """
    from azure.core.exceptions import AzureError, HttpResponseError

    try:
        yield
    except HttpResponseError as error:
        code = getattr(error, "error_code", None) or error.status_code or type(error).__name__
        if code == "InvalidBlockList":
            raise _missing() from None
        told = str(getattr(code, "value", code))
        raise Unavailable(
            Filled("The storage refused a call ({answer}).", answer=told), "Tell the gateway’s operator."
        ) from None
    except AzureError as error:
        raise Unavailable(
            Filled("The storage cannot be reached ({fault}).", fault=type(error).__name__),
            "Tell the gateway’s operator.",
        ) from None
