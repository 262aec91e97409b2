"""Starts: what a restart shows, without its gateway, without any, without an agency, a key or the right one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.gateway import running_gateway
from tests.screenshots.stage import Stage
from tests.screenshots.studio import wait_for
from vizdesk.models.connection import TOKEN_VARIABLE, Connection
from vizdesk.widgets.rail import TRANSFERS

UNREACHABLE = "http://127.0.0.1:9"
KEY_FILE = "VIZDESK_KEY_FILE"


def take(stage: Stage) -> None:
    """Take the pictures."""
    _take_again(stage)
    _take_first(stage)
    _take_refused(stage)
    _take_keyless(stage)


def _take_again(stage: Stage) -> None:
    """What a restart shows, and then without its gateway."""
    before = stage.open("again")
    before.wait_until_online()
    before.window.open_page("incidents")
    before.search()
    before.close()
    studio = stage.open("again")
    studio.wait_until_online()
    studio.window.open_page("incidents")
    studio.take("incidents-stored", everywhere=True)
    studio.close()
    offline = stage.open("again", UNREACHABLE)
    wait_for(lambda: offline.session.connection is Connection.OFFLINE and offline.window.current_page() is not None)
    offline.window.open_page("incidents")
    offline.search()
    offline.take("incidents-offline", everywhere=True)
    offline.window.open_page("vehicles")
    offline.search()
    offline.take("vehicles-offline")
    offline.close()


def _take_first(stage: Stage) -> None:
    unreachable = stage.open("unreachable", UNREACHABLE)
    wait_for(lambda: unreachable.session.connection is Connection.OFFLINE)
    unreachable.take("start-unreachable", everywhere=True)
    unreachable.close()
    empty = stage.open("empty", demo=False)
    wait_for(lambda: empty.window._start._button.text() == empty.window.tr("Import a file…"))
    empty.take("start-empty", everywhere=True)
    empty.close()


def _take_refused(stage: Stage) -> None:
    """A gateway elsewhere that does not know who asks."""
    with running_gateway(stage.folder / "refusing") as gateway, _variable(TOKEN_VARIABLE, "nobody's"):
        studio = stage.open("refused", gateway.url)
        wait_for(lambda: studio.session.connection is Connection.OFFLINE)
        studio.take("start-refused", everywhere=True)
        studio.close()


def _take_keyless(stage: Stage) -> None:
    key = os.environ.pop(KEY_FILE)
    keyless = stage.open("keyless")
    keyless.wait_until_online()
    keyless.take("start-memory-only", everywhere=True)
    keyless.window.open_page(TRANSFERS)
    wait_for(lambda: keyless.session.transfers.model.problem is not None)
    keyless.take("transfers-no-key")
    keyless.close()
    os.environ[KEY_FILE] = key
    other = stage.folder / "another key"
    other.write_text(secrets.token_hex(32), encoding="ascii")
    other.chmod(0o600)
    _move(stage.folder / "again" / "desktop", stage.folder / "locked" / "desktop")
    with _variable(KEY_FILE, str(other)):
        locked = stage.open("locked")
        locked.wait_until_online()
        wait_for(lambda: bool(locked.window._memory.accessibleName()))
        locked.take("start-wrong-key", everywhere=True)
        locked.close()


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True)
    source.rename(target)


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
