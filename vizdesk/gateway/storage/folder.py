"""The embedded storage: a folder on this computer, served by a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizdesk.domain.errors import PartsMissing, Unavailable
from vizdesk.domain.parts import PartLimits, PartPlan
from vizdesk.domain.uploads import PartPage, PartSum, SignedBatch, SignedPart, StoredPart
from vizdesk.gateway.storage.folder_process import HOST, FolderProcess
from vizdesk.gateway.storage.protocol import StoredObject, Unfinished, gone
from vizdesk.gateway.storage.settings import StorageSettings
from vizdesk.gateway.storage.signatures import content_md5, signed_path

if TYPE_CHECKING:
    from http.client import HTTPConnection

FOLDER_NAME = "storage"
CALL_SECONDS = 60.0


class FolderStorage:
    """The signed folder.

    Args:
        root: the folder.
        settings: the limits, and how long URLs are good.
    """

    def __init__(self, root: Path, settings: StorageSettings) -> None:
        self._process = FolderProcess(root, settings.port)
        self._settings = settings
        self._kept: list[HTTPConnection] = []

    @property
    def limits(self) -> PartLimits:
        """What it takes."""
        return self._settings.limits

    def create(self, key: str, plan: PartPlan) -> str:
        """Begin an upload."""
        return str(self._call("create", {"key": key, "size": plan.size, "partSize": plan.part_size})["id"])

    def sign(self, key: str, store_id: str, parts: Sequence[PartSum]) -> SignedBatch:  # noqa: ARG002  # the id is enough here
        """Leave to put each of these parts."""
        base = self._settings.public_url or f"http://{HOST}:{self._process.port()}"
        seconds, secret = self._settings.url_seconds, self._process.secret
        signed = tuple(
            SignedPart(
                one.number,
                base + signed_path(secret, store_id, one, seconds),
                {"Content-MD5": content_md5(one.md5)},
            )
            for one in parts
        )
        return SignedBatch(signed, seconds)

    def list_parts(self, key: str, store_id: str, after: int = 0) -> PartPage:  # noqa: ARG002  # the id is enough here
        """One page of the parts that it holds."""
        parts, following = self._call("list", {"id": store_id, "after": after})
        return PartPage(tuple(StoredPart(*one) for one in parts), following)

    def complete(self, key: str, store_id: str, parts: Sequence[StoredPart]) -> None:  # noqa: ARG002  # the id is enough here
        """Make one object of these parts."""
        self._call("complete", {"id": store_id, "parts": [(one.number, one.etag) for one in parts]})

    def head(self, key: str) -> StoredObject | None:
        """The finished object, or None."""
        found = self._call("head", {"key": key})
        return StoredObject(*found) if found else None

    def abort(self, key: str, store_id: str) -> None:  # noqa: ARG002  # the id is enough here
        """Give an upload up."""
        self._call("abort", {"id": store_id})

    def unfinished(self, prefix: str, older_than_seconds: float) -> Iterator[Unfinished]:
        """Uploads that were begun longer ago than that."""
        for one in self._call("unfinished", {"prefix": prefix, "seconds": older_than_seconds}):
            yield Unfinished(*one)

    def close(self) -> None:
        """End the process."""
        while self._kept:
            self._kept.pop().close()
        self._process.close()

    def _call(self, name: str, asked: Mapping[str, Any]) -> Any:
        status, body = self._answer(f"/calls/{name}", json.dumps(asked))
        if status == 404:
            raise gone()
        if status == 400:
            raise PartsMissing("The storage does not hold all parts of the file.", "Send what is missing.")
        if status != 200:
            raise Unavailable("The storage folder is busy.", "Try again.")
        return json.loads(body)

    def _answer(self, path: str, body: str) -> tuple[int, bytes]:
        """One call, on a connection that is kept for the next one; one that was closed meanwhile is made anew."""
        from http.client import HTTPConnection, HTTPException  # late: the gateway's start does not wait for it

        port = self._process.port()
        headers = {"Authorization": f"Bearer {self._process.secret.hex()}"}
        while True:
            kept = self._take_kept(port)
            connection = kept or HTTPConnection(HOST, port, timeout=CALL_SECONDS)
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                found = answer.status, answer.read()
            except (OSError, HTTPException):
                connection.close()
                if kept is None:
                    raise Unavailable("The storage folder does not answer.", "Try again.") from None
            else:
                self._kept.append(connection)
                return found

    def _take_kept(self, port: int) -> HTTPConnection | None:
        with suppress(IndexError):
            while True:
                kept = self._kept.pop()
                if kept.port == port:
                    return kept
                kept.close()  # of a process that has ended
        return None
