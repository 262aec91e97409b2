"""`--storage`: where files go, and what an operator says about it, as one address.

`folder`, `s3://BUCKET/PREFIX`, `azure://CONTAINER/PREFIX`, each with options behind a question mark: `s3://evidence/intake?partSize=64MiB`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.parts import PartLimits
from vizdesk.domain.sizes import MIB, parse_bytes

STORAGE_VARIABLE = "VIZDESK_STORAGE"
"""Says where files go for a gateway that is started as a child, and wherever `--storage` is not given."""

URL_SECONDS = 15 * 60
LONGEST_URL_SECONDS = 7 * 24 * 3600
"""The longest life that SigV4 allows, and a signature for which Azure lends the key."""

_OPTIONS = ("partSize", "smallestPart", "largestPart", "mostParts", "urlSeconds", "publicUrl", "port")
_PREFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_CONTAINER = re.compile(r"(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_FOLDER_LIMITS = PartLimits(smallest=1)
_AZURE_LIMITS = PartLimits(smallest=1, largest=4000 * MIB, most=50_000)


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Where files go.

    Args:
        kind: `folder`, `s3` or `azure`.
        limits: what parts may be like.
        bucket: of a store; a container of Azure.
        prefix: stands before every key, without a slash at its end; may be empty.
        url_seconds: how long a signed URL is good.
        public_url: where clients reach the storage, if that is another address than the gateway's.
        port: where the folder listens; 0 for any.
    """

    kind: str
    limits: PartLimits
    bucket: str = ""
    prefix: str = ""
    url_seconds: int = URL_SECONDS
    public_url: str | None = None
    port: int = 0

    @property
    def root(self) -> str:
        """What every key begins with."""
        return f"{self.prefix}/" if self.prefix else ""


def parse_storage(text: str) -> StorageSettings:
    """Read a `--storage` address.

    Raises:
        BadRequest: it is not one.
    """
    address, _, query = text.partition("?")
    parts = urlsplit(address)
    options = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := sorted(set(options) - set(_OPTIONS)):
        raise BadRequest(f"--storage has no option {unknown[0]}.", f"Known: {', '.join(_OPTIONS)}.")
    prefix = parts.path.strip("/")
    if address == "folder":
        kind, prefix, default = "folder", "", _FOLDER_LIMITS
    elif prefix and not _PREFIX.fullmatch(prefix):
        raise _unknown()
    elif parts.scheme == "s3" and parts.netloc:
        kind, default = "s3", PartLimits()
    elif parts.scheme == "azure" and _CONTAINER.fullmatch(parts.netloc):
        kind, default = "azure", _AZURE_LIMITS
    else:
        raise _unknown()
    limits = _limits(options, default)
    seconds = _whole(options, "urlSeconds", URL_SECONDS, 1, LONGEST_URL_SECONDS)
    port = _whole(options, "port", 0, 0, 65535)
    return StorageSettings(kind, limits, parts.netloc, prefix, seconds, options.get("publicUrl"), port)


def _unknown() -> BadRequest:
    return BadRequest("--storage is not known.", "Write folder, s3://BUCKET/PREFIX, or azure://CONTAINER/PREFIX.")


def _limits(options: dict[str, str], default: PartLimits) -> PartLimits:
    def size(name: str, otherwise: int) -> int:
        return parse_bytes(options[name]) if name in options else otherwise

    limits = PartLimits(
        preferred=size("partSize", default.preferred),
        smallest=size("smallestPart", default.smallest),
        largest=size("largestPart", default.largest),
        most=_whole(options, "mostParts", default.most, 1, default.most),
    )
    if not 0 < limits.smallest <= limits.preferred <= limits.largest:
        raise BadRequest("partSize must lie between smallestPart and largestPart.", "Check --storage.")
    return limits


def _whole(options: dict[str, str], name: str, otherwise: int, least: int, most: int) -> int:
    text = options.get(name, str(otherwise))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadRequest(f"{name} must be a whole number from {least} to {most}.", "Check --storage.")
    return int(text)
