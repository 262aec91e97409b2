"""A page in the order of a user's work: nothing, typed, found, not found, cancelled; other pages; a small window."""

from __future__ import annotations

from tests.screenshots.stage import Stage
from tests.screenshots.studio import SIZE, SMALL, wait_for


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    studio.window.open_page("people")
    studio.take("people-first-run", everywhere=True)
    studio.draft("surname", text="br", operator="prefix")
    studio.draft("hair", values=["BRO", "BLK"])
    studio.take("people-typed")
    studio.search()
    studio.page.results.table.select_row(2)
    studio.page.show_detail(True)
    wait_for(lambda: studio.page.model.facets.counts("harbor:people.sex") is not None)
    studio.take("people-results", everywhere=True)
    studio.draft("hair")
    studio.draft("wanted", value=True)
    studio.draft("dob", **{"from": "1/1/1980"})
    studio.draft("height_cm", **{"from": "tall"})
    studio.page.apply()
    studio.take("people-fault", everywhere=True)
    studio.draft("height_cm")
    studio.draft("aliases", exists=False)
    studio.page.model.criteria.set_query("qqq")
    studio.search()
    studio.take("people-no-results", everywhere=True)
    studio.page.model.criteria.clear_all()
    studio.page.apply()
    studio.page.model.search.cancel()
    studio.take("people-cancelled", everywhere=True)
    studio.search()
    for page in ("vehicles", "incidents"):
        studio.window.open_page(page)
        studio.search()
        studio.take(f"{page}-results")
    studio.window.resize(*SMALL)
    studio.take("incidents-small-window")
    studio.window.resize(*SIZE)
