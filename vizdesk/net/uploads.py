"""The upload calls of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from vizdesk.domain.errors import UnexpectedAnswer
from vizdesk.domain.layout import Json
from vizdesk.domain.uploads import (
    ConfirmedPart,
    NewUpload,
    PartPage,
    PartSum,
    SignedBatch,
    SignedPart,
    StoredPart,
    Upload,
)
from vizdesk.net.transport import Answer, well_formed

COMPLETE_SECONDS = 600.0
"""A storage may take minutes to make one object of thousands of parts."""

SLOW_SECONDS = 60.0


class Caller(Protocol):
    """Who can call a gateway: its client, or a link that has one now and then."""

    def call(self, method: str, path: str, body: Json | None = None, *, seconds: float = ...) -> Answer:
        """As `GatewayClient.call`."""


class UploadCalls:
    """Asks a gateway about uploads; may be used on several threads at once. Every method blocks.

    Args:
        client: of the gateway.
    """

    def __init__(self, client: Caller) -> None:
        self._client = client

    def create(self, asked: NewUpload) -> tuple[Upload, SignedBatch | None]:
        """Begin an upload, or find the one that was begun with the same token.

        Returns:
            It, and its only part signed for, if it has but one and its MD5 was said.

        Raises:
            UploadRefused: the storage takes no such file.
        """
        body = self._client.call("POST", "/uploads", asked.to_wire(), seconds=SLOW_SECONDS).body
        return _upload(body), _batch(body["batch"]) if body.get("batch") else None

    def get(self, identifier: str) -> Upload:
        """How an upload stands.

        Raises:
            NotFound: the gateway knows none of this id.
        """
        return _upload(self._client.call("GET", _path(identifier)).body)

    def sign(self, identifier: str, parts: Sequence[PartSum], confirmed: Sequence[ConfirmedPart]) -> SignedBatch:
        """Report confirmed parts and have the next ones signed.

        Raises:
            UploadGone: it is not open any more.
            UnexpectedAnswer: these are not signed for.
        """
        body = {
            "sign": [{"number": one.number, "size": one.size, "md5": one.md5.hex()} for one in parts],
            "confirmed": [one.to_wire() for one in confirmed],
        }
        batch = _batch(self._client.call("POST", _path(identifier, "/parts"), body, seconds=SLOW_SECONDS).body)
        if {one.number for one in batch.parts} != {one.number for one in parts}:
            raise UnexpectedAnswer("The gateway signed for other parts than were asked for.", "Try again.")
        return batch

    def describe(self, identifier: str, answers: Mapping[str, Any]) -> None:
        """Tell what the agency asks about the file; replaces what was told before.

        Raises:
            UploadGone: it is not open any more.
            BadRequest: the agency's layout asks something else.
        """
        self._client.call("PATCH", _path(identifier), {"answers": dict(answers)})

    def list_parts(self, identifier: str, after: int = 0) -> PartPage:
        """One page of the parts that the storage holds.

        Raises:
            UploadGone: it holds none any more.
        """
        answer = self._client.call("GET", _path(identifier, f"/parts?after={after}"), seconds=SLOW_SECONDS).body
        with well_formed():
            parts = tuple(StoredPart(int(one["number"]), int(one["size"]), str(one["etag"])) for one in answer["parts"])
            following = answer["next"]
            return PartPage(parts, None if following is None else int(following))

    def complete(self, identifier: str, confirmed: Sequence[ConfirmedPart]) -> Upload:
        """Report the last parts and have one object made of all.

        Raises:
            PartsMissing: the storage does not hold what was reported.
            UploadGone: it was aborted.
        """
        body = {"confirmed": [one.to_wire() for one in confirmed]}
        return _upload(self._client.call("POST", _path(identifier, "/complete"), body, seconds=COMPLETE_SECONDS).body)

    def abort(self, identifier: str) -> None:
        """Give an upload up.

        Raises:
            UploadGone: it is done.
        """
        self._client.call("POST", _path(identifier, "/abort"), {}, seconds=SLOW_SECONDS)

    def sweep(self, older_than_hours: float) -> Json:
        """Abort what nothing was heard of for so long: counts of `stale`, `unknown` and `failed` ones."""
        body = {"olderThanHours": older_than_hours}
        answer = self._client.call("POST", "/uploads/sweep", body, seconds=COMPLETE_SECONDS).body
        with well_formed():
            return {name: int(answer[name]) for name in ("stale", "unknown", "failed")}


def _path(identifier: str, rest: str = "") -> str:
    return f"/uploads/{quote(identifier, safe='')}{rest}"


def _batch(body: Any) -> SignedBatch:
    with well_formed():
        signed = tuple(
            SignedPart(int(one["number"]), str(one["url"]), {str(k): str(v) for k, v in one["headers"].items()})
            for one in body["signed"]
        )
        return SignedBatch(signed, float(body["seconds"]))


def _upload(body: Any) -> Upload:
    with well_formed():
        return Upload.from_wire(body)
