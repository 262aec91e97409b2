"""A real gateway process for tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROGRAM = "vizdesk"
START_SECONDS = 20.0
STOP_SECONDS = 15.0


@dataclass(frozen=True)
class RunningGateway:
    """A gateway that answers."""

    url: str
    token: str
    data: Path
    process: subprocess.Popen[str]

    def client(self, token: str | None = None) -> httpx.Client:
        """An HTTP client that is signed in; the caller closes it."""
        headers = {"Authorization": f"Bearer {token or self.token}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30.0, trust_env=False)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)

    def stop(self) -> int:
        """Ask it to end, wait, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)


@contextmanager
def running_gateway(
    data: Path,
    *arguments: str,
    variables: dict[str, str] | None = None,
    program: str = PROGRAM,
    folder: Path | None = None,
) -> Iterator[RunningGateway]:
    """Start a gateway on a data folder, wait until it listens, and end it afterwards.

    Args:
        data: the data folder; the key comes from the environment, which `tests/conftest.py` prepares.
        arguments: further options, such as `--embedded`.
        variables: environment variables beside the test's own.
        program: the module that is run.
        folder: where it runs; the test's own unless told.
    """
    process = spawn_gateway(data, *arguments, variables=variables, program=program, folder=folder)
    try:
        url, token = wait_for_lock(data, process)
        yield RunningGateway(url, token, data, process)
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


def spawn_gateway(
    data: Path,
    *arguments: str,
    variables: dict[str, str] | None = None,
    program: str = PROGRAM,
    folder: Path | None = None,
) -> subprocess.Popen[str]:
    """Start the process only; the caller ends it and closes its standard error."""
    return subprocess.Popen(
        [sys.executable, "-m", program, "gateway", "--data", str(data), *arguments],
        env={**os.environ, **(variables or {})},
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_lock(data: Path, process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait until this process has published its address: url and token."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            told = process.stderr.read() if process.stderr else ""
            raise AssertionError(f"The gateway ended with {process.returncode}: {told}")
        try:
            lock = json.loads((data / "gateway.lock").read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            time.sleep(0.01)
            continue
        if lock["pid"] == process.pid:
            return lock["url"], lock["token"]
        time.sleep(0.01)
    raise AssertionError("The gateway did not publish its address in time.")
