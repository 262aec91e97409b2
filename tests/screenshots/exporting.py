"""What to export, and what came of it: under way, done, failed, not allowed."""

from __future__ import annotations

from tests.screenshots.stage import Stage
from tests.screenshots.studio import Studio, wait_for
from vizdesk.models.exports import ExportPhase
from vizdesk.widgets.export_form import ExportForm

FILE = "VizDesk people 2026-11-25.csv"


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    studio.search_page("people")
    results, exports = studio.page.results, studio.session.exports
    wait_for(results.export_button.isEnabled)
    form = _open(studio)
    studio.take("export-form", everywhere=True)
    form.start(stage.folder / FILE)
    studio.take("export-running")
    wait_for(lambda: not exports.running)
    form.leave()
    studio.take("export-done")
    form = _open(studio)
    form.start(stage.folder / "gone" / FILE)
    wait_for(lambda: exports.state.phase is ExportPhase.FAILED)
    form.leave()
    studio.take("export-failed", everywhere=True)
    exports.dismiss()


def _open(studio: Studio) -> ExportForm:
    results = studio.page.results
    results.show_export()
    form = results.findChild(ExportForm)
    assert form is not None
    return form
