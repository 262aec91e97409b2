"""The child process of one export: it reads from the gateway and writes the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vizdesk.domain.exports import export_request_from_wire
from vizdesk.domain.layout import Json
from vizdesk.net.child_job import do_job
from vizdesk.net.client import GatewayClient
from vizdesk.net.exporting import ExportTarget, export_to_file
from vizdesk.net.proxy import route_from_json
from vizdesk.tabular.writers import FileFormat


def main() -> None:
    """Do the task on standard input."""
    do_job(_export)


def _export(task: Json, is_stopped: Callable[[], bool], tell: Callable[[int, int], None]) -> Json:
    target = ExportTarget(Path(task["path"]), FileFormat(task["form"]), task["labels"], task["byteOrderMark"])
    with GatewayClient(task["url"], task["token"], route_from_json(task["route"])) as client:
        request = export_request_from_wire(task["request"])
        return export_to_file(client, request, target, tell, is_stopped)._asdict()
