"""From starting the process to a painted window whose first filter takes a key, beside an empty PySide6 window.

The empty window's PySide6 is of the same version, in an environment of its own, as its wheel installs it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import PySide6

from benchmarks.peers import environment
from benchmarks.report import Figure, middle
from benchmarks.sample import home
from benchmarks.started import STARTED

RUNS = 15


def measure() -> list[Figure]:
    """Alternate the two, on a home that was used before; medians of whole processes."""
    plain = str(environment([f"PySide6_Essentials=={PySide6.__version__}"]))
    with home():
        _run("vizdesk")  # the first start makes the demo agency and the caches
        ours, ready, empty = [], [], []
        for _ in range(RUNS):
            empty.append(_run("empty", plain)[0])
            usable, child = _run("vizdesk")
            ours.append(usable)
            ready.append(child)
    ratio = middle(ours) / middle(empty)
    return [
        Figure(
            "start to usable: window painted, a filter takes a key",
            f"{middle(ours) * 1000:.0f} ms",
            f"empty PySide6 window {middle(empty) * 1000:.0f} ms",
            f"{ratio:.2f}×",
            "≤ 2× (aim 1.5×)",
            ratio <= 2,
        ),
        Figure("start to gateway child ready", f"{middle(ready):.2f} s", "–", "–", "≤ 2 s", middle(ready) <= 2),
    ]


def _run(what: str, python: str = sys.executable) -> list[float]:
    environment = os.environ | {STARTED: repr(time.time())}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    words = [python, "-m", "benchmarks.started", what]
    printed = subprocess.run(words, env=environment, check=True, capture_output=True, text=True).stdout
    return [float(word) for word in printed.split()]
