"""Switching between two search pages that hold 10,000 results each, until the new page is painted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.report import Figure, percentile
from benchmarks.sample import flights, home
from benchmarks.window import running, wait

if TYPE_CHECKING:
    from vizdesk.app import Program
    from vizdesk.models.page import PageModel

RESULTS = 10_000
SWITCHES = 200


def measure() -> list[Figure]:
    """The 95th percentile of 200 switches."""
    with home() as folder, running() as program:
        for page in ("departures", "arrivals"):
            program.session.imports.start(str(flights(folder)), "air", page, "create")
            wait(lambda: not program.session.imports.running)
        program.session.choose_agency("air")
        wait(lambda: program.session.agency == "air" and len(program.session.pages()) == 2)
        for model in program.session.pages():
            load(model, RESULTS)
        times = [_switch(program, turn) for turn in range(SWITCHES)]
    slow = percentile(times, 0.95) * 1000
    return [Figure("page switch with 10,000 results each, p95", f"{slow:.1f} ms", "–", "–", "≤ 50 ms", slow <= 50)]


def load(model: PageModel, rows: int) -> None:
    """Search a page for everything and go on until so many rows are loaded."""
    model.criteria.apply()
    model.search.start()
    while model.results.loaded_rows < rows:
        before = model.results.loaded_rows
        if before:
            model.search.load_more()
        wait(lambda before=before: model.results.loaded_rows > before)  # type: ignore[misc]  # mypy cannot type a default of a lambda


def _switch(program: Program, turn: int) -> float:
    pages = program.session.pages()
    target = pages[turn % len(pages)].page.id
    started = time.perf_counter()
    program.session.set_current_page(target)
    program.window.repaint()
    wait(lambda: program.session.current_page_id == target)
    return time.perf_counter() - started
