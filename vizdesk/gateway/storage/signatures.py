"""Signed URLs of the folder: HMAC-SHA-256 over all that a part is, and until when the URL is good."""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
import time
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from vizdesk.domain.uploads import PartSum

SECRET_BYTES = 32


class Leave(NamedTuple):
    """What a good URL permits: this part of this upload."""

    store_id: str
    part: PartSum


class Forbidden(Exception):
    """A URL that permits nothing; `code` is S3's for the same fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def content_md5(md5: bytes) -> str:
    """The value of a Content-MD5 header (RFC 1864)."""
    return base64.b64encode(md5).decode("ascii")


def signed_path(secret: bytes, store_id: str, part: PartSum, seconds: float) -> str:
    """Path and query of the URL that puts a part, good from now for so many seconds."""
    expires = math.ceil(time.time() + seconds)
    query = {
        "size": part.size,
        "md5": part.md5.hex(),
        "expires": expires,
        "signature": _signature(secret, store_id, part, expires),
    }
    return f"/parts/{store_id}/{part.number}?{urlencode(query)}"


def check_path(secret: bytes, target: str) -> Leave:
    """What the target of a PUT permits.

    Raises:
        Forbidden: it was not signed with this secret, or its time is over.
    """
    try:
        parts = urlsplit(target)
        _, room, store_id, number = parts.path.split("/")
        asked = {name: values[-1] for name, values in parse_qs(parts.query, strict_parsing=True).items()}
        part = PartSum(int(number), int(asked["size"]), bytes.fromhex(asked["md5"]))
        expires, signature = int(asked["expires"]), asked["signature"]
    except (ValueError, KeyError):
        raise Forbidden("AccessDenied") from None
    if room != "parts" or not hmac.compare_digest(
        signature.encode(), _signature(secret, store_id, part, expires).encode()
    ):
        raise Forbidden("SignatureDoesNotMatch")
    if time.time() > expires:
        raise Forbidden("AccessDenied")
    return Leave(store_id, part)


def _signature(secret: bytes, store_id: str, part: PartSum, expires: int) -> str:
    text = f"PUT\n{store_id}\n{part.number}\n{part.size}\n{part.md5.hex()}\n{expires}"
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
