"""Records that are marked, one with a note; and the list of them."""

from __future__ import annotations

from tests.screenshots.stage import Stage
from tests.screenshots.studio import wait_for
from vizdesk.models.search import Phase


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    studio.search_page("people")
    table, marks = studio.page.results.table, studio.page.model.marks
    marks.star([(1, 2), (5, 5)], starred=True)
    wait_for(lambda: studio.page.model.results.hit(7) is not None)
    found = studio.page.model.results.hit(7)
    assert found is not None
    marks.note(found, "Ask again on Monday.")
    wait_for(lambda: marks.count() == 4)
    studio.page.detail.note.text.setPlainText("Seen at the pier with a gray dog; says he moved in March.")
    table.select_row(2)
    studio.take("people-marked")
    studio.take_popup("saved-marked", studio.page.open_saved())
    marks.show_list()
    wait_for(lambda: studio.page.model.search.status.phase is Phase.LISTED)
    wait_for(lambda: studio.page.model.results.id_at(0) is not None)
    table.select_row(0)
    studio.take("people-marked-list")
    studio.page.model.search.close_list()
    marks.star([(1, 2), (5, 5)], starred=False)
