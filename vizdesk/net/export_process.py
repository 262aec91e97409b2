"""An export in a child process: neither its work nor its memory is the window's, which never waits for it."""

from __future__ import annotations

from collections.abc import Callable

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.exports import ExportRequest
from vizdesk.net.child_job import ChildJob
from vizdesk.net.client import GatewayClient
from vizdesk.net.exporting import Exported, ExportTarget


class ExportProcess:
    """The child of one export; it starts at once.

    Args:
        client: whose gateway the child asks, with the same token, on the same way.
        request: what to export.
        target: the file.

    Raises:
        StorageError: the child cannot be started.
    """

    def __init__(self, client: GatewayClient, request: ExportRequest, target: ExportTarget) -> None:
        task = {
            "url": client.url,
            "token": client.token,
            "route": client.route.to_json(),
            "request": request.to_wire(),
            "path": str(target.path),
            "form": target.form.value,
            "labels": dict(target.labels),
            "byteOrderMark": target.byte_order_mark,
        }
        ended = VizDeskError("The export ended before it was done.", "Try again; no file was made.")
        self._job = ChildJob("export-job", task, target.path, ended)

    def stop(self) -> None:
        """Have the child end, and leave no file; it does so, too, when this process is gone."""
        self._job.stop()

    def follow(self, progress: Callable[[int, int], None]) -> Exported:
        """Wait for the end.

        Args:
            progress: told how many records are written, and how many there are.

        Raises:
            VizDeskError: as for `export_to_file`.
        """
        return Exported(**self._job.follow(progress))
