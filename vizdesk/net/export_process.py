"""An export in a child process: neither its work nor its memory is the window's, which never waits for it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from contextlib import suppress

from vizdesk.domain.errors import StorageError, VizDeskError
from vizdesk.domain.exports import ExportRequest
from vizdesk.domain.layout import Json
from vizdesk.net.client import GatewayClient
from vizdesk.net.embedded import own_program
from vizdesk.net.errors import problem_error
from vizdesk.net.exporting import Exported, ExportTarget
from vizdesk.tabular.whole_file import part_of


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
        try:
            self._child = subprocess.Popen(
                [*own_program(), "export-job"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            raise StorageError("The export could not be started.", "Run “vizdesk doctor”.") from None
        self._path = target.path
        self._line = f"{json.dumps(task)}\n".encode()

    def stop(self) -> None:
        """Have the child end, and leave no file; it does so, too, when this process is gone."""
        if self._child.stdin is not None:
            with suppress(OSError):
                self._child.stdin.close()

    def follow(self, progress: Callable[[int, int], None]) -> Exported:
        """Wait for the end.

        Args:
            progress: told how many records are written, and how many there are.

        Raises:
            VizDeskError: as for `export_to_file`.
        """
        with self._child as child:
            assert child.stdin is not None  # noqa: S101  # both are pipes
            assert child.stdout is not None  # noqa: S101
            with suppress(OSError, ValueError):  # stopped meanwhile; then it tells nothing
                child.stdin.write(self._line)
                child.stdin.flush()
            for line in child.stdout:
                told: Json = json.loads(line)
                if "problem" in told:
                    raise problem_error(told["problem"], 500)
                if "done" in told:
                    return Exported(**told["done"])
                progress(told["rows"], told["total"])
        with suppress(OSError):  # the child was killed: it could not clear up
            part_of(self._path).unlink(missing_ok=True)
        raise VizDeskError("The export ended before it was done.", "Try again; no file was made.")
