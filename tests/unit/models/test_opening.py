"""The store is opened, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from vizdesk.domain.errors import DamagedFile, WrongKey
from vizdesk.models.opening import FILE_NAME, open_store
from vizdesk.store.workspace import StoredLayout

PAGE_BYTES = 4096


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


def test_a_file_that_is_damaged_in_its_midst_leaves_the_window_something_to_work_with(
    tmp_path: Path, key_file: Path
) -> None:
    assert key_file.exists()
    folder = tmp_path / "desktop"
    opened = open_store(folder)
    for number in range(200):
        opened.workspace.save_setting(f"setting {number}", "x" * 500).result()
    opened.workspace.save_layout("harbor", StoredLayout({"layout": 1}, "x")).result()
    opened.workspace.close()
    whole = (folder / FILE_NAME).read_bytes()
    found = 0
    for page in range(len(whole) // PAGE_BYTES):
        damaged = bytearray(whole)
        damaged[page * PAGE_BYTES + PAGE_BYTES // 2] ^= 1
        (folder / FILE_NAME).write_bytes(damaged)
        refused = open_store(folder)
        found += isinstance(refused.refusal, DamagedFile)
        if refused.refusal is not None:
            refused.workspace.save_setting("works", True).result()
            assert refused.settings == {}
        refused.workspace.close()
        if refused.refusal is not None:
            assert (folder / FILE_NAME).read_bytes() == damaged
    assert found > 20, "what was kept is on most of its pages"
