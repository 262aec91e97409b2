"""`vizdesk export`: all records of a search into a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vizdesk.cli_search import LOCALE, Words, search_of
from vizdesk.domain.errors import BadRequest, Cancelled
from vizdesk.domain.exports import ExportRequest
from vizdesk.domain.search import new_request_id
from vizdesk.domain.text import counted
from vizdesk.net.exporting import ExportTarget, export_to_file
from vizdesk.tabular.writers import FileFormat

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

SHOWN_SECONDS = 0.1


def run_export(
    client: GatewayClient,
    words: Words,
    *,
    columns: Sequence[str],
    form: str | None,
    output: Path,
    byte_order_mark: bool,
) -> None:
    """Export, and say how many records.

    Raises:
        VizDeskError: the gateway or the layout refuses, the file cannot be written, or Ctrl-C was pressed.
        click.UsageError: a filter is malformed.
    """
    search, shown = search_of(client, words)
    request = ExportRequest(search._replace(request_id=new_request_id()), tuple(columns))
    labels = {one.field: one.label(LOCALE) for one in shown.columns}
    target = ExportTarget(output.absolute(), _format_of(output, form), labels, byte_order_mark)
    told = _Progress()
    try:
        done = export_to_file(client, request, target, told.show, lambda: False)
    except KeyboardInterrupt:
        raise Cancelled("The export was stopped.", "No file was made.") from None
    finally:
        told.end()
    click.echo(f"Exported {counted(done.rows, 'record')} to {output}.")
    if done.cut_cells:
        click.echo(f"Cut, as a workbook’s cells hold no more: {counted(done.cut_cells, 'text')}.")


def _format_of(output: Path, form: str | None) -> FileFormat:
    try:
        return FileFormat(form or output.suffix.removeprefix(".").lower())
    except ValueError:
        raise BadRequest(
            "The file’s name does not tell its format.", f"Add --format with one of {', '.join(FileFormat)}."
        ) from None


class _Progress:
    """One line on a terminal, written anew now and then."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._next = 0.0

    def show(self, rows: int, total: int) -> None:
        now = time.monotonic()
        if self._live and now >= self._next:
            self._next = now + SHOWN_SECONDS
            click.echo(f"\rExporting: {rows:,} of {counted(total, 'record')}\033[K", err=True, nl=False)

    def end(self) -> None:
        if self._live:
            click.echo("\r\033[K", err=True, nl=False)
