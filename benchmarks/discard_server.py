"""As much of S3 as an uploader needs: parts are taken and forgotten. `python -m benchmarks.discard_server`.

It prints its port. `GET /_seen` tells how many parts came and how many are coming, the bytes of those that came whole
and of all, when the first did, and when the last byte of any came; `POST /_forget` starts anew.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

PIECE = 1024 * 1024
PAGE = 1000
MTIME = "X-Amz-Meta-Mtime"
"""rclone keeps a file's time there, and copies the object once more where it does not find it again."""


class Store:
    """What is remembered of uploads: sizes and ETags."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.uploads: dict[str, dict[int, tuple[int, str]]] = {}
        self.objects: dict[str, tuple[int, str]] = {}
        self.mtimes: dict[str, str] = {}
        self.begun = self.coming = 0
        self.forget()

    def forget(self) -> None:
        """Forget how many parts came."""
        self.parts, self.bytes, self.arrived, self.first_at, self.last_at = 0, 0, 0, 0.0, 0.0


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    store = Store()

    def do_PUT(self) -> None:  # the base class's name
        """A part, or a whole object."""
        path, asked = self._asked()
        store = self.store
        with store.lock:
            store.first_at = store.first_at or time.time()
            store.parts += 1
            store.coming += 1
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        try:
            size = self._take()
        finally:
            with store.lock:
                store.coming -= 1
        md5 = self.headers.get("Content-MD5")
        etag = base64.b64decode(md5).hex() if md5 else "0" * 32
        with store.lock:
            store.bytes += size
            if "partNumber" in asked:
                store.uploads.setdefault(asked["uploadId"], {})[int(asked["partNumber"])] = (size, etag)
            else:
                store.objects[path] = (size, etag)
        self._answer(b"", ETag=f'"{etag}"')

    def do_POST(self) -> None:  # the base class's name
        """Begin, or complete."""
        path, asked = self._asked()
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        with self.store.lock:
            self.store.mtimes[path] = self.headers.get(MTIME) or self.store.mtimes.get(path, "")
            if path == "/_forget":
                self.store.forget()
                self._answer(b"{}")
            elif "uploads" in asked:
                self.store.begun += 1
                identifier = f"u{self.store.begun}"
                self.store.uploads[identifier] = {}
                self._xml("InitiateMultipartUploadResult", f"<UploadId>{identifier}</UploadId>")
            else:
                parts = self.store.uploads.pop(asked["uploadId"], {})
                whole = hashlib.md5(b"".join(bytes.fromhex(parts[n][1]) for n in sorted(parts)), usedforsecurity=False)
                etag = f"{whole.hexdigest()}-{len(parts)}"
                self.store.objects[path] = (sum(size for size, _ in parts.values()), etag)
                self._xml("CompleteMultipartUploadResult", f'<ETag>"{etag}"</ETag><Key>{escape(path)}</Key>')

    def do_GET(self) -> None:  # the base class's name
        """A page of parts, or what was seen."""
        path, asked = self._asked()
        with self.store.lock:
            if path == "/_seen":
                names = {
                    "parts": "parts",
                    "bytes": "bytes",
                    "arrived": "arrived",
                    "coming": "coming",
                    "firstAt": "first_at",
                    "lastAt": "last_at",
                }
                seen = {told: getattr(self.store, name) for told, name in names.items()}
                self._answer(json.dumps(seen).encode())
                return
            parts = self.store.uploads.get(asked.get("uploadId", ""), {})
            after = int(asked.get("part-number-marker", "0"))
            numbers = [n for n in sorted(parts) if n > after]
            told = "".join(
                f'<Part><PartNumber>{n}</PartNumber><Size>{parts[n][0]}</Size><ETag>"{parts[n][1]}"</ETag></Part>'
                for n in numbers[:PAGE]
            )
        self._xml("ListPartsResult", f"<IsTruncated>{'true' if len(numbers) > PAGE else 'false'}</IsTruncated>{told}")

    def do_HEAD(self) -> None:  # the base class's name
        """An object, or a bucket."""
        path, _ = self._asked()
        found = self.store.objects.get(path)
        self.send_response_only(200 if found or path.count("/") < 2 else 404)
        size, etag = found or (0, "")
        self.send_header("Content-Length", str(size))
        self.send_header("ETag", f'"{etag}"')
        self.send_header(MTIME, self.store.mtimes.get(path, ""))
        self.send_header("Last-Modified", self.date_time_string())
        self.end_headers()

    def do_DELETE(self) -> None:  # the base class's name
        """Abort."""
        _, asked = self._asked()
        with self.store.lock:
            self.store.uploads.pop(asked.get("uploadId", ""), None)
        self.send_response_only(204)
        self.end_headers()

    def _asked(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        return parts.path, {name: values[0] for name, values in query.items()}

    def _take(self) -> int:
        left = size = int(self.headers.get("Content-Length", "0"))
        buffer = memoryview(bytearray(min(PIECE, max(1, size))))
        while left:
            count = self.rfile.readinto1(buffer[: min(left, PIECE)])
            if not count:
                break
            left -= count
            with self.store.lock:
                self.store.arrived += count
                self.store.last_at = time.time()
        return size

    def _xml(self, name: str, inner: str) -> None:
        self._answer(f'<{name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{inner}</{name}>'.encode())

    def _answer(self, body: bytes, **headers: str) -> None:
        self.send_response_only(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""


class Server(ThreadingHTTPServer):
    """A thread for each connection."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no news."""


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
