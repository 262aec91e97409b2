"""Switching between two search pages that hold 10,000 results each, until the new page is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.report import Figure, percentile
from benchmarks.sample import flights, home
from benchmarks.window import running, until_painted, wait

if TYPE_CHECKING:
    from vizdesk.app import Program
    from vizdesk.models.page import PageModel
    from vizdesk.widgets.search_page import SearchPage

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
        pages = [_open(program, model.page.id) for model in program.session.pages()]
        for page in pages:
            wait(lambda page=page: page.panel.is_whole)  # type: ignore[misc]  # mypy cannot type a default of a lambda
        times = [_switch(program, pages[turn % len(pages)]) for turn in range(SWITCHES)]
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


def _open(program: Program, identifier: str) -> SearchPage:
    program.window.open_page(identifier)
    page = program.window.current_page()
    assert page is not None
    assert page.model.page.id == identifier
    return page


def _switch(program: Program, page: SearchPage) -> float:
    """Seconds until the page’s rows have been painted, with all that is painted with them."""
    seconds = until_painted(page.results.table.viewport(), lambda: program.window.open_page(page.model.page.id))
    assert program.window.current_page() is page
    return seconds
