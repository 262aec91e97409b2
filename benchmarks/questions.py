"""Seeded questions to the million people: a text and two filters, or two filters alone, drawn from real records."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from benchmarks.people import HEADER, WORDS, rows

COUNT = 200
SEED = 20261126
DRAWN = 20_000
FILTERS = ("sex", "hair", "eyes", "build", "city", "status", "role")
FACETS = ("sex", "hair", "eyes", "build", "city", "status", "role", "surname")
COMMON_WORDS, RARE_WORDS = WORDS[:40], WORDS[10_000:]


@dataclass(frozen=True, slots=True)
class Question:
    """Words (none for filters alone), and two filters as field and value."""

    words: str
    filters: dict[str, str]


def questions(count: int = COUNT) -> tuple[list[Question], list[Question]]:
    """As many with a text (a quarter each: rare word, common word, name, two words) as without."""
    dice = random.Random(SEED)
    people = [dict(zip(HEADER, row, strict=True)) for row in itertools.islice(rows(), DRAWN)]
    filters = [_filters(dice, dice.choice(people)) for _ in range(2 * count)]
    texts = [_words(dice, place % 4, people) for place in range(count)]
    with_text = [Question(text, chosen) for text, chosen in zip(texts, filters[:count], strict=True)]
    return with_text, [Question("", chosen) for chosen in filters[count:]]


def _filters(dice: random.Random, person: dict[str, str]) -> dict[str, str]:
    held = [name for name in FILTERS if person[name]]
    return {name: person[name] for name in dice.sample(held, 2)}


def _words(dice: random.Random, kind: int, people: list[dict[str, str]]) -> str:
    match kind:
        case 0:
            return dice.choice(RARE_WORDS)
        case 1:
            return dice.choice(COMMON_WORDS)
        case 2:
            return next(name for name in iter(lambda: dice.choice(people)["surname"], None) if name)
        case _:
            return " ".join(dice.sample(COMMON_WORDS, 2))
