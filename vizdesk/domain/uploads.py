"""What desktop and gateway tell each other about an upload (`docs/transfers.md`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.filled import Filled
from vizdesk.domain.naming import AGENCY_PATTERN
from vizdesk.domain.parts import PartPlan

if TYPE_CHECKING:
    from vizdesk.domain.layout import Json

MAX_SIGNED = 64
"""Parts that one call signs."""

MAX_REPORTED = 256
"""Parts that one call reports as confirmed."""

MAX_LISTED = 1000
"""Parts of one page of a list; S3 has no longer pages."""

MAX_NAME_CHARACTERS = 1024
LARGEST_NUMBER = 100_000
LARGEST_SIZE = 2**60

_MD5 = re.compile(r"[0-9a-f]{32}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


class UploadState(StrEnum):
    """How an upload stands at the gateway."""

    OPEN = "open"
    COMPLETING = "completing"
    DONE = "done"
    ABORTED = "aborted"


class PartSum(NamedTuple):
    """A part that is to be signed for: what its bytes must come to."""

    number: int
    size: int
    md5: bytes


class ConfirmedPart(NamedTuple):
    """A part that the storage has confirmed to the client."""

    number: int
    size: int
    md5: bytes
    etag: str

    def to_wire(self) -> Json:
        """In the contract's form."""
        return {"number": self.number, "size": self.size, "md5": self.md5.hex(), "etag": self.etag}


class StoredPart(NamedTuple):
    """A part as the storage itself lists it; the ETag without quotes."""

    number: int
    size: int
    etag: str

    def to_wire(self) -> Json:
        """In the contract's form."""
        return {"number": self.number, "size": self.size, "etag": self.etag}


class PartPage(NamedTuple):
    """One page of a storage's list, by number; `next` is where the following one begins behind, None on the last."""

    parts: tuple[StoredPart, ...]
    next: int | None


@dataclass(frozen=True, slots=True, repr=False)
class SignedPart:
    """Leave to put one part: the URL is a secret that is never kept, logged or told; the headers go along unchanged."""

    number: int
    url: str
    headers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"SignedPart({self.number})"


class SignedBatch(NamedTuple):
    """Signed parts, and for how many seconds from now their URLs are good."""

    parts: tuple[SignedPart, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What a client asks for.

    Args:
        token: its own random text; the same token gives the same upload again.
        agency: whose file it is.
        name: the file's name, without its folders.
        size: bytes.
        md5: of the whole file; where it is one part only, that is signed for at once.
    """

    token: str
    agency: str
    name: str
    size: int
    md5: bytes | None = None

    def to_wire(self) -> Json:
        """The body of `POST /uploads`."""
        body: Json = {"token": self.token, "agency": self.agency, "name": self.name, "size": self.size}
        return body if self.md5 is None else {**body, "md5": self.md5.hex()}


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload as the gateway tells it; `etag` is the finished object's."""

    id: str
    agency: str
    key: str
    state: UploadState
    size: int
    part_size: int
    etag: str | None = None

    @property
    def plan(self) -> PartPlan:
        """How the file is cut."""
        return PartPlan(self.size, self.part_size)

    def to_wire(self) -> Json:
        """In the contract's form."""
        return {
            "id": self.id,
            "agency": self.agency,
            "key": self.key,
            "state": self.state,
            "size": self.size,
            "partSize": self.part_size,
            "parts": self.plan.count,
            "etag": self.etag,
        }

    @classmethod
    def from_wire(cls, body: Mapping[str, Any]) -> Self:
        """From the contract's form.

        Raises:
            KeyError, TypeError, ValueError: it is not of that form.
        """
        etag = body["etag"]
        return cls(
            str(body["id"]),
            str(body["agency"]),
            str(body["key"]),
            UploadState(body["state"]),
            int(body["size"]),
            int(body["partSize"]),
            None if etag is None else str(etag),
        )


def new_upload_from_wire(body: Any) -> NewUpload:
    """The body of `POST /uploads`.

    Raises:
        BadRequest: it is not of the contract's form.
    """
    _object(body, {"token", "agency", "name", "size", "md5"})
    token, agency, name = (body.get(one) for one in ("token", "agency", "name"))
    md5 = _md5(body, "/md5") if "md5" in body else None
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise BadRequest("/token must be 16 to 64 letters, digits, hyphens and underscores.")
    if not isinstance(agency, str) or not AGENCY_PATTERN.fullmatch(agency):
        raise BadRequest("/agency must be lower case letters, digits and hyphens, a letter first.")
    if not isinstance(name, str) or not 0 < len(name) <= MAX_NAME_CHARACTERS:
        raise BadRequest(Filled("/name must be text of at most {most} characters.", most=MAX_NAME_CHARACTERS))
    return NewUpload(token, agency, name, _whole(body, "/size", 0, LARGEST_SIZE), md5)


def batch_from_wire(body: Any) -> tuple[list[PartSum], list[ConfirmedPart]]:
    """The body of `POST /uploads/{id}/parts`: what is to be signed, and what was confirmed since the last batch.

    Raises:
        BadRequest: it is not of the contract's form.
    """
    _object(body, {"sign", "confirmed"})
    asked = [
        PartSum(*_part(one, f"/sign/{place}", {"number", "size", "md5"}))
        for place, one in enumerate(_list(body, "sign", MAX_SIGNED))
    ]
    return asked, confirmed_from_wire(body)


def confirmed_from_wire(body: Mapping[str, Any]) -> list[ConfirmedPart]:
    """The parts that a body reports as confirmed.

    Raises:
        BadRequest: they are not of the contract's form.
    """
    parts = []
    for place, one in enumerate(_list(body, "confirmed", MAX_REPORTED)):
        pointer = f"/confirmed/{place}"
        number, size, md5 = _part(one, pointer, {"number", "size", "md5", "etag"})
        etag = one.get("etag")
        if not isinstance(etag, str) or not 0 < len(etag) <= 256 or not etag.isascii():
            raise BadRequest(Filled("{pointer}/etag must be the ETag that the storage answered with.", pointer=pointer))
        parts.append(ConfirmedPart(number, size, md5, etag))
    return parts


def report_from_wire(body: Any) -> list[ConfirmedPart]:
    """The body of `POST /uploads/{id}/complete`: the parts confirmed since the last batch.

    Raises:
        BadRequest: it is not of the contract's form.
    """
    _object(body, {"confirmed"})
    return confirmed_from_wire(body)


def _part(source: Any, pointer: str, keys: set[str]) -> tuple[int, int, bytes]:
    _object(source, keys, pointer)
    md5 = _md5(source, f"{pointer}/md5")
    number = _whole(source, f"{pointer}/number", 1, LARGEST_NUMBER)
    return number, _whole(source, f"{pointer}/size", 0, LARGEST_SIZE), md5


def _md5(source: Mapping[str, Any], pointer: str) -> bytes:
    md5 = source.get("md5")
    if not isinstance(md5, str) or not _MD5.fullmatch(md5):
        raise BadRequest(Filled("{pointer} must be 32 lower-case hexadecimal digits.", pointer=pointer))
    return bytes.fromhex(md5)


def _object(source: Any, keys: set[str], pointer: str = "") -> None:
    if not isinstance(source, dict):
        raise BadRequest(
            Filled("{pointer} must be a JSON object.", pointer=pointer)
            if pointer
            else "The body must be a JSON object."
        )
    if unknown := sorted(set(source) - keys):
        raise BadRequest(
            Filled("{pointer}/{key} is not known.", pointer=pointer, key=unknown[0][:40]),
            Filled("Known keys: {keys}.", keys=", ".join(sorted(keys))),
        )


def _list(body: Mapping[str, Any], key: str, most: int) -> Sequence[Any]:
    value = body.get(key, [])
    if not isinstance(value, list) or len(value) > most:
        raise BadRequest(Filled("/{key} must be a list of at most {most} parts.", key=key, most=most))
    return value


def _whole(source: Mapping[str, Any], pointer: str, least: int, most: int) -> int:
    value = source.get(pointer.rpartition("/")[2])
    if type(value) is not int or not least <= value <= most:
        raise BadRequest(
            Filled("{pointer} must be a whole number from {least} to {most}.", pointer=pointer, least=least, most=most)
        )
    return value
