"""One import: what was asked for, how far it is, and what came of it."""

from __future__ import annotations

import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.filled import parts_in
from vizdesk.domain.layout import Json
from vizdesk.domain.problems import problem_of
from vizdesk.gateway.import_modes import Mode

SETTLED_SECONDS = 0.25
"""How long a phase must run before its rate means anything."""

_SHARES = {"reading": (0.0, 0.2), "writing": (0.2, 0.4), "indexing": (0.6, 0.4)}
"""Where each phase starts and how much of the whole time it takes, measured with large files."""

_COUNTED = ("imported", "added", "changed", "unchanged", "deleted")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What a client asks for (see the contract).

    Args:
        path: the data file, absolute.
        agency: whose records they become.
        page: the page that is to show them.
        mode: what becomes of the page's records.
        date_order: `auto`, `mdy` or `dmy`.
        by: the user who asks.
        key: the fields that are to tell one record from another; none to leave that as the layout says.
    """

    path: Path
    agency: str
    page: str
    mode: Mode
    date_order: str
    by: str
    key: tuple[str, ...] = ()

    def is_on_page_of(self, other: ImportRequest) -> bool:
        """Whether both are for the same page."""
        return (self.agency, self.page) == (other.agency, other.page)


@dataclass(slots=True)
class Job:
    """One import, as its state is told. Its owner holds the lock of `ImportJobs` to change it."""

    id: str
    request: ImportRequest
    file: str
    generation: str
    before: str | None
    key: tuple[str, ...]
    total_bytes: int
    state: str = "running"
    phase: str = "reading"
    bytes: int = 0
    rows: int = 0
    started: float = field(default_factory=time.monotonic)
    phase_started: float = field(default_factory=time.monotonic)
    outcome: Json = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    layout_version: int | None = None
    problem: Json | None = None
    cancelled: bool = False
    process: subprocess.Popen[str] | None = None
    thread: threading.Thread | None = None

    def told(self) -> Json:
        """The contract's form."""
        return {
            "id": self.id,
            "state": self.state,
            "agency": self.request.agency,
            "page": self.request.page,
            "phase": self.phase,
            "bytes": self.bytes,
            "totalBytes": self.total_bytes,
            "rows": self.rows,
            "ratePerSecond": self._rate(),
            "secondsLeft": self._seconds_left() if self.state == "running" else None,
            **{name: self.outcome.get(name, 0) for name in _COUNTED},
            "setAside": self.outcome.get("setAside", 0),
            "setAsideLines": self.outcome.get("setAsideLines", []),
            "layoutVersion": self.layout_version,
            "notes": self.notes,
            "filled": self.outcome.get("filled", {}) | {"notes": parts_in(self.notes)},
            "problem": self.problem,
        }

    def _rate(self) -> int:
        """Rows a second in this phase."""
        took = time.monotonic() - self.phase_started
        return int(self.rows / took) if took > SETTLED_SECONDS and self.phase != "indexing" else 0

    def _seconds_left(self) -> int | None:
        start, share = _SHARES[self.phase]
        done = start + share * (self.bytes / self.total_bytes if self.total_bytes else 0)
        took = time.monotonic() - self.started
        return round(took * (1 - done) / done) if done > 0.05 else None

    def advance(self, event: Json) -> None:
        """Take over what the child tells."""
        if event["phase"] != self.phase:
            self.phase_started = time.monotonic()
        self.phase, self.bytes, self.rows = event["phase"], event["bytes"], event["rows"]

    def fail(self, error: VizDeskError) -> None:
        """End without success."""
        self.state = "failed"
        self.problem = problem_of(error) | {"status": error.status}
