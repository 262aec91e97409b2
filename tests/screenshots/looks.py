"""What has a picture in one look only elsewhere, in the others here; and rows that stand closer together."""

from __future__ import annotations

from tests.screenshots.stage import Stage
from vizdesk.widgets.appearance import Density


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    studio.search_page("people")
    studio.window.appearance.choose_density(Density.COMPACT)
    studio.take("people-compact")
    studio.window.appearance.choose_density(Density.COMFORTABLE)
