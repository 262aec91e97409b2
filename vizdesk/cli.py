"""The command line: the window, the gateway, and the headless twins of what the window does.

Exit codes: 0 done, 1 refused with the reason on standard error, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from vizdesk import __version__
from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.naming import AGENCY_PATTERN, NAME_PATTERN
from vizdesk.home import data_folder, desktop_folder

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

REFUSED = 1


class RefusingGroup(click.Group):
    """A group whose commands end with exit code 1 and one sentence when VizDesk refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a `VizDeskError` becomes its sentence on standard error."""
        try:
            return super().invoke(ctx)
        except VizDeskError as error:
            refuse(error)


def refuse(error: VizDeskError) -> NoReturn:
    """End with the error's sentence, its faults if it has any, and exit code 1."""
    click.echo(f"vizdesk: {error.told()}", err=True)
    for fault in getattr(error, "faults", ()):
        place = f"line {fault.line}, column {fault.column}, " if fault.line else ""
        click.echo(f"  {place}{fault.pointer or '/'}: {fault.sentence} {fault.hint}".rstrip(), err=True)
    sys.exit(REFUSED)


def _named(pattern: Any, example: str) -> Any:
    def check(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        if value is not None and not pattern.fullmatch(value):
            raise click.BadParameter(f"must be a short lower-case name such as {example}")
        return value

    return check


agency_option = click.option(
    "--agency", required=True, callback=_named(AGENCY_PATTERN, "harbor-city"), help="Short name of the agency."
)
page_option = click.option(
    "--page", required=True, callback=_named(NAME_PATTERN, "people"), help="Short name of the search page."
)
data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder; yours unless named."
)
gateway_option = click.option(
    "--gateway", metavar="URL", help="A gateway that runs already; its token in VIZDESK_TOKEN."
)


@click.group(cls=RefusingGroup, invoke_without_command=True)
@click.version_option(__version__, message="vizdesk %(version)s")
@data_option
@gateway_option
@click.pass_context
def command_line(context: click.Context, data: Path | None, gateway: str | None) -> None:
    """VizDesk: search records as your agency calls them. Without a command, the window opens."""
    if context.invoked_subcommand is None:
        from vizdesk.app import run

        sys.exit(run(data=data, gateway=gateway))


@contextmanager
def connected(data: Path | None, gateway: str | None, *, writes: bool = False) -> Iterator[GatewayClient]:
    """A client of the named gateway, or of the one that runs, or is started, on the data folder.

    Raises:
        NoKey: the command would write and nothing could be kept.
    """
    from vizdesk.net.client import GatewayClient
    from vizdesk.net.embedded import attach

    _stop_on_terminate()
    if gateway is not None:
        with GatewayClient(gateway, os.environ.get("VIZDESK_TOKEN", "")) as client:
            yield client
        return
    folder = (data or data_folder()).absolute()
    if writes:
        from vizdesk.db.keys import load_key

        load_key(folder)
    with attach(folder) as attached, GatewayClient(attached.url, attached.token) as client:
        yield client


def _stop_on_terminate() -> None:
    """Let SIGTERM end a command as Ctrl-C does, so that what it started is stopped in order."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@command_line.command("gateway")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=0, help="Port to listen on; a free one unless named.")
@click.option("--principals", type=click.Path(dir_okay=False, path_type=Path), help="File of token hashes.")
@click.option("--embedded", is_flag=True, hidden=True, help="End when the last client is gone.")
@click.option("--demo", is_flag=True, hidden=True, help="Fill an empty folder with the demo agency.")
def gateway_command(
    data: Path | None, host: str, port: int, principals: Path | None, embedded: bool, demo: bool
) -> None:
    """Run the gateway on a data folder until it is stopped."""
    from vizdesk.gateway.server import serve

    serve((data or data_folder()).absolute(), host, port, principals, embedded=embedded, demo=demo)


@command_line.command("import-job", hidden=True)
def import_job_command() -> None:
    """The gateway's own child process for one import; reads its task from standard input."""
    from vizdesk.gateway.import_job import main

    main()


@command_line.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@agency_option
@page_option
@data_option
@click.option("--replace", "mode", flag_value="replace", help="Put these records in place of the page's own.")
@click.option("--append", "mode", flag_value="append", help="Add these records to the page's own.")
@click.option(
    "--update", "mode", flag_value="update", help="By key: put records in place of the page's, and add new ones."
)
@click.option("--delete", "mode", flag_value="delete", help="By key: remove the records that the file lists.")
@click.option(
    "--key",
    multiple=True,
    metavar="FIELD",
    help="A field that tells one record from another; for the page's first import, or with --replace.",
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


@command_line.command("search")
@agency_option
@page_option
@data_option
@gateway_option
@click.option("--query", default="", help="Words that a record must contain; word* finds beginnings.")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="F",
    help="ID=VALUE (repeated: any of) or ID:OPERATOR=VALUE, as in name:contains=quim, dob:between=1980-01-01..",
)
@click.option("--sort", "sort", multiple=True, metavar="FIELD|-FIELD", help="Sort by a field; -FIELD downwards.")
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


@command_line.group("layout", cls=RefusingGroup)
def layout_group() -> None:
    """Show, check, infer, compare and publish layout documents."""


@layout_group.command("show")
@agency_option
@data_option
@gateway_option
def layout_show_command(agency: str, data: Path | None, gateway: str | None) -> None:
    """Print the current layout document of an agency."""
    with connected(data, gateway) as client:
        fetched = client.layout(agency)
    click.echo(json.dumps(fetched.document, ensure_ascii=False, indent=2))


@layout_group.command("check")
@click.argument("file", type=click.File("rb"))
def layout_check_command(file: Any) -> None:
    """Check FILE and tell every fault with its place."""
    from vizdesk.domain.layout_check import check_layout
    from vizdesk.resources import layout_schema

    document = check_layout(file.read(), layout_schema())
    filters = sum(len(page["filters"]) for page in document["pages"])
    click.echo(f"No fault: {len(document['pages']):,} pages, {filters:,} filters.")


@layout_group.command("infer")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@agency_option
@page_option
def layout_infer_command(file: Path, agency: str, page: str) -> None:
    """Print the layout that a data file would get, without importing it."""
    from vizdesk.tabular.dates import this_year
    from vizdesk.tabular.infer import infer_page, new_layout
    from vizdesk.tabular.profile import profile
    from vizdesk.tabular.source import open_source

    columns = profile(open_source(file), this_year()).columns
    click.echo(json.dumps(new_layout(agency, infer_page(agency, page, columns)), ensure_ascii=False, indent=2))


@layout_group.command("publish")
@click.argument("file", type=click.File("rb"))
@data_option
@gateway_option
def layout_publish_command(file: Any, data: Path | None, gateway: str | None) -> None:
    """Check FILE and publish it as the next version of its agency's layout."""
    from vizdesk.domain.layout_check import check_layout
    from vizdesk.resources import layout_schema

    document = check_layout(file.read(), layout_schema())
    with connected(data, gateway, writes=gateway is None) as client:
        version = client.publish_layout(document)
    click.echo(f"Published {document['agency']}@{version}.")


@command_line.command("backup")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@data_option
def backup_command(target: Path, data: Path | None) -> None:
    """Copy the data folder to DIR, which must not exist; the gateway may run. The key is not copied."""
    from vizdesk.cli_backup import run_backup

    run_backup((data or data_folder()).absolute(), target.absolute())


@command_line.command("restore")
@click.argument("source", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@data_option
@click.option("--replace", is_flag=True, help="Move a data folder that is there aside.")
def restore_command(source: Path, data: Path | None, *, replace: bool) -> None:
    """Put the backup in DIR back, with the key that it was made with; no gateway may run."""
    from vizdesk.cli_backup import run_restore

    run_restore(source.absolute(), (data or data_folder()).absolute(), replace=replace)


@command_line.command("doctor")
@data_option
def doctor_command(data: Path | None) -> None:
    """Tell what works on this machine and what does not, in plain words."""
    from vizdesk.doctor import examine

    sound = True
    for finding in examine(desktop_folder(), (data or data_folder()).absolute()):
        sound = sound and finding.works
        click.echo(f"{'works' if finding.works else 'FAILS':6} {finding.sentence}")
    if not sound:
        sys.exit(REFUSED)
