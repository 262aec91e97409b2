"""Options as one types: what is not wanted any more is taken back, what was found is told again at once."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.layouts import people_page, published_layout
from vizdesk.domain.criteria import Scalar
from vizdesk.domain.errors import Cancelled, Unavailable
from vizdesk.domain.migrations import history_of
from vizdesk.domain.options import OptionItem, OptionsAnswer, OptionsRequest
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.options import OptionsModel
from vizdesk.models.services import Services

HAIR, EYES = "harbor:people.hair", "harbor:people.eyes"


class Gateway:
    """Answers with what is asked for; a slow one when it is cancelled."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.slow = False
        self.begun, self.cancelled = threading.Event(), threading.Event()
        self.ids: list[str] = []

    def options(self, request: OptionsRequest) -> OptionsAnswer:
        self.asked.append(request.prefix)
        self.ids.append(request.search.request_id)
        if self.slow:
            self.begun.set()
            assert self.cancelled.wait(10)
            raise Cancelled("x")
        return OptionsAnswer((OptionItem(request.prefix),), False, "")

    def cancel_search(self, request_id: str) -> bool:
        assert request_id == self.ids[-1]
        self.cancelled.set()
        return True


@pytest.fixture
def gateway(services: Services) -> Gateway:
    made: Any = Gateway()
    services.link.connected(made)
    return made  # type: ignore[no-any-return]  # in place of a client


def test_what_was_found_lately_is_told_at_once(services: Services, gateway: Gateway, qtbot: QtBot) -> None:
    criteria = CriteriaModel(people_page(), history_of(published_layout()))
    options = OptionsModel("harbor", criteria, services, services.pool)
    found: list[Scalar] = []
    options.found.connect(lambda _, answer: found.append(answer.items[0].value))
    for text in ("b", "br"):
        options.find(HAIR, text)
        qtbot.waitUntil(lambda wanted=text: found[-1:] == [wanted], timeout=10_000)
    options.find(HAIR, "b")
    assert found == ["b", "br", "b"], "at once"
    assert gateway.asked == ["b", "br"]
    criteria.set_draft(EYES, {"value": "blue"})
    options.find(HAIR, "b")
    qtbot.waitUntil(lambda: gateway.asked == ["b", "br", "b"], timeout=10_000)  # other criteria, other values


def test_values_whose_names_were_asked_for_one_after_the_other_are_all_named(services: Services, qtbot: QtBot) -> None:
    class Names:
        def __init__(self) -> None:
            self.go_on = threading.Event()
            self.fails = False

        def options(self, request: OptionsRequest) -> OptionsAnswer:
            assert self.go_on.wait(10)
            if self.fails:
                raise Unavailable("x")
            return OptionsAnswer(tuple(OptionItem(one, {"en": one.lower()}) for one in request.values), False, "")

    names: Any = Names()
    services.link.connected(names)
    criteria = CriteriaModel(people_page(), history_of(published_layout()))
    options = OptionsModel("harbor", criteria, services, services.pool)
    named: dict[str, str] = {}
    options.named.connect(lambda _, labels: named.update(labels))
    options.name(HAIR, ["BRO"])
    options.name(HAIR, ["BLK"])  # as the same filter does in an alternative
    names.go_on.set()
    qtbot.waitUntil(lambda: named == {"BRO": "bro", "BLK": "blk"})
    names.fails = True
    options.name(HAIR, ["GRY"])
    assert services.pool.waitForDone(5000)
    names.fails = False
    options.name(HAIR, ["RED"])
    qtbot.waitUntil(lambda: {"GRY", "RED"} <= named.keys())


def test_what_is_not_wanted_any_more_is_taken_back(services: Services, gateway: Gateway, qtbot: QtBot) -> None:
    options = OptionsModel(
        "harbor", CriteriaModel(people_page(), history_of(published_layout())), services, services.pool
    )
    failed: list[object] = []
    options.failed.connect(lambda *told: failed.append(told))
    gateway.slow = True
    options.find(HAIR, "b")
    qtbot.waitUntil(gateway.begun.is_set, timeout=10_000)
    options.drop()
    qtbot.waitUntil(gateway.cancelled.is_set, timeout=10_000)
    gateway.slow = False
    options.find(HAIR, "br")
    qtbot.waitUntil(lambda: gateway.asked == ["b", "br"], timeout=10_000)
    assert failed == []
