"""`python -m benchmarks` runs all measurements and writes `RESULTS.md`; with names it runs those and only prints."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks.report import RESULTS, table

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
    "exporting",
)


def main() -> None:
    """Run what is named; exit code 1 where a bar is missed."""
    figures = []
    for name in sys.argv[1:] or NAMES:
        sys.stdout.write(f"measuring {name} …\n")
        sys.stdout.flush()
        figures += import_module(f"benchmarks.{name}").measure()
    text = table(figures)
    sys.stdout.write(text)
    if not sys.argv[1:]:
        RESULTS.write_text(text, encoding="utf-8")
    sys.exit(0 if all(one.reached for one in figures) else 1)


if __name__ == "__main__":
    main()
