"""Starts the folder's process when it is first needed, and again should it have ended."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from vizdesk.domain.errors import Unavailable
from vizdesk.gateway.storage.signatures import SECRET_BYTES

HOST = "127.0.0.1"
"""The folder is served to this computer only: its URLs are plain HTTP."""

END_SECONDS = 5.0
_TOKEN_VARIABLE = "VIZDESK_TOKEN"  # noqa: S105  # the name of a variable, not a secret


class FolderProcess:
    """The child that serves the folder; it ends with this process, however that ends.

    Args:
        root: the folder.
        port: where it listens; 0 for any.
    """

    def __init__(self, root: Path, port: int) -> None:
        self.secret = secrets.token_bytes(SECRET_BYTES)
        self._root = root
        self._wanted_port = port
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._port = 0

    def port(self) -> int:
        """Where it listens; it is started where it does not run.

        Raises:
            Unavailable: it does not start.
        """
        with self._lock:
            if self._child is None or self._child.poll() is not None:
                self._end()
                self._start()
            return self._port

    def close(self) -> None:
        """End it."""
        with self._lock:
            self._end()

    def _start(self) -> None:
        child = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could repeat a signed URL
            text=True,
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if name != _TOKEN_VARIABLE},
            start_new_session=True,  # Ctrl-C in a terminal is the gateway's to handle
        )
        self._child = child
        assert child.stdin is not None and child.stdout is not None  # noqa: S101  # both are pipes
        task = {"root": str(self._root), "secret": self.secret.hex(), "port": self._wanted_port}
        with suppress(BrokenPipeError):
            child.stdin.write(json.dumps(task) + "\n")
            child.stdin.flush()
        line = child.stdout.readline()
        if not line:
            self._end()
            raise Unavailable("The storage folder cannot be served.", "Check the disk, and the port in --storage.")
        self._port = int(json.loads(line)["port"])

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        try:
            child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _command() -> list[str]:
    frozen: Any = getattr(sys, "frozen", False)
    return [sys.executable, "storage-folder"] if frozen else [sys.executable, "-m", "vizdesk", "storage-folder"]
