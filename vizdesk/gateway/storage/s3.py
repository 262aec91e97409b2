"""S3 and what speaks like it, through boto3: it signs, lists, completes; clients put the parts themselves."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from vizdesk.domain.errors import PartsMissing, Unavailable
from vizdesk.domain.filled import Filled
from vizdesk.domain.parts import PartLimits, PartPlan
from vizdesk.domain.uploads import MAX_LISTED, PartPage, PartSum, SignedBatch, SignedPart, StoredPart
from vizdesk.gateway.storage.protocol import StoredObject, Unfinished, gone
from vizdesk.gateway.storage.settings import StorageSettings
from vizdesk.gateway.storage.signatures import content_md5

CONNECT_SECONDS = 5
READ_SECONDS = 300
"""Completing may take minutes, with nothing but white space to keep the line alive."""

TRIES = 3
ABORT_TRIES = 20
ENDPOINT_VARIABLES = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")

_GONE = {"NoSuchUpload", "NoSuchKey"}
"""The second is Ceph's word for the first."""

_MISSING = {"InvalidPart", "InvalidPartOrder", "EntityTooSmall"}


class S3Storage:
    """A bucket; credentials, region and endpoint come from the standard `AWS_*` variables or the platform's identity.

    Args:
        settings: bucket, limits, and how long URLs are good.
    """

    def __init__(self, settings: StorageSettings) -> None:
        import boto3  # late: 200 ms that no other start pays

        self._settings = settings
        self._bucket = settings.bucket
        self._client = boto3.client("s3", config=_config())
        self._signer = (
            boto3.client("s3", config=_config(), endpoint_url=settings.public_url)
            if settings.public_url
            else self._client
        )

    @property
    def limits(self) -> PartLimits:
        """What it takes."""
        return self._settings.limits

    def create(self, key: str, plan: PartPlan) -> str:  # noqa: ARG002  # S3 learns of parts as they come
        """Begin an upload."""
        with _translated():
            return str(self._client.create_multipart_upload(Bucket=self._bucket, Key=key)["UploadId"])

    def sign(self, key: str, store_id: str, parts: Sequence[PartSum]) -> SignedBatch:
        """Leave to put each of these parts; nothing is asked of the store."""
        seconds = self._settings.url_seconds
        with _translated():
            signed = []
            for one in parts:
                signed.append(self._signed(key, store_id, one, seconds))
                time.sleep(0)  # a search gets the interpreter before the next one; each takes a millisecond of it
        return SignedBatch(tuple(signed), seconds)

    def _signed(self, key: str, store_id: str, part: PartSum, seconds: int) -> SignedPart:
        md5 = content_md5(part.md5)
        asked = {"Bucket": self._bucket, "Key": key, "UploadId": store_id, "PartNumber": part.number, "ContentMD5": md5}
        url = self._signer.generate_presigned_url("upload_part", Params=asked, ExpiresIn=seconds)
        return SignedPart(part.number, url, {"Content-MD5": md5})

    def list_parts(self, key: str, store_id: str, after: int = 0) -> PartPage:
        """One page of the parts that it holds."""
        with _translated():
            page = self._client.list_parts(
                Bucket=self._bucket, Key=key, UploadId=store_id, PartNumberMarker=after, MaxParts=MAX_LISTED
            )
        parts = tuple(
            StoredPart(one["PartNumber"], one["Size"], one["ETag"].strip('"')) for one in page.get("Parts", ())
        )
        return PartPage(parts, parts[-1].number if parts and page.get("IsTruncated") else None)

    def complete(self, key: str, store_id: str, parts: Sequence[StoredPart]) -> None:
        """Make one object of these parts; botocore takes an error in an answer of status 200 for what it is."""
        told = [{"PartNumber": one.number, "ETag": f'"{one.etag}"'} for one in parts]
        with _translated():
            self._client.complete_multipart_upload(
                Bucket=self._bucket, Key=key, UploadId=store_id, MultipartUpload={"Parts": told}
            )

    def head(self, key: str) -> StoredObject | None:
        """The finished object, or None."""
        from botocore.exceptions import ClientError

        with _translated():
            try:
                found = self._client.head_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    return None
                raise
        return StoredObject(found["ContentLength"], found["ETag"].strip('"'))

    def abort(self, key: str, store_id: str) -> None:
        """Give an upload up; a part that is arriving meanwhile may outlive one call (S3 API, AbortMultipartUpload)."""
        from botocore.exceptions import ClientError

        asked = {"Bucket": self._bucket, "Key": key, "UploadId": store_id}
        with _translated():
            for _ in range(ABORT_TRIES):
                try:
                    self._client.abort_multipart_upload(**asked)
                    if not self._client.list_parts(**asked, MaxParts=1).get("Parts"):
                        return
                except ClientError as error:
                    if error.response["Error"]["Code"] in _GONE:
                        return
                    raise
        raise Unavailable("The storage still holds parts of an upload that was given up.", "Try again later.")

    def unfinished(self, prefix: str, older_than_seconds: float) -> Iterator[Unfinished]:
        """Uploads that were begun longer ago than that."""
        before = datetime.now(UTC) - timedelta(seconds=older_than_seconds)
        with _translated():
            pages = self._client.get_paginator("list_multipart_uploads").paginate(Bucket=self._bucket, Prefix=prefix)
            for page in pages:
                for one in page.get("Uploads", ()):
                    if one["Initiated"] < before:
                        yield Unfinished(one["Key"], one["UploadId"])

    def close(self) -> None:
        """Give up its connections."""
        self._client.close()
        self._signer.close()


def _config() -> Any:
    from botocore.config import Config

    own_endpoint = any(os.environ.get(name) for name in ENDPOINT_VARIABLES)
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path" if own_endpoint else "auto"},
        retries={"mode": "standard", "total_max_attempts": TRIES},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        # else botocore adds checksums of its own, which a signed URL would demand of the client
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def _translated() -> Iterator[None]:
    """Turns the errors of botocore into VizDesk's own; their texts may hold keys and URLs.

    Raises:
        UploadGone: NoSuchUpload.
        PartsMissing: the store does not have these parts.
        Unavailable: anything else.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _GONE:
            raise gone() from None
        if code in _MISSING:
            raise PartsMissing("The storage does not hold all parts of the file.", "Send what is missing.") from None
        raise Unavailable(
            Filled("The storage refused a call ({answer}).", answer=code), "Tell the gateway’s operator."
        ) from None
    except BotoCoreError as error:
        raise Unavailable(
            Filled("The storage cannot be reached ({fault}).", fault=type(error).__name__),
            "Tell the gateway’s operator.",
        ) from None
