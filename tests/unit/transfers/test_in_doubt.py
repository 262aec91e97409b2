"""Where a transfer is in doubt: nothing wrong counts as arrived, nothing confirmed goes again, nothing is left."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import pytest

from tests.helpers.fault_proxy import Fault, no_fault
from tests.helpers.uploading import PART, SECONDS, Desk, Site
from vizdesk.domain.errors import SourceChanged
from vizdesk.domain.transfers import TransferState


@pytest.fixture(autouse=True)
def _quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.transfers.retrying.FIRST_SECONDS", 0.005)
    monkeypatch.setattr("vizdesk.transfers.retrying.LONGEST_SECONDS", 0.2)


def write(folder: Path, parts: float, name: str = "night.bin") -> tuple[Path, bytes]:
    content = secrets.token_bytes(int(parts * PART))
    (folder / name).write_bytes(content)
    return folder / name, content


def edit_unseen(path: Path, at: int) -> None:
    """Change bytes as a program with the file mapped into its memory may: size and time stay."""
    told = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(secrets.token_bytes(64))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def test_bytes_that_change_between_hashing_and_sending(sender: Desk, site: Site, tmp_path: Path) -> None:
    """The storage refuses them. That they come to another MD5 now is no reason to take these: the rest may be older."""
    path, _ = write(tmp_path, 400)  # its samples leave most of it unseen
    site.storage.choose = lambda seen: Fault.BLACK_HOLE if seen.path.endswith("/8") else Fault.NONE
    identifier = sender.add(path)
    sender.engine.start([identifier])
    site.storage.wait_for(lambda: any(one.fault is Fault.BLACK_HOLE for one in site.storage.puts()))
    sender.engine.pause(identifier)
    assert sender.ended.get(timeout=SECONDS).state is TransferState.PAUSED
    edit_unseen(path, 7 * PART + 100)
    site.storage.choose = no_fault
    sender.engine.start([identifier])
    assert isinstance(sender.ended.get(timeout=SECONDS).problem, SourceChanged)
    assert site.unfinished() == []
