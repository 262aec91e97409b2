"""What transfers cost besides the bytes: going on with many parts, many small files, and searches beside them."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.report import Figure, percentile
from benchmarks.sample import home
from benchmarks.uploading import discarding, environment_of, random_file, s5cmd, timed, upload
from tests.helpers.fault_proxy import Fault, one_in_a_hundred_each
from tests.helpers.gateway import running_gateway
from tests.helpers.uploading import running_site
from vizdesk.domain.sizes import GIB, KIB, MIB

MANY = 10_000
MANY_PART = 16 * KIB
SMALL_FILES = 2_000
SMALL_SIZE = 4 * KIB
CLIENTS = 4
"""Each sends 8 parts at once."""

TROUBLED_FILES = 24
TROUBLED_PART = 16 * KIB
TROUBLED_BYTES = 200 * TROUBLED_PART
TROUBLED_SECONDS = 90
"""So long the limit makes them take at least: longer than a URL lives."""

URL_SECONDS = 60
SEARCHES = 400
SEARCH = {"type": "people", "query": "", "layout": "harbor", "filters": {}, "page": {"size": 50}}
LAST = ("chrt", "--idle", "0") if shutil.which("chrt") else ("nice", "-n", "19")
"""Runs a program that gives way at once; a niced one ends its slice of some milliseconds first."""

PATIENCE_SECONDS = 300.0


def measure() -> list[Figure]:
    """All of it, to the server that discards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vizdesk-bench-")))
        endpoint = stack.enter_context(discarding())
        environment = environment_of(folder, endpoint)
        return [
            *restart(folder, endpoint, environment),
            small_files(folder, endpoint, environment),
            search_beside(folder, environment),
            trouble(),
        ]


def restart(folder: Path, endpoint: str, environment: Mapping[str, str]) -> list[Figure]:
    """From the start of the process to the first byte of a part, where 9,900 of 10,000 parts have arrived."""
    file = random_file(folder / "many", MANY * MANY_PART)
    where = f"s3://bench/many?partSize={MANY_PART}&smallestPart={MANY_PART}"
    with running_gateway(folder / "gateway-many", "--storage", where, variables=dict(environment)) as gateway:
        known = {**environment, "VIZDESK_TOKEN": gateway.token}
        forget(endpoint)
        process = subprocess.Popen(upload(file, gateway), env=known, stdout=subprocess.DEVNULL)
        until(lambda: seen(endpoint)["parts"] >= MANY - 100)
        process.kill()
        process.wait()
        until(lambda: not seen(endpoint)["coming"])
        forget(endpoint)
        started = time.time()
        process = subprocess.Popen(upload(file, gateway), env=known, stdout=subprocess.DEVNULL)
        until(lambda: seen(endpoint)["firstAt"])
        read = (
            psutil.Process(process.pid).io_counters().read_chars / MIB if hasattr(psutil.Process, "io_counters") else 0
        )
        process.wait()
        first = seen(endpoint)["firstAt"] - started
    return [
        Figure(f"restart to first byte, {MANY:,} parts", f"{first:.2f} s", "–", "–", "≤ 2 s", first <= 2),
        Figure("all that it reads until then, programs too", f"{read:.0f} MiB", "–", "–", "≤ 64 MiB", read <= 64),
    ]


def small_files(folder: Path, endpoint: str, environment: Mapping[str, str]) -> Figure:
    """Files that are one part, each with a journal entry, an upload, a checked completion and two messages."""
    files = folder / "small"
    files.mkdir()
    for number in range(SMALL_FILES):
        (files / f"{number}.bin").write_bytes(secrets.token_bytes(SMALL_SIZE))
    with running_gateway(folder / "gateway-small", "--storage", "s3://bench/s", variables=dict(environment)) as gateway:
        own = timed(upload(files, gateway), {**environment, "VIZDESK_TOKEN": gateway.token})
    command = [str(s5cmd()), "--log", "error", "--endpoint-url", endpoint, "cp", f"{files}/*", "s3://bench/small/"]
    peer = timed(command, environment)
    return Figure(
        f"{SMALL_FILES:,} files of 4 KiB",
        f"{own.wall:.0f} s",
        f"s5cmd, one call each {peer.wall:.1f} s",
        f"{own.wall / peer.wall:.0f}×",
        "≤ 60 s",
        own.wall <= 60,
    )


def search_beside(folder: Path, environment: Mapping[str, str]) -> Figure:
    """A search's time at the gateway while 32 parts at a time are signed for and sent.

    Clients and storage, other computers in truth, leave this one's processor to the gateway where it wants it.
    """
    file = random_file(folder / "beside", GIB // 2)
    where = "s3://bench/beside?partSize=256KiB&smallestPart=256KiB"
    with ExitStack() as stack:
        endpoint = stack.enter_context(discarding(*LAST))
        known = {**environment, "AWS_ENDPOINT_URL": endpoint}
        gateway = stack.enter_context(
            running_gateway(folder / "gateway-beside", "--storage", where, "--demo", variables=known)
        )
        client = stack.enter_context(gateway.client())
        until(lambda: client.post("/search", json=SEARCH).is_success)
        search_times(client)
        idle = percentile(search_times(client), 0.99)
        for place in range(CLIENTS):
            home = {**known, "VIZDESK_TOKEN": gateway.token, "VIZDESK_HOME": str(folder / f"home-{place}")}
            command = [*LAST, *upload(file, gateway)]
            process = subprocess.Popen(command, env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
        until(lambda: seen(endpoint)["parts"] >= 8 * CLIENTS)
        began, before = time.perf_counter(), seen(endpoint)["parts"]
        busy = percentile(search_times(client), 0.99)
        rate = (seen(endpoint)["parts"] - before) / (time.perf_counter() - began)
    return Figure(
        "search at the gateway while 32 parts at a time are signed for and sent, p99",
        f"{busy:.1f} ms at {rate:.0f} parts a second",
        f"idle {idle:.1f} ms",
        f"+{busy - idle:.1f} ms",
        "≤ idle + 15 ms",
        busy <= idle + 15,
    )


def trouble() -> Figure:
    """Everything arrives, once, though requests fail at random at gateway and storage, and URLs end soon."""
    dice = random.Random(503)
    contents = [secrets.token_bytes(dice.randint(0, TROUBLED_BYTES)) for _ in range(TROUBLED_FILES)]
    options = f"partSize={TROUBLED_PART}&urlSeconds={URL_SECONDS}"
    with home() as folder, running_site(folder / "gateway", options) as site:
        files = folder / "files"
        files.mkdir()
        for number, content in enumerate(contents):
            (files / f"{number}.bin").write_bytes(content)
        site.storage.choose, site.api.choose = one_in_a_hundred_each(1), one_in_a_hundred_each(2)
        rate = sum(map(len, contents)) // TROUBLED_SECONDS
        command = [*upload(files, site.gateway), "--gateway", site.api.url, "--limit", f"{rate}B"]
        done = subprocess.run(
            command,
            env={**os.environ, "VIZDESK_TOKEN": site.gateway.token},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        faults = sum(one.fault is not Fault.NONE for proxy in (site.storage, site.api) for one in proxy.seen)
        orphans, resent = len(site.unfinished()), len(site.resent())
        once = Counter(site.objects().values()) == Counter(contents)
    return Figure(
        f"1 % 503, 1 % reset, 1 % error behind 200; URLs live {URL_SECONDS} s: {TROUBLED_FILES} files",
        f"{len(done.stdout.splitlines())} arrived, {orphans} orphans; {faults} requests failed",
        "–",
        f"{resent} confirmed parts sent again",
        "all, one object each, 0 orphans",
        done.returncode == 0 and once and not orphans and not resent,
    )


def search_times(client: httpx.Client) -> list[float]:
    """Milliseconds of searches, one after the other."""
    found = []
    for _ in range(SEARCHES):
        before = time.perf_counter()
        client.post("/search", json=SEARCH).raise_for_status()
        found.append((time.perf_counter() - before) * 1000)
    return found


def seen(endpoint: str) -> dict[str, Any]:
    """What the server that discards has seen."""
    return dict(httpx.get(f"{endpoint}/_seen", trust_env=False).json())


def forget(endpoint: str) -> None:
    """Let it begin to count anew."""
    httpx.post(f"{endpoint}/_forget", trust_env=False)


def until(holds: Callable[[], Any]) -> None:
    """Wait for a condition."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.01)
