"""What the operator tells everybody, as the desktop takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from tests.helpers.people_gateway import people_gateway
from vizdesk.models.operator_notice import OperatorNotice
from vizdesk.models.session import Session
from vizdesk.net.client import GatewayClient

WAIT = 20_000


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:  # noqa: ARG001  # for its event loop
    made = Session(tmp_path / "desktop", tmp_path / "data", locale=QLocale("en_US"))
    yield made
    made.close()
    made.deleteLater()


def test_a_text_that_was_closed_stays_closed_and_another_is_shown(session: Session, qtbot: QtBot) -> None:
    notice = OperatorNotice(session)
    assert notice.text == ""
    with qtbot.waitSignal(notice.changed, timeout=1000):
        notice.take("Slow until 15:00.")
    assert notice.text == "Slow until 15:00."
    notice.close()
    notice.take("Slow until 15:00.")
    assert notice.text == ""
    again = OperatorNotice(session)  # as after a restart
    again.take("Slow until 15:00.")
    assert again.text == ""
    again.take("Slow until 16:00.")
    assert again.text == "Slow until 16:00."


def test_a_text_that_was_taken_back_is_shown_when_it_is_told_anew(session: Session) -> None:
    notice = OperatorNotice(session)
    notice.take("Slow.")
    notice.close()
    notice.take("")
    notice.take("Slow.")
    assert notice.text == "Slow."


def test_the_session_takes_it_from_the_gateway(session: Session, tmp_path: Path, key_file: Path, qtbot: QtBot) -> None:
    with people_gateway(tmp_path / "data", key_file, 20) as gateway:
        session.start()
        qtbot.waitUntil(lambda: bool(session.pages()), timeout=WAIT)
        assert session.operator_notice.text == ""
        with GatewayClient(gateway.url, gateway.token) as operator:
            operator.change_operations({"notice": "Slow until 15:00."})
            session.refresh()
            qtbot.waitUntil(lambda: session.operator_notice.text == "Slow until 15:00.", timeout=WAIT)
            operator.change_operations({"notice": None})
            session.refresh()
            qtbot.waitUntil(lambda: session.operator_notice.text == "", timeout=WAIT)
        session.close()
