"""Through a network that spoils answers, nothing is shown for criteria that did not ask for it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.helpers.answer_proxy import AnswerFault
from tests.helpers.spoiled_searching import search_spoiled
from vizdesk.models.search import Phase

ANSWERS = 300


def test_nothing_wrong_is_shown(tmp_path: Path, key_file: Path, qtbot: QtBot) -> None:
    tally = search_spoiled(tmp_path / "data", key_file, qtbot, ANSWERS, seed=5)
    assert tally.wrong == []
    assert tally.answers >= ANSWERS
    assert set(tally.given) == set(AnswerFault), "each fault took its turn"
    assert tally.shown[Phase.DONE] > 0
    assert tally.shown[Phase.NO_RESULTS] > 0
    assert tally.counted > 0
