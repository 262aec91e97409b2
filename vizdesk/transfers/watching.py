"""A watched folder: what arrives in it is told once it has stopped growing, and once only."""

from __future__ import annotations

import errno
import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.faults import told_fault
from vizdesk.store.transfer_queue import TransferQueue

_log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
STILL_SECONDS = 5.0
"""A file that has kept size and time for so long is not being written any more."""

AGAIN_SECONDS = 30.0
"""So long after something went wrong it is tried again."""

JOIN_SECONDS = 3.0

SYSTEMS_FOLDERS = frozenset({"lost+found", "system volume information", "$recycle.bin"})
"""What systems lay at the root of a disk for themselves, in small letters, besides what is hidden anyway."""

NOT_READY = 21
"""Windows' number of an error: the card reader holds no card."""

State = tuple[int, int]
"""Size, and time of change in ns."""


class Watched(NamedTuple):
    """A folder that is watched.

    Args:
        folder: the folder, with all below it.
        agency: whose files they are.
        sends: they are sent at once; else they are offered.
        still_seconds: for how long a file must have kept its size and time.
    """

    folder: Path
    agency: str
    sends: bool = False
    still_seconds: float = STILL_SECONDS

    def to_json(self) -> dict[str, Any]:
        """For the settings."""
        return {"folder": str(self.folder), "agency": self.agency, "sends": self.sends}


def watched_from_json(stored: Any) -> Watched | None:
    """From the settings; what is not of that form watches nothing."""
    try:
        return Watched(Path(stored["folder"]), str(stored["agency"]), bool(stored["sends"]))
    except (KeyError, TypeError):
        return None


class Arrivals(NamedTuple):
    """Files that have arrived and stand still, each with the state in which it was seen."""

    watched: Watched
    files: dict[Path, State]


class Missed(NamedTuple):
    """How many files and folders could not be looked at, by what is in the way; a folder counts as one.

    Args:
        too_long: their paths have more characters than the system takes.
        others: they may not or cannot be read.
    """

    too_long: int = 0
    others: int = 0

    def with_one(self, error: OSError) -> Missed:
        """And one more; what has vanished meanwhile is none, nor is a card that is not put in."""
        absent = isinstance(error, FileNotFoundError | NotADirectoryError)
        if absent or getattr(error, "winerror", None) == NOT_READY:  # elsewhere than on Windows there is none
            return self
        if error.errno == errno.ENAMETOOLONG:
            return self._replace(too_long=self.too_long + 1)
        return self._replace(others=self.others + 1)


NOTHING_MISSED = Missed()


class Stillness:
    """Tells which of the files that are seen again and again have stopped changing.

    Args:
        known: those that were told before, with the state in which they were.
        seconds: for how long they must have kept their state.
    """

    def __init__(self, known: dict[Path, State], seconds: float) -> None:
        self._known = dict(known)
        self._seconds = seconds
        self._since: dict[Path, tuple[State, float]] = {}

    def forget(self, path: Path) -> None:
        """Tell this one again once it stands still."""
        self._known.pop(path, None)

    def look(self, files: dict[Path, State], now: float) -> dict[Path, State]:
        """Look once more.

        Args:
            files: all that are there.
            now: monotonic seconds.

        Returns:
            Those that stand still now and were not told before as they are.
        """
        fresh = {path: state for path, state in files.items() if self._known.get(path) != state}
        self._since = {
            path: self._since[path] if path in self._since and self._since[path][0] == state else (state, now)
            for path, state in fresh.items()
        }
        still = {path: state for path, (state, since) in self._since.items() if now - since >= self._seconds}
        self._known.update(still)
        return still


class FolderWatch:
    """Looks at a folder every two seconds, on a thread of its own, until it is closed.

    It tells of a file once; whoever takes the file, or leaves it, notes that in the queue, for the next start.

    Files that lie in a folder when it is first watched count as arrived: a card is often put in before VizDesk starts.

    Args:
        watched: the folder.
        offers: knows which files were sent or left before.
        on_arrivals: called on the watch's thread.
        on_missed: likewise, where something else than before cannot be looked at.
        on_problem: likewise, with what went wrong; the folder is looked at again a little later.
    """

    def __init__(
        self,
        watched: Watched,
        offers: TransferQueue,
        on_arrivals: Callable[[Arrivals], None],
        on_missed: Callable[[Missed], None],
        on_problem: Callable[[VizDeskError], None],
    ) -> None:
        self._watched, self._offers = watched, offers
        self._on_arrivals, self._on_missed, self._on_problem = on_arrivals, on_missed, on_problem
        self._missed = NOTHING_MISSED
        self._stop = threading.Event()
        self._again: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="transfer-watch", daemon=True)
        self._thread.start()

    def tell_again(self, path: Path) -> None:
        """Tell of a file again once it stands still: it has changed while what was told of it was sent."""
        self._again.put(path)

    def close(self) -> None:
        """Stop."""
        self._stop.set()
        self._thread.join(JOIN_SECONDS)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._watch()
            except VizDeskError as problem:  # the journal's
                self._on_problem(problem)
            except Exception as error:  # noqa: BLE001  # the thread's edge: else nothing would arrive any more
                self._on_problem(told_fault(_log, error))
            self._stop.wait(AGAIN_SECONDS)

    def _watch(self) -> None:
        stillness = Stillness(self._offers.offered(), self._watched.still_seconds)
        pause = min(LOOK_SECONDS, max(0.05, self._watched.still_seconds / 2))
        while not self._stop.is_set():
            while not self._again.empty():
                stillness.forget(self._again.get())
            files, missed = self._look()
            if missed != self._missed and not self._stop.is_set():
                self._missed = missed
                self._on_missed(missed)
            still = stillness.look(files, time.monotonic())
            if still:
                self._on_arrivals(Arrivals(self._watched, dict(sorted(still.items()))))
            self._stop.wait(pause)

    def _look(self) -> tuple[dict[Path, State], Missed]:
        """All files below the folder with their states, and what could not be looked at.

        Hidden ones and links are left out, and so is what is not there any more: a card is taken out at any time. So
        are the system's own folders at the root of a disk, where that is watched.
        """
        files: dict[Path, State] = {}
        missed = NOTHING_MISSED
        top = os.fspath(self._watched.folder)
        waiting = [top]
        while waiting and not self._stop.is_set():
            folder = waiting.pop()
            try:
                with os.scandir(folder) as found:
                    inside = [one for one in found if not one.name.startswith(".")]
            except OSError as error:
                missed = missed.with_one(error)
                continue
            for one in inside:
                try:
                    if one.is_dir(follow_symlinks=False):
                        if folder != top or one.name.lower() not in SYSTEMS_FOLDERS:
                            waiting.append(one.path)
                    elif one.is_file(follow_symlinks=False):
                        told = one.stat(follow_symlinks=False)
                        files[Path(one.path)] = told.st_size, told.st_mtime_ns
                except OSError as error:
                    missed = missed.with_one(error)
        return files, missed
