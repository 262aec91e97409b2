"""One import at the gateway, as the window shows it."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLocale, QObject, QThreadPool, QTimer, Signal

from vizdesk.domain.errors import Unavailable, VizDeskError
from vizdesk.domain.filled import all_filled_again
from vizdesk.domain.layout import Json, Page
from vizdesk.models.tasks import Requests
from vizdesk.models.wording import next_step_of, say, sentence_of
from vizdesk.net.errors import problem_error
from vizdesk.net.link import GatewayLink

POLL_MILLISECONDS = 200
START_SECONDS = 20.0
CALL_SECONDS = 5.0
MOST_MISSED_POLLS = 25


class ImportPhase(StrEnum):
    """Where an import stands."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ImportState(NamedTuple):
    """What the window says about an import.

    Args:
        phase: where it stands.
        headline: one plain sentence.
        detail: more, or the next step; may be empty.
        agency: whose page.
        page: which page.
        permille: how much of the file has been read, None while nobody knows.
        rows: read so far.
        rate: rows a second.
        seconds_left: None while nobody knows.
        imported: records, once done.
        set_aside: rows that could not be read, once done.
        set_aside_lines: the first of them: line number and reason.
        notes: what was decided, in plain sentences.
    """

    phase: ImportPhase = ImportPhase.IDLE
    headline: str = ""
    detail: str = ""
    agency: str = ""
    page: str = ""
    permille: int | None = None
    rows: int = 0
    rate: int = 0
    seconds_left: int | None = None
    imported: int = 0
    set_aside: int = 0
    set_aside_lines: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()


class ImportModel(QObject):
    """Starts one import at a time and follows it.

    Signals:
        changed: `state` is another one.
        finished: whether the records are there now.
        page_ready: agency and page that an import has filled.
    """

    changed = Signal()
    finished = Signal(bool)
    page_ready = Signal(str, str)

    def __init__(
        self,
        link: GatewayLink,
        pool: QThreadPool,
        locale: QLocale,
        page_of: Callable[[str, str], Page | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = ImportState()
        self._link, self._locale = link, locale
        self._page_of = page_of
        self._identifier: str | None = None
        self._cancel_wanted = False
        self._missed = 0
        self._timer = QTimer(self, singleShot=True, interval=POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)
        self._starts = Requests(pool, self, self._on_started, self._on_failed)
        self._polls = Requests(pool, self, self._on_state, self._on_missed)
        self._cancels = Requests(pool, self)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self.state.phase is ImportPhase.RUNNING

    def page_exists(self, agency: str, page: str) -> bool:
        """Whether a page of that name is known, so that “create” would be refused."""
        return self._page_of(agency, page) is not None

    def page_has_key(self, agency: str, page: str) -> bool:
        """Whether a page's records can be told apart, so that they can be updated and deleted."""
        found = self._page_of(agency, page)
        return found is not None and bool(found.key_fields)

    def start(self, path: str, agency: str, page: str, mode: str, date_order: str = "auto") -> None:
        """Start an import; does nothing while one runs.

        Args:
            path: the file.
            agency: its short name.
            page: its short name.
            mode: `create`, `replace`, `append`, `update` or `delete`.
            date_order: `auto`, `mdy` or `dmy`.
        """
        if self.running:
            return
        self._identifier, self._missed, self._cancel_wanted = None, 0, False
        headline = self.tr("Starting the import…")
        self._set(ImportState(ImportPhase.RUNNING, headline, agency=agency, page=page))
        file, link = Path(path).absolute(), self._link
        self._starts.submit(lambda: link.client(START_SECONDS).start_import(file, agency, page, mode, date_order))

    def cancel(self) -> None:
        """Stop the running import; what was there before stays."""
        if not self.running:
            return
        self._cancel_wanted = True
        identifier, link = self._identifier, self._link
        if identifier is not None:
            self._cancels.submit(lambda: link.client(CALL_SECONDS).cancel_import(identifier))

    def _poll(self) -> None:
        identifier, link = self._identifier, self._link
        if identifier is not None:
            self._polls.submit(lambda: link.client(CALL_SECONDS).import_state(identifier))

    def _on_started(self, identifier: str) -> None:
        self._identifier = identifier
        if self._cancel_wanted:
            self.cancel()
        self._poll()

    def _on_state(self, state: Json) -> None:
        self._missed = 0
        try:
            self._take(state)
        except (KeyError, TypeError, ValueError):
            self._on_failed(problem_error(None, 200))

    def _take(self, state: Json) -> None:
        match state["state"]:
            case "running":
                self._set(self._running_state(state))
                self._timer.start()
            case "done":
                self._set(self._done_state(state))
                self.page_ready.emit(self.state.agency, self.state.page)
                self.finished.emit(True)
            case "cancelled":
                self._end(ImportPhase.CANCELLED, self.tr("Import cancelled."), self.tr("What was there before stays."))
            case _:
                self._on_failed(problem_error(state["problem"], 200))

    def _on_missed(self, error: VizDeskError) -> None:
        self._missed += 1
        if isinstance(error, Unavailable) and self._missed < MOST_MISSED_POLLS:
            self._timer.start()
        else:
            self._on_failed(error)

    def _on_failed(self, error: VizDeskError) -> None:
        self._end(
            ImportPhase.FAILED, sentence_of(error), next_step_of(error) or self.tr("What was there before stays.")
        )

    def _end(self, phase: ImportPhase, headline: str, detail: str) -> None:
        self._identifier = None
        self._set(ImportState(phase, headline, detail, self.state.agency, self.state.page))
        self.finished.emit(False)

    def _set(self, state: ImportState) -> None:
        self.state = state
        self.changed.emit()

    def _running_state(self, state: Json) -> ImportState:
        phases = {
            "reading": self.tr("Reading the file…"),
            "writing": self.tr("Writing records…"),
            "indexing": self.tr("Making records searchable…"),
        }
        total, left = int(state["totalBytes"]), state["secondsLeft"]
        rows, rate = int(state["rows"]), int(state["ratePerSecond"])
        return ImportState(
            ImportPhase.RUNNING,
            self.tr("Stopping the import…") if self._cancel_wanted else phases[state["phase"]],
            self._pace(rows, rate, left),
            self.state.agency,
            self.state.page,
            permille=min(1000, 1000 * int(state["bytes"]) // total) if total else None,
            rows=rows,
            rate=rate,
            seconds_left=None if left is None else int(left),
        )

    def _said_by_key(self, state: Json) -> str:
        parts = {
            "added": self.tr("{count} new"),
            "changed": self.tr("{count} changed"),
            "unchanged": self.tr("{count} as before"),
            "deleted": self.tr("{count} deleted"),
        }
        counted = [(form, int(state[name])) for name, form in parts.items()]
        told = ", ".join(form.format(count=self._locale.toString(count)) for form, count in counted if count)
        return self.tr("Records: {counts}.").format(counts=told or self.tr("none changed"))

    def _pace(self, rows: int, rate: int, left: float | None) -> str:
        shown = self._locale.toString
        with_rate, without = self.tr("{rows} rows, {rate} a second"), self.tr("{rows} rows")
        said = (with_rate if rate else without).format(rows=shown(rows), rate=shown(rate))  # none while it is too early
        if left is None:
            return said
        seconds = self.tr("about {count} seconds left").format(count=shown(max(2, int(left))))
        minutes = self.tr("about {count} minutes left").format(count=shown(math.ceil(left / 60)))
        return f"{said}, {seconds if left < 100 else minutes}"

    def _done_state(self, state: Json) -> ImportState:
        imported, aside = int(state["imported"]), int(state["setAside"])
        shown = self._locale.toString
        detail = ""
        if aside:
            one = self.tr("1 row could not be read and was set aside.")
            many = self.tr("{count} rows could not be read and were set aside.")
            detail = one if aside == 1 else many.format(count=shown(aside))
        said = self.tr("Imported {count} records.").format(count=shown(imported))
        if imported == 1:
            said = self.tr("Imported 1 record.")
        if state["changed"] or state["unchanged"] or not state["added"]:
            said = self._said_by_key(state)
        return ImportState(
            ImportPhase.DONE,
            said,
            detail,
            str(state["agency"]),
            str(state["page"]),
            permille=1000,
            rows=int(state["rows"]),
            imported=imported,
            set_aside=aside,
            set_aside_lines=_lines(state),
            notes=tuple(map(say, all_filled_again(map(str, state["notes"]), _filled(state).get("notes")))),
        )


def _lines(state: Json) -> tuple[tuple[int, str], ...]:
    lines = state["setAsideLines"]
    reasons = all_filled_again((str(one["reason"]) for one in lines), _filled(state).get("setAsideLines"))
    return tuple((int(one["line"]), say(reason)) for one, reason in zip(lines, reasons, strict=True))


def _filled(state: Json) -> Json:
    """What texts of an import's state were made of; nothing of an earlier gateway's."""
    filled = state.get("filled")
    return filled if isinstance(filled, dict) else {}
