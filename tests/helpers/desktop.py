"""A desktop session without a screen: an X server, a message bus, a keyring and a screen reader of its own.

Everything in it is the real program that a workstation runs: Xvfb, dbus-daemon, gnome-keyring, at-spi2-core. Input goes
through xdotool, as key presses of the X server; what the window shows is read back over AT-SPI.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

REPOSITORY = Path(__file__).parents[2]
READER = Path(__file__).with_name("atspi_reader.py")
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own: the AT-SPI bindings are its packages."""

ACCESSIBILITY_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
BUS_CONFIGURATION = """\
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={sockets}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

SCREEN = "1400x1000x24"
SECONDS = 30.0
"""How long a condition may take on a busy machine before the test fails."""

T = TypeVar("T")


def wait_for(what: str, condition: Callable[[], T | None], seconds: float = SECONDS) -> T:
    """The first true value of `condition`, asked again and again.

    Args:
        what: what is waited for, in words, for the failure's sentence.
        condition: gives something true once it holds.
        seconds: the deadline.

    Raises:
        AssertionError: it did not hold in time.
    """
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, f"after {seconds:g} s there is still not: {what}"
        time.sleep(0.05)
    return result


@dataclass(frozen=True)
class Control:
    """What a screen reader knows of one control."""

    role: str
    name: str
    states: frozenset[str]
    text: str | None
    rows: int | None
    children: tuple[Control, ...] = field(repr=False)

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> Control:
        """The control and all below it, from the reader's answer."""
        return cls(
            role=source["role"],
            name=source["name"],
            states=frozenset(source["states"]),
            text=source.get("text"),
            rows=source.get("rows"),
            children=tuple(cls.read(child) for child in source["children"]),
        )

    def walk(self) -> Iterator[Control]:
        """This control and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, name: str, *roles: str) -> Control | None:
        """The first control whose name holds `name`, of one of these roles if any are given."""
        return next((one for one in self.walk() if name in one.name and (not roles or one.role in roles)), None)


@dataclass(frozen=True)
class Focus:
    """Where the keyboard is, and how often it has moved."""

    moves: int
    control: Control


class Program:
    """A running `vizdesk` and its window."""

    def __init__(self, desktop: Desktop, process: subprocess.Popen[bytes]) -> None:
        self._desktop = desktop
        self.process = process

    @property
    def pid(self) -> int:
        """The process id of the desktop program."""
        return self.process.pid

    def window(self) -> Control | None:
        """The window as a screen reader sees it now, or None while there is none."""
        tree = self._desktop.ask({"pid": self.pid, "do": "tree"})
        if not tree:
            assert self.process.poll() is None, f"the program ended with {self.process.returncode}"
            return None
        return next(iter(Control.read(tree).children), None)

    def wait_until(self, what: str, holds: Callable[[Control], T | None], seconds: float = SECONDS) -> T:
        """The first true value of `holds` over the window."""

        def ask() -> T | None:
            window = self.window()
            return None if window is None else holds(window)

        return wait_for(what, ask, seconds)

    def wait_for_control(self, name: str, *roles: str) -> Control:
        """The control whose name holds `name`, once it shows."""
        return self.wait_until(f"a control named “{name}”", lambda window: window.find(name, *roles))

    def rows(self, count: int) -> list[list[str]]:
        """The first rows of the first table that shows."""
        tables = self._desktop.ask({"pid": self.pid, "do": "cells", "rows": count})
        return tables[0] if tables else []

    def focus(self) -> None:
        """Give the window the keyboard, as a click on its title bar would."""
        found = wait_for("the window on the screen", self._window_ids)
        self._desktop.xdotool("windowfocus", "--sync", found[-1])
        wait_for("a control with the keyboard", self.focused)

    def focused(self) -> Focus | None:
        """The control that has the keyboard, or None while none has had it."""
        answer = self._desktop.ask({"do": "focus", "pid": self.pid})
        return Focus(answer["moves"], Control.read(answer["control"])) if answer else None

    def announced(self) -> list[str]:
        """What a screen reader was told to say so far."""
        answer: list[str] = self._desktop.ask({"do": "announced", "pid": self.pid})
        return answer or []

    def _window_ids(self) -> list[str]:
        return self._desktop.xdotool("search", "--onlyvisible", "--pid", str(self.pid), check=False).split()

    def kill(self) -> None:
        """End the program as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(SECONDS)

    def close(self) -> int:
        """End the program in order and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(SECONDS)


class Desktop:
    """A session: `with Desktop(folder) as desktop`. All that it started has ended when the block is left.

    Args:
        folder: where the session keeps its files.
        keyring: whether an unlocked keyring serves on the bus.
    """

    def __init__(self, folder: Path, *, keyring: bool = True) -> None:
        self._folder = folder
        self._with_keyring = keyring
        self._ending = ExitStack()
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        with self._ending as ending:
            runtime = self._folder / "run"
            for folder in (self._folder, runtime, self._folder / "home"):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = {name: os.environ[name] for name in ("PATH", "LANG", "VIZDESK_TEST_RUN") if name in os.environ}
            self.environment = kept | {
                "HOME": str(self._folder / "home"),
                "XDG_RUNTIME_DIR": str(runtime),
                "XDG_DATA_HOME": str(self._folder / "home" / "data"),
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_QPA_PLATFORM": "xcb",
                "GSETTINGS_BACKEND": "memory",
            }
            self.environment["DISPLAY"] = f":{self._start_saying(['Xvfb', '-displayfd', '1', '-screen', '0', SCREEN])}"
            bus = ["dbus-daemon", f"--config-file={self._bus_configuration()}", "--nofork", "--print-address=1"]
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_saying(bus)
            if self._with_keyring:
                self._start_keyring()
            reader = self._start([SYSTEM_PYTHON, str(READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._reader = reader
            self._ending = ending.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.close()

    def open(self, *arguments: str, environment: Mapping[str, str]) -> Program:
        """Start `vizdesk` in this session."""
        return Program(self, self._start([*program_command(), *arguments], environment))

    def run(self, *arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run one `vizdesk` command in this session to its end."""
        return subprocess.run(
            [*program_command(), *arguments],
            env=self.environment | dict(environment),
            capture_output=True,
            text=True,
            timeout=2 * SECONDS,
            check=False,
        )

    def type(self, text: str) -> None:
        """Type a text on the keyboard."""
        self.xdotool("type", "--delay", "5", text)

    def press(self, *keys: str) -> None:
        """Press keys one after another, by their X names: `Tab`, `Return`, `ctrl+f`."""
        self.xdotool("key", *keys)

    def xdotool(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool and give what it prints."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=SECONDS, check=check
        )
        return done.stdout

    def screenshot(self, path: Path) -> None:
        """Save what is on the screen as a picture."""
        subprocess.run(["import", "-window", "root", path], env=self.environment, timeout=SECONDS, check=True)

    def ask(self, request: Mapping[str, Any]) -> Any:
        """One question to the screen reader."""
        reader = self._reader
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(json.dumps(request).encode() + b"\n")
        reader.stdin.flush()
        answer = reader.stdout.readline()
        assert answer, "the screen reader ended"
        return json.loads(answer)

    def _start(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None, **streams: Any
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, env=self.environment | dict(environment or {}), **streams)
        self._ending.callback(_end, process)
        return process

    def _start_saying(self, command: Sequence[str]) -> str:
        """Start a server that prints one line, its address, once it is ready."""
        process = self._start(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        line = process.stdout.readline().decode().strip()
        assert line, f"{command[0]} did not start"
        return line

    def _bus_configuration(self) -> Path:
        """A bus that starts the accessibility service on demand, and none of the machine's other services."""
        services = self._folder / "services"
        services.mkdir()
        (services / ACCESSIBILITY_SERVICE.name).symlink_to(ACCESSIBILITY_SERVICE)
        path = self._folder / "bus.conf"
        path.write_text(BUS_CONFIGURATION.format(sockets=tempfile.gettempdir(), services=services), encoding="utf-8")
        return path

    def _start_keyring(self) -> None:
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        daemon = self._start(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert daemon.stdin is not None
        daemon.stdin.write(b"\n")  # the password of a new keyring: empty, but a line; no line at all leaves it locked
        daemon.stdin.close()
        wait_for("the keyring on the bus", self._keyring_serves)

    def _keyring_serves(self) -> bool:
        asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                 "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]  # fmt: skip
        done = subprocess.run(asked, env=self.environment, capture_output=True, text=True, timeout=SECONDS, check=False)
        return "boolean true" in done.stdout


def program_command() -> list[str]:
    """The program under test: `VIZDESK_PROGRAM`, such as a frozen one, or the one beside this Python."""
    return [os.environ.get("VIZDESK_PROGRAM") or str(Path(sys.executable).with_name("vizdesk"))]


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.terminate()
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(SECONDS)
