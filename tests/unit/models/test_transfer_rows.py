"""The transfers' item model: Qt's own tester finds no fault in it, whatever the desk tells."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QLocale, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from vizdesk.domain.transfers import TransferState
from vizdesk.models.transfer_rows import SAID, TransferRows
from vizdesk.models.transfer_words import said_counts, said_folder, said_left, said_pace, said_share
from vizdesk.store.transfer_queue import QueuedTransfer
from vizdesk.transfers.rows import Live, Row, Steps, Totals, steps_between

ENGLISH = QLocale("en_US")


def row(number: int, **values: object) -> Row:
    return Row(
        QueuedTransfer(number, "harbor", Path("/a"), f"{number}.bin", 1000, TransferState.QUEUED)._replace(**values)
    )


def test_any_steps_leave_it_whole(qtbot: QtBot) -> None:  # noqa: ARG001  # an application is needed
    owner, chance = QObject(), random.Random(5)
    model = TransferRows(ENGLISH, owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    selection = QItemSelectionModel(model, owner)
    rows: list[Row] = []
    for _ in range(60):
        after = [one for one in rows if chance.random() < 0.8]
        after += [row(chance.randrange(1000, 10**9)) for _ in range(chance.randrange(6))]
        if chance.random() < 0.3:
            after = rows[::-1]
        model.take(steps_between(rows, after))
        rows = after
        assert [model.row_at(place) for place in range(model.rowCount())] == rows
        if rows:
            chosen = chance.randrange(len(rows))
            selection.select(model.index(chosen), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            moved = [*rows[1:], rows[0]]
            model.take(steps_between(rows, moved))
            assert [model.row_at(one.row()) for one in selection.selectedIndexes()] == [rows[chosen]]
            rows = moved


def test_ten_thousand_rows_change_with_one_signal(qtbot: QtBot) -> None:  # noqa: ARG001  # as above
    owner, told = QObject(), []
    model = TransferRows(ENGLISH, owner)
    before = [row(number) for number in range(10_000)]
    after = [row(number, state=TransferState.PAUSED) for number in range(10_000)]
    model.take(steps_between([], before))
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.take(steps_between(before, after))
    assert told == [(0, 9_999)]
    assert model.index(9_999).data(SAID) == "1.0 kB · Paused"


def test_what_is_said() -> None:
    owner = QObject()
    model = TransferRows(ENGLISH, owner)
    held, sending = row(1, state=TransferState.HELD, size=5), row(2, size=4_000_000_000_000)
    sending = sending._replace(live=Live(3_000_000_000_000, 1_000_000_000_000, 12_400_000.0))
    model.take(Steps(whole=(held, sending)))
    assert str(model.index(0).data(SAID)).startswith("All of it is sent. Answer the agency")
    sentence = "3.0 TB of 4.0 TB sent · 1.0 TB confirmed · 12.4 MB/s · about 3 days left"
    assert model.index(1).data(SAID) == sentence
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == f"2.bin. 25%. {sentence}"
    assert said_left(0.2, ENGLISH) == "about 1 second left"
    assert [said_left(seconds, ENGLISH) for seconds in (None, 3.2, 600, 9000, 10**9)] == [
        "", "about 4 seconds left", "about 10 minutes left", "about 3 hours left", ""]  # fmt: skip
    assert [said_share(part, 1000, ENGLISH) for part in (0, 999, 1000)] == ["0%", "99%", "100%"]
    totals = Totals(running=1, waiting=2000, failed=1, size=10**13, sent=10**12, confirmed=10**11)
    assert said_counts(totals, ENGLISH) == "1 file is being sent, 2,000 wait, 1 has failed"
    assert said_counts(Totals(paused=7, failed=1), ENGLISH) == "7 files are paused, 1 has failed"
    assert said_counts(Totals(failed=1), ENGLISH) == "1 file has failed"
    assert said_pace(totals, ENGLISH) == ["1.0 TB of 10.0 TB sent", "100.0 GB confirmed"]


def test_a_folder_of_the_user_s_own_begins_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/officer")
    assert said_folder(Path("/home/officer/Case files/24-118203")) == "~/Case files/24-118203"
    assert said_folder(Path("/home/officers")) == "/home/officers"
