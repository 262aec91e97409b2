"""“Either … or …”: typed, told, applied, undone, saved, moved to a new layout, and never in part."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page, published_layout
from tests.unit.models.test_criteria import ENGLISH, HAIR, HEIGHT, SURNAME, model
from vizdesk.domain.conditions import AsksAnything
from vizdesk.domain.criteria import Criterion
from vizdesk.domain.layout import Operator
from vizdesk.domain.migration_steps import Migration, Rename, Retire, Step
from vizdesk.domain.migrations import History
from vizdesk.models.alternatives import ANY, MAX_GROUPS, place_among
from vizdesk.models.criteria import Chip, ChipState, CriteriaModel
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.models.undoing import UndoModel

EITHER = {"groups": [{HAIR: {"values": ["BRO"]}}, {HEIGHT: {"to": "170"}}]}
SENTENCE = "Either Hair color: Brown, or Height: up to 170 cm"
WIRE = [{HAIR: ["BRO"]}, {HEIGHT: {"op": "between", "from": None, "to": 170}}]
WAIT = 15_000


def chip(criteria: CriteriaModel) -> Chip | None:
    return next((one for one in criteria.chips() if one.filter_id == ANY), None)


def state(criteria: CriteriaModel) -> tuple[str, ChipState] | None:
    found = chip(criteria)
    return (found.text, found.state) if found else None


def test_what_is_typed_stays_where_no_more_alternatives_have_room() -> None:
    criteria = model()
    criteria.set_draft(ANY, {"groups": [{HEIGHT: {"to": str(number)}} for number in range(150, 150 + MAX_GROUPS)]})
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    criteria.make_alternative(HAIR)
    assert criteria.draft(HAIR) == {"values": ["BRO"]}


def test_a_count_holds_where_only_its_own_filter_is_another() -> None:
    criteria = model()
    criteria.set_draft(ANY, {"groups": [{HAIR: {"values": ["BRO"]}}, {}, {HEIGHT: {"to": "170"}}]})
    assert criteria.apply()
    asked = criteria.applied_groups()

    def places(*groups: dict[str, Any]) -> list[int | None]:
        draft = {"groups": list(groups)}
        named = [(at, key) for at, group in enumerate(groups) for key in group]
        return [place_among(asked, draft, at, key, criteria.page, ENGLISH) for at, key in named]

    brown, black, low = {"values": ["BRO"]}, {"values": ["BLK"]}, {"to": "170"}
    assert places({HAIR: brown}, {}, {HEIGHT: low}) == [0, 1]
    assert places({HAIR: black}, {HEIGHT: low}) == [0, None], "the other group's count is of brown ones"
    assert places({HAIR: brown, SURNAME: {}}, {HEIGHT: low}, {HAIR: {}}) == [0, 0, 1, 2], "the last one is new"
    assert places({HEIGHT: low}, {HAIR: brown}) == [1, 0]
    assert places({HAIR: brown}, {HEIGHT: {"to": "high"}}) == [None, None]


def test_a_filter_is_made_an_alternative_in_one_step_and_told_in_one_sentence() -> None:
    criteria = model()
    undo = UndoModel(criteria)
    criteria.set_draft(HAIR, {"values": ["BRO"]})
    undo.seal()
    criteria.make_alternative(HAIR)
    assert criteria.draft(HAIR) == {}
    assert state(criteria) == ("Hair color: Brown", ChipState.PENDING)  # the other one is empty and not asked for
    criteria.set_draft(HEIGHT, {"to": "170"})
    criteria.make_alternative(HEIGHT)
    assert criteria.draft(ANY) == EITHER
    assert state(criteria) == (SENTENCE, ChipState.PENDING)
    assert criteria.wanted() == {}
    assert criteria.apply()
    assert state(criteria) == (SENTENCE, ChipState.APPLIED)
    assert criteria.applied_groups() == (
        {HAIR: Criterion(Operator.IN, ("BRO",))},
        {HEIGHT: Criterion(Operator.BETWEEN, upper=170)},
    )
    criteria.clear(ANY)
    assert state(criteria) == (SENTENCE, ChipState.REMOVED)
    criteria.put_back(ANY)
    assert criteria.draft(ANY) == EITHER
    for _ in range(5):
        undo.undo()
    assert criteria.draft(HAIR) == {"values": ["BRO"]}
    assert criteria.draft(ANY) == {}
    for _ in range(5):
        undo.redo()
    assert state(criteria) == (SENTENCE, ChipState.APPLIED)


def test_letters_typed_in_an_alternative_are_one_step() -> None:
    criteria = model()
    undo = UndoModel(criteria)
    for text in ("", "q", "qu"):
        criteria.set_draft(ANY, {"groups": [{SURNAME: {"text": text, "operator": "prefix"} if text else {}}, {}]})
        if not text:
            undo.seal()
    undo.undo()
    assert criteria.draft(ANY) == {"groups": [{SURNAME: {}}, {}]}


def test_a_fault_or_a_hidden_filter_keeps_all_alternatives_from_being_sent() -> None:
    page = people_page()
    hidden = page._replace(
        filters=tuple(
            one._replace(visible_when=AsksAnything(SURNAME)) if one.id == HEIGHT else one for one in page.filters
        )
    )
    criteria = CriteriaModel(hidden, History(7), ENGLISH)
    criteria.set_draft(ANY, EITHER)
    assert state(criteria) == (SENTENCE, ChipState.INACTIVE)
    assert criteria.apply()
    assert criteria.applied_groups() == ()
    criteria.set_draft(SURNAME, {"text": "q"})
    assert state(criteria) == (SENTENCE, ChipState.PENDING)
    criteria.set_draft(ANY, {"groups": [{HAIR: {"values": ["BRO"]}}, {HEIGHT: {"from": "tall"}}]})
    assert not criteria.apply()
    found = chip(criteria)
    assert found is not None
    assert "needs a number" in found.note


def moved_on(criteria: CriteriaModel, *path: Step, without: str = "") -> CriteriaModel:
    page = people_page()
    after = CriteriaModel(
        page._replace(filters=tuple(one for one in page.filters if one.id != without)),
        History(8, (Migration(7, path),) if path else ()),
        ENGLISH,
    )
    after.restore(criteria.snapshot(), page)
    return after


def test_a_new_layout_keeps_converts_or_parks_them_whole() -> None:
    criteria = model()
    criteria.set_draft(ANY, EITHER)
    criteria.apply()
    same = moved_on(criteria)
    assert (same.draft(ANY), state(same)) == (EITHER, (SENTENCE, ChipState.APPLIED))
    renamed = moved_on(criteria, Rename(HEIGHT, "harbor:people.seen"))
    assert state(renamed) != (SENTENCE, ChipState.APPLIED)
    gone = moved_on(criteria, Retire(HEIGHT, "It had to go."), without=HEIGHT)
    assert gone.applied_groups() == ()
    assert gone.draft(ANY) == {}
    parked = chip(gone)
    assert parked is not None
    assert (parked.text, parked.state) == (SENTENCE, ChipState.PARKED)
    assert parked.note.endswith("It had to go.")
    back = CriteriaModel(people_page(), History(9), ENGLISH)
    back.restore(gone.snapshot())
    assert state(back) == (SENTENCE, ChipState.PENDING)  # typed again, and not applied


def test_they_are_searched_saved_and_found_again(connected: Services, qtbot: QtBot) -> None:
    page = PageModel(people_page(), published_layout(), connected, connected.pool)
    page.restore({}, None)
    page.criteria.set_draft(ANY, EITHER)
    assert page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.DONE, timeout=WAIT)
    found = page.search.result_set()
    assert found is not None
    assert found.request["filters"] == {"$any": WIRE}
    assert 0 < found.total.value < 500
    page.saved.save_search("Either")
    qtbot.waitUntil(lambda: len(page.saved.entries) == 2, timeout=WAIT)
    assert {one.said for one in page.saved.entries} == {SENTENCE}
    page.criteria.clear_all()
    page.saved.use(next(one for one in page.saved.entries if one.name))
    assert page.criteria.draft(ANY) == EITHER
    again = PageModel(people_page(), published_layout(), connected, connected.pool)
    again.restore(page.state(), found)
    assert again.search.status.phase is Phase.STORED
    assert state(again.criteria) == (SENTENCE, ChipState.APPLIED)
