"""Rows that stand closer together."""

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
