"""What commands of the command line share: their options, the way to a gateway, and how they are refused."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.naming import AGENCY_PATTERN, NAME_PATTERN
from vizdesk.home import data_folder

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

REFUSED = 1
"""The exit code of what VizDesk refuses."""


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
