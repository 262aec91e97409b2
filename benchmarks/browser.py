"""What @rjsf/core and JSON Forms take for the same filters, in headless Chromium; both are made ready once."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import platformdirs

SOURCES = Path(__file__).with_name("forms_peer")
REPOSITORY = Path(__file__).parents[1]
DEADLINE_SECONDS = 300
PAGE = (
    b'<!doctype html><meta charset="utf-8"><title>Filters</title><body><script type="module" src="/page.js"></script>'
)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-frame-rate-limit",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1280,900",
)
"""Frames are drawn as fast as they can be, so that the peers do not wait for a screen; VizDesk offscreen does not."""


@dataclass(frozen=True, slots=True)
class FormTimes:
    """Milliseconds of a peer: from the form's making until it is painted in each page, of each key until painted."""

    mounts: list[float]
    keys: list[float]


def bundle() -> Path:
    """The peers as one script; made once for each version of what it is made of."""
    sources = [SOURCES / "package.json", SOURCES / "page.jsx"]
    folder = platformdirs.user_cache_path("vizdesk-bench") / "forms"
    made = folder / "page.js"
    text = "".join(one.read_text(encoding="utf-8") for one in sources)
    stamp = folder / "made-from"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == text:
        return made
    missing = [name for name in ("chromium", "npm") if shutil.which(name) is None]
    subprocess.run([str(REPOSITORY / "scripts" / "system-packages"), *missing], check=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for one in sources:
        shutil.copy(one, folder)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
    words = ["node_modules/.bin/esbuild", "page.jsx", "--bundle", "--minify", "--format=esm", "--jsx=automatic"]
    words += ["--define:process.env.NODE_ENV='production'", "--log-level=error", "--outfile=page.js"]
    subprocess.run(words, cwd=folder, check=True)
    stamp.write_text(text, encoding="utf-8")
    return made


def ask(name: str, filters: Mapping[str, Any], runs: int, keys: int) -> FormTimes:
    """Open a form so many times, each in a page that is loaded anew, and type so many keys into its first line.

    Args:
        name: "rjsf" or "jsonforms".
        filters: what the form is made of.
        runs: pages that count; one more goes before them. Loading the libraries does not count.
        keys: how many, in the last page.

    Raises:
        RuntimeError: the page told of a failure, or nothing in time.
    """
    script = bundle().read_bytes()
    told: list[dict[str, Any]] = []

    def asked() -> bytes:
        return json.dumps({"name": name, "filters": filters, "keys": keys if len(told) == runs else 0}).encode()

    came = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = {
                "/": ("text/html", PAGE),
                "/page.js": ("text/javascript", script),
                "/asked": ("application/json", asked()),
            }.get(self.path, ("text/plain", b""))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            more = json.dumps(len(told) <= runs and "failed" not in told[-1]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(more)))
            self.end_headers()
            self.wfile.write(more)
            if more == b"false":
                came.set()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="vizdesk-bench-", ignore_cleanup_errors=True) as profile:
        words = ["chromium", *FLAGS, f"--user-data-dir={profile}", f"http://127.0.0.1:{server.server_port}/"]
        browser = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            came.wait(DEADLINE_SECONDS)
        finally:
            browser.terminate()
            browser.wait(20)
            server.shutdown()
            server.server_close()
    if len(told) <= runs or "failed" in told[-1]:
        raise RuntimeError(f"{name}: {told[-1:]}")
    return FormTimes([one["mount"] for one in told[1:]], told[-1]["typed"])
