"""Fuzzy matching of short names: the letters that are typed, in their order, with gaps."""

from __future__ import annotations

WORD_START, RUN, START = 8, 5, 4
"""Points for a letter at the start of a word, right after the one before it, and at the very start."""

MOST_LENGTH_COST = 4.0


def fuzzy_score(wanted: str, text: str) -> float | None:
    """How well `text` answers to what was typed; both are folded (`vizdesk.domain.text.fold`).

    Args:
        wanted: what was typed; spaces in it stand for nothing but a new word.
        text: a name.

    Returns:
        Points, more for letters at the starts of words, letters in a row, and shorter names; 0 where nothing is wanted;
        None where `text` does not hold all letters of `wanted` in their order.
    """
    letters = wanted.replace(" ", "")
    if not letters:
        return 0.0
    rest = iter(text)
    if not all(letter in rest for letter in letters):
        return None
    starts = [place for place, letter in enumerate(text) if letter == letters[0]]
    return max(_score_from(start, letters, text) for start in starts) - min(len(text) / 16, MOST_LENGTH_COST)


def _score_from(start: int, letters: str, text: str) -> float:
    """Points of the match that begins at `start`; each further letter at the next start of a word, else the nearest."""
    points = float(START if start == 0 else 0)
    place = start
    for number, letter in enumerate(letters):
        if number:
            near = text.find(letter, place + 1)
            if near < 0:
                return 0.0
            word = text.find(f" {letter}", place + 1) + 1
            holds = word > 0 and near != place + 1 and _holds(letters[number:], text, word)
            after = word if holds else near
            points += RUN if after == place + 1 else 0
            place = after
        points += WORD_START if place == 0 or not text[place - 1].isalnum() else 1
    return points


def _holds(letters: str, text: str, start: int) -> bool:
    rest = iter(text[start:])
    return all(letter in rest for letter in letters)
