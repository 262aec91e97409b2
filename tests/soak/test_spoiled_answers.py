"""Ten thousand answers reordered, lost, cut and repeated: none is shown for the wrong criteria."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.spoiled_searching import search_spoiled

ANSWERS = 10_000


@pytest.mark.soak
def test_nothing_wrong_is_shown(tmp_path: Path, key_file: Path, qtbot: QtBot) -> None:
    tally = search_spoiled(tmp_path / "data", key_file, qtbot, ANSWERS, seed=21)
    assert tally.wrong == []
    assert tally.answers >= ANSWERS
