"""The command line: the window, the gateway, and the headless twins of what the window does.

Exit codes: 0 done, 1 refused with the reason on standard error, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from vizdesk import __version__
from vizdesk.domain.errors import NotFound, VizDeskError
from vizdesk.domain.naming import AGENCY_PATTERN, NAME_PATTERN
from vizdesk.home import data_folder, desktop_folder

if TYPE_CHECKING:
    from vizdesk.domain.layout import Json
    from vizdesk.domain.publishing import Publishable
    from vizdesk.net.client import GatewayClient

REFUSED = 1
STORAGE_VARIABLE = "VIZDESK_STORAGE"


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
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="File of the operator's switches.")
@click.option(
    "--storage",
    envvar=STORAGE_VARIABLE,
    default="folder",
    show_default=True,
    metavar="WHERE",
    help="Where transferred files go: folder, s3://BUCKET/PREFIX or azure://CONTAINER/PREFIX.",
)
@click.option("--embedded", is_flag=True, hidden=True, help="End when the last client is gone.")
@click.option("--demo", is_flag=True, hidden=True, help="Fill an empty folder with the demo agency.")
def gateway_command(
    data: Path | None,
    host: str,
    port: int,
    principals: Path | None,
    config: Path | None,
    storage: str,
    embedded: bool,
    demo: bool,
) -> None:
    """Run the gateway on a data folder until it is stopped."""
    from vizdesk.gateway.server import serve

    serve((data or data_folder()).absolute(), host, port, principals, config, storage, embedded=embedded, demo=demo)


@command_line.command("import-job", hidden=True)
def import_job_command() -> None:
    """The gateway's own child process for one import; reads its task from standard input."""
    from vizdesk.gateway.import_job import main

    main()


@command_line.command("storage-folder", hidden=True)
def storage_folder_command() -> None:
    """The gateway's own child process that serves the signed folder; reads its task from standard input."""
    from vizdesk.gateway.storage.folder_server import main

    main()


@command_line.command("export-job", hidden=True)
def export_job_command() -> None:
    """The window's own child process for one export; reads its task from standard input."""
    from vizdesk.net.export_job import main

    main()


@command_line.command("print-job", hidden=True)
def print_job_command() -> None:
    """The window's own child process for one print; reads its task from standard input."""
    from vizdesk.widgets.print_job import main

    main()


@command_line.command("transfer-job", hidden=True)
def transfer_job_command() -> None:
    """The window's own child process that sends its files; is asked through standard input."""
    from vizdesk.transfers.desk_job import main

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


@command_line.command("upload")
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


@command_line.command("sweep")
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


@command_line.command("export")
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


@command_line.group("layout", cls=RefusingGroup)
def layout_group() -> None:
    """Show, check, infer, compare and publish layout documents."""


@layout_group.command("show")
@agency_option
@data_option
@gateway_option
@click.option("--source", is_flag=True, help="As it was published: of a layout on a base, the overlay.")
def layout_show_command(agency: str, data: Path | None, gateway: str | None, source: bool) -> None:
    """Print the current layout document of an agency."""
    with connected(data, gateway) as client:
        document = client.layout_source(agency) if source else client.layout(agency).document
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


@layout_group.command("check")
@click.argument("file", type=click.File("rb"))
@click.option("--base", type=click.File("rb"), help="The layout that FILE, an overlay, stands on.")
def layout_check_command(file: Any, base: Any) -> None:
    """Check FILE and tell every fault with its place."""
    from vizdesk.domain.layout_texts import missing_texts

    document = _checked(file, base).whole
    filters = sum(len(page["filters"]) for page in document["pages"])
    click.echo(f"No fault: {len(document['pages']):,} pages, {filters:,} filters.")
    for locale, missing in missing_texts(document).items():
        click.echo(f"{locale}: {missing:,} texts are missing." if missing else f"{locale}: complete.")


def _checked(file: Any, base: Any = None) -> Publishable:
    """A checked layout document; the base of an overlay is a file, too."""
    from vizdesk.domain.layout_check import check_form
    from vizdesk.domain.publishing import check_publishable
    from vizdesk.resources import layout_schema

    schema = layout_schema()
    below = None if base is None else check_form(base.read(), schema, lambda _: ())

    def base_of(agency: str, version: int) -> Json:
        if below is None or (below["agency"], below["version"]) != (agency, version):
            raise NotFound("The base is not at hand.", "Name its document with --base.")
        return below

    return check_publishable(file.read(), schema, base_of)


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


@layout_group.command("diff")
@click.argument("before")
@click.argument("after")
@data_option
@gateway_option
def layout_diff_command(before: str, after: str, data: Path | None, gateway: str | None) -> None:
    """Tell what changes from BEFORE to AFTER, by what it means for those who search.

    Each is a file, or a published version such as harbor@6.
    """
    from vizdesk.cli_layout import print_diff, read_layout

    with ExitStack() as stack:
        client = cache(lambda: stack.enter_context(connected(data, gateway)))
        documents = [read_layout(name, client) for name in (before, after)]
    print_diff(*documents)


@layout_group.command("migrate")
@click.argument("layout", type=click.File("rb"))
@click.argument("saved", type=click.File("rb"))
@click.option("--from", "version", type=click.IntRange(min=1), help="The version of searches that do not name theirs.")
def layout_migrate_command(layout: Any, saved: Any, version: int | None) -> None:
    """Print what becomes of the searches in SAVED under LAYOUT, one JSON object a line.

    SAVED holds {"name", "type", "layout": "harbor@6", "query", "filters"} on each line, or one list of them.
    """
    from vizdesk.cli_layout import migrate_file
    from vizdesk.domain.layout_check import check_layout
    from vizdesk.resources import layout_schema

    migrate_file(check_layout(layout.read(), layout_schema()), saved.read(), version)


@layout_group.command("publish")
@click.argument("file", type=click.File("rb"))
@data_option
@gateway_option
def layout_publish_command(file: Any, data: Path | None, gateway: str | None) -> None:
    """Check FILE and publish it as the next version of its agency's layout; the gateway checks an overlay's base."""
    from vizdesk.domain.layout_check import check_form, layout_rules
    from vizdesk.domain.overlay import is_overlay
    from vizdesk.resources import layout_schema

    document = check_form(file.read(), layout_schema(), lambda one: () if is_overlay(one) else layout_rules(one))
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


@command_line.group("list", cls=RefusingGroup)
def list_group() -> None:
    """Show and publish the lists of options that layouts name."""


@list_group.command("show")
@click.argument("name")
@agency_option
@data_option
@gateway_option
def list_show_command(name: str, agency: str, data: Path | None, gateway: str | None) -> None:
    """Print the current version of the list NAME."""
    with connected(data, gateway) as client:
        document = client.option_list(agency, name)
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


@list_group.command("publish")
@click.argument("file", type=click.File("rb"))
@agency_option
@data_option
@gateway_option
def list_publish_command(file: Any, agency: str, data: Path | None, gateway: str | None) -> None:
    """Check FILE and publish it as the next version of a list of options.

    FILE is JSON: {"list": NAME, "options": [{"value": …, "text": {"en": …}}, …]}.
    """
    from vizdesk.domain.option_lists import check_option_list

    document = check_option_list(file.read())
    with connected(data, gateway, writes=gateway is None) as client:
        version = client.publish_list(agency, document)
    click.echo(f"Published version {version} of the list {document['list']}: {len(document['options']):,} options.")


@command_line.group("operations", cls=RefusingGroup)
def operations_group() -> None:
    """Show and change the switches of a gateway in trouble, while it runs."""


@operations_group.command("show")
@data_option
@gateway_option
def operations_show_command(data: Path | None, gateway: str | None) -> None:
    """Print the switches in force, and where each comes from."""
    from vizdesk.cli_operations import show

    with connected(data, gateway) as client:
        show(client.operations())


@operations_group.command("set")
@click.argument("switches", nargs=-1, required=True, metavar="KEY=VALUE...")
@data_option
@gateway_option
def operations_set_command(switches: tuple[str, ...], data: Path | None, gateway: str | None) -> None:
    """Change switches until they are cleared; KEY= clears one, so that the configuration file's is in force again."""
    from vizdesk.cli_operations import change, changes_of

    change(lambda: connected(data, gateway, writes=gateway is None), changes_of(switches))


@operations_group.command("notice")
@click.argument("text")
@data_option
@gateway_option
def operations_notice_command(text: str, data: Path | None, gateway: str | None) -> None:
    """Show TEXT in every desktop, within a minute."""
    from vizdesk.cli_operations import change

    change(lambda: connected(data, gateway, writes=gateway is None), {"notice": text})


@operations_group.command("clear-notice")
@data_option
@gateway_option
def operations_clear_notice_command(data: Path | None, gateway: str | None) -> None:
    """Take the notice back."""
    from vizdesk.cli_operations import change

    change(lambda: connected(data, gateway, writes=gateway is None), {"notice": None})


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
