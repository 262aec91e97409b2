"""The command line: the window, the gateway, and the headless twins of what the window does.

Exit codes: 0 done, 1 refused with the reason on standard error, 2 wrong usage.

The window, the gateway and their children stand here; other commands are brought in when one of them is asked for, so
that the program's own processes start without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from vizdesk import __version__
from vizdesk.cli_options import RefusingGroup, data_option, gateway_option
from vizdesk.home import data_folder

STORAGE_VARIABLE = "VIZDESK_STORAGE"

Commands = Sequence[click.Command]


def _records() -> Commands:
    from vizdesk.cli_records import COMMANDS

    return COMMANDS


def _documents() -> Commands:
    from vizdesk.cli_documents import COMMANDS

    return COMMANDS


def _upkeep() -> Commands:
    from vizdesk.cli_upkeep import COMMANDS

    return COMMANDS


_LATE: Mapping[str, Callable[[], Commands]] = {
    **dict.fromkeys(("import", "search", "export", "upload", "sweep"), _records),
    **dict.fromkeys(("layout", "list"), _documents),
    **dict.fromkeys(("backup", "restore", "operations", "doctor"), _upkeep),
}


class CommandLine(RefusingGroup):
    """All commands, of which some are made when they are first asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Their names."""
        return sorted({*self.commands, *_LATE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, None where there is none of this name."""
        if cmd_name not in self.commands:
            # of a name that there is none of, all of them: the nearest one is suggested
            wanted = [_LATE[cmd_name]] if cmd_name in _LATE else dict.fromkeys(_LATE.values())
            for one in (one for commands in wanted for one in commands()):
                self.add_command(one)
        return super().get_command(ctx, cmd_name)


@click.group(cls=CommandLine, invoke_without_command=True)
@click.version_option(__version__, message="vizdesk %(version)s")
@data_option
@gateway_option
@click.pass_context
def command_line(context: click.Context, data: Path | None, gateway: str | None) -> None:
    """VizDesk: search records as your agency calls them. Without a command, the window opens."""
    if context.invoked_subcommand is None:
        from vizdesk.app import run

        sys.exit(run(data=data, gateway=gateway))


@command_line.command("gateway")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=0, help="Port to listen on; a free one unless named.")
@click.option("--principals", type=click.Path(dir_okay=False, path_type=Path), help="File of token hashes.")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="File of the operator’s switches.")
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
