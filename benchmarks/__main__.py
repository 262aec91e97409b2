"""`python -m benchmarks` runs all measurements and writes `RESULTS.md`; with names it runs those and only prints."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module

from benchmarks.report import RESULTS, Figure, table

NAMES = (
    "start",
    "importing",
    "pages",
    "panels",
    "heartbeat",
    "layouts",
    "faults",
    "migrating",
    "searching",
    "uploading",
    "transfers",
    "transfers_window",
    "exporting",
)


def _measured(name: str) -> list[Figure]:
    """The figures of one measurement; where it breaks off, one that says so, and the others are still measured."""
    try:
        figures: list[Figure] = import_module(f"benchmarks.{name}").measure()
    except Exception as error:  # noqa: BLE001  # told below, and the bar counts as missed
        traceback.print_exc()
        return [Figure(name, f"broke off: {type(error).__name__}", "–", "–", "–", reached=False)]
    return figures


def main() -> None:
    """Run what is named; exit code 1 where a bar is missed."""
    figures: list[Figure] = []
    for name in sys.argv[1:] or NAMES:
        sys.stdout.write(f"measuring {name} …\n")
        sys.stdout.flush()
        figures += _measured(name)
        if not sys.argv[1:]:  # after each, so that a run that is ended leaves what it has
            RESULTS.write_text(table(figures), encoding="utf-8")
    sys.stdout.write(table(figures))
    sys.exit(0 if all(one.reached for one in figures) else 1)


if __name__ == "__main__":
    main()
