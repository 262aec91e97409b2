"""The Transfers page over the demo agency's gateway: files are dropped, sent, paused, found again, and arrive."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from datetime import time
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QTime, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon, QWidget

from tests.gui.conftest import ANSWER_MILLISECONDS, Opener, Shown
from tests.helpers.long_paths import lay_too_deep
from vizdesk.db.keys import load_key
from vizdesk.domain.transfers import TransferState
from vizdesk.gateway.upload_records import TRANSFERS_NAME, UploadRecords
from vizdesk.models.network import load_network
from vizdesk.models.transfers import TransfersModel
from vizdesk.transfers.desk import Standing
from vizdesk.transfers.engine import FILES_AT_ONCE
from vizdesk.transfers.rows import Part
from vizdesk.transfers.schedule import Limits
from vizdesk.widgets.rail import SETTINGS, TRANSFERS
from vizdesk.widgets.transfer_actions import Action
from vizdesk.widgets.transfer_questions import QuestionsCard
from vizdesk.widgets.transfers_page import TransfersPage
from vizdesk.widgets.window_closing import ClosingCard

MB = 1_000_000
FILES = FILES_AT_ONCE + 2


pytestmark = pytest.mark.usefixtures("storage")


def open_transfers(shown: Shown) -> tuple[TransfersPage, TransfersModel]:
    QTest.keyClick(shown.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    page, model = shown.window.transfers_in_sight(), shown.session.transfers.model
    assert page is not None
    shown.qtbot.waitUntil(lambda: model.standing is not Standing.STARTING, timeout=ANSWER_MILLISECONDS)
    return page, model


def write(folder: Path, name: str, size: int) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(name.encode().ljust(size, b"."))
    return folder / name


def drop(page: TransfersPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    where, no_keys = QPointF(QPoint(200, 300)), Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no_keys))
    card_of(page).send.click()


def card_of(page: TransfersPage) -> QuestionsCard:
    card = next(one for one in page.window().findChildren(QuestionsCard) if one.isVisible())
    assert isinstance(card, QuestionsCard)
    return card


def test_a_dropped_folder_arrives_and_is_found_among_the_finished(shown: Shown, tmp_path: Path) -> None:
    page, model = open_transfers(shown)
    assert shown.window.windowTitle() == "VizDesk – Transfers"
    assert page._stack.currentWidget() is page._nothing
    write(tmp_path / "case", "a.txt", 100)
    write(tmp_path / "case", "b.txt", 0)
    drop(page, tmp_path / "case", tmp_path / "gone.txt")
    shown.qtbot.waitUntil(lambda: model.totals.finished == 2, timeout=ANSWER_MILLISECONDS)
    assert model.totals.failed == 1
    assert page.list.model().rowCount() == 1
    assert model.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "gone.txt. The file is not there. Check its name, and whether its disk is connected."
    )
    drop(page, tmp_path / "case" / "a.txt")
    arrived = "1 file has arrived before and has not changed since; it is not sent again."
    shown.qtbot.waitUntil(lambda: page._notice.accessibleName() == arrived, timeout=ANSWER_MILLISECONDS)
    page._show_part(Part.FINISHED)
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(shown.window.focusWidget(), "B.T")
    shown.qtbot.waitUntil(lambda: model.rows.index(0).data() == "case/b.txt", timeout=ANSWER_MILLISECONDS)
    page.list.setCurrentIndex(model.rows.index(0))
    assert page.detail.isVisible()
    checksum, folder = page.detail._facts["checksum"], page.detail._facts["folder"]
    assert checksum.accessibleName().endswith("-1")
    folder._select_all()
    QTest.keySequence(folder, QKeySequence.StandardKey.Copy)
    assert QApplication.clipboard().text() == folder.accessibleName(), "it is copied as it is"
    page._show()
    assert folder.hasSelectedText(), "what is selected stays so while files are being sent"
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: model.totals.finished == 1, timeout=ANSWER_MILLISECONDS)


def test_what_knows_the_network_is_loaded_beside_the_window(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def load() -> bool:
        threads.append(threading.current_thread())
        return load_network()

    monkeypatch.setattr("vizdesk.models.transfers_access.NETWORK_MILLISECONDS", 0)
    monkeypatch.setattr("vizdesk.models.network.load_network", load)
    access = shown.session.transfers
    open_transfers(shown)
    shown.qtbot.waitUntil(lambda: bool(threads), timeout=ANSWER_MILLISECONDS)
    if load_network():
        shown.qtbot.waitUntil(lambda: access._network is not None, timeout=ANSWER_MILLISECONDS)
    assert threading.main_thread() not in threads


def test_keys_pause_go_on_reorder_and_cancel(shown: Shown, tmp_path: Path) -> None:
    page, model = open_transfers(shown)
    model.set_limits(Limits(rate=MB))
    page._show_part(Part.FINISHED)
    nothing = page._nothing
    shown.qtbot.waitUntil(lambda: nothing._sentence.text() == "Nothing has arrived yet.", timeout=ANSWER_MILLISECONDS)
    assert nothing.action == "Add files…"
    paths = [write(tmp_path / "case", f"{place:02}.bin", 40 * MB) for place in range(FILES)]
    drop(page, *paths)
    shown.qtbot.waitUntil(
        lambda: model.totals.running == FILES_AT_ONCE and model.totals.sent > 0, timeout=ANSWER_MILLISECONDS
    )
    assert page.head._counts.accessibleName() == f"{FILES_AT_ONCE} files are being sent, 2 wait"
    assert f"{FILES} under way" in shown.window._rail._transfers.text()
    page.list.setCurrentIndex(model.rows.index(FILES - 1))
    page.list.setFocus()
    last = page.list.chosen()[0].transfer.id
    QTest.keyClick(page.list, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    shown.qtbot.waitUntil(lambda: model.rows.ids([0]) == [last], timeout=ANSWER_MILLISECONDS)
    assert [one.transfer.id for one in page.list.chosen()] == [last]
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    shown.qtbot.waitUntil(lambda: model.rows.ids([1]) == [last], timeout=ANSWER_MILLISECONDS)
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    state = TransferState.PAUSED
    shown.qtbot.waitUntil(lambda: page.list.chosen()[0].transfer.state is state, timeout=ANSWER_MILLISECONDS)
    page.head.pause.click()
    shown.qtbot.waitUntil(lambda: model.totals.paused == FILES, timeout=ANSWER_MILLISECONDS)
    page._show_part(Part.FINISHED)
    shown.qtbot.waitUntil(lambda: nothing.isVisible() and nothing.action == "Show them", timeout=ANSWER_MILLISECONDS)
    nothing.acted.emit()
    shown.qtbot.waitUntil(lambda: model.rows.rowCount() == FILES, timeout=ANSWER_MILLISECONDS)
    page.list.selectAll()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    if page._asked:  # something of one was confirmed
        page._question.findChild(QPushButton).click()
    shown.qtbot.waitUntil(lambda: model.totals.finished == FILES, timeout=ANSWER_MILLISECONDS)
    assert not model.totals.unfinished


def test_rows_are_dragged_to_another_place(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The events of a drag of the list's own rows; without a screen Qt drags nothing itself."""
    page, model = open_transfers(shown)
    model.set_limits(Limits(rate=1000))
    drop(page, *(write(tmp_path / "case", f"{place}.bin", MB) for place in range(4)))
    shown.qtbot.waitUntil(lambda: model.rows.rowCount() == 4, timeout=ANSWER_MILLISECONDS)
    rows = page.list
    first, second, third, fourth = model.rows.ids([0, 1, 2, 3])
    monkeypatch.setattr(QDropEvent, "source", lambda _event: rows)
    move, left, no_keys = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def drag(row: int, target: int, share: float, order: list[int]) -> None:
        data = model.rows.mimeData([model.rows.index(row)])
        rows.selectionModel().select(model.rows.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        moved = model.rows.ids([row])
        rect = rows.visualRect(model.rows.index(target))
        point = QPoint(40, rect.top() + int(share * rect.height()))
        dropped = QDropEvent(QPointF(point), move, data, left, no_keys)
        rows.dropEvent(dropped)
        assert dropped.dropAction() is Qt.DropAction.IgnoreAction  # the view removes no row by itself
        shown.qtbot.waitUntil(lambda: model.rows.ids([0, 1, 2, 3]) == order, timeout=ANSWER_MILLISECONDS)
        assert [one.transfer.id for one in rows.chosen()] == moved

    drag(0, 2, 0.9, [second, third, first, fourth])
    drag(3, 0, 0.1, [fourth, second, third, first])
    drag(0, 3, 1.5, [second, third, first, fourth])
    model.cancel([first, second, third, fourth])
    shown.qtbot.waitUntil(lambda: not model.totals.unfinished, timeout=ANSWER_MILLISECONDS)


def test_what_was_under_way_goes_on_by_itself_after_a_restart(
    shown: Shown, open_window: Opener, tmp_path: Path
) -> None:
    page, model = open_transfers(shown)
    model.set_limits(Limits(rate=MB))
    drop(page, write(tmp_path / "case", "a.bin", 40 * MB))
    shown.qtbot.waitUntil(lambda: model.totals.sent > 0, timeout=ANSWER_MILLISECONDS)
    shown.window.end()
    shown.session.close()
    again = open_window()
    again.qtbot.waitUntil(lambda: again.session.transfers.made is not None, timeout=ANSWER_MILLISECONDS)
    resumed = again.session.transfers.model
    again.qtbot.waitUntil(lambda: resumed.totals.finished == 1, timeout=ANSWER_MILLISECONDS)


def test_a_second_window_shows_what_the_first_one_sends_and_asks_nothing(
    shown: Shown, open_window: Opener, tmp_path: Path
) -> None:
    page, model = open_transfers(shown)
    drop(page, tmp_path / "gone.bin")
    shown.qtbot.waitUntil(lambda: model.totals.failed == 1, timeout=ANSWER_MILLISECONDS)
    other = open_window()
    other.qtbot.waitUntil(lambda: other.session.agency is not None, timeout=ANSWER_MILLISECONDS)
    second, seen = open_transfers(other)
    assert seen.standing is Standing.ELSEWHERE
    other.qtbot.waitUntil(lambda: seen.rows.rowCount() == 1, timeout=ANSWER_MILLISECONDS)
    assert second._elsewhere.accessibleName().startswith("Another VizDesk sends files")
    assert not second.head.files.isEnabled()
    second.list.setCurrentIndex(seen.rows.index(0))
    assert not second.detail._main.isVisible()


def test_while_the_process_that_sends_is_down_that_is_said_and_it_can_be_started_at_once(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizdesk.transfers.retrying.FIRST_RESTART_SECONDS", 3600.0)
    page, model = open_transfers(shown)
    said: list[str] = []
    monkeypatch.setattr("vizdesk.widgets.transfers_page.announce", lambda _page, told: said.append(told))
    model.add([str(write(tmp_path / "case", "a.txt", 100))], "demo", {})
    shown.qtbot.waitUntil(lambda: model.totals.held + model.totals.finished == 1, timeout=ANSWER_MILLISECONDS)
    said.clear()
    (child,) = [one for one in psutil.Process().children() if "transfer-job" in one.cmdline()]
    child.kill()
    shown.qtbot.waitUntil(lambda: model.standing is Standing.DOWN, timeout=ANSWER_MILLISECONDS)
    state = page._nothing._state
    assert state.sentence == "The part of VizDesk that sends files has stopped."
    assert "within 3,600 seconds" in state.next_step
    assert state.action == "Try again now"
    page._nothing.acted.emit()
    shown.qtbot.waitUntil(lambda: model.ours, timeout=ANSWER_MILLISECONDS)
    assert not said, "nothing has arrived of it"


def test_every_control_has_a_name_and_what_loses_bytes_is_asked_once(shown: Shown, tmp_path: Path) -> None:
    page, model = open_transfers(shown)
    for control in page.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
            assert control.accessibleName() or control.property("text"), control
    model.set_limits(Limits(rate=MB))
    drop(page, write(tmp_path / "case", "a.bin", 40 * MB))
    shown.qtbot.waitUntil(lambda: model.totals.sent > 0, timeout=ANSWER_MILLISECONDS)
    row = model.rows.row_at(0)
    assert row is not None
    page.act(Action.CANCEL, [row])
    page.list.setCurrentIndex(model.rows.index(0))
    page.act(Action.CANCEL, [row])
    assert page._question.accessibleName() == "Cancel this transfer? What was sent of it is removed."
    page._question.findChild(QPushButton).click()
    shown.qtbot.waitUntil(lambda: model.totals.finished == 1, timeout=ANSWER_MILLISECONDS)


def test_what_is_required_holds_back_the_completion_and_answers_travel_with_the_file(
    shown: Shown, demo_data: Path, tmp_path: Path
) -> None:
    shown.session.choose_agency("mesa")
    shown.qtbot.waitUntil(
        lambda: shown.session.layout is not None and shown.session.layout.agency == "mesa", timeout=ANSWER_MILLISECONDS
    )
    page, model = open_transfers(shown)
    page.add([str(write(tmp_path / "case", "a.mp4", 1000))])
    card = card_of(page)
    number, kind, title, taken, _ = card.questions.fields
    assert number._label.text() == "Incident number (required)"
    assert number.field.controls()[0].hasFocus()
    QTest.keyClicks(taken.field.controls()[0], "soon")
    card.send.click()
    assert card.isVisible()
    assert taken._fault.isVisible()
    assert taken.field.controls()[0].hasFocus()
    taken.field.show_draft({"from": "5/31/2024"})
    title.field.show_draft({"text": "Front door"})
    kind.field.show_draft({"value": "VID"})
    QTest.keyClick(title.field.controls()[0], Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: model.totals.held == 1, timeout=ANSWER_MILLISECONDS)
    assert "1 to look at" in shown.window._rail._transfers.text()
    page.list.setCurrentIndex(model.rows.index(0))
    detail = page.detail
    assert detail._said.text().startswith("All of it is sent. Answer the agency’s questions")
    assert detail._questions is not None
    controls = [one.field.controls()[0] for one in detail._questions.fields]
    assert [one.property("text") for one in controls if one.property("text")] == ["Front door", "5/31/2024"]
    QTest.keyClicks(controls[0], "M-24-118")
    detail._save.click()
    QTest.keyClicks(controls[0], "-2")  # and not saved before it arrives
    shown.qtbot.waitUntil(lambda: model.totals.finished == 1, timeout=ANSWER_MILLISECONDS)
    page._show_part(Part.FINISHED)
    shown.qtbot.waitUntil(lambda: model.rows.rowCount() == 1, timeout=ANSWER_MILLISECONDS)
    page.list.setCurrentIndex(model.rows.index(0))
    assert detail._questions.isVisible()
    assert not detail._questions.isEnabled()
    assert controls[0].property("text") == "M-24-118-2"
    assert detail._unsaved.isVisible()
    key = load_key(demo_data)
    with closing(UploadRecords(demo_data / TRANSFERS_NAME, key)) as records:
        rows = records._db.read(lambda connection: connection.execute("SELECT answers FROM uploads").fetchall())
    assert {
        "mesa:transfers.case_number": "M-24-118",
        "mesa:transfers.category": "VID",
        "mesa:transfers.title": "Front door",
        "mesa:transfers.recorded_on": "2024-05-31",
    } in [json.loads(row[0]) for row in rows]


@pytest.mark.qt_log_ignore("QPlatformNativeInterface::systemTrayWindowChanged", extend=True)  # offscreen has no tray
def test_closing_asks_without_a_tray_and_goes_on_in_one_that_names_no_file(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, model = open_transfers(shown)
    shown.window.close()
    assert not shown.window.isVisible()  # nothing is under way, nothing is asked
    shown.window.show()
    model.set_limits(Limits(rate=MB))
    drop(page, write(tmp_path / "case", "secret.bin", 20 * MB))
    shown.qtbot.waitUntil(lambda: model.totals.sent > 0, timeout=ANSWER_MILLISECONDS)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    shown.window.close()
    card = shown.window.findChild(ClosingCard)
    assert card is not None
    assert shown.window.isVisible()
    assert card.stay.hasFocus()
    card.stay.click()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    shown.window.close()
    assert not shown.window.isVisible()
    closing = shown.window._closing
    assert closing is not None
    assert closing._tray is not None
    told = closing._tray.toolTip()
    assert told.startswith("VizDesk: 1 file is being sent, ")
    assert "secret" not in told
    closing.come_back()
    assert shown.window.isVisible()
    shown.window.close()
    quits: list[int] = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(1))
    model.set_limits(Limits())
    shown.qtbot.waitUntil(lambda: bool(quits), timeout=ANSWER_MILLISECONDS)
    assert model.totals.finished == 1
    closing.come_back()


def test_limits_hours_and_a_watched_folder_are_settings_that_hold_at_once(
    shown: Shown, open_window: Opener, tmp_path: Path
) -> None:
    shown.window.open_page(SETTINGS)
    settings = shown.window._settings
    assert settings is not None
    part, model = settings.transfers, shown.session.transfers.model
    assert not part.start.isEnabled()
    part.hours.click()
    part.start.setTime(QTime(22, 0))
    part.end.setTime(QTime(6, 30))
    part.rate_in_hours.menu().aboutToShow.emit()
    part.rate_in_hours.menu().actions()[2].trigger()
    assert model.limits == Limits(None, True, time(22), time(6, 30), MB)
    write(tmp_path / "card", "a.bin", 10)
    part.watch(str(tmp_path / "card"))
    watched = model.watched
    assert watched is not None
    model.watch(watched._replace(still_seconds=0.1))
    page, _ = open_transfers(shown)
    told = "1 new file is in the watched folder."
    shown.qtbot.waitUntil(lambda: page._offer.accessibleName() == told, timeout=ANSWER_MILLISECONDS)
    assert not page._missed.isVisible()
    lay_too_deep(tmp_path / "card")
    shown.qtbot.waitUntil(page._missed.isVisible, timeout=ANSWER_MILLISECONDS)
    assert page._missed.accessibleName() == (
        "1 file or folder in the watched folder is left out: its path is too long. Shorten the names of the folders"
        " above it."
    )
    button = page._offer.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    shown.qtbot.waitUntil(lambda: model.totals.finished == 1, timeout=ANSWER_MILLISECONDS)
    shown.window.end()
    shown.session.close()
    again = open_window()
    again.qtbot.waitUntil(lambda: again.session.transfers.made is not None, timeout=ANSWER_MILLISECONDS)
    kept = again.session.transfers.model
    assert kept.limits == model.limits
    assert kept.watched == watched


@pytest.mark.parametrize("identifier", [TRANSFERS])
def test_the_rail_marks_the_open_page(shown: Shown, identifier: str) -> None:
    shown.window.open_page(identifier)
    assert shown.window._rail._transfers.isChecked()
    shown.window.open_page("people")
    assert not shown.window._rail._transfers.isChecked()
