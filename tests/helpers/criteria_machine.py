"""A state machine over the criteria of several pages with a real store: nothing is lost, bled over, or resurrected.

Beside the models runs the plainest account of what must be there: per tab of a page what is typed, alternatives too,
what is applied and what was typed before; per page what was saved under which name, and which tabs were closed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QCoreApplication

from tests.helpers.layouts import people_document
from tests.helpers.services import page_services
from tests.helpers.tabs import tabs_of
from vizdesk.domain.layout import Json, Layout, decode_layout
from vizdesk.models.alternatives import ANY
from vizdesk.models.page import PageModel, tab_key
from vizdesk.models.tabs import FIRST
from vizdesk.store.saved import Place, SavedKind

PAGES = ("people", "vehicles", "incidents")
VALUES: dict[str, tuple[Json, ...]] = {
    "surname": ({}, {"text": "q", "operator": "contains"}, {"text": "qu", "operator": "prefix"}),
    "hair": ({}, {"values": ["BRO"]}, {"values": ["BRO", "BLK"]}),
    "eyes": ({}, {"value": "blue"}, {"exists": False}),
    "height": ({}, {"from": "180"}, {"from": "tall"}, {"from": "150", "to": "160"}),
    "armed": ({}, {"value": True}),
}
GROUPS: tuple[tuple[dict[str, Json], ...], ...] = (
    (),
    ({"hair": {"values": ["BRO"]}}, {"height": {"from": "180"}}),
    ({"hair": {"values": ["BLK"]}, "armed": {"value": True}}, {"eyes": {"value": "blue"}}, {}),
)
MOST_TABS = 3
NAMES = ("first", "second", "third")


def three_pages() -> Layout:
    """The same filters on three pages, with ids of their own."""
    document = people_document()
    text = json.dumps(document["pages"][0])
    document["pages"] = [json.loads(text.replace("people", page)) for page in PAGES]
    return decode_layout(document)


class Expected:
    """What one tab must hold."""

    def __init__(self) -> None:
        self.typed: dict[str, Any] = {}
        self.applied: dict[str, Any] = {}
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []

    def copy(self) -> Expected:
        made = Expected()
        made.typed, made.applied = dict(self.typed), dict(self.applied)
        return made

    def change(self, typed: dict[str, Any]) -> None:
        if typed != self.typed:
            self.past.append(self.typed)
            self.future.clear()
            self.typed = typed


def askable(typed: dict[str, Any]) -> bool:
    """Whether all of it can be asked for."""
    return typed.get("height") != {"from": "tall"}


pages, names = st.sampled_from(PAGES), st.sampled_from(NAMES)


class CriteriaMachine(RuleBasedStateMachine):
    """One desktop: its pages, its store, and restarts with and without a goodbye."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.layout = three_pages()
        self.expected = {page: Expected() for page in PAGES}
        self.closed: dict[str, list[tuple[int, Expected]]] = {page: [] for page in PAGES}
        self.saved: dict[str, dict[str, dict[str, Any]]] = {page: {} for page in PAGES}
        self.page, self.number = PAGES[0], FIRST

    @initialize()
    def start(self) -> None:
        self.open()

    def open(self) -> None:
        self.running = ExitStack()
        self.services = self.running.enter_context(page_services(self.folder / "workspace.db"))
        self.tabs = tabs_of(self.layout, self.services)

    @property
    def key(self) -> str:
        return tab_key(self.page, self.number)

    @property
    def model(self) -> PageModel:
        return next(one for one in self.tabs.all() if one.key == self.key)

    @property
    def want(self) -> Expected:
        return self.expected[self.key]

    def numbers(self) -> list[int]:
        return [one.number for one in self.tabs.of(self.page)]

    @rule(page=pages, place=st.integers(0, MOST_TABS - 1))
    def switch(self, page: str, place: int) -> None:
        self.page = page
        self.number = self.numbers()[place % len(self.numbers())]

    @precondition(lambda self: len(self.numbers()) + len(self.closed[self.page]) < MOST_TABS)
    @rule()
    def duplicate(self) -> None:
        before = len(self.tabs.all())
        self.tabs.duplicate(self.model)
        while len(self.tabs.all()) == before:
            QCoreApplication.processEvents()
        copied = self.want.copy()
        current = self.tabs.current_of(self.page)
        assert current is not None
        self.number = current.number
        assert self.key not in self.expected
        self.expected[self.key] = copied

    @precondition(lambda self: len(self.numbers()) > 1)
    @rule()
    def close_tab(self) -> None:
        assert self.tabs.close(self.model)
        self.closed[self.page].append((self.number, self.expected.pop(self.key)))
        self.number = self.numbers()[0]

    @precondition(lambda self: self.closed[self.page])
    @rule()
    def reopen_tab(self) -> None:
        self.tabs.reopen(self.page)
        self.number, expected = self.closed[self.page].pop()
        self.expected[self.key] = expected

    @rule(name=st.sampled_from(list(VALUES)), value=st.integers(0, 3))
    def edit(self, name: str, value: int) -> None:
        draft = VALUES[name][value % len(VALUES[name])]
        self.model.undo.seal()
        self.model.criteria.set_draft(f"harbor:{self.page}.{name}", draft)
        self.want.change({key: one for key, one in {**self.want.typed, name: draft}.items() if one})

    @rule(place=st.integers(0, len(GROUPS) - 1))
    def ask_for_alternatives(self, place: int) -> None:
        groups = [{f"harbor:{self.page}.{name}": one for name, one in group.items()} for group in GROUPS[place]]
        self.model.undo.seal()
        self.model.criteria.set_draft(ANY, {"groups": groups} if groups else {})
        typed = {**self.want.typed, ANY: {"groups": groups} if groups else {}}
        self.want.change({key: one for key, one in typed.items() if one})

    @rule(text=st.sampled_from(("", "red", "red car")))
    def type_query(self, text: str) -> None:
        self.model.undo.seal()
        self.model.criteria.set_query(text)
        self.want.change({key: one for key, one in {**self.want.typed, "": text}.items() if one})

    @rule()
    def clear_all(self) -> None:
        self.model.criteria.clear_all()
        self.want.change({})

    @rule()
    def apply(self) -> None:
        assert self.model.criteria.apply() == askable(self.want.typed)
        if askable(self.want.typed):
            self.want.applied = dict(self.want.typed)
            self.model.search.start()  # nobody answers; what is applied and the history are kept

    @rule()
    def undo(self) -> None:
        self.model.undo.undo()
        if self.want.past:
            self.want.future.append(self.want.typed)
            self.want.typed = self.want.past.pop()

    @rule()
    def redo(self) -> None:
        self.model.undo.redo()
        if self.want.future:
            self.want.past.append(self.want.typed)
            self.want.typed = self.want.future.pop()

    @precondition(lambda self: askable(self.want.typed))
    @rule(name=names)
    def save(self, name: str) -> None:
        self.load_saved()
        self.model.saved.save_search(name)
        self.saved[self.page][name] = dict(self.want.typed)
        self.load_saved()

    @rule(name=names)
    def delete(self, name: str) -> None:
        self.load_saved()
        entry = self.model.saved.called(SavedKind.SEARCH, name)
        assert (entry is not None) == (name in self.saved[self.page])
        if entry is not None:
            self.model.saved.remove(entry)
            del self.saved[self.page][name]
            self.model.saved.forget_removed()

    @rule(name=names)
    def use(self, name: str) -> None:
        self.load_saved()
        entry = self.model.saved.called(SavedKind.SEARCH, name)
        assert (entry is not None) == (name in self.saved[self.page])
        if entry is not None:
            self.model.saved.use(entry)
            self.want.change(dict(self.saved[self.page][name]))

    def load_saved(self) -> None:
        loaded: list[int] = []
        self.model.saved.changed.connect(lambda: loaded.append(1))
        self.model.saved.load()
        while not loaded:
            QCoreApplication.processEvents()

    @rule()
    def leave_and_come_back(self) -> None:
        for model in self.tabs.all():
            model.flush()
        self.running.close()
        self.open()

    @invariant()
    def every_tab_holds_its_own(self) -> None:
        assert {one.key for one in self.tabs.all()} == self.expected.keys()
        for model in self.tabs.all():
            criteria, want = model.criteria, self.expected[model.key]
            typed = criteria.typed_state()
            drafts = {key.rpartition(".")[2]: one for key, one in typed.items() if key.startswith(("harbor:", ANY))}
            assert drafts | ({"": criteria.query()} if criteria.query() else {}) == want.typed, model.key
            applied = {key.rpartition(".")[2] for key in criteria.applied()}
            assert applied == want.applied.keys() - {"", ANY}
            groups = [sorted(one) for one in criteria.applied_groups()]
            assert groups == [sorted(one) for one in want.applied.get(ANY, {}).get("groups", ()) if one]
            assert criteria.applied_query() == want.applied.get("", "")
            asked = [*criteria.applied(), *(key for group in groups for key in group)]
            assert all(key.startswith(f"harbor:{model.page.id}.") for key in asked)
            assert model.undo.can_undo() == bool(want.past)
            assert model.undo.can_redo() == bool(want.future)

    def teardown(self) -> None:
        try:
            self.services.workspace.save_setting("last", 1).result()  # behind all other writes
            for page, saved in self.saved.items():
                items = self.services.workspace.saved.load(Place("harbor", page))
                assert {one.name for one in items if one.kind is SavedKind.SEARCH} == saved.keys()
        finally:
            self.running.close()
            shutil.rmtree(self.folder)
