"""A million seeded synthetic people: 20 columns, 7 % of the cells missing, cities and words as Zipf has them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

ROWS = 1_000_000
SEED = 20261125
MISSING = 0.07
CHUNK = 50_000

SYLLABLES = ("an", "bel", "cor", "dan", "el", "far", "gor", "hal", "in", "jor", "kel", "lan", "mor", "nor", "ol",
             "par", "quin", "ros", "sal", "tor", "ul", "van", "wes", "yor", "zan")  # fmt: skip
HAIR = ("brown", "black", "blond", "grey", "red", "white", "bald", "dyed")
EYES = ("brown", "blue", "green", "hazel", "grey", "black")
BUILDS = ("slim", "medium", "heavy", "athletic")
STATUS = ("active", "inactive", "wanted", "missing", "released", "deceased")
ROLES = ("subject", "victim", "witness", "officer", "reporter")
HEADER = ("record_no", "surname", "given_name", "middle_name", "dob", "sex", "hair", "eyes", "build", "height",
          "weight", "city", "street", "phone", "plate", "status", "role", "wanted", "last_seen", "notes")  # fmt: skip


def words(count: int, seed: int) -> list[str]:
    """Distinct made-up words, the most frequent first."""
    dice = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))] = None
    return list(found)


def zipf(count: int, exponent: float = 1.0) -> list[float]:
    """Cumulated weights by rank."""
    return list(accumulate(1 / (rank + 1) ** exponent for rank in range(count)))


SURNAMES = [one.capitalize() for one in words(20_000, 1)]
GIVEN = [one.capitalize() for one in words(3_000, 2)]
CITIES = [one.capitalize() for one in words(2_000, 3)]
WORDS = words(30_000, 4)
WEIGHTS = {count: zipf(count) for count in (20_000, 3_000, 2_000, 30_000)}


def columns(dice: random.Random, start: int, count: int) -> list[Sequence[object]]:
    """The columns of some people, complete."""
    pick = dice.choices
    return [
        [f"R{number:08}" for number in range(start, start + count)],
        pick(SURNAMES, cum_weights=WEIGHTS[20_000], k=count),
        pick(GIVEN, cum_weights=WEIGHTS[3_000], k=count),
        pick(GIVEN, k=count),
        [f"{dice.randint(1935, 2009)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}" for _ in range(count)],
        pick(("F", "M", "X"), (48, 50, 2), k=count),
        pick(HAIR, (40, 25, 15, 8, 4, 4, 3, 1), k=count),
        pick(EYES, (50, 20, 10, 10, 6, 4), k=count),
        pick(BUILDS, k=count),
        [int(dice.gauss(171, 10)) for _ in range(count)],
        [int(dice.gauss(78, 15)) for _ in range(count)],
        pick(CITIES, cum_weights=WEIGHTS[2_000], k=count),
        [f"{dice.randint(1, 9999)} {street} St" for street in pick(SURNAMES, k=count)],
        [f"555-{dice.randint(0, 9_999_999):07}" for _ in range(count)],
        [f"{letters}{dice.randint(100, 9999)}" for letters in pick(("ABK", "KLM", "QRS", "TUV", "XYZ"), k=count)],
        pick(STATUS, (60, 20, 5, 5, 8, 2), k=count),
        pick(ROLES, k=count),
        pick(("yes", "no"), (1, 9), k=count),
        [f"20{dice.randint(10, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}T{dice.randint(0, 23):02}:"
         f"{dice.randint(0, 59):02}:00Z" for _ in range(count)],
        [" ".join(pick(WORDS, cum_weights=WEIGHTS[30_000], k=dice.randint(4, 10))) for _ in range(count)],
    ]  # fmt: skip


def rows(count: int = ROWS) -> Iterator[tuple[str, ...]]:
    """People; a missing value is an empty text. The record number is never missing."""
    dice = random.Random(SEED)
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        for row in zip(*columns(dice, start, size), strict=True):
            yield tuple("" if place and dice.random() < MISSING else str(cell) for place, cell in enumerate(row))


def write(path: Path, count: int = ROWS) -> None:
    """Write them as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count))
