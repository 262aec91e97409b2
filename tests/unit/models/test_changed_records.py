"""Results on an open page whose records change: said, taken out where they are gone, and never searched for anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from vizdesk.models.imports import ImportPhase
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.session import Session

WAIT = 30_000
HEADER = "case,surname,age"


@pytest.fixture
def session(qapp: object, vizdesk_home: Path, qtbot: QtBot) -> Iterator[Session]:  # noqa: ARG001  # for its event loop
    made = Session(vizdesk_home / "desktop", vizdesk_home / "data", locale=QLocale("en_US"))
    with qtbot.waitSignal(made.layout_changed, timeout=WAIT):
        made.start()
    yield made
    made.close()
    made.deleteLater()


def run_import(session: Session, file: Path, rows: list[str], mode: str, qtbot: QtBot) -> None:
    file.write_text("\n".join([HEADER, *rows]) + "\n")
    with qtbot.waitSignal(session.imports.finished, timeout=WAIT):
        session.imports.start(str(file), "harbor", "people", mode)
    assert session.imports.state.phase is ImportPhase.DONE, session.imports.state


def open_page(session: Session, file: Path, qtbot: QtBot) -> PageModel:
    run_import(session, file, [f"C{n:03},Quimby {n:03},{n % 90}" for n in range(400)], "create", qtbot)
    qtbot.waitUntil(lambda: session.page("people") is not None, timeout=WAIT)
    link = session._link
    document = link.client(10).layout("harbor").document
    document["pages"][0]["record"]["key"] = ["case"]
    link.client(10).publish_layout(document)
    session.refresh()
    qtbot.waitUntil(lambda: session.imports.page_has_key("harbor", "people"), timeout=WAIT)
    page = session.page("people")
    assert page is not None
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.DONE, timeout=WAIT)
    return page


def test_an_open_page_is_told_and_lets_go_of_what_is_gone(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    page = open_page(session, tmp_path / "people.csv", qtbot)
    search, results = page.search, page.results
    first = results.rowCount()
    qtbot.waitUntil(lambda: results.rowCount() > first, timeout=WAIT)
    loaded = results.rowCount()
    assert search.status.changed == ""
    assert 20 <= loaded < 400

    run_import(session, tmp_path / "gone.csv", ["C001,,", "C002,,", "C399,,"], "delete", qtbot)
    qtbot.waitUntil(lambda: "removed" in search.status.changed, timeout=WAIT)
    assert search.status.changed.startswith("The records changed at ")
    assert "These results are from before. 2 records were removed." in search.status.changed
    assert results.rowCount() == loaded - 2
    assert search.status.total == 398
    qtbot.waitUntil(lambda: results.id_at(1) is not None, timeout=WAIT)
    assert [results.id_at(row) for row in range(3)] == ["1", "4", "5"]

    run_import(session, tmp_path / "new.csv", ["C003,Quimby 003,50", "X1,Quimby 0000,1"], "update", qtbot)
    qtbot.waitUntil(lambda: "1 record reads otherwise now." in search.status.changed, timeout=WAIT)
    assert results.rowCount() == loaded - 2  # nothing was searched for

    search.load_more()
    qtbot.waitUntil(lambda: results.rowCount() == 397, timeout=WAIT)
    for row in range(results.rowCount()):
        qtbot.waitUntil(lambda at=row: results.id_at(at) is not None, timeout=WAIT)
    ids = [results.id_at(row) for row in range(results.rowCount())]
    assert len(set(ids)) == len(ids)
    assert ids == [str(number) for number in range(1, len(ids) + 3) if number not in (2, 3)]
    assert search.status.changed

    search.start()
    qtbot.waitUntil(lambda: search.status.phase is Phase.DONE, timeout=WAIT)
    assert search.status.changed == ""
    assert search.status.total == 398


def test_no_count_of_other_records_stands_beside_the_rows(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    page = open_page(session, tmp_path / "people.csv", qtbot)
    count, age = page.facets, "harbor:people.surname"
    count.ask([age])
    qtbot.waitUntil(lambda: count.counts(age) is not None, timeout=WAIT)

    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.DONE, timeout=WAIT)
    session._refresh.stop()
    session.imports.finished.disconnect()  # somebody else imports, and this window has not heard of it
    link = session._link
    gone = tmp_path / "gone.csv"
    gone.write_text(f"{HEADER}\nC001,,\n")
    started = link.client(10).start_import(gone, "harbor", "people", "delete", "auto")
    qtbot.waitUntil(lambda: link.client(10).import_state(started)["state"] == "done", timeout=WAIT)
    assert page.search.status.changed == ""
    count.ask([age])
    qtbot.waitUntil(lambda: bool(page.search.status.changed), timeout=WAIT)
    assert count.counts(age) is None
    count.ask([age])
    assert count._running is None
