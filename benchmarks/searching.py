"""Search of a million people at the gateway, encrypted, beside Datasette and tantivy on the same records."""

from __future__ import annotations

import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from benchmarks import people
from benchmarks.importing import gateway, timed
from benchmarks.peers import ask_datasette, ask_tantivy, datasette
from benchmarks.questions import FACETS, Question, questions
from benchmarks.report import Figure, percentile
from benchmarks.sample import PROGRAM, home

PAGE = 50
FACET_QUESTIONS = 20
"""Of Datasette, which takes seconds for each."""

DEEP = 900_000
IDENTIFIERS = 5000
OPTIONS = 100_000
TAIL = 0.95


def measure() -> list[Figure]:
    """Import on both sides, then the same questions to all."""
    with home() as folder:
        source, plain = folder / "people.csv", folder / "peer.db"
        people.write(source)
        peer_import, _ = timed([sys.executable, "-m", "benchmarks.peers", str(source), str(plain)])
        data = folder / "data"
        words = [str(PROGRAM), "import", str(source), "--agency", "big", "--page", "people", "--data", str(data)]
        with gateway(data) as running:
            idle = running.memory_info().rss
            own_import, peak = timed(words, running)
            figures = _import_figures(own_import, peer_import, (peak - idle) / 1e6)
            names = folder / "names.csv"
            _write_names(names)
            timed([*words[:2], str(names), "--agency", "big", "--page", "names", "--data", str(data)])
            with _client(data) as client:
                return figures + _search_figures(client, source, plain, folder)


def _import_figures(own: float, peer: float, memory: float) -> list[Figure]:
    ratio = own / peer
    beside = f"SQLite + FTS5 + 5 indexes {peer:.0f} s"
    return [
        Figure("import of 1 M people, encrypted", f"{own:.0f} s", beside, f"{ratio:.2f}×", "≤ 1.6×", ratio <= 1.6),
        Figure("its memory over idle", f"{memory:.0f} MB", "–", "–", "≤ 500 MB", memory <= 500),
    ]


def _search_figures(client: httpx.Client, source: Path, plain: Path, folder: Path) -> list[Figure]:
    with_text, without = questions()
    kinds = (("text + two filters", with_text, 10.0), ("two filters", without, 4.0))
    facet_bars = (20.0, 8.0)
    own = [[_ask(client, one) for one in kind] for _, kind, _ in kinds]
    own_facets = [[_ask_facets(client, one) for one in kind] for _, kind, _ in kinds]
    with datasette(plain) as peer:
        theirs = [[ask_datasette(peer, one) for one in kind] for _, kind, _ in kinds]
        their_facets = [
            [ask_datasette(peer, one, facets=True) for one in kind[:FACET_QUESTIONS]] for _, kind, _ in kinds
        ]
    tantivy = ask_tantivy(source, [kind for _, kind, _ in kinds], folder)
    figures = []
    for place, (name, _, bar) in enumerate(kinds):
        _assert_same(own[place], theirs[place])
        figures += [
            _faster(f"{name}, first page", own[place], theirs[place], bar),
            _near_tantivy(f"{name}, first page", own[place], tantivy[place]),
            _faster(f"8 facets, {name}", own_facets[place], their_facets[place], facet_bars[place]),
        ]
    return [*figures, _depth(client), _typeahead(client), _identifiers(client)]


def _ask(client: httpx.Client, question: Question) -> tuple[float, int]:
    return _timed(
        client, "/search", _criteria(question) | {"page": {"size": PAGE}}, lambda body: body["total"]["value"]
    )


def _ask_facets(client: httpx.Client, question: Question) -> tuple[float, int]:
    asked = [{"filter": f"big:people.{name}"} for name in FACETS]
    return _timed(client, "/facets", _criteria(question) | {"facets": asked}, _nothing)


def _criteria(question: Question) -> dict[str, Any]:
    filters = {f"big:people.{name}": value for name, value in question.filters.items()}
    return {"type": "people", "query": question.words, "filters": filters}


def _timed(client: httpx.Client, path: str, body: dict[str, Any], told: Callable[[Any], int]) -> tuple[float, int]:
    started = time.perf_counter()
    answer = client.post(path, json=body).raise_for_status()
    took = (time.perf_counter() - started) * 1000
    return took, told(answer.json())


def _total(body: Any) -> int:
    return int(body["total"]["value"])


def _nothing(_body: Any) -> int:
    return 0


def _depth(client: httpx.Client) -> Figure:
    """The page behind record 900,000, reached by large pages; beside the first page, alternating."""
    body: dict[str, Any] = {"type": "people", "query": "", "filters": {}}
    after = None
    for _ in range(DEEP // 500):
        answer = client.post("/search", json=body | {"page": {"size": 500, "after": after}}).raise_for_status().json()
        after = answer["next"]
    first, deep = [], []
    for _ in range(100):
        first.append(_timed(client, "/search", body, _nothing)[0])
        deep.append(_timed(client, "/search", body | {"page": {"size": PAGE, "after": after}}, _nothing)[0])
    one, other = percentile(deep, TAIL), percentile(first, TAIL)
    ratio = one / other
    return Figure(
        "page at depth 900,000, p95",
        f"{one:.1f} ms",
        f"first page {other:.1f} ms",
        f"{ratio:.2f}×",
        "≤ 1.5×",
        ratio <= 1.5,
    )


def _typeahead(client: httpx.Client) -> Figure:
    """Beginnings of names, of which the page “names” has the bar's number, all different."""
    dice = random.Random(1)
    times = []
    for _ in range(200):
        prefix = dice.choice(people.SURNAMES)[: dice.randint(2, 5)]
        asked = [{"filter": "big:names.name", "limit": 20, "prefix": prefix}]
        body = {"type": "names", "query": "", "filters": {}, "facets": asked}
        times.append(_timed(client, "/facets", body, _nothing)[0])
    took = percentile(times, TAIL)
    return Figure(f"typeahead over {OPTIONS:,} options, p95", f"{took:.0f} ms", "–", "–", "≤ 50 ms", took <= 50)


def _write_names(path: Path) -> None:
    names = itertools.islice(((surname, given) for given in people.GIVEN for surname in people.SURNAMES), OPTIONS)
    path.write_text("name\n" + "".join(f"{surname} {given}\n" for surname, given in names), encoding="utf-8")


def _identifiers(client: httpx.Client) -> Figure:
    dice = random.Random(2)
    times = []
    for _ in range(20):
        wanted = [f"r{number:08}" for number in dice.sample(range(people.ROWS), IDENTIFIERS)]
        body = {"type": "people", "query": "", "filters": {"big:people.record_no": wanted}}
        took, found = _timed(client, "/search", body, _total)
        if found != IDENTIFIERS:
            raise RuntimeError(f"{found} of {IDENTIFIERS} identifiers found")
        times.append(took)
    took = percentile(times, TAIL)
    return Figure("5,000 pasted identifiers, p95", f"{took:.0f} ms", "–", "–", "≤ 500 ms", took <= 500)


def _assert_same(own: Sequence[tuple[float, int]], theirs: Sequence[tuple[float, int]]) -> None:
    """Times of different answers do not compare."""
    pairs = [(one, other) for (_, one), (_, other) in zip(own, theirs, strict=True) if one != other]
    if pairs:
        raise RuntimeError(f"{len(pairs)} of {len(own)} totals differ from the peer's, such as {pairs[:3]}")


def _faster(what: str, own: Sequence[tuple[float, int]], theirs: Sequence[tuple[float, int]], bar: float) -> Figure:
    one, other = (percentile([took for took, _ in times], TAIL) for times in (own, theirs))
    ratio = other / one
    return Figure(
        f"{what}, p95",
        f"{one:.1f} ms",
        f"Datasette {other:.0f} ms",
        f"{ratio:.1f}× faster",
        f"≥ {bar:g}× faster",
        ratio >= bar,
    )


def _near_tantivy(what: str, own: Sequence[tuple[float, int]], theirs: Sequence[tuple[float, int]]) -> Figure:
    one, other = (percentile([took for took, _ in times], TAIL) for times in (own, theirs))
    bar = 4 * other + 5
    return Figure(
        f"{what}, p95", f"{one:.1f} ms", f"tantivy in process {other:.1f} ms", f"{one / other:.1f}×",
        f"≤ 4× + 5 ms = {bar:.0f} ms", one <= bar,
    )  # fmt: skip


def _client(data: Path) -> httpx.Client:
    lock = json.loads((data / "gateway.lock").read_text(encoding="utf-8"))
    return httpx.Client(base_url=lock["url"], headers={"Authorization": f"Bearer {lock['token']}"}, timeout=60)
