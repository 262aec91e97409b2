"""`python -m vizdesk.gateway`: the gateway without the rest of the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vizdesk.domain.errors import VizDeskError
from vizdesk.gateway.server import serve
from vizdesk.gateway.storage.settings import STORAGE_VARIABLE


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), required=True, help="The data folder.")
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
    help="Where transferred files go: folder, or s3://BUCKET/PREFIX.",
)
@click.option("--embedded", is_flag=True, hidden=True, help="End when the last client is gone.")
@click.option("--demo", is_flag=True, hidden=True, help="Fill an empty folder with the demo agency.")
def main(
    data: Path,
    host: str,
    port: int,
    principals: Path | None,
    config: Path | None,
    storage: str,
    embedded: bool,
    demo: bool,
) -> None:
    """Run the gateway on a data folder until it is stopped."""
    try:
        serve(data.absolute(), host, port, principals, config, storage, embedded=embedded, demo=demo)
    except VizDeskError as refusal:
        click.echo(refusal.told(), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
