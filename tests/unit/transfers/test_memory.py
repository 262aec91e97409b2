"""What sending takes of memory: pieces of parts, and never parts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.fault_proxy import Fault
from tests.helpers.uploading import Site, running_site
from vizdesk.domain.sizes import GIB, MIB

PART = 32 * MIB
AT_ONCE = 8
SIZE = 300 * GIB
"""Sparse; larger, and its parts would be larger than that, so that not eight of one file would be on their way."""

SWALLOWED = 16 * MIB
MOST_MIB = 64


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="nobody tells a peak here")
def test_eight_large_parts_at_once_of_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running_site(tmp_path / "data", f"partSize={PART}") as site:
        monkeypatch.setenv("VIZDESK_TOKEN", site.gateway.token)
        site.storage.choose = lambda _: Fault.BLACK_HOLE
        (tmp_path / "idle").write_bytes(b"x")
        idle = peak(site, tmp_path / "idle", 1, 1)
        with (tmp_path / "large").open("wb") as file:
            file.truncate(SIZE)
        most = peak(site, tmp_path / "large", AT_ONCE, SWALLOWED)
    assert most - idle <= MOST_MIB


def peak(site: Site, path: Path, parts: int, size: int) -> float:
    """MiB that the command takes at most until so many parts are on their way, so many bytes of each."""
    site.storage.seen.clear()
    words = [sys.executable, "-m", "vizdesk", "upload", str(path), "--agency", "harbor"]
    with subprocess.Popen([*words, "--gateway", site.api.url]) as process:
        try:
            site.storage.wait_for(lambda: sum(one.swallowed >= size for one in site.storage.puts()) >= parts)
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        finally:
            process.kill()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
