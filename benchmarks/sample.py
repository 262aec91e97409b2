"""A temporary VizDesk home, and the file of 336,776 flights, or seeded rows of its shape where it is missing."""

from __future__ import annotations

import csv
import gzip
import os
import random
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROWS = 336_776
CARRIERS = ("9E", "AA", "AS", "B6", "DL", "EV", "F9", "FL", "HA", "MQ", "OO", "UA", "US", "VX", "WN", "YV")
HEADER = (
    "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,carrier,flight,tailnum,"
    "origin,dest,air_time,distance,hour,minute,time_hour"
)
REPOSITORY = Path(__file__).parents[1]
PROGRAM = REPOSITORY / ".venv" / "bin" / "vizdesk"


def flights(folder: Path) -> Path:
    """The path of the real flights where the sample data is there, else of a seeded file of the same size."""
    named = Path(os.environ.get("VIZDESK_SAMPLE_DATA", REPOSITORY.parent / "shared" / "data")) / "flights.csv.gz"
    if named.is_file():
        return named
    path = folder / "flights.csv.gz"
    dice = random.Random(20130101)
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        file.write(f"{HEADER}\n")
        csv.writer(file).writerows(_flight(dice) for _ in range(ROWS))
    return path


def _flight(dice: random.Random) -> list[object]:
    month, day, hour, minute = dice.randint(1, 12), dice.randint(1, 28), dice.randint(5, 23), dice.randint(0, 59)
    planned = [hour * 100, dice.randint(1, 2359)]
    flown: list[object] = [hour * 100 + minute, dice.randint(-20, 300), planned[1], dice.randint(-60, 300), 200]
    if dice.random() < 0.025:
        flown = ["NA"] * 5
    leg = [
        f"N{dice.randint(100, 4200)}{dice.choice('ABCD')}",
        dice.choice(["EWR", "JFK", "LGA"]),
        f"D{dice.randint(1, 105)}",
    ]
    return [
        *(2013, month, day, flown[0], planned[0], flown[1], flown[2], planned[1], flown[3]),
        *(dice.choice(CARRIERS), dice.randint(1, 6000), *leg, flown[4], dice.randint(80, 4983), hour, minute),
        f"2013-{month:02}-{day:02}T{hour:02}:00:00Z",
    ]


@contextmanager
def home() -> Iterator[Path]:
    """A fresh `VIZDESK_HOME` with a key file, set in the environment while it lasts."""
    with tempfile.TemporaryDirectory(prefix="vizdesk-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        key = folder / "key"
        key.write_text(secrets.token_hex(32))
        before = {one: os.environ.get(one) for one in ("VIZDESK_HOME", "VIZDESK_KEY_FILE")}
        os.environ.update(VIZDESK_HOME=str(folder / "home"), VIZDESK_KEY_FILE=str(key))
        try:
            yield folder
        finally:
            for one, value in before.items():
                os.environ.pop(one) if value is None else os.environ.__setitem__(one, value)
