"""The window while it sends: the GUI thread's gaps with the Transfers page open, and how soon a pause holds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.heartbeat import beats, figure
from benchmarks.report import Figure
from benchmarks.sample import home
from benchmarks.transfers import forget, seen
from benchmarks.uploading import CREDENTIALS, discarding
from benchmarks.window import running, wait
from vizdesk.domain.sizes import GIB, KIB, MIB

if TYPE_CHECKING:
    from vizdesk.models.transfers import TransfersModel
    from vizdesk.widgets.transfers_page import TransfersPage

LARGE = 8 * GIB
SMALL_FILES = 10_000
SMALL_SIZE = 4 * KIB
SMALL_SECONDS = 60.0
"""So long the small files are watched, from adding them on; they take longer than a bench should."""

UNDER_WAY = 256 * MIB
STAYS_SECONDS = 2.0
PAUSES = 5
NOW_SECONDS = 0.05
RATE_SECONDS = 0.5
"""For so long before a pause, what arrives at the storage is counted."""


def measure() -> list[Figure]:
    """Promise 3 while large files, then many small ones, are sent; and pausing at full rate."""
    with ExitStack() as stack:
        folder = stack.enter_context(home())
        endpoint = stack.enter_context(discarding())
        stack.enter_context(_storage(endpoint))
        from vizdesk.widgets.rail import TRANSFERS

        program = stack.enter_context(running())
        program.window.open_page(TRANSFERS)
        page = program.window.transfers_in_sight()
        assert page is not None
        model, agency = program.session.transfers.model, program.session.agency
        assert agency is not None
        wait(lambda: model.ours)
        _warm(model, agency, endpoint, folder)
        idle = beats()
        large = _OneAfterAnother(model, agency, _sparse(folder / "large", LARGE))
        large.go_on()
        wait(lambda: seen(endpoint)["bytes"] > UNDER_WAY)
        sending = beats(lasts=large.go_on)
        _give_up(model)
        large.go_on()
        pauses = [_pause(page, endpoint) for _ in range(PAUSES)]
        _give_up(model)
        small, before = _many(folder / "small"), model.totals.finished
        until = time.monotonic() + SMALL_SECONDS
        model.add([str(small)], agency, {})
        many = beats(lasts=lambda: time.monotonic() < until and model.totals.finished < before + SMALL_FILES)
        arrived = model.totals.finished - before
    return [
        figure("GUI thread at full rate: large files are sent one after another, p99 gap", sending, idle),
        figure(
            f"GUI thread while {SMALL_FILES:,} files of 4 KiB are added and sent "
            f"({arrived:,} in {SMALL_SECONDS:.0f} s), p99 gap",
            many,
            idle,
        ),
        _pause_figure(pauses),
    ]


class _OneAfterAnother:
    """Sends a file under another name as soon as it has arrived, however quick that is: there is always one under way.

    Args:
        model: sends.
        agency: whose file it is.
        path: the file; its other names stand beside it and take no room.
    """

    def __init__(self, model: TransfersModel, agency: str, path: Path) -> None:
        self._model, self._agency, self._path = model, agency, path
        self._before, self._added = model.totals.finished, 0

    def go_on(self) -> bool:
        """Send the next one if the last has ended; may be called at any time. False: it asks for no more time."""
        if self._model.totals.finished - self._before >= self._added:
            self._added += 1
            link = self._path.with_name(f"{self._path.name}-{self._added}")
            link.hardlink_to(self._path)
            self._model.add([str(link)], self._agency, {})
        return False


def _give_up(model: TransfersModel) -> None:
    model.cancel(model.rows.ids(list(range(model.rows.rowCount()))))
    wait(lambda: not model.rows.rowCount())


class _Pause(NamedTuple):
    """One pause, as the storage saw it.

    Args:
        rate: bytes a second that arrived just before.
        seconds: from pressing the button until the last byte arrived; 0 where none did any more.
        after: bytes that arrived since the last look before the button was pressed.
    """

    rate: float
    seconds: float
    after: int


def _pause(page: TransfersPage, endpoint: str) -> _Pause:
    """Press the button while bytes arrive, look until none has arrived for two seconds, and go on.

    Raises:
        TimeoutError: nothing arrived, so that there was nothing to pause.
    """
    forget(endpoint)
    wait(lambda: seen(endpoint)["bytes"] > UNDER_WAY)
    began, before = time.monotonic(), seen(endpoint)["arrived"]
    wait(lambda: time.monotonic() > began + RATE_SECONDS)
    arrived, passed = _arrived_just_now(endpoint), time.monotonic() - began
    pressed = time.time()
    page.head.pause.click()
    until = time.monotonic() + STAYS_SECONDS
    wait(lambda: time.monotonic() > until and time.time() - seen(endpoint)["lastAt"] > STAYS_SECONDS)
    last = seen(endpoint)
    page.head.resume.click()
    return _Pause((arrived - before) / passed, max(0.0, last["lastAt"] - pressed), last["arrived"] - arrived)


def _arrived_just_now(endpoint: str) -> int:
    """The bytes that have arrived, at a moment when more do: not between two files."""
    found: list[int] = []

    def look() -> bool:
        now = seen(endpoint)
        if time.time() - now["lastAt"] < NOW_SECONDS:
            found.append(now["arrived"])
        return bool(found)

    wait(look)
    return found[-1]


def _pause_figure(pauses: list[_Pause]) -> Figure:
    longest = max(pauses, key=lambda one: one.seconds)
    return Figure(
        f"pause at full rate, from the click until the last byte arrives at the storage, longest of {len(pauses)}",
        f"{1000 * longest.seconds:.0f} ms, at most {max(one.after for one in pauses) / MIB:.0f} MiB arrive after it",
        f"{min(one.rate for one in pauses) / MIB:.0f} MiB/s or more before it",
        "–",
        "≤ 1 s",
        longest.seconds <= 1,
    )


def _warm(model: TransfersModel, agency: str, endpoint: str, folder: Path) -> None:
    """Send one file, so that the gateway has loaded what it signs with."""
    (folder / "warm").write_bytes(b"x")
    model.add([str(folder / "warm")], agency, {})
    wait(lambda: model.totals.finished == 1)
    forget(endpoint)


def _sparse(path: Path, size: int) -> Path:
    """A file that takes no room on the disk, and is hashed and sent like any other.

    It is read once: on a virtual machine, memory that is used for the first time stalls all threads while the host
    finds it (two processes that do nothing but read such a file cause gaps of 50 ms in an idle window).
    """
    with path.open("wb") as file:
        file.truncate(size)
    buffer = bytearray(MIB)
    with path.open("rb", buffering=0) as file:
        while file.readinto(buffer):
            pass
    return path


def _many(folder: Path) -> Path:
    folder.mkdir()
    for number in range(SMALL_FILES):
        (folder / f"{number}.bin").write_bytes(number.to_bytes(8, "big") * (SMALL_SIZE // 8))
    return folder


@contextmanager
def _storage(endpoint: str) -> Iterator[None]:
    """Let the gateway that the window starts keep its files at an address."""
    own = {**CREDENTIALS, "AWS_ENDPOINT_URL": endpoint, "VIZDESK_STORAGE": "s3://bench/window"}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
