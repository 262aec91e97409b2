"""`vizdesk backup` and `vizdesk restore`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from vizdesk.db.keys import KEY_FILE_VARIABLE
from vizdesk.db.platform_keyring import KEYRING_SERVICE
from vizdesk.domain.text import counted
from vizdesk.gateway.backup import Backup, back_up, restore


def run_backup(data: Path, target: Path) -> None:
    """Back a data folder up and tell what the backup does not hold.

    Raises:
        VizDeskError: refused; nothing was written.
    """
    click.echo(f"Backed up {_told(back_up(data, target))} Every file was opened and checked.")
    click.echo(_about_key())


def run_restore(source: Path, data: Path, *, replace: bool) -> None:
    """Put a backup back.

    Raises:
        VizDeskError: refused; nothing was changed.
    """
    done = restore(source, data, replace=replace)
    click.echo(f"Restored the backup of {done.at}: {_told(done)}")


def _told(backup: Backup) -> str:
    return f"{counted(backup.records, 'record')} on {counted(backup.pages, 'page')}, {backup.size / 1e6:,.1f} MB."


def _about_key() -> str:
    kept = (
        f"the key file named in {KEY_FILE_VARIABLE}"
        if os.environ.get(KEY_FILE_VARIABLE)
        else f"this user’s keyring, where its entry is of the service {KEYRING_SERVICE}"
    )
    return f"The key is not in it. Keep {kept}, in another place: without the key nobody can read the backup."
