"""A million mutated documents and bodies: no traceback, no hang."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.helpers.mutations import run

COUNTS = {"layout": 400_000, "overlay": 100_000, "search": 500_000}
CHUNK = 2_000
MOST_SECONDS = 5.0
"""For one of them, of its process's own time."""


@pytest.mark.soak
def test_a_million_mutations_are_refused_or_sound() -> None:
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        chunks = [
            processes.submit(run, what, first, CHUNK)
            for what, count in COUNTS.items()
            for first in range(0, count, CHUNK)
        ]
        longest = max(chunk.result() for chunk in chunks)
    assert longest[0] < MOST_SECONDS, longest
