"""The commands of those who keep a gateway running: `backup`, `restore`, `operations` and `doctor`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vizdesk.cli_options import REFUSED, RefusingGroup, connected, data_option, gateway_option
from vizdesk.home import data_folder, desktop_folder


@click.command("backup")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@data_option
def backup_command(target: Path, data: Path | None) -> None:
    """Copy the data folder to DIR, which must not exist; the gateway may run. The key is not copied."""
    from vizdesk.cli_backup import run_backup

    run_backup((data or data_folder()).absolute(), target.absolute())


@click.command("restore")
@click.argument("source", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@data_option
@click.option("--replace", is_flag=True, help="Move a data folder that is there aside.")
def restore_command(source: Path, data: Path | None, *, replace: bool) -> None:
    """Put the backup in DIR back, with the key that it was made with; no gateway may run."""
    from vizdesk.cli_backup import run_restore

    run_restore(source.absolute(), (data or data_folder()).absolute(), replace=replace)


@click.group("operations", cls=RefusingGroup)
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


@click.command("doctor")
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


COMMANDS = (backup_command, restore_command, operations_group, doctor_command)
