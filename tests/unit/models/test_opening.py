"""The store is opened, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from vizdesk.domain.errors import DamagedFile, WrongKey
from vizdesk.models.opening import FILE_NAME, open_store


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "key"
    made.write_text("ab" * 32)
    monkeypatch.setenv("VIZDESK_KEY_FILE", str(made))
    return made


def test_another_key_is_told_from_a_damaged_file_and_changes_nothing(tmp_path: Path, key_file: Path) -> None:
    folder = tmp_path / "desktop"
    opened = open_store(folder)
    opened.workspace.save_setting("theme", "dark")
    opened.workspace.close()
    before = (folder / FILE_NAME).read_bytes()

    key_file.write_text("cd" * 32)
    refused = open_store(folder)
    assert isinstance(refused.refusal, WrongKey)
    assert refused.settings == {}
    refused.workspace.close()
    assert (folder / FILE_NAME).read_bytes() == before

    key_file.write_text("ab" * 32)
    (folder / FILE_NAME).write_bytes(b"\x00" * len(before))
    damaged = open_store(folder)
    assert isinstance(damaged.refusal, DamagedFile)
    damaged.workspace.close()

    (folder / FILE_NAME).write_bytes(before)
    again = open_store(folder)
    assert (again.refusal, again.settings) == (None, {"theme": "dark"})
    again.workspace.close()


def test_a_folder_whose_store_is_gone_takes_no_other_key(tmp_path: Path, key_file: Path) -> None:
    folder = tmp_path / "desktop"
    open_store(folder).workspace.close()
    (folder / FILE_NAME).unlink()
    key_file.write_text("cd" * 32)
    refused = open_store(folder)
    assert isinstance(refused.refusal, WrongKey)
    refused.workspace.close()
    assert not (folder / FILE_NAME).exists()
