"""`vizdesk layout diff` and `migrate`: what a new version changes, and what becomes of saved searches."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vizdesk.domain.errors import BadRequest, NotFound
from vizdesk.domain.layout import Json, Layout, decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.layout_diff import Consequence, compare, size_of
from vizdesk.domain.migrations import Fate, History, draft_history_of
from vizdesk.domain.saved_searches import migrate_search
from vizdesk.resources import layout_schema

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

_PUBLISHED = re.compile(r"([a-z][a-z0-9-]{0,62})@(\d{1,9})")

_HEADINGS = {
    Consequence.LOOKS: "Looks",
    Consequence.CHOICES: "Choices",
    Consequence.RESULTS: "Results: searches can find other records, or saved criteria are converted or parked",
}


def read_layout(name: str, client: Callable[[], GatewayClient]) -> Json:
    """The layout document in a file, or the published one that `agency@version` names.

    Args:
        name: a path, or a name such as `harbor@6`.
        client: connects to the gateway; asked only where there is no such file.

    Raises:
        NotFound: there is neither.
        LayoutRefused: the file has faults.
    """
    path = Path(name)
    if path.is_file():
        return check_layout(path.read_bytes(), layout_schema())
    published = _PUBLISHED.fullmatch(name)
    if published is None:
        raise NotFound(f"There is no file {name}.", "Name a file, or a version such as harbor@6.")
    return client().layout_version(published[1], int(published[2]))


def print_diff(before: Json, after: Json) -> None:
    """Tell what changes, by consequence, and how large the step is."""
    changes = compare(before, after)
    size = size_of(changes)
    if size is None:
        click.echo("Nothing changes.")
        return
    for consequence, heading in _HEADINGS.items():
        told = [one for one in changes if one.consequence is consequence]
        if told:
            click.echo(heading)
            for one in told:
                click.echo(f"  {one.sentence}")
    click.echo(f"This is a {size.name.lower()} step.")


def migrate_file(document: Json, saved: bytes, version: int | None) -> None:
    """Print saved searches as they are under a layout, one JSON object a line, and a summary on standard error.

    Args:
        document: the layout, checked; one that is not published yet counts as the version that publishing makes.
        saved: JSON Lines, or one JSON list.
        version: the version that searches were saved with which do not say it themselves.

    Raises:
        BadRequest: it is a list that cannot be read; lines are set aside one by one.
    """
    layout = decode_layout(document)
    history = draft_history_of(layout)
    fates: Counter[Fate] = Counter()
    searches, broader, newer, aside = 0, 0, 0, []
    for place, read in _entries(saved):
        try:
            done = migrate_search(_sound(read), layout, history, version)
        except BadRequest as error:
            aside.append(f"{place}: {error.sentence}")
            continue
        click.echo(json.dumps(done.wire, ensure_ascii=False))
        searches += 1
        newer += done.migrated.is_newer
        if not done.migrated.is_newer:
            broader += bool(done.migrated.parked)
            fates.update(one.fate for one in done.migrated.outcomes)
    _sum_up(layout, history, searches - newer, fates, broader)
    if newer:
        click.echo(f"{newer:,} saved with a newer version: left as they are, to be read only.", err=True)
    for one in aside:
        click.echo(f"Set aside, {one}", err=True)


def _sum_up(layout: Layout, history: History, searches: int, fates: Counter[Fate], broader: int) -> None:
    told = ", ".join(f"{fates[fate]:,} {fate}" for fate in Fate)
    click.echo(f"Searches under {layout.agency}@{history.version}: {searches:,}. Criteria: {told}.", err=True)
    if broader:
        are = "search is" if broader == 1 else "searches are"
        click.echo(f"{broader:,} {are} broader than meant, until somebody sets what is parked anew.", err=True)


def _entries(saved: bytes) -> Iterator[tuple[str, Any]]:
    """Where each entry stands, and its value, or the `BadRequest` that says why it has none."""
    if saved.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        for place, one in enumerate(_decoded(saved), start=1):
            yield f"entry {place}", one
        return
    for place, line in enumerate(saved.split(b"\n"), start=1):
        if line.strip():
            try:
                yield f"line {place}", _decoded(line)
            except BadRequest as error:
                yield f"line {place}", error


def _sound(entry: Any) -> Any:
    if isinstance(entry, BadRequest):
        raise entry
    return entry


def _decoded(text: bytes) -> Any:
    try:
        return json.loads(text.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadRequest("It is not JSON.", "Each line holds one object; or the file is one list.") from None


def _refuse(name: str) -> Any:
    raise ValueError(name)
