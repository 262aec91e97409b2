"""`vizdesk import`: starts an import at the gateway, shows its progress, takes it back on Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vizdesk.domain.errors import Cancelled, error_for
from vizdesk.domain.text import counted

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

POLL_SECONDS = 0.1
LINES_SHOWN = 10
_PHASES = {"reading": "Reading", "writing": "Writing", "indexing": "Indexing"}


def run_import(
    client: GatewayClient, file: Path, agency: str, page: str, mode: str, date_order: str, key: Sequence[str] = ()
) -> None:
    """Import a file and wait for the end.

    Raises:
        VizDeskError: refused, failed or taken back; what was there before is untouched.
    """
    identifier = client.start_import(file, agency, page, mode, date_order, key)
    try:
        state = _follow(client, identifier)
    except KeyboardInterrupt:
        client.cancel_import(identifier)
        raise Cancelled("The import was stopped.", "What was there before is untouched.") from None
    _end_line()
    if state["state"] == "done":
        click.echo(_report(state))
        return
    problem = state.get("problem") or {}
    code = str(problem.get("type", "")).rpartition(":")[2]
    raise error_for(code, problem.get("title", "The import did not finish."), problem.get("detail", ""))


def _follow(client: GatewayClient, identifier: str) -> dict[str, Any]:
    while True:
        state = client.import_state(identifier)
        if state["state"] != "running":
            return state
        if sys.stderr.isatty():
            click.echo(f"\r{progress_line(state)}\033[K", err=True, nl=False)
        time.sleep(POLL_SECONDS)


def _end_line() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def progress_line(state: dict[str, Any]) -> str:
    """One line: what is being done, how far, how fast, how long still."""
    share = f" {100 * state['bytes'] // state['totalBytes']}%" if state["totalBytes"] else ""
    left = f", {state['secondsLeft']} s left" if state["secondsLeft"] is not None else ""
    phase = _PHASES.get(state["phase"], "Working")
    return f"{phase}{share}: {counted(state['rows'], 'row')}, {state['ratePerSecond']:,} a second{left}"


def _report(state: dict[str, Any]) -> str:
    outcomes = {name: state.get(name, 0) for name in ("added", "changed", "unchanged", "deleted")}
    told = ", ".join(f"{count:,} {name}" for name, count in outcomes.items() if count) or "nothing new"
    lines = [f"Imported {counted(state['imported'], 'row')} as {state['agency']}/{state['page']}: {told}."]
    if state["setAside"]:
        lines.append(f"Set aside {counted(state['setAside'], 'row')} that could not be read:")
        lines += [f"  line {one['line']}: {one['reason']}" for one in state["setAsideLines"][:LINES_SHOWN]]
        if state["setAside"] > LINES_SHOWN:
            lines.append(f"  and {state['setAside'] - LINES_SHOWN:,} more")
    return "\n".join([*lines, *state["notes"]])
