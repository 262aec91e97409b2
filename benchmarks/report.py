"""What was measured, on which machine, as a table with ratios."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_PACKAGES = ("pyside6", "sqlcipher3", "duckdb", "starlette", "uvicorn", "httpx")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, beside what, and the bar it is held to."""

    what: str
    measured: str
    peer: str
    ratio: str
    bar: str
    reached: bool


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def table(figures: Sequence[Figure]) -> str:
    """The figures with the machine and the versions, as Markdown."""
    lines = [
        "# Benchmark results",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}.",
        f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in _PACKAGES)}.",
        "Both sides of each line ran in the same run on the same machine; compare the ratios, not the seconds.",
        "",
        "| what | VizDesk | peer | ratio | bar | reached |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.what} | {one.measured} | {one.peer} | {one.ratio} | {one.bar} | {'yes' if one.reached else 'NO'} |"
            for one in figures
        ),
        "",
    ]
    return "\n".join(lines)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"
