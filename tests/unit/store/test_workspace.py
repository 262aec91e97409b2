"""The desktop's store: what was saved is read back, result sets change as a whole, and nothing readable is on disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from vizdesk.db.keys import DataKey
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.layout import Direction, Operator, SortKey
from vizdesk.domain.search import Hit, Relation, SearchAnswer, SearchRequest, Total
from vizdesk.store.concerns import CRITERIA, SORT
from vizdesk.store.results import ResultSet, asked_by
from vizdesk.store.workspace import StoredLayout, Workspace

KEY = DataKey(bytes(range(32)))
REQUEST = SearchRequest(
    "people",
    "Quimby",
    {"harbor:people.hair": Criterion(Operator.IN, ("BRO",))},
    (SortKey("surname", Direction.DESC),),
    layout="harbor@7",
    request_id="a secret of this request",
)


def hits(first: int, count: int) -> tuple[Hit, ...]:
    return tuple(
        Hit(str(n), {"surname": f"Quimby {n}", "weight": None}, {"dob": "x"}) for n in range(first, first + count)
    )


def answer(found: tuple[Hit, ...], following: str | None = "sealed") -> SearchAnswer:
    return SearchAnswer(found, following, Total(2431, Relation.AT_LEAST), True, 1, 1, "2026-01-31T14:02:11Z", "e", 3)


def always() -> bool:
    return True


@pytest.fixture(params=["file", "memory"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "workspace.db", KEY) if request.param == "file" else Workspace(None, None)
    yield made
    made.close()


def stored(workspace: Workspace, page: str = "people", count: int = 250) -> ResultSet:
    return workspace.results.replace("harbor", page, REQUEST, answer(hits(0, count)), always).result_set


def test_page_state_settings_and_layouts_are_read_back(workspace: Workspace) -> None:
    workspace.save_page("harbor", "people", CRITERIA, {"query": "é"}).result()
    workspace.save_page("harbor", "people", CRITERIA, {"query": "éa"}).result()
    workspace.save_page("harbor", "vehicles", SORT, [1]).result()
    workspace.save_page("other", "people", SORT, [2]).result()
    assert workspace.load_pages("harbor") == {"people": {CRITERIA: {"query": "éa"}}, "vehicles": {SORT: [1]}}
    workspace.save_setting("theme", "dark").result()
    assert workspace.load_settings() == {"theme": "dark"}
    layout = StoredLayout({"layout": 1}, '"7"')
    workspace.save_layout("harbor", layout).result()
    assert workspace.load_layout("harbor") == layout
    assert workspace.load_layout("other") is None
    assert workspace.stored_agencies() == ["harbor"]


def test_while_the_writer_is_busy_only_the_newest_state_is_written(workspace: Workspace) -> None:
    may_go_on = threading.Event()
    blocked = workspace._database.write(lambda _: may_go_on.wait(10))
    futures = {id(workspace.save_page("harbor", "people", CRITERIA, {"query": str(n)})) for n in range(500)}
    may_go_on.set()
    blocked.result()
    workspace.save_setting("after", 1).result()
    assert len(futures) == 1
    assert workspace.load_pages("harbor")["people"][CRITERIA] == {"query": "499"}


def test_a_write_that_fails_does_not_stand_in_the_way_of_the_next(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace.db", KEY)
    workspace._database.write(lambda connection: connection.execute("ALTER TABLE settings RENAME TO away")).result()
    failed = workspace.save_setting("theme", "dark")
    assert failed.exception() is not None
    workspace._database.write(lambda connection: connection.execute("ALTER TABLE away RENAME TO settings")).result()
    workspace.save_setting("theme", "light").result()
    assert workspace.load_settings() == {"theme": "light"}
    workspace.close()


def test_a_result_set_is_read_in_blocks_and_grows(workspace: Workspace) -> None:
    first = stored(workspace)
    assert first.rows == 250
    assert workspace.results.load_block(first.id, 200, 100) == list(hits(200, 50))
    grown = workspace.results.append(first, answer(hits(240, 20), None)).result()
    assert grown is not None
    assert (grown.rows, grown.next) == (260, None)  # ten were there already
    assert [hit.id for hit in workspace.results.load_block(first.id, 248, 4)] == ["248", "249", "250", "251"]
    assert workspace.results.load_ids(first.id, 248, 4) == ("248", "249", "250", "251")
    assert workspace.results.find(first.id, "251") == 251
    assert workspace.results.find(first.id, "999") is None
    assert workspace.results.load_sets("harbor") == {"people": grown}
    assert "requestId" not in grown.request


def test_a_set_belongs_to_the_criteria_and_order_that_asked(workspace: Workspace) -> None:
    found = stored(workspace)
    assert found.asked == asked_by(REQUEST._replace(request_id="x", layout="harbor@8", after="c", size=7))
    assert found.asked != asked_by(REQUEST._replace(sort=()))
    assert found.asked != asked_by(REQUEST._replace(filters={}))


def test_a_replaced_set_is_gone_at_once_and_swept_later(workspace: Workspace) -> None:
    old, other = stored(workspace, count=2500), stored(workspace, "vehicles")
    new = stored(workspace, count=3)
    assert new.id != old.id
    assert workspace.results.append(old, answer(hits(0, 1))).result() is None
    assert len(workspace.results.load_block(old.id, 0, 100)) == 100  # the table may still show it
    while workspace.results.sweep().result():
        pass
    assert workspace.results.load_block(old.id, 2400, 100) == []
    assert len(workspace.results.load_block(other.id, 0, 500)) == 250
    assert len(workspace.results.load_block(new.id, 0, 500)) == 3


def test_a_copy_of_a_set_is_whole_or_none(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizdesk.store.results.COPIED_ROWS", 100)
    results = workspace.results
    source = stored(workspace)
    copied = results.copy("harbor", "people", "people~2")
    assert copied == source._replace(id=source.id + 1)
    assert results.load_block(copied.id, 0, 300) == results.load_block(source.id, 0, 300)
    assert results.load_sets("harbor") == {"people": source, "people~2": copied}
    stored(workspace, count=10)
    while results.sweep().result():
        pass
    assert len(results.load_block(copied.id, 0, 300)) == 250
    workspace._database.write(lambda connection: connection.execute("DELETE FROM result_rows WHERE position = 5"))
    assert results.copy("harbor", "people", "people~3") is None  # as where the first is being swept
    assert results.copy("harbor", "gone", "people~2") is None
    assert set(results.load_sets("harbor")) == {"people"}


def test_an_answer_that_nobody_waits_for_replaces_nothing(workspace: Workspace) -> None:
    found = stored(workspace)
    assert workspace.results.replace("harbor", "people", REQUEST, answer(()), lambda: False).kept.result() is False
    assert workspace.results.load_sets("harbor") == {"people": found}


def test_an_expired_cursor_is_forgotten(workspace: Workspace) -> None:
    found = stored(workspace)
    workspace.results.forget_next(found).result()
    assert workspace.results.load_sets("harbor")["people"].next is None


def test_nothing_readable_on_disk(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace.db", KEY)
    stored(workspace)
    workspace.save_page("harbor", "people", CRITERIA, {"query": "Quimby"}).result()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    workspace.close()
    assert len(content) > 50_000
    assert b"Quimby" not in content
