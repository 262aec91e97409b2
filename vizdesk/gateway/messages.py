"""The messages that the gateway publishes (`resources/messages.schema.json`): no URL, no file name, nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizdesk.domain.uploads import ConfirmedPart, Upload, UploadState
from vizdesk.gateway.clock import utc_now

if TYPE_CHECKING:
    from vizdesk.domain.layout import Json

VERSION = 1
"""Of the schema; it grows when a consumer of the older one would misread a message."""

_ENDS = {UploadState.DONE: "upload.completed", UploadState.ABORTED: "upload.aborted"}


def part_confirmed(upload: Upload, part: ConfirmedPart) -> Json:
    """A part has arrived."""
    return {
        **_head("part.confirmed", upload),
        "partNumber": part.number,
        "size": part.size,
        "md5": part.md5.hex(),
        "etag": part.etag,
    }


def upload_ended(upload: Upload) -> Json:
    """An upload is done, or was aborted."""
    done = {"key": upload.key, "size": upload.size, "parts": upload.plan.count, "etag": upload.etag}
    return {**_head(_ENDS[upload.state], upload), **(done if upload.state is UploadState.DONE else {})}


def _head(kind: str, upload: Upload) -> Json:
    return {"message": VERSION, "kind": kind, "time": utc_now(), "agency": upload.agency, "uploadId": upload.id}
