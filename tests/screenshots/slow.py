"""A gateway that does not answer: its process is halted, up to the search's deadline."""

from __future__ import annotations

import json
import os
import signal

from PySide6.QtCore import QLocale

from tests.screenshots.stage import Stage
from tests.screenshots.studio import ENDED, Studio, wait_for
from vizdesk.models.search_words import said_while_searching

DEADLINE_SECONDS = 45.0


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    for page in ("vehicles", "people"):
        studio.window.open_page(page)
        studio.search()
    pid = json.loads((studio.data / "gateway.lock").read_text(encoding="utf-8"))["pid"]
    os.kill(pid, signal.SIGSTOP)
    try:
        _take_both(studio)
    finally:
        os.kill(pid, signal.SIGCONT)
    studio.window.open_page("incidents")
    studio.clear()
    studio.window.open_page("people")
    studio.clear()


def _take_both(studio: Studio) -> None:
    """Two searches at once: one over the results of another, which stay, dimmed, with their time; one over nothing."""
    studio.window.open_page("incidents")
    other = studio.page.model.search
    other.forget()
    studio.page.apply()
    studio.window.open_page("people")
    search = studio.page.model.search
    studio.draft("surname", text="br", operator="prefix")
    studio.draft("hair", values=["BRO"])
    studio.page.apply()
    wait_for(lambda: search.status.slow)
    studio.take("people-searching", everywhere=True)
    wait_for(lambda: search.status.headline == said_while_searching(5, None, QLocale()).headline)
    studio.take("people-still-searching", everywhere=True)
    wait_for(lambda: search.status.offers_to_tell)
    studio.take("people-keep-working", everywhere=True)
    search.tell_when_done()
    studio.take("people-will-be-told")
    studio.window.open_page("incidents")
    studio.take("incidents-keep-working")
    wait_for(lambda: other.status.phase in ENDED, DEADLINE_SECONDS)
    studio.take("incidents-deadline")
    studio.window.open_page("vehicles")
    wait_for(lambda: search.status.phase in ENDED, DEADLINE_SECONDS)
    studio.take("vehicles-search-ended")
    studio.window.open_page("people")
    studio.take("people-deadline", everywhere=True)
