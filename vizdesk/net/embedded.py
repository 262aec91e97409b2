"""The embedded gateway: attach to the one that runs on a data folder, or start it as a child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from vizdesk.domain.errors import Cancelled, StorageError, Unavailable, UnexpectedAnswer, VizDeskError
from vizdesk.domain.filled import Filled

if TYPE_CHECKING:
    from vizdesk.net.lease import Lease

LOCK_NAME = "gateway.lock"
OWNER_NAME = "gateway.owner"
LOG_NAME = "gateway.log"
START_SECONDS = 20.0
FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.25
END_SECONDS = 5.0
MOST_STARTS = 4
"""A start fails while another gateway leaves the folder, or when another program is faster."""
LARGEST_LOG = 1024 * 1024
REFUSAL = "vizdesk: "
"""How the command line begins a refusal."""


@dataclass(frozen=True, slots=True)
class Address:
    """What `gateway.lock` tells."""

    url: str
    token: str = field(repr=False)
    pid: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A gateway that lives at least as long as this is not closed.

    Args:
        url: where it is.
        token: of the local principal.
        process: the child that was started for it, None where it ran already.
        lease: what keeps it alive.
    """

    url: str
    token: str = field(repr=False)
    process: subprocess.Popen[bytes] | None
    lease: Lease

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the lease back; the gateway ends by itself when nobody else holds one."""
        self.lease.close()
        if self.process is not None:
            _leave(self.process)


def attach(
    data: Path,
    *,
    demo: bool = False,
    on_lost: Callable[[], None] | None = None,
    stop: threading.Event | None = None,
) -> Attached:
    """Attach to the gateway of a data folder; start it where none runs. Blocks for up to `START_SECONDS`.

    Args:
        data: the data folder.
        demo: a gateway that is started fills an empty folder with the demo agency.
        on_lost: called once, on another thread, when the gateway is gone.
        stop: set on another thread to give up.

    Raises:
        Cancelled: `stop` was set.
        Unavailable: it does not answer in time.
        UnexpectedAnswer: it speaks another contract.
        StorageError: it refused to run, or the folder cannot be written.
    """
    children = _Children(data, demo=demo)
    try:
        return _wait_for_lease(data, children, on_lost, stop or threading.Event())
    except BaseException:
        children.end()
        raise


def _wait_for_lease(
    data: Path, children: _Children, on_lost: Callable[[], None] | None, stop: threading.Event
) -> Attached:
    ends = time.monotonic() + START_SECONDS
    pause = FIRST_PAUSE
    while time.monotonic() < ends:
        address = _read_lock(data)
        lease = _lease_on(data, address, on_lost) if address else None
        if address and lease:
            return Attached(address.url, address.token, children.release(address), lease)
        children.start_if_free()
        if stop.wait(pause):
            raise Cancelled("VizDesk is closing.")
        pause = min(LONGEST_PAUSE, pause * 1.5)
    raise Unavailable(
        "The gateway did not start in time.", Filled("Its log is {file} in the data folder.", file=LOG_NAME)
    )


class _Children:
    """The gateway processes that one `attach` starts: one, unless another program was about to leave the folder."""

    def __init__(self, data: Path, *, demo: bool) -> None:
        self._data = data
        self._demo = demo
        self._started = 0
        self._log_start = 0
        self._running: subprocess.Popen[bytes] | None = None

    def start_if_free(self) -> None:
        """Start a gateway unless ours is starting, or another program owns the folder and is starting or leaving.

        Raises:
            StorageError: ours refused to run, and nobody else owns the folder.
        """
        if self._running is None:
            self._start()
        elif self._running.poll() is not None and not _is_owned(self._data):
            if self._started == MOST_STARTS:
                raise StorageError(*_last_words(self._data / LOG_NAME, self._log_start))
            self._start()

    def release(self, address: Address) -> subprocess.Popen[bytes] | None:
        """The child, if it is the one that serves at this address; a child that lost the folder is ended."""
        if self._running is not None and self._running.pid == address.pid:
            return self._running
        self.end()
        return None

    def end(self) -> None:
        """End what was started."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            try:
                self._running.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self._running.kill()
                self._running.wait()

    def _start(self) -> None:
        self._started += 1
        try:
            self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _open_log(self._data / LOG_NAME) as log:
                self._log_start = log.tell()
                self._running = subprocess.Popen(
                    _command(self._data, demo=self._demo),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    **_DETACHED,
                )
        except OSError:
            raise StorageError("The data folder cannot be written.", "Check its rights and the free space.") from None


# A process of its own session: Ctrl-C in our terminal must not end a gateway that others may use.
_DETACHED: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if sys.platform == "win32"
    else {"start_new_session": True}
)


def own_program() -> list[str]:
    """The words that start VizDesk itself, also where it is frozen."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "vizdesk"]


def _command(data: Path, *, demo: bool) -> list[str]:
    return [*own_program(), "gateway", "--embedded", "--data", str(data), *(["--demo"] if demo else [])]


def _open_log(path: Path) -> IO[bytes]:
    full = path.exists() and path.stat().st_size > LARGEST_LOG
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if full else os.O_APPEND), 0o600), "ab")


def _last_words(log: Path, start: int) -> tuple[str, str]:
    """What the child told when it refused to run: its own plain sentences, as the command line prints them."""
    try:
        with log.open("rb") as file:
            file.seek(start)
            lines = file.read(LARGEST_LOG).decode("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    told = [line.removeprefix(REFUSAL) for line in lines if line.startswith(REFUSAL)]
    if told:
        return told[-1], ""
    advice = Filled("Run “vizdesk doctor”; its log is {file} in the data folder.", file=LOG_NAME)
    return Filled("The gateway could not start."), advice


def _read_lock(data: Path) -> Address | None:
    try:
        content = json.loads((data / LOCK_NAME).read_text(encoding="utf-8"))
        return Address(str(content["url"]), str(content["token"]), int(content["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lease_on(data: Path, address: Address, on_lost: Callable[[], None] | None) -> Lease | None:
    """A lease on the gateway at an address; None where it does not answer (yet, or any more).

    Raises:
        UnexpectedAnswer: the folder's gateway speaks another contract.
    """
    from vizdesk.net.client import GatewayClient  # late: httpx is needed once there is somebody to talk to
    from vizdesk.net.lease import Lease

    try:
        with GatewayClient(address.url, "") as probe:  # without the token: after a crash, a stranger may have the port
            probe.version()
        return Lease(GatewayClient(address.url, address.token), on_lost)
    except UnexpectedAnswer:
        if _is_owned(data):
            raise
        return None
    except VizDeskError:
        return None


def _is_owned(data: Path) -> bool:
    """Whether a gateway owns the folder, published or not."""
    from filelock import FileLock, Timeout

    lock = FileLock(data / OWNER_NAME, mode=0o600)
    try:
        with lock.acquire(blocking=False):
            return False
    except Timeout:
        return True


def _leave(process: subprocess.Popen[bytes]) -> None:
    """Let somebody wait for a child that ends by itself, so that it leaves no zombie."""
    threading.Thread(target=process.wait, name="gateway-reaper", daemon=True).start()
