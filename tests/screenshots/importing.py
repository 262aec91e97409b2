"""The import page, from the empty form to the result; and a file that cannot be read."""

from __future__ import annotations

from tests.screenshots.stage import Stage
from tests.screenshots.studio import Studio, wait_for
from vizdesk.models.imports import ImportPhase
from vizdesk.widgets.import_page import ImportPage
from vizdesk.widgets.rail import IMPORT

BROKEN_ROWS = 3


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    file = stage.folder / "Stolen bicycles.csv"
    lines = [f"B-{n:05},{n % 9},2024-{n % 12 + 1:02}-{n % 28 + 1:02},{'yes' if n % 3 else 'no'}" for n in range(40_000)]
    lines[BROKEN_ROWS : BROKEN_ROWS * 2] = ["too,few", "a,b,c,d,e,f,g", "only one"]
    file.write_text("Frame number,District,Stolen on,Insured\n" + "\n".join(lines), encoding="utf-8")
    studio.window.open_page(IMPORT)
    studio.take("import-form")
    page = studio.window.findChild(ImportPage)
    assert page is not None
    page.take_file(str(file))
    studio.take("import-chosen")
    page._start.click()
    imports = studio.session.imports
    wait_for(lambda: imports.state.rows > 0 or not imports.running)
    studio.take("import-running")
    wait_for(lambda: imports.state.phase is not ImportPhase.RUNNING)
    studio.take("import-done", everywhere=True)
    page._progress._open.click()
    wait_for(lambda: studio.window.current_page() is not None)
    studio.search()
    studio.take("imported-page")
    _take_failed(stage, studio, page)


def _take_failed(stage: Stage, studio: Studio, page: ImportPage) -> None:
    """More options, for a page that is there; then a file without a row."""
    file = stage.folder / "Nothing.csv"
    file.write_text("Plate,State\n", encoding="utf-8")
    studio.window.open_page(IMPORT)
    page._progress._again.click()
    page._page.setEditText("vehicles")
    page._more.setChecked(True)
    page.take_file(str(file))
    studio.take("import-options", everywhere=True)
    page._start.click()
    wait_for(lambda: studio.session.imports.state.phase not in (ImportPhase.RUNNING, ImportPhase.DONE))
    wait_for(lambda: not studio.session.imports.running)
    studio.take("import-failed", everywhere=True)
    page._progress._again.click()
