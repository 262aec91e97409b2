"""The commands about records and files: `import`, `search`, `export`, `upload` and `sweep`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from vizdesk.cli_options import (
    REFUSED,
    agency_option,
    connected,
    data_option,
    gateway_option,
    page_option,
)
from vizdesk.home import data_folder

_SEARCH_OPTIONS = (
    agency_option,
    page_option,
    click.option("--query", default="", help="Words that a record must contain; word* finds beginnings."),
    click.option(
        "--filter",
        "filters",
        multiple=True,
        metavar="F",
        help="ID=VALUE (repeated: any of) or ID:OPERATOR=VALUE, as in name:contains=quim, dob:between=1980-01-01..,"
        " offense:below=Violence or place:near=47.6,-122.3/500m.",
    ),
    click.option(
        "--any",
        "groups",
        multiple=True,
        metavar="F;F",
        help="Filters as for --filter, with semicolons; repeated: the records meet all filters of at least one group.",
    ),
    click.option("--reason", metavar="CODE", help="Why you search, where the page asks for that."),
    click.option("--case", "case_number", metavar="NUMBER", help="The case that you search for."),
    click.option("--sort", "sort", multiple=True, metavar="FIELD|-FIELD", help="Sort by a field; -FIELD downwards."),
)


def search_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what is searched for; it gets them as `words`."""

    @wraps(command)
    def with_words(**options: Any) -> None:
        from vizdesk.cli_search import Words

        words = Words(**{name: options.pop(name) for name in Words._fields})
        command(words=words, **options)

    for option in reversed(_SEARCH_OPTIONS):
        with_words = option(with_words)
    return with_words


def _rate(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    from vizdesk.domain.errors import BadRequest
    from vizdesk.domain.sizes import parse_bytes

    if value is None:
        return None
    try:
        rate = parse_bytes(value)
    except BadRequest:
        rate = 0
    if rate <= 0:
        raise click.BadParameter("must be bytes a second, such as 500kB or 5MiB")
    return rate


def _read_object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise click.BadParameter("must be a file with a JSON object", param_hint="--answers")
    return found


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@agency_option
@page_option
@data_option
@click.option("--replace", "mode", flag_value="replace", help="Put these records in place of the page’s own.")
@click.option("--append", "mode", flag_value="append", help="Add these records to the page’s own.")
@click.option(
    "--update", "mode", flag_value="update", help="By key: put records in place of the page’s, and add new ones."
)
@click.option("--delete", "mode", flag_value="delete", help="By key: remove the records that the file lists.")
@click.option(
    "--key",
    multiple=True,
    metavar="FIELD",
    help="A field that tells one record from another; for the page’s first import, or with --replace.",
)
@click.option(
    "--date-order",
    type=click.Choice(["auto", "mdy", "dmy"]),
    default="auto",
    show_default=True,
    help="How to read dates such as 3/4/21 where the column itself does not tell.",
)
def import_command(
    file: Path, agency: str, page: str, data: Path | None, mode: str | None, key: tuple[str, ...], date_order: str
) -> None:
    """Import FILE (CSV, TSV or Parquet, gzip too) as a search page of an agency."""
    from vizdesk.cli_import import run_import

    with connected(data, None, writes=True) as client:
        run_import(client, file.absolute(), agency, page, mode or "create", date_order, key)


@click.command("search")
@search_options
@data_option
@gateway_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="How many records.")
@click.option("--after", metavar="CURSOR", help="Go on behind the “next” of an earlier answer.")
@click.option(
    "--count",
    "counts",
    multiple=True,
    metavar="ID",
    help="Tell how often each value of ID stands in the records, instead of these.",
)
@click.option("--request", "request_file", type=click.File("rb"), help="A whole request body as JSON; - reads stdin.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="Output.",
)
def search_command(**options: Any) -> None:
    """Search a page of an agency's records."""
    from vizdesk.cli_search import run_search

    with connected(options.pop("data"), options.pop("gateway")) as client:
        run_search(client, **options)


@click.command("upload")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@agency_option
@data_option
@gateway_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line for each file that has arrived.")
@click.option("--limit", metavar="RATE", callback=_rate, help="Bytes a second for all files together, such as 5MB.")
@click.option("--again", is_flag=True, help="Send also what has arrived before and has not changed since.")
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON file of what the agency asks about the files, by question.",
)
def upload_command(
    paths: tuple[Path, ...],
    agency: str,
    data: Path | None,
    gateway: str | None,
    as_json: bool,
    limit: int | None,
    again: bool,
    answers: Path | None,
) -> None:
    """Send files and folders to the agency's storage; run again after a crash, it goes on where it was."""
    from vizdesk.cli_upload import run_upload

    told = _read_object(answers) if answers is not None else {}
    where = gateway or str((data or data_folder()).absolute())
    with connected(data, gateway, writes=True) as client:
        arrived = run_upload(client, where, paths, agency, as_json=as_json, rate=limit, again=again, answers=told)
    if not arrived:
        sys.exit(REFUSED)


@click.command("sweep")
@data_option
@gateway_option
@click.option("--older-than", "hours", default=168.0, show_default=True, type=click.FloatRange(min=0), help="Hours.")
def sweep_command(data: Path | None, gateway: str | None, hours: float) -> None:
    """Abort uploads that nothing was heard of for long, and tell how many; made to be run by cron."""
    from vizdesk.cli_upload import run_sweep

    with connected(data, gateway, writes=True) as client:
        swept_all = run_sweep(client, hours)
    if not swept_all:
        sys.exit(REFUSED)


@click.command("export")
@search_options
@data_option
@gateway_option
@click.option("--column", "columns", multiple=True, metavar="FIELD", help="Only these columns, in this order.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "jsonl"]),
    help="What the file is; as its name ends, unless named.",
)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option("--bom", "byte_order_mark", is_flag=True, help="Begin CSV with the mark by which Excel knows UTF-8.")
def export_command(**options: Any) -> None:
    """Export all records of a search to a file: CSV, XLSX or JSON Lines."""
    from vizdesk.cli_export import run_export

    with connected(options.pop("data"), options.pop("gateway")) as client:
        run_export(client, **options)


COMMANDS = (import_command, search_command, export_command, upload_command, sweep_command)
