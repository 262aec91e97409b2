"""An import through the window's model: followed to its end, refused in plain words, its page there at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from vizdesk.models.imports import ImportPhase
from vizdesk.models.session import Session

WAIT = 30_000


@pytest.fixture
def session(qapp: object, vizdesk_home: Path, qtbot: QtBot) -> Iterator[Session]:  # noqa: ARG001  # for its event loop
    made = Session(vizdesk_home / "desktop", vizdesk_home / "data", locale=QLocale("en_US"))
    with qtbot.waitSignal(made.layout_changed, timeout=WAIT):
        made.start()
    yield made
    made.close()
    made.deleteLater()


def test_an_imported_file_becomes_a_page_of_the_session(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "people.csv"
    rows = [f"{n},Quimby {n},{1950 + n % 50}-03-04" for n in range(300)]
    file.write_text("\n".join(["number,surname,born", *rows, "1,too,many,values"]) + "\n")
    imports = session.imports
    assert not imports.running
    with qtbot.waitSignal(imports.finished, timeout=WAIT) as finished:
        imports.start(str(file), "harbor", "people", "create")
        assert imports.running
    assert finished.args == [True]
    assert imports.state.phase is ImportPhase.DONE
    assert imports.state.headline == "Imported 300 records."
    assert imports.state.detail == "1 row could not be read and was set aside."
    assert [line for line, _ in imports.state.set_aside_lines] == [302]
    qtbot.waitUntil(lambda: session.page("people") is not None, timeout=WAIT)
    assert (session.agency, session.current_page_id) == ("harbor", "people")
    assert imports.page_exists("harbor", "people")

    with qtbot.waitSignal(imports.finished, timeout=WAIT) as again:
        imports.start(str(file), "harbor", "people", "create")
    assert again.args == [False]
    assert imports.state.phase is ImportPhase.FAILED
    assert imports.state.headline.endswith(".")


def test_a_file_that_is_not_there_is_refused(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.imports.finished, timeout=WAIT) as finished:
        session.imports.start(str(tmp_path / "nothing.csv"), "harbor", "people", "create")
    assert finished.args == [False]
    assert session.imports.state.headline
    assert "nothing.csv" not in session.imports.state.headline
