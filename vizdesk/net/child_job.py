"""A child process of this program that does one job: neither its work nor its memory is the window's.

The task is one JSON line on its standard input; JSON lines on its standard output are progress and end. Standard input
stays open as long as the job is wanted: when it ends, so does the child, and no file is left.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from vizdesk.domain.errors import Cancelled, StorageError, VizDeskError
from vizdesk.domain.layout import Json
from vizdesk.domain.problems import problem_of
from vizdesk.net.embedded import own_program
from vizdesk.net.errors import problem_error
from vizdesk.tabular.whole_file import part_of

TELL_SECONDS = 0.1
NICENESS = 5
"""A job takes what searches and windows on the same machine leave of it."""


class ChildJob:
    """The parent's side; the child starts at once.

    Args:
        command: the program's own command that does the job.
        task: what it is to do.
        path: the file that it makes, None for none.
        ended: the error where it ends without a word.

    Raises:
        StorageError: the child cannot be started.
    """

    def __init__(self, command: str, task: Json, path: Path | None, ended: VizDeskError) -> None:
        self._path, self._ended = path, ended
        self._line = f"{json.dumps(task)}\n".encode()
        self._is_told = False
        try:
            self._child = subprocess.Popen(
                [*own_program(), command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            raise StorageError("VizDesk could not start a part of itself.", "Run “vizdesk doctor”.") from None

    def stop(self) -> None:
        """Have the child end, and leave no file; it does so, too, when this process is gone. Never waits."""
        if not self._is_told:
            self._child.kill()  # it may not read yet, and its input cannot be closed while the task is being written
        elif self._child.stdin is not None:
            with suppress(OSError):
                self._child.stdin.close()

    def follow(self, progress: Callable[[int, int], None]) -> Json:
        """Wait for the end.

        Args:
            progress: told how many records are done, and how many there are.

        Returns:
            What the child told of it.

        Raises:
            VizDeskError: what the child told, or `ended`.
        """
        with self._child as child:
            assert child.stdin is not None and child.stdout is not None  # noqa: S101  # both are pipes
            try:
                child.stdin.write(self._line)
                child.stdin.flush()
                self._is_told = True
            except (OSError, ValueError):  # stopped meanwhile, or gone; then it tells nothing
                with suppress(OSError):
                    child.stdin.close()
            for line in child.stdout:
                told: Json = json.loads(line)
                if "problem" in told:
                    raise problem_error(told["problem"], 500)
                if "done" in told:
                    done: Json = told["done"]
                    return done
                progress(told["rows"], told["total"])
        if self._path is not None:
            with suppress(OSError):  # the child was killed: it could not clear up
                part_of(self._path).unlink(missing_ok=True)
        raise self._ended


def do_job(do: Callable[[Json, Callable[[], bool], Callable[[int, int], None]], Json]) -> None:
    """The child's side: do the task on standard input.

    Args:
        do: takes the task, what says whether nobody wants it any more, and what tells progress; gives what came of it.
    """
    line = sys.stdin.readline()
    if not line:  # nobody wants it any more
        return
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    stopped = threading.Event()
    threading.Thread(target=_watch, args=(stopped,), name="job-parent", daemon=True).start()
    try:
        done = do(json.loads(line), stopped.is_set, _Telling().tell)
    except VizDeskError as error:
        _say({"problem": problem_of(error)})
    else:
        _say({"done": done})


def _watch(stopped: threading.Event) -> None:
    os.read(sys.stdin.fileno(), 1)  # past Python's buffer, whose lock would be held at the end of the process
    stopped.set()


class _Telling:
    """Tells progress now and then."""

    def __init__(self) -> None:
        self._next = 0.0

    def tell(self, rows: int, total: int) -> None:
        """Tell how many records are done, of how many."""
        now = time.monotonic()
        if now >= self._next or rows == total:
            self._next = now + TELL_SECONDS
            _say({"rows": rows, "total": total})


def _say(told: Any) -> None:
    """One line.

    Raises:
        Cancelled: the window is gone.
    """
    try:
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()
    except OSError:
        raise Cancelled("The job was stopped.", "No file was made.") from None
