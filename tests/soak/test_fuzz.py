"""A million mutated documents and bodies: no traceback, no hang."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

COUNTS = {"layout": 400_000, "overlay": 100_000, "search": 500_000}
CHUNK = 20_000
MOST_SECONDS = 5.0
"""For one of them, of its process's own time."""


@pytest.mark.soak
def test_a_million_mutations_are_refused_or_sound() -> None:
    chunks = [(what, first) for what, count in COUNTS.items() for first in range(0, count, CHUNK)]
    with ThreadPoolExecutor(os.cpu_count()) as processes:
        longest = max(processes.map(_longest, chunks))
    assert longest[0] < MOST_SECONDS, longest


def _longest(chunk: tuple[str, int]) -> tuple[float, str, int]:
    what, first = chunk
    words = [sys.executable, "-m", "tests.helpers.mutations", what, str(first), str(CHUNK)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seconds, seed = done.stdout.split()
    return float(seconds), what, int(seed)
