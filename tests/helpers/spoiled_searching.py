"""A user who searches through a proxy that spoils answers, watched for anything shown that was not asked for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.answer_proxy import AnswerFault, AnswerProxy
from tests.helpers.layouts import people_page, published_layout
from tests.helpers.people_gateway import people_gateway
from tests.helpers.services import page_services
from vizdesk.domain.facets import FacetQuestion, FacetsRequest
from vizdesk.models.drafts import Draft
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase
from vizdesk.models.services import Services
from vizdesk.net.client import GatewayClient

HAIR, EYES = "harbor:people.hair", "harbor:people.eyes"
HAIRS: Sequence[Draft] = ({}, {"values": ["BRO"]}, {"values": ["BLK"]}, {"values": ["BRO", "BLK"]})
QUERIES = ("", "a*", "s*", "zzzz")
ASKED = [(hair, query) for hair in range(len(HAIRS)) for query in QUERIES]
WAIT_MILLISECONDS = 30_000
ROWS_CHECKED = 20


class Truth(NamedTuple):
    """What a search must show."""

    total: int
    ids: tuple[str, ...]
    brown: int


class Tally(NamedTuple):
    """What came of all searches.

    Args:
        given: how often the proxy did what.
        shown: how often each state of the search was shown.
        counted: how often counts beside options were.
        wrong: sentences about what was shown and should not have been.
    """

    given: Counter[AnswerFault]
    shown: Counter[Phase]
    counted: int
    wrong: list[str]

    @property
    def answers(self) -> int:
        """How many answers went through the proxy, whole or not."""
        return self.given.total()


class Watched:
    """A page whose every state is compared with the truth."""

    def __init__(self, page: PageModel, truths: dict[tuple[int, str], Truth]) -> None:
        self.page, self.truths = page, truths
        self.asked = ASKED[0]
        self.shown: Counter[Phase] = Counter()
        self.counted = 0
        self.wrong: list[str] = []
        page.search.status_changed.connect(self._look)
        page.facets.changed.connect(self._look_at_counts)

    def search(self, asked: tuple[int, str]) -> None:
        """Apply other criteria."""
        hair, query = asked
        self.page.criteria.set_draft(HAIR, HAIRS[hair])
        self.page.criteria.set_query(query)
        assert self.page.criteria.apply()
        self.asked = asked
        self.page.search.start()

    def _look(self) -> None:
        status, truth = self.page.search.status, self.truths[self.asked]
        if status.phase is Phase.SEARCHING:
            return
        self.shown[status.phase] += 1
        told_none = status.phase is Phase.NO_RESULTS or "No results" in status.headline
        if told_none and truth.total:
            self.wrong.append(f"“No results” where there are {truth.total}")
        if status.phase in (Phase.DONE, Phase.NO_RESULTS) and (status.previous or status.total != truth.total):
            self.wrong.append(f"{status.total} results where there are {truth.total}")
        if status.shown and not status.previous:
            rows = range(min(ROWS_CHECKED, status.shown))
            ids = tuple(self.page.results.id_at(row) for row in rows)
            if ids != truth.ids:
                self.wrong.append(f"rows of another search in {status.phase}")

    def _look_at_counts(self, _filter_id: str) -> None:
        counts, truth = self.page.facets.counts(HAIR), self.truths[self.asked]
        counted = counts.of("BRO") if counts is not None else None
        if self.page.search.status.phase is not Phase.SEARCHING and counted is not None:
            self.counted += 1
            if counted.records != truth.brown:
                self.wrong.append(f"a count of {counted.records} where there are {truth.brown}")


def search_spoiled(folder: Path, key_file: Path, qtbot: QtBot, answers: int, seed: int) -> Tally:
    """Search until so many answers went through the proxy.

    Args:
        folder: for the gateway.
        key_file: of its folder.
        qtbot: runs the event loop.
        answers: how many.
        seed: of the criteria, the user's patience and the faults.
    """
    with (
        people_gateway(folder, key_file, 300) as gateway,
        AnswerProxy(urlsplit(gateway.url).port or 0, seed) as proxy,
        page_services(None) as services,
        GatewayClient(proxy.url, gateway.token) as client,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("vizdesk.net.retries.JITTER_SECONDS", 0.002)
        patch.setattr("vizdesk.net.retries.LOST_SECONDS", 0.001)
        patch.setattr("vizdesk.net.breaker.FIRST_SECONDS", 0.02)
        patch.setattr("vizdesk.net.breaker.MOST_SECONDS", 0.05)
        watched = Watched(_page(services), {})
        with GatewayClient(gateway.url, gateway.token) as straight:
            watched.truths.update({asked: _truth(watched.page, straight, asked) for asked in ASKED})
        services.link.connected(client)
        _search_on(watched, proxy, qtbot, answers, random.Random(seed))
        return Tally(proxy.given, watched.shown, watched.counted, watched.wrong)


def _search_on(watched: Watched, proxy: AnswerProxy, qtbot: QtBot, answers: int, chance: random.Random) -> None:
    search, facets = watched.page.search, watched.page.facets
    while proxy.given.total() < answers:
        watched.search(chance.choice(ASKED))
        if chance.random() < 0.4:  # another thought before the answer is there
            qtbot.wait(chance.choice((0, 1, 5, 20)))
            continue
        qtbot.waitUntil(lambda: search.status.phase is not Phase.SEARCHING, timeout=WAIT_MILLISECONDS)
        facets.ask([HAIR, EYES])
        if chance.random() < 0.5:
            qtbot.wait(chance.choice((1, 5, 20)))
    qtbot.waitUntil(lambda: search.status.phase is not Phase.SEARCHING, timeout=WAIT_MILLISECONDS)


def _page(services: Services) -> PageModel:
    page = PageModel(people_page(), published_layout(), services, services.pool)
    page.restore({}, None)
    return page


def _truth(page: PageModel, client: GatewayClient, asked: tuple[int, str]) -> Truth:
    """What the gateway answers where nothing is between."""
    hair, query = asked
    page.criteria.set_draft(HAIR, HAIRS[hair])
    page.criteria.set_query(query)
    assert page.criteria.apply()
    request = page.search.request()._replace(request_id="truth")
    answer = client.search(request)
    counted = client.facets(FacetsRequest(request, (FacetQuestion(HAIR),))).facets[HAIR].values
    brown = sum(one.records for one in counted if one.value == "BRO")
    return Truth(answer.total.value, tuple(hit.id for hit in answer.hits[:ROWS_CHECKED]), brown)
