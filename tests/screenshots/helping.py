"""Palette and keys."""

from __future__ import annotations

from tests.screenshots.stage import Stage
from vizdesk.widgets.command_palette import CommandPalette
from vizdesk.widgets.shortcuts_sheet import ShortcutsSheet


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    window = studio.window
    studio.search_page("people")
    studio.page.focus_query()
    window.show_commands()
    studio.take("help-commands", everywhere=True)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    palette.line.setText("hair")
    studio.take("help-commands-found")
    palette.line.setText("zzz")
    studio.take("help-commands-nothing")
    window.show_shortcuts()
    studio.take("help-shortcuts", everywhere=True)
    shown = window.findChild(ShortcutsSheet)
    assert shown is not None
    shown.close_back()
