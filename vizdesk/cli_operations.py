"""`vizdesk operations`: the operator's switches of a running gateway."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import click

from vizdesk.domain.layout import Json

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

_KEY_WIDTH, _VALUE_WIDTH = 20, 12


def changes_of(words: Iterable[str]) -> Json:
    """The changes of `KEY=VALUE` words; an empty value clears.

    Raises:
        click.UsageError: a word is not of that form, or names a switch again.
    """
    changes: Json = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise click.UsageError("A switch is written KEY=VALUE, such as facets=off.")
        if key in changes:
            raise click.UsageError(f"The switch {key} was given twice.")
        changes[key] = (int(value) if value.isascii() and value.isdigit() else value) if value else None
    return changes


def change(connect: Callable[[], AbstractContextManager[GatewayClient]], changes: Json) -> None:
    """Make changes and print the switches as they are then.

    Raises:
        VizDeskError: the gateway refuses.
    """
    with connect() as client:
        show(client.change_operations(changes))


def show(operations: Json) -> None:
    """Print the switches in force, and where each comes from."""
    changed: Json = operations["changed"]
    for key, value in operations["inForce"].items():
        if key in changed:
            source = f"changed by {changed[key]['by']} at {changed[key]['at']}"
        else:
            source = "from the configuration file" if key in operations["configured"] else "as delivered"
        click.echo(f"{key:{_KEY_WIDTH}}{_shown(key, value):{_VALUE_WIDTH}}  {source}")


def _shown(key: str, value: Any) -> str:
    if value == "":
        return "none"
    return "no limit" if value == 0 and key != "facets" else str(value)
