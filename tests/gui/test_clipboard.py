"""What is copied is marked as not for histories, and goes by itself; what others put there stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from vizdesk.widgets import clipboard
from vizdesk.widgets.clipboard import KEPT_OUT, make_selectable, put


def test_a_copy_is_marked_and_goes_by_itself(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "KEPT_MILLISECONDS", 20)
    put("Quimby", "<table>Quimby</table>")
    held = qapp.clipboard().mimeData()
    assert (held.text(), held.html()) == ("Quimby", "<table>Quimby</table>")
    assert {form: held.data(form) for form in KEPT_OUT} == KEPT_OUT
    assert b"Quimby" not in held.data("application/x-vizdesk-copy").data()
    qtbot.waitUntil(lambda: qapp.clipboard().text() == "")


def test_what_was_copied_since_stays(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "KEPT_MILLISECONDS", 20)
    put("first")
    first = qapp.findChildren(clipboard._Copy)[-1]
    with qtbot.waitSignal(first.destroyed):
        qapp.clipboard().setText("another program's")
    assert qapp.clipboard().text() == "another program's"

    put("first")
    first = qapp.findChildren(clipboard._Copy)[-1]
    monkeypatch.setattr(clipboard, "KEPT_MILLISECONDS", 60_000)
    with qtbot.waitSignal(first.destroyed):
        put("second")
    assert qapp.clipboard().text() == "second"


def test_a_copy_goes_with_the_program(qapp: QApplication) -> None:
    put("Quimby")
    qapp.aboutToQuit.emit()
    assert qapp.clipboard().text() == ""


def test_a_label_s_own_copy_is_marked_too(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("Quimby, Ada")
    make_selectable(label)
    qtbot.addWidget(label)
    label.show()
    label.setSelection(0, 6)
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    held = qapp.clipboard().mimeData()
    assert held.text() == "Quimby"
    assert held.data("x-kde-passwordManagerHint") == b"secret"
