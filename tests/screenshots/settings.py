"""The settings, from top to bottom; what they say where something fails."""

from __future__ import annotations

from datetime import time

from PySide6.QtWidgets import QPushButton, QScrollArea

from tests.helpers.fault_proxy import free_port
from tests.screenshots.stage import Stage
from tests.screenshots.studio import wait_for
from vizdesk.transfers.schedule import Limits
from vizdesk.widgets.rail import SETTINGS
from vizdesk.widgets.settings_page import SettingsPage


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    studio.search_page("people")
    studio.window.open_page(SETTINGS)
    page = studio.window.findChild(SettingsPage)
    assert page is not None
    scroll = page.findChild(QScrollArea)
    assert scroll is not None
    studio.take("settings", everywhere=True)
    model = studio.session.transfers.model
    model.set_limits(Limits(50_000_000, True, time(8), time(18), 5_000_000))
    card = stage.folder / "Card reader"
    card.mkdir(parents=True, exist_ok=True)
    page.transfers.watch(str(card))
    page.proxy.mode.findChildren(QPushButton)[-1].click()
    page.proxy.host.setText("127.0.0.1")
    page.proxy.port.setText(str(free_port()))
    page.proxy.test.click()
    wait_for(page.proxy.test.isEnabled)
    page.kept.forget.click()
    studio.take("settings-filled")
    page.kept.keep.click()
    wait_for(lambda: page.measures.rows.rowCount() > 0)
    scroll.ensureWidgetVisible(page.measures.clear, 0, 60)
    studio.take("settings-measures", everywhere=True)
    scroll.verticalScrollBar().setValue(0)
    studio.session.transfers.set_watched(None)
    model.set_limits(Limits())
    page.proxy.mode.findChildren(QPushButton)[0].click()
