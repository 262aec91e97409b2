"""A state machine over the criteria of several pages with a real store: nothing is lost, bled over, or resurrected.

Beside the models runs the plainest account of what must be there: per page what is typed, what is applied, what was
typed before, and what was saved under which name.
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
from vizdesk.domain.layout import Json, Layout, decode_layout
from vizdesk.models.page import PageModel
from vizdesk.store.saved import Place, SavedKind

PAGES = ("people", "vehicles", "incidents")
VALUES: dict[str, tuple[Json, ...]] = {
    "surname": ({}, {"text": "q", "operator": "contains"}, {"text": "qu", "operator": "prefix"}),
    "hair": ({}, {"values": ["BRO"]}, {"values": ["BRO", "BLK"]}),
    "eyes": ({}, {"value": "blue"}, {"exists": False}),
    "height": ({}, {"from": "180"}, {"from": "tall"}, {"from": "150", "to": "160"}),
    "armed": ({}, {"value": True}),
}
NAMES = ("first", "second", "third")


def three_pages() -> Layout:
    """The same filters on three pages, with ids of their own."""
    document = people_document()
    text = json.dumps(document["pages"][0])
    document["pages"] = [json.loads(text.replace("people", page)) for page in PAGES]
    return decode_layout(document)


class Expected:
    """What one page must hold."""

    def __init__(self) -> None:
        self.typed: dict[str, Any] = {}
        self.applied: dict[str, Any] = {}
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []
        self.saved: dict[str, dict[str, Any]] = {}

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
        self.page = PAGES[0]

    @initialize()
    def start(self) -> None:
        self.open()

    def open(self) -> None:
        self.running = ExitStack()
        self.services = self.running.enter_context(page_services(self.folder / "workspace.db"))
        state = self.services.workspace.load_pages("harbor")
        self.models: dict[str, PageModel] = {}
        for page in self.layout.pages:
            model = PageModel(page, self.layout, self.services, self.services.pool)
            model.restore(state.get(page.id, {}), None)
            self.models[page.id] = model

    @property
    def model(self) -> PageModel:
        return self.models[self.page]

    @property
    def want(self) -> Expected:
        return self.expected[self.page]

    @rule(page=pages)
    def switch(self, page: str) -> None:
        self.page = page

    @rule(name=st.sampled_from(list(VALUES)), value=st.integers(0, 3))
    def edit(self, name: str, value: int) -> None:
        draft = VALUES[name][value % len(VALUES[name])]
        self.model.undo.seal()
        self.model.criteria.set_draft(f"harbor:{self.page}.{name}", draft)
        self.want.change({key: one for key, one in {**self.want.typed, name: draft}.items() if one})

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
        self.want.saved[name] = dict(self.want.typed)
        self.load_saved()

    @rule(name=names)
    def delete(self, name: str) -> None:
        self.load_saved()
        entry = self.model.saved.called(SavedKind.SEARCH, name)
        assert (entry is not None) == (name in self.want.saved)
        if entry is not None:
            self.model.saved.remove(entry)
            del self.want.saved[name]
            self.model.saved.forget_removed()

    @rule(name=names)
    def use(self, name: str) -> None:
        self.load_saved()
        entry = self.model.saved.called(SavedKind.SEARCH, name)
        assert (entry is not None) == (name in self.want.saved)
        if entry is not None:
            self.model.saved.use(entry)
            self.want.change(dict(self.want.saved[name]))

    def load_saved(self) -> None:
        loaded: list[int] = []
        self.model.saved.changed.connect(lambda: loaded.append(1))
        self.model.saved.load()
        while not loaded:
            QCoreApplication.processEvents()

    @rule()
    def leave_and_come_back(self) -> None:
        for model in self.models.values():
            model.flush()
        self.running.close()
        self.open()

    @invariant()
    def every_page_holds_its_own(self) -> None:
        for page, want in self.expected.items():
            criteria = self.models[page].criteria
            typed = criteria.typed_state()
            drafts = {key.rpartition(".")[2]: one for key, one in typed.items() if key.startswith("harbor:")}
            assert drafts | ({"": criteria.query()} if criteria.query() else {}) == want.typed, page
            applied = {key.rpartition(".")[2] for key in criteria.applied()}
            assert applied == want.applied.keys() - {""}
            assert criteria.applied_query() == want.applied.get("", "")
            assert all(key.startswith(f"harbor:{page}.") for key in criteria.applied())
            assert self.models[page].undo.can_undo() == bool(want.past)
            assert self.models[page].undo.can_redo() == bool(want.future)

    def teardown(self) -> None:
        try:
            self.services.workspace.save_setting("last", 1).result()  # behind all other writes
            for page, want in self.expected.items():
                items = self.services.workspace.saved.load(Place("harbor", page))
                assert {one.name for one in items if one.kind is SavedKind.SEARCH} == want.saved.keys()
        finally:
            self.running.close()
            shutil.rmtree(self.folder)
