"""Imports: each is a child process of the gateway; what it made is published in one transaction, or not at all."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO

from vizdesk.db.keys import DataKey
from vizdesk.domain.errors import (
    BadRequest,
    Cancelled,
    Conflict,
    ImportRefused,
    NoKey,
    NotFound,
    VizDeskError,
)
from vizdesk.domain.filled import Filled, all_filled_again
from vizdesk.domain.layout import Json, Layout
from vizdesk.domain.overlay import is_overlay
from vizdesk.domain.problems import error_of
from vizdesk.gateway.identities import generation_of
from vizdesk.gateway.import_job import JobSpec
from vizdesk.gateway.import_layout import current_layout, layout_with
from vizdesk.gateway.import_modes import Mode
from vizdesk.gateway.import_overlay import overlay_with
from vizdesk.gateway.import_reader import own_command
from vizdesk.gateway.import_state import ImportRequest, Job
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.record_files import RecordFiles

KEPT = 100
"""Finished imports whose outcome can still be asked for."""

STOP_SECONDS = 10.0

PUBLISH_TRIES = 5

_BROKEN = ImportRefused("The import stopped unexpectedly.", "Try again; what was there before is untouched.")
_TOKEN_VARIABLE = "VIZDESK_TOKEN"  # noqa: S105  # the name of a variable, not a secret


class ImportJobs:
    """The imports of one gateway.

    Args:
        metadata: where finished imports are published.
        files: names and deletes records files.
        key: the folder's key, None where everything is in memory only.
        no_key: why there is no key, or None.
        on_ended: is told how each import ended: “done”, “failed” or “cancelled”.
    """

    def __init__(
        self,
        metadata: Metadata,
        files: RecordFiles,
        key: DataKey | None,
        no_key: NoKey | None,
        on_ended: Callable[[str], None],
    ) -> None:
        self._on_ended = on_ended
        self._metadata = metadata
        self._files = files
        self._key = key
        self._no_key = no_key
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._closed = False

    @property
    def is_busy(self) -> bool:
        """Whether an import runs; an embedded gateway lives on for it."""
        with self._lock:
            return any(job.state == "running" for job in self._jobs.values())

    def start(self, request: ImportRequest) -> str:
        """Begin an import.

        Returns:
            Its id.

        Raises:
            NoKey: nothing can be kept on disk.
            BadRequest: a key is given that the mode cannot set.
            Conflict: the page exists already (`create`), has no key, or is being imported right now.
            NotFound: there are no records to change.
            ImportRefused: the file cannot be read.
        """
        if self._key is None:
            raise self._no_key or NoKey("VizDesk keeps nothing on this computer, so it cannot import.")
        before, key = self._check(request)
        try:
            size = request.path.stat().st_size
        except OSError:
            raise ImportRefused("The file does not exist or may not be read.", "Check its path and rights.") from None
        file, generation = self._files.new_name(request.agency, request.page)
        job = Job(secrets.token_hex(16), request, file, generation, before, key, size)
        with self._lock:
            if self._closed:
                raise Conflict("The gateway is stopping.", "Start it again, then import.")
            if any(one.state == "running" and one.request.is_on_page_of(request) for one in self._jobs.values()):
                raise Conflict("This page is being imported right now.", "Wait until that is done.")
            self._forget_oldest()
            self._jobs[job.id] = job
            job.thread = threading.Thread(target=self._run, args=(job,), name="import", daemon=True)
            job.thread.start()
        return job.id

    def request(self, identifier: str) -> ImportRequest:
        """What an import was asked to do.

        Raises:
            NotFound: there is no such import.
        """
        with self._lock:
            return self._job(identifier).request

    def state(self, identifier: str) -> Json:
        """How far an import is, in the contract's form.

        Raises:
            NotFound: there is no such import.
        """
        with self._lock:
            return self._job(identifier).told()

    def cancel(self, identifier: str) -> None:
        """Stop an import; what was there before stays. One that has ended stays as it ended.

        Raises:
            NotFound: there is no such import.
        """
        with self._lock:
            job = self._job(identifier)
            job.cancelled = True
            if job.process is not None:
                job.process.kill()

    def close(self) -> None:
        """Stop all imports and wait for their threads."""
        with self._lock:
            self._closed = True
            jobs = list(self._jobs.values())
        for job in jobs:
            self.cancel(job.id)
        for job in jobs:
            if job.thread is not None:
                job.thread.join(STOP_SECONDS)

    def _job(self, identifier: str) -> Job:
        job = self._jobs.get(identifier)
        if job is None:
            raise NotFound("There is no such import.", "It may have been too long ago.")
        return job

    def _forget_oldest(self) -> None:
        ended = [one.id for one in self._jobs.values() if one.state != "running"]
        for identifier in ended[: max(0, len(self._jobs) - KEPT + 1)]:
            del self._jobs[identifier]

    def _check(self, request: ImportRequest) -> tuple[str | None, tuple[str, ...]]:
        """Whether the mode fits what there is: the records file that the page serves, and the key of its records."""
        records = self._metadata.record_set(request.agency, request.page)
        layout = current_layout(self._metadata, request.agency)
        page, mode = layout.page(request.page) if layout else None, request.mode
        if mode is Mode.CREATE and (records is not None or page is not None):
            raise Conflict(
                Filled("The page {page} exists already.", page=request.page),
                "Import with --replace, --append or --update, or name another page.",
            )
        if mode.keeps_others and records is None:
            raise NotFound(
                Filled("The page {page} has no records to {mode}.", page=request.page, mode=mode),
                Filled("Import without --{mode}.", mode=mode),
            )
        if mode.keeps_others and request.key:
            raise BadRequest(
                "The key of a page’s records is set when they are all imported.",
                "Leave --key away, or import with --replace.",
            )
        key = request.key or (page.key_fields if page else ())
        if mode.needs_key and not key:
            raise Conflict(
                Filled("The page {page} has no key to tell its records apart by.", page=request.page),
                "Name one in its layout, as “record”: {“key”: …}, or import with --replace and --key.",
            )
        return records.file if records else None, key

    def _run(self, job: Job) -> None:
        """The life of an import; runs on its own thread."""
        problem: VizDeskError | None = None
        try:
            done = self._follow(job)
            version, notes = self._publish(job, done)
            with self._lock:
                job.outcome, job.layout_version = done, version
                job.notes = all_filled_again(done["notes"], done["filled"]["notes"]) + notes
                job.state = "done"
        except VizDeskError as error:
            problem = error
        except Exception:  # noqa: BLE001  # the edge of the thread: whatever it was, the client must be told an end
            problem = _BROKEN
        if problem is not None:
            self._files.delete(job.file)
            with self._lock:
                if job.cancelled:
                    job.state = "cancelled"
                else:
                    job.fail(problem)
        self._on_ended(job.state)

    def _follow(self, job: Job) -> Json:
        """What the child came to.

        Raises:
            VizDeskError: it refused, was stopped, or ended without a word.
        """
        with self._child(job) as output:
            for line in output:
                event = json.loads(line)
                if event["event"] == "progress":
                    with self._lock:
                        job.advance(event)
                elif event["event"] == "refused":
                    raise error_of(event["problem"])
                else:
                    done: Json = event
                    return done
        raise _BROKEN

    @contextmanager
    def _child(self, job: Job) -> Iterator[IO[str]]:
        environment = {name: value for name, value in os.environ.items() if name != _TOKEN_VARIABLE}
        with self._lock:
            if job.cancelled:
                raise Cancelled("The import was stopped.")
            process = subprocess.Popen(
                own_command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a traceback could repeat what the file holds
                text=True,
                encoding="utf-8",
                env=environment,
                start_new_session=True,  # Ctrl-C in a terminal is the gateway's to handle
            )
            job.process = process
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  # both are pipes
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(self._spec(job).to_line())
                process.stdin.flush()
            yield process.stdout
        finally:
            process.kill()
            process.wait()
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.stdout.close()

    def _spec(self, job: Job) -> JobSpec:
        request, key = job.request, self._key
        target, before = self._files.path(job.file), self._files.path(job.before) if job.before else None
        if key is None or target is None:
            raise _BROKEN
        return JobSpec(
            path=str(request.path),
            agency=request.agency,
            page=request.page,
            date_order=request.date_order,
            mode=request.mode,
            record_key=list(job.key),
            target=str(target),
            before=str(before) if before else None,
            key=key.secret.hex(),
        )

    def _publish(self, job: Job, done: Json) -> tuple[int, list[str]]:
        """Serve what the child made; the layout is merged with what it is now, not what it was at the start."""
        request = job.request
        if request.mode.keeps_others and not any(done[name] for name in ("added", "changed", "deleted")):
            self._files.delete(job.file)
            return self._metadata.agencies()[request.agency], [Filled("The records were like that already.")]
        for _ in range(PUBLISH_TRIES):
            layout = current_layout(self._metadata, request.agency)
            document, notes = self._layout_with(layout, request.agency, done["page"])
            try:
                version = self._metadata.publish_import(
                    request.agency,
                    request.page,
                    job.file,
                    generation_of(done["revision"], job.generation),
                    done["rows"],
                    None if document is None else self._checked(document),
                    request.by,
                    base=layout.version if layout else None,
                )
            except Conflict:
                continue
            return version, notes
        raise Conflict("The layout was changed again and again while the import ended.", "Import once more.")

    def _layout_with(self, layout: Layout | None, agency: str, page: Json | None) -> tuple[Json | None, list[str]]:
        """What an agency's layout becomes; None where it stays."""
        if page is None:
            return None, []
        source = None if layout is None else self._metadata.source(agency, layout.version)
        if layout is not None and source is not None and is_overlay(source):
            return overlay_with(layout, source, page)
        document, notes = layout_with(layout, agency, page)
        return (None if layout is not None and document == layout.document else document), notes

    def _checked(self, document: Json) -> Json:
        from vizdesk.domain.publishing import check_publishable  # late: the gateway's start does not wait for it
        from vizdesk.resources import layout_schema

        return check_publishable(document, layout_schema(), self._metadata.source).source
