"""The commands about what agencies publish: `layout` and `list`."""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vizdesk.cli_options import (
    RefusingGroup,
    agency_option,
    connected,
    data_option,
    gateway_option,
    page_option,
)
from vizdesk.domain.errors import NotFound
from vizdesk.domain.text import counted

if TYPE_CHECKING:
    from vizdesk.domain.layout import Json
    from vizdesk.domain.publishing import Publishable


@click.group("layout", cls=RefusingGroup)
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
    click.echo(f"No fault: {counted(len(document['pages']), 'page')}, {counted(filters, 'filter')}.")
    for locale, missing in missing_texts(document).items():
        click.echo(f"{locale}: {counted(missing, 'missing text')}." if missing else f"{locale}: complete.")


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


@click.group("list", cls=RefusingGroup)
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
    options = counted(len(document["options"]), "option")
    click.echo(f"Published version {version} of the list {document['list']}: {options}.")


COMMANDS = (layout_group, list_group)
