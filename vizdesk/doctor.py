"""`vizdesk doctor`: what works on this machine and what does not, in plain words."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vizdesk import __version__
from vizdesk.db.connection import open_db
from vizdesk.db.keys import KEY_FILE_VARIABLE, load_key
from vizdesk.domain.errors import VizDeskError
from vizdesk.gateway.storage.settings import STORAGE_VARIABLE, parse_storage

LEAST_FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    works: bool
    sentence: str


def examine(desktop: Path, data: Path) -> Iterator[Finding]:
    """Look at everything VizDesk needs; each look is made when its finding is asked for.

    Args:
        desktop: the desktop's own folder.
        data: the embedded gateway's folder.
    """
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(sys.version_info >= (3, 11), f"VizDesk {__version__} on Python {version}.")
    yield _window()
    yield _disk(desktop)
    yield _tried("The key that encrypts your data is there", lambda: load_key(desktop), _key_source())
    yield _tried("The encrypted database works", _database)
    yield _tried("The gateway starts and answers", lambda: _gateway(data))
    where = os.environ.get(STORAGE_VARIABLE, "")
    if where and not where.startswith("folder"):  # a folder is the gateway's own, which was just tried
        yield _tried(
            "The storage for transferred files answers", lambda: _storage(where, data), f", {where.split('?')[0]}"
        )
    yield from _costs(data)


def _tried(what: str, act: Callable[[], object], detail: str = "") -> Finding:
    try:
        act()
    except VizDeskError as error:
        return Finding(works=False, sentence=error.told())
    return Finding(works=True, sentence=f"{what}{detail}.")


def _key_source() -> str:
    return (
        f", from the file named in {KEY_FILE_VARIABLE}" if os.environ.get(KEY_FILE_VARIABLE) else ", from the keyring"
    )


def _window() -> Finding:
    if importlib.util.find_spec("PySide6") is None:
        return Finding(works=False, sentence="The window cannot open: PySide6 is not installed. Run “make setup”.")
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError:
        return Finding(works=False, sentence="The window cannot open: system libraries are missing. Run “make setup”.")
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Finding(
            works=True, sentence="The window’s libraries are there; this session has no display to open it on."
        )
    return Finding(works=True, sentence="The window can open.")


def _disk(folder: Path) -> Finding:
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    enough = free >= LEAST_FREE_BYTES
    advice = "." if enough else "; imports need more. Free some space."
    return Finding(enough, f"{free / 1e9:,.1f} GB are free for data{advice}")


def _database() -> None:
    connection = open_db(None, None)
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    connection.close()


def _storage(where: str, data: Path) -> None:
    from vizdesk.gateway.storage.opening import open_object_storage

    settings = parse_storage(where)
    with contextlib.closing(open_object_storage(settings, data)) as storage:
        storage.head(f"{settings.root}doctor")


def _costs(data: Path) -> Iterator[Finding]:
    from vizdesk.gateway.costs import record_costs

    try:
        for one in record_costs(data, load_key(data)):
            yield Finding(works=True, sentence=one.told())
    except VizDeskError as error:
        yield Finding(works=False, sentence=error.told())


def _gateway(data: Path) -> None:
    from vizdesk.net.client import GatewayClient
    from vizdesk.net.embedded import attach

    with attach(data) as attached, GatewayClient(attached.url, attached.token) as client:
        client.me()
