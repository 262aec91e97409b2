"""From the gateway's stream into a file, by window and command line alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vizdesk.domain.errors import Cancelled
from vizdesk.domain.exports import ExportRequest
from vizdesk.tabular.whole_file import whole_file
from vizdesk.tabular.writers import FileColumn, FileFormat, check_count, record_writer

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient


class ExportTarget(NamedTuple):
    """The file that an export becomes.

    Args:
        path: where it will be.
        form: what it is.
        labels: what the agency calls the fields.
        byte_order_mark: of CSV, whether it begins with the mark by which Excel knows UTF-8.
    """

    path: Path
    form: FileFormat
    labels: Mapping[str, str]
    byte_order_mark: bool = False


class Exported(NamedTuple):
    """What came of an export: how many records, and how many texts were cut to fit into a workbook's cells."""

    rows: int
    cut_cells: int


def export_to_file(
    client: GatewayClient,
    request: ExportRequest,
    target: ExportTarget,
    progress: Callable[[int, int], None],
    is_stopped: Callable[[], bool],
) -> Exported:
    """Write an export into a file, which is there only once it is whole. Blocks.

    Args:
        client: asks the gateway.
        request: what to export.
        target: the file.
        progress: told how many records are written, and how many there are; some hundred times a second.
        is_stopped: asked as often; once it says yes, the export ends.

    Raises:
        BadRequest: so many records do not fit into one such file.
        Cancelled: it was stopped.
        StorageError: the file cannot be written.
        VizDeskError: the gateway refuses, or is lost.
    """
    with client.export(request) as stream:
        total = stream.head.total.value
        check_count(target.form, total)
        columns = [
            FileColumn(one.field, target.labels.get(one.field, one.field), one.kind, one.precision)
            for one in stream.head.columns
        ]
        written = 0
        with (
            whole_file(target.path) as file,
            record_writer(
                file, target.form, columns, target.path.parent, byte_order_mark=target.byte_order_mark
            ) as writer,
        ):
            progress(0, total)
            for rows in stream.rows():
                if is_stopped():
                    raise Cancelled("The export was stopped.", "No file was made.")
                writer.write(rows)
                written += len(rows)
                progress(written, total)
    return Exported(written, writer.cut_cells)


def file_name(page: str, day: str, form: FileFormat) -> str:
    """A file's name that tells the page and the day (ISO 8601), and never what was searched for."""
    return f"VizDesk {page} {day}.{form.value}"
