"""The process that serves the signed folder: takes parts by signed URLs, and the gateway's own calls.

One JSON line on standard input says what to serve, one on standard output where. Standard input stays open as long as
the gateway lives: when it ends, so does this process. It listens on this computer only.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from vizdesk.domain.errors import PartsMissing, UploadGone
from vizdesk.gateway.storage.folder_files import PIECE, PartFault, SignedFolder
from vizdesk.gateway.storage.folder_process import HOST
from vizdesk.gateway.storage.signatures import Forbidden, check_path, content_md5

IDLE_SECONDS = 60.0
"""How long a connection may be silent, also within a part."""

DRAIN_BYTES = 64 * 1024 * 1024
"""So much of a refused part is read and dropped, so that its sender sees the refusal and not a broken connection."""

LARGEST_CALL = 4 * 1024 * 1024


def main() -> None:
    """Serve what standard input names until it ends."""
    task = json.loads(sys.stdin.readline())
    secret = bytes.fromhex(task["secret"])
    server = FolderServer(SignedFolder(Path(task["root"])), secret, task["port"])
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    sys.stdout.write(json.dumps({"port": server.server_address[1]}) + "\n")
    sys.stdout.flush()
    server.serve_forever()


def _end_with_parent() -> None:
    while sys.stdin.read(1):
        pass
    os._exit(0)  # whatever is arriving does not count until it is whole, so that there is nothing to put in order


class FolderServer(ThreadingHTTPServer):
    """A thread for each connection.

    Args:
        folder: what is served.
        secret: signs URLs and the gateway's calls.
        port: 0 for a free one.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, folder: SignedFolder, secret: bytes, port: int) -> None:
        self.folder = folder
        self.secret = secret
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:  # the base class's signature
        """A connection that broke is told to nobody: what failed is known to its sender."""


class _Handler(BaseHTTPRequestHandler):
    server: FolderServer
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    calls: ClassVar[dict[str, Callable[[SignedFolder, Mapping[str, Any]], Any]]] = {
        "create": lambda folder, asked: {"id": folder.create(asked["key"], asked["size"], asked["partSize"])},
        "list": lambda folder, asked: folder.upload(asked["id"]).page(asked["after"]),
        "complete": lambda folder, asked: folder.complete(asked["id"], asked["parts"]),
        "head": lambda folder, asked: folder.head(asked["key"]),
        "abort": lambda folder, asked: folder.abort(asked["id"]),
        "unfinished": lambda folder, asked: folder.unfinished(asked["prefix"], asked["seconds"]),
    }

    def do_PUT(self) -> None:  # the base class's name
        """Take a part."""
        self._left = self._length()
        try:
            etag = self._receive()
        except Forbidden as refusal:
            self._refuse(403, refusal.code)
        except UploadGone:
            self._refuse(404, "NoSuchUpload")
        except PartFault as fault:
            self._refuse(fault.status, fault.code)
        except (TimeoutError, ConnectionError):
            self.close_connection = True
        except OSError:
            self._refuse(507, "InsufficientStorage")
        else:
            self._answer(200, b"", {"ETag": f'"{etag}"'})

    def _receive(self) -> str:
        store_id, part = check_path(self.server.secret, self.path)
        if self.headers.get("Content-MD5") != content_md5(part.md5):
            raise Forbidden("SignatureDoesNotMatch")
        if self._left != part.size:
            raise PartFault(400, "IncompleteBody")
        return self.server.folder.upload(store_id).receive(*part, self._read)

    def do_POST(self) -> None:  # the base class's name
        """One of the gateway's own calls."""
        self._left = self._length()
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        act = self.calls.get(self.path.removeprefix("/calls/"))
        if not hmac.compare_digest(given.encode(), self.server.secret.hex().encode()) or act is None:
            self._refuse(403, "AccessDenied")
            return
        if self._left > LARGEST_CALL:
            self._refuse(413, "EntityTooLarge")
            return
        asked, self._left = json.loads(self.rfile.read(self._left)), 0
        try:
            answer = act(self.server.folder, asked)
        except UploadGone:
            self._refuse(404, "NoSuchUpload")
        except PartsMissing:
            self._refuse(400, "InvalidPart")
        except PartFault as fault:
            self._refuse(fault.status, fault.code)
        except OSError:
            self._refuse(507, "InsufficientStorage")
        else:
            self._answer(200, json.dumps(answer).encode())

    def _length(self) -> int:
        text = self.headers.get("Content-Length", "")
        if not text.isdecimal():
            self.close_connection = True
            return 0
        return int(text)

    def _read(self, buffer: memoryview) -> int:
        count = self.rfile.readinto1(buffer)
        self._left -= count
        return int(count)

    def _refuse(self, status: int, code: str) -> None:
        self._drain()
        self._answer(status, f"<Error><Code>{code}</Code></Error>".encode())

    def _drain(self) -> None:
        if self._left > DRAIN_BYTES:
            self.close_connection = True
        left, buffer = min(self._left, DRAIN_BYTES), memoryview(bytearray(PIECE))
        with contextlib.suppress(OSError):
            while left and (count := self._read(buffer[:left])):
                left -= count

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        with contextlib.suppress(ConnectionError):
            self.send_response_only(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged: targets are secrets."""
