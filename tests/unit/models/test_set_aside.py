"""What is kept of a page and cannot be read is set aside alone: it stays on disk, it is told, and all else is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Slot

from tests.helpers.layouts import people_layout
from tests.helpers.tabs import Settings
from vizdesk.domain.layout import Layout
from vizdesk.domain.migrations import history_of
from vizdesk.domain.search import Total
from vizdesk.models.alternatives import ANY
from vizdesk.models.opening import load_agency
from vizdesk.models.page import PageModel, ViewState
from vizdesk.models.saved import _entry
from vizdesk.models.saved_criteria import typed_body
from vizdesk.models.services import Services
from vizdesk.models.tabs import Tabs
from vizdesk.store.concerns import CRITERIA, REASON, SORT, TAB, UNDO, VIEW, Concern
from vizdesk.store.saved import SavedItem, SavedKind
from vizdesk.store.workspace import StoredLayout, Workspace

SURNAME, HAIR, EYES = (f"harbor:people.{name}" for name in ("surname", "hair", "eyes"))
QUIMBY = {"text": "quimby", "operator": "contains"}
EVERYTHING = (CRITERIA, REASON, SORT, UNDO, VIEW)
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def layout() -> Layout:
    return people_layout()


class Told(QObject):
    """The sentences that the tabs have told."""

    def __init__(self, tabs: Tabs) -> None:
        super().__init__(tabs)
        self.sentences: list[str] = []
        tabs.told.connect(self._on_told)

    @Slot(str, str)
    def _on_told(self, sentence: str, next_step: str) -> None:
        self.sentences.append(f"{sentence} {next_step}".strip())


@contextmanager
def opened(services: Services) -> Iterator[tuple[PageModel, list[str]]]:
    """The page as a start finds it, and what the user was told."""
    made = Tabs(Settings(), services.pool, services.pool)
    told = Told(made)
    made.load(load_agency(services.workspace, "harbor"), services)
    made.take(layout())
    page = made.current_of("people")
    assert page is not None
    yield page, told.sentences
    page.flush()
    services.workspace.save_setting("waited", 1).result()


def typed_page(services: Services) -> dict[str, Any]:
    """A page with something in each concern, kept; its state."""
    services.workspace.forget_pages().result()
    services.workspace.save_page("harbor", "people", VIEW, {}).result()
    with opened(services) as (page, _):
        page.criteria.set_query("harbor st")
        page.criteria.set_draft(SURNAME, QUIMBY)
        page.criteria.apply()
        page.criteria.set_draft(HAIR, {"values": ["BRO"]})
        page.criteria.set_draft(ANY, {"groups": [{HAIR: {"values": ["BLK"]}}, {EYES: {"value": "blue"}}]})
        page.reason.set_case_number("24-1")
        page.save_view(page.view._replace(first_row=7, column_widths={"surname": 200}, column_order=("dob", "surname")))
        state = json.loads(json.dumps(page.state()))
    for concern, kept in state.items():
        services.workspace.save_page("harbor", "people", Concern(concern), kept).result()
    return dict(state)


def put(workspace: Workspace, concern: Concern, text: str, page: str = "people") -> None:
    """Write what another version, or a fault, may have written."""
    statement = "INSERT OR REPLACE INTO page_state VALUES ('harbor', ?, ?, ?)"
    workspace._database.write(lambda connection: connection.execute(statement, (page, concern, text))).result()


def aside(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Page, concern and text of what is set aside, oldest first."""
    rows = workspace._database.read(
        lambda connection: connection.execute("SELECT page, concern, state FROM set_aside ORDER BY id").fetchall()
    )
    return [tuple(row) for row in rows]


def is_usable(page: PageModel) -> None:
    """All that the window does with a page at its start, and what the user does next."""
    page.criteria.chips()
    page.criteria.caution()
    page.undo.undo()
    page.undo.redo()
    page.breach()
    page.criteria.clear_all()
    page.criteria.set_draft(SURNAME, QUIMBY)
    assert page.criteria.apply()
    page.search.request().to_wire()
    json.dumps(page.state())


@pytest.mark.parametrize("concern", EVERYTHING)
@pytest.mark.parametrize("text", ["[]", "7", "not JSON", '{"layout": {}, "drafts": 5}', "[" * 100_000])
def test_one_concern_that_cannot_be_read_leaves_all_others(services: Services, concern: Concern, text: str) -> None:
    state = typed_page(services)
    put(services.workspace, concern, text)
    with opened(services) as (page, told):
        now = json.loads(json.dumps(page.state()))
        for other in EVERYTHING:
            if other not in (concern, UNDO):
                assert now[other] == state[other], other
        if concern == VIEW and text.startswith("{"):
            assert told == []  # no key of it is a view's
        else:
            assert len(told) == 1
            assert "“Persons”" in told[0]
    assert aside(services.workspace) == ([("people", concern, text)] if told else [])
    with opened(services) as (page, told):
        assert told == []  # told once
        assert page.criteria.draft(HAIR) == ({} if concern == CRITERIA else {"values": ["BRO"]})
        is_usable(page)


@pytest.mark.parametrize("concern", EVERYTHING)
@SLOW
@given(value=json_values)
def test_anything_in_a_concern(services: Services, concern: Concern, value: Any) -> None:
    put(services.workspace, concern, json.dumps(value))
    with opened(services) as (page, _):
        is_usable(page)


@st.composite
def spoiled(draw: st.DrawFn, value: Any) -> Any:
    """A JSON value with one of its parts replaced by another, or gone, or with one more."""
    if isinstance(value, dict) and value and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: draw(spoiled(value[key]))}
    if isinstance(value, list) and value and draw(st.booleans()):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], draw(spoiled(value[place])), *value[place + 1 :]]
    return draw(json_values)


@pytest.mark.parametrize("concern", EVERYTHING)
@SLOW
@given(data=st.data())
def test_a_spoiled_part_of_a_concern(services: Services, concern: Concern, data: st.DataObject) -> None:
    state = typed_page(services)
    put(services.workspace, concern, json.dumps(data.draw(spoiled(state[concern]))))
    with opened(services) as (page, told):
        assert len(told) <= 1
        if concern != CRITERIA:
            assert page.criteria.draft(SURNAME) == QUIMBY
        is_usable(page)


def test_one_draft_that_cannot_be_read_leaves_the_other_criteria(services: Services) -> None:
    state = typed_page(services)
    kept = state[CRITERIA]
    kept["drafts"][HAIR] = {"values": "BRO"}
    put(services.workspace, CRITERIA, json.dumps(kept))
    with opened(services) as (page, told):
        assert page.criteria.draft(SURNAME) == QUIMBY
        assert page.criteria.draft(HAIR) == {"values": ["BRO"]}  # from what it asked for
        assert page.criteria.query() == "harbor st"
        assert len(told) == 1
    assert len(aside(services.workspace)) == 1


def test_the_tabs_and_the_result_set(services: Services) -> None:
    typed_page(services)
    put(services.workspace, TAB, "[1]", "people~2")
    put(services.workspace, TAB, '{"open": true}', "people~x")
    put(services.workspace, TAB, '{"open": true}', "people~0")
    put(services.workspace, CRITERIA, '{"query": "of the second"}', "people~2")
    head = "INSERT INTO result_sets(agency, page, asked, head) VALUES ('harbor', 'people', '{}', '{\"count\": []}')"
    services.workspace._database.write(lambda connection: connection.execute(head)).result()
    with opened(services) as (page, told):
        assert page.criteria.draft(SURNAME) == QUIMBY
        assert told == []  # the tab is there, and the results are said to be not
        is_usable(page)
    assert aside(services.workspace) == [("people~2", TAB, "[1]")]


@SLOW
@given(data=st.data())
def test_a_spoiled_saved_search_or_list_is_set_aside_alone(services: Services, data: st.DataObject) -> None:
    typed_page(services)
    with opened(services) as (page, _):
        body = typed_body(page.criteria, "harbor") | {"request": page.search.request().to_wire()}
        kind = data.draw(st.sampled_from(list(SavedKind)))
        spoilt = data.draw(spoiled(body).filter(lambda one: isinstance(one, dict)))
        item = SavedItem(1, kind, "Spoiled", "2026-01-31T09:00:00+00:00", Total(1), spoilt)
        history = history_of(layout())
        entry = _entry({}, "harbor", page.page, history, services.locale, item)
        assert entry.name == "Spoiled"
        page.saved.use(entry)
        if page.search.is_list_shown:
            assert page.search.shown_request() is not None
            page.search.close_list()
        is_usable(page)


def test_settings_and_the_layout(services: Services) -> None:
    workspace = services.workspace
    workspace.save_layout("harbor", StoredLayout({"layout": 1}, "x")).result()
    workspace.save_setting("good", 1).result()
    for statement in ("UPDATE layouts SET document = '{'", "INSERT INTO settings VALUES ('bad', '{')"):
        workspace._database.write(lambda connection, one=statement: connection.execute(one)).result()
    assert load_agency(workspace, "harbor").layout is None
    assert workspace.load_settings() == {"good": 1}


def test_what_is_set_aside_is_forgotten_with_the_rest(services: Services) -> None:
    typed_page(services)
    put(services.workspace, CRITERIA, "[]")
    with opened(services):
        pass
    assert aside(services.workspace)
    services.workspace.forget_pages().result()
    assert aside(services.workspace) == []


def test_a_page_that_takes_anothers_place_in_a_running_window_has_all_of_it(services: Services) -> None:
    before, after = (PageModel(layout().pages[0], layout(), services, services.pool) for _ in range(2))
    before.restore({}, None)
    before.criteria.set_draft(HAIR, {"values": ["BRO"]})
    before.criteria.apply()
    before.criteria.set_draft(SURNAME, QUIMBY)
    before.save_view(
        ViewState(
            "7", 3, {"dob": 90}, ("dob",), ("height",), ("surname",), "compact", ("appearance",), True, (300, 700)
        )
    )
    after.restore(before.state(), None)
    assert after.unread == []
    assert after.view == before.view
