"""Uploads: the gateway begins, signs, checks and ends them; no byte of a file passes through it."""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import (
    BadRequest,
    Busy,
    PartsMissing,
    Unavailable,
    UnexpectedAnswer,
    UploadGone,
    UploadRefused,
    VizDeskError,
)
from vizdesk.domain.filled import Filled
from vizdesk.domain.parts import composite_etag, plan_parts
from vizdesk.domain.uploads import (
    ConfirmedPart,
    NewUpload,
    PartPage,
    PartSum,
    SignedBatch,
    StoredPart,
    Upload,
    UploadState,
)
from vizdesk.gateway.storage.opening import open_object_storage
from vizdesk.gateway.storage.protocol import ObjectStorage, StoredObject
from vizdesk.gateway.storage.settings import StorageSettings
from vizdesk.gateway.upload_records import TRANSFERS_NAME, UploadRecord, UploadRecords

_OWN_KEY = re.compile(r"[a-z][a-z0-9-]{0,62}/\d{4}/\d{2}/[0-9a-f]{32}")
"""A key of ours behind the prefix: a sweep touches nothing else in a bucket that others use, too."""

_EVER_SECONDS = -24 * 3600.0
"""Older than this is every upload, also where the storage's clock is ahead."""

log = logging.getLogger(__name__)


class Swept(NamedTuple):
    """What a sweep did: forgotten uploads, those that only the storage knew, and those that it could not end."""

    stale: int
    unknown: int
    failed: int


class Uploads:
    """All uploads of one gateway. Every method blocks, and may raise `Unavailable` for the storage.

    What begins or ends an upload at the storage is done by one at a time, whoever asks again meanwhile (a client whose
    patience ended, a second one, a sweep): it gets `Busy`. Storages differ in what two at once come to.

    Args:
        records: what is known of them.
        storage: where the files go.
        settings: of the storage.
    """

    def __init__(self, records: UploadRecords, storage: ObjectStorage, settings: StorageSettings) -> None:
        self.records = records
        self._storage = storage
        self._settings = settings
        self._lock = threading.Lock()
        self._taken: set[str] = set()

    def create(self, asked: NewUpload, user: str) -> tuple[Upload, SignedBatch | None]:
        """Begin an upload, or find the one that was begun with this token before.

        Returns:
            It, and its only part signed for, if it has but one whose MD5 is known.

        Raises:
            UploadRefused: the storage takes no file of that size.
            Conflict: the token was used for another file.
        """
        identifier = secrets.token_hex(16)
        plan = plan_parts(asked.size, self._storage.limits)
        month = datetime.now(UTC).strftime("%Y/%m")
        key = f"{self._settings.root}{asked.agency}/{month}/{identifier}"
        draft = Upload(identifier, asked.agency, key, UploadState.OPEN, asked.size, plan.part_size)
        with self._alone(identifier):
            record = self.records.add(asked, draft, user)
            if record.upload.id == identifier:
                record = replace(record, store_id=self._begin(draft))
        if record.upload.state is not UploadState.OPEN:
            return record.upload, None
        upload, store_id = self._open(record)
        if asked.md5 is None or upload.plan.count > 1:
            return upload, None
        return upload, self._storage.sign(upload.key, store_id, [PartSum(1, upload.size, asked.md5)])

    def get(self, identifier: str) -> Upload:
        """An upload.

        Raises:
            NotFound: there is none of this id.
        """
        return self.records.get(identifier).upload

    def sign(self, identifier: str, parts: Sequence[PartSum], confirmed: Sequence[ConfirmedPart]) -> SignedBatch:
        """Keep which parts were confirmed since the last call, and sign for the next ones.

        Raises:
            UploadGone: the upload is not open.
            BadRequest: a part is none of this upload.
        """
        upload, store_id = self._open(self.records.get(identifier))
        _check_extents(upload, [*parts, *confirmed])
        self.records.confirm(upload, confirmed)
        return self._storage.sign(upload.key, store_id, parts) if parts else SignedBatch((), 0)

    def list_parts(self, identifier: str, after: int) -> PartPage:
        """One page of the storage's own list.

        Raises:
            UploadGone: there is no such upload any more.
        """
        upload, store_id = self._open(self.records.get(identifier))
        return self._storage.list_parts(upload.key, store_id, after)

    def complete(self, identifier: str, confirmed: Sequence[ConfirmedPart]) -> Upload:
        """Make one object of the parts, once the storage's own list says what the client says.

        May be asked again and again: in doubt, what the storage has under the key decides, by size and ETag.

        Raises:
            PartsMissing: the storage does not hold what was reported.
            UploadGone: the upload was aborted.
            UploadRefused: the object is not what was sent.
        """
        with self._alone(identifier):
            record = self.records.get(identifier)
            if record.upload.state is UploadState.DONE:
                return record.upload
            upload, store_id = self._begun(record)
            _check_extents(upload, confirmed)
            self.records.confirm(upload, confirmed)
            try:
                parts = self._all_confirmed(upload)
                doubt = self._assemble(upload, store_id, parts)
            except PartsMissing:
                self.records.set_state(upload, UploadState.OPEN)
                raise
            done = self._finished(upload, parts)
            if done is None:
                raise doubt or UnexpectedAnswer("The storage does not show the finished file.", "Send the file again.")
            return done

    def abort(self, identifier: str) -> Upload:
        """Give an upload up; one that is done stays.

        Raises:
            UploadGone: it is done.
        """
        with self._alone(identifier):
            record = self.records.get(identifier)
            return record.upload if record.upload.state is UploadState.ABORTED else self._abort(record)

    def sweep(self, agency: str | None, older_than_seconds: float) -> Swept:
        """Abort what nothing was heard of for so long, and what only the storage knows of.

        Args:
            agency: whose uploads; None for all.
            older_than_seconds: how long.
        """
        stale = unknown = failed = 0
        for record in self.records.stale(older_than_seconds):
            upload = record.upload
            if agency in (None, upload.agency):
                try:
                    stale += self._abort_stale(upload.id, older_than_seconds)
                except (UploadGone, Busy):
                    continue  # it is finished, or is being finished
                except VizDeskError as error:
                    failed += 1
                    log.warning("A stale upload could not be aborted: %s", error.told())
        for key, store_id in self._unknown(agency, older_than_seconds):
            try:
                self._storage.abort(key, store_id)
                unknown += 1
            except VizDeskError as error:
                failed += 1
                log.warning("An upload that only the storage knew could not be aborted: %s", error.told())
        return Swept(stale, unknown, failed)

    def close(self) -> None:
        """Close the database and the storage."""
        self._storage.close()
        self.records.close()

    @contextmanager
    def _alone(self, identifier: str) -> Iterator[None]:
        """Nobody else begins or ends this upload meanwhile.

        Raises:
            Busy: somebody does.
        """
        with self._lock:
            if identifier in self._taken:
                raise Busy("The upload is being completed or given up already.", "Try again in a few seconds.")
            self._taken.add(identifier)
        try:
            yield
        finally:
            with self._lock:
                self._taken.remove(identifier)

    def _open(self, record: UploadRecord) -> tuple[Upload, str]:
        """An open upload, and its name at the storage.

        Raises:
            UploadGone: it is not open.
        """
        if record.store_id is None:
            with self._alone(record.upload.id):
                return self._begun(self.records.get(record.upload.id))
        return self._begun(record)

    def _begun(self, record: UploadRecord) -> tuple[Upload, str]:
        """As `_open`, for who is alone; one that is not noted as begun is begun, or found at the storage."""
        upload = record.upload
        if upload.state not in (UploadState.OPEN, UploadState.COMPLETING):
            raise UploadGone("The upload is not open any more.", "Send the file again.")
        return upload, record.store_id or self._begin(upload, next(self._unnoted(upload), None))

    def _begin(self, upload: Upload, found: str | None = None) -> str:
        store_id = found or self._storage.create(upload.key, upload.plan)
        self.records.begin(upload.id, store_id)
        return store_id

    def _unnoted(self, upload: Upload) -> Iterator[str]:
        """What the storage calls an upload that it began and that was never noted: the gateway was killed between."""
        return (one.store_id for one in self._storage.unfinished(upload.key, _EVER_SECONDS) if one.key == upload.key)

    def _all_confirmed(self, upload: Upload) -> list[ConfirmedPart]:
        parts = self.records.confirmed(upload.id)
        if len(parts) != upload.plan.count:
            raise PartsMissing("Not all parts of the file were reported.", "Send what is missing.")
        return parts

    def _assemble(self, upload: Upload, store_id: str, parts: Sequence[ConfirmedPart]) -> VizDeskError | None:
        """Ask the storage for the object; what leaves in doubt whether it did is given back."""
        try:
            self._check_list(upload, store_id, parts)
            self.records.set_state(upload, UploadState.COMPLETING)
            told = [StoredPart(one.number, one.size, one.etag) for one in parts]
            self._storage.complete(upload.key, store_id, told)
        except (UploadGone, Unavailable) as doubt:
            return doubt
        return None

    def _check_list(self, upload: Upload, store_id: str, parts: Sequence[ConfirmedPart]) -> None:
        held = set(self._listed(upload, store_id))
        wrong = [one.number for one in parts if (one.number, one.size, one.etag) not in held]
        if wrong:
            self.records.forget_parts(upload.id, wrong)
            raise PartsMissing("The storage does not hold all parts of the file.", "Send what is missing.")

    def _listed(self, upload: Upload, store_id: str) -> Iterator[StoredPart]:
        after: int | None = 0
        while after is not None:
            page = self._storage.list_parts(upload.key, store_id, after)
            yield from page.parts
            after = page.next

    def _finished(self, upload: Upload, parts: Sequence[ConfirmedPart]) -> Upload | None:
        """Note that an upload is done, if the storage has the object.

        Raises:
            UploadRefused: the object is not what was sent.
        """
        found = self._storage.head(upload.key)
        if found is None:
            return None
        _check_object(found, upload, parts)
        return self.records.set_state(upload, UploadState.DONE, found.etag)

    def _abort_stale(self, identifier: str, older_than_seconds: float) -> bool:
        """Abort an upload if still nothing was heard of it."""
        with self._alone(identifier):
            found = self.records.stale(older_than_seconds, identifier)
            if found:
                self._abort(found[0])
            return bool(found)

    def _abort(self, record: UploadRecord) -> Upload:
        upload = record.upload
        if upload.state is not UploadState.DONE:
            for one in [record.store_id] if record.store_id is not None else list(self._unnoted(upload)):
                self._storage.abort(upload.key, one)
        if upload.state is UploadState.COMPLETING:
            with suppress(UploadRefused):
                upload = self._finished(upload, self.records.confirmed(upload.id)) or upload
        if upload.state is UploadState.DONE:
            raise UploadGone("The upload is finished.", "It cannot be taken back here.")
        return self.records.set_state(upload, UploadState.ABORTED)

    def _unknown(self, agency: str | None, older_than_seconds: float) -> Iterator[tuple[str, str]]:
        root = self._settings.root
        prefix = f"{root}{agency}/" if agency else root
        for key, store_id in self._storage.unfinished(prefix, older_than_seconds):
            if _OWN_KEY.fullmatch(key.removeprefix(root)) and not self.records.is_live(key):
                yield key, store_id


def open_uploads(data: Path, key: DataKey | None, settings: StorageSettings) -> Uploads | None:
    """The uploads of a data folder; None where there is no key, and so nothing may be kept.

    Raises:
        StorageError: the database cannot be opened.
    """
    if key is None:
        return None
    return Uploads(UploadRecords(data / TRANSFERS_NAME, key), open_object_storage(settings, data), settings)


def _check_extents(upload: Upload, parts: Sequence[PartSum | ConfirmedPart]) -> None:
    plan = upload.plan
    for one in parts:
        if one.number > plan.count or plan.extent(one.number).size != one.size:
            raise BadRequest(Filled("Part {part} is none of this upload, or not of that size.", part=one.number))


def _check_object(found: StoredObject, upload: Upload, parts: Sequence[ConfirmedPart]) -> None:
    """By size and composite ETag; where a store's ETags are no MD5s (SSE-KMS), its checked list of parts has to do."""
    expected = composite_etag(one.md5 for one in parts)
    are_sums = all(one.etag == one.md5.hex() for one in parts)
    if found.size != upload.size or (are_sums and found.etag != expected):
        raise UploadRefused("The storage’s file is not the one that was sent.", "Tell the gateway’s operator.")
