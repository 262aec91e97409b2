"""The results table: any row of very many, little memory, the GUI thread never waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page
from tests.helpers.services import page_services
from vizdesk.domain.search import Hit, SearchAnswer, SearchRequest, Total
from vizdesk.models import results
from vizdesk.models.results import KEPT_BLOCKS, ResultsModel
from vizdesk.models.services import Services
from vizdesk.store.results import ResultSet

REQUEST = SearchRequest("people", layout="harbor@7", request_id="x")
MANY = 20_000


def hits(first: int, count: int) -> tuple[Hit, ...]:
    return tuple(
        Hit(str(n), {"surname": f"Quimby {n}", "dob": "1981-03-04", "height": n}, {"dob": "4-Mar-81"})
        for n in range(first, first + count)
    )


def stored(services: Services, count: int, page: str = "people") -> ResultSet:
    answer = SearchAnswer(hits(0, count), "sealed", Total(count + 7), True, 1, 1, "2026-01-31T14:02:11Z", "e", 3)
    return services.workspace.results.replace("harbor", page, REQUEST, answer, lambda: True).result_set


def text(model: ResultsModel, row: int, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
    return model.data(model.index(row, column), role)


def test_it_is_a_sound_model(services: Services, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = ResultsModel(people_page(), services, services.pool)
    qtmodeltester.check(model)
    first = stored(services, 150)
    model.show_set(first, hits(0, 150))
    qtmodeltester.check(model)
    answer = SearchAnswer(hits(150, 100), None, Total(250), True, 1, 1, "2026-01-31T14:02:11Z", "e", 3)
    grown = services.workspace.results.append(first, answer).result()
    assert grown is not None
    model.extend_set(grown)
    assert model.rowCount() == 250
    qtbot.waitUntil(lambda: text(model, 249, 0) == "Quimby 249")
    model.show_set(None)
    assert model.rowCount() == 0
    qtmodeltester.check(model)


def test_cells_in_all_roles(services: Services) -> None:
    model = ResultsModel(people_page(), services, services.pool)
    found = Hit("1", {"surname": None, "dob": "1981-03-04", "height": 180}, {"dob": "4-Mar-81"})
    model.show_set(stored(services, 1), (found,))
    assert [text(model, 0, column) for column in range(3)] == ["", "3/4/1981", "180 cm"]
    assert text(model, 0, 1, Qt.ItemDataRole.ToolTipRole) == "4-Mar-81"
    assert text(model, 0, 2, Qt.ItemDataRole.UserRole) == 180
    assert text(model, 0, 0, Qt.ItemDataRole.AccessibleTextRole) == "Last name: no value"
    alignment = text(model, 0, 2, Qt.ItemDataRole.TextAlignmentRole)
    assert isinstance(alignment, Qt.AlignmentFlag)
    assert alignment & Qt.AlignmentFlag.AlignRight
    horizontal = Qt.Orientation.Horizontal
    assert [model.headerData(column, horizontal) for column in range(3)] == ["Last name", "Born", "Height"]
    assert model.hit(0) == found


def test_any_row_of_very_many_is_read_without_waiting_and_memory_stays_flat(services: Services, qtbot: QtBot) -> None:
    model = ResultsModel(people_page(), services, services.pool)
    model.show_set(stored(services, MANY))
    for row in [*range(0, MANY, 700), MANY - 1, 0]:
        assert model.hit(row) is None, "it is read on another thread"
        qtbot.waitUntil(lambda: model.hit(row) is not None)  # noqa: B023  # it is over before the next turn
        assert model.id_at(row) == str(row)
    assert len(model._blocks) <= KEPT_BLOCKS


def test_a_fast_scroll_ends_with_the_rows_that_are_looked_at(services: Services, qtbot: QtBot) -> None:
    model = ResultsModel(people_page(), services, services.pool)
    model.show_set(stored(services, MANY))
    for row in range(0, MANY, 50):
        assert text(model, row, 0) is None
    qtbot.waitUntil(lambda: text(model, MANY - 1, 0) == f"Quimby {MANY - 1}")


def test_a_read_of_the_set_before_is_dropped(services: Services, qtbot: QtBot) -> None:
    model = ResultsModel(people_page(), services, services.pool)
    model.show_set(stored(services, 200))
    assert model.hit(150) is None
    other = stored(services, 120, "vehicles")
    model.show_set(other, hits(0, 120))
    assert model.id_at(119) == "119"
    services.pool.waitForDone(5000)
    qtbot.waitUntil(lambda: model.id_at(119) == "119")
    assert model.hit(150) is None
    assert model.loaded_rows == 120


def test_a_record_is_found_again(services: Services, qtbot: QtBot) -> None:
    model = ResultsModel(people_page(), services, services.pool)
    model.show_set(stored(services, 1000))
    with qtbot.waitSignal(model.row_found) as found:
        model.find("777")
    assert found.args == ["777", 777]


def test_more_is_wanted_only_when_the_search_goes_on(services: Services, qtbot: QtBot) -> None:
    model = ResultsModel(people_page(), services, services.pool)
    top = QModelIndex()
    assert not model.canFetchMore(top)
    model.set_more(True)
    with qtbot.waitSignal(model.more_wanted):
        model.fetchMore(top)


def test_it_works_in_memory_and_in_another_language(qtbot: QtBot) -> None:
    with page_services(None, "de_DE") as services:
        model = ResultsModel(people_page(), services, services.pool)
        model.show_set(stored(services, 300))
        qtbot.waitUntil(lambda: text(model, 299, 1) == "04.03.1981")


class Reads:
    """Counts how often blocks are read."""

    def __init__(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        store = services.workspace.results
        self.count, self._load = 0, store.load_block
        monkeypatch.setattr(store, "load_block", self._counted)

    def _counted(self, set_id: int, first: int, count: int) -> list[Hit]:
        self.count += 1
        return self._load(set_id, first, count)


def paint(model: ResultsModel, times: int = 20) -> None:
    for _ in range(times):
        for row in range(0, model.rowCount(), 50):
            text(model, row, 0)


def test_rows_of_a_disk_that_is_gone_say_so_without_asking_again_and_come_back_by_themselves(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "RETRY_MILLISECONDS", (3_600_000,))
    file, away = tmp_path / "workspace.db", tmp_path / "away.db"
    with page_services(file) as services:
        reads = Reads(services, monkeypatch)
        model = ResultsModel(people_page(), services, services.pool)
        kept = stored(services, 250)
        assert services.workspace.results.load_block(kept.id, 0, 1), "it is on the disk"
        model.show_set(kept)
        file.rename(away)
        reads.count = 0
        assert model.hit(120) is None
        with qtbot.waitSignals([model.unread_changed, model.row_loaded]):
            paint(model, 1)
        found = model.hit(120)
        assert found is not None
        assert not found.readable
        qtbot.waitUntil(lambda: all(text(model, row, 0) == "Cannot be read" for row in range(250)))
        assert model.id_at(120) is None, "nobody knows whose row it is"
        assert model.unread is not None
        assert "data folder cannot be read" in str(model.unread.reason)
        asked = reads.count
        paint(model)
        assert services.pool.waitForDone(5000)
        assert reads.count == asked <= 3, "each block once"

        away.rename(file)
        model._again.start(0)  # as after some seconds
        with qtbot.waitSignal(model.row_loaded) as loaded:
            pass
        assert loaded.args == [120]
        assert model.unread is None
        assert not model._again.isActive()
        paint(model, 1)
        qtbot.waitUntil(lambda: [text(model, row, 0) for row in (0, 249)] == ["Quimby 0", "Quimby 249"])
        assert model.id_at(120) == "120"


def test_while_rows_cannot_be_read_they_are_looked_for_ever_more_seldom(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "RETRY_MILLISECONDS", (1, 2, 3, 3_600_000))
    with page_services(tmp_path / "workspace.db") as services:
        reads = Reads(services, monkeypatch)
        model = ResultsModel(people_page(), services, services.pool)
        kept = stored(services, 250)
        assert services.workspace.results.load_block(kept.id, 0, 1), "it is on the disk"
        model.show_set(kept)
        (tmp_path / "workspace.db").rename(tmp_path / "away.db")
        reads.count = 0
        text(model, 0, 0)
        qtbot.waitUntil(lambda: reads.count == 4 and model._again.interval() > 1000)
        model.show_set(None)
        assert not model._again.isActive()
        assert model.unread is None


def test_rows_that_are_gone_from_the_store_say_so_and_are_not_asked_for_again_and_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "RETRY_MILLISECONDS", (3_600_000,))
    with page_services(tmp_path / "workspace.db") as services:
        reads = Reads(services, monkeypatch)
        model = ResultsModel(people_page(), services, services.pool)
        kept = stored(services, 250)
        lose = "DELETE FROM result_rows WHERE set_id = ? AND (position / 10 = 3 OR position BETWEEN 90 AND 199)"
        services.workspace._database.write(lambda connection: connection.execute(lose, (kept.id,))).result()
        model.show_set(kept)
        paint(model, 1)
        qtbot.waitUntil(lambda: None not in [text(model, row, 0) for row in range(250)])
        shown = [text(model, row, 0) for row in range(250)]
        assert [shown[row] for row in (29, 40, 89, 249)] == ["Quimby 29", "Quimby 40", "Quimby 89", "Quimby 249"]
        assert {*shown[30:40], *shown[90:200]} == {"Cannot be read"}
        asked = reads.count
        paint(model)
        assert services.pool.waitForDone(5000)
        assert reads.count == asked == 3
        assert model.unread is None, "what is being changed can lack rows for a moment"
        with qtbot.waitSignal(model.unread_changed):
            model._again.start(0)
        assert model.unread is not None
        assert model.unread.reason is None
        assert reads.count == 4


def test_rows_that_are_there_stay_where_those_behind_them_cannot_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    with page_services(tmp_path / "workspace.db") as services:
        model = ResultsModel(people_page(), services, services.pool)
        kept = stored(services, 30)
        model.show_set(kept, hits(0, 30))
        more = SearchAnswer(hits(30, 30), None, Total(60), True, 1, 1, "2026-01-31T14:02:11Z", "e", 3)
        grown = services.workspace.results.append(kept, more).result()
        assert grown is not None
        (tmp_path / "workspace.db").rename(tmp_path / "away.db")
        model.extend_set(grown)
        text(model, 45, 0)
        qtbot.waitUntil(lambda: text(model, 45, 0) == "Cannot be read")
        assert text(model, 0, 0) == "Quimby 0"
